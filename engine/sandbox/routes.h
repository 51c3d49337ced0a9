/* SPDX-License-Identifier: MIT */
/* routes.h - which function answers a path. */
#ifndef ROUTES_H
#define ROUTES_H

#include "sandbox.h"

/* "*" is one segment, "**" at the end any number; case counts not. */
bool	routes_fit(const char *pattern, const char *const *part, int parts);

/* Finds the handler and runs it; else 404 or 405. */
void	routes_run(struct request *);

#endif

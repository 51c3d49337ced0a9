/* SPDX-License-Identifier: MIT */
/* limit.h - the calls of a day. */
#ifndef LIMIT_H
#define LIMIT_H

#include "sandbox.h"

#define LIMIT_CALLS 15000	/* a day, as in a developer's org */

/* Counts the call and says so in its answer's header; false: the day's calls
 * are used up, and that is answered. */
bool	limit_count(struct request *);

#endif

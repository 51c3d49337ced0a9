/* SPDX-License-Identifier: MIT */
/* query_answer.h - a query's first page as the answer of a request. */
#ifndef QUERY_ANSWER_H
#define QUERY_ANSWER_H

#include "sandbox.h"

/* For query, and whoever else is asked in SOQL. `all`: deleted rows too. */
void	query_answer(struct request *, const char *soql, bool all);
/* tooling/query: the objects of the Tooling API. */
void	query_answer_tooling(struct request *, const char *soql);

/* The asking user's time zone by its name, or NULL. */
const char *query_answer_zone(const struct request *);

#endif

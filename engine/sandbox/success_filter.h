/* SPDX-License-Identifier: MIT */
/* success_filter.h - the parts of a query as SQL. */
#ifndef SUCCESS_FILTER_H
#define SUCCESS_FILTER_H

#include "success_answer.h"

#define SUCCESS_JOINS 16

/* The tables of a query: t0 is the object itself, the others are what its
 * lookups lead to. */
struct success_tables {
	struct request			*r;
	const struct success_object	*object[SUCCESS_JOINS];
	int				 parent[SUCCESS_JOINS];
	const struct success_field	*by[SUCCESS_JOINS];
	int				 count;
};

/* "Csm__gr.Email" is a field of a table; NULL: there is none. */
const struct success_field *success_filter_field(struct success_tables *,
	    struct slice name, int *table);
/* t1."Email" */
void	success_filter_put_field(struct text *, const struct success_field *,
	    int table);
/* " FROM … LEFT JOIN …", when all fields are known. */
void	success_filter_put_from(struct text *,
	    const struct success_tables *);
/* A condition's name is in the member `name`. false: answered. */
bool	success_filter_put_where(struct text *, struct success_tables *,
	    const struct doc *where, const char *name);

#endif

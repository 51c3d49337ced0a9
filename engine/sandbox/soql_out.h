/* SPDX-License-Identifier: MIT */
/* soql_out.h - the shape of the rows: which members, from which columns. */
#ifndef SOQL_OUT_H
#define SOQL_OUT_H

#include "soql_tables.h"

/* A field of its table, a relation's in the relation's object. */
struct soql_out *soql_out_field(struct soql_tables *, struct arena *,
	    const struct soql_term *);
/* The same under another name. */
void	soql_out_rename(struct soql_out *, struct arena *, struct slice);
/* What TYPEOF finds: the first of its members that has an id. */
struct soql_out *soql_out_choice(struct soql_tables *, struct arena *,
	    const struct org_field *);
/* One of them, and a field in it. */
void	soql_out_option(struct soql_tables *, struct arena *,
	    struct soql_out *choice, const struct soql_term *);
void	soql_out_child(struct soql_tables *, struct arena *,
	    struct soql_select *, const char *relation);

#endif

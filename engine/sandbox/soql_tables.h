/* SPDX-License-Identifier: MIT */
/* soql_tables.h - what one SELECT reads: its tables, its columns, and the
 * shape its rows are shown in. */
#ifndef SOQL_TABLES_H
#define SOQL_TABLES_H

#include "soql.h"
#include "soql_tree.h"

#define SOQL_JOINS 55		/* from child to parent, in one query */

/* The table q<query>_<number>. The first has no `from`. */
struct soql_join {
	const struct org_object	*object;
	const struct soql_join	*from;
	const struct org_field	*field;		/* the reference in `from` */
	int			 query, number;
	int			 id_column;	/* -1: not read */
	struct soql_join	*next;
};

/* A column of the rows that are shown. */
struct soql_column {
	const struct soql_join	*join;
	const struct org_field	*field;
	struct soql_column	*next;
};

enum soql_out_kind { SOQL_OUT_FIELD, SOQL_OUT_FORMAT, SOQL_OUT_ADDRESS,
	SOQL_OUT_RELATION, SOQL_OUT_CHOICE, SOQL_OUT_CHILD };

/* A member of a row: "Name": …; relations and addresses have members. */
struct soql_out {
	enum soql_out_kind	 kind;
	struct slice		 key;		/* ,"Name": */
	const struct org_field	*field;
	const struct soql_join	*join;		/* RELATION's */
	int			 column;
	struct soql_out		*members, **end;
	struct soql_select	*child;
	struct soql_out		*next;
};

struct soql_tables {
	const struct org_object	*object;
	struct soql_join	*joins, **joins_end;
	int			 query, join_count;
	struct soql_column	*columns, **columns_end;
	int			 column_count;
	struct soql_out		*out, **out_end;
	const struct org_field	*link;		/* of a child, to its parent */
	const struct soql_when	*when;		/* being checked */
};

struct soql_tables *soql_tables_new(struct arena *, const struct org_object *,
	    int query);
/* The table that the reference leads to; the same one for the same. NULL:
 * there are too many. */
struct soql_join *soql_tables_join(struct soql_tables *, struct arena *,
	    const struct soql_join *from, const struct org_field *,
	    const struct org_object *);
/* Its number among the columns that are read. */
int	soql_tables_column(struct soql_tables *, struct arena *,
	    const struct soql_join *, const struct org_field *);

#endif

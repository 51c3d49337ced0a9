/* SPDX-License-Identifier: MIT */
/* soql_sql.h - a checked query as SQL over the org's tables. */
#ifndef SOQL_SQL_H
#define SOQL_SQL_H

#include "soql_tables.h"

/* q1_0."Name" */
void	soql_sql_field(struct text *, const struct soql_join *,
	    const struct org_field *);
/* A field, or what a function makes of it. */
void	soql_sql_term(struct text *, const struct soql *,
	    const struct soql_term *);
void	soql_sql_condition(struct text *, const struct soql *,
	    const struct soql_cond *);

/* "Account" q1_0 */
void	soql_sql_table(struct text *, const struct soql_join *);
/* The tables its relations lead to. */
void	soql_sql_joins(struct text *, const struct soql_tables *);
/* q1_0."IsDeleted" = 0 AND …; always something. */
void	soql_sql_where(struct text *, const struct soql *,
	    const struct soql_select *);
/* Terms with their directions, a comma behind each. */
void	soql_sql_orders(struct text *, const struct soql *,
	    const struct soql_select *);
void	soql_sql_limit(struct text *, const struct soql_select *);
/* 'text', its quotes doubled. */
void	soql_sql_text(struct text *, struct slice);

#endif

/* SPDX-License-Identifier: MIT */
/* soql_run.h - queries as rows of SQLite. */
#ifndef SOQL_RUN_H
#define SOQL_RUN_H

#include "soql_tables.h"

/* An empty statement, then its rows; NULL: too complicated, the fault is
 * set. The text is freed. The caller ends the rows (org_query_end). */
void	soql_run_start(struct text *sql);
struct sqlite3_stmt *soql_run(struct soql *, struct text *sql);
/* The rows of `count` ids, 18 bytes each, with the columns of its tables. */
struct sqlite3_stmt *soql_run_page(struct soql *, const char *ids,
	    size_t count);
struct sqlite3_stmt *soql_run_children(struct soql *,
	    const struct soql_select *, const char *ids, size_t count);

/* Parts of a statement. */
void	soql_run_ids(struct text *sql, const char *ids, size_t count);
void	soql_run_columns(struct text *sql, const struct soql_tables *);

#endif

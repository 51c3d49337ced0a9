/* SPDX-License-Identifier: MIT */
/*
 * org_query.h - SQL over the org's tables for those who may not see SQLite.
 *
 *	struct sqlite3_stmt *rows = org_query(org, sql);
 *	while (org_query_next(rows))
 *		org_put_json(out, field, rows, 0);
 *	org_query_end(rows);
 *
 * Beside what SQLite has, the SQL may use soql_like(text, pattern),
 * soql_includes(text, 'A;B') and soql_local(milliseconds, 'Europe/Berlin').
 */
#ifndef ORG_QUERY_H
#define ORG_QUERY_H

#include "org.h"

/* NULL: SQLite does not take it (it is too large). */
struct sqlite3_stmt *org_query(struct org *, const char *sql);
bool		 org_query_next(struct sqlite3_stmt *);
void		 org_query_end(struct sqlite3_stmt *);	/* NULL is fine */

/* 'n' null, 'i' an integer, 'r' a real number, 't' text */
char		 org_query_kind(struct sqlite3_stmt *, int);
bool		 org_query_is_null(struct sqlite3_stmt *, int);
struct slice	 org_query_text(struct sqlite3_stmt *, int);
int64_t		 org_query_int(struct sqlite3_stmt *, int);
double		 org_query_double(struct sqlite3_stmt *, int);

#endif

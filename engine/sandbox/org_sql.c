/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "org_private.h"
#include "precept/log.h"
#include "precept/utf8.h"

/* Statements that are kept, and the collation that knows no case. */

bool
org_sql_fail(const struct org *org, struct err *err)
{
	return err_set(err, ERR_SYSTEM, "%s: %s; move the file away to begin "
	    "with a new one", org->path, sqlite3_errmsg(org->db));
}

bool
org_sql_do(struct org *org, const char *sql, struct err *err)
{
	return sqlite3_exec(org->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
	    org_sql_fail(org, err);
}

static sqlite3_stmt *
prepare(struct org *org, const char *sql)
{
	sqlite3_stmt	*stmt;

	if (sqlite3_prepare_v3(org->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
	    &stmt, NULL) != SQLITE_OK) {
		log_line(LOG_ERROR, "sandbox: %s: %s", sql,
		    sqlite3_errmsg(org->db));
		abort();
	}
	map_put(&org->statements, slice_of(arena_string(org->texts, sql)),
	    stmt);
	return stmt;
}

sqlite3_stmt *
org_sql(struct org *org, const char *sql)
{
	sqlite3_stmt	*stmt = map_get(&org->statements, slice_of(sql));

	if (stmt == NULL)
		stmt = prepare(org, sql);
	sqlite3_reset(stmt);
	sqlite3_clear_bindings(stmt);
	return stmt;
}

/* All statements go: a table is about to change. */
void
org_sql_close(struct org *org)
{
	for (size_t i = 0; i < org->statements.count; i++)
		sqlite3_finalize(org->statements.entries[i].value);
	map_clear(&org->statements);
	arena_reset(org->texts);
}

void
org_sql_text(sqlite3_stmt *stmt, int i, struct slice s)
{
	if (s.ptr == NULL)
		sqlite3_bind_null(stmt, i);
	else
		sqlite3_bind_text64(stmt, i, s.ptr, s.len, SQLITE_TRANSIENT,
		    SQLITE_UTF8);
}

struct slice
org_sql_slice(sqlite3_stmt *stmt, int i)
{
	const char	*p = (const char *)sqlite3_column_text(stmt, i);

	return (struct slice){ p, p == NULL ? 0 :
	    (size_t)sqlite3_column_bytes(stmt, i) };
}

static uint32_t
fold(uint32_t c)
{
	if (c < 128)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	return utf8_lower(c);
}

/* Text is valid UTF-8 when it comes here. */
int
org_sql_compare(void *unused, int alen, const void *a, int blen,
    const void *b)
{
	struct slice	x = { a, (size_t)alen }, y = { b, (size_t)blen };
	size_t		i = 0, k = 0;

	(void)unused;
	while (i < x.len && k < y.len) {
		uint32_t	c = fold(utf8_next(x, &i));
		uint32_t	d = fold(utf8_next(y, &k));

		if (c != d)
			return c < d ? -1 : 1;
	}
	return (i < x.len) - (k < y.len);
}

/* SPDX-License-Identifier: MIT */
#include "org_private.h"
#include "org_query.h"
#include "precept/date.h"
#include "precept/utf8.h"

static uint32_t
fold(uint32_t c)
{
	if (c < 128)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	return utf8_lower(c);
}

/* A pattern's next: a character, or one of its two wildcards. */
enum { ANY_TEXT = 0x110000, ANY_ONE };

static uint32_t
next_pattern(struct slice p, size_t *at)
{
	uint32_t	c = utf8_next(p, at);

	if (c == '%')
		return ANY_TEXT;
	if (c == '_')
		return ANY_ONE;
	if (c == '\\' && *at < p.len)
		c = utf8_next(p, at);
	return fold(c);
}

/* Back to the last % when it goes on wrong: no recursion. */
static bool
is_like(struct slice s, struct slice p)
{
	size_t	i = 0, k = 0, star = SIZE_MAX, from = 0;

	while (i < s.len || k < p.len) {
		size_t		next = k, here = i;
		uint32_t	want = k < p.len ? next_pattern(p, &next) : 0;
		bool		fits = false;

		if (k < p.len && want == ANY_TEXT) {
			star = k = next;
			from = i;
			continue;
		}
		if (k < p.len && i < s.len) {
			uint32_t	c = fold(utf8_next(s, &here));

			fits = want == ANY_ONE || want == c;
		}
		if (fits) {
			i = here;
			k = next;
		} else if (star == SIZE_MAX || from >= s.len) {
			return false;
		} else {
			utf8_next(s, &from);
			i = from;
			k = star;
		}
	}
	return true;
}

static struct slice
argument(sqlite3_value *v)
{
	const char	*p = (const char *)sqlite3_value_text(v);

	return (struct slice){ p, p == NULL ? 0 :
	    (size_t)sqlite3_value_bytes(v) };
}

static void
like(sqlite3_context *c, int n, sqlite3_value **v)
{
	(void)n;
	if (sqlite3_value_type(v[0]) != SQLITE_NULL)
		sqlite3_result_int(c, is_like(argument(v[0]),
		    argument(v[1])));
}

static struct slice
next_choice(struct slice *list)
{
	const char	*end = memchr(list->ptr, ';', list->len);
	struct slice	 one = { list->ptr, end == NULL ? list->len :
			    (size_t)(end - list->ptr) };

	list->ptr += one.len + (end != NULL);
	list->len -= one.len + (end != NULL);
	return slice_trim(one);
}

static bool
has_choice(struct slice list, struct slice choice)
{
	while (list.len > 0) {
		struct slice	one = next_choice(&list);

		if (org_sql_compare(NULL, (int)one.len, one.ptr,
		    (int)choice.len, choice.ptr) == 0)
			return true;
	}
	return false;
}

static void
includes(sqlite3_context *c, int n, sqlite3_value **v)
{
	struct slice	list = argument(v[0]), want = argument(v[1]);

	(void)n;
	if (list.ptr == NULL || want.ptr == NULL)
		return;
	while (want.len > 0)
		if (!has_choice(list, next_choice(&want))) {
			sqlite3_result_int(c, 0);
			return;
		}
	sqlite3_result_int(c, 1);
}

/* Milliseconds whose UTC looks as the clock did on the wall there. */
static void
local(sqlite3_context *c, int n, sqlite3_value **v)
{
	const char	*name = (const char *)sqlite3_value_text(v[1]);
	int64_t		 ms = sqlite3_value_int64(v[0]);

	(void)n;
	if (sqlite3_value_type(v[0]) == SQLITE_NULL || name == NULL)
		return;
	sqlite3_result_int64(c, ms + 1000 *
	    (int64_t)zone_offset(zone_find(name), ms * 1000));
}

/* Once a connection; asking is cheap, declaring again is not. */
static void
declare(sqlite3 *db)
{
	const int	flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
	sqlite3_stmt	*probe;

	if (sqlite3_prepare_v2(db, "SELECT soql_like('', '')", -1, &probe,
	    NULL) == SQLITE_OK) {
		sqlite3_finalize(probe);
		return;
	}
	sqlite3_create_function(db, "soql_like", 2, flags, NULL, like, NULL,
	    NULL);
	sqlite3_create_function(db, "soql_includes", 2, flags, NULL,
	    includes, NULL, NULL);
	sqlite3_create_function(db, "soql_local", 2, flags, NULL, local,
	    NULL, NULL);
}

struct sqlite3_stmt *
org_query(struct org *org, const char *sql)
{
	sqlite3_stmt	*stmt;

	declare(org->db);
	if (sqlite3_prepare_v2(org->db, sql, -1, &stmt, NULL) != SQLITE_OK)
		return NULL;
	return stmt;
}

bool
org_query_next(struct sqlite3_stmt *stmt)
{
	return sqlite3_step(stmt) == SQLITE_ROW;
}

void
org_query_end(struct sqlite3_stmt *stmt)
{
	sqlite3_finalize(stmt);
}

char
org_query_kind(struct sqlite3_stmt *stmt, int i)
{
	switch (sqlite3_column_type(stmt, i)) {
	case SQLITE_NULL:
		return 'n';
	case SQLITE_INTEGER:
		return 'i';
	case SQLITE_FLOAT:
		return 'r';
	default:
		return 't';
	}
}

bool
org_query_is_null(struct sqlite3_stmt *stmt, int i)
{
	return sqlite3_column_type(stmt, i) == SQLITE_NULL;
}

struct slice
org_query_text(struct sqlite3_stmt *stmt, int i)
{
	return org_sql_slice(stmt, i);
}

int64_t
org_query_int(struct sqlite3_stmt *stmt, int i)
{
	return sqlite3_column_int64(stmt, i);
}

double
org_query_double(struct sqlite3_stmt *stmt, int i)
{
	return sqlite3_column_double(stmt, i);
}

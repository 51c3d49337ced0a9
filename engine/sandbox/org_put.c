/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "org_private.h"
#include "precept/date.h"
#include "precept/json.h"

/* Values as the API and its CSV write them. */

/* The fewest digits that read back as the same: "d.ddde±xx". */
static void
shortest(double v, char out[40])
{
	for (int digits = 0; digits <= 17; digits++) {
		snprintf(out, 40, "%.*e", digits, v);
		if (strtod(out, NULL) == v)
			return;
	}
}

/* digits[0..n) times ten to the exponent, plainly: 0.0125, 12.5, 120.0 */
static void
put_plain(struct text *out, const char *digits, int n, int exponent)
{
	if (exponent < 0) {
		text_string(out, "0.");
		for (int i = exponent + 1; i < 0; i++)
			text_char(out, '0');
		text_add(out, digits, (size_t)n);
		return;
	}
	for (int i = 0; i <= exponent; i++)
		text_char(out, i < n ? digits[i] : '0');
	text_char(out, '.');
	if (n > exponent + 1)
		text_add(out, digits + exponent + 1,
		    (size_t)(n - exponent - 1));
	else
		text_char(out, '0');
}

/* From "-d.dddde+xx", as Java does: plain from 0.001 to 10,000,000. */
static void
put_java(struct text *out, const char *e)
{
	char	digits[40];
	int	n = 0, exponent = atoi(strchr(e, 'e') + 1);

	if (*e == '-')
		text_char(out, *e++);
	for (; *e != 'e'; e++)
		if (*e != '.')
			digits[n++] = *e;
	while (n > 1 && digits[n - 1] == '0')
		n--;
	if (exponent >= -3 && exponent < 7) {
		put_plain(out, digits, n, exponent);
		return;
	}
	text_printf(out, "%c.", digits[0]);
	text_add(out, n > 1 ? digits + 1 : "0", n > 1 ? (size_t)n - 1 : 1);
	text_printf(out, "E%d", exponent);
}

void
org_put_double(struct text *out, double v)
{
	char	room[40];

	if (v == 0) {
		text_string(out, "0.0");
		return;
	}
	shortest(v, room);
	put_java(out, room);
}

/* A whole number of any length keeps its digits. */
static void
put_whole(struct text *out, int64_t v)
{
	char	digits[24], room[40];
	size_t	n;

	if (v == 0) {
		text_string(out, "0.0");
		return;
	}
	n = (size_t)snprintf(digits, sizeof digits, "%lld", (long long)v);
	snprintf(room, sizeof room, "%se%zu", digits, n - 1 - (v < 0));
	put_java(out, room);
}

static void
put_number(struct text *out, sqlite3_stmt *stmt, int i)
{
	if (sqlite3_column_type(stmt, i) == SQLITE_INTEGER)
		put_whole(out, sqlite3_column_int64(stmt, i));
	else
		org_put_double(out, sqlite3_column_double(stmt, i));
}

static void
put_instant(struct text *out, sqlite3_stmt *stmt, int i, bool csv)
{
	char	room[DATE_TEXT];
	int64_t	micros = sqlite3_column_int64(stmt, i) * 1000;

	text_add(out, room, csv ? datetime_print(micros, room) :
	    datetime_print_sf(micros, room));
}

/* What is text in both forms, without quotes. false: it is text. */
static bool
put_bare(struct text *out, const struct org_field *f, sqlite3_stmt *stmt,
    int i)
{
	switch (f->type) {
	case ORG_BOOLEAN:
		text_string(out, sqlite3_column_int(stmt, i) ? "true" :
		    "false");
		return true;
	case ORG_INT:
		text_printf(out, "%lld",
		    (long long)sqlite3_column_int64(stmt, i));
		return true;
	case ORG_DOUBLE:
	case ORG_CURRENCY:
	case ORG_PERCENT:
		put_number(out, stmt, i);
		return true;
	default:
		return false;
	}
}

void
org_put_json(struct text *out, const struct org_field *f,
    struct sqlite3_stmt *stmt, int i)
{
	if (sqlite3_column_type(stmt, i) == SQLITE_NULL) {
		text_string(out, "null");
	} else if (f->type == ORG_DATETIME) {
		text_char(out, '"');
		put_instant(out, stmt, i, false);
		text_char(out, '"');
	} else if (!put_bare(out, f, stmt, i))
		json_put_string(out, org_sql_slice(stmt, i));
}

void
org_put_text(struct text *out, const struct org_field *f,
    struct sqlite3_stmt *stmt, int i)
{
	if (sqlite3_column_type(stmt, i) == SQLITE_NULL)
		return;
	if (f->type == ORG_DATETIME)
		put_instant(out, stmt, i, true);
	else if (!put_bare(out, f, stmt, i))
		text_slice(out, org_sql_slice(stmt, i));
}

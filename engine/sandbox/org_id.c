/* SPDX-License-Identifier: MIT */
#include "org_private.h"
#include "precept/id.h"

/*
 * New ids: the object's prefix, the sandbox's own three characters, nine
 * digits to the base of 62 that count up, and the checksum.
 */

#define INSTANCE "Sb0"
#define DIGITS 9

static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "abcdefghijklmnopqrstuvwxyz";

void
org_id_next(struct org_object *o, char id[19])
{
	char		short_id[15];
	uint64_t	n = o->next++;

	memcpy(short_id, o->prefix, 3);
	memcpy(short_id + 3, INSTANCE, 3);
	for (int i = 14; i > 14 - DIGITS; i--) {
		short_id[i] = digits[n % 62];
		n /= 62;
	}
	id_widen((struct slice){ short_id, 15 }, id);
	id[18] = '\0';
}

bool
org_id_wide(struct slice s, char id[19])
{
	if (!id_valid(s))
		return false;
	id_widen(s, id);
	id[18] = '\0';
	return true;
}

static uint64_t
number_of(const char *id)
{
	uint64_t	n = 0;

	for (int i = 15 - DIGITS; i < 15; i++)
		n = n * 62 + (uint64_t)(strchr(digits, id[i]) - digits);
	return n;
}

/* New ids begin after the greatest of ours in the table. */
void
org_id_begin(struct org *org, struct org_object *o)
{
	struct text	 sql;
	sqlite3_stmt	*stmt;

	text_init(&sql, 4096);
	text_string(&sql, "SELECT max(\"Id\") FROM ");
	org_put_name(&sql, o->name);
	text_string(&sql, " WHERE \"Id\" BETWEEN ?1 || '" INSTANCE
	    "' AND ?1 || '" INSTANCE "~'");
	stmt = org_sql(org, sql.ptr);
	org_sql_text(stmt, 1, slice_of(o->prefix));
	o->next = 1;
	if (sqlite3_step(stmt) == SQLITE_ROW &&
	    sqlite3_column_bytes(stmt, 0) == 18)
		o->next = number_of(org_sql_slice(stmt, 0).ptr) + 1;
	sqlite3_reset(stmt);
	text_free(&sql);
}

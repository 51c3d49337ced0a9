/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "org_query.h"
#include "org_write.h"
#include "precept/log.h"
#include "success_store.h"
#include "switches.h"

/*
 * Tables and rows. Statements are texts with their values in them: a call
 * writes fifty records, and each of them names other fields.
 */

#define OWN "SB"		/* behind the prefix of GSIDs made here */
#define DIGITS "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define SQL_MAX ((size_t)64 << 20)

void
success_store_put_table(struct text *sql, const struct success_object *o)
{
	text_string(sql, "\"gs.");
	for (const char *p = o->name; *p != '\0'; p++)
		text_char(sql, *p == '"' ? '_' : *p);
	text_char(sql, '"');
}

struct sqlite3_stmt *
success_store_rows(struct success *s, const char *sql)
{
	struct sqlite3_stmt	*rows = org_query(s->sandbox->org, sql);

	if (rows == NULL) {
		log_line(LOG_ERROR, "sandbox: %s", sql);
		abort();
	}
	return rows;
}

static void
run(struct success *s, struct text *sql)
{
	struct sqlite3_stmt	*rows = success_store_rows(s, sql->ptr);

	org_query_next(rows);
	org_query_end(rows);
	text_free(sql);
}

void
success_store_cell(struct sqlite3_stmt *rows, int i,
    struct success_cell *cell)
{
	*cell = (struct success_cell){ .set = true };
	switch (org_query_kind(rows, i)) {
	case 'n':
		return;
	case 'i':
		cell->kind = SUCCESS_INT;
		cell->i = org_query_int(rows, i);
		return;
	case 'r':
		cell->kind = SUCCESS_REAL;
		cell->r = org_query_double(rows, i);
		return;
	default:
		cell->kind = SUCCESS_TEXT;
		cell->s = org_query_text(rows, i);
	}
}

static const char *
column_type(const struct success_field *f)
{
	return success_is_number(f->type) ? " NUMERIC" :
	    f->type >= SUCCESS_BOOLEAN ? " INTEGER" : " TEXT";
}

static bool
has_column(struct success *s, const struct success_object *o,
    const char *name)
{
	struct success_cell	 cell = success_value_text(name);
	struct sqlite3_stmt	*rows;
	struct text		 sql;
	bool			 found;

	text_init(&sql, SQL_MAX);
	text_string(&sql, "SELECT 1 FROM pragma_table_info(");
	success_store_put_table(&sql, o);
	text_string(&sql, ") WHERE name = ");
	success_value_put_sql(&sql, &cell);
	text_string(&sql, " COLLATE NOCASE");
	rows = success_store_rows(s, sql.ptr);
	found = org_query_next(rows);
	org_query_end(rows);
	text_free(&sql);
	return found;
}

static void
add_column(struct success *s, const struct success_object *o,
    const struct success_field *f)
{
	struct text	sql;

	if (has_column(s, o, f->name))
		return;
	text_init(&sql, SQL_MAX);
	text_string(&sql, "ALTER TABLE ");
	success_store_put_table(&sql, o);
	text_string(&sql, " ADD COLUMN ");
	org_put_name(&sql, f->name);
	text_string(&sql, column_type(f));
	run(s, &sql);
}

/* New GSIDs begin behind the greatest of ours. */
static void
set_next(struct success *s, struct success_object *o)
{
	struct sqlite3_stmt	*rows;
	struct slice		 last;
	struct text		 sql;

	text_init(&sql, SQL_MAX);
	text_string(&sql, "SELECT max(\"Gsid\") FROM ");
	success_store_put_table(&sql, o);
	text_printf(&sql, " WHERE \"Gsid\" LIKE '%s" OWN "%%'", o->prefix);
	rows = success_store_rows(s, sql.ptr);
	o->next = 1;
	if (org_query_next(rows) && !org_query_is_null(rows, 0)) {
		last = org_query_text(rows, 0);
		o->next = 0;
		for (size_t i = 6; i < last.len; i++)
			o->next = o->next * 36 + (uint64_t)
			    (strchr(DIGITS, last.ptr[i]) - DIGITS);
		o->next++;
	}
	org_query_end(rows);
	text_free(&sql);
}

void
success_store_make(struct success *s, struct success_object *o)
{
	struct text	sql;

	text_init(&sql, SQL_MAX);
	text_string(&sql, "CREATE TABLE IF NOT EXISTS ");
	success_store_put_table(&sql, o);
	text_string(&sql, " (\"Gsid\" TEXT PRIMARY KEY NOT NULL) "
	    "WITHOUT ROWID");
	run(s, &sql);
	for (size_t i = 0; i < o->count; i++)
		add_column(s, o, o->fields[i]);
	set_next(s, o);
}

struct success_cell *
success_store_at(const struct success_object *o, struct success_cell *cells,
    const char *field)
{
	for (size_t i = 0; i < o->count; i++)
		if (strcmp(o->fields[i]->name, field) == 0)
			return &cells[i];
	abort();	/* it is a field of ours */
}

static void
make_gsid(struct success_object *o, char gsid[SUCCESS_GSID_LEN + 1])
{
	uint64_t	n = o->next++;

	memset(gsid, '0', SUCCESS_GSID_LEN);
	gsid[SUCCESS_GSID_LEN] = '\0';
	memcpy(gsid, o->prefix, 4);
	memcpy(gsid + 4, OWN, 2);
	for (int i = SUCCESS_GSID_LEN - 1; n > 0; n /= 36)
		gsid[i--] = DIGITS[n % 36];
}

static void
stamp(struct success *s, const struct success_object *o,
    struct success_cell *cells, const char *date, const char *by)
{
	*success_store_at(o, cells, date) = success_value_int(
	    sandbox_now(s->sandbox) / 1000);
	if (s->admin != NULL)
		*success_store_at(o, cells, by) =
		    success_value_text(s->admin);
}

void
success_store_insert(struct success *s, struct success_object *o,
    struct success_cell *cells, char gsid[SUCCESS_GSID_LEN + 1])
{
	struct text	sql;
	const char	*mark = " (";

	make_gsid(o, gsid);
	*success_store_at(o, cells, "Gsid") = success_value_text(gsid);
	stamp(s, o, cells, "CreatedDate", "CreatedBy");
	stamp(s, o, cells, "ModifiedDate", "ModifiedBy");
	text_init(&sql, SQL_MAX);
	text_string(&sql, "INSERT INTO ");
	success_store_put_table(&sql, o);
	for (size_t i = 0; i < o->count; i++) {
		text_string(&sql, mark);
		org_put_name(&sql, o->fields[i]->name);
		mark = ",";
	}
	mark = ") VALUES (";
	for (size_t i = 0; i < o->count; i++) {
		text_string(&sql, mark);
		success_value_put_sql(&sql, &cells[i]);
		mark = ",";
	}
	text_char(&sql, ')');
	run(s, &sql);
}

/* " WHERE "Gsid" = '…'" */
static void
put_where(struct text *sql, struct slice gsid)
{
	struct success_cell	cell = { .kind = SUCCESS_TEXT, .s = gsid };

	text_string(sql, " WHERE \"Gsid\" = ");
	success_value_put_sql(sql, &cell);
}

void
success_store_update(struct success *s, struct success_object *o,
    struct success_cell *cells, const char *gsid)
{
	struct text	sql;
	const char	*mark = " SET ";

	stamp(s, o, cells, "ModifiedDate", "ModifiedBy");
	text_init(&sql, SQL_MAX);
	text_string(&sql, "UPDATE ");
	success_store_put_table(&sql, o);
	for (size_t i = 0; i < o->count; i++) {
		if (!cells[i].set)
			continue;
		text_string(&sql, mark);
		org_put_name(&sql, o->fields[i]->name);
		text_string(&sql, " = ");
		success_value_put_sql(&sql, &cells[i]);
		mark = ", ";
	}
	put_where(&sql, slice_of(gsid));
	run(s, &sql);
}

static bool
has_rows(struct success *s, struct text *sql)
{
	struct sqlite3_stmt	*rows = success_store_rows(s, sql->ptr);
	bool			 found = org_query_next(rows);

	org_query_end(rows);
	text_free(sql);
	return found;
}

bool
success_store_has(struct success *s, const struct success_object *o,
    struct slice gsid)
{
	struct text	sql;

	text_init(&sql, SQL_MAX);
	text_string(&sql, "SELECT 1 FROM ");
	success_store_put_table(&sql, o);
	put_where(&sql, gsid);
	return has_rows(s, &sql);
}

/* Who made a record, and who changed it, does not hold him. */
bool
success_store_used(struct success *s, const struct success_object *o,
    const char *gsid)
{
	struct success_cell	cell = success_value_text(gsid);

	for (size_t i = 0; i < s->count; i++) {
		const struct success_object	*other = s->objects[i];

		for (size_t k = 0; k < other->count; k++) {
			const struct success_field	*f = other->fields[k];
			struct text			 sql;

			if (f->type != SUCCESS_LOOKUP ||
			    (f->flags & SUCCESS_SYSTEM) ||
			    !slice_is_nocase(slice_of(o->name), f->refers))
				continue;
			text_init(&sql, SQL_MAX);
			text_string(&sql, "SELECT 1 FROM ");
			success_store_put_table(&sql, other);
			text_string(&sql, " WHERE ");
			org_put_name(&sql, f->name);
			text_string(&sql, " = ");
			success_value_put_sql(&sql, &cell);
			if (has_rows(s, &sql))
				return true;
		}
	}
	return false;
}

void
success_store_delete(struct success *s, struct success_object *o,
    const char *gsid)
{
	struct success_object	*deleted = success_object(s,
				    SLICE("record_delete_log"));
	struct success_cell	*cells;
	struct arena		*arena = arena_new();
	struct text		 sql;
	char			 own[SUCCESS_GSID_LEN + 1];

	text_init(&sql, SQL_MAX);
	text_string(&sql, "DELETE FROM ");
	success_store_put_table(&sql, o);
	put_where(&sql, slice_of(gsid));
	run(s, &sql);
	cells = arena_array(arena, deleted->count, sizeof *cells);
	*success_store_at(deleted, cells, "ObjectName") =
	    success_value_text(o->name);
	*success_store_at(deleted, cells, "RecordId") =
	    success_value_text(gsid);
	*success_store_at(deleted, cells, "DeletedOn") = success_value_int(
	    sandbox_now(s->sandbox) / 1000);
	success_store_insert(s, deleted, cells, own);
	arena_free(arena);
}

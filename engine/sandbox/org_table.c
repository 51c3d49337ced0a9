/* SPDX-License-Identifier: MIT */
#include "org_private.h"

/* The tables: made when the file is new, and given what columns they lack. */

#define BUSY_MS 30000

#define ADDED "CREATE TABLE IF NOT EXISTS org_field (object TEXT, " \
	"name TEXT, type TEXT, label TEXT, flags TEXT, more TEXT, " \
	"help TEXT, id TEXT, PRIMARY KEY (object, name)) WITHOUT ROWID"

void
org_put_name(struct text *out, const char *name)
{
	text_char(out, '"');
	for (; *name != '\0'; name++) {
		if (*name == '"')
			text_char(out, '"');
		text_char(out, *name);
	}
	text_char(out, '"');
}

bool
org_table_open(struct org *org, const char *path, struct err *err)
{
	org->path = path == NULL ? "the sandbox's data" : path;
	if (sqlite3_open(path == NULL ? ":memory:" : path, &org->db) !=
	    SQLITE_OK)
		return org_sql_fail(org, err);
	sqlite3_busy_timeout(org->db, BUSY_MS);
	sqlite3_create_collation(org->db, "SALESFORCE", SQLITE_UTF8, NULL,
	    org_sql_compare);
	return org_sql_do(org, "PRAGMA journal_mode = WAL", err) &&
	    org_sql_do(org, "PRAGMA synchronous = NORMAL", err) &&
	    org_sql_do(org, ADDED, err);
}

static const char *
column_type(const struct org_field *f)
{
	switch (f->type) {
	case ORG_BOOLEAN:
		return " INTEGER NOT NULL DEFAULT 0";
	case ORG_INT:
	case ORG_DATETIME:
		return " INTEGER";
	case ORG_DOUBLE:
	case ORG_CURRENCY:
	case ORG_PERCENT:
		return " NUMERIC";
	case ORG_ID:
		return " TEXT PRIMARY KEY NOT NULL";
	default:
		return !org_is_text(f->type) || (f->flags & ORG_CASED) ?
		    " TEXT" : " TEXT COLLATE SALESFORCE";
	}
}

static void
put_column(struct text *sql, const struct org_field *f)
{
	org_put_name(sql, f->name);
	text_string(sql, column_type(f));
}

static bool
create(struct org *org, const struct org_object *o, struct err *err)
{
	struct text	sql;
	bool		done, first = true;

	text_init(&sql, 1 << 20);
	text_string(&sql, "CREATE TABLE IF NOT EXISTS ");
	org_put_name(&sql, o->name);
	for (size_t i = 0; i < o->count; i++) {
		if (o->fields[i]->type == ORG_ADDRESS)
			continue;
		text_string(&sql, first ? " (" : ", ");
		put_column(&sql, o->fields[i]);
		first = false;
	}
	text_string(&sql, ") WITHOUT ROWID");
	done = org_sql_do(org, sql.ptr, err);
	text_free(&sql);
	return done;
}

static bool
has_column(struct org *org, const struct org_object *o, const char *name)
{
	sqlite3_stmt	*stmt = org_sql(org, "SELECT 1 FROM "
			    "pragma_table_info(?1) WHERE name = ?2 COLLATE "
			    "NOCASE");
	bool		 found;

	org_sql_text(stmt, 1, slice_of(o->name));
	org_sql_text(stmt, 2, slice_of(name));
	found = sqlite3_step(stmt) == SQLITE_ROW;
	sqlite3_reset(stmt);
	return found;
}

/* External ids, unique fields and references are looked up by. */
static bool
make_index(struct org *org, const struct org_object *o,
    const struct org_field *f, struct err *err)
{
	struct text	sql;
	bool		done;

	if (f->type == ORG_ID || !((f->flags & (ORG_EXTERNAL | ORG_UNIQUE)) ||
	    f->child != NULL))
		return true;
	text_init(&sql, 4096);
	text_printf(&sql, "CREATE INDEX IF NOT EXISTS \"%s.%s\" ON ",
	    o->name, f->name);
	org_put_name(&sql, o->name);
	text_string(&sql, " (");
	org_put_name(&sql, f->name);
	text_char(&sql, ')');
	done = org_sql_do(org, sql.ptr, err);
	text_free(&sql);
	return done;
}

bool
org_table_add(struct org *org, const struct org_object *o,
    const struct org_field *f, struct err *err)
{
	struct text	sql;
	bool		done = true;

	if (f->type == ORG_ADDRESS)
		return true;
	if (!has_column(org, o, f->name)) {
		org_sql_close(org);
		text_init(&sql, 4096);
		text_string(&sql, "ALTER TABLE ");
		org_put_name(&sql, o->name);
		text_string(&sql, " ADD COLUMN ");
		put_column(&sql, f);
		done = org_sql_do(org, sql.ptr, err);
		text_free(&sql);
	}
	return done && make_index(org, o, f, err);
}

bool
org_table_make(struct org *org, struct org_object *o, struct err *err)
{
	if (!create(org, o, err))
		return false;
	for (size_t i = 0; i < o->count; i++)
		if (!org_table_add(org, o, o->fields[i], err))
			return false;
	org_id_begin(org, o);
	return true;
}

static const char *
cell(struct org *org, sqlite3_stmt *stmt, int i)
{
	struct slice	s = org_sql_slice(stmt, i);

	return s.ptr == NULL ? NULL : arena_text(org->arena, s);
}

static void
take_field(struct org *org, struct org_object *o, sqlite3_stmt *stmt)
{
	struct org_seed		 seed = { .name = cell(org, stmt, 1),
				    .type = cell(org, stmt, 2),
				    .label = cell(org, stmt, 3),
				    .flags = cell(org, stmt, 4),
				    .more = cell(org, stmt, 5),
				    .help = cell(org, stmt, 6),
				    .id = cell(org, stmt, 7) };
	struct org_field	*f = org_field_make(org, &seed);

	if (f != NULL && org_field(o, slice_of(seed.name)) == NULL)
		org_schema_append(org, o, f);
}

bool
org_table_fields(struct org *org, struct err *err)
{
	sqlite3_stmt	*stmt = org_sql(org, "SELECT object, name, type, "
			    "label, flags, more, help, id FROM org_field "
			    "ORDER BY id");
	int		 rc;

	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		struct org_object	*o = org_schema_object(org,
					    cell(org, stmt, 0));

		if (o != NULL)
			take_field(org, o, stmt);
	}
	sqlite3_reset(stmt);
	return rc == SQLITE_DONE || org_sql_fail(org, err);
}

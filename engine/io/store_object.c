/* SPDX-License-Identifier: MIT */
#include "precept/store.h"
#include "store_private.h"

/*
 * Local objects: a table each, "o:salesforce.Account", with the row number #
 * and a column a field. Whole numbers and booleans are INTEGER, all else is
 * TEXT as CSV would have it, so that no digit is lost.
 */

enum store_class
store_class(enum kind kind)
{
	return kind == KIND_INTEGER || kind == KIND_BOOLEAN ? STORE_INTEGER :
	    STORE_TEXT;
}

enum store_class
store_has(sqlite3 *db, const char *table, const char *column)
{
	const char	*type;

	if (db == NULL || sqlite3_table_column_metadata(db, "main", table,
	    column, &type, NULL, NULL, NULL, NULL) != SQLITE_OK)
		return STORE_ABSENT;
	return strcmp(type, "INTEGER") == 0 ? STORE_INTEGER : STORE_TEXT;
}

bool
store_fits(const struct schema *schema, const struct field *f,
    enum store_class has, struct err *err)
{
	if (has == STORE_ABSENT || has == store_class(f->type.kind))
		return true;
	return err_set(err, ERR_RULE, "%s.%s: the store holds %s as %s, its "
	    "schema now says %s: give the field another name",
	    schema->connection, schema->object, f->name,
	    has == STORE_INTEGER ? "whole numbers" : "text",
	    kind_name(f->type.kind));
}

char *
store_table(const struct schema *schema)
{
	struct text	name;

	text_init(&name, STORE_TEXT_MAX);
	text_printf(&name, "o:%s.%s", schema->connection, schema->object);
	return text_take(&name);
}

const char *
store_id_column(const struct schema *schema)
{
	const struct field	*id = schema_id(schema);

	return id == NULL ? STORE_ROW : id->name;
}

/* What is being made, and where. */
struct making {
	struct store		*store;
	const struct schema	*schema;
	char			*table;
	struct text		 sql;
};

static bool
do_sql(struct making *m, struct err *err)
{
	bool	ok = store_exec(m->store, m->store->db, m->sql.ptr, err);

	text_clear(&m->sql);
	return ok;
}

static bool
make_table(struct making *m, struct err *err)
{
	text_string(&m->sql, "CREATE TABLE IF NOT EXISTS ");
	store_put_name(&m->sql, m->table);
	text_string(&m->sql, " (\"" STORE_ROW "\" INTEGER PRIMARY KEY) "
	    "STRICT");
	return do_sql(m, err);
}

static bool
make_column(struct making *m, const struct field *f, struct err *err)
{
	enum store_class	want = store_class(f->type.kind);
	enum store_class	has = store_has(m->store->db, m->table,
	    f->name);

	if (strcmp(f->name, STORE_ROW) == 0)
		return err_set(err, ERR_RULE, "%s.%s: a field cannot be named "
		    "'" STORE_ROW "', the store has its row numbers there",
		    m->schema->connection, m->schema->object);
	if (has != STORE_ABSENT)
		return store_fits(m->schema, f, has, err);
	text_string(&m->sql, "ALTER TABLE ");
	store_put_name(&m->sql, m->table);
	text_string(&m->sql, " ADD COLUMN ");
	store_put_name(&m->sql, f->name);
	text_string(&m->sql, want == STORE_INTEGER ? " INTEGER" : " TEXT");
	return do_sql(m, err);
}

static void
put_index_name(struct making *m, const struct field *f)
{
	struct text	name;

	text_init(&name, STORE_TEXT_MAX);
	text_printf(&name, "u:%s:%s", m->table + 2, f->name);
	store_put_name(&m->sql, name.ptr);
	text_free(&name);
}

/* A field that is unique no more loses its index. */
static bool
make_unique(struct making *m, const struct field *f, struct err *err)
{
	if (!(f->flags & (FIELD_ID | FIELD_UNIQUE))) {
		text_string(&m->sql, "DROP INDEX IF EXISTS ");
		put_index_name(m, f);
		return do_sql(m, err);
	}
	text_string(&m->sql, "CREATE UNIQUE INDEX IF NOT EXISTS ");
	put_index_name(m, f);
	text_string(&m->sql, " ON ");
	store_put_name(&m->sql, m->table);
	text_string(&m->sql, " (");
	store_put_name(&m->sql, f->name);
	text_string(&m->sql, ")");
	if (do_sql(m, err))
		return true;
	if ((sqlite3_errcode(m->store->db) & 0xff) != SQLITE_CONSTRAINT)
		return false;
	return err_set(err, ERR_DATA, "%s.%s: its schema now says that %s is "
	    "unique, and records in the store share values of it: make them "
	    "differ first", m->schema->connection, m->schema->object,
	    f->name);
}

/* Two field names that differ in case only are one column to SQLite. */
static bool
check_names(const struct making *m, struct err *err)
{
	const struct schema	*s = m->schema;

	for (size_t i = 0; i < s->count; i++)
		for (size_t j = 0; j < i; j++)
			if (slice_is_nocase(slice_of(s->fields[i].name),
			    s->fields[j].name))
				return err_set(err, ERR_RULE, "%s.%s: the "
				    "store cannot hold both %s and %s, they "
				    "differ in case only", s->connection,
				    s->object, s->fields[j].name,
				    s->fields[i].name);
	return true;
}

static bool
keep_schema(struct making *m, struct slice json, struct err *err)
{
	sqlite3_stmt	*stmt;
	bool		 ok;

	stmt = store_prepare(m->store, m->store->db, "INSERT INTO object "
	    "(connection, name, schema) VALUES (?, ?, ?) ON CONFLICT DO "
	    "UPDATE SET schema = excluded.schema", err);
	if (stmt == NULL)
		return false;
	store_bind(stmt, 1, slice_of(m->schema->connection));
	store_bind(stmt, 2, slice_of(m->schema->object));
	store_bind(stmt, 3, json);
	ok = store_do(m->store, stmt, err);
	sqlite3_finalize(stmt);
	return ok;
}

static bool
make_all(struct making *m, struct slice json, struct err *err)
{
	if (!check_names(m, err) || !make_table(m, err))
		return false;
	for (size_t i = 0; i < m->schema->count; i++)
		if (!make_column(m, &m->schema->fields[i], err) ||
		    !make_unique(m, &m->schema->fields[i], err))
			return false;
	return keep_schema(m, json, err);
}

/* The object is there and its schema is this one, to the letter. */
static bool
is_made(struct making *m, struct slice json, bool *made, struct err *err)
{
	sqlite3_stmt	*stmt;
	bool		 ok;

	stmt = store_prepare(m->store, m->store->db, "SELECT 1 FROM object "
	    "WHERE connection = ? AND name = ? AND schema = ?", err);
	if (stmt == NULL)
		return false;
	store_bind(stmt, 1, slice_of(m->schema->connection));
	store_bind(stmt, 2, slice_of(m->schema->object));
	store_bind(stmt, 3, json);
	ok = store_step(m->store, stmt, made, err);
	sqlite3_finalize(stmt);
	return ok;
}

static bool
make_in_transaction(struct making *m, struct slice json, struct err *err)
{
	struct store	*s = m->store;

	if (s->in)
		return make_all(m, json, err);
	if (!store_begin(s, err))
		return false;
	if (make_all(m, json, err))
		return store_commit(s, err);
	store_rollback(s);
	return false;
}

bool
store_object_make(struct store *s, const struct schema *schema,
    struct err *err)
{
	struct making	 m = { .store = s, .schema = schema };
	struct text	 json;
	bool		 made, ok;

	text_init(&m.sql, STORE_TEXT_MAX);
	text_init(&json, STORE_TEXT_MAX);
	m.table = store_table(schema);
	schema_show(schema, &json);
	ok = is_made(&m, (struct slice){ json.ptr, json.len }, &made, err);
	if (ok && !made)
		ok = make_in_transaction(&m,
		    (struct slice){ json.ptr, json.len }, err);
	text_free(&json);
	text_free(&m.sql);
	mem_free(m.table);
	return ok;
}

/* SPDX-License-Identifier: MIT */
#include "precept/store.h"
#include "store_private.h"

/*
 * What records are looked up by: an index on the key fields of an action,
 * made when a rule first writes by them. Decimals and numbers are indexed by
 * their approximate value, since 12.0 and 12 are one key.
 */

bool
store_keys_by_value(enum kind kind)
{
	return kind == KIND_DECIMAL || kind == KIND_NUMBER;
}

static const struct field *
key_field(const struct action *a, size_t i)
{
	return a->maps[a->keys[i]].field;
}

/* A single unique field has an index already. */
static bool
is_unique(const struct action *a)
{
	const struct field	*f = key_field(a, 0);

	return a->key_count == 1 && (f->flags & (FIELD_ID | FIELD_UNIQUE)) &&
	    !store_keys_by_value(f->type.kind);
}

char *
store_keys_name(const struct action *a)
{
	struct text	name;

	text_init(&name, STORE_TEXT_MAX);
	text_printf(&name, "%c:%s.%s", is_unique(a) ? 'u' : 'k',
	    a->schema->connection, a->schema->object);
	for (size_t i = 0; i < a->key_count; i++)
		text_printf(&name, "%c%s", i == 0 ? ':' : ',',
		    key_field(a, i)->name);
	return text_take(&name);
}

void
store_keys_put(struct text *sql, const struct action *a, size_t i,
    const char *alias)
{
	const struct field	*f = key_field(a, i);
	bool			 by_value = store_keys_by_value(f->type.kind);

	text_string(sql, by_value ? "CAST(" : "");
	text_string(sql, alias);
	store_put_name(sql, f->name);
	text_string(sql, by_value ? " AS REAL)" : "");
}

static void
put_columns(struct text *sql, const struct action *a)
{
	for (size_t i = 0; i < a->key_count; i++) {
		text_string(sql, i == 0 ? "" : ", ");
		store_keys_put(sql, a, i, "");
	}
}

bool
store_keys_there(sqlite3 *db, const struct action *a)
{
	char		*name = store_keys_name(a);
	sqlite3_stmt	*stmt;
	bool		 there = false;

	if (sqlite3_prepare_v2(db, "SELECT 1 FROM sqlite_schema WHERE "
	    "type = 'index' AND name = ?", -1, &stmt, NULL) == SQLITE_OK) {
		store_bind(stmt, 1, slice_of(name));
		there = sqlite3_step(stmt) == SQLITE_ROW;
		sqlite3_finalize(stmt);
	}
	mem_free(name);
	return there;
}

static bool
make_index(struct store *s, const struct action *a, struct err *err)
{
	char		*name = store_keys_name(a);
	char		*table = store_table(a->schema);
	struct text	 sql;
	bool		 ok;

	text_init(&sql, STORE_TEXT_MAX);
	text_string(&sql, "CREATE INDEX IF NOT EXISTS ");
	store_put_name(&sql, name);
	text_string(&sql, " ON ");
	store_put_name(&sql, table);
	text_string(&sql, " (");
	put_columns(&sql, a);
	text_string(&sql, ")");
	ok = store_exec(s, s->db, sql.ptr, err);
	text_free(&sql);
	mem_free(table);
	mem_free(name);
	return ok;
}

bool
store_keys_index(struct store *s, const struct action *a, struct err *err)
{
	return is_unique(a) || store_keys_there(s->db, a) ||
	    make_index(s, a, err);
}

/*
 * A store that is only read gets no index: each reader then has a copy of
 * the keys in a temporary table of its own, gone when it is closed.
 */
bool
store_keys_copy(const struct store *s, sqlite3 *db, const struct action *a,
    struct err *err)
{
	char		*table = store_table(a->schema);
	struct text	 sql;
	bool		 ok;

	text_init(&sql, STORE_TEXT_MAX);
	text_string(&sql, "CREATE TEMP TABLE keys AS SELECT \"" STORE_ROW
	    "\"");
	for (size_t i = 0; i < a->key_count; i++) {
		text_string(&sql, ", ");
		store_put_name(&sql, key_field(a, i)->name);
	}
	text_string(&sql, " FROM main.");
	store_put_name(&sql, table);
	text_string(&sql, "; CREATE INDEX temp.keys_index ON keys (");
	put_columns(&sql, a);
	text_string(&sql, ")");
	ok = store_exec(s, db, sql.ptr, err);
	text_free(&sql);
	mem_free(table);
	return ok;
}

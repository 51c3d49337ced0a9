/* SPDX-License-Identifier: MIT */
#include "precept/store.h"
#include "store_private.h"

/* The objects that the store has: into the catalog, and counted. */

static bool
add_object(sqlite3_stmt *stmt, struct catalog *to, struct arena *arena,
    struct err *err)
{
	struct slice	 conn = store_slice(stmt, 0);
	struct slice	 name = store_slice(stmt, 1);
	struct schema	*schema;
	char		*where;

	if (catalog_find(to, conn, name) != NULL)
		return true;
	where = arena_printf(arena, "%.*s.%.*s in the store", (int)conn.len,
	    conn.ptr, (int)name.len, name.ptr);
	if (!schema_parse(store_slice(stmt, 2), arena_text(arena, conn),
	    where, arena, &schema, err))
		return false;
	catalog_add(to, schema);
	return true;
}

bool
store_objects(struct store *s, struct catalog *to, struct arena *arena,
    struct err *err)
{
	sqlite3_stmt	*stmt;
	bool		 row, ok;

	if (s->db == NULL)
		return true;
	stmt = store_prepare(s, s->db, "SELECT connection, name, schema "
	    "FROM object ORDER BY connection, name", err);
	if (stmt == NULL)
		return false;
	while ((ok = store_step(s, stmt, &row, err)) && row)
		if (!(ok = add_object(stmt, to, arena, err)))
			break;
	sqlite3_finalize(stmt);
	return ok;
}

int64_t
store_object_count(struct store *s, const struct schema *schema)
{
	char		*table = store_table(schema);
	struct text	 sql;
	sqlite3_stmt	*stmt = NULL;
	int64_t		 n = 0;

	text_init(&sql, STORE_TEXT_MAX);
	text_string(&sql, "SELECT count(*) FROM ");
	store_put_name(&sql, table);
	if (store_has(s->db, table, STORE_ROW) != STORE_ABSENT)
		stmt = store_prepare(s, s->db, sql.ptr, &(struct err){ 0 });
	if (stmt != NULL && sqlite3_step(stmt) == SQLITE_ROW)
		n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	text_free(&sql);
	mem_free(table);
	return n;
}

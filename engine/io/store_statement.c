/* SPDX-License-Identifier: MIT */
#include "store_write.h"

/*
 * Statements are prepared once a run. Updates write the changed fields only:
 * there is one statement for each set of fields that has come up.
 */

#define UPDATES 256	/* sets of fields; then all are forgotten */

struct kept {
	sqlite3_stmt	*stmt;
	uint8_t		 written[];
};

static const char *
id_column(const struct store_writing *w)
{
	return store_id_column(w->action->schema);
}

sqlite3_stmt *
store_insert(struct store_writing *w, struct err *err)
{
	const struct action	*a = w->action;
	struct text		 sql;
	size_t			 n = 0;

	if (w->insert != NULL)
		return w->insert;
	text_init(&sql, STORE_TEXT_MAX);
	text_string(&sql, "INSERT INTO ");
	store_put_name(&sql, w->table);
	text_string(&sql, " (");
	store_put_name(&sql, id_column(w));
	for (size_t i = 0; i < a->count; i++, n++) {
		text_string(&sql, i == w->id_map ? "" : ", ");
		if (i != w->id_map)
			store_put_name(&sql, a->maps[i].field->name);
	}
	text_string(&sql, ") VALUES (?1");
	for (size_t i = 0; i < a->count; i++)
		if (i != w->id_map)
			text_printf(&sql, ", ?%zu", i + 2);
	text_string(&sql, ")");
	w->insert = store_prepare(w->store, w->store->db, sql.ptr, err);
	text_free(&sql);
	return w->insert;
}

sqlite3_stmt *
store_remove(struct store_writing *w, struct err *err)
{
	struct text	sql;

	if (w->remove != NULL)
		return w->remove;
	text_init(&sql, STORE_TEXT_MAX);
	text_string(&sql, "DELETE FROM ");
	store_put_name(&sql, w->table);
	text_string(&sql, " WHERE ");
	store_put_name(&sql, id_column(w));
	text_string(&sql, " = ?1");
	w->remove = store_prepare(w->store, w->store->db, sql.ptr, err);
	text_free(&sql);
	return w->remove;
}

static sqlite3_stmt *
prepare_update(struct store_writing *w, const uint8_t *written,
    struct err *err)
{
	const struct action	*a = w->action;
	struct text		 sql;
	sqlite3_stmt		*stmt;
	bool			 first = true;

	text_init(&sql, STORE_TEXT_MAX);
	text_string(&sql, "UPDATE ");
	store_put_name(&sql, w->table);
	for (size_t i = 0; i < a->count; i++) {
		if (!written[i])
			continue;
		text_string(&sql, first ? " SET " : ", ");
		store_put_name(&sql, a->maps[i].field->name);
		text_printf(&sql, " = ?%zu", i + 2);
		first = false;
	}
	text_string(&sql, " WHERE ");
	store_put_name(&sql, id_column(w));
	text_string(&sql, " = ?1");
	stmt = store_prepare(w->store, w->store->db, sql.ptr, err);
	text_free(&sql);
	return stmt;
}

static void
forget_updates(struct store_writing *w)
{
	for (size_t i = 0; i < w->updates.count; i++) {
		struct kept	*k = w->updates.entries[i].value;

		sqlite3_finalize(k->stmt);
		mem_free(k);
	}
	map_clear(&w->updates);
}

sqlite3_stmt *
store_update(struct store_writing *w, const uint8_t *written,
    struct err *err)
{
	size_t		 width = w->action->count;
	struct slice	 key = { (const char *)written, width };
	struct kept	*k = map_get(&w->updates, key);
	sqlite3_stmt	*stmt;

	if (k != NULL)
		return k->stmt;
	if (w->updates.count == UPDATES)
		forget_updates(w);
	stmt = prepare_update(w, written, err);
	if (stmt == NULL)
		return NULL;
	k = mem_alloc(sizeof *k + width);
	k->stmt = stmt;
	memcpy(k->written, written, width);
	map_put(&w->updates, (struct slice){ (char *)k->written, width }, k);
	return stmt;
}

void
store_statements_free(struct store_writing *w)
{
	sqlite3_finalize(w->insert);
	sqlite3_finalize(w->remove);
	forget_updates(w);
}

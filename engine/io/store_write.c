/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <stdio.h>

#include "precept/store.h"
#include "store_write.h"

/*
 * Creates, updates and deletes, row by row in the open transaction. A row
 * that may not be written is rejected; only the disk fails a batch.
 */

#define ID_LONG 18

struct store_writing *
store_writing_new(struct store *s, const struct action *a)
{
	struct store_writing	*w = mem_alloc(sizeof *w);

	w->store = s;
	w->action = a;
	w->table = store_table(a->schema);
	w->id = schema_id(a->schema);
	w->id_map = SIZE_MAX;
	for (size_t i = 0; w->id != NULL && i < a->count; i++)
		if (strcmp(a->maps[i].field->name, w->id->name) == 0)
			w->id_map = i;
	w->counter = store_counter(s, a->schema);
	w->rooms = mem_array(a->count + 1, sizeof *w->rooms);
	store_check_init(&w->check, a);
	return w;
}

void
store_writing_free(struct store_writing *w)
{
	if (w == NULL)
		return;
	store_statements_free(w);
	store_check_clear(&w->check);
	mem_free(w->rooms);
	mem_free(w->table);
	mem_free(w);
}

/* *taken: some unique value is, and nothing was written. */
static bool
do_row(struct store_writing *w, sqlite3_stmt *stmt, bool *taken,
    struct err *err)
{
	int	rc = sqlite3_step(stmt);

	*taken = rc == SQLITE_CONSTRAINT &&
	    (sqlite3_extended_errcode(w->store->db) ==
	    SQLITE_CONSTRAINT_UNIQUE);
	if (rc != SQLITE_DONE && !*taken)
		store_fail(w->store, w->store->db, err);
	sqlite3_reset(stmt);
	return rc == SQLITE_DONE || *taken;
}

static void
bind_fields(struct store_writing *w, sqlite3_stmt *stmt,
    const struct changes *c, uint32_t row, const uint8_t *written)
{
	for (size_t i = 0; i < c->width; i++)
		if (i != w->id_map && (written == NULL || written[i]))
			store_value_bind(stmt, (int)i + 2,
			    w->action->maps[i].field, c->now[i], row,
			    w->rooms[i]);
}

/* The id that the row brings; ptr NULL: it has none. */
static bool
own_id(struct store_writing *w, const struct changes *c, uint32_t row,
    char room[ID_LONG], struct slice *id, struct err *err)
{
	*id = (struct slice){ NULL, 0 };
	if (w->id_map == SIZE_MAX ||
	    column_is_null(c->now[w->id_map], row))
		return true;
	*id = c->now[w->id_map]->s[row];
	if (w->id->type.kind == KIND_ID)
		*id = store_id_text(*id, room);
	return id->ptr != room ||
	    store_saw_id(w->store, w->counter, room, err);
}

/* NULL: SQLite numbers the row. */
static bool
made_id(struct store_writing *w, char room[ID_LONG], struct slice *id,
    struct err *err)
{
	if (w->id == NULL)
		return true;
	*id = (struct slice){ room, ID_LONG };
	return store_new_id(w->store, w->counter, room, err);
}

static void
keep_id(struct store_writing *w, struct changes *c, uint32_t row,
    struct slice id)
{
	char	room[DECIMAL_TEXT];

	if (w->id == NULL)
		id = (struct slice){ room, decimal_print(
		    sqlite3_last_insert_rowid(w->store->db), 0, room) };
	c->id[row] = (struct slice){ arena_text(c->arena, id), id.len };
}

static bool
create(struct store_writing *w, struct changes *c, uint32_t row,
    struct err *err)
{
	sqlite3_stmt	*stmt = store_insert(w, err);
	char		 room[COLUMN_ROOM];
	struct slice	 id;
	bool		 taken, again, made;

	if (stmt == NULL || !own_id(w, c, row, room, &id, err))
		return false;
	made = id.ptr == NULL;
	bind_fields(w, stmt, c, row, NULL);
	do {
		again = false;
		if (made && !made_id(w, room, &id, err))
			return false;
		store_bind(stmt, 1, id);
		if (!do_row(w, stmt, &taken, err))
			return false;
		if (taken && !store_duplicate(w, c, row,
		    made ? id : (struct slice){ NULL, 0 }, &again, err))
			return false;
	} while (taken && again);
	if (!taken)
		keep_id(w, c, row, id);
	return true;
}

static bool
gone(const struct store_writing *w, struct changes *c, uint32_t row)
{
	if (sqlite3_changes(w->store->db) > 0)
		return true;
	store_check_reject(c, row, NULL, "ENTITY_IS_DELETED",
	    "there is no record %.*s any more", (int)c->id[row].len,
	    c->id[row].ptr);
	return true;
}

static void
bind_id(const struct store_writing *w, sqlite3_stmt *stmt, struct slice id,
    char room[ID_LONG])
{
	if (w->id != NULL && w->id->type.kind == KIND_ID)
		id = store_id_text(id, room);
	store_bind(stmt, 1, id);
}

static bool
update(struct store_writing *w, struct changes *c, uint32_t row,
    struct err *err)
{
	const uint8_t	*written = changes_cell(c, row, 0);
	sqlite3_stmt	*stmt;
	char		 room[COLUMN_ROOM];
	bool		 taken, own = false;

	if (memchr(written, 1, c->width) == NULL)
		return true;
	if (w->id_map != SIZE_MAX && written[w->id_map]) {
		store_check_reject(c, row, w->id->name,
		    "INVALID_FIELD_FOR_INSERT_UPDATE",
		    "the id of a record cannot be changed");
		return true;
	}
	stmt = store_update(w, written, err);
	if (stmt == NULL)
		return false;
	bind_fields(w, stmt, c, row, written);
	bind_id(w, stmt, c->id[row], room);
	if (!do_row(w, stmt, &taken, err))
		return false;
	if (taken)
		return store_duplicate(w, c, row, (struct slice){ NULL, 0 },
		    &own, err);
	return gone(w, c, row);
}

static bool
delete(struct store_writing *w, struct changes *c, uint32_t row,
    struct err *err)
{
	sqlite3_stmt	*stmt = store_remove(w, err);
	char		 room[COLUMN_ROOM];
	bool		 taken;

	if (stmt == NULL)
		return false;
	bind_id(w, stmt, c->id[row], room);
	return do_row(w, stmt, &taken, err) && gone(w, c, row);
}

bool
store_writing_batch(struct store_writing *w, struct changes *c,
    struct err *err)
{
	bool	ok = true;

	assert(store_in_transaction(w->store));
	store_check_rows(&w->check, c);
	for (uint32_t row = 0; ok && row < c->count; row++) {
		if (c->op[row] == CHANGE_CREATE)
			ok = create(w, c, row, err);
		else if (c->op[row] == CHANGE_UPDATE)
			ok = update(w, c, row, err);
		else if (c->op[row] == CHANGE_DELETE)
			ok = delete(w, c, row, err);
	}
	return ok || err_in(err, "%s.%s", w->action->schema->connection,
	    w->action->schema->object);
}

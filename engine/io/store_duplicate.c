/* SPDX-License-Identifier: MIT */
#include "store_write.h"

/* A unique value is taken: by which record? Only asked after it happened. */

static sqlite3_stmt *
prepare(struct store_writing *w, const struct field *f, struct err *err)
{
	const char	*id = store_id_column(w->action->schema);
	struct text	 sql;
	sqlite3_stmt	*stmt;

	text_init(&sql, STORE_TEXT_MAX);
	text_string(&sql, "SELECT ");
	store_put_name(&sql, id);
	text_string(&sql, " FROM ");
	store_put_name(&sql, w->table);
	text_string(&sql, " WHERE ");
	store_put_name(&sql, f->name);
	text_string(&sql, " = ?1 AND ");
	store_put_name(&sql, id);
	text_string(&sql, " IS NOT ?2");
	stmt = store_prepare(w->store, w->store->db, sql.ptr, err);
	text_free(&sql);
	return stmt;
}

static bool
check_field(struct store_writing *w, struct changes *c, uint32_t row,
    size_t i, struct err *err)
{
	const struct mapping	*m = &w->action->maps[i];
	struct slice		 self = c->op[row] == CHANGE_UPDATE ?
	    c->id[row] : (struct slice){ NULL, 0 };
	sqlite3_stmt		*stmt = prepare(w, m->field, err);
	char			 room[COLUMN_ROOM];
	bool			 taken, ok;

	if (stmt == NULL)
		return false;
	store_value_bind(stmt, 1, m->field, c->now[i], row, room);
	store_bind(stmt, 2, self);
	ok = store_step(w->store, stmt, &taken, err);
	if (ok && taken)
		store_check_reject(c, row, m->target, "DUPLICATE_VALUE",
		    "%s %s is taken by record %s", m->target,
		    reject_value(&c->rejects, column_text(c->now[i], row,
		    room)), (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	return ok;
}

static bool
is_written(const struct changes *c, uint32_t row, size_t i)
{
	return !column_is_null(c->now[i], row) &&
	    (c->op[row] == CHANGE_CREATE || *changes_cell(c, row, i));
}

bool
store_duplicate(struct store_writing *w, struct changes *c, uint32_t row,
    struct slice mine, bool *own, struct err *err)
{
	for (size_t i = 0; i < c->width; i++) {
		const struct field	*f = w->action->maps[i].field;

		if (!(f->flags & (FIELD_UNIQUE | FIELD_ID)) ||
		    !is_written(c, row, i))
			continue;
		if (!check_field(w, c, row, i, err))
			return false;
		if (c->op[row] == CHANGE_REJECT)
			return true;
	}
	*own = mine.ptr != NULL;
	if (!*own)
		store_check_reject(c, row, NULL, "DUPLICATE_VALUE",
		    "a value of it that must be unique is taken by another "
		    "record");
	return true;
}

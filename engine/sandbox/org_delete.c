/* SPDX-License-Identifier: MIT */
#include "org_change.h"

/*
 * Records into the recycle bin: the row stays, marked. What belongs to it
 * (a contact of an account) goes with it; what only refers to it is let go.
 */

#define DEPTH 5

static bool	delete_row(struct org_change *, struct slice, int depth);

/* The ids of those whose `f` is this record; in the arena, NULL ended. */
static char **
referring(struct org_change *c, const struct org_object *o,
    const struct org_field *f)
{
	struct text	 sql, ids;
	sqlite3_stmt	*stmt;
	size_t		 n = 0;
	char	       **list;

	text_init(&sql, 4096);
	text_init(&ids, 64 << 20);
	text_string(&sql, "SELECT \"Id\" FROM ");
	org_put_name(&sql, o->name);
	text_string(&sql, " WHERE ");
	org_put_name(&sql, f->name);
	text_string(&sql, " = ?1 AND NOT \"IsDeleted\"");
	stmt = org_sql(c->org, sql.ptr);
	org_sql_text(stmt, 1, slice_of(c->id));
	for (; sqlite3_step(stmt) == SQLITE_ROW; n++)
		text_slice(&ids, org_sql_slice(stmt, 0));
	sqlite3_reset(stmt);
	list = arena_array(c->arena, n + 1, sizeof *list);
	for (size_t i = 0; i < n; i++)
		list[i] = arena_text(c->arena, (struct slice){
		    ids.ptr + i * 18, 18 });
	text_free(&sql);
	text_free(&ids);
	return list;
}

static bool
take_along(struct org_change *c, const struct org_object *o,
    const struct org_field *f, int depth)
{
	struct org_write	 w = *c->w;
	struct org_change	 child;
	struct org_outcome	 out;

	w.object = o;
	w.row = 0;
	for (char **id = referring(c, o, f); *id != NULL; id++) {
		org_record_start(&child, c->org, &w, c->arena, &out);
		if (f->flags & ORG_CASCADE) {
			if (!delete_row(&child, slice_of(*id), depth + 1))
				return false;
			continue;
		}
		if (!org_record_fetch(&child, slice_of(*id)))
			return false;
		child.cells[org_cells_index(o, f->name)].kind = CELL_NULL;
		if (!org_record_store(&child))
			return false;
	}
	return true;
}

/* Only fields with a way back bind records together. */
static bool
take_children(struct org_change *c, int depth)
{
	for (size_t i = 0; i < c->org->count; i++) {
		const struct org_object	*o = c->org->objects[i];

		for (size_t k = 0; k < o->count; k++) {
			const struct org_field	*f = o->fields[k];

			if (f->child == NULL ||
			    !org_refers(f, c->w->object->name))
				continue;
			if (!take_along(c, o, f, depth))
				return false;
		}
	}
	return true;
}

static bool
delete_row(struct org_change *c, struct slice id, int depth)
{
	if (!org_record_fetch(c, id) || !org_rules_faults(c))
		return false;
	c->cells[org_cells_index(c->w->object, "IsDeleted")].i = 1;
	return org_record_store(c) && (depth == DEPTH ||
	    take_children(c, depth));
}

bool
org_delete(struct org *org, const struct org_write *w, struct slice id,
    struct arena *arena, struct org_outcome *out)
{
	struct org_change	c;
	bool			done;

	org_record_start(&c, org, w, arena, out);
	org_begin(org);
	done = delete_row(&c, id, 0);
	if (done)
		org_keep(org);
	else
		org_drop(org);
	if (done)
		org_rules_touch(org, w->object);
	return done;
}

bool
org_erase(struct org *org, const struct org_write *w, struct slice id,
    struct arena *arena, struct org_outcome *out)
{
	struct text	 sql;
	sqlite3_stmt	*stmt;

	if (!org_delete(org, w, id, arena, out))
		return false;
	text_init(&sql, 4096);
	text_string(&sql, "DELETE FROM ");
	org_put_name(&sql, w->object->name);
	text_string(&sql, " WHERE \"Id\" = ?1");
	stmt = org_sql(org, sql.ptr);
	text_free(&sql);
	org_sql_text(stmt, 1, slice_of(out->id));
	sqlite3_step(stmt);
	sqlite3_reset(stmt);
	return true;
}

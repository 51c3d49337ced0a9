/* SPDX-License-Identifier: MIT */
#include <sqlite3.h>
#include <stdio.h>

#include "store_rows.h"

struct schema *
rows_schema(struct arena *a, const char *connection, const char *json)
{
	struct schema	*schema;
	struct err	 err = { 0 };

	assert_ok(schema_parse(slice_of(json), connection, "test", a, &schema,
	    &err), &err);
	return schema;
}

static size_t
split(struct arena *a, const char *list, const char **out)
{
	size_t	n = 0;

	while (*list != '\0') {
		size_t	len = strcspn(list, ",");

		out[n++] = arena_text(a, (struct slice){ list, len });
		list += len + (list[len] == ',');
	}
	return n;
}

struct action *
rows_action(struct arena *a, const struct schema *schema, const char *fields,
    const char *keys)
{
	struct action	*action = arena_alloc(a, sizeof *action);
	const char	*names[64], *key_names[64];

	action->kind = ACTION_LOAD;
	action->word = "load";
	action->connection = schema->connection;
	action->object = schema->object;
	action->schema = schema;
	action->operation = OP_UPSERT;
	action->on_missing = MISSING_CREATE;
	action->count = split(a, fields, names);
	action->maps = arena_array(a, action->count, sizeof *action->maps);
	action->keys = arena_array(a, 64, sizeof *action->keys);
	action->key_count = split(a, keys, key_names);
	for (size_t i = 0; i < action->count; i++) {
		action->maps[i].target = names[i];
		action->maps[i].field = schema_field(schema,
		    slice_of(names[i]));
		ck_assert_ptr_nonnull(action->maps[i].field);
		for (size_t k = 0; k < action->key_count; k++)
			if (strcmp(key_names[k], names[i]) == 0) {
				action->keys[k] = i;
				action->maps[i].key = true;
			}
	}
	return action;
}

struct changes *
rows_changes(struct arena *a, const struct action *action,
    const char *const *cells, size_t n)
{
	struct changes	*c = arena_alloc(a, sizeof *c);
	size_t		 width = action->count;

	c->action = action;
	c->arena = a;
	c->count = n;
	c->width = width;
	c->op = arena_alloc(a, n + 1);
	c->now = arena_array(a, width + 1, sizeof *c->now);
	c->written = arena_alloc(a, n * width + 1);
	c->matches = arena_alloc(a, n + 1);
	c->id = arena_array(a, n + 1, sizeof *c->id);
	rejects_init(&c->rejects, a, n);
	memset(c->op, CHANGE_CREATE, n);
	for (size_t f = 0; f < width; f++) {
		struct slice	*texts = arena_array(a, n + 1, sizeof *texts);

		for (size_t row = 0; row < n; row++)
			texts[row] = slice_of(cells[row * width + f]);
		c->now[f] = column_read(&action->maps[f].field->type, texts,
		    n, a, &c->rejects);
		for (size_t row = 0; row < n; row++)
			*changes_cell(c, row, f) =
			    !column_is_null(c->now[f], row);
	}
	ck_assert_uint_eq(c->rejects.count, 0);
	return c;
}

static void
classify_row(struct changes *c, size_t row)
{
	bool	changed = false;

	if (c->matches[row] != 1) {
		c->op[row] = c->matches[row] == 0 ? CHANGE_CREATE :
		    CHANGE_REJECT;
		return;
	}
	for (size_t f = 0; f < c->width; f++) {
		bool	other = !c->action->maps[f].key &&
		    !column_same(c->now[f], row, c->was[f], row);

		*changes_cell(c, row, f) = other;
		changed |= other;
	}
	c->op[row] = changed ? CHANGE_UPDATE : CHANGE_SAME;
}

void
rows_classify(struct changes *c)
{
	for (size_t row = 0; row < c->count; row++)
		classify_row(c, row);
}

char *
rows_show(struct arena *a, const struct changes *c)
{
	struct text	 out;
	char		*copy;

	text_init(&out, 1 << 20);
	for (size_t row = 0; row < c->count; row++) {
		text_printf(&out, "%c %.*s", c->op[row], (int)c->id[row].len,
		    c->id[row].ptr == NULL ? "" : c->id[row].ptr);
		for (size_t i = 0; i < c->rejects.count; i++) {
			const struct reject	*r = &c->rejects.items[i];

			if (r->row == row)
				text_printf(&out, "%s: %s", r->code, r->text);
		}
		text_char(&out, '\n');
	}
	copy = arena_text(a, (struct slice){ out.ptr, out.len });
	text_free(&out);
	return copy;
}

static void
show_slab(struct scan *scan, struct slab *slab, size_t width,
    struct text *out)
{
	struct column	*columns[64];
	struct rejects	 bad;
	char		 room[COLUMN_ROOM];

	rejects_init(&bad, slab->arena, slab->count);
	for (size_t f = 0; f < width; f++)
		columns[f] = scan_column(scan, slab, (int)f, NULL,
		    slab->count, &bad);
	ck_assert_uint_eq(bad.count, 0);
	for (size_t row = 0; row < slab->count; row++)
		for (size_t f = 0; f < width; f++) {
			struct slice	s = column_text(columns[f], row,
			    room);

			text_slice(out, s.ptr == NULL ? SLICE("-") : s);
			text_char(out, f + 1 < width ? '|' : '\n');
		}
}

/* The type of a path's last step. */
static struct type
type_of(const struct catalog *catalog, const struct schema *schema,
    const char *path)
{
	const struct field	*f = schema_field(schema, slice_of(path));
	const char		*dot = strchr(path, '.');

	if (f != NULL || dot == NULL)
		return f == NULL ? (struct type){ .kind = KIND_TEXT } :
		    f->type;
	f = schema_by_relation(schema, (struct slice){ path,
	    (size_t)(dot - path) });
	if (f == NULL)
		return (struct type){ .kind = KIND_TEXT };
	return type_of(catalog, catalog_find(catalog,
	    slice_of(schema->connection), slice_of(f->refers[0])), dot + 1);
}

char *
rows_of(struct arena *a, struct store *s, const struct catalog *catalog,
    const struct schema *schema, const char *list)
{
	struct slab		 slab = { .arena = arena_new() };
	struct err		 err = { 0 };
	struct scan_field	 fields[64];
	const char		*names[64];
	size_t			 width = split(a, list, names);
	struct text		 out;
	struct scan		*scan;
	char			*copy;

	text_init(&out, 1 << 24);
	for (size_t f = 0; f < width; f++)
		fields[f] = (struct scan_field){ names[f],
			type_of(catalog, schema, names[f]) };
	scan = store_scan(s, catalog, schema, fields, width, &err);
	ck_assert_msg(scan != NULL, "%s", err.text);
	while (scan_next(scan, &slab, &err)) {
		show_slab(scan, &slab, width, &out);
		arena_reset(slab.arena);
	}
	ck_assert_msg(err.kind == ERR_NONE, "%s", err.text);
	scan_slab_close(scan, &slab);
	scan_close(scan);
	arena_free(slab.arena);
	copy = arena_text(a, (struct slice){ out.ptr == NULL ? "" : out.ptr,
	    out.len });
	text_free(&out);
	return copy;
}

char *
rows_sql(struct arena *a, const char *path, const char *sql)
{
	char		*value = "";
	sqlite3_stmt	*stmt;
	sqlite3		*db;

	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_msg(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) ==
	    SQLITE_OK, "%s", sqlite3_errmsg(db));
	if (sqlite3_step(stmt) == SQLITE_ROW)
		value = arena_string(a,
		    (const char *)sqlite3_column_text(stmt, 0));
	ck_assert_int_eq(sqlite3_finalize(stmt), SQLITE_OK);
	sqlite3_close(db);
	return value;
}

/* SPDX-License-Identifier: MIT */
#include "usage_value.h"

/* Rows: a handful of fields, found by the address of their names. */

struct usage_row *
usage_row_new(struct arena *arena, size_t cap)
{
	struct usage_row	*row = arena_alloc(arena, sizeof *row);

	row->cap = cap;
	row->fields = arena_array(arena, cap, sizeof *row->fields);
	return row;
}

struct usage_row *
usage_row_keep(const struct usage_row *row, struct arena *arena)
{
	struct usage_row	*copy = usage_row_new(arena, row->count);

	for (size_t i = 0; i < row->count; i++)
		copy->fields[i] = (struct usage_field){ row->fields[i].name,
		    usage_value_keep(row->fields[i].value, arena) };
	copy->count = row->count;
	return copy;
}

const struct usage_value *
usage_row_get(const struct usage_row *row, const char *name)
{
	for (size_t i = 0; i < row->count; i++)
		if (row->fields[i].name == name)
			return &row->fields[i].value;
	return NULL;
}

const struct usage_value *
usage_row_named(const struct usage_row *row, const char *name)
{
	for (size_t i = 0; i < row->count; i++)
		if (strcmp(row->fields[i].name, name) == 0)
			return &row->fields[i].value;
	return NULL;
}

void
usage_row_set(struct usage_row *row, const char *name,
    struct usage_value value, struct arena *arena)
{
	struct usage_field	*more;

	for (size_t i = 0; i < row->count; i++)
		if (row->fields[i].name == name) {
			row->fields[i].value = value;
			return;
		}
	if (row->count == row->cap) {
		row->cap = 2 * row->cap + 4;
		more = arena_array(arena, row->cap, sizeof *more);
		if (row->count > 0)
			memcpy(more, row->fields, row->count * sizeof *more);
		row->fields = more;
	}
	row->fields[row->count++] = (struct usage_field){ name, value };
}

void
usage_row_set_path(struct usage_row *row, const char *const *path,
    size_t count, struct usage_value value, struct arena *arena)
{
	while (count > 1) {
		const struct usage_value	*v = usage_row_get(row, *path);
		struct usage_value		 inner;

		if (v != NULL && v->kind == USAGE_OBJECT) {
			inner = *v;
		} else {
			inner = usage_value_object(arena, 4);
			usage_row_set(row, *path, inner, arena);
		}
		row = inner.object;
		path++;
		count--;
	}
	usage_row_set(row, *path, value, arena);
}

void
usage_row_drop(struct usage_row *row, const char *name)
{
	for (size_t i = 0; i < row->count; i++)
		if (row->fields[i].name == name) {
			row->count--;
			memmove(row->fields + i, row->fields + i + 1,
			    (row->count - i) * sizeof *row->fields);
			return;
		}
}

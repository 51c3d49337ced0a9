/* SPDX-License-Identifier: MIT */
#include "org_change.h"
#include "precept/csv.h"

/* A CSV file into an object's table, as it stands. */

struct load {
	struct org		*org;
	const struct org_object	*object;
	struct scan		*scan;
	struct scan_field	*fields;
	size_t			 width, rows;
	struct arena		*arena;		/* of a row */
};

static bool
refuse_row(const struct load *l, const struct slab *slab, size_t row,
    const struct org_outcome *out, struct err *err)
{
	return err_set(err, ERR_DATA, "%s: line %lld: %s", l->scan->name,
	    (long long)slab->origin[row], out->errors[0].text);
}

static bool
put_row(struct load *l, const struct slab *slab, struct column **columns,
    size_t row, struct err *err)
{
	struct org_value	*values;
	struct org_write	 w = { .object = l->object,
				    .user = l->org->admin,
				    .door = ORG_LOAD, .count = l->width };
	struct org_outcome	 out;

	arena_reset(l->arena);
	values = arena_array(l->arena, l->width, sizeof *values);
	for (size_t i = 0; i < l->width; i++) {
		bool	null = column_is_null(columns[i], row);

		values[i] = (struct org_value){
		    .name = slice_of(l->fields[i].path),
		    .shape = null ? ORG_NULL : ORG_TEXT,
		    .text = null ? (struct slice){ NULL, 0 } :
		    columns[i]->s[row] };
	}
	w.values = values;
	l->rows++;
	return org_insert(l->org, &w, l->arena, &out) ||
	    refuse_row(l, slab, row, &out, err);
}

static bool
put_slab(struct load *l, struct slab *slab, struct err *err)
{
	struct rejects	 rejects = { 0 };
	struct column	**columns = arena_array(slab->arena, l->width,
			    sizeof(struct column *));

	if (slab->broken_count > 0)
		return err_set(err, ERR_DATA, "%s: line %lld: %s",
		    l->scan->name, (long long)slab->broken[0].origin,
		    slab->broken[0].text);
	for (size_t i = 0; i < l->width; i++)
		columns[i] = scan_column(l->scan, slab, (int)i, NULL,
		    slab->count, &rejects);
	for (size_t row = 0; row < slab->count; row++)
		if (!put_row(l, slab, columns, row, err))
			return false;
	return true;
}

static bool
put_rows(struct load *l, struct err *err)
{
	struct slab	slab = { .arena = arena_new() };
	bool		good = true;

	while (good && scan_next(l->scan, &slab, err)) {
		good = put_slab(l, &slab, err);
		arena_reset(slab.arena);
	}
	scan_slab_close(l->scan, &slab);
	arena_free(slab.arena);
	return good && err->kind == ERR_NONE;
}

/* Each column of the file is a field. */
static bool
open_file(struct load *l, const char *path, struct arena *arena,
    struct err *err)
{
	char	**names;

	if (!csv_header(path, ',', arena, &names, &l->width, err))
		return false;
	l->fields = arena_array(arena, l->width, sizeof *l->fields);
	for (size_t i = 0; i < l->width; i++) {
		if (org_field(l->object, slice_of(names[i])) == NULL)
			return err_set(err, ERR_RULE, "%s: %s has no field "
			    "'%s'", path, l->object->name, names[i]);
		l->fields[i] = (struct scan_field){ .path = names[i],
		    .type = { .kind = KIND_TEXT } };
	}
	l->scan = csv_open(path, ',', l->fields, l->width, err);
	return l->scan != NULL;
}

static bool
load(struct load *l, const char *path, struct arena *arena, struct err *err)
{
	bool	good;

	if (!open_file(l, path, arena, err))
		return false;
	org_begin(l->org);
	good = put_rows(l, err);
	if (good)
		org_keep(l->org);
	else
		org_drop(l->org);
	scan_close(l->scan);
	org_id_begin(l->org, (struct org_object *)l->object);
	return good;
}

bool
org_load(struct org *org, const char *object, const char *path, size_t *rows,
    struct err *err)
{
	struct load	 l = { .org = org, .object = org_object(org,
			    slice_of(object)), .arena = arena_new() };
	struct arena	*arena = arena_new();
	bool		 good;

	if (l.object == NULL)
		good = err_set(err, ERR_RULE, "%s: the org has no object "
		    "'%s'", path, object);
	else
		good = load(&l, path, arena, err);
	if (good)
		*rows = l.rows;
	arena_free(arena);
	arena_free(l.arena);
	return good;
}

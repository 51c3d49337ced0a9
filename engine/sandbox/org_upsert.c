/* SPDX-License-Identifier: MIT */
#include "org_change.h"

/* By an external id: changed if there is one record, made if there is none. */

#define MATCHES 20

/* The key's value as its column has it. */
static bool
read_key(struct org_change *c, const struct org_key *key,
    struct org_value *value, struct org_cell *cell)
{
	*value = (struct org_value){ .name = slice_of(key->field->name),
	    .text = key->value, .shape = ORG_TEXT };
	return org_value_read(c, value, key->field, cell);
}

const char **
org_find(struct org *org, const struct org_write *w,
    const struct org_key *key, struct arena *arena, struct org_outcome *out)
{
	struct org_change	  c;
	struct org_value	  value;
	struct org_cell		  cell;
	char			  ids[MATCHES][19];
	const char		**list;
	size_t			  n = 0;

	org_record_start(&c, org, w, arena, out);
	if (!read_key(&c, key, &value, &cell))
		return NULL;
	if (cell.kind != CELL_NULL)
		n = org_names_find(org, w->object, key->field, &cell, ids,
		    MATCHES);
	list = arena_array(arena, n + 1, sizeof *list);
	for (size_t i = 0; i < n; i++)
		list[i] = arena_string(arena, ids[i]);
	return list;
}

static bool
several(struct org_change *c, char (*ids)[19], size_t n)
{
	struct text	list;

	c->out->matches = arena_array(c->arena, n + 1, sizeof(char *));
	text_init(&list, 4096);
	for (size_t i = 0; i < n; i++) {
		c->out->matches[i] = arena_string(c->arena, ids[i]);
		text_printf(&list, "%s%s", i > 0 ? ", " : "", ids[i]);
	}
	org_refuse(c->out, c->arena, 300, "DUPLICATE_EXTERNAL_ID", NULL,
	    "more than one record found for external id field: [%s]",
	    list.ptr);
	text_free(&list);
	return false;
}

/* The record's key is that of the call, and no other. */
static bool
check_body(struct org_change *c, const struct org_key *key)
{
	for (size_t i = 0; i < c->w->count; i++)
		if (slice_is_nocase(c->w->values[i].name, key->field->name))
			return org_refuse(c->out, c->arena, 400,
			    "INVALID_FIELD", NULL, "The %s field should not "
			    "be specified in the sobject data.",
			    key->field->name);
	return true;
}

/* A new record has its key for one value more. */
static bool
insert(struct org_change *c, const struct org_value *key)
{
	struct org_write	 w = *c->w;
	struct org_value	*values;

	values = arena_array(c->arena, w.count + 1, sizeof *values);
	if (w.count > 0)
		memcpy(values, w.values, w.count * sizeof *values);
	values[w.count++] = *key;
	w.values = values;
	return org_insert(c->org, &w, c->arena, c->out);
}

static bool
upsert(struct org_change *c, const struct org_key *key)
{
	struct org_value	value;
	struct org_cell		cell;
	char			ids[MATCHES][19];
	size_t			n;

	if (!check_body(c, key) || !read_key(c, key, &value, &cell))
		return false;
	if (cell.kind == CELL_NULL)
		return org_refuse(c->out, c->arena, 400, "MISSING_ARGUMENT",
		    key->field->name, "%s not specified", key->field->name);
	n = org_names_find(c->org, c->w->object, key->field, &cell, ids,
	    MATCHES);
	if (n > 1)
		return several(c, ids, n);
	if (n == 1)
		return org_update(c->org, c->w, slice_of(ids[0]), c->arena,
		    c->out);
	if (key->update_only)
		return org_refuse(c->out, c->arena, 404, "NOT_FOUND", NULL,
		    "The requested resource does not exist");
	return insert(c, &value);
}

bool
org_upsert(struct org *org, const struct org_write *w,
    const struct org_key *key, struct arena *arena, struct org_outcome *out)
{
	struct org_change	c;

	org_record_start(&c, org, w, arena, out);
	if (key->field->type != ORG_ID)
		return upsert(&c, key);
	if (key->value.len > 0)
		return org_update(org, w, key->value, arena, out);
	return org_insert(org, w, arena, out);
}

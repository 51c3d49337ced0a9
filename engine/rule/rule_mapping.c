/* SPDX-License-Identifier: MIT */
#include "rule_parts.h"
#include "rule_take.h"
#include "rule_word.h"

/* map = { Target = "expression" }, or { "expression", default, null }. */

static const char *const nulls[] = { "skip", "clear", NULL };

/* By API name, or by the label that the service's own pages show. */
static const struct field *
find_field(const struct schema *s, struct slice name)
{
	const struct field	*f = schema_field(s, name);

	return f != NULL ? f : schema_by_label(s, name);
}

static void
found_twice(struct build *b, const struct action *a,
    const struct mapping *one, const struct mapping *two)
{
	struct diags	*ds = b->make->diags;
	struct diag	*d;

	d = diag_add(ds, DIAG_ERROR, "P119", two->target_at,
	    "%s is mapped twice",
	    rule_word_target(b->make->arena, a, two->field));
	diag_note(ds, d, "note", "'%s' in line %d is the same field",
	    one->target, one->target_at.line);
}

static void
find_target(struct build *b, const struct action *a, struct mapping *m)
{
	const struct mapping	*other;

	m->field = find_field(a->schema, slice_of(m->target));
	if (m->field == NULL) {
		rule_object_no_field(b->make, a->schema, slice_of(m->target),
		    m->target_at);
		return;
	}
	for (other = a->maps; other < m; other++)
		if (other->field == m->field)
			break;
	if (other < m)
		found_twice(b, a, other, m);
}

/* The expression of an entry: the value itself, or its first item. */
static const struct decl *
value_of(struct build *b, const struct decl *d)
{
	if (d->kind != DECL_TABLE)
		return d;
	if (d->items == 1)
		return d->entries[0].value;
	diag_add(b->make->diags, DIAG_ERROR, "P101", d->at,
	    "a mapping is \"expression\" or { \"expression\", default = ..., "
	    "null = ... }");
	return NULL;
}

static void
add_mapping(struct build *b, struct action *a, const struct decl_entry *e)
{
	struct mapping		*m = &a->maps[a->count];
	const struct decl	*value;

	if (e->key == NULL) {
		rule_take_wrong(b->make, "map", "Target = \"expression\" "
		    "pairs", e->value);
		return;
	}
	m->target = e->key;
	m->target_at = e->key_at;
	m->value.at = e->value->at;
	if (a->schema != NULL)
		find_target(b, a, m);
	value = value_of(b, e->value);
	if (value != NULL && rule_phrase_read(b->make, value, &m->value))
		rule_phrase_check(b, &m->value, NAMES_SHOW,
		    m->field == NULL ? NULL : &m->field->type);
	if (e->value->kind == DECL_TABLE)
		m->clear = rule_take_word(e->value, "null",
		    nulls) == 1;
	a->count++;
}

void
rule_mapping_make(struct build *b, struct action *a, const struct decl *map)
{
	size_t	i;

	a->maps = arena_array(b->make->arena, map->count + 1,
	    sizeof *a->maps);
	for (i = 0; i < map->count; i++)
		add_mapping(b, a, &map->entries[i]);
}

void
rule_mapping_defaults(struct build *b, struct action *a,
    const struct decl *map)
{
	const struct decl	*d;
	size_t			 i, at = 0;

	for (i = 0; i < map->count; i++) {
		if (map->entries[i].key == NULL)
			continue;
		d = map->entries[i].value;
		if (d->kind == DECL_TABLE && a->maps[at].field != NULL &&
		    (d = decl_get(d, "default")) != NULL)
			rule_default_make(b, a, &a->maps[at], d);
		at++;
	}
}

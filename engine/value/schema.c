/* SPDX-License-Identifier: MIT */
#include "precept/hash.h"
#include "precept/schema.h"

/*
 * An object's fields, found by name: `slots` has twice as many places as
 * fields can be before all move, each the index + 1 of a field or 0.
 */

#define FIRST_CAP 8

struct schema *
schema_make(struct arena *arena, const char *connection, const char *object)
{
	static const char	*no_aliases[] = { NULL };
	struct schema		*s = arena_alloc(arena, sizeof *s);

	s->connection = arena_string(arena, connection);
	s->object = s->label = arena_string(arena, object);
	s->aliases = no_aliases;
	return s;
}

/* Where the name is, or the empty place where it would go. */
static uint32_t *
find_slot(const struct schema *s, struct slice name)
{
	size_t	mask = s->cap * 2 - 1;
	size_t	at = hash_bytes(name.ptr, name.len) & mask;

	while (s->slots[at] != 0 &&
	    !slice_is(name, s->fields[s->slots[at] - 1].name))
		at = (at + 1) & mask;
	return &s->slots[at];
}

static void
grow(struct schema *s, struct arena *arena)
{
	struct field	*fields;

	s->cap = s->cap == 0 ? FIRST_CAP : s->cap * 2;
	fields = arena_array(arena, s->cap, sizeof *fields);
	if (s->count > 0)
		memcpy(fields, s->fields, s->count * sizeof *fields);
	s->fields = fields;
	s->slots = arena_array(arena, s->cap * 2, sizeof *s->slots);
	for (size_t i = 0; i < s->count; i++)
		*find_slot(s, slice_of(fields[i].name)) = (uint32_t)i + 1;
}

struct field *
schema_add(struct schema *s, struct arena *arena, const char *name,
    struct type type)
{
	struct field	*f;
	uint32_t	*slot;

	if (s->count == s->cap)
		grow(s, arena);
	slot = find_slot(s, slice_of(name));
	if (*slot != 0)
		return NULL;
	f = &s->fields[s->count];
	f->name = f->label = arena_string(arena, name);
	f->type = type;
	f->flags = FIELD_CREATEABLE | FIELD_UPDATEABLE | FIELD_FILTERABLE;
	f->index = (int)s->count++;
	*slot = (uint32_t)s->count;
	return f;
}

const struct field *
schema_field(const struct schema *s, struct slice name)
{
	uint32_t	slot;

	if (s->count == 0 || name.ptr == NULL)
		return NULL;
	slot = *find_slot(s, name);
	return slot == 0 ? NULL : &s->fields[slot - 1];
}

const struct field *
schema_by_relation(const struct schema *s, struct slice relation)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->fields[i].relation != NULL &&
		    slice_is(relation, s->fields[i].relation))
			return &s->fields[i];
	return NULL;
}

const struct field *
schema_by_label(const struct schema *s, struct slice label)
{
	const struct field	*found = NULL;

	for (size_t i = 0; i < s->count; i++) {
		if (!slice_is_nocase(label, s->fields[i].label))
			continue;
		if (found != NULL)
			return NULL;
		found = &s->fields[i];
	}
	return found;
}

const struct field *
schema_id(const struct schema *s)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->fields[i].flags & FIELD_ID)
			return &s->fields[i];
	return NULL;
}

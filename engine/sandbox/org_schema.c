/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "org_private.h"
#include "precept/catalog.h"

/*
 * Every object of the org: first what every org has, with the fields that
 * the shipped and the workspace's schemas say, then the objects that only
 * those have.
 */

#define SECOND 1000000

/* Room for sixteen more, whenever the last sixteen are full. */
static void
append(struct org *org, struct org_object *o, struct org_field *f)
{
	struct org_field	**fields;

	if (o->count % 16 == 0) {
		fields = arena_array(org->arena, o->count + 16,
		    sizeof *fields);
		if (o->count > 0)
			memcpy(fields, o->fields,
			    o->count * sizeof *fields);
		o->fields = fields;
	}
	o->fields[o->count++] = f;
}

/* Each change has a second of its own: that is how fine HTTP dates are. */
void
org_schema_touch(struct org *org, struct org_object *o)
{
	int64_t	now = org_now(org);

	if (now / SECOND <= o->changed / SECOND)
		now = (o->changed / SECOND + 1) * SECOND;
	o->changed = now;
	org->version++;
}

void
org_schema_append(struct org *org, struct org_object *o, struct org_field *f)
{
	append(org, o, f);
	org_schema_touch(org, o);
}

struct org_object *
org_schema_object(struct org *org, const char *name)
{
	for (size_t i = 0; i < org->count; i++)
		if (slice_is_nocase(slice_of(name), org->objects[i]->name))
			return org->objects[i];
	return NULL;
}

static struct org_object *
add_object(struct org *org, const char *name)
{
	struct org_object	*o = arena_alloc(org->arena, sizeof *o), **all;

	if (org->count == org->cap) {
		org->cap = org->cap == 0 ? 16 : org->cap * 2;
		all = arena_array(org->arena, org->cap, sizeof(void *));
		if (org->count > 0)
			memcpy(all, org->objects,
			    org->count * sizeof(void *));
		org->objects = all;
	}
	org->objects[org->count++] = o;
	o->name = o->label = arena_string(org->arena, name);
	o->changed = org_now(org);
	return o;
}

static bool
is_free(const struct org *org, const char *prefix)
{
	for (size_t i = 0; i < org->count; i++)
		if (org->objects[i]->prefix != NULL &&
		    strcmp(org->objects[i]->prefix, prefix) == 0)
			return false;
	return true;
}

/* "a00" and on, for objects that come without one. */
static const char *
new_prefix(struct org *org)
{
	char	prefix[4] = "a00";

	while (!is_free(org, prefix)) {
		char	*last = &prefix[2];

		while (*last == 'z')
			*last-- = '0';
		*last = *last == '9' ? 'A' : *last == 'Z' ? 'a' :
		    (char)(*last + 1);
	}
	return arena_string(org->arena, prefix);
}

static const char *
plural_of(struct org *org, const char *label)
{
	size_t	len = strlen(label);

	if (len > 0 && label[len - 1] == 'y')
		return arena_printf(org->arena, "%.*sies", (int)len - 1,
		    label);
	return arena_printf(org->arena, "%ss", label);
}

/* What the seed knows better of a field that a schema has already. */
static void
overlay(struct org_field *f, const struct org_field *seed)
{
	if (org_is_text(f->type) == org_is_text(seed->type) &&
	    org_is_number(f->type) == org_is_number(seed->type))
		f->type = seed->type;
	f->flags |= seed->flags & (ORG_NAME | ORG_LOOKUP | ORG_CASCADE |
	    ORG_DEFAULTED);
	f->compound = seed->compound;
	if (f->child == NULL)
		f->child = seed->child;
	if (f->initial == NULL)
		f->initial = seed->initial;
}

static void
add_seeds(struct org *org, struct org_object *o, const struct org_seed *seed)
{
	for (; seed->name != NULL; seed++) {
		struct org_field	*f = org_field_make(org, seed);
		struct org_field	*old;

		if (f == NULL)
			abort();
		old = (struct org_field *)org_field(o,
		    slice_of(seed->name));
		if (old == NULL)
			append(org, o, f);
		else
			overlay(old, f);
	}
}

static void
add_schema(struct org *org, struct org_object *o, const struct schema *s)
{
	if (s->label != NULL)
		o->label = s->label;
	for (size_t i = 0; i < s->count; i++)
		if (org_field(o, slice_of(s->fields[i].name)) == NULL)
			append(org, o, org_field_of(org, &s->fields[i]));
}

static void
add_id(struct org *org, struct org_object *o)
{
	const char	*label = arena_printf(org->arena, "%s ID", o->label);
	struct org_seed	 seed = { .name = "Id", .type = "id",
			    .label = label };

	if (org_field(o, slice_of("Id")) == NULL)
		append(org, o, org_field_make(org, &seed));
}

static void
set_id(struct org_object *o)
{
	struct org_field	*f = (struct org_field *)org_field(o,
				    slice_of("Id"));

	f->type = ORG_ID;
	f->length = 18;
	f->flags = ORG_REQUIRED | ORG_DEFAULTED | ORG_LOOKUP |
	    ORG_FILTERABLE | ORG_SORTABLE | ORG_GROUPABLE;
}

/* "Usage Data" has its lookups known as Usage_Data__r at the other end. */
static void
set_ways_back(struct org *org, struct org_object *o)
{
	char	*name = arena_printf(org->arena, "%s__r", o->plural);

	for (char *p = name; *p != '\0'; p++)
		if (*p == ' ')
			*p = '_';
	for (size_t i = 0; i < o->count; i++)
		if (o->fields[i]->type == ORG_REFERENCE &&
		    (o->fields[i]->flags & ORG_CUSTOM) &&
		    o->fields[i]->child == NULL)
			o->fields[i]->child = name;
}

/* Custom objects of schemas have a name, an owner and a way to them. */
static void
finish(struct org *org, struct org_object *o, bool seeded)
{
	size_t	len = strlen(o->name);

	o->custom = len > 3 && strcmp(o->name + len - 3, "__c") == 0;
	if (o->prefix == NULL)
		o->prefix = new_prefix(org);
	if (o->plural == NULL)
		o->plural = plural_of(org, o->label);
	set_id(o);
	set_ways_back(org, o);
	if (!seeded) {
		add_seeds(org, o, org_seed_name);
		add_seeds(org, o, org_seed_owner);
	}
	add_seeds(org, o, org_seed_system);
}

static const struct schema *
schema_of(const struct catalog *c, const char *name)
{
	return catalog_find(c, SLICE("salesforce"), slice_of(name));
}

static void
add_seeded(struct org *org, const struct catalog *c,
    const struct org_seed_object *seed)
{
	for (; seed->name != NULL; seed++) {
		struct org_object	*o = add_object(org, seed->name);
		const struct schema	*s = schema_of(c, seed->name);

		o->label = seed->label;
		o->plural = seed->plural;
		o->prefix = seed->prefix;
		add_id(org, o);
		if (s != NULL)
			add_schema(org, o, s);
		add_seeds(org, o, seed->fields);
		finish(org, o, true);
	}
}

/* Gainsight's classic objects live in Salesforce's org. */
static bool
is_here(const struct schema *s)
{
	size_t	len = strlen(s->object);

	return strcmp(s->connection, "salesforce") == 0 ||
	    (strcmp(s->connection, "gainsight") == 0 && len > 3 &&
	    strcmp(s->object + len - 3, "__c") == 0);
}

static void
add_schemas(struct org *org, const struct catalog *c)
{
	for (size_t i = 0; i < catalog_count(c); i++) {
		const struct schema	*s = catalog_at(c, i);
		struct org_object	*o;

		if (!is_here(s) ||
		    org_schema_object(org, s->object) != NULL)
			continue;
		o = add_object(org, s->object);
		if (s->prefix != NULL && strlen(s->prefix) == 3 &&
		    is_free(org, s->prefix))
			o->prefix = s->prefix;
		add_id(org, o);
		add_schema(org, o, s);
		finish(org, o, false);
	}
}

bool
org_schema_load(struct org *org, const char *folder, struct err *err)
{
	struct catalog	*c = catalog_make(org->arena);
	size_t		 seeded;

	if (!catalog_add_shipped(c, err) ||
	    (folder != NULL && !catalog_add_folder(c, folder, err)))
		return false;
	add_seeded(org, c, org_seed_access);
	add_seeded(org, c, org_seed_sales);
	seeded = org->count;
	add_seeded(org, c, org_seed_tooling);
	for (; seeded < org->count; seeded++)
		org->objects[seeded]->tooling = true;
	add_schemas(org, c);
	return true;
}

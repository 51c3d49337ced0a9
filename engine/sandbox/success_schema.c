/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "precept/catalog.h"
#include "precept/hash.h"
#include "success_schema.h"

/* Objects out of the seeds, and out of the schemas that rules know. */

#define ALL (SUCCESS_CREATE | SUCCESS_UPDATE)
#define DIGITS "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

static const struct { const char *word, *seed; } types[] = {
#define X(name, word, seed) { word, seed },
	SUCCESS_TYPES(X)
#undef X
};

static const enum success_type of_kind[KIND_COUNT] = {
	[KIND_NULL] = SUCCESS_STRING,	[KIND_BOOLEAN] = SUCCESS_BOOLEAN,
	[KIND_INTEGER] = SUCCESS_NUMBER, [KIND_DECIMAL] = SUCCESS_NUMBER,
	[KIND_NUMBER] = SUCCESS_NUMBER,	[KIND_TEXT] = SUCCESS_STRING,
	[KIND_ID] = SUCCESS_GSID,	[KIND_PICKLIST] = SUCCESS_PICKLIST,
	[KIND_MULTI] = SUCCESS_MULTI,	[KIND_DATE] = SUCCESS_DATE,
	[KIND_DATETIME] = SUCCESS_DATETIME, [KIND_DURATION] = SUCCESS_NUMBER,
};

const char *
success_type_word(enum success_type type)
{
	return types[type].word;
}

bool
success_is_number(enum success_type type)
{
	return type >= SUCCESS_NUMBER && type <= SUCCESS_PERCENT;
}

bool
success_is_text(enum success_type type)
{
	return type <= SUCCESS_SFDCID;
}

struct success_object *
success_object(const struct success *s, struct slice name)
{
	for (size_t i = 0; i < s->count; i++)
		if (slice_is_nocase(name, s->objects[i]->name))
			return s->objects[i];
	return NULL;
}

const struct success_field *
success_field(const struct success_object *o, struct slice name)
{
	for (size_t i = 0; i < o->count; i++)
		if (slice_is_nocase(name, o->fields[i]->name))
			return o->fields[i];
	return NULL;
}

const struct success_option *
success_schema_option(const struct success_field *f, struct slice s,
    bool label)
{
	for (size_t i = 0; i < f->option_count; i++)
		if (slice_is(s, f->options[i].gsid) ||
		    (label && slice_is_nocase(s, f->options[i].label)))
			return &f->options[i];
	return NULL;
}

static void *
grown(struct arena *arena, void *old, size_t count, size_t *cap)
{
	void	**all;

	if (count < *cap)
		return old;
	*cap = *cap == 0 ? 16 : *cap * 2;
	all = arena_array(arena, *cap, sizeof *all);
	if (count > 0)
		memcpy(all, old, count * sizeof *all);
	return all;
}

static struct success_object *
add_object(struct success *s, const char *name)
{
	struct success_object	*o = arena_alloc(s->arena, sizeof *o);

	s->objects = grown(s->arena, s->objects, s->count, &s->cap);
	s->objects[s->count++] = o;
	o->name = o->label = arena_string(s->arena, name);
	return o;
}

static void
add_field(struct success *s, struct success_object *o,
    struct success_field *f)
{
	o->fields = grown(s->arena, o->fields, o->count, &o->cap);
	o->fields[o->count++] = f;
}

/* The same item has the same GSID in every sandbox. */
static void
set_gsid(struct success_option *option, const struct success_object *o,
    const struct success_field *f)
{
	char		text[600];
	int		len = snprintf(text, sizeof text, "%s.%s.%s", o->name,
			    f->name, option->label);
	uint64_t	n = hash_bytes(text, len < (int)sizeof text ?
			    (size_t)len : sizeof text - 1);

	memset(option->gsid, '0', SUCCESS_GSID_LEN);
	memcpy(option->gsid, "1I00SB", 6);
	for (int i = SUCCESS_GSID_LEN - 1; n > 0; n /= 36)
		option->gsid[i--] = DIGITS[n % 36];
}

static void
add_option(struct success *s, struct success_field *f, struct slice label)
{
	struct success_option	*more, *option;
	bool			 gone = label.len > 0 && *label.ptr == '-';

	more = arena_array(s->arena, f->option_count + 1, sizeof *more);
	if (f->option_count > 0)
		memcpy(more, f->options, f->option_count * sizeof *more);
	f->options = more;
	option = &f->options[f->option_count++];
	option->label = arena_text(s->arena, (struct slice){
	    label.ptr + gone, label.len - gone });
	option->active = !gone;
}

static void
set_options(struct success *s, const struct success_object *o,
    struct success_field *f, const char *more)
{
	for (size_t len; *more != '\0'; more += len + (more[len] == '|')) {
		len = strcspn(more, "|");
		add_option(s, f, (struct slice){ more, len });
	}
	for (size_t i = 0; i < f->option_count; i++)
		set_gsid(&f->options[i], o, f);
}

static void
set_type(struct success_field *f, const char *type)
{
	size_t	len = strcspn(type, "(");
	int	size = type[len] == '(' ? atoi(type + len + 1) : 0;

	while (strlen(types[f->type].seed) != len ||
	    strncmp(types[f->type].seed, type, len) != 0)
		if (++f->type == SUCCESS_TYPE_COUNT)
			abort();	/* the seeds are ours */
	if (success_is_number(f->type))
		f->decimals = size;
	else
		f->length = size;
}

static bool
is_custom(const char *name)
{
	size_t	len = strlen(name);

	return len > 4 && strcmp(name + len - 4, "__gc") == 0;
}

static void
add_seed(struct success *s, struct success_object *o,
    const struct success_seed *seed)
{
	struct success_field	*f = arena_alloc(s->arena, sizeof *f);
	const char		*flags = seed->flags == NULL ? "" :
				    seed->flags;

	f->name = seed->name;
	f->label = seed->label == NULL ? seed->name : seed->label;
	f->flags = ALL;
	set_type(f, seed->type);
	if (strstr(flags, "required") != NULL)
		f->flags |= SUCCESS_REQUIRED;
	if (strstr(flags, "name") != NULL)
		f->flags |= SUCCESS_NAME;
	if (strstr(flags, "readonly") != NULL)
		f->flags &= ~(unsigned)ALL;
	if (is_custom(f->name))
		f->flags |= SUCCESS_CUSTOM;
	if (f->type == SUCCESS_LOOKUP)
		f->refers = seed->more;
	else if (seed->more != NULL)
		set_options(s, o, f, seed->more);
	add_field(s, o, f);
}

static void
add_seeds(struct success *s, struct success_object *o,
    const struct success_seed *seed, unsigned flags)
{
	for (; seed->name != NULL; seed++)
		if (success_field(o, slice_of(seed->name)) == NULL) {
			add_seed(s, o, seed);
			o->fields[o->count - 1]->flags |= flags;
		}
}

static void
set_schema_type(struct success *s, struct success_object *o,
    struct success_field *f, const struct field *from)
{
	f->type = of_kind[from->type.kind];
	if (f->type == SUCCESS_GSID && from->refers != NULL) {
		f->type = SUCCESS_LOOKUP;
		f->refers = from->refers[0];
	}
	if (f->type == SUCCESS_STRING)
		f->length = from->type.length > 0 ? (int)from->type.length :
		    250;
	if (from->type.kind == KIND_DECIMAL)
		f->decimals = from->type.scale;
	if (from->type.kind == KIND_NUMBER)
		f->decimals = 9;
	for (size_t i = 0; from->values != NULL && from->values[i] != NULL;
	    i++)
		add_option(s, f, slice_of(from->values[i]));
	for (size_t i = 0; i < f->option_count; i++)
		set_gsid(&f->options[i], o, f);
}

static void
add_schema_field(struct success *s, struct success_object *o,
    const struct field *from)
{
	struct success_field	*f;

	if (success_field(o, slice_of(from->name)) != NULL ||
	    (from->flags & FIELD_ID))
		return;
	f = arena_alloc(s->arena, sizeof *f);
	f->name = from->name;
	f->label = from->label;
	if (from->flags & FIELD_CREATEABLE)
		f->flags |= SUCCESS_CREATE;
	if (from->flags & FIELD_UPDATEABLE)
		f->flags |= SUCCESS_UPDATE;
	if (from->flags & FIELD_REQUIRED)
		f->flags |= SUCCESS_REQUIRED;
	if (is_custom(f->name))
		f->flags |= SUCCESS_CUSTOM;
	set_schema_type(s, o, f, from);
	add_field(s, o, f);
}

/* The classic edition's objects, "…__c", are in Salesforce's org. */
static bool
is_here(const struct schema *s)
{
	size_t	len = strlen(s->object);

	return strcmp(s->connection, "gainsight") == 0 &&
	    !(len > 3 && strcmp(s->object + len - 3, "__c") == 0);
}

static void
add_schema(struct success *s, const struct schema *schema)
{
	struct success_object	*o = success_object(s,
				    slice_of(schema->object));

	if (o == NULL) {
		o = add_object(s, schema->object);
		o->label = schema->label == NULL ? o->name : schema->label;
		o->kind = is_custom(o->name) ? "CUSTOM" : "STANDARD";
		o->prefix = arena_printf(s->arena, "1C%02zu", s->count % 100);
		add_seeds(s, o, success_seed_system, SUCCESS_SYSTEM);
	}
	for (size_t i = 0; i < schema->count; i++)
		add_schema_field(s, o, &schema->fields[i]);
}

bool
success_schema_load(struct success *s, const char *folder, struct err *err)
{
	struct catalog	*c = catalog_make(s->arena);

	for (const struct success_seed_object *seed = success_seed_objects;
	    seed->name != NULL; seed++) {
		struct success_object	*o = add_object(s, seed->name);

		o->label = seed->label;
		o->kind = seed->kind;
		o->prefix = seed->prefix;
		add_seeds(s, o, success_seed_system, SUCCESS_SYSTEM);
		add_seeds(s, o, seed->fields, 0);
	}
	if (!catalog_add_shipped(c, err) ||
	    (folder != NULL && !catalog_add_folder(c, folder, err)))
		return false;
	for (size_t i = 0; i < catalog_count(c); i++)
		if (is_here(catalog_at(c, i)))
			add_schema(s, catalog_at(c, i));
	return true;
}

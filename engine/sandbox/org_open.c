/* SPDX-License-Identifier: MIT */
#include "org_private.h"
#include "precept/clock.h"

/* The org opened, and what is in it by name. */

static bool
open_all(struct org *org, const char *path, const char *schemas,
    struct err *err)
{
	if (!org_schema_load(org, schemas, err) ||
	    !org_table_open(org, path, err) || !org_table_fields(org, err))
		return false;
	org_begin(org);
	for (size_t i = 0; i < org->count; i++)
		if (!org_table_make(org, org->objects[i], err))
			return false;
	if (!org_seed_rows(org, err))
		return false;
	if (!org_classic_rows(org))
		return org_sql_fail(org, err);
	org_keep(org);
	return true;
}

struct org *
org_open(struct sandbox *sandbox, const char *path, const char *schemas,
    struct err *err)
{
	struct org	*org = mem_alloc(sizeof *org);

	org->sandbox = sandbox;
	org->arena = arena_new();
	org->texts = arena_new();
	if (open_all(org, path, schemas, err))
		return org;
	org_close(org);
	return NULL;
}

void
org_close(struct org *org)
{
	if (org == NULL)
		return;
	org_sql_close(org);
	sqlite3_close(org->db);
	arena_free(org->texts);
	arena_free(org->arena);
	mem_free(org);
}

struct sqlite3 *
org_db(struct org *org)
{
	return org->db;
}

uint64_t
org_version(const struct org *org)
{
	return org->version;
}

int64_t
org_now(const struct org *org)
{
	return clock_now() +
	    (org->sandbox == NULL ? 0 : org->sandbox->clock_shift);
}

size_t
org_count(const struct org *org)
{
	return org->count;
}

const struct org_object *
org_at(const struct org *org, size_t i)
{
	return org->objects[i];
}

static const struct org_object *
find(const struct org *org, struct slice name, bool tooling)
{
	for (size_t i = 0; i < org->count; i++)
		if (org->objects[i]->tooling == tooling &&
		    slice_is_nocase(name, org->objects[i]->name))
			return org->objects[i];
	return NULL;
}

const struct org_object *
org_object(const struct org *org, struct slice name)
{
	return find(org, name, false);
}

const struct org_object *
org_tooling(const struct org *org, struct slice name)
{
	return find(org, name, true);
}

const struct org_object *
org_of_id(const struct org *org, struct slice id)
{
	for (size_t i = 0; id.len >= 3 && i < org->count; i++)
		if (memcmp(id.ptr, org->objects[i]->prefix, 3) == 0)
			return org->objects[i];
	return NULL;
}

const struct org_field *
org_field(const struct org_object *o, struct slice name)
{
	for (size_t i = 0; i < o->count; i++)
		if (slice_is_nocase(name, o->fields[i]->name))
			return o->fields[i];
	return NULL;
}

const struct org_field *
org_relation(const struct org_object *o, struct slice name)
{
	for (size_t i = 0; i < o->count; i++)
		if (o->fields[i]->relation != NULL &&
		    slice_is_nocase(name, o->fields[i]->relation))
			return o->fields[i];
	return NULL;
}

bool
org_refers(const struct org_field *f, const char *object)
{
	for (size_t i = 0; f->refers != NULL && f->refers[i] != NULL; i++)
		if (slice_is_nocase(slice_of(object), f->refers[i]))
			return true;
	return false;
}

const struct org_field *
org_child(const struct org *org, const struct org_object *parent,
    struct slice name, const struct org_object **whose)
{
	for (size_t i = 0; i < org->count; i++) {
		const struct org_object	*o = org->objects[i];

		for (size_t k = 0; k < o->count; k++) {
			const struct org_field	*f = o->fields[k];

			if (f->child == NULL ||
			    !slice_is_nocase(name, f->child) ||
			    !org_refers(f, parent->name))
				continue;
			*whose = o;
			return f;
		}
	}
	return NULL;
}

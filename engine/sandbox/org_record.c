/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "org_change.h"

/* Records in, changed, out. */

bool
org_refuse(struct org_outcome *out, struct arena *arena, int status,
    const char *code, const char *fields, const char *fmt, ...)
{
	struct org_error	*errors, *e;
	va_list			 ap;
	int			 len;
	char			*text;

	errors = arena_array(arena, out->error_count + 1, sizeof *errors);
	if (out->error_count > 0)
		memcpy(errors, out->errors,
		    out->error_count * sizeof *errors);
	va_start(ap, fmt);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	text = arena_alloc(arena, (size_t)len + 1);
	va_start(ap, fmt);
	vsnprintf(text, (size_t)len + 1, fmt, ap);
	va_end(ap);
	e = &errors[out->error_count++];
	*e = (struct org_error){ .code = code, .fields = fields,
	    .text = text, .status = status };
	out->errors = errors;
	return false;
}

/* Savepoints nest, and the first is a transaction. */
static void
run(struct org *org, const char *sql)
{
	sqlite3_stmt	*stmt = org_sql(org, sql);

	sqlite3_step(stmt);
	sqlite3_reset(stmt);
}

void
org_begin(struct org *org)
{
	org->depth++;
	run(org, "SAVEPOINT org");
}

void
org_keep(struct org *org)
{
	org->depth--;
	run(org, "RELEASE org");
}

void
org_drop(struct org *org)
{
	run(org, "ROLLBACK TO org");
	for (size_t i = 0; i < org->count; i++)
		org_schema_touch(org, org->objects[i]);
	org_keep(org);
}

void
org_record_start(struct org_change *c, struct org *org,
    const struct org_write *w, struct arena *arena, struct org_outcome *out)
{
	*out = (struct org_outcome){ .id = "" };
	*c = (struct org_change){ .org = org, .w = w, .arena = arena,
	    .out = out, .cells = arena_array(arena, w->object->count,
	    sizeof(struct org_cell)) };
}

static void
stamp(struct org_change *c, const char *instant, const char *by)
{
	const struct org_object	*o = c->w->object;
	struct org_cell		*at, *who = NULL;

	at = &c->cells[org_cells_index(o, instant)];
	if (by != NULL)
		who = &c->cells[org_cells_index(o, by)];
	if (c->w->door == ORG_LOAD && at->set)
		return;
	*at = org_cells_int(org_now(c->org) / 1000);
	if (who != NULL)
		*who = org_cells_text(c->w->user);
}

bool
org_record_store(struct org_change *c)
{
	stamp(c, "LastModifiedDate", "LastModifiedById");
	stamp(c, "SystemModstamp", NULL);
	if (org_cells_put(c->org, c->w->object, c->cells)) {
		org_rules_touch(c->org, c->w->object);
		return true;
	}
	return org_refuse(c->out, c->arena, 500, "UNKNOWN_EXCEPTION", NULL,
	    "%s", sqlite3_errmsg(c->org->db));
}

/* What was not given and has a value from the beginning. */
static void
set_initial(struct org_change *c)
{
	const struct org_object	*o = c->w->object;

	for (size_t i = 0; i < o->count; i++) {
		const struct org_field	*f = o->fields[i];
		struct org_value	 v = { .shape = ORG_TEXT,
					    .text = slice_of(f->initial) };

		if (c->cells[i].kind != CELL_NULL)
			continue;
		if (strcmp(f->name, "OwnerId") == 0)
			c->cells[i] = org_cells_text(c->w->user);
		else if (f->initial != NULL && !c->cells[i].set)
			org_value_read(c, &v, f, &c->cells[i]);
		else if (f->type == ORG_BOOLEAN)
			c->cells[i] = org_cells_int(0);
	}
}

/* An id of the file's own, or a new one. */
static void
set_id(struct org_change *c)
{
	struct org_object	*o = (struct org_object *)c->w->object;
	struct org_cell		*cell = &c->cells[org_cells_index(o, "Id")];

	if (cell->kind == CELL_TEXT) {
		memcpy(c->out->id, cell->s.ptr, 18);
		return;
	}
	org_id_next(o, c->out->id);
	*cell = org_cells_text(c->out->id);
}

bool
org_insert(struct org *org, const struct org_write *w, struct arena *arena,
    struct org_outcome *out)
{
	struct org_change	c;

	org_record_start(&c, org, w, arena, out);
	c.insert = true;
	if (!org_names_read(&c))
		return false;
	set_initial(&c);
	if (!(w->door == ORG_LOAD || org_check(&c)) || !org_rules(&c))
		return false;
	set_id(&c);
	stamp(&c, "CreatedDate", "CreatedById");
	if (!org_record_store(&c)) {
		*out->id = '\0';
		return false;
	}
	out->created = true;
	return true;
}

bool
org_record_fetch(struct org_change *c, struct slice id)
{
	const struct org_object	*o = c->w->object;

	if (!org_id_wide(id, c->id) || memcmp(c->id, o->prefix, 3) != 0)
		return org_refuse(c->out, c->arena, 400, "MALFORMED_ID",
		    "Id", "%s ID: id value of incorrect type: %.*s",
		    o->label, (int)id.len, id.ptr);
	switch (org_cells_get(c->org, o, c->id, c->arena, c->cells)) {
	case ORG_THERE:
		memcpy(c->out->id, c->id, 19);
		return true;
	case ORG_DELETED:
		return org_refuse(c->out, c->arena, 404,
		    "ENTITY_IS_DELETED", NULL, "entity is deleted");
	default:
		return org_refuse(c->out, c->arena, 404,
		    "INVALID_CROSS_REFERENCE_KEY", NULL,
		    "invalid cross reference id");
	}
}

bool
org_update(struct org *org, const struct org_write *w, struct slice id,
    struct arena *arena, struct org_outcome *out)
{
	struct org_change	c;

	org_record_start(&c, org, w, arena, out);
	return org_record_fetch(&c, id) && org_names_read(&c) &&
	    org_check(&c) && org_rules(&c) && org_record_store(&c);
}

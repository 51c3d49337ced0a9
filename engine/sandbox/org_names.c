/* SPDX-License-Identifier: MIT */
#include "org_change.h"

/* The fields that a request names, read into cells. */

size_t
org_names_find(struct org *org, const struct org_object *o,
    const struct org_field *f, const struct org_cell *value,
    char (*ids)[19], size_t max)
{
	struct text	 sql;
	sqlite3_stmt	*stmt;
	size_t		 n = 0;

	text_init(&sql, 4096);
	text_string(&sql, "SELECT \"Id\" FROM ");
	org_put_name(&sql, o->name);
	text_string(&sql, " WHERE ");
	org_put_name(&sql, f->name);
	text_string(&sql, " = ?1 AND NOT \"IsDeleted\" ORDER BY \"Id\"");
	stmt = org_sql(org, sql.ptr);
	text_free(&sql);
	org_cells_bind(stmt, 1, value);
	while (n < max && sqlite3_step(stmt) == SQLITE_ROW) {
		memcpy(ids[n], org_sql_slice(stmt, 0).ptr, 18);
		ids[n++][18] = '\0';
	}
	sqlite3_reset(stmt);
	return n;
}

static bool
no_column(struct org_change *c, struct slice name,
    const struct org_object *o)
{
	org_refuse(c->out, c->arena, 400, "INVALID_FIELD", NULL,
	    "No such column '%.*s' on sobject of type %s", (int)name.len,
	    name.ptr, o->name);
	c->out->errors[c->out->error_count - 1].unread =
	    c->w->door == ORG_REST;
	return false;
}

/* { "Ext__c": "v" }: attributes are passed over, one key is left. */
static const struct org_value *
key_of(const struct org_value *v)
{
	const struct org_value	*key = NULL;

	for (size_t i = 0; i < v->nested_count; i++) {
		if (slice_is(v->nested[i].name, "attributes"))
			continue;
		if (key != NULL)
			return NULL;
		key = &v->nested[i];
	}
	return key;
}

static bool
several(struct org_change *c, const struct org_field *key, char (*ids)[19])
{
	return org_refuse(c->out, c->arena, 400, "DUPLICATE_EXTERNAL_ID",
	    NULL, "%s: more than one record found for external id field: "
	    "[%s, %s]", key->name, ids[0], ids[1]);
}

static bool
resolve(struct org_change *c, const struct org_object *parent,
    const struct org_value *v, struct org_cell *cell)
{
	const struct org_field	*key = org_field(parent, v->name);
	char			 ids[2][19];
	size_t			 n;

	if (key == NULL || !org_sees(c->org, c->w->user, parent, key))
		return no_column(c, v->name, parent);
	if (!(key->flags & (ORG_EXTERNAL | ORG_LOOKUP)))
		return org_refuse(c->out, c->arena, 400, "INVALID_FIELD",
		    NULL, "Field name provided, %s is not an External ID or "
		    "indexed field for %s", key->name, parent->name);
	if (!org_value_read(c, v, key, cell))
		return false;
	n = org_names_find(c->org, parent, key, cell, ids, 2);
	if (n > 1)
		return several(c, key, ids);
	if (n == 0)
		return org_refuse(c->out, c->arena, 400, "INVALID_FIELD",
		    NULL, "Foreign key external ID: %.*s not found for "
		    "field %s in entity %s", (int)v->text.len,
		    v->text.ptr == NULL ? "" : v->text.ptr, key->name,
		    parent->name);
	*cell = org_cells_text(arena_string(c->arena, ids[0]));
	return true;
}

/* The object whose key it is: the one in its attributes, or the first. */
static const struct org_object *
parent_of(struct org_change *c, const struct org_field *f,
    const struct org_value *v)
{
	const struct org_object	*parent = NULL;

	for (size_t i = 0; i < v->nested_count; i++)
		if (slice_is(v->nested[i].name, "attributes") &&
		    v->nested[i].nested_count == 1) {
			parent = org_object(c->org,
			    v->nested[i].nested[0].text);
			return parent == NULL || !org_refers(f,
			    parent->name) ? NULL : parent;
		}
	for (size_t i = 0; parent == NULL && f->refers[i] != NULL; i++)
		parent = org_object(c->org, slice_of(f->refers[i]));
	return parent;
}

/* "Parent__r": { … }, or null, which clears the reference. */
static bool
read_relation(struct org_change *c, const struct org_value *v)
{
	const struct org_object	*o = c->w->object, *parent;
	const struct org_field	*f = org_relation(o, v->name);
	const struct org_value	*key;
	struct org_cell		*cell;

	if (f == NULL || !org_sees(c->org, c->w->user, o, f))
		return no_column(c, v->name, o);
	cell = &c->cells[org_cells_index(o, f->name)];
	*cell = (struct org_cell){ .set = true };
	if (v->shape == ORG_NULL)
		return true;
	key = v->shape == ORG_NESTED ? key_of(v) : NULL;
	parent = parent_of(c, f, v);
	if (key == NULL || parent == NULL)
		return org_refuse(c->out, c->arena, 400, "INVALID_FIELD",
		    NULL, "Cannot reference a foreign key field %.*s.",
		    (int)v->name.len, v->name.ptr);
	return resolve(c, parent, key, cell);
}

static bool
read_value(struct org_change *c, const struct org_value *v)
{
	const struct org_object	*o = c->w->object;
	const struct org_field	*f = org_field(o, v->name);

	if (f == NULL && (v->shape == ORG_NESTED ||
	    org_relation(o, v->name) != NULL))
		return read_relation(c, v);
	if (f == NULL || !org_sees(c->org, c->w->user, o, f))
		return no_column(c, v->name, o);
	if (f->type == ORG_ADDRESS) {
		c->cells[org_cells_index(o, f->name)].set = true;
		return true;
	}
	if (f->type == ORG_ID && c->w->door != ORG_LOAD)
		return org_refuse(c->out, c->arena, 400, "INVALID_FIELD",
		    NULL, "The Id field should not be specified in the "
		    "sobject data.");
	return org_value_read(c, v, f,
	    &c->cells[org_cells_index(o, f->name)]);
}

static bool
is_writable(struct org_change *c, const struct org_field *f)
{
	return (f->flags & (c->insert ? ORG_CREATEABLE : ORG_UPDATEABLE)) &&
	    org_edits(c->org, c->w->user, c->w->object, f);
}

/* All that may not be written, in one sentence. */
static bool
check_writable(struct org_change *c)
{
	const struct org_object	*o = c->w->object;
	struct text		 names, fields;
	bool			 good = true;

	text_init(&names, 1 << 16);
	text_init(&fields, 1 << 16);
	for (size_t i = 0; i < o->count; i++) {
		if (!c->cells[i].set || is_writable(c, o->fields[i]))
			continue;
		text_printf(&names, "%s%s", good ? "" : ", ",
		    o->fields[i]->name);
		text_printf(&fields, "%s%s", good ? "" : ",",
		    o->fields[i]->name);
		good = false;
	}
	if (!good)
		org_refuse(c->out, c->arena, 400,
		    "INVALID_FIELD_FOR_INSERT_UPDATE",
		    arena_string(c->arena, fields.ptr), "Unable to "
		    "create/update fields: %s. Please check the security "
		    "settings of this field and verify that it is read/write "
		    "for your profile or permission set.", names.ptr);
	text_free(&names);
	text_free(&fields);
	return good;
}

bool
org_names_read(struct org_change *c)
{
	for (size_t i = 0; i < c->w->count; i++)
		if (!read_value(c, &c->w->values[i]))
			return false;
	return c->w->door == ORG_LOAD || check_writable(c);
}

/* SPDX-License-Identifier: MIT */
#include "faults.h"
#include "org_change.h"

/* What single objects have of their own. */

static struct org_cell *
cell_of(const struct org_change *c, const char *name)
{
	size_t	i = org_cells_index(c->w->object, name);

	return i == c->w->object->count ? NULL : &c->cells[i];
}

static bool
is_text(const struct org_cell *cell)
{
	return cell != NULL && cell->kind == CELL_TEXT;
}

/* "Ada Lovelace" for whoever has a first and a last name. */
static void
set_full_name(struct org_change *c)
{
	struct org_cell	*name = cell_of(c, "Name");
	struct org_cell	*first = cell_of(c, "FirstName");
	struct org_cell	*last = cell_of(c, "LastName");

	if (name == NULL || first == NULL || !is_text(last))
		return;
	if (is_text(first))
		*name = org_cells_text(arena_printf(c->arena, "%.*s %.*s",
		    (int)first->s.len, first->s.ptr, (int)last->s.len,
		    last->s.ptr));
	else
		*name = *last;
}

void
org_rules_touch(struct org *org, const struct org_object *o)
{
	if (strcmp(o->name, "PermissionSetAssignment") != 0 &&
	    strcmp(o->name, "FieldPermissions") != 0)
		return;
	org_access_touch(org);
}

/* Two references (or texts) that may stand together but once. */
static bool
check_pair(struct org_change *c, const char *one, const char *two)
{
	struct text	 sql;
	sqlite3_stmt	*stmt;
	char		 id[19] = "";

	text_init(&sql, 1024);
	text_printf(&sql, "SELECT \"Id\" FROM \"%s\" WHERE \"%s\" = ?1 AND "
	    "\"%s\" = ?2 AND NOT \"IsDeleted\" AND \"Id\" <> ?3",
	    c->w->object->name, one, two);
	stmt = org_sql(c->org, sql.ptr);
	text_free(&sql);
	org_cells_bind(stmt, 1, cell_of(c, one));
	org_cells_bind(stmt, 2, cell_of(c, two));
	org_sql_text(stmt, 3, slice_of(c->id));
	if (sqlite3_step(stmt) == SQLITE_ROW)
		memcpy(id, org_sql_slice(stmt, 0).ptr, 18);
	sqlite3_reset(stmt);
	return *id == '\0' || org_refuse(c->out, c->arena, 400,
	    "DUPLICATE_VALUE", two, "duplicate value found: %s duplicates "
	    "value on record with id: %.15s", two, id);
}

/* "Account.Health__c" */
static const struct org_field *
named_field(struct org_change *c)
{
	struct slice		 type = cell_of(c, "SobjectType")->s;
	struct slice		 s = cell_of(c, "Field")->s;
	const struct org_object	*o = org_object(c->org, type);

	if (o == NULL || s.len <= type.len || s.ptr[type.len] != '.' ||
	    !slice_is_nocase((struct slice){ s.ptr, type.len }, o->name))
		return NULL;
	return org_field(o, (struct slice){ s.ptr + type.len + 1,
	    s.len - type.len - 1 });
}

static bool
refuse_grant(struct org_change *c, const char *why)
{
	return org_refuse(c->out, c->arena, 400,
	    "FIELD_INTEGRITY_EXCEPTION", "Field", "%s", why);
}

static bool
check_grant(struct org_change *c)
{
	const struct org_field	*f = named_field(c);
	bool			 edit = cell_of(c, "PermissionsEdit")->i;
	struct slice		 name = cell_of(c, "Field")->s;

	if (f == NULL)
		return org_refuse(c->out, c->arena, 400,
		    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "Field",
		    "Field Name: bad value for restricted picklist field: "
		    "%.*s", (int)name.len, name.ptr);
	if (edit && !cell_of(c, "PermissionsRead")->i)
		return refuse_grant(c, "Permission Edit Field depends on "
		    "permission(s): Read Field");
	if (edit && (f->flags & ORG_CALCULATED))
		return refuse_grant(c, "Field Name: this field is read-only "
		    "and cannot be edited");
	if ((f->flags & ORG_REQUIRED) && f->type != ORG_BOOLEAN)
		return refuse_grant(c, "Field Name: permissions of a "
		    "required field cannot be set");
	return check_pair(c, "ParentId", "Field");
}

/* An admin's own rule about the field, by way of the faults. */
bool
org_rules_faults(struct org_change *c)
{
	const struct org_object	*o = c->w->object;
	struct request		 r = { .sandbox = c->org->sandbox };
	const struct fault	*f;

	if (r.sandbox == NULL || r.sandbox->faults == NULL ||
	    c->w->door == ORG_LOAD)
		return true;
	for (size_t i = 0; i < o->count; i++)
		if (c->cells[i].set && (f = faults_field(&r,
		    FAULT_VALIDATION, o->name, o->fields[i]->name)) != NULL)
			org_refuse(c->out, c->arena, 400,
			    "FIELD_CUSTOM_VALIDATION_EXCEPTION",
			    o->fields[i]->name, "%s", f->text);
	if (c->w->row > 0 && (f = faults_row(&r, c->w->row)) != NULL)
		org_refuse(c->out, c->arena, 400, f->code, NULL, "%s",
		    f->text);
	return c->out->error_count == 0;
}

bool
org_rules(struct org_change *c)
{
	const char	*name = c->w->object->name;

	if (!org_rules_faults(c))
		return false;
	set_full_name(c);
	if (strcmp(name, "PermissionSetAssignment") == 0)
		return check_pair(c, "PermissionSetId", "AssigneeId");
	return strcmp(name, "FieldPermissions") != 0 || check_grant(c);
}

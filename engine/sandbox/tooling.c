/* SPDX-License-Identifier: MIT */
#include "precept/json.h"
#include "query_answer.h"
#include "row.h"
#include "tooling.h"

/*
 * tooling/sobjects/CustomField and tooling/query: a field is a column the
 * moment it is made, and hidden until FieldPermissions show it.
 */

static bool
is_custom_field(struct request *r)
{
	const struct org_object	*o = org_tooling(r->sandbox->org,
				    slice_of(r->part[2]));

	if (o == NULL)
		request_error(r, 404, "NOT_FOUND", NULL,
		    "The requested resource does not exist");
	return o != NULL;
}

static void
put_success(struct request *r, const char *id)
{
	text_printf(&r->out, "{\"id\":\"%s\",\"success\":true,\"errors\":[],"
	    "\"warnings\":[],\"infos\":[]}", id);
}

/* The record and the column, or neither. */
static bool
make(struct request *r, struct tooling_field *f, char id[19])
{
	struct org	*org = r->sandbox->org;
	struct err	 err = { 0 };

	org_begin(org);
	if (!tooling_rows_add(r, f, id)) {
		org_drop(org);
		return false;
	}
	f->field.id = id;
	if (!org_add_field(org, f->object, &f->field, &err)) {
		org_drop(org);
		request_error(r, 400, "UNKNOWN_EXCEPTION", NULL, "%s",
		    err.text);
		return false;
	}
	org_keep(org);
	return true;
}

static void
create(struct request *r)
{
	struct tooling_field	f;
	char			id[19];

	if (!is_custom_field(r))
		return;
	tooling_rows_fill(r);
	if (!tooling_field_read(r, &f))
		return;
	if (org_field(f.object, slice_of(f.field.name)) != NULL) {
		request_error(r, 400, "DUPLICATE_DEVELOPER_NAME",
		    "DeveloperName", "There is already a field named %s on "
		    "%s.", f.developer, f.object->label);
		return;
	}
	if (make(r, &f, id)) {
		r->status = 201;
		put_success(r, id);
	}
}

static const struct org_field *
find(struct request *r, const struct org_object **o)
{
	if (!is_custom_field(r))
		return NULL;
	tooling_rows_fill(r);
	return tooling_rows_find(r, r->part[3], o);
}

static void
get(struct request *r)
{
	const struct org_object	*o, *t;
	const struct org_field	*f = find(r, &o);
	struct org_view		 v = { .version = r->version };
	char			 id[19];

	if (f == NULL || !org_id_wide(slice_of(r->part[3]), id))
		return;
	t = org_tooling(r->sandbox->org, SLICE("CustomField"));
	v.object = t;
	v.fields = (const struct org_field *const *)t->fields;
	v.count = t->count;
	org_put_record(&r->out, r->sandbox->org, &v, id);
	r->out.len--;
	text_string(&r->out, ",\"Metadata\":");
	tooling_show(&r->out, f);
	text_char(&r->out, '}');
}

/* The whole Metadata again; the name and the kind of field stay. */
static void
patch(struct request *r)
{
	const struct org_object	*o;
	const struct org_field	*f = find(r, &o);
	struct tooling_field	 now;
	struct err		 err = { 0 };

	if (f == NULL || !tooling_field_read(r, &now))
		return;
	if (now.object != o || strcmp(now.field.name, f->name) != 0)
		tooling_field_refuse(r, "FullName",
		    "Cannot rename a custom field: %s.%s", o->name, f->name);
	else if (now.field.type != f->type)
		tooling_field_refuse(r, "Metadata",
		    "Cannot change the type of a custom field: %s.%s",
		    o->name, f->name);
	else {
		now.field.id = f->id;
		now.field.flags |= f->flags & ORG_GUARDED;
		if (!org_change_field(r->sandbox->org, o, &now.field, &err))
			request_error(r, 400, "UNKNOWN_EXCEPTION", NULL,
			    "%s", err.text);
		else
			r->status = 204;
	}
}

static void
delete(struct request *r)
{
	const struct org_object	*o;
	const struct org_field	*f = find(r, &o);
	const char		*name;
	struct err		 err = { 0 };

	if (f == NULL)
		return;
	name = arena_string(r->arena, f->name);
	if (!org_drop_field(r->sandbox->org, o, name, &err)) {
		request_error(r, 400, "UNKNOWN_EXCEPTION", NULL, "%s",
		    err.text);
		return;
	}
	tooling_rows_drop(r, r->part[3], o->name, name);
	r->status = 204;
}

static void
query(struct request *r)
{
	const char	*text = request_param(r, "q");

	tooling_rows_fill(r);
	if (text == NULL || *text == '\0')
		request_error(r, 400, "MALFORMED_QUERY", NULL,
		    "A query string has to be specified");
	else
		query_answer_tooling(r, text);
}

const struct route route_tooling[] = {
	{ "GET",	"tooling/query",		query },
	{ "POST",	"tooling/sobjects/*",		create },
	{ "GET",	"tooling/sobjects/*/*",		get },
	{ "PATCH",	"tooling/sobjects/*/*",		patch },
	{ "DELETE",	"tooling/sobjects/*/*",		delete },
	{ 0 }
};

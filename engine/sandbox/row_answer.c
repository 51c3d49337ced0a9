/* SPDX-License-Identifier: MIT */
#include "row.h"

/* Objects, fields and errors as single rows and many answer with them. */

const struct org_object *
row_object(struct request *r, const char *name)
{
	const struct org_object	*o = org_object(r->sandbox->org,
				    slice_of(name));

	if (o == NULL)
		request_error(r, 404, "NOT_FOUND", NULL,
		    "The requested resource does not exist");
	return o;
}

static bool
is_seen(struct request *r, const struct org_object *o,
    const struct org_field *f)
{
	return f != NULL && org_sees(r->sandbox->org, r->user, o, f);
}

const struct org_field *
row_key_field(struct request *r, const struct org_object *o,
    const char *name)
{
	const struct org_field	*f = org_field(o, slice_of(name));

	if (is_seen(r, o, f) && (f->flags & (ORG_EXTERNAL | ORG_LOOKUP)))
		return f;
	request_error(r, 404, "NOT_FOUND", NULL, "Provided external ID field "
	    "does not exist or is not accessible: %s", name);
	return NULL;
}

static void
view_all(struct request *r, const struct org_object *o, struct org_view *v,
    const struct org_field **fields)
{
	for (size_t i = 0; i < o->count; i++)
		if (is_seen(r, o, o->fields[i]))
			fields[v->count++] = o->fields[i];
}

static bool
view_one(struct request *r, const struct org_object *o, struct slice name,
    const struct org_field **field)
{
	const struct org_field	*f = org_field(o, name);

	if (!is_seen(r, o, f)) {
		request_error(r, 400, "INVALID_FIELD", NULL, "No such column "
		    "'%.*s' on entity '%s'. If you are attempting to use a "
		    "custom field, be sure to append the '__c' after the "
		    "custom field name. Please reference your WSDL or the "
		    "describe call for the appropriate names.",
		    (int)name.len, name.ptr, o->name);
		return false;
	}
	*field = f;
	return true;
}

static bool
has(const struct org_view *v, const struct org_field *const *fields,
    const struct org_field *f)
{
	for (size_t i = 0; i < v->count; i++)
		if (fields[i] == f)
			return true;
	return false;
}

bool
row_view(struct request *r, const struct org_object *o, const char *names,
    struct org_view *v)
{
	size_t			  most = o->count + 1;
	const struct org_field	**fields, *f;

	for (const char *p = names; p != NULL && *p != '\0'; p++)
		most += *p == ',';
	fields = arena_array(r->arena, most, sizeof *fields);
	*v = (struct org_view){ .object = o, .version = r->version,
	    .fields = fields };
	if (names == NULL || *names == '\0') {
		view_all(r, o, v, fields);
		return true;
	}
	while (*names != '\0') {
		size_t	len = strcspn(names, ",");

		if (!view_one(r, o, slice_trim((struct slice){ names, len }),
		    &f))
			return false;
		if (!has(v, fields, f))
			fields[v->count++] = f;
		names += len + (names[len] == ',');
	}
	if (!has(v, fields, org_field(o, SLICE("Id"))))
		fields[v->count++] = org_field(o, SLICE("Id"));
	return true;
}

static void
put_fields(struct text *out, const char *fields)
{
	text_string(out, ",\"fields\":[");
	for (bool more = false; fields != NULL && *fields != '\0';
	    more = true) {
		size_t	len = strcspn(fields, ",");

		text_string(out, more ? ",\"" : "\"");
		text_add(out, fields, len);
		text_char(out, '"');
		fields += len + (fields[len] == ',');
	}
	text_char(out, ']');
}

void
row_put_errors(struct text *out, const struct org_outcome *outcome,
    const char *key)
{
	bool	always = strcmp(key, "statusCode") == 0;

	for (size_t i = 0; i < outcome->error_count; i++) {
		const struct org_error	*e = &outcome->errors[i];

		text_string(out, i > 0 ? "," : "");
		if (always)
			text_printf(out, "{\"statusCode\":\"%s\",", e->code);
		text_string(out, always ? "\"message\":" : "{\"message\":");
		json_put_string(out, slice_of(e->text));
		if (!always)
			text_printf(out, ",\"%s\":\"%s\"", key, e->code);
		if (always || e->fields != NULL)
			put_fields(out, e->fields);
		text_char(out, '}');
	}
}

/* What is not there is not found, for a single row. */
static bool
is_missing(const struct org_outcome *outcome)
{
	return outcome->errors[0].status == 404 && strcmp(
	    outcome->errors[0].code, "INVALID_CROSS_REFERENCE_KEY") == 0;
}

void
row_refuse(struct request *r, const struct org_outcome *outcome)
{
	if (is_missing(outcome)) {
		request_error(r, 404, "NOT_FOUND", NULL,
		    "The requested resource does not exist");
		return;
	}
	r->status = outcome->errors[0].status;
	text_char(&r->out, '[');
	row_put_errors(&r->out, outcome, "errorCode");
	text_char(&r->out, ']');
}

void
row_put_success(struct text *out, const struct org_outcome *outcome,
    bool created)
{
	text_printf(out, "{\"id\":\"%s\",\"success\":true,\"errors\":[]",
	    outcome->id);
	if (created)
		text_printf(out, ",\"created\":%s",
		    outcome->created ? "true" : "false");
	text_char(out, '}');
}

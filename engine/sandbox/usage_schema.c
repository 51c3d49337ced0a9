/* SPDX-License-Identifier: MIT */
#include "precept/json.h"
#include "usage_json.h"
#include "usage_meta.h"

/* metadata/schema: fields shown, made, deleted. */

#define FIELDS_MAX 24

struct shown {
	struct request	*r;
	struct arena	*arena;
	const char	*kind, *group;	/* the one that is open, or NULL */
};

static void
show_field(struct shown *s, const char *group, const struct usage_meta *m)
{
	struct text	*out = &s->r->out;

	if (s->group == NULL || strcmp(s->group, group) != 0) {
		text_string(out, s->group == NULL ? "" : "},");
		json_put_string(out, slice_of(group));
		text_string(out, ":{");
		s->group = arena_string(s->arena, group);
	} else {
		text_char(out, ',');
	}
	json_put_string(out, m->name);
	text_string(out, ":{\"Type\":");
	json_put_string(out, m->type);
	text_string(out, ",\"DisplayName\":");
	json_put_string(out, m->display);
	text_printf(out, ",\"ElementType\":\"%s\",\"ElementFormat\":\"\","
	    "\"Dirty\":false,\"isHidden\":false,\"isDeleted\":%s,"
	    "\"isCalculated\":false,\"isPerApp\":%s,\"neverIndex\":false}",
	    slice_is(m->type, "list") ? "string" : "",
	    m->deleted ? "true" : "false",
	    slice_is(m->type, "time") && strcmp(group, "auto") == 0 ?
	    "true" : "false");
}

/* Groups in the order of their names, between them those built in. */
static void
show_built_in(struct shown *s, const char *group)
{
	for (const struct usage_built_in *b = usage_meta_built_in;
	    b->name != NULL; b++)
		if (strcmp(b->group, group) == 0 && (b->kind == NULL ||
		    strcmp(b->kind, s->kind) == 0))
			show_field(s, group, &(struct usage_meta){
			    SLICE(""), slice_of(b->name), slice_of(b->type),
			    slice_of(b->display), false });
}

static void
take_field(void *own, const struct usage_meta *m)
{
	struct shown	*s = own;

	show_field(s, arena_text(s->arena, m->group), m);
}

static void
show_schema(struct request *r)
{
	struct shown	s = { .r = r, .arena = r->arena };

	s.kind = usage_thing_kind(r, r->part[4]);
	if (s.kind == NULL)
		return;
	text_char(&r->out, '{');
	show_built_in(&s, "auto");
	show_built_in(&s, "pendo");
	usage_data_fields(r->sandbox->usage, s.kind, take_field, &s);
	text_string(&r->out, s.group == NULL ? "}" : "}}");
}

/* Fields that are to be made, and what came of them. */
struct making {
	struct request		*r;
	struct usage_run	*run;
	const char		*kind;
	struct slice		 group;
	size_t			 created, undeleted, exist, failed;
	struct text		 results;
};

static struct slice
text_in(const struct usage_value *v, const char *name)
{
	const struct usage_value	*t = v->kind != USAGE_OBJECT ? NULL :
					    usage_row_named(v->object, name);

	return t == NULL || t->kind != USAGE_TEXT ? (struct slice){ NULL, 0 }
	    : t->text;
}

static bool
name_good(struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		char	c = s.ptr[i];

		if (!((c >= 'a' && c <= 'z') || c == '_' || (i > 0 &&
		    c >= '0' && c <= '9')))
			return false;
	}
	return s.len > 0;
}

static const struct { const char *asked, *kept; } types[] = {
	{ "string", "string" }, { "number", "float" }, { "time", "time" },
	{ "boolean", "boolean" }
};

static const char *
type_of(struct slice asked)
{
	for (size_t i = 0; i < COUNT(types); i++)
		if (slice_is(asked, types[i].asked))
			return types[i].kept;
	return NULL;
}

static void
put_result(struct making *m, const struct usage_value *v, const char *status,
    const char *why)
{
	struct text	*out = &m->results;

	text_string(out, out->len == 0 ? "{\"schema\":" : ",{\"schema\":");
	usage_json_put(out, *v);
	text_printf(out, ",\"status\":\"%s\"", status);
	if (why != NULL) {
		text_string(out, ",\"error\":{\"message\":");
		json_put_string(out, slice_of(why));
		text_char(out, '}');
	}
	text_char(out, '}');
}

static void
make_one(struct making *m, const struct usage_value *v)
{
	struct slice		 name = usage_meta_name(m->run, text_in(v,
				    "name"));
	struct slice		 display = text_in(v, "displayname");
	const char		*type = type_of(text_in(v, "type"));
	struct usage_meta	 old, new;
	bool			 known;

	if (type == NULL || !name_good(name)) {
		m->failed++;
		put_result(m, v, "failed", type == NULL ? "type is string, "
		    "number, time or boolean" : "name has letters, digits "
		    "and _, and begins with no digit");
		return;
	}
	known = usage_data_field(m->run->usage, m->kind, m->group, name,
	    m->run->arena, &old);
	if (known && !old.deleted) {
		m->exist++;
		put_result(m, v, "failed", "the field exists already");
		return;
	}
	new = (struct usage_meta){ m->group, name, slice_of(type),
	    display.ptr == NULL ? name : display, false };
	usage_data_set_field(m->run->usage, m->kind, &new);
	m->created += !known;
	m->undeleted += known;
	put_result(m, v, known ? "undeleted" : "created", NULL);
}

static int
status_of(const struct making *m, size_t total)
{
	if (m->exist + m->failed == 0)
		return 201;
	if (m->created + m->undeleted > 0)
		return 207;
	return m->exist == total ? 409 : 422;
}

static void
make_all(struct making *m)
{
	struct usage_value	body;

	if (!usage_answer_body(m->r, m->run, &body))
		return;
	if (body.kind != USAGE_LIST || body.list->count == 0 ||
	    body.list->count > FIELDS_MAX) {
		usage_answer_refuse(m->r, 400, "The body is a list of 1 to "
		    "%d fields", FIELDS_MAX);
		return;
	}
	text_init(&m->results, REQUEST_OUT);
	for (size_t i = 0; i < body.list->count; i++)
		make_one(m, &body.list->items[i]);
	m->r->status = status_of(m, body.list->count);
	text_printf(&m->r->out, "{\"results\":[%s],\"summary\":"
	    "{\"created\":%zu,\"failed\":%zu", m->results.ptr, m->created,
	    m->exist + m->failed);
	if (m->undeleted > 0)
		text_printf(&m->r->out, ",\"undeleted\":%zu", m->undeleted);
	text_printf(&m->r->out, ",\"total\":%zu}}", body.list->count);
	text_free(&m->results);
}

static void
make_fields(struct request *r)
{
	struct making	m = { .r = r, .group = slice_of(r->part[5]) };

	m.kind = usage_thing_kind(r, r->part[4]);
	if (m.kind == NULL || !usage_meta_writable(r, r->part[5]))
		return;
	m.run = usage_run_new(r->sandbox->usage);
	make_all(&m);
	usage_run_free(m.run);
}

static void
delete_field(struct request *r)
{
	struct usage_run	*run;
	struct usage_meta	 meta;
	const char		*kind = usage_thing_kind(r, r->part[4]);

	if (kind == NULL || !usage_meta_writable(r, r->part[5]))
		return;
	run = usage_run_new(r->sandbox->usage);
	if (!usage_data_field(run->usage, kind, slice_of(r->part[5]),
	    usage_meta_name(run, slice_of(r->part[6])), run->arena, &meta)) {
		usage_answer_refuse(r, 404, "There is no field '%s' in the "
		    "group '%s'", r->part[6], r->part[5]);
	} else {
		r->status = meta.deleted ? 202 : 200;
		meta.deleted = true;
		usage_data_set_field(run->usage, kind, &meta);
	}
	usage_run_free(run);
}

const struct usage_route usage_schema_routes[] = {
	{ "GET", "metadata/schema/" "*", false, show_schema },
	{ "POST", "metadata/schema/" "*" "/" "*", true, make_fields },
	{ "DELETE", "metadata/schema/" "*" "/" "*" "/" "*", true,
	    delete_field },
	{ 0 }
};

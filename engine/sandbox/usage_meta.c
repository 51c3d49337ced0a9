/* SPDX-License-Identifier: MIT */
#include "precept/date.h"
#include "switches.h"
#include "usage_meta.h"

/* Fields of metadata: which there are, what they take. */

#define SECONDS_MAX 1e11	/* as milliseconds it is 1973 */

const struct usage_built_in usage_meta_built_in[] = {
	{ "visitor", "auto", "accountid", "string", "Account ID" },
	{ "visitor", "auto", "accountids", "list", "Account IDs" },
	{ NULL, "auto", "firstvisit", "time", "First Visit" },
	{ NULL, "auto", "id", "string", "ID" },
	{ NULL, "auto", "lastupdated", "time", "Last Updated" },
	{ NULL, "auto", "lastvisit", "time", "Last Visit" },
	{ NULL, "pendo", "blacklistguides", "boolean", "Exclude Guides" },
	{ NULL, "pendo", "donotprocess", "boolean", "Do Not Process" },
	{ NULL, NULL, NULL, NULL, NULL }
};

struct slice
usage_meta_name(struct usage_run *run, struct slice name)
{
	char	*out = arena_raw(run->arena, name.len + 1);
	size_t	 len = 0;

	for (size_t i = 0; i < name.len; i++) {
		char	c = name.ptr[i];

		if (c != ' ')
			out[len++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) :
			    c;
	}
	return (struct slice){ out, len };
}

bool
usage_meta_find(struct usage_run *run, const char *kind, struct slice group,
    struct slice name, struct usage_meta *m)
{
	for (const struct usage_built_in *b = usage_meta_built_in;
	    b->name != NULL; b++)
		if ((b->kind == NULL || strcmp(b->kind, kind) == 0) &&
		    slice_is(group, b->group) && slice_is(name, b->name)) {
			*m = (struct usage_meta){ group, name,
			    slice_of(b->type), slice_of(b->display), false };
			return true;
		}
	return usage_data_field(run->usage, kind, group, name, run->arena,
	    m) && !m->deleted;
}

bool
usage_meta_writable(struct request *r, const char *group)
{
	if (strcmp(group, "custom") == 0 || strcmp(group, "agent") == 0 ||
	    strcmp(group, "pendo") == 0 || (strcmp(group, "salesforce") == 0
	    && switches_on(r->sandbox, SWITCH_PENDO_SALESFORCE_WRITE)))
		return true;
	usage_answer_refuse(r, 400, "Metadata of the group '%s' cannot be "
	    "written", group);
	return false;
}

/* ISO 8601 with or without a zone, with T or a blank. */
static bool
read_text(const struct zone *zone, struct slice s, double *ms)
{
	char	whole[64];
	int64_t	at;

	if (date_parse(s, &at)) {
		*ms = (double)(zone_midnight(zone, at) / 1000);
		return true;
	}
	if (!datetime_parse(s, &at)) {
		if (s.len + 2 > sizeof whole)
			return false;
		memcpy(whole, s.ptr, s.len);
		whole[s.len] = 'Z';
		if (!datetime_parse((struct slice){ whole, s.len + 1 }, &at))
			return false;
		at -= zone_offset(zone, at) * INT64_C(1000000);
	}
	*ms = (double)(at / 1000);
	return true;
}

static bool
fit_time(struct usage_run *run, struct usage_value *v)
{
	double	ms = v->number;

	if (v->kind == USAGE_TEXT) {
		if (!read_text(run->usage->zone, v->text, &ms))
			return false;
	} else if (v->kind != USAGE_NUMBER) {
		return false;
	} else if (ms < SECONDS_MAX && ms > -SECONDS_MAX) {
		ms *= 1000;
	}
	*v = usage_value_number(ms);
	return true;
}

static bool
fits(struct usage_run *run, struct slice type, struct usage_value *v)
{
	if (slice_is(type, "time") || slice_is(type, "date"))
		return fit_time(run, v);
	if (slice_is(type, "boolean"))
		return v->kind == USAGE_BOOLEAN;
	if (slice_is(type, "integer"))
		return v->kind == USAGE_NUMBER && v->number < 1e15 &&
		    v->number > -1e15 && v->number ==
		    (double)(int64_t)v->number;
	if (slice_is(type, "float"))
		return v->kind == USAGE_NUMBER;
	if (slice_is(type, "string"))
		return v->kind == USAGE_TEXT;
	return true;
}

bool
usage_meta_value(struct usage_run *run, const struct usage_meta *m,
    struct usage_value *v, const char **why)
{
	struct sandbox	*s = run->usage->sandbox;

	if (v->kind == USAGE_NULL) {
		*why = "null is no value of a field";
		return switches_on(s, SWITCH_PENDO_NULL_CLEARS);
	}
	if (fits(run, m->type, v) || !switches_on(s,
	    SWITCH_PENDO_TYPES_CHECKED))
		return true;
	*why = arena_printf(run->arena, "the value of %.*s is no %.*s",
	    (int)m->name.len, m->name.ptr, (int)m->type.len, m->type.ptr);
	return false;
}

void
usage_meta_set(struct usage_run *run, struct usage_value *doc,
    const struct usage_meta *m, struct usage_value v)
{
	const char	*path[2] = { usage_name(run, m->group),
			    usage_name(run, m->name) };

	usage_row_set_path(doc->object, path, 2, v, run->arena);
}

void
usage_meta_touch(struct usage_run *run, struct usage_value *doc)
{
	usage_meta_set(run, doc, &(struct usage_meta){ .group = SLICE("auto"),
	    .name = SLICE("lastupdated") }, usage_value_number(
	    (double)run->now));
}

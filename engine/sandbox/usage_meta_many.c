/* SPDX-License-Identifier: MIT */
#include "faults.h"
#include "precept/json.h"
#include "switches.h"
#include "usage_json.h"
#include "usage_meta.h"

/*
 * Many values at once: 200 says that the call was read, the counts say what
 * came of it.
 */

#define SLOW_FROM 2500		/* records, with pendo_bulk_is_slow */

struct many {
	struct request		*r;
	struct usage_run	*run;
	const char		*kind;
	const char		*id_name;	/* "accountId" */
	struct slice		 group;
	bool			 create;
	struct text		 missing, errors;
	size_t			 missing_count, error_count, updated;
};

static void
add_missing(struct many *m, struct slice id)
{
	if (m->missing_count++ > 0)
		text_char(&m->missing, ',');
	json_put_string(&m->missing, id);
}

static void
add_error(struct many *m, struct slice id, const char *why)
{
	char	*line;

	if (m->error_count++ > 0)
		text_char(&m->errors, ',');
	if (switches_on(m->r->sandbox, SWITCH_PENDO_ERROR_OBJECTS)) {
		text_printf(&m->errors, "{\"%s\":", m->id_name);
		json_put_string(&m->errors, id);
		text_string(&m->errors, ",\"message\":");
		json_put_string(&m->errors, slice_of(why));
		text_char(&m->errors, '}');
		return;
	}
	line = arena_printf(m->run->arena, "%.*s: %s", (int)id.len, id.ptr,
	    why);
	json_put_string(&m->errors, slice_of(line));
}

static bool
is_record(const struct many *m, const struct usage_value *v)
{
	const struct usage_value	*id, *values;

	if (v->kind != USAGE_OBJECT)
		return false;
	id = usage_row_named(v->object, m->id_name);
	values = usage_row_named(v->object, "values");
	return id != NULL && id->kind == USAGE_TEXT && id->text.len > 0 &&
	    values != NULL && values->kind == USAGE_OBJECT;
}

/* All records have their form, and all fields are there; else 400. */
static bool
check_field(struct many *m, const char *written)
{
	struct slice		name = usage_meta_name(m->run,
				    slice_of(written));
	struct usage_meta	meta;

	if (usage_meta_find(m->run, m->kind, m->group, name, &meta))
		return true;
	if (!slice_is(m->group, "custom") || !switches_on(m->r->sandbox,
	    SWITCH_PENDO_BULK_MAKES_FIELDS)) {
		usage_answer_refuse(m->r, 400, "There is no mapping for the "
		    "field '%s' in the group '%.*s'", written,
		    (int)m->group.len, m->group.ptr);
		return false;
	}
	usage_data_set_field(m->run->usage, m->kind, &(struct usage_meta){
	    m->group, name, SLICE(""), slice_of(written), false });
	return true;
}

static bool
check(struct many *m, const struct usage_list *list)
{
	struct map			 seen = { 0 };
	const struct usage_row		*values;
	bool				 good = true;

	for (size_t i = 0; good && i < list->count; i++) {
		good = is_record(m, &list->items[i]);
		if (!good) {
			usage_answer_refuse(m->r, 400, "Record %zu has no "
			    "%s, or no object 'values'", i + 1, m->id_name);
			break;
		}
		values = usage_row_named(list->items[i].object,
		    "values")->object;
		for (size_t k = 0; good && k < values->count; k++) {
			struct slice	name = slice_of(
					    values->fields[k].name);

			if (map_get(&seen, name) != NULL)
				continue;
			map_put(&seen, name, m);
			good = check_field(m, name.ptr);
		}
	}
	map_clear(&seen);
	return good;
}

static bool
set_values(struct many *m, struct usage_value *doc,
    const struct usage_row *values, const char **why)
{
	struct usage_meta	meta;

	for (size_t i = 0; i < values->count; i++) {
		struct usage_value	v = values->fields[i].value;

		usage_meta_find(m->run, m->kind, m->group, usage_meta_name(
		    m->run, slice_of(values->fields[i].name)), &meta);
		if (!usage_meta_value(m->run, &meta, &v, why))
			return false;
		usage_meta_set(m->run, doc, &meta, v);
	}
	return true;
}

static void
write_record(struct many *m, const struct usage_value *record, size_t number)
{
	struct slice		 id = usage_row_named(record->object,
				    m->id_name)->text;
	const struct fault	*f = faults_row(m->r, (int64_t)number);
	struct usage_value	 doc;
	const char		*why;

	if (f != NULL) {
		add_error(m, id, f->text);
		return;
	}
	if (!usage_thing_get(m->run, m->kind, id, &doc)) {
		if (!m->create) {
			add_missing(m, id);
			return;
		}
		doc = usage_value_object(m->run->arena, 4);
		usage_meta_set(m->run, &doc, &(struct usage_meta){
		    .group = SLICE("auto"), .name = SLICE("id") },
		    usage_value_text(id));
	}
	if (!set_values(m, &doc, usage_row_named(record->object,
	    "values")->object, &why)) {
		add_error(m, id, why);
		return;
	}
	usage_meta_touch(m->run, &doc);
	usage_thing_put(m->run, m->kind, id, &doc);
	m->updated++;
}

static void
put_list(struct many *m, const char *name, const struct text *list)
{
	if (list->len > 0 || switches_on(m->r->sandbox,
	    SWITCH_PENDO_EMPTY_LISTS))
		text_printf(&m->r->out, ",\"%s\":[%s]", name,
		    list->len == 0 ? "" : list->ptr);
}

static void
write_all(struct many *m, const struct usage_list *list)
{
	text_init(&m->missing, REQUEST_OUT);
	text_init(&m->errors, REQUEST_OUT);
	usage_data_begin(m->run->usage);
	for (size_t i = 0; i < list->count; i++)
		write_record(m, &list->items[i], i + 1);
	usage_data_keep(m->run->usage);
	text_printf(&m->r->out, "{\"total\":%zu,\"updated\":%zu,"
	    "\"failed\":%zu", list->count, m->updated, m->missing_count +
	    m->error_count);
	put_list(m, "missing", &m->missing);
	put_list(m, "errors", &m->errors);
	text_printf(&m->r->out, ",\"kind\":\"%s\"}", m->kind);
	text_free(&m->missing);
	text_free(&m->errors);
}

static void
write_body(struct many *m)
{
	struct usage_value	body;

	if (!usage_answer_body(m->r, m->run, &body))
		return;
	if (body.kind != USAGE_LIST)
		usage_answer_refuse(m->r, 400, "The body is no list of "
		    "records");
	else if (body.list->count > SLOW_FROM && switches_on(m->r->sandbox,
	    SWITCH_PENDO_BULK_IS_SLOW))
		usage_answer_refuse(m->r, 408, "The call took more than five "
		    "minutes");
	else if (check(m, body.list))
		write_all(m, body.list);
}

static void
write_many(struct request *r)
{
	struct many	 m = { .r = r, .group = slice_of(r->part[4]) };
	const char	*create = request_param(r, "create");

	m.kind = usage_thing_kind(r, r->part[3]);
	if (m.kind == NULL || !usage_meta_writable(r, r->part[4]))
		return;
	m.id_name = strcmp(m.kind, "account") == 0 ? "accountId" :
	    "visitorId";
	m.create = create != NULL && strcmp(create, "true") == 0;
	m.run = usage_run_new(r->sandbox->usage);
	write_body(&m);
	usage_run_free(m.run);
}

const struct usage_route usage_meta_many_routes[] = {
	{ "POST", "metadata/" "*" "/" "*" "/value", true, write_many },
	{ 0 }
};

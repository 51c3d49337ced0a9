/* SPDX-License-Identifier: MIT */
#include "precept/json.h"
#include "salesforce_target.h"
#include "soql_write_parts.h"

/* Records by a query, as columns. */

/* Of one IN list as the URL has it: with its headers a request may have 16
 * KiB (Salesforce answers 414 and 431 beyond). */
#define LIST_MAX 11000

void
salesforce_found_init(struct salesforce_found *f, struct arena *arena,
    const struct action *a)
{
	*f = (struct salesforce_found){ .arena = arena,
		.action = a, .width = a->count + 1 };
	f->fields = arena_array(arena, f->width, sizeof *f->fields);
	f->texts = arena_array(arena, f->width, sizeof *f->texts);
	for (size_t i = 0; i < a->count; i++)
		f->fields[i] = a->maps[i].field;
	f->fields[a->count] = schema_id(a->schema);
}

static void
add_record(struct salesforce_found *f)
{
	size_t cap = f->cap == 0 ? 256 : f->cap * 2;

	if (f->count++ < f->cap)
		return;
	for (size_t i = 0; i < f->width; i++) {
		struct slice *more = arena_array(f->arena, cap, sizeof *more);

		if (f->cap > 0)
			memcpy(more, f->texts[i], f->cap * sizeof *more);
		f->texts[i] = more;
	}
	f->cap = cap;
}

static struct slice
literal(struct json *j, enum json_token token, struct arena *a)
{
	struct slice s = { 0 };

	switch (token) {
	case JSON_STRING:
		json_text(j, a, &s);
		return slice_of(arena_text(a, s));
	case JSON_NUMBER:
		return slice_of(arena_text(a, j->value));
	case JSON_TRUE:
		return SLICE("true");
	case JSON_FALSE:
		return SLICE("false");
	default:
		json_skip(j, token);
		return s;
	}
}

static void
read_member(struct salesforce_found *f, struct json *j)
{
	struct slice	name = j->value, value;
	enum json_token	token = json_next(j);

	value = literal(j, token, f->arena);
	for (size_t i = 0; i < f->width; i++)
		if (slice_is_nocase(name, f->fields[i]->name))
			f->texts[i][f->count - 1] = value;
}

static void
read_records(struct salesforce_found *f, struct json *j)
{
	enum json_token token;

	if (json_next(j) != JSON_ARRAY)
		return;
	while (json_next(j) == JSON_OBJECT) {
		add_record(f);
		for (size_t i = 0; i < f->width; i++)
			f->texts[i][f->count - 1] = (struct slice){ 0 };
		while ((token = json_next(j)) == JSON_KEY)
			read_member(f, j);
	}
}

/* The next page's path, or NULL; false: this is no answer to a query. */
static bool
read_page(struct salesforce_found *f, struct slice body, const char **next,
    struct err *err)
{
	struct json	j;
	enum json_token	token;
	bool		records = false;

	*next = NULL;
	json_init(&j, body);
	if (json_next(&j) != JSON_OBJECT)
		return err_set(err, ERR_REMOTE, "Salesforce's answer to a "
		    "query is not what it should be");
	while ((token = json_next(&j)) == JSON_KEY) {
		if (slice_is(j.value, "records")) {
			read_records(f, &j);
			records = true;
		} else if (slice_is(j.value, "nextRecordsUrl")) {
			struct slice s = literal(&j, json_next(&j), f->arena);

			*next = s.ptr;
		} else {
			json_skip(&j, json_next(&j));
		}
	}
	if (token == JSON_OBJECT_END && records)
		return true;
	return err_set(err, ERR_REMOTE, "Salesforce's answer to a query "
	    "breaks off");
}

/* Adds the records of a query's answer, page after page. */
static bool
find(struct salesforce *org, const char *soql,
    struct salesforce_found *f, struct err *err)
{
	struct text	 url;
	const char	*next;
	bool		 ok = true;

	text_init(&url, 1 << 20);
	text_string(&url, "/query?q=");
	http_escape(&url, slice_of(soql));
	for (next = url.ptr; ok && next != NULL;) {
		struct http_call call = { .method = "GET", .url = next };

		ok = salesforce_call(org, &call, err) && read_page(f,
		    (struct slice){ call.answer.ptr, call.answer.len },
		    &next, err);
		http_call_clear(&call);
	}
	text_free(&url);
	return ok;
}

static const char *
begin_query(const struct salesforce_found *f, const struct field *by)
{
	const char *sql = "SELECT Id";

	for (size_t i = 0; i < f->width; i++)
		if (strcmp(f->fields[i]->name, "Id") != 0)
			sql = arena_printf(f->arena, "%s, %s", sql,
			    f->fields[i]->name);
	return arena_printf(f->arena, "%s FROM %s WHERE %s IN (", sql,
	    f->action->object, by->name);
}

/* One value as SOQL has it; NULL for null. */
static const char *
show(struct soql_writer *w, const struct field *by,
    const struct column *values, size_t row)
{
	const uint32_t	 only = (uint32_t)row;
	struct column	*one;

	if (column_is_null(values, row))
		return NULL;
	one = column_gather(values, &only, 1, w->arena);
	if (by->type.kind == KIND_DATETIME)
		return soql_write_instant(w, one->i[0] / 1000000);
	return soql_write_literal(w, by->type.kind, one);
}

/* What a value needs in a URL, at most. */
static size_t
escaped(const char *value)
{
	size_t n = 3;

	for (; *value != '\0'; value++)
		n += (*value >= '0' && *value <= '9') ||
		    (*value >= 'A' && *value <= 'Z') ||
		    (*value >= 'a' && *value <= 'z') ? 1 : 3;
	return n;
}

static bool
ask(struct salesforce *org, const char *begin, struct text *list,
    const char *more, struct salesforce_found *f, struct err *err)
{
	const char *soql = arena_printf(f->arena, "%s%s)%s%s", begin,
	    list->ptr, more == NULL ? "" : " AND ", more == NULL ? "" : more);

	text_clear(list);
	return find(org, soql, f, err);
}

bool
salesforce_find_in(struct salesforce *org, const struct field *by,
    const struct column *values, const char *more,
    struct salesforce_found *f, struct err *err)
{
	struct soql_writer	 w = { .arena = f->arena };
	const char		*begin = begin_query(f, by);
	struct text		 list;
	size_t			 size = 0;
	bool			 ok = true;

	text_init(&list, 1 << 20);
	for (size_t row = 0; ok && row < values->count; row++) {
		const char *value = show(&w, by, values, row);

		if (value == NULL)
			continue;
		if (size + escaped(value) > LIST_MAX && list.len > 0) {
			ok = ask(org, begin, &list, more, f, err);
			size = 0;
		}
		text_printf(&list, "%s%s", list.len > 0 ? "," : "", value);
		size += escaped(value);
	}
	if (ok && list.len > 0)
		ok = ask(org, begin, &list, more, f, err);
	text_free(&list);
	return ok;
}

void
salesforce_found_end(struct salesforce_found *f, struct rejects *r)
{
	add_record(f);
	f->count--;
	f->columns = arena_array(f->arena, f->width, sizeof *f->columns);
	for (size_t i = 0; i < f->width; i++) {
		f->texts[i][f->count] = (struct slice){ 0 };
		f->columns[i] = column_read(&f->fields[i]->type, f->texts[i],
		    f->count + 1, f->arena, r);
		if (f->fields[i]->type.kind == KIND_DECIMAL)
			f->columns[i]->raw = NULL;	/* 120.0 */
	}
}

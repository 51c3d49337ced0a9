/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "precept/json.h"
#include "usage_json.h"

/* Values from JSON and to it. */

struct reader {
	struct json		 json;
	struct usage_run	*run;
	struct arena		*arena;
	const char		*why;
};

static bool	read_value(struct reader *, enum json_token,
		    struct usage_value *);

static bool
read_text(struct reader *r, struct slice *s)
{
	if (!json_text(&r->json, r->arena, s)) {
		r->why = r->json.error;
		return false;
	}
	return true;
}

static bool
read_number(struct reader *r, struct usage_value *v)
{
	char	digits[64];
	size_t	len = r->json.value.len;

	if (len >= sizeof digits) {
		r->why = "a number has too many digits";
		return false;
	}
	memcpy(digits, r->json.value.ptr, len);
	digits[len] = '\0';
	*v = usage_value_number(strtod(digits, NULL));
	if (isfinite(v->number))
		return true;
	r->why = "a number is too large";
	return false;
}

static bool
read_list(struct reader *r, struct usage_value *v)
{
	enum json_token		token;
	struct usage_value	item;

	*v = usage_value_list(r->arena, 0);
	while ((token = json_next(&r->json)) != JSON_ARRAY_END) {
		if (!read_value(r, token, &item))
			return false;
		usage_value_append(v, item, r->arena);
	}
	return true;
}

static bool
read_object(struct reader *r, struct usage_value *v)
{
	struct usage_value	value;
	struct slice		key;
	const char		*name;
	enum json_token		token;

	*v = usage_value_object(r->arena, 4);
	while ((token = json_next(&r->json)) == JSON_KEY) {
		if (!read_text(r, &key))
			return false;
		name = usage_name(r->run, key);
		if (!read_value(r, json_next(&r->json), &value))
			return false;
		usage_row_set(v->object, name, value, r->arena);
	}
	if (token == JSON_OBJECT_END)
		return true;
	r->why = r->json.error;
	return false;
}

static bool
read_value(struct reader *r, enum json_token token, struct usage_value *v)
{
	struct slice	s;

	*v = USAGE_NONE;
	switch (token) {
	case JSON_OBJECT:
		return read_object(r, v);
	case JSON_ARRAY:
		return read_list(r, v);
	case JSON_STRING:
		if (!read_text(r, &s))
			return false;
		/* The body goes before the rows do, perhaps. */
		*v = usage_value_text((struct slice){
		    arena_text(r->arena, s), s.len });
		return true;
	case JSON_NUMBER:
		return read_number(r, v);
	case JSON_TRUE:
	case JSON_FALSE:
		*v = usage_value_flag(token == JSON_TRUE);
		return true;
	case JSON_NULL:
		return true;
	default:
		r->why = r->json.error == NULL ? "the text ends too early" :
		    r->json.error;
		return false;
	}
}

bool
usage_json_read(struct usage_run *run, struct arena *arena, struct slice s,
    struct usage_value *v, const char **why)
{
	struct reader	r = { .run = run, .arena = arena };
	bool		good;

	json_init(&r.json, s);
	good = read_value(&r, json_next(&r.json), v);
	if (good && json_next(&r.json) != JSON_END) {
		good = false;
		r.why = r.json.error == NULL ? "something stands behind the "
		    "value" : r.json.error;
	}
	*why = r.why;
	return good;
}

void
usage_json_put_number(struct text *out, double n)
{
	char	digits[40];

	if (!isfinite(n)) {
		text_string(out, "null");
		return;
	}
	if (n == floor(n) && fabs(n) < 1e15) {
		text_printf(out, "%lld", (long long)n);
		return;
	}
	for (int places = 15; places <= 17; places++) {
		snprintf(digits, sizeof digits, "%.*g", places, n);
		if (strtod(digits, NULL) == n)
			break;
	}
	text_string(out, digits);
}

static void
put_list(struct text *out, const struct usage_list *list)
{
	text_char(out, '[');
	for (size_t i = 0; i < list->count; i++) {
		if (i > 0)
			text_char(out, ',');
		usage_json_put(out, list->items[i]);
	}
	text_char(out, ']');
}

void
usage_json_put_row(struct text *out, const struct usage_row *row)
{
	text_char(out, '{');
	for (size_t i = 0; i < row->count; i++) {
		if (i > 0)
			text_char(out, ',');
		json_put_string(out, slice_of(row->fields[i].name));
		text_char(out, ':');
		usage_json_put(out, row->fields[i].value);
	}
	text_char(out, '}');
}

void
usage_json_put(struct text *out, struct usage_value v)
{
	switch (v.kind) {
	case USAGE_NULL:
		text_string(out, "null");
		break;
	case USAGE_BOOLEAN:
		text_string(out, v.number != 0 ? "true" : "false");
		break;
	case USAGE_NUMBER:
		usage_json_put_number(out, v.number);
		break;
	case USAGE_TEXT:
		json_put_string(out, v.text);
		break;
	case USAGE_LIST:
		put_list(out, v.list);
		break;
	case USAGE_OBJECT:
		usage_json_put_row(out, v.object);
		break;
	}
}

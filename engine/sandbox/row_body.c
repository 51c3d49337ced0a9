/* SPDX-License-Identifier: MIT */
#include "row_body.h"

/* Records token by token, each value with its place in the body. */

bool
row_body_begin(struct row_body *b, struct request *r)
{
	*b = (struct row_body){ .r = r, .seen = r->body.ptr, .line = 1,
	    .column = 1 };
	if (slice_trim(r->body).len == 0) {
		request_error(r, 400, "JSON_PARSER_ERROR", NULL, "The HTTP "
		    "entity body is required, but this request has no entity "
		    "body.");
		return false;
	}
	json_init(&b->json, r->body);
	return true;
}

static void
move_to(struct row_body *b, const char *place)
{
	for (; b->seen < place; b->seen++) {
		b->column++;
		if (*b->seen == '\n') {
			b->line++;
			b->column = 1;
		}
	}
}

/* Where the token begins that was just read. */
static const char *
place_of(const struct json *j, enum json_token token)
{
	switch (token) {
	case JSON_STRING:
		return j->value.ptr - 1;
	case JSON_NUMBER:
		return j->value.ptr;
	case JSON_TRUE:
	case JSON_NULL:
		return j->at - 4;
	case JSON_FALSE:
		return j->at - 5;
	case JSON_OBJECT:
	case JSON_ARRAY:
		return j->at - 1;
	default:
		return j->at;
	}
}

enum json_token
row_body_next(struct row_body *b)
{
	enum json_token	token = json_next(&b->json);

	move_to(b, place_of(&b->json, token));
	return token;
}

bool
row_body_raw(struct row_body *b, struct slice *raw)
{
	enum json_token	token = row_body_next(b);

	raw->ptr = place_of(&b->json, token);
	if (!json_skip(&b->json, token))
		return row_body_fail(b, NULL);
	raw->len = (size_t)(b->json.at - raw->ptr);
	return true;
}

bool
row_body_fail(struct row_body *b, const char *what)
{
	request_error(b->r, 400, "JSON_PARSER_ERROR", NULL,
	    "%s at [line:%d, column:%d]", b->json.error != NULL ?
	    b->json.error : what, b->line, b->column);
	return false;
}

bool
row_body_text(struct row_body *b, struct slice *text)
{
	return json_text(&b->json, b->r->arena, text) ||
	    row_body_fail(b, NULL);
}

/* "attributes": { "type": "Account", "referenceId": "ref1" } */
static bool
read_attributes(struct row_body *b, struct row_record *record)
{
	enum json_token	token;
	struct slice	key, text;
	const char     **to;

	while ((token = row_body_next(b)) == JSON_KEY) {
		if (!row_body_text(b, &key))
			return false;
		to = slice_is(key, "type") ? &record->type :
		    slice_is(key, "referenceId") ? &record->reference : NULL;
		token = row_body_next(b);
		if (token == JSON_STRING && to != NULL) {
			if (!row_body_text(b, &text))
				return false;
			*to = arena_text(b->r->arena, text);
		} else if (!json_skip(&b->json, token))
			return row_body_fail(b, NULL);
	}
	return token == JSON_OBJECT_END || row_body_fail(b, NULL);
}

static struct org_value *
add_value(struct row_body *b, struct row_record *record)
{
	struct org_value	*grown;

	if (record->count == record->cap) {
		record->cap = record->cap == 0 ? 16 : record->cap * 2;
		grown = arena_array(b->r->arena, record->cap, sizeof *grown);
		if (record->count > 0)
			memcpy(grown, record->values,
			    record->count * sizeof *grown);
		record->values = grown;
	}
	return &record->values[record->count++];
}

/* An object as a value: a parent by its key, or a list of children. */
static bool
read_nested(struct row_body *b, struct row_record *record,
    struct org_value *v)
{
	struct row_record	 inner = { .type = NULL };
	struct row_children	*c;

	if (!row_body_record(b, &inner))
		return false;
	if (inner.children != NULL && inner.count == 0 &&
	    slice_is(inner.children->name, "records")) {
		c = inner.children;
		c->name = v->name;
		c->next = record->children;
		record->children = c;
		record->count--;
		return true;
	}
	v->shape = ORG_NESTED;
	v->nested = inner.values;
	v->nested_count = inner.count;
	return true;
}

/* A list is one of records, or no value at all. */
static bool
read_list(struct row_body *b, struct row_record *record,
    const struct org_value *v)
{
	struct row_children	*c = arena_alloc(b->r->arena, sizeof *c);

	c->name = v->name;
	c->next = record->children;
	record->children = c;
	record->count--;
	return row_body_list(b, &c->list, SIZE_MAX - 1);
}

static bool
read_value(struct row_body *b, struct row_record *record,
    struct org_value *v, enum json_token token)
{
	v->line = b->line;
	v->column = b->column;
	switch (token) {
	case JSON_STRING:
		v->shape = ORG_TEXT;
		return row_body_text(b, &v->text);
	case JSON_NUMBER:
		v->shape = ORG_NUMBER;
		v->text = b->json.value;
		return true;
	case JSON_TRUE:
		v->shape = ORG_TRUE;
		return true;
	case JSON_FALSE:
		v->shape = ORG_FALSE;
		return true;
	case JSON_NULL:
		v->shape = ORG_NULL;
		return true;
	case JSON_OBJECT:
		return read_nested(b, record, v);
	case JSON_ARRAY:
		return read_list(b, record, v);
	default:
		return row_body_fail(b, NULL);
	}
}

static bool
read_member(struct row_body *b, struct row_record *record)
{
	struct slice		 name;
	struct org_value	*v;
	enum json_token		 token;

	if (!row_body_text(b, &name))
		return false;
	token = row_body_next(b);
	if (slice_is(name, "attributes") && token == JSON_OBJECT)
		return read_attributes(b, record);
	v = add_value(b, record);
	*v = (struct org_value){ .name = name };
	return read_value(b, record, v, token);
}

bool
row_body_record(struct row_body *b, struct row_record *record)
{
	enum json_token	token;

	*record = (struct row_record){ .type = NULL };
	while ((token = row_body_next(b)) == JSON_KEY)
		if (!read_member(b, record))
			return false;
	return token == JSON_OBJECT_END || row_body_fail(b, NULL);
}

static struct row_record *
add_record(struct row_body *b, struct row_list *list)
{
	struct row_record	*grown;

	if (list->count == list->cap) {
		list->cap = list->cap == 0 ? 16 : list->cap * 2;
		grown = arena_array(b->r->arena, list->cap, sizeof *grown);
		if (list->count > 0)
			memcpy(grown, list->items,
			    list->count * sizeof *grown);
		list->items = grown;
	}
	return &list->items[list->count++];
}

bool
row_body_list(struct row_body *b, struct row_list *list, size_t max)
{
	struct row_record	record;
	enum json_token		token;

	while ((token = row_body_next(b)) == JSON_OBJECT) {
		if (!row_body_record(b, &record))
			return false;
		if (list->count <= max)
			*add_record(b, list) = record;
	}
	return token == JSON_ARRAY_END || row_body_fail(b,
	    "A list of records has something else in it");
}

bool
row_body_one(struct request *r, struct row_record *record)
{
	struct row_body	b;

	if (!row_body_begin(&b, r))
		return false;
	if (row_body_next(&b) != JSON_OBJECT)
		return row_body_fail(&b, "The body is not one record");
	return row_body_record(&b, record) &&
	    (row_body_next(&b) == JSON_END || row_body_fail(&b,
	    "The body goes on behind its record"));
}

const struct org_value *
row_body_take(struct row_record *record, const char *name)
{
	struct org_value	*v, taken;

	for (size_t i = 0; i < record->count; i++) {
		if (!slice_is_nocase(record->values[i].name, name))
			continue;
		v = record->values;
		taken = v[i];
		memmove(v + i, v + i + 1,
		    (record->count - i - 1) * sizeof *v);
		v[--record->count] = taken;
		return &v[record->count];
	}
	return NULL;
}

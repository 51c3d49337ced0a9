/* SPDX-License-Identifier: MIT */
#include "jsonl_rows.h"

/* A line of JSON token by token, and what is wrong with a broken one. */

struct reading {
	struct json		 json;
	struct jsonl_rows	*rows;
	struct scan_broken	*broken;
};

/* Always false. */
static bool
fail(struct reading *in, const char *code, const char *field,
    const char *text)
{
	in->broken->code = code;
	in->broken->field = field;
	in->broken->text = text;
	return false;
}

static bool
fail_json(struct reading *in)
{
	return fail(in, "D111", NULL, arena_printf(in->rows->arena,
	    "the %s is not JSON: %s (byte %zu)", in->rows->what,
	    in->json.error,
	    (size_t)(in->json.at - in->json.start) + 1));
}

static void
learn_bytes(struct jsonl_layout *l, const char *to)
{
	size_t	len = (size_t)(to - l->from);

	text_add(&l->bytes, l->from, len);
	l->lead[l->count] = len;
}

static void
learn_value(struct jsonl_layout *l, const struct json *j,
    enum json_token token)
{
	const char	*from = j->value.ptr;

	if (l->count == JSONL_VALUES_MAX) {
		l->known = false;
		return;
	}
	if (token == JSON_STRING)
		from--;
	else if (token != JSON_NUMBER)
		from = j->at - (token == JSON_FALSE ? 5 : 4);
	learn_bytes(l, from);
	l->slot[l->count++] = -1;
	l->from = j->at;
}

/* The next token; all values are learnt, also in what nobody wants. */
static enum json_token
next_token(struct reading *in)
{
	enum json_token	token = json_next(&in->json);

	if (token >= JSON_STRING && in->rows->layout.known)
		learn_value(&in->rows->layout, &in->json, token);
	return token;
}

static bool
pass_value(struct reading *in, enum json_token first)
{
	enum json_token	token = first;
	int		depth = in->json.depth - 1;

	if (first == JSON_OBJECT || first == JSON_ARRAY)
		do {
			token = next_token(in);
		} while (token != JSON_ERROR && in->json.depth > depth);
	return token != JSON_ERROR || fail_json(in);
}

static const char *
name_shape(enum json_token token)
{
	switch (token) {
	case JSON_OBJECT:
		return "an object";
	case JSON_ARRAY:
		return "a list";
	case JSON_STRING:
		return "text";
	case JSON_NUMBER:
		return "a number";
	case JSON_NULL:
		return "null";
	default:
		return "a boolean";
	}
}

static bool
fail_shape(struct reading *in, const char *path, enum json_token token)
{
	return fail(in, "D112", path, arena_printf(in->rows->arena,
	    "%s is %s, not %s", path, name_shape(token),
	    token == JSON_OBJECT || token == JSON_ARRAY ? "a single value" :
	    "an object"));
}

static bool
take_value(struct reading *in, const struct jsonl_want *want,
    enum json_token token)
{
	struct jsonl_rows	*r = in->rows;
	struct slice		*to = &r->texts[want->slot][r->count];

	if (r->layout.known)
		r->layout.slot[r->layout.count - 1] = want->slot;
	switch (token) {
	case JSON_STRING:
		*to = in->json.value;
		return !in->json.escaped ||
		    json_text(&in->json, r->arena, to) || fail_json(in);
	case JSON_NUMBER:
		*to = in->json.value;
		return true;
	case JSON_TRUE:
		*to = SLICE("true");
		return true;
	case JSON_FALSE:
		*to = SLICE("false");
		return true;
	default:
		*to = (struct slice){ NULL, 0 };
		return true;
	}
}

static bool read_object(struct reading *, const struct jsonl_want *);

static bool
read_value(struct reading *in, const struct jsonl_want *want,
    enum json_token token)
{
	if (token == JSON_ERROR)
		return fail_json(in);
	if (want == NULL)
		return pass_value(in, token);
	if (token == JSON_OBJECT && want->below != NULL && want->slot < 0)
		return read_object(in, want->below);
	if (token == JSON_OBJECT || token == JSON_ARRAY)
		return fail_shape(in, want->path, token);
	if (want->slot < 0)
		return token == JSON_NULL ||
		    fail_shape(in, want->path, token);
	return take_value(in, want, token);
}

/* A name that the object has already, from `first` on, is an error. */
static bool
add_key(struct reading *in, struct slice key, size_t first)
{
	struct jsonl_rows	*r = in->rows;
	size_t			 i;

	for (i = first; i < r->keys_count; i++)
		if (slice_equal(r->keys[i], key))
			return fail(in, "D113", NULL, arena_printf(r->arena,
			    "the member \"%.*s\" is there twice",
			    (int)key.len, key.ptr));
	if (r->keys_count == r->keys_cap) {
		r->keys_cap = 2 * r->keys_cap + 16;
		r->keys = mem_resize(r->keys, r->keys_cap, sizeof *r->keys);
	}
	r->keys[r->keys_count++] = key;
	return true;
}

/* Behind its brace. */
static bool
read_object(struct reading *in, const struct jsonl_want *wanted)
{
	const struct jsonl_want	*w;
	size_t			 first = in->rows->keys_count;
	enum json_token		 token;
	struct slice		 key;

	while ((token = next_token(in)) == JSON_KEY) {
		key = in->json.value;
		if (in->json.escaped &&
		    !json_text(&in->json, in->rows->arena, &key))
			return fail_json(in);
		if (!add_key(in, key, first))
			return false;
		for (w = wanted; w != NULL; w = w->next)
			if (slice_equal(w->name, key))
				break;
		if (!read_value(in, w, next_token(in)))
			return false;
	}
	in->rows->keys_count = first;
	return token == JSON_OBJECT_END || fail_json(in);
}

static void
begin_layout(struct jsonl_layout *l, const char *from)
{
	text_clear(&l->bytes);
	l->count = 0;
	l->known = true;
	l->from = from;
}

static bool
read_record(struct reading *in, const struct jsonl_want *wanted,
    struct slice text)
{
	struct jsonl_rows	*r = in->rows;
	enum json_token		 token;
	size_t			 i;

	for (i = 0; i < r->slots; i++)
		r->texts[i][r->count] = (struct slice){ NULL, 0 };
	r->keys_count = 0;
	begin_layout(&r->layout, text.ptr);
	json_init(&in->json, text);
	token = next_token(in);
	if (token == JSON_ERROR)
		return fail_json(in);
	if (token != JSON_OBJECT)
		return fail(in, "D111", NULL, arena_printf(r->arena,
		    "the %s is %s, not an object", r->what,
		    name_shape(token)));
	return read_object(in, wanted);
}

/* What is known of it helps only if it was whole. */
static bool
end_layout(struct jsonl_layout *l, const char *end, bool ok)
{
	if (ok && l->known)
		learn_bytes(l, end);
	l->known &= ok && !l->bytes.full;
	return ok;
}

bool
jsonl_record(struct jsonl_rows *r, const struct jsonl_want *wanted,
    struct slice line, struct scan_broken *broken)
{
	struct reading	in = { .rows = r, .broken = broken };
	bool		ok = read_record(&in, wanted, line) &&
			    (next_token(&in) == JSON_END || fail_json(&in));

	return end_layout(&r->layout, line.ptr + line.len, ok);
}

bool
jsonl_record_in(struct jsonl_rows *r, const struct jsonl_want *wanted,
    struct slice text, const char **end, struct scan_broken *broken)
{
	struct reading	in = { .rows = r, .broken = broken };
	bool		ok = read_record(&in, wanted, text);

	*end = in.json.at;
	return end_layout(&r->layout, *end, ok);
}

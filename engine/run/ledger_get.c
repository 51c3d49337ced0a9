/* SPDX-License-Identifier: MIT */
#include "precept/doc.h"
#include "precept/json.h"
#include "precept/ledger.h"

/* JSON lines back to rows. Every value comes back as its text. */

static bool
broken(struct ledger_reader *r, const char *what, struct err *err)
{
	return err_set(err, ERR_SYSTEM, "line %zu of the recorded rows is "
	    "damaged: %s", r->line, what);
}

static struct slice
next_line(struct ledger_reader *r)
{
	const char	*end = memchr(r->rest.ptr, '\n', r->rest.len);
	struct slice	 line = r->rest;

	if (end != NULL)
		line.len = (size_t)(end - line.ptr);
	r->rest.ptr += line.len + (end != NULL);
	r->rest.len -= line.len + (end != NULL);
	r->line++;
	return line;
}

static const char **
list_texts(const struct doc *list, struct arena *a, size_t *count)
{
	const struct doc	*d;
	const char		**out;
	size_t			 n = 0;

	for (d = list == NULL ? NULL : list->child; d != NULL; d = d->next)
		n++;
	out = arena_array(a, n + 1, sizeof *out);
	*count = n;
	n = 0;
	for (d = list == NULL ? NULL : list->child; d != NULL; d = d->next)
		out[n++] = d->text == NULL ? "" : d->text;
	return out;
}

static void
read_keys(const struct doc *list, struct arena *a, struct ledger_head *h)
{
	const struct doc *d = list == NULL ? NULL : list->child;

	h->keys = arena_array(a, h->field_count + 1, sizeof *h->keys);
	for (; d != NULL && h->key_count < h->field_count; d = d->next)
		if (d->kind == DOC_NUMBER && d->number >= 0 &&
		    d->number < (double)h->field_count)
			h->keys[h->key_count++] = (size_t)d->number;
}

bool
ledger_open(struct ledger_reader *r, struct slice body, struct arena *a,
    struct ledger_head *h, struct err *err)
{
	const struct doc	*action;
	struct doc		*doc;
	size_t			 places;

	*r = (struct ledger_reader){ .rest = body, .arena = a };
	*h = (struct ledger_head){ 0 };
	if (!doc_parse(next_line(r), "the head of the recorded rows", a,
	    &doc, err))
		return false;
	h->rule = doc_text(doc, "rule");
	h->word = doc_text(doc, "word");
	h->into = doc_text(doc, "into");
	action = doc_get(doc, "action");
	if (h->rule == NULL || action == NULL || action->kind != DOC_NUMBER)
		return broken(r, "its head has no rule or action", err);
	h->action = (int)action->number;
	h->fields = list_texts(doc_get(doc, "fields"), a, &h->field_count);
	h->at = list_texts(doc_get(doc, "at"), a, &places);
	if (places < h->field_count)
		h->at = NULL;
	read_keys(doc_get(doc, "keys"), a, h);
	return true;
}

/* A plain value as text; null gives ptr NULL. */
static bool
read_value(struct json *j, enum json_token t, struct arena *a,
    struct slice *out)
{
	switch (t) {
	case JSON_NULL:
		*out = (struct slice){ 0 };
		return true;
	case JSON_TRUE:
		*out = SLICE("true");
		return true;
	case JSON_FALSE:
		*out = SLICE("false");
		return true;
	case JSON_NUMBER:
		*out = j->value;
		return true;
	case JSON_STRING:
		return json_text(j, a, out);
	default:
		return false;
	}
}

static bool
read_set(struct json *j, struct arena *a, struct ledger_set *set)
{
	size_t n = 0;

	if (json_next(j) != JSON_NUMBER)
		return false;
	for (size_t i = 0; i < j->value.len && i < 9; i++) {
		if (j->value.ptr[i] < '0' || j->value.ptr[i] > '9')
			return false;
		n = n * 10 + (size_t)(j->value.ptr[i] - '0');
	}
	set->field = n;
	return read_value(j, json_next(j), a, &set->was) &&
	    read_value(j, json_next(j), a, &set->now) &&
	    json_next(j) == JSON_ARRAY_END;
}

static bool
read_sets(struct json *j, struct arena *a, struct ledger_row *row)
{
	size_t		cap = 0;
	enum json_token	t;

	while ((t = json_next(j)) == JSON_ARRAY) {
		if (row->set_count == cap) {
			struct ledger_set *more;

			cap = cap == 0 ? 4 : cap * 2;
			more = arena_array(a, cap, sizeof *more);
			if (row->set_count > 0)
				memcpy(more, row->sets,
				    row->set_count * sizeof *more);
			row->sets = more;
		}
		if (!read_set(j, a, &row->sets[row->set_count++]))
			return false;
	}
	return t == JSON_ARRAY_END;
}

#define KEYS_MAX 32

static bool
read_key_list(struct json *j, struct arena *a, struct ledger_row *row)
{
	struct slice	keys[KEYS_MAX];
	enum json_token	t;

	if (json_next(j) != JSON_ARRAY)
		return false;
	while ((t = json_next(j)) != JSON_ARRAY_END)
		if (row->key_count == KEYS_MAX ||
		    !read_value(j, t, a, &keys[row->key_count++]))
			return false;
	if (row->key_count == 0)
		return true;
	row->keys = arena_array(a, row->key_count, sizeof *keys);
	memcpy(row->keys, keys, row->key_count * sizeof *keys);
	return true;
}

static bool
read_reason(struct json *j, enum json_token t, struct arena *a,
    struct ledger_row *row)
{
	struct slice code, field, text;

	if (!read_value(j, t, a, &code) ||
	    !read_value(j, json_next(j), a, &field) ||
	    !read_value(j, json_next(j), a, &text))
		return false;
	row->code = arena_text(a, code);
	row->field = field.ptr == NULL ? NULL : arena_text(a, field);
	row->text = arena_text(a, text);
	return true;
}

static bool
read_origin(struct json *j, int64_t *out)
{
	bool	minus;
	size_t	i;

	if (json_next(j) != JSON_NUMBER || j->value.len > 19)
		return false;
	minus = j->value.ptr[0] == '-';
	*out = 0;
	for (i = minus; i < j->value.len; i++)
		*out = *out * 10 + (j->value.ptr[i] - '0');
	if (minus)
		*out = -*out;
	return true;
}

static bool
read_row(struct json *j, struct arena *a, struct ledger_row *row)
{
	enum json_token t;

	if (json_next(j) != JSON_ARRAY || json_next(j) != JSON_STRING ||
	    j->value.len != 1)
		return false;
	row->op = j->value.ptr[0];
	if (!read_origin(j, &row->origin) ||
	    !read_value(j, json_next(j), a, &row->id) ||
	    !read_key_list(j, a, row))
		return false;
	t = json_next(j);
	if (t == JSON_ARRAY ? !read_sets(j, a, row) :
	    !read_reason(j, t, a, row))
		return false;
	return json_next(j) == JSON_ARRAY_END && json_next(j) == JSON_END;
}

bool
ledger_next(struct ledger_reader *r, struct ledger_row *row, struct err *err)
{
	struct json j;

	*row = (struct ledger_row){ 0 };
	if (r->rest.len == 0)
		return false;
	json_init(&j, next_line(r));
	if (!read_row(&j, r->arena, row))
		return broken(r, j.error != NULL ? j.error :
		    "it is not a row", err);
	return true;
}

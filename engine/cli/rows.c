/* SPDX-License-Identifier: MIT */
#include "cli.h"
#include "precept/json.h"
#include "precept/origin.h"
#include "precept/utf8.h"

/* Recorded rows for people: op, record, each field old -> new. */

#define VALUE_MAX 60

static void
put_value(struct text *out, struct slice s)
{
	size_t n = s.len;

	if (s.ptr == NULL) {
		text_string(out, "(empty)");
		return;
	}
	if (n > VALUE_MAX)
		for (n = VALUE_MAX; n > 0 && (s.ptr[n] & 0xC0) == 0x80;)
			n--;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c == '\n')
			text_string(out, "\\n");
		else if (c < 32 || c == 127)
			text_printf(out, "\\x%02X", c);
		else
			text_char(out, (char)c);
	}
	if (n < s.len)
		text_string(out, "…");
}

static void
put_record(struct text *out, const struct ledger_head *h,
    const struct ledger_row *row)
{
	char	origin[ORIGIN_TEXT];

	text_string(out, h->into == NULL ? h->rule : h->into);
	for (size_t k = 0; k < row->key_count; k++) {
		text_char(out, ' ');
		put_value(out, row->keys[k]);
	}
	if (row->key_count == 0 && row->id.ptr != NULL) {
		text_char(out, ' ');
		put_value(out, row->id);
	}
	origin_print(row->origin, origin);
	text_printf(out, origin_is_id(row->origin) ? "  (record …%s)\n" :
	    "  (row %s)\n", origin);
}

/* What a created record has, a deleted one had, else old -> new. */
static void
put_change(struct text *out, const struct ledger_row *row,
    const struct ledger_set *set)
{
	if (row->op != CHANGE_CREATE)
		put_value(out, set->was);
	if (row->op != CHANGE_CREATE && row->op != CHANGE_DELETE)
		text_string(out, " -> ");
	if (row->op != CHANGE_DELETE)
		put_value(out, set->now);
}

struct widths {
	size_t	name, change;	/* of the row's widest, for its columns */
};

static struct widths
measure(const struct ledger_head *h, const struct ledger_row *row)
{
	struct widths	w = { 0 };
	struct text	t;

	text_init(&t, (size_t)1 << 12);
	for (size_t i = 0; i < row->set_count; i++) {
		const struct ledger_set	*set = &row->sets[i];
		size_t			 n;

		if (set->field >= h->field_count)
			continue;
		text_clear(&t);
		put_change(&t, row, set);
		if ((n = utf8_count((struct slice){ t.ptr, t.len })) > w.change)
			w.change = n;
		if ((n = strlen(h->fields[set->field])) > w.name)
			w.name = n;
	}
	text_free(&t);
	return w;
}

static void
put_set(struct text *out, const struct ledger_head *h,
    const struct ledger_row *row, const struct ledger_set *set,
    struct widths w)
{
	size_t from, n;

	if (set->field >= h->field_count)
		return;
	text_printf(out, "    %-*s  ", (int)w.name, h->fields[set->field]);
	from = out->len;
	put_change(out, row, set);
	n = utf8_count((struct slice){ out->ptr + from,
	    out->len - from });
	if (h->at != NULL && h->at[set->field][0] != '\0')
		text_printf(out, "%*s    %s", (int)(w.change - n), "",
		    h->at[set->field]);
	text_char(out, '\n');
}

static void
put_row(const struct args *a, struct text *out, const struct ledger_head *h,
    const struct ledger_row *row)
{
	struct widths w = measure(h, row);

	text_printf(out, "  %s%c%s ", screen_colour(a, row->op), row->op,
	    screen_plain(a));
	put_record(out, h, row);
	if (row->op == CHANGE_REJECT)
		text_printf(out, "    %s%s%s [%s]\n",
		    row->field == NULL ? "" : row->field,
		    row->field == NULL ? "" : ": ", row->text, row->code);
	for (size_t i = 0; i < row->set_count; i++)
		put_set(out, h, row, &row->sets[i], w);
}

/* The next body of several one after another: up to the next head line. */
static struct slice
cut_body(struct slice *rest)
{
	struct slice	 body = *rest;
	const char	*end = rest->ptr + rest->len, *at = rest->ptr;

	while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL &&
	    ++at < end && *at != '{')
		;
	if (at != NULL && at < end)
		body.len = (size_t)(at - rest->ptr);
	rest->ptr += body.len;
	rest->len -= body.len;
	return body;
}

size_t
rows_show(const struct args *a, struct slice rest, struct text *out,
    struct err *err)
{
	struct arena		*arena = arena_new();
	struct ledger_reader	 r;
	struct ledger_head	 head;
	struct ledger_row	 row;
	size_t			 n = 0;

	while (rest.len > 0 && err->kind == ERR_NONE) {
		arena_reset(arena);
		if (!ledger_open(&r, cut_body(&rest), arena, &head, err))
			break;
		for (; ledger_next(&r, &row, err); n++)
			put_row(a, out, &head, &row);
	}
	arena_free(arena);
	return n;
}

static void
put_json_text(struct text *out, const char *name, struct slice s)
{
	text_printf(out, ",\"%s\":", name);
	if (s.ptr == NULL)
		text_string(out, "null");
	else
		json_put_string(out, s);
}

static void
put_json_sets(struct text *out, const struct ledger_head *h,
    const struct ledger_row *row)
{
	text_string(out, ",\"changes\":[");
	for (size_t i = 0; i < row->set_count; i++) {
		const struct ledger_set *s = &row->sets[i];

		text_string(out, i > 0 ? ",{\"field\":" : "{\"field\":");
		json_put_string(out, s->field < h->field_count ?
		    slice_of(h->fields[s->field]) : SLICE(""));
		put_json_text(out, "was", s->was);
		put_json_text(out, "now", s->now);
		if (h->at != NULL && s->field < h->field_count)
			put_json_text(out, "at", slice_of(h->at[s->field]));
		text_char(out, '}');
	}
	text_char(out, ']');
}

static void
put_json_row(struct text *out, const struct ledger_head *h,
    const struct ledger_row *row)
{
	char	origin[ORIGIN_TEXT];

	origin_print(row->origin, origin);
	text_printf(out, "{\"op\":\"%c\"", row->op);
	text_printf(out, origin_is_id(row->origin) ? ",\"record\":\"%s\"" :
	    ",\"row\":%s", origin);
	put_json_text(out, "into", slice_of(h->into));
	put_json_text(out, "id", row->id);
	text_string(out, ",\"keys\":[");
	for (size_t k = 0; k < row->key_count; k++) {
		if (k > 0)
			text_char(out, ',');
		json_put_string(out, row->keys[k]);
	}
	text_char(out, ']');
	if (row->op == CHANGE_REJECT) {
		put_json_text(out, "code", slice_of(row->code));
		put_json_text(out, "field", slice_of(row->field));
		put_json_text(out, "reason", slice_of(row->text));
	} else {
		put_json_sets(out, h, row);
	}
	text_char(out, '}');
}

size_t
rows_json(struct slice rest, bool comma, struct text *out, struct err *err)
{
	struct arena		*arena = arena_new();
	struct ledger_reader	 r;
	struct ledger_head	 head;
	struct ledger_row	 row;
	size_t			 n = 0;

	while (rest.len > 0 && err->kind == ERR_NONE) {
		arena_reset(arena);
		if (!ledger_open(&r, cut_body(&rest), arena, &head, err))
			break;
		for (; ledger_next(&r, &row, err); n++) {
			if (comma || n > 0)
				text_char(out, ',');
			put_json_row(out, &head, &row);
		}
	}
	arena_free(arena);
	return n;
}

/* SPDX-License-Identifier: MIT */
#include "precept/hash.h"
#include "precept/id.h"
#include "precept/json.h"
#include "precept/ledger.h"

/* Rows to JSON lines, for the plan file and the ledger. */

#define INTO_MAX 1024

static void
put_member(struct text *out, const char *name, struct slice value)
{
	text_printf(out, "\"%s\":", name);
	json_put_string(out, value);
	text_char(out, ',');
}

static void
put_into(struct text *out, const struct action *a)
{
	struct text into;

	if (a->kind == ACTION_EXPORT) {
		put_member(out, "into", slice_of(a->path));
		return;
	}
	text_init(&into, INTO_MAX);
	text_printf(&into, "%s.%s", a->connection, a->object);
	put_member(out, "into", (struct slice){ into.ptr, into.len });
	text_free(&into);
}

static void
put_names(struct text *out, const struct action *a)
{
	text_string(out, ",\"fields\":[");
	for (size_t i = 0; i < a->count; i++) {
		if (i > 0)
			text_char(out, ',');
		json_put_string(out, slice_of(a->maps[i].field->name));
	}
	text_string(out, "],\"keys\":[");
	for (size_t i = 0; i < a->key_count; i++)
		text_printf(out, "%s%zu", i > 0 ? "," : "", a->keys[i]);
	text_string(out, "]");
}

static void
put_places(struct text *out, const struct action *a)
{
	text_string(out, ",\"at\":[");
	for (size_t i = 0; i < a->count; i++) {
		const struct place	*at = &a->maps[i].value.at;
		struct text		 where;

		text_init(&where, INTO_MAX);
		if (at->file != NULL)
			text_printf(&where, "%s:%d", at->file, at->line);
		if (i > 0)
			text_char(out, ',');
		json_put_string(out, (struct slice){ where.ptr, where.len });
		text_free(&where);
	}
	text_string(out, "]");
}

void
ledger_put_head(struct text *out, const struct rule *rule,
    const struct action *a)
{
	text_char(out, '{');
	put_member(out, "rule", slice_of(rule->name));
	if (a == NULL) {
		text_string(out, "\"action\":-1}\n");
		return;
	}
	put_member(out, "word", slice_of(a->word));
	put_into(out, a);
	text_printf(out, "\"action\":%d", (int)(a - rule->actions));
	put_names(out, a);
	put_places(out, a);
	text_string(out, "}\n");
}

static void
put_text(struct text *out, struct slice s)
{
	if (s.ptr == NULL)
		text_add(out, "null", 4);
	else
		json_put_string(out, s);
}

static void
put_keys(struct text *out, const struct changes *c, size_t row)
{
	const struct action *a = c->action;

	text_char(out, '[');
	for (size_t k = 0; k < a->key_count; k++) {
		if (k > 0)
			text_char(out, ',');
		json_put_value(out, c->now[a->keys[k]], row);
	}
	text_char(out, ']');
}

/* A number without printf: this runs for every value that is written. */
static void
put_number(struct text *out, int64_t n)
{
	char		 digits[24], *at = digits + sizeof digits;
	uint64_t	 left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	do
		*--at = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (n < 0)
		*--at = '-';
	text_add(out, at, (size_t)(digits + sizeof digits - at));
}

static void
put_set(struct text *out, const struct changes *c, size_t row, size_t f)
{
	text_char(out, '[');
	put_number(out, (int64_t)f);
	if (c->op[row] != CHANGE_CREATE && c->was != NULL &&
	    c->was[f] != NULL) {
		text_char(out, ',');
		json_put_value(out, c->was[f], row);
		text_char(out, ',');
	} else {
		text_add(out, ",null,", 6);
	}
	json_put_value(out, c->now[f], row);
	text_char(out, ']');
}

static void
put_sets(struct text *out, const struct changes *c, size_t row)
{
	bool first = true;

	text_add(out, ",[", 2);
	for (size_t f = 0; f < c->width; f++) {
		if (!*changes_cell(c, row, f) ||
		    (c->op[row] == CHANGE_CREATE &&
		    column_is_null(c->now[f], row)))
			continue;
		if (!first)
			text_char(out, ',');
		first = false;
		put_set(out, c, row, f);
	}
	text_char(out, ']');
}

static void
put_reason(struct text *out, const char *code, const char *field,
    const char *why)
{
	text_char(out, ',');
	put_text(out, slice_of(code));
	text_char(out, ',');
	put_text(out, slice_of(field));
	text_char(out, ',');
	put_text(out, slice_of(why));
}

/* Each row's first reason; NULL when nothing was rejected. */
static const struct reject **
sort_reasons(const struct changes *c)
{
	const struct rejects *r = &c->rejects;
	const struct reject **by_row;

	if (r->count == 0)
		return NULL;
	by_row = arena_array(c->arena, c->count, sizeof *by_row);
	for (size_t i = r->count; i-- > 0;)
		by_row[r->items[i].row] = &r->items[i];
	return by_row;
}

static void
put_row(struct text *out, const struct changes *c, size_t row,
    const struct reject *why)
{
	text_add(out, "[\"", 2);
	text_char(out, c->op[row]);
	text_add(out, "\",", 2);
	put_number(out, c->origin[row]);
	text_char(out, ',');
	put_text(out, c->id[row]);
	text_char(out, ',');
	put_keys(out, c, row);
	if (c->op[row] == CHANGE_REJECT)
		put_reason(out, why->code, why->field, why->text);
	else
		put_sets(out, c, row);
	text_add(out, "]\n", 2);
}

static bool
is_kept(char op)
{
	return op == CHANGE_CREATE || op == CHANGE_UPDATE ||
	    op == CHANGE_DELETE || op == CHANGE_REJECT;
}

size_t
ledger_put_rows(struct text *out, const struct changes *c)
{
	const struct reject	**why = sort_reasons(c);
	size_t			  n = 0;

	for (size_t row = 0; row < c->count; row++) {
		if (!is_kept(c->op[row]))
			continue;
		put_row(out, c, row, why == NULL ? NULL : why[row]);
		n++;
	}
	return n;
}

void
ledger_put_broken(struct text *out, const struct scan_broken *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		text_printf(out, "[\"!\",%lld,null,[]",
		    (long long)rows[i].origin);
		put_reason(out, rows[i].code, rows[i].field, rows[i].text);
		text_add(out, "]\n", 2);
	}
}

uint64_t
ledger_key(struct slice s)
{
	char wide[18];

	if ((s.len == 15 || s.len == 18) && id_valid(s)) {
		id_widen(s, wide);
		return hash_bytes(wide, sizeof wide);
	}
	return hash_bytes(s.ptr, s.len);
}

static size_t
add_keys(const struct changes *c, size_t row, uint64_t *out)
{
	const struct action	*a = c->action;
	char			 room[COLUMN_ROOM];
	size_t			 n = 0;

	if (c->id[row].ptr != NULL)
		out[n++] = ledger_key(c->id[row]);
	for (size_t k = 0; k < a->key_count; k++) {
		const struct column *col = c->now[a->keys[k]];

		if (!column_is_null(col, row))
			out[n++] = ledger_key(column_text(col, row, room));
	}
	return n;
}

size_t
ledger_keys(const struct changes *c, uint64_t *out)
{
	size_t n = 0;

	for (size_t row = 0; row < c->count; row++)
		if (is_kept(c->op[row]))
			n += add_keys(c, row, out + n);
	return n;
}

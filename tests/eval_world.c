/* SPDX-License-Identifier: MIT */
#include "eval_world.h"
#include "precept/date.h"
#include "support.h"

static const struct {
	const char	*name, *type, *values[EVAL_ROWS];
} table[EVAL_COLUMNS] = {
	{ "i", "integer", { "6", "-7", "0", "9223372036854775807" } },
	{ "j", "integer", { "4", "2", "0", "-1" } },
	{ "n", "number", { "1.5", "-2", "0", "1e300" } },
	{ "d", "decimal(10,2)", { "12.50", "-0.05", "0", "99999999.99" } },
	{ "e", "decimal(10,3)", { "12.5", "0.125", "0", "-3.333" } },
	{ "t", "text", { "Acme", "acme corp", "", "Zürich 50%" } },
	{ "u", "text", { "me", "acme corp", "x", "ü" } },
	{ "p", "picklist", { "Hot", "Cold", "Hot", "Warm" } },
	{ "m", "multipicklist", { "a;b", "b", "c;a", "ab" } },
	{ "a", "id", { "001D000000IRFma", "001D000000IRFmaIAH",
	    "001D000000IRFmA", "003D000000QOE3N" } },
	{ "c", "id", { "001D000000IRFmaIAH", "001D000000IRFmaIAH",
	    "001D000000IRFmaIAH", "003D000000QOE3M" } },
	{ "b", "boolean", { "true", "false", "true", "false" } },
	{ "day", "date", { "2026-05-14", "2024-02-29", "1970-01-01",
	    "9999-12-31" } },
	{ "at", "datetime", { "2026-05-14T23:30:00Z", "2024-02-29T00:00:00Z",
	    "1969-12-31T23:59:59.5Z", "2026-10-25T01:30:00Z" } },
};

const char *
eval_name(size_t i)
{
	return i < EVAL_COLUMNS ? table[i].name : NULL;
}

static struct type
type_of(size_t i)
{
	struct type	type;

	ck_assert(type_parse(slice_of(table[i].type), &type));
	return type;
}

void
eval_open(struct eval_world *w, const char *zone)
{
	struct slice	*texts;
	struct type	 type;
	struct rejects	 rejects;

	w->arena = arena_new();
	w->regex = regex_scratch_new();
	w->day = (struct rule_day){ 20587, zone_find(zone), 1 };
	for (size_t i = 0; i < EVAL_COLUMNS; i++) {
		texts = arena_array(w->arena, EVAL_ROWS, sizeof *texts);
		for (size_t k = 0; k < EVAL_ROWS; k++)
			texts[k] = slice_of(table[i].values[k]);
		type = type_of(i);
		rejects_init(&rejects, w->arena, EVAL_ROWS);
		w->columns[i] = column_read(&type, texts, EVAL_ROWS, w->arena,
		    &rejects);
		ck_assert_msg(rejects.count == 0, "%s", table[i].name);
	}
}

void
eval_close(struct eval_world *w)
{
	regex_scratch_free(w->regex);
	arena_free(w->arena);
}

static bool
find_name(void *ctx, struct slice name, struct expr_name *out)
{
	(void)ctx;
	for (size_t i = 0; i < EVAL_COLUMNS; i++) {
		if (!slice_is(name, table[i].name))
			continue;
		*out = (struct expr_name){ (int)i, type_of(i), true,
		    table[i].name };
		return true;
	}
	return false;
}

static void
each_name(void *ctx, void (*one)(void *, const char *, const struct type *),
    void *arg)
{
	struct type	type;

	(void)ctx;
	for (size_t i = 0; i < EVAL_COLUMNS; i++) {
		type = type_of(i);
		one(arg, table[i].name, &type);
	}
}

static const struct expr_scope scope = {
	.find = find_name, .each = each_name, .what = "column",
};

static void
print_findings(struct diags *found, struct text *out)
{
	for (const struct diag *d = found->first; d != NULL; d = d->next) {
		text_printf(out, "%s %d+%d: %s\n", d->code, d->at.col,
		    d->at.len, d->text);
		for (const struct diag_note *n = d->notes; n != NULL;
		    n = n->next)
			if (strcmp(n->head, "try") == 0)
				text_printf(out, "  try: %s\n", n->text);
	}
}

struct expr *
eval_compile(struct eval_world *w, struct slice text, struct text *out)
{
	const struct place	 at = { "rule", 1, 1, (int)text.len, true };
	struct diags		 found;
	struct expr		*e;

	diags_init(&found, w->arena);
	e = expr_parse(text, at, w->arena, &found);
	if (e != NULL && !expr_check(&e, &scope, NULL, at, &found)) {
		expr_forget(e);
		e = NULL;
	}
	if (e == NULL)
		print_findings(&found, out);
	return e;
}

static struct column *
get(void *ctx, int slot)
{
	return ((struct eval_world *)ctx)->columns[slot];
}

struct column *
eval_over(struct eval_world *w, const struct expr *e, struct expr_rows *rows,
    struct rejects *rejects, const uint8_t *mask)
{
	rejects_init(rejects, w->arena, w->columns[0]->count);
	*rows = (struct expr_rows){ .count = w->columns[0]->count, .get = get,
	    .ctx = w, .arena = w->arena, .rejects = rejects, .day = &w->day,
	    .regex = w->regex };
	return expr_eval(e, rows, mask);
}

static void
print_value(const struct column *c, const struct expr_rows *rows, size_t row,
    struct text *out)
{
	char		room[COLUMN_ROOM];
	struct slice	s;

	if (rejects_has(rows->rejects, (uint32_t)row)) {
		text_string(out, "!");
		return;
	}
	s = column_text(c, row, room);
	if (s.ptr == NULL)
		text_string(out, "null");
	else
		text_slice(out, s);
}

void
eval_print(const struct column *c, const struct expr_rows *rows,
    struct text *out)
{
	const struct reject	*r;

	for (size_t i = 0; i < rows->count; i++) {
		text_string(out, i == 0 ? "" : " | ");
		print_value(c, rows, i, out);
	}
	text_char(out, '\n');
	for (size_t k = 0; k < rows->rejects->count; k++) {
		r = &rows->rejects->items[k];
		text_printf(out, "%s row %u: %s\n", r->code, r->row + 1,
		    r->text);
	}
	if (rows->by_zero > 0)
		text_printf(out, "%d by zero\n", (int)rows->by_zero);
}

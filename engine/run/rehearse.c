/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "precept/exec.h"
#include "precept/regex.h"
#include "precept/rehearse.h"

/* The rows of a test stand in for the Show columns; the rest is the real
 * thing: filters, mapping, conversion. */

#define TEXT_MAX ((size_t)1 << 20)

/* A declared value as CSV would have it; ptr NULL is null. */
static struct slice
decl_text(const struct decl *d, struct arena *a)
{
	if (d == NULL)
		return (struct slice){ 0 };
	switch (d->kind) {
	case DECL_TEXT:
		return d->text;
	case DECL_BOOLEAN:
		return slice_of(d->boolean ? "true" : "false");
	case DECL_INTEGER:
		return slice_of(arena_printf(a, "%lld",
		    (long long)d->integer));
	case DECL_NUMBER:
		return slice_of(arena_printf(a, "%.15g", d->number));
	default:
		return (struct slice){ 0 };
	}
}

struct table {			/* the Show columns of a test */
	struct column	**columns;
};

static struct column *
get_column(void *ctx, int slot)
{
	return ((struct table *)ctx)->columns[slot];
}

static struct column *
read_show(const struct rule *rule, size_t slot, const struct decl *rows,
    struct arena *a, struct rejects *rejects)
{
	struct slice		*texts = arena_array(a, rows->items + 1,
				    sizeof *texts);
	const struct show	*show = &rule->shows[slot];

	for (size_t i = 0; i < rows->items; i++)
		texts[i] = decl_text(decl_get(rows->entries[i].value,
		    show->name), a);
	rejects->field = show->name;
	return column_read(&show->value.expr->type, texts, rows->items, a,
	    rejects);
}

static void
fill_batch(const struct rule *rule, const struct rule_test *test,
    const struct rule_day *day, struct arena *a, struct batch *b)
{
	struct table	*t = arena_alloc(a, sizeof *t);
	struct rejects	*rejects = arena_alloc(a, sizeof *rejects);
	size_t		 n = test->rows->items;
	int64_t		*origin = arena_array(a, n + 1, sizeof *origin);

	rejects_init(rejects, a, n);
	t->columns = arena_array(a, rule->show_count + 1,
	    sizeof *t->columns);
	for (size_t i = 0; i < rule->show_count; i++)
		t->columns[i] = read_show(rule, i, test->rows, a, rejects);
	rejects->field = NULL;
	for (size_t i = 0; i < n; i++)
		origin[i] = (int64_t)i + 1;
	*b = (struct batch){ .arena = a, .rule = rule, .origin = origin };
	b->rows = (struct expr_rows){ .count = n, .get = get_column,
		.ctx = t, .arena = a, .rejects = rejects, .day = day,
		.regex = regex_scratch_new() };
}

static void
put_value(struct text *out, struct slice s)
{
	if (s.ptr == NULL)
		text_string(out, "nothing");
	else
		text_printf(out, "'%.*s'", (int)s.len, s.ptr);
}

static bool
is_equal(const struct column *c, size_t row, const struct type *type,
    struct slice want, struct arena *a)
{
	struct rejects	 rejects;
	struct column	*one;

	rejects_init(&rejects, a, 1);
	one = column_read(type, &want, 1, a, &rejects);
	return rejects.count == 0 && column_same(c, row, one, 0);
}

static void
compare_row(const struct changes *c, size_t row, size_t number,
    const struct decl *want, struct text *out)
{
	for (size_t i = 0; i < want->count; i++) {
		const struct decl_entry	*e = &want->entries[i];
		char			 room[COLUMN_ROOM];
		struct slice		 text = decl_text(e->value,
					    c->arena);

		for (size_t f = 0; e->key != NULL && f < c->width; f++) {
			const struct mapping *m = &c->action->maps[f];

			if (strcmp(e->key, m->target) != 0 ||
			    is_equal(c->now[f], row, &m->field->type, text,
			    c->arena))
				continue;
			text_printf(out, "row %zu, %s: gives ", number + 1,
			    m->target);
			put_value(out, column_text(c->now[f], row, room));
			text_string(out, ", not ");
			put_value(out, text);
			text_char(out, '\n');
		}
	}
}

static void
tell_rejects(const struct changes *c, struct text *out)
{
	for (size_t i = 0; i < c->rejects.count; i++)
		text_printf(out, "test row %lld was rejected: %s\n",
		    (long long)c->origin[c->rejects.items[i].row],
		    c->rejects.items[i].text);
}

static void
compare(const struct changes *c, const struct decl *gives, struct text *out)
{
	size_t n = 0;

	for (size_t row = 0; row < c->count; row++) {
		if (c->op[row] == CHANGE_REJECT)
			continue;
		if (n < gives->items)
			compare_row(c, row, n, gives->entries[n].value, out);
		n++;
	}
	if (n == gives->items)
		return;
	text_printf(out, "gives %zu row%s, not %zu\n", n, n == 1 ? "" : "s",
	    gives->items);
	tell_rejects(c, out);
}

static void
tell_broken(const struct batch_view *v, struct text *out)
{
	for (size_t i = 0; i < v->rejected_count; i++)
		text_printf(out, "test row %lld was rejected: %s\n",
		    (long long)v->rejected[i].origin, v->rejected[i].text);
}

/* Show values that are no values of their kind are the test's fault. */
static bool
is_readable(const struct batch *b, struct text *out)
{
	const struct rejects *r = b->rows.rejects;

	for (size_t i = 0; i < r->count; i++)
		text_printf(out, "test row %u, %s: %s\n",
		    r->items[i].row + 1, r->items[i].field,
		    r->items[i].text);
	return r->count == 0;
}

/* Tests speak of customers unless they say otherwise: the filter that
 * customers_only adds looks at a column that no test row can give. */
static bool
is_about_hidden(const struct rule *rule)
{
	const struct expr *e;

	if (rule->filter_count == 0)
		return false;
	for (e = rule->filters[0].expr; e->arg_count > 0; e = e->args[0])
		;
	return e->op == EXPR_NAME && rule->shows[e->slot].hidden;
}

static void
run_rows(const struct rule_test *test, struct batch *b, struct text *out)
{
	const struct rule	*rule = b->rule;
	const struct action	*a = &rule->actions[test->action];
	struct batch_view	 first, second;
	struct batch		 passed = *b;
	size_t			 skip;

	skip = is_about_hidden(rule);
	batch_view(b, rule->filters + skip, rule->filter_count - skip,
	    &first);
	passed.rows = first.rows;
	passed.origin = first.origin;
	batch_view(&passed, a->filters, a->filter_count, &second);
	tell_broken(&first, out);
	tell_broken(&second, out);
	compare(mapping_apply(&passed, &second, a), test->gives, out);
}

void
rehearse(const struct rule *rule, const struct rule_test *test,
    const struct rule_day *day, struct arena *a, struct rehearsal *result)
{
	struct batch	b;
	struct text	out;

	text_init(&out, TEXT_MAX);
	fill_batch(rule, test, day, a, &b);
	if (is_readable(&b, &out))
		run_rows(test, &b, &out);
	regex_scratch_free(b.rows.regex);
	result->passed = out.len == 0;
	result->text = arena_string(a, out.len == 0 ? "" : out.ptr);
	text_free(&out);
}

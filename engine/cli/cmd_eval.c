/* SPDX-License-Identifier: MIT */
#include "cmd.h"
#include "precept/json.h"
#include "precept/regex.h"

/* precept eval: an expression on one row. */

/* The first kind that takes the value; text takes all. */
static const struct type guesses[] = {
	{ .kind = KIND_INTEGER },
	{ .kind = KIND_DECIMAL, .precision = 38, .scale = 10 },
	{ .kind = KIND_BOOLEAN },
	{ .kind = KIND_DATE },
	{ .kind = KIND_DATETIME },
	{ .kind = KIND_TEXT },
};

struct cell {
	const char	*name;
	struct type	 type;
	struct column	*column;
};

struct eval {
	struct arena	*arena;
	struct diags	 diags;
	struct cell	 cells[ARGS_MAX];
	size_t		 count;
	struct rejects	 rejects;
	struct rule_day	 day;
	struct expr	*expr;
	struct column	*result;
};

static void
guess(struct eval *e, struct cell *c, struct slice text)
{
	struct rejects r;

	if (slice_is(text, "null") || text.len == 0)
		text = (struct slice){ 0 };
	for (size_t i = 0; i < COUNT(guesses); i++) {
		rejects_init(&r, e->arena, 1);
		c->type = text.ptr == NULL ?
		    (struct type){ .kind = KIND_TEXT } : guesses[i];
		if (c->type.kind == KIND_DECIMAL) {
			const char *dot = memchr(text.ptr, '.', text.len);

			c->type.scale = dot == NULL ? 0 :
			    (int)(text.len - (size_t)(dot - text.ptr) - 1);
			if (c->type.scale > 37)
				continue;
		}
		c->column = column_read(&c->type, &text, 1, e->arena, &r);
		if (r.count == 0)
			return;
	}
}

static bool
read_row(struct eval *e, const struct args *a)
{
	for (size_t i = 0; i < a->set_count; i++) {
		const char	*equal = strchr(a->sets[i], '=');
		struct cell	*c = &e->cells[e->count++];
		struct slice	*text;

		if (equal == NULL) {
			screen_note("'%s' is not a value of the row: it has "
			    "the form --row visitors=12", a->sets[i]);
			return false;
		}
		c->name = arena_text(e->arena, (struct slice){ a->sets[i],
		    (size_t)(equal - a->sets[i]) });
		text = arena_alloc(e->arena, sizeof *text);
		*text = slice_of(equal + 1);
		guess(e, c, *text);
	}
	return true;
}

static bool
find(void *ctx, struct slice name, struct expr_name *out)
{
	struct eval *e = ctx;

	for (size_t i = 0; i < e->count; i++) {
		if (!slice_is(name, e->cells[i].name))
			continue;
		*out = (struct expr_name){ (int)i, e->cells[i].type, true,
			e->cells[i].name };
		return true;
	}
	return false;
}

static void
each(void *ctx, void (*one)(void *, const char *, const struct type *),
    void *arg)
{
	struct eval *e = ctx;

	for (size_t i = 0; i < e->count; i++)
		one(arg, e->cells[i].name, &e->cells[i].type);
}

static struct column *
get(void *ctx, int slot)
{
	return ((struct eval *)ctx)->cells[slot].column;
}

static bool
compile(struct eval *e, const char *text)
{
	struct expr_scope	scope = { .find = find, .each = each,
				    .ctx = e, .what = "value of the row" };
	struct place		at = { "expression", 1, 1, 0, true };

	diags_init(&e->diags, e->arena);
	diags_source(&e->diags, "expression", slice_of(text));
	e->expr = expr_parse(slice_of(text), at, e->arena, &e->diags);
	return e->expr != NULL && expr_check(&e->expr, &scope, NULL, at,
	    &e->diags);
}

static void
evaluate(struct eval *e)
{
	struct expr_rows rows = { .count = 1, .get = get, .ctx = e,
		.arena = e->arena, .rejects = &e->rejects, .day = &e->day,
		.regex = regex_scratch_new() };

	rejects_init(&e->rejects, e->arena, 1);
	e->result = expr_eval(e->expr, &rows, NULL);
	regex_scratch_free(rows.regex);
}

static int
show(struct eval *e, const struct args *a)
{
	const char	*type = type_show(&e->expr->type, e->arena);
	char		 room[COLUMN_ROOM];
	struct text	 out;
	bool		 bad = e->rejects.count > 0;

	if (bad && !a->json) {
		screen_note("%s", e->rejects.items[0].text);
		return EXIT_REJECTED;
	}
	text_init(&out, (size_t)1 << 24);
	if (a->json) {
		text_printf(&out, "{\"type\":\"%s\",\"value\":", type);
		if (bad)
			text_string(&out, "null,\"rejected\":");
		if (bad)
			json_put_string(&out,
			    slice_of(e->rejects.items[0].text));
		else
			json_put_value(&out, e->result, 0);
		text_string(&out, "}\n");
	} else if (column_is_null(e->result, 0)) {
		text_printf(&out, "null  (%s)\n", type);
	} else {
		text_slice(&out, column_text(e->result, 0, room));
		text_printf(&out, "  (%s)\n", type);
	}
	screen_print(&out);
	return bad ? EXIT_REJECTED : EXIT_DONE;
}

static int
answer(struct eval *e, struct args *a)
{
	struct text out;

	if (!args_date(a, &e->day.date) || !read_row(e, a))
		return EXIT_ERROR;
	e->day.week_start = 1;
	if (compile(e, a->words[0])) {
		evaluate(e);
		return show(e, a);
	}
	text_init(&out, (size_t)1 << 20);
	screen_findings(&e->diags, a, &out);
	screen_print(&out);
	return EXIT_ERROR;
}

static int
run(struct args *a)
{
	struct eval	*e;
	int		 code;

	if (a->word_count != 1) {
		screen_note("eval takes one expression: precept eval "
		    "\"upper(name)\" --row name=Acme");
		return EXIT_ERROR;
	}
	e = mem_alloc(sizeof *e);
	e->arena = arena_new();
	code = answer(e, a);
	expr_forget(e->expr);
	arena_free(e->arena);
	mem_free(e);
	return code;
}

const struct command cmd_eval = {
	"eval", "EXPRESSION",
	"Evaluates an expression on one row.",
	"  precept eval \"round(minutes / visitors, 2)\" \\\n"
	"      --row minutes=100.5 --row visitors=7\n"
	"Values are numbers, true/false, dates or else text; null is null.",
	OPTION_DATE | OPTION_SET, run
};

/* SPDX-License-Identifier: MIT */
#include <check.h>
#include <glob.h>
#include <stdio.h>

#include "expr_case.h"
#include "precept/expr.h"
#include "precept/func.h"
#include "support.h"

static struct arena	*arena;
static struct diags	 found;

static const struct place here = { "rule.lua", 1, 1, 0, true };

static const struct {
	const char	*name, *type;
	bool		 nullable;
} names[] = {
	{ "Id", "id", false },
	{ "OwnerId", "id", true },
	{ "Name", "text(80)", false },
	{ "Owner.Email", "text(80)", true },
	{ "status", "picklist(40)", true },
	{ "Products", "multipicklist", true },
	{ "visitors", "integer", true },
	{ "minutes", "integer", false },
	{ "amount", "decimal(18,2)", true },
	{ "price", "decimal(10,4)", false },
	{ "big", "decimal(38,10)", true },
	{ "score", "number", true },
	{ "active", "boolean", true },
	{ "renewal", "date", true },
	{ "created", "datetime", false },
	{ "last_visit", "datetime", true },
};

static bool
find(void *ctx, struct slice name, struct expr_name *out)
{
	(void)ctx;
	for (size_t i = 0; i < COUNT(names); i++) {
		if (!slice_is(name, names[i].name))
			continue;
		out->slot = (int)i;
		type_parse(slice_of(names[i].type), &out->type);
		out->nullable = names[i].nullable;
		out->shown = arena_printf(arena, "Account.%s",
		    names[i].name);
		return true;
	}
	return false;
}

static void
each(void *ctx, void (*one)(void *, const char *, const struct type *),
    void *arg)
{
	struct type	type;

	(void)ctx;
	for (size_t i = 0; i < COUNT(names); i++) {
		type_parse(slice_of(names[i].type), &type);
		one(arg, names[i].name, &type);
	}
}

static const struct func	own = { .name = "seats_of", .family = "yours",
	.args = "text", .gives = "integer", .ctx = &arena };
static const struct func *const	owns[] = { &own, NULL };
static const struct expr_scope	scope = { find, each, NULL,
	"field of Account", owns };

static void
set_up(void)
{
	arena = arena_new();
}

static void
tear_down(void)
{
	arena_free(arena);
}

/* NULL if something was found. */
static struct expr *
check(struct slice text, const struct type *want)
{
	struct expr	*e;

	diags_init(&found, arena);
	e = expr_parse(text, here, arena, &found);
	if (e == NULL)
		return NULL;
	if (expr_check(&e, &scope, want, here, &found))
		return e;
	expr_forget(e);
	return NULL;
}

/* What the check put in between: "  visitors as decimal(21,1)". */
static void
show_converts(const struct expr *e, struct text *out)
{
	for (size_t i = 0; i < e->arg_count; i++)
		show_converts(e->args[i], out);
	if (e->op != EXPR_CONVERT)
		return;
	text_string(out, "  ");
	expr_show(e, out);
	text_printf(out, " as %s\n", type_show(&e->type, arena));
}

static void
show(const struct expr *e, struct text *out)
{
	expr_show(e, out);
	text_printf(out, " :: %s%s\n", type_show(&e->type, arena),
	    e->nullable ? " or null" : "");
	show_converts(e, out);
}

/* The canonical form and its type, or the findings, or both. */
static void
answer(struct slice text, struct text *out)
{
	struct expr	*e = check(text, NULL);

	if (e != NULL)
		show(e, out);
	expr_case_findings(&found, out);
	expr_forget(e);
}

START_TEST(the_cases_hold)
{
	expr_case_run("tests/expr_check.case", 150, answer);
}
END_TEST

static const struct {
	const char	*text, *want, *type;
	int		 scale;
} divisions[] = {
	{ "amount / price", "decimal(18,2)", "decimal(22,2)", 2 },
	{ "(amount / price)", "decimal(18,0)", "decimal(20,0)", 0 },
	{ "amount / price", "integer", "decimal(26,6)", 6 },
	{ "amount / price", NULL, "decimal(26,6)", 6 },
	{ "big / price", NULL, "decimal(38,10)", 10 },
	{ "round(amount / price, 3)", NULL, "decimal(23,3)", 3 },
	{ "round(amount / price, 3)", "decimal(18,1)", "decimal(23,3)", 3 },
	{ "amount / price * 2", "decimal(18,2)", "decimal(27,6)", 6 },
	{ "visitors / minutes", "decimal(18,2)", "integer", 0 },
};

static const struct expr *
find_division(const struct expr *e)
{
	const struct expr	*in = NULL;

	if (e->op == EXPR_DIV)
		return e;
	for (size_t i = 0; i < e->arg_count && in == NULL; i++)
		in = find_division(e->args[i]);
	return in;
}

START_TEST(a_division_takes_the_scale_that_is_wanted)
{
	struct type	 want;
	struct expr	*e;

	if (divisions[_i].want != NULL)
		type_parse(slice_of(divisions[_i].want), &want);
	e = check(slice_of(divisions[_i].text),
	    divisions[_i].want == NULL ? NULL : &want);
	ck_assert_ptr_nonnull(e);
	ck_assert_str_eq(type_show(&e->type, arena), divisions[_i].type);
	ck_assert_int_eq(find_division(e)->scale, divisions[_i].scale);
}
END_TEST

START_TEST(what_the_check_leaves_is_filled_in)
{
	struct expr	*e = check(SLICE("lower(Name) matches '^a' and "
			    "7 days + renewal > rule_date"), NULL);

	ck_assert_ptr_nonnull(e);
	ck_assert_ptr_nonnull(e->args[0]->regex);
	ck_assert_ptr_eq(e->args[0]->args[0]->func,
	    func_find(SLICE("lower")));
	ck_assert_int_eq(e->args[1]->args[0]->args[0]->slot, 13);
	ck_assert_int_eq(e->args[1]->args[0]->args[1]->type.kind,
	    KIND_DURATION);
	expr_forget(e);
	ck_assert_ptr_null(e->args[0]->regex);
	expr_forget(NULL);
}
END_TEST

START_TEST(lengths_of_time_become_one)
{
	struct expr	*e = check(SLICE("renewal - (1 year + 2 months - "
			    "(3 weeks - -(2 days)))"), NULL);

	ck_assert_ptr_nonnull(e);
	ck_assert_int_eq(e->args[1]->op, EXPR_LITERAL);
	ck_assert_int_eq(e->args[1]->duration.months, 14);
	ck_assert_int_eq(e->args[1]->duration.days, -23);
	ck_assert_int_eq(e->args[1]->duration.micros, 0);
}
END_TEST

/* A sum of lengths of time stops before it could overflow. */
START_TEST(time_has_an_end)
{
	struct text	text;

	text_init(&text, 1 << 16);
	text_string(&text, "created + (9000 years");
	for (int i = 0; i < 900; i++)
		text_string(&text, " + 80000000 hours");
	text_string(&text, ")");
	ck_assert_ptr_null(check((struct slice){ text.ptr, text.len }, NULL));
	ck_assert_uint_eq(found.errors, 1);
	ck_assert_str_eq(found.first->text,
	    "a length of time may have 10000 years at the most");
	text_free(&text);
}
END_TEST

START_TEST(a_long_expression_is_corrected_in_part)
{
	check(SLICE("status = 'a rather long text that fills the line' and "
	    "Name = 'another text that is as long as this' and visitrs = 1"),
	    NULL);
	ck_assert_str_eq(found.first->notes->next->text, "visitors");
}
END_TEST

/* Every node of a checked tree has what the evaluator relies on. */
static void
check_invariants(const struct expr *e)
{
	const struct expr	**a = (const struct expr **)e->args;

	if (e->type.kind == KIND_DECIMAL && (e->type.precision < 1 ||
	    e->type.precision > 38 || e->type.scale > 38))
		ck_abort_msg("a decimal of odd sizes");
	if (e->op == EXPR_CALL && e->func == NULL)
		ck_abort_msg("a call of nothing");
	if (e->op >= EXPR_EQ && e->op <= EXPR_GE &&
	    a[0]->type.kind != a[1]->type.kind &&
	    a[0]->type.kind != KIND_ID && a[1]->type.kind != KIND_ID &&
	    a[0]->type.kind != KIND_NULL && a[1]->type.kind != KIND_NULL)
		ck_abort_msg("two kinds beside a comparison");
	if (e->op >= EXPR_OR && e->op <= EXPR_EXCLUDES &&
	    (e->type.kind != KIND_BOOLEAN || e->nullable))
		ck_abort_msg("a test that is no boolean");
	for (size_t i = 0; i < e->arg_count; i++)
		check_invariants(e->args[i]);
}

/* What was checked is shown, parsed and checked into the same. */
static void
check_again(const struct expr *e, struct text *first, struct text *second)
{
	struct text	 form;
	struct expr	*again;

	text_init(&form, 1 << 16);
	text_clear(first);
	text_clear(second);
	show(e, first);
	expr_show(e, &form);
	again = check((struct slice){ form.ptr, form.len }, NULL);
	if (again == NULL)
		ck_abort_msg("%s\n%s", form.ptr, found.first->text);
	show(again, second);
	if (strcmp(first->ptr, second->ptr) != 0)
		ck_abort_msg("%s\n%s", first->ptr, second->ptr);
	expr_forget(again);
	text_free(&form);
}

static uint64_t
next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static size_t
below(uint64_t *state, size_t n)
{
	return (size_t)(next_random(state) >> 11) % n;
}

/* A random expression in words, so that most of them parse. */
static void
add_random(uint64_t *state, int depth, struct text *out)
{
	static const char	*const leaves[] = { "5", "0.5", "1e3", "'x'",
	    "'10'", "'001000000000001'", "null", "true", "rule_date",
	    "7 days", "2 hours", "date '2026-03-01'",
	    "datetime '2026-03-01T00:00:00Z'", "nobody", "\"Hot\"",
	    "99999999999999999999" };
	static const char	*const signs[] = { "+", "-", "*", "/", "%",
	    "||", "=", "!=", "<", ">=", "and", "or", "like", "contains",
	    "starts with", "matches" };
	static const char	*const forms[] = { "not (#)", "-(#)",
	    "(#) is null", "(#) in (#, #)", "(#) not in (#)",
	    "(#) between (#) and (#)", "(#) includes (#)",
	    "case when # then # else # end", "case # when # then # end",
	    "lower(#)", "coalesce(#, #)", "round(#, #)", "text(#)",
	    "number(#)", "seats_of(#)", "nvl(#, #)", "sum(#)", "add(#, #)" };
	const char		*form;

	if (depth == 0 && below(state, 2) == 0) {
		text_string(out, leaves[below(state, COUNT(leaves))]);
		return;
	}
	if (depth == 0) {
		text_string(out, names[below(state, COUNT(names))].name);
		return;
	}
	form = below(state, 2) == 0 ? "(#) @ (#)" :
	    forms[below(state, COUNT(forms))];
	for (; *form != '\0'; form++) {
		if (*form == '#')
			add_random(state, depth - 1, out);
		else if (*form == '@')
			text_string(out, signs[below(state, COUNT(signs))]);
		else
			text_char(out, *form);
	}
}

START_TEST(no_expression_is_too_odd)
{
	uint64_t	 state = 88172645463325252ULL;
	struct text	 text, first, second;
	struct expr	*e;
	size_t		 good = 0;

	text_init(&text, 1 << 16);
	text_init(&first, 1 << 16);
	text_init(&second, 1 << 16);
	for (int i = 0; i < 30000; i++) {
		text_clear(&text);
		add_random(&state, 1 + i % 3, &text);
		e = check((struct slice){ text.ptr, text.len }, NULL);
		if ((e == NULL) != (found.errors > 0))
			ck_abort_msg("a tree and findings: %s", text.ptr);
		if (e != NULL) {
			good++;
			check_invariants(e);
			check_again(e, &first, &second);
			expr_forget(e);
		} else {
			text_clear(&first);
			diags_show(&found, false, &first);
		}
		if (i % 100 == 0)
			arena_reset(arena);
	}
	ck_assert_uint_gt(good, 1000);
	text_free(&text);
	text_free(&first);
	text_free(&second);
}
END_TEST

static bool
has_help(const char *code)
{
	for (size_t i = 0; expr_help[i].code != NULL; i++)
		if (strncmp(expr_help[i].code, code, 4) == 0)
			return true;
	return false;
}

/* Codes stand in the sources as "P2xx", those from P250 are the functions'. */
static size_t
check_codes(const char *path)
{
	FILE	*f = fopen(path, "r");
	char	 line[256], *at;
	size_t	 codes = 0;

	ck_assert_ptr_nonnull(f);
	while (fgets(line, sizeof line, f) != NULL)
		for (at = line; (at = strstr(at, "\"P2")) != NULL; at++) {
			if (at[3] > '4')
				continue;
			codes++;
			ck_assert_msg(has_help(at + 1), "%s: %s", path, at);
		}
	fclose(f);
	return codes;
}

START_TEST(every_code_has_its_help)
{
	glob_t	files;
	size_t	codes = 0;

	ck_assert_int_eq(glob("engine/expr/*.c", 0, NULL, &files), 0);
	for (size_t i = 0; i < files.gl_pathc; i++)
		codes += check_codes(files.gl_pathv[i]);
	globfree(&files);
	ck_assert_uint_gt(codes, 80);
}
END_TEST

/* "	a and b    right": what is called right parses. */
static void
check_example(struct slice line)
{
	const char	*end = memmem(line.ptr, line.len, "    right", 9);

	if (end == NULL)
		return;
	line = slice_trim((struct slice){ line.ptr,
	    (size_t)(end - line.ptr) });
	diags_init(&found, arena);
	if (expr_parse(line, here, arena, &found) == NULL)
		ck_abort_msg("%.*s: %s", (int)line.len, line.ptr,
		    found.first->text);
}

START_TEST(what_help_calls_right_is_right)
{
	const char	*at, *end;

	for (size_t i = 0; expr_help[i].code != NULL; i++)
		for (at = expr_help[i].text; *at != '\0'; at = end + 1) {
			end = strchr(at, '\n');
			ck_assert_ptr_nonnull(end);
			check_example((struct slice){ at,
			    (size_t)(end - at) });
		}
}
END_TEST

TCase *
test_expr_check(void)
{
	TCase	*tc = tcase_create("expr_check");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, the_cases_hold);
	tcase_add_loop_test(tc, a_division_takes_the_scale_that_is_wanted, 0,
	    COUNT(divisions));
	tcase_add_test(tc, what_the_check_leaves_is_filled_in);
	tcase_add_test(tc, lengths_of_time_become_one);
	tcase_add_test(tc, time_has_an_end);
	tcase_add_test(tc, a_long_expression_is_corrected_in_part);
	tcase_add_test(tc, no_expression_is_too_odd);
	tcase_add_test(tc, every_code_has_its_help);
	tcase_add_test(tc, what_help_calls_right_is_right);
	return tc;
}

/* SPDX-License-Identifier: MIT */
#include <check.h>

#include "expr_case.h"
#include "precept/expr.h"
#include "support.h"

static struct arena	*arena;
static struct diags	 found;

static const struct place here = { "rule.lua", 1, 1, 0, true };

static void
set_up(void)
{
	arena = arena_new();
	diags_init(&found, arena);
}

static void
tear_down(void)
{
	arena_free(arena);
}

static struct expr *
parse(struct slice text)
{
	diags_init(&found, arena);
	return expr_parse(text, here, arena, &found);
}

/* The canonical form, or the findings. */
static void
answer(struct slice text, struct text *out)
{
	struct expr	*e = parse(text);

	if (e == NULL) {
		expr_case_findings(&found, out);
		return;
	}
	expr_show(e, out);
	text_char(out, '\n');
}

START_TEST(the_cases_hold)
{
	expr_case_run("tests/expr_parse.case", 100, answer);
}
END_TEST

/* xorshift: the same trees each time. */
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

static struct expr *
leaf(const char *text)
{
	struct expr	*e = parse(slice_of(text));

	ck_assert_msg(e != NULL, "%s", text);
	return e;
}

static struct expr *
random_leaf(uint64_t *state)
{
	static const char	*const leaves[] = { "a", "Owner.Email",
	    "\"odd \"\"name\"\"\"", "\"in\"", "contains", "starts", "date",
	    "12", "-12", "0.50", "-0.5", "1e6", "-2.5e-7", "'it''s'", "''",
	    "null", "true", "false", "rule_date", "date '2026-03-01'",
	    "datetime '2026-03-01T10:00:00.000Z'", "7 days", "-1 month",
	    "2 years", "5 hours", "99999999999999999999", "f()" };

	return leaf(leaves[below(state, COUNT(leaves))]);
}

/* How many arguments, at the least and at the most. */
static const struct shape {
	enum expr_op	op;
	size_t		least, most;
} shapes[] = {
	{ EXPR_CALL, 1, 4 }, { EXPR_CASE, 3, 3 }, { EXPR_CASE, 5, 5 },
	{ EXPR_OR, 2, 4 }, { EXPR_AND, 2, 4 }, { EXPR_NOT, 1, 1 },
	{ EXPR_EQ, 2, 2 }, { EXPR_NE, 2, 2 }, { EXPR_LT, 2, 2 },
	{ EXPR_LE, 2, 2 }, { EXPR_GT, 2, 2 }, { EXPR_GE, 2, 2 },
	{ EXPR_IS_NULL, 1, 1 }, { EXPR_NOT_NULL, 1, 1 },
	{ EXPR_IN, 2, 4 }, { EXPR_NOT_IN, 2, 4 }, { EXPR_BETWEEN, 3, 3 },
	{ EXPR_LIKE, 2, 2 }, { EXPR_CONTAINS, 2, 2 }, { EXPR_STARTS, 2, 2 },
	{ EXPR_ENDS, 2, 2 }, { EXPR_MATCHES, 2, 2 },
	{ EXPR_INCLUDES, 2, 4 }, { EXPR_EXCLUDES, 2, 4 },
	{ EXPR_CONCAT, 2, 4 }, { EXPR_ADD, 2, 2 }, { EXPR_SUB, 2, 2 },
	{ EXPR_MUL, 2, 2 }, { EXPR_DIV, 2, 2 }, { EXPR_MOD, 2, 2 },
	{ EXPR_NEG, 1, 1 },
};

static struct expr *
random_tree(uint64_t *state, int depth)
{
	const struct shape	*s = &shapes[below(state, COUNT(shapes))];
	struct expr		*e;

	if (depth == 0 || below(state, 5) == 0)
		return random_leaf(state);
	e = arena_alloc(arena, sizeof *e);
	e->op = s->op;
	e->arg_count = s->least + below(state, s->most - s->least + 1);
	e->args = arena_array(arena, e->arg_count, sizeof *e->args);
	if (s->op == EXPR_CALL)
		e->name = slice_of("coalesce");
	for (size_t i = 0; i < e->arg_count; i++)
		e->args[i] = random_tree(state, depth - 1);
	return e;
}

static bool
same_literal(const struct expr *a, const struct expr *b)
{
	if (a->type.kind != b->type.kind)
		return false;
	if (a->type.kind == KIND_DURATION)
		return memcmp(&a->duration, &b->duration,
		    sizeof a->duration) == 0;
	return a->literal->scale == b->literal->scale &&
	    column_same(a->literal, 0, b->literal, 0);
}

static bool
same_tree(const struct expr *a, const struct expr *b)
{
	if (a->op != b->op || a->arg_count != b->arg_count ||
	    !slice_equal(a->name, b->name))
		return false;
	if (a->op == EXPR_LITERAL && !same_literal(a, b))
		return false;
	for (size_t i = 0; i < a->arg_count; i++)
		if (!same_tree(a->args[i], b->args[i]))
			return false;
	return true;
}

/* Twice: the canonical form is its own canonical form. */
static void
check_round_trip(const struct expr *tree)
{
	struct text	 first, second;
	struct expr	*again;

	text_init(&first, 1 << 20);
	text_init(&second, 1 << 20);
	expr_show(tree, &first);
	again = parse((struct slice){ first.ptr, first.len });
	if (again == NULL && strcmp(found.first->code, "P201") != 0)
		ck_abort_msg("%s\n%s", first.ptr, found.first->text);
	if (again != NULL) {
		if (!same_tree(tree, again))
			ck_abort_msg("another tree: %s", first.ptr);
		expr_show(again, &second);
		if (strcmp(first.ptr, second.ptr) != 0)
			ck_abort_msg("%s\n%s", first.ptr, second.ptr);
	}
	text_free(&first);
	text_free(&second);
}

START_TEST(what_is_shown_is_parsed_into_the_same_tree)
{
	uint64_t	state = 88172645463325252ULL;

	for (int i = 0; i < 3000; i++) {
		check_round_trip(random_tree(&state, 1 + i % 4));
		if (i % 50 == 0)
			arena_reset(arena);
	}
}
END_TEST

/* No crash, and either a tree or a finding. */
static void
check_soup(struct slice text)
{
	struct expr	*e = parse(text);
	struct text	 out;

	if ((e == NULL) != (found.errors > 0))
		ck_abort_msg("a tree and findings: %.*s", (int)text.len,
		    text.ptr);
	if (e != NULL) {
		check_round_trip(e);
		return;
	}
	text_init(&out, 1 << 20);
	diags_sort(&found);
	diags_show(&found, false, &out);
	text_free(&out);
}

START_TEST(no_bytes_are_too_odd)
{
	uint64_t	state = 362436069;
	char		bytes[64];
	size_t		n;

	for (int i = 0; i < 20000; i++) {
		n = below(&state, sizeof bytes);
		for (size_t k = 0; k < n; k++)
			bytes[k] = (char)next_random(&state);
		check_soup((struct slice){ bytes, n });
		if (i % 100 == 0)
			arena_reset(arena);
	}
}
END_TEST

START_TEST(no_soup_of_words_is_too_thick)
{
	static const char	*const words[] = { "a", "b.c", "\"x y\"",
	    "'t'", "'", "\"", "1", "0.5", "1e3", "1e", "days", "7 days",
	    "date '2026-03-01'", "datetime", "date", "rule_date", "null",
	    "true", "and", "or", "not", "in", "is", "like", "between",
	    "contains", "starts", "with", "ends with", "matches", "includes",
	    "excludes", "case", "when", "then", "else", "end", "(", ")", "(",
	    ")", ",", "=", "==", "!=", "<", "<=", ">", "||", "&&", "!", "+",
	    "-", "*", "/", "%", "f(", "\xe2\x80\x98", "\xe2\x80\x9d", "--",
	    ".", "\n", "\xc2\xa0", "\xe2\x89\xa0" };
	uint64_t		 state = 521288629;
	struct text		 soup;

	text_init(&soup, 4096);
	for (int i = 0; i < 30000; i++) {
		text_clear(&soup);
		for (size_t k = below(&state, 12) + 1; k > 0; k--) {
			text_string(&soup, words[below(&state,
			    COUNT(words))]);
			if (below(&state, 4) > 0)
				text_char(&soup, ' ');
		}
		check_soup((struct slice){ soup.ptr, soup.len });
		if (i % 100 == 0)
			arena_reset(arena);
	}
	text_free(&soup);
}
END_TEST

/* `open` n times, a middle, `close` n times. */
static const char *
nested(const char *open, size_t n, const char *middle, const char *close)
{
	struct text	 out;
	const char	*copy;

	text_init(&out, 1 << 20);
	for (size_t i = 0; i < n; i++)
		text_string(&out, open);
	text_string(&out, middle);
	for (size_t i = 0; i < n; i++)
		text_string(&out, close);
	copy = arena_text(arena, (struct slice){ out.ptr, out.len });
	text_free(&out);
	return copy;
}

#define DEEP "the expression is nested more than 100 levels deep"
#define TALL "the expression is too large: more than 1000 operators in a row"
#define MANY "the expression is too large: it has more than 20000 parts"

static const struct {
	const char	*open;
	size_t		 n;
	const char	*middle, *close, *want;		/* NULL: parses */
} sizes[] = {
	{ "(", 99, "a", ")", NULL },
	{ "(", 100, "a", ")", DEEP },
	{ "(", 19000, "a", "", DEEP },
	{ "not ", 99, "a", "", NULL },
	{ "not ", 4900, "a", "", DEEP },
	{ "- ", 5000, "a", "", DEEP },
	{ "f(", 5000, "a", "", DEEP },
	{ "case when ", 1900, "a", "", DEEP },
	{ "case ", 3900, "a", "", DEEP },
	{ "a + ", 900, "a", "", NULL },
	{ "a + ", 1100, "a", "", TALL },
	{ "a or ", 3900, "a", "", NULL },
	{ "a||", 6000, "a", "", NULL },
	{ "case ", 20, "a", " when 1 then 2 when 3 then 4 end", MANY },
	{ "x", 19999, "a", "", NULL },
	{ "x", 20000, "a", "",
	    "the expression has 20001 bytes, at most 20000 are allowed" },
};

START_TEST(size_has_its_limits)
{
	const char	*text = nested(sizes[_i].open, sizes[_i].n,
			    sizes[_i].middle, sizes[_i].close);
	struct expr	*e = parse(slice_of(text));

	if (sizes[_i].want == NULL)
		ck_assert_msg(e != NULL, "%s", found.first->text);
	else
		ck_assert_str_eq(found.first->text, sizes[_i].want);
	if (e != NULL)
		check_round_trip(e);
}
END_TEST

START_TEST(a_place_that_is_not_exact_is_underlined_as_a_whole)
{
	struct place	place = { "rule.lua", 3, 9, 20, false };

	diags_init(&found, arena);
	ck_assert_ptr_null(expr_parse(SLICE("a = = b"), place, arena,
	    &found));
	ck_assert_int_eq(found.first->at.line, 3);
	ck_assert_int_eq(found.first->at.col, 9);
	ck_assert_int_eq(found.first->at.len, 20);
}
END_TEST

START_TEST(bytes_that_are_no_text_are_named)
{
	ck_assert_ptr_null(parse(SLICE("a = '\xff'")));
	ck_assert_str_eq(found.first->text, "byte 0xff is not UTF-8 text");
	ck_assert_ptr_null(parse(SLICE("a\x01")));
	ck_assert_str_eq(found.first->text,
	    "a control character (0x01) means nothing here");
	ck_assert_ptr_null(parse(SLICE("")));
	ck_assert_str_eq(found.first->text, "the expression is empty");
}
END_TEST

START_TEST(a_text_is_quoted_as_a_literal)
{
	struct text	out;

	text_init(&out, 100);
	expr_quote(SLICE("it's"), &out);
	assert_text(&out, "'it''s'");
	text_free(&out);
}
END_TEST

TCase *
test_expr_parse(void)
{
	TCase	*tc = tcase_create("expr_parse");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, the_cases_hold);
	tcase_add_test(tc, what_is_shown_is_parsed_into_the_same_tree);
	tcase_add_test(tc, no_bytes_are_too_odd);
	tcase_add_test(tc, no_soup_of_words_is_too_thick);
	tcase_add_loop_test(tc, size_has_its_limits, 0, COUNT(sizes));
	tcase_add_test(tc,
	    a_place_that_is_not_exact_is_underlined_as_a_whole);
	tcase_add_test(tc, bytes_that_are_no_text_are_named);
	tcase_add_test(tc, a_text_is_quoted_as_a_literal);
	return tc;
}

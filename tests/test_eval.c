/* SPDX-License-Identifier: MIT */
#include "eval_world.h"
#include "expr_case.h"
#include "support.h"

/* Expressions over columns: eval.case, and the same row by row. */

static struct eval_world	world;

static void
answer(struct slice text, struct text *out)
{
	struct expr_rows	 rows;
	struct rejects		 rejects;
	struct expr		*e = eval_compile(&world, text, out);
	struct column		*c;

	if (e == NULL)
		return;
	c = eval_over(&world, e, &rows, &rejects, NULL);
	eval_print(c, &rows, out);
	expr_forget(e);
}

START_TEST(every_operator_gives_what_the_cases_say)
{
	eval_open(&world, "UTC");
	expr_case_run("tests/eval.case", 100, answer);
	eval_close(&world);
}
END_TEST

START_TEST(days_are_those_of_the_rule_s_zone)
{
	eval_open(&world, "Europe/London");
	expr_case_run("tests/eval_zone.case", 8, answer);
	eval_close(&world);
}
END_TEST

/* Expressions at random, of one kind, from a seed. */

static uint64_t	state;

static unsigned
pick(unsigned n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % n;
}

static void	make_test(struct text *, int);
static void	make_integer(struct text *, int);
static void	make_decimal(struct text *, int);
static void	make_text(struct text *, int);

/* $b $i $d $s stand for an expression of a kind. */
static void
make_from(struct text *out, const char *form, int depth)
{
	for (; *form != '\0'; form++) {
		if (*form != '$') {
			text_char(out, *form);
			continue;
		}
		text_char(out, '(');
		if (*++form == 'b')
			make_test(out, depth - 1);
		else if (*form == 'i')
			make_integer(out, depth - 1);
		else if (*form == 'd')
			make_decimal(out, depth - 1);
		else
			make_text(out, depth - 1);
		text_char(out, ')');
	}
}

#define MAKE(name, simple, ...)						\
static void								\
name(struct text *out, int depth)					\
{									\
	static const char	*const leaf[] = simple;			\
	static const char	*const form[] = { __VA_ARGS__ };	\
									\
	if (depth <= 0)							\
		text_string(out, leaf[pick(COUNT(leaf))]);		\
	else								\
		make_from(out, form[pick(COUNT(form))], depth);		\
}
#define LIST(...) { __VA_ARGS__ }

MAKE(make_test, LIST("b", "i > 0", "t is null", "d <= e", "a = c", "true"),
    "$b and $b", "$b or $b", "not $b", "$i = $i", "$i < $i", "$d != $d",
    "$d >= $d", "$s = $s", "$s < $s", "$i in ($i, 3, 0)", "$d not in (0, $d)",
    "$i between $i and $i", "$s like '%c_e%'", "$s contains $s",
    "$s starts with 'a'", "$s matches '^[a-z]+$'", "$i is null",
    "$d is not null", "$s in ('a', 'Acme', u)", "ieq($s, $s)",
    "day = date '2026-05-14'", "p in ('Hot', 'Warm')", "m includes ('a;b')",
    "case when $b then $b else $b end")
MAKE(make_integer, LIST("i", "j", "0", "3", "-1", "9223372036854775807"),
    "$i + $i", "$i - $i", "$i * $i", "$i / $i", "$i % $i", "-$i", "abs($i)",
    "case when $b then $i when $b then $i end", "coalesce($i, $i)",
    "nullif($i, $i)", "length($s)", "integer($d)", "sign($d)",
    "position($s, $s)", "integer($s)", "least($i, $i)", "day - day",
    "date_part('month', day)", "if_null($i, $i / $i)", "mod($i, $i)")
MAKE(make_decimal, LIST("d", "e", "0.5", "-12.25", "99999999.99"),
    "$d + $d", "$d - $d", "$d * $d", "$d / $d", "$d % $d", "-$d", "abs($d)",
    "round($d, 1)", "round($d / $d, 2)", "floor($d)", "decimal($i)",
    "case when $b then $d else $d end", "coalesce($d, $d)",
    "greatest($d, $d)", "trunc($d, 1)", "$d * $i", "decimal($s, 3)")
MAKE(make_text, LIST("t", "u", "p", "'acme'", "'42'", "''"),
    "$s || $s", "upper($s)", "lower($s)", "trim($s)", "left($s, $i)",
    "substring($s, $i, 3)", "replace($s, 'c', $s)", "text($i)", "text($d)",
    "case when $b then $s else $s end", "coalesce($s, $s)",
    "split($s, 'c', $i)", "initcap($s)", "regex_extract($s, '([a-z]+)e')",
    "regex_replace($s, '[aeiou]', '<$$0>')", "concat($s, $i, $s)")

static void
make(struct text *out, int depth)
{
	static void	(*const kinds[])(struct text *, int) = { make_test,
			    make_integer, make_decimal, make_text };

	text_clear(out);
	kinds[pick(COUNT(kinds))](out, depth);
}

/* What row `row` alone gives, as a line of its own. */
static uint64_t
answer_alone(const struct expr *e, uint32_t row, struct text *out)
{
	struct eval_world	 one = world;
	struct expr_rows	 rows;
	struct rejects		 rejects;
	struct column		*c;
	uint64_t		 by_zero;

	for (size_t k = 0; k < EVAL_COLUMNS; k++)
		one.columns[k] = column_gather(world.columns[k], &row, 1,
		    world.arena);
	text_clear(out);
	c = eval_over(&one, e, &rows, &rejects, NULL);
	by_zero = rows.by_zero;
	rows.by_zero = 0;
	eval_print(c, &rows, out);
	return by_zero;
}

/* The same of a row among all. */
static void
answer_among(const struct column *c, const struct expr_rows *all,
    uint32_t row, struct text *out)
{
	struct expr_rows	 rows = *all;
	struct rejects		 rejects;
	const struct reject	*r = all->rejects->items;

	rejects_init(&rejects, world.arena, 1);
	rows.count = 1;
	rows.by_zero = 0;
	rows.rejects = &rejects;
	for (size_t k = 0; k < all->rejects->count; k++)
		if (r[k].row == row)
			rejects_add(&rejects, 0, r[k].code, "%s", r[k].text);
	text_clear(out);
	eval_print(column_gather(c, &row, 1, world.arena), &rows, out);
}

/* With rows masked out: the others as before, these never rejected. */
static void
compare_rows(const struct expr *e, const char *text, const uint8_t *mask)
{
	struct expr_rows	 rows;
	struct rejects		 rejects;
	struct text		 alone, among;
	const struct column	*c = eval_over(&world, e, &rows, &rejects,
				    mask);
	uint64_t		 by_zero = 0;

	text_init(&alone, 1 << 22);
	text_init(&among, 1 << 22);
	for (uint32_t i = 0; i < EVAL_ROWS; i++) {
		if (mask != NULL && !mask[i]) {
			if (rejects_has(&rejects, i))
				ck_abort_msg("%s: row %u is not wanted, but "
				    "rejected", text, i);
			continue;
		}
		by_zero += answer_alone(e, i, &alone);
		answer_among(c, &rows, i, &among);
		if (strcmp(alone.ptr, among.ptr) != 0)
			ck_abort_msg("%s: row %u alone: %samong others: %s",
			    text, i, alone.ptr, among.ptr);
	}
	if (by_zero != rows.by_zero)
		ck_abort_msg("%s: %d by zero, row by row %d", text,
		    (int)rows.by_zero, (int)by_zero);
	text_free(&alone);
	text_free(&among);
}

START_TEST(a_row_alone_gives_what_it_gives_among_others)
{
	struct text	 text, found;
	struct expr	*e;
	uint8_t		 mask[EVAL_ROWS];
	int		 count = 0;

	text_init(&text, 20000);
	text_init(&found, 1 << 16);
	for (state = 1; count < 1500;) {
		eval_open(&world, "UTC");
		make(&text, 1 + (int)pick(4));
		e = eval_compile(&world, (struct slice){ text.ptr, text.len },
		    &found);
		if (e != NULL) {
			for (size_t i = 0; i < EVAL_ROWS; i++)
				mask[i] = pick(2);
			compare_rows(e, text.ptr, NULL);
			compare_rows(e, text.ptr, mask);
			expr_forget(e);
			count++;
		}
		eval_close(&world);
	}
	text_free(&text);
	text_free(&found);
}
END_TEST

TCase *
test_eval(void)
{
	TCase	*tc = tcase_create("eval");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, every_operator_gives_what_the_cases_say);
	tcase_add_test(tc, days_are_those_of_the_rule_s_zone);
	tcase_add_test(tc, a_row_alone_gives_what_it_gives_among_others);
	return tc;
}

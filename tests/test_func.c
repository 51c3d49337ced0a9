/* SPDX-License-Identifier: MIT */
#include "eval_world.h"
#include "expr_case.h"
#include "precept/file.h"
#include "precept/func.h"
#include "support.h"

/* Functions: what their page promises, and func.case. */

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

/* The first row of a constant: "Acc" of "Acc | Acc | Acc | Acc | Acc". */
START_TEST(every_example_gives_its_result)
{
	struct text	 got, want;

	eval_open(&world, "UTC");
	text_init(&got, 1 << 16);
	text_init(&want, 1 << 16);
	for (size_t i = 0; i < func_count(); i++) {
		const struct func	*f = func_at(i);

		text_clear(&got);
		text_clear(&want);
		answer(slice_of(f->example), &got);
		for (size_t k = 0; k < EVAL_ROWS; k++)
			text_printf(&want, "%s%s", k == 0 ? "" : " | ",
			    f->result);
		text_char(&want, '\n');
		ck_assert_str_eq(got.ptr, want.ptr);
		ck_assert_ptr_nonnull(strstr(f->example, f->name));
	}
	text_free(&got);
	text_free(&want);
	eval_close(&world);
}
END_TEST

START_TEST(every_function_has_its_page)
{
	const struct func	*before = NULL, *f;
	int			 order;

	ck_assert_uint_ge(func_count(), 60);
	for (size_t i = 0; i < func_count(); i++, before = f) {
		f = func_at(i);
		ck_assert_ptr_eq(func_find(slice_of(f->name)), f);
		ck_assert_msg(f->summary[strlen(f->summary) - 1] == '.',
		    "%s: the summary is no sentence", f->name);
		ck_assert_ptr_nonnull(f->eval);
		if (before == NULL)
			continue;
		order = strcmp(before->family, f->family);
		if (order == 0)
			order = strcmp(before->name, f->name);
		ck_assert_msg(order < 0, "%s stands before %s", before->name,
		    f->name);
	}
	ck_assert_ptr_null(func_at(func_count()));
	ck_assert_ptr_null(func_find(slice_of("substr")));
}
END_TEST

/* PRECEPT_WRITE=1 in the environment writes it anew. */
START_TEST(the_reference_is_what_the_functions_say)
{
	struct err	 err = { 0 };
	struct arena	*arena = arena_new();
	struct text	 page;
	struct slice	 have;
	FILE		*f;

	text_init(&page, 1 << 20);
	func_page(&page);
	if (getenv("PRECEPT_WRITE") != NULL) {
		f = fopen("rules/FUNCTIONS.md", "w");
		ck_assert_ptr_nonnull(f);
		fwrite(page.ptr, 1, page.len, f);
		fclose(f);
	}
	assert_ok(file_read("rules/FUNCTIONS.md", 1 << 20, arena, &have,
	    &err), &err);
	ck_assert_msg(slice_equal(have, (struct slice){ page.ptr, page.len }),
	    "rules/FUNCTIONS.md: PRECEPT_WRITE=1 make check T=func writes it");
	text_free(&page);
	arena_free(arena);
}
END_TEST

START_TEST(functions_give_what_the_cases_say)
{
	eval_open(&world, "UTC");
	expr_case_run("tests/func.case", 100, answer);
	eval_close(&world);
}
END_TEST

START_TEST(weeks_start_where_the_connection_says)
{
	struct text	out;

	eval_open(&world, "UTC");
	world.day.week_start = 7;
	text_init(&out, 4096);
	answer(slice_of("first_day(day, 'week')"), &out);
	answer(slice_of("date_part('weekday', day)"), &out);
	ck_assert_str_eq(out.ptr,
	    "2026-05-10 | 2024-02-25 | 1969-12-28 | 9999-12-26 | null\n"
	    "5 | 5 | 5 | 6 | null\n");
	text_free(&out);
	eval_close(&world);
}
END_TEST

/* A finding without a page of its own is of no help. */
START_TEST(help_is_in_order_and_whole)
{
	const struct help	*h;

	for (h = func_help; h->code != NULL; h++) {
		if (h != func_help)
			ck_assert_int_lt(strcmp(h[-1].code, h->code), 0);
		ck_assert_uint_gt(strlen(h->title), 10);
		ck_assert_int_eq(h->text[strlen(h->text) - 1], '\n');
	}
	ck_assert_int_eq(h - func_help, 13);
}
END_TEST

TCase *
test_func(void)
{
	TCase	*tc = tcase_create("func");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, every_example_gives_its_result);
	tcase_add_test(tc, every_function_has_its_page);
	tcase_add_test(tc, the_reference_is_what_the_functions_say);
	tcase_add_test(tc, functions_give_what_the_cases_say);
	tcase_add_test(tc, weeks_start_where_the_connection_says);
	tcase_add_test(tc, help_is_in_order_and_whole);
	return tc;
}

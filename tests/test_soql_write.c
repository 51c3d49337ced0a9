/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "expr_case.h"
#include "precept/date.h"
#include "soql.h"
#include "soql_world.h"
#include "soql_write.h"
#include "support.h"

/* A filter, and what is asked of Salesforce for it. */

/* The sandbox was written by others, from the platform's own papers. */
static void
parse_query(const struct soql_write *q, struct arena *arena)
{
	static const char *const fields[] = { "Id", "Owner.Email" };
	struct soql	s = { .arena = arena, .version = 62 };

	s.text = slice_of(soql_write_query(q, fields, 2, arena));
	ck_assert_msg(soql_parse(&s), "%.*s: %s", (int)s.text.len,
	    s.text.ptr, s.fault.text);
}

static void
put_answer(const struct soql_write *q, struct text *out)
{
	if (q->where != NULL)
		text_printf(out, "%s\n", q->where);
	for (size_t i = 0; i < q->count; i++) {
		if (q->tests[i].text != NULL)
			continue;
		text_string(out, "here: ");
		expr_show(q->tests[i].expr, out);
		text_char(out, '\n');
	}
}

static void
answer(struct slice text, struct text *out)
{
	struct soql_world		 w;
	char			*filter = mem_text(text.ptr, text.len);
	char			 quoted[4096];
	struct soql_write	 q = { 0 };

	ck_assert_uint_lt(text.len, sizeof quoted - 20);
	snprintf(quoted, sizeof quoted, "[==[%s]==]", filter);
	q.rule = soql_world_open(&w, quoted, "Id = \"Id\"");
	q.catalog = w.catalog;
	q.day = &w.day;
	if (q.rule == NULL) {
		expr_case_findings(&w.diags, out);
	} else {
		soql_write_where(&q, w.arena);
		parse_query(&q, w.arena);
		put_answer(&q, out);
	}
	soql_world_close(&w);
	mem_free(filter);
}

START_TEST(the_cases_hold)
{
	expr_case_run("tests/soql_write.case", 60, answer);
}
END_TEST

START_TEST(only_what_is_needed_is_asked)
{
	struct soql_world		w;
	struct soql_write	q = { 0 };
	struct text		out;

	q.rule = soql_world_open(&w, "{ \"on\", \"big\", \"Notes is null\" }",
	    "Mail = \"email\", Twice = \"double\"");
	q.catalog = w.catalog;
	q.day = &w.day;
	text_init(&out, 10000);
	soql_write_explain(&q, &out);
	assert_text(&out, "        asks salesforce: SELECT Id, Employees, "
	    "Notes, Owner.Email, Owner.IsActive FROM Account WHERE "
	    "Owner.IsActive = TRUE AND Employees > 1000 ORDER BY Id\n"
	    "        checked here only: Notes is null\n");
	text_free(&out);
	soql_world_close(&w);
}
END_TEST

START_TEST(a_watermark_is_asked_first)
{
	struct soql_world		w;
	struct soql_write	q = { .changed = true };
	static const char *const fields[] = { "Id", "Name" };

	q.rule = soql_world_open(&w, "{ \"Employees > 5 or on\" }",
	    "Id = \"Id\"");
	q.catalog = w.catalog;
	q.day = &w.day;
	ck_assert(datetime_parse(SLICE("2026-03-01T10:11:12.500Z"),
	    &q.since));
	soql_write_where(&q, w.arena);
	ck_assert_str_eq(soql_write_query(&q, fields, 2, w.arena),
	    "SELECT Id, Name FROM Account WHERE SystemModstamp >= "
	    "2026-03-01T10:11:12Z AND (Employees > 5 OR Owner.IsActive = "
	    "TRUE) ORDER BY Id");
	ck_assert_str_eq(soql_write_count(&q, w.arena),
	    "SELECT COUNT() FROM Account WHERE SystemModstamp >= "
	    "2026-03-01T10:11:12Z AND (Employees > 5 OR Owner.IsActive = "
	    "TRUE)");
	soql_world_close(&w);
}
END_TEST

TCase *
test_soql_write(void)
{
	TCase	*tc = tcase_create("soql_write");

	tcase_add_test(tc, the_cases_hold);
	tcase_add_test(tc, only_what_is_needed_is_asked);
	tcase_add_test(tc, a_watermark_is_asked_first);
	return tc;
}

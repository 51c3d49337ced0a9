/* SPDX-License-Identifier: MIT */
#include <check.h>
#include <string.h>

#include "expr_case.h"
#include "soql.h"
#include "soql_show.h"
#include "soql_span.h"
#include "precept/date.h"
#include "support.h"

static struct arena	*arena;

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

/* CODE, then the text's lines two blanks deep. */
static void
show_fault(const struct soql_fault *f, struct text *out)
{
	const char	*s = f->text[0] == '\n' ? f->text + 1 : f->text;

	text_printf(out, "%s\n  ", f->code);
	for (; *s != '\0'; s++) {
		text_char(out, *s);
		if (*s == '\n')
			text_string(out, "  ");
	}
	text_char(out, '\n');
}

static void
parse(struct slice query, struct text *out)
{
	struct soql	q = { .arena = arena, .text = query };

	if (!soql_parse(&q)) {
		show_fault(&q.fault, out);
		return;
	}
	soql_show(q.select, out);
	text_char(out, '\n');
}

START_TEST(the_cases_of_the_parser_hold)
{
	expr_case_run("tests/cases/soql/parse.case", 90, parse);
	expr_case_run("tests/cases/soql/parse_alone.case", 4, parse);
}
END_TEST

START_TEST(the_cases_of_its_refusals_hold)
{
	expr_case_run("tests/cases/soql/refuse.case", 60, parse);
	expr_case_run("tests/cases/soql/refuse_alone.case", 15, parse);
}
END_TEST

/* What is shown reads as the same query again. */
static void
show_twice(struct slice query, struct text *out)
{
	struct soql	q = { .arena = arena, .text = query };
	struct text	first, second;

	ck_assert(soql_parse(&q));
	text_init(&first, 1 << 20);
	text_init(&second, 1 << 20);
	soql_show(q.select, &first);
	q = (struct soql){ .arena = arena,
	    .text = { first.ptr, first.len } };
	/* A pattern's backslashes are shown as they match. */
	if (memchr(query.ptr, '\\', query.len) == NULL)
		ck_assert_msg(soql_parse(&q), "%s", first.ptr);
	else
		soql_parse(&q);
	if (q.fault.code == NULL) {
		soql_show(q.select, &second);
		assert_text(&second, first.ptr);
	}
	text_slice(out, (struct slice){ first.ptr, first.len });
	text_char(out, '\n');
	text_free(&first);
	text_free(&second);
}

START_TEST(a_query_shown_reads_the_same)
{
	expr_case_run("tests/cases/soql/parse.case", 90, show_twice);
}
END_TEST

static const struct {
	const char	*query, *row_and_column;
} rows[] = {
	{ "SELECT Id\nFROM Account\nWHERE Name LIKE 'a' AND B = 1 OR C",
	    "Row:3:Column:31" },
	{ "SELECT Id FROM Account WHERE Name = '\xc3\xa4\xc3\xb6' x",
	    "Row:1:Column:42" },
	{ "\n\n   SELECT", "Row:3:Column:10" },
	{ "", "Row:1:Column:1" },
};

START_TEST(rows_and_columns_count_characters)
{
	struct soql	q = { .arena = arena,
	    .text = slice_of(rows[_i].query) };

	ck_assert(!soql_parse(&q));
	ck_assert_msg(strstr(q.fault.text, rows[_i].row_and_column) != NULL,
	    "%s", q.fault.text);
}
END_TEST

START_TEST(a_query_has_a_ceiling)
{
	struct soql	q = { .arena = arena };
	struct text	t;

	text_init(&t, 1 << 20);
	text_string(&t, "SELECT Id FROM Account WHERE Name IN ('a'");
	while (t.len < SOQL_LONGEST - 10)
		text_string(&t, ",'abc'");
	text_char(&t, ')');
	while (t.len < SOQL_LONGEST)
		text_char(&t, ' ');
	q.text = (struct slice){ t.ptr, t.len };
	ck_assert(soql_parse(&q));
	text_char(&t, ' ');
	q.text = (struct slice){ t.ptr, t.len };
	ck_assert(!soql_parse(&q));
	ck_assert_str_eq(q.fault.code, "MALFORMED_QUERY");
	ck_assert_str_eq(q.fault.text, "SOQL statements cannot be longer "
	    "than 100000 characters.");
	text_free(&t);
}
END_TEST

START_TEST(parentheses_have_a_ceiling)
{
	struct soql	q = { .arena = arena };
	struct text	t;

	text_init(&t, 1 << 20);
	text_string(&t, "SELECT Id FROM Account WHERE ");
	for (int i = 0; i < 50000; i++)
		text_char(&t, '(');
	q.text = (struct slice){ t.ptr, t.len };
	ck_assert(!soql_parse(&q));
	ck_assert_str_eq(q.fault.code, "QUERY_TOO_COMPLICATED");
	text_free(&t);
}
END_TEST

/* As seen on Wednesday, 2026-03-11. */
static const struct {
	const char	*word;
	int64_t		 n;
	const char	*from, *to;	/* to: the first day behind it */
} spans[] = {
	{ "TODAY", 0, "2026-03-11", "2026-03-12" },
	{ "yesterday", 0, "2026-03-10", "2026-03-11" },
	{ "TOMORROW", 0, "2026-03-12", "2026-03-13" },
	{ "LAST_N_DAYS", 1, "2026-03-10", "2026-03-12" },
	{ "LAST_N_DAYS", 0, "2026-03-11", "2026-03-12" },
	{ "LAST_90_DAYS", 0, "2025-12-11", "2026-03-12" },
	{ "NEXT_N_DAYS", 2, "2026-03-12", "2026-03-14" },
	{ "NEXT_90_DAYS", 0, "2026-03-12", "2026-06-10" },
	{ "N_DAYS_AGO", 3, "2026-03-08", "2026-03-09" },
	{ "THIS_WEEK", 0, "2026-03-08", "2026-03-15" },
	{ "LAST_WEEK", 0, "2026-03-01", "2026-03-08" },
	{ "NEXT_WEEK", 0, "2026-03-15", "2026-03-22" },
	{ "LAST_N_WEEKS", 2, "2026-02-22", "2026-03-08" },
	{ "N_WEEKS_AGO", 2, "2026-02-22", "2026-03-01" },
	{ "LAST_MONTH", 0, "2026-02-01", "2026-03-01" },
	{ "LAST_N_MONTHS", 3, "2025-12-01", "2026-03-01" },
	{ "NEXT_N_MONTHS", 2, "2026-04-01", "2026-06-01" },
	{ "THIS_QUARTER", 0, "2026-01-01", "2026-04-01" },
	{ "LAST_QUARTER", 0, "2025-10-01", "2026-01-01" },
	{ "NEXT_FISCAL_QUARTER", 0, "2026-04-01", "2026-07-01" },
	{ "N_QUARTERS_AGO", 5, "2024-10-01", "2025-01-01" },
	{ "THIS_YEAR", 0, "2026-01-01", "2027-01-01" },
	{ "LAST_N_YEARS", 2, "2024-01-01", "2026-01-01" },
	{ "N_FISCAL_YEARS_AGO", 1, "2025-01-01", "2026-01-01" },
	{ "LAST_N_YEARS", 1000000000, "0001-01-01", "2026-01-01" },
	{ "NEXT_N_DAYS", 1000000000, "2026-03-12", "9999-12-31" },
};

START_TEST(spans_are_days)
{
	char	out[DATE_TEXT];
	bool	counted;
	int64_t	today, from, to;
	int	span = soql_span_find(slice_of(spans[_i].word), &counted);

	ck_assert_int_ge(span, 0);
	ck_assert(date_parse(SLICE("2026-03-11"), &today));
	soql_span_days(span, spans[_i].n, today, &from, &to);
	date_print(from, out);
	ck_assert_str_eq(out, spans[_i].from);
	date_print(to, out);
	ck_assert_str_eq(out, spans[_i].to);
}
END_TEST

static const char *const seeds[] = {
	"SELECT Id, Name, Owner.Name FROM Account a WHERE (Name LIKE 'a\\%%' "
	    "OR NOT (x IN (1,2.5,null))) AND d > LAST_N_DAYS:7 ORDER BY Name "
	    "DESC NULLS LAST LIMIT 5 OFFSET 2",
	"SELECT CALENDAR_YEAR(CreatedDate) y, COUNT(Id) FROM Lead WHERE a "
	    "INCLUDES ('x;y') GROUP BY ROLLUP(CALENDAR_YEAR(CreatedDate)) "
	    "HAVING COUNT(Id) > 1",
	"SELECT FIELDS(ALL), (SELECT Id FROM Contacts), TYPEOF What WHEN "
	    "Account THEN Phone ELSE Id END FROM Event WHERE Id IN (SELECT "
	    "a FROM b WHERE t = 2020-01-01T10:00:00.000+02:00) FOR VIEW",
};

static uint32_t
next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

static void
mutate(struct text *t, uint64_t *state)
{
	static const char	odd[] = "'\\()%,.:=<>!-+ \n\0\xff\xc3" "aN0Z";

	for (uint32_t n = next_random(state) % 6; n > 0 && t->len > 1; n--) {
		size_t	at = next_random(state) % t->len;
		size_t	to = next_random(state) % t->len;

		switch (next_random(state) % 4) {
		case 0:
			t->ptr[at] = odd[next_random(state) % sizeof odd];
			break;
		case 1:
			t->len = at + 1;
			break;
		case 2:
			memmove(t->ptr + at, t->ptr + to,
			    t->len - (at > to ? at : to));
			break;
		default:
			t->ptr[at] = (char)next_random(state);
		}
	}
}

START_TEST(broken_queries_do_no_harm)
{
	uint64_t	state = 20260311;
	struct text	t, out;

	text_init(&t, 1 << 16);
	text_init(&out, 1 << 20);
	for (int i = 0; i < 20000; i++) {
		struct soql	q = { .arena = arena };

		text_clear(&t);
		text_string(&t, seeds[next_random(&state) % COUNT(seeds)]);
		mutate(&t, &state);
		q.text = (struct slice){ t.ptr, t.len };
		text_clear(&out);
		if (soql_parse(&q))
			soql_show(q.select, &out);
		else if (q.fault.code == NULL || q.fault.text == NULL)
			ck_abort_msg("no fault: %.*s", (int)t.len, t.ptr);
		arena_reset(arena);
	}
	text_free(&t);
	text_free(&out);
}
END_TEST

TCase *
test_soql(void)
{
	TCase	*tc = tcase_create("soql");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, the_cases_of_the_parser_hold);
	tcase_add_test(tc, the_cases_of_its_refusals_hold);
	tcase_add_test(tc, a_query_shown_reads_the_same);
	tcase_add_loop_test(tc, rows_and_columns_count_characters, 0,
	    COUNT(rows));
	tcase_add_test(tc, a_query_has_a_ceiling);
	tcase_add_test(tc, parentheses_have_a_ceiling);
	tcase_add_loop_test(tc, spans_are_days, 0, COUNT(spans));
	tcase_add_test(tc, broken_queries_do_no_harm);
	return tc;
}

/* SPDX-License-Identifier: MIT */
#include "precept/convert.h"

#include "support.h"

/* Which type may become which, and what becomes of the values. */

static struct arena	*arena;
static struct rejects	 rejects;

static void
open_arena(void)
{
	arena = arena_new();
}

static void
close_arena(void)
{
	arena_free(arena);
}

static struct type *
type_of(const char *text)
{
	struct type	*type = arena_alloc(arena, sizeof *type);

	ck_assert_msg(type_parse(slice_of(text), type), "%s", text);
	return type;
}

static const struct { const char *from, *to, *want; } hows[] = {
	{ "null", "date", "same" },
	{ "text", "text", "same" },
	{ "text(40)", "text(40)", "same" },
	{ "text(40)", "text(255)", "same" },
	{ "text(255)", "text(40)",
	    "checked: longer texts are rejected" },
	{ "text", "text(40)", "checked: longer texts are rejected" },
	{ "text", "picklist", "exact" },
	{ "text", "picklist(40)", "checked: longer texts are rejected" },
	{ "picklist", "text", "exact" },
	{ "picklist(40)", "multipicklist", "checked: texts with an empty or "
	    "a double value are rejected" },
	{ "multipicklist", "picklist",
	    "checked: rows with more than one value are rejected" },
	{ "multipicklist", "text(255)",
	    "checked: longer texts are rejected" },
	{ "id", "text(18)", "exact" },
	{ "id", "text(15)", "checked: longer texts are rejected" },
	{ "text", "id", "lossy: texts that are not ids are rejected: "
	    "id18(%s)" },
	{ "id", "integer", "never" },
	{ "integer", "id", "never" },
	{ "integer", "decimal(38,10)", "exact" },
	{ "integer", "decimal(18,2)", "checked: larger numbers are rejected" },
	{ "integer", "number", "checked: whole numbers beyond 2 to the 53 "
	    "are rejected" },
	{ "integer", "text", "exact" },
	{ "integer", "text(20)", "exact" },
	{ "integer", "text(19)", "checked: longer texts are rejected" },
	{ "integer", "boolean",
	    "lossy: a number is not true or false: %s != 0" },
	{ "integer", "datetime",
	    "lossy: a number is not a date and time: from_epoch_ms(%s)" },
	{ "integer", "date", "never" },
	{ "boolean", "integer", "lossy: true and false are not numbers: "
	    "case when %s then 1 else 0 end" },
	{ "boolean", "text(5)", "exact" },
	{ "decimal(18,0)", "integer", "exact" },
	{ "decimal(19,0)", "integer",
	    "checked: numbers beyond 64 bits are rejected" },
	{ "decimal(18,2)", "integer",
	    "lossy: decimal places are lost: round(%s)" },
	{ "decimal(18,2)", "decimal(18,2)", "same" },
	{ "decimal(18,2)", "decimal(20,4)", "exact" },
	{ "decimal(18,2)", "decimal(18,4)",
	    "checked: larger numbers are rejected" },
	{ "decimal(18,4)", "decimal(38,2)",
	    "lossy: decimal places are lost: round(%s, 2)" },
	{ "decimal(15,2)", "number", "exact" },
	{ "decimal(18,2)", "number", "checked: numbers of more digits than a "
	    "double has are rejected" },
	{ "number", "integer",
	    "lossy: decimal places are lost: integer(round(%s))" },
	{ "number", "decimal(18,2)", "lossy: a number is rounded to the "
	    "decimal's places: decimal(%s, 2)" },
	{ "text", "decimal(18,3)", "lossy: texts that are not numbers are "
	    "rejected: decimal(%s, 3)" },
	{ "text", "number",
	    "lossy: texts that are not numbers are rejected: number(%s)" },
	{ "picklist", "integer",
	    "lossy: texts that are not numbers are rejected: integer(%s)" },
	{ "text", "boolean", "lossy: texts that are not true or false are "
	    "rejected: boolean(%s)" },
	{ "text", "date",
	    "lossy: texts that are not dates are rejected: to_date(%s)" },
	{ "text", "datetime", "lossy: texts that are not dates and times are "
	    "rejected: to_datetime(%s)" },
	{ "date", "datetime", "exact" },
	{ "datetime", "date", "lossy: the time of day is lost: to_date(%s)" },
	{ "date", "text(10)", "exact" },
	{ "datetime", "text(24)", "checked: longer texts are rejected" },
	{ "date", "picklist", "lossy: picklist values are texts: text(%s)" },
	{ "date", "integer", "never" },
	{ "duration", "text", "never" },
	{ "text", "null", "never" },
};

START_TEST(the_table_says_how)
{
	static const char *const names[] = { "same", "exact", "checked",
	    "lossy", "never" };
	const char	*why, *function, *got;
	enum convert_how how = convert_how(type_of(hows[_i].from),
			    type_of(hows[_i].to), &why, &function);

	got = names[how];
	if (why != NULL)
		got = arena_printf(arena, "%s: %s", got, why);
	if (function != NULL)
		got = arena_printf(arena, "%s: %s", got, function);
	ck_assert_str_eq(got, hows[_i].want);
}
END_TEST

START_TEST(every_pair_has_an_answer)
{
	struct type	from = { .kind = (enum kind)_i, .precision = 18 };
	struct type	to = { .precision = 18 };
	const char	*why, *function;
	enum convert_how how;

	for (int kind = 0; kind < KIND_COUNT; kind++) {
		to.kind = (enum kind)kind;
		how = convert_how(&from, &to, &why, &function);
		ck_assert_int_eq(why != NULL, how == CONVERT_CHECKED ||
		    how == CONVERT_LOSSY);
		ck_assert_int_eq(function != NULL, how == CONVERT_LOSSY);
		if (kind == _i)
			ck_assert_int_eq(how, CONVERT_SAME);
	}
}
END_TEST

static struct column *
read_as(const char *type, const struct slice *texts, size_t count)
{
	struct column	*c;

	rejects_init(&rejects, arena, count);
	c = column_read(type_of(type), texts, count, arena, &rejects);
	ck_assert_uint_eq(rejects.count, 0);
	return c;
}

/* raw: '=' when the source's own text is kept, else '-'. */
static const struct { const char *from, *text, *to, *want; char raw; }
values[] = {
	{ "integer", "12", "decimal(18,2)", "12.00", '=' },
	{ "integer", "12", "number", "12", '=' },
	{ "integer", "12", "text", "12", '-' },
	{ "integer", "12", "text(1)",
	    "D204: the text has 2 characters, text(1) takes 1", '-' },
	{ "integer", "1000", "decimal(5,2)", "D202: '1000' does not fit into "
	    "decimal(5,2), which takes 3 digits before the point", '=' },
	{ "integer", "9007199254740992", "number", "9007199254740992", '=' },
	{ "integer", "9007199254740993", "number", "D202: "
	    "'9007199254740993' has more digits than a number can hold",
	    '=' },
	{ "integer", "1", "boolean", "true", '-' },
	{ "integer", "5", "boolean", "D201: '5' is not true or false", '-' },
	{ "decimal(18,0)", "7", "integer", "7", '=' },
	{ "decimal(18,2)", "7.00", "integer", "7", '=' },
	{ "decimal(18,2)", "7.50", "integer",
	    "D203: '7.50' has 1 decimal place, integer takes none", '=' },
	{ "decimal(38,0)", "9223372036854775808", "integer", "D202: "
	    "'9223372036854775808' does not fit into integer (64 bits)",
	    '=' },
	{ "decimal(18,2)", "7.5", "decimal(20,4)", "7.5000", '=' },
	{ "decimal(18,4)", "7.5000", "decimal(18,1)", "7.5", '=' },
	{ "decimal(18,4)", "7.5001", "decimal(18,1)",
	    "D203: '7.5001' has 4 decimal places, decimal(18,1) takes 1",
	    '=' },
	{ "decimal(18,2)", "123.45", "decimal(4,2)", "D202: '123.45' does "
	    "not fit into decimal(4,2), which takes 2 digits before the "
	    "point", '=' },
	{ "decimal(38,0)", "99999999999999999999999999999999999999",
	    "decimal(38,2)", "D202: '99999999999999999999999999999999999999' "
	    "does not fit into decimal(38,2), which takes 36 digits before "
	    "the point", '=' },
	{ "decimal(18,2)", "1234567890123.45", "number", "1234567890123.45",
	    '=' },
	{ "decimal(38,0)", "123456789012345678", "number", "D202: "
	    "'123456789012345678' has more digits than a number can hold",
	    '=' },
	{ "decimal(38,0)", "100000000000000000000", "number", "1e+20", '=' },
	{ "number", "1.005", "decimal(18,2)", "1.01", '-' },
	{ "number", "-1.005", "decimal(18,2)", "-1.01", '-' },
	{ "number", "1e-300", "decimal(18,2)", "0.00", '-' },
	{ "number", "1e300", "decimal(18,2)", "D202: '1e300' does not fit "
	    "into decimal(18,2), which takes 16 digits before the point",
	    '-' },
	{ "number", "12.0", "integer", "12", '-' },
	{ "number", "12.5", "integer",
	    "D203: '12.5' has 1 decimal place, integer takes none", '-' },
	{ "number", "1e19", "integer",
	    "D202: '1e19' does not fit into integer (64 bits)", '-' },
	{ "boolean", "1", "text", "true", '-' },
	{ "date", "2026-03-01", "text", "2026-03-01", '-' },
	{ "date", "2026-03-01", "datetime", "2026-03-01T00:00:00.000Z", '-' },
	{ "datetime", "2026-03-01T23:59:59Z", "date", "2026-03-01", '-' },
	{ "datetime", "1969-12-31T23:59:59Z", "date", "1969-12-31", '-' },
	{ "text", "12.5", "decimal(18,2)", "12.50", '=' },
	{ "text", "abc", "number", "D201: 'abc' is not a number", '=' },
	{ "text", "2026-03-01", "date", "2026-03-01", '-' },
	{ "text", "001R00000064wdt", "id", "001R00000064wdt", '-' },
	{ "text", "001", "id", "D205: '001' is not a valid id: ids have 15 "
	    "or 18 characters", '-' },
	{ "text", "true", "boolean", "true", '-' },
	{ "text", "äöü", "text(2)",
	    "D204: the text has 3 characters, text(2) takes 2", '-' },
	{ "text", "a;b", "multipicklist", "a;b", '-' },
	{ "text", "", "multipicklist", "", '-' },
	{ "text", "a;;b", "multipicklist", "D201: 'a;;b' is not a list of "
	    "values (it has the form a;b;c)", '-' },
	{ "text", "a;", "multipicklist", "D201: 'a;' is not a list of "
	    "values (it has the form a;b;c)", '-' },
	{ "text", ";", "multipicklist", "D201: ';' is not a list of "
	    "values (it has the form a;b;c)", '-' },
	{ "text", "a;b;a", "multipicklist", "D201: 'a;b;a' is not a list of "
	    "values (it has the form a;b;c)", '-' },
	{ "text", "a;ab;b", "multipicklist", "a;ab;b", '-' },
	{ "multipicklist", "a", "picklist", "a", '-' },
	{ "multipicklist", "a;b", "picklist",
	    "D201: 'a;b' has more than one value, a picklist takes one",
	    '-' },
	{ "id", "001R00000064wdt", "text", "001R00000064wdt", '-' },
	{ "decimal(18,2)", "7.5", "text", "7.5", '-' },
	{ "boolean", "true", "integer", "D201: 'true' is not a number", '=' },
};

/* The value stands between two nulls, which stay what they are. */
START_TEST(values_convert_or_are_rejected)
{
	struct slice	 texts[3] = { { NULL, 0 }, slice_of(values[_i].text),
			    { NULL, 0 } };
	struct column	*from = read_as(values[_i].from, texts, 3), *to;
	char		 room[COLUMN_ROOM];
	const char	*got;

	to = convert_column(from, type_of(values[_i].to), NULL, arena,
	    &rejects);
	ck_assert_uint_eq(to->count, 3);
	ck_assert_int_eq(to->raw != NULL ? '=' : '-', values[_i].raw);
	ck_assert(column_is_null(to, 0) && column_is_null(to, 2));
	ck_assert(!column_is_null(from, 1));
	ck_assert_int_eq(column_is_null(to, 1), rejects.count == 1);
	to->raw = NULL;
	if (rejects.count == 1)
		got = arena_printf(arena, "%s: %s", rejects.items[0].code,
		    rejects.items[0].text);
	else
		got = arena_text(arena, column_text(to, 1, room));
	ck_assert_str_eq(got, values[_i].want);
}
END_TEST

START_TEST(nothing_is_null_in_every_type)
{
	struct column	*from = column_all_null(arena, KIND_NULL, 2);
	struct column	*to = convert_column(from, type_of("decimal(9,3)"),
			    NULL, arena, &rejects);

	ck_assert_int_eq(to->kind, KIND_DECIMAL);
	ck_assert_int_eq(to->scale, 3);
	ck_assert(column_is_null(to, 0) && column_is_null(to, 1));
}
END_TEST

START_TEST(only_rows_of_the_mask_are_rejected)
{
	struct slice	 texts[] = { SLICE("x"), SLICE("y"), SLICE("3") };
	uint8_t		 mask[] = { 0, 1, 1 };
	struct column	*from = read_as("text", texts, 3), *to;

	rejects.field = "Visitors";
	to = convert_column(from, type_of("integer"), mask, arena, &rejects);
	ck_assert_uint_eq(rejects.count, 1);
	ck_assert_uint_eq(rejects.items[0].row, 1);
	ck_assert_str_eq(rejects.items[0].text, "'y' is not a number");
	ck_assert_str_eq(rejects.items[0].field, "Visitors");
	ck_assert(column_is_null(to, 0) && to->i[2] == 3);
}
END_TEST

/* The loop for small values stops at one that is large, at one that does not
 * fit and at a null that holds anything, and goes on behind it. */
START_TEST(decimals_of_all_sizes_get_more_places)
{
	struct slice	 texts[] = { SLICE("1.5"), { NULL, 0 }, SLICE("-2"),
	    SLICE("12345678901234567890123.1"), SLICE("9.9"),
	    SLICE("123456789012345678901234567890.1"), SLICE("-0.1") };
	const char	*want[] = { "1.500", NULL, "-2.000",
	    "12345678901234567890123.100", "9.900", NULL, "-0.100" };
	struct column	*from = read_as("decimal(38,1)", texts,
			    COUNT(texts)), *to;
	char		 room[COLUMN_ROOM];

	from->d[1] = (dec128)1 << 126;
	from->raw = NULL;
	to = convert_column(from, type_of("decimal(30,3)"), NULL, arena,
	    &rejects);
	ck_assert_uint_eq(rejects.count, 1);
	ck_assert_uint_eq(rejects.items[0].row, 5);
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct slice	s = column_text(to, i, room);

		ck_assert((s.ptr == NULL) == (want[i] == NULL));
		if (s.ptr != NULL)
			ck_assert_str_eq(arena_text(arena, s), want[i]);
	}
}
END_TEST

START_TEST(integers_become_decimals)
{
	struct slice	 texts[] = { SLICE("9223372036854775807"),
	    SLICE("-9223372036854775808"), SLICE("99"), SLICE("100"),
	    SLICE("-100"), SLICE("7") };
	struct column	*from = read_as("integer", texts, COUNT(texts)), *to;

	to = convert_column(from, type_of("decimal(37,18)"), NULL, arena,
	    &rejects);
	ck_assert_uint_eq(rejects.count, 0);
	ck_assert(to->d[0] == (dec128)INT64_MAX * 1000000000000000000);
	ck_assert(to->d[1] == (dec128)INT64_MIN * 1000000000000000000);
	to = convert_column(from, type_of("decimal(4,2)"), NULL, arena,
	    &rejects);
	ck_assert_uint_eq(rejects.count, 4);
	ck_assert(to->d[2] == 9900 && to->d[5] == 700 && to->scale == 2);
	ck_assert(column_is_null(to, 3) && column_is_null(to, 4));
}
END_TEST

TCase *
test_convert(void)
{
	TCase	*tc = tcase_create("convert");

	tcase_add_checked_fixture(tc, open_arena, close_arena);
	tcase_add_loop_test(tc, the_table_says_how, 0, COUNT(hows));
	tcase_add_loop_test(tc, every_pair_has_an_answer, 0, KIND_COUNT);
	tcase_add_loop_test(tc, values_convert_or_are_rejected, 0,
	    COUNT(values));
	tcase_add_test(tc, nothing_is_null_in_every_type);
	tcase_add_test(tc, only_rows_of_the_mask_are_rejected);
	tcase_add_test(tc, decimals_of_all_sizes_get_more_places);
	tcase_add_test(tc, integers_become_decimals);
	return tc;
}

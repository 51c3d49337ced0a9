/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>

#include "precept/column.h"

#include "support.h"

/* Texts into columns, and out again: text / type / what comes of it. */

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

static struct column *
read_as(const char *type_name, const struct slice *texts, size_t count)
{
	struct type	*type = arena_alloc(arena, sizeof *type);

	ck_assert_msg(type_parse(slice_of(type_name), type), "%s", type_name);
	rejects_init(&rejects, arena, count);
	return column_read(type, texts, count, arena, &rejects);
}

/* The value without its raw text, or "null", or "D201: why". */
static const char *
as_text(const char *type_name, struct slice text)
{
	struct column	*c = read_as(type_name, &text, 1);
	char		 room[COLUMN_ROOM];

	if (rejects.count > 0) {
		ck_assert(rejects_has(&rejects, 0));
		ck_assert(column_is_null(c, 0));
		return arena_printf(arena, "%s: %s", rejects.items[0].code,
		    rejects.items[0].text);
	}
	c->raw = NULL;
	text = column_text(c, 0, room);
	return text.ptr == NULL ? "null" : arena_text(arena, text);
}

static const struct { const char *type, *text, *want; } promise[] = {
	{ "text", "", "" },
	{ "text", "straße", "straße" },
	{ "text", "a\xff", "D206: 'a\\xFF' is not valid UTF-8" },
	{ "text(3)", "äöü", "äöü" },
	{ "text(3)", "äöüx",
	    "D204: the text has 4 characters, text(3) takes 3" },
	{ "picklist(2)", "Hot",
	    "D204: the text has 3 characters, picklist(2) takes 2" },
	{ "multipicklist", "a;b", "a;b" },
	{ "boolean", "true", "true" },
	{ "boolean", "FALSE", "false" },
	{ "boolean", "1", "true" },
	{ "boolean", "0", "false" },
	{ "boolean", "TrUe", "true" },
	{ "boolean", "fAlSe", "false" },
	{ "boolean", "tru", "D201: 'tru' is not true or false" },
	{ "boolean", "fals", "D201: 'fals' is not true or false" },
	{ "boolean", "falsy", "D201: 'falsy' is not true or false" },
	{ "boolean", "truee", "D201: 'truee' is not true or false" },
	{ "boolean", "2", "D201: '2' is not true or false" },
	{ "boolean", "yes", "D201: 'yes' is not true or false" },
	{ "boolean", "trues", "D201: 'trues' is not true or false" },
	{ "boolean", "", "D201: '' is not true or false" },
	{ "integer", "12", "12" },
	{ "integer", "-7", "-7" },
	{ "integer", "+7", "7" },
	{ "integer", "12.0", "12" },
	{ "integer", "1.2E3", "1200" },
	{ "integer", "9223372036854775807", "9223372036854775807" },
	{ "integer", "-9223372036854775808", "-9223372036854775808" },
	{ "integer", "9223372036854775808", "D202: '9223372036854775808' "
	    "does not fit into integer (64 bits)" },
	{ "integer", "12.50",
	    "D203: '12.50' has 1 decimal place, integer takes none" },
	{ "integer", "abc", "D201: 'abc' is not a number" },
	{ "integer", "", "D201: '' is not a number" },
	{ "integer", "-", "D201: '-' is not a number" },
	{ "integer", " 1", "D201: ' 1' is not a number" },
	{ "decimal(18,2)", "12.5", "12.50" },
	{ "decimal(18,2)", "2.776342E9", "2776342000.00" },
	{ "decimal(18,2)", "1.0050000", "D203: '1.0050000' has 3 decimal "
	    "places, decimal(18,2) takes 2" },
	{ "decimal(18,2)", "1.000000000000000000000000000000000000000000",
	    "1.00" },
	{ "decimal(3,0)", "-999", "-999" },
	{ "decimal(3,0)", "1000", "D202: '1000' does not fit into "
	    "decimal(3,0), which takes 3 digits before the point" },
	{ "decimal(3,2)", "10", "D202: '10' does not fit into "
	    "decimal(3,2), which takes 1 digit before the point" },
	{ "decimal(38,0)", "99999999999999999999999999999999999999",
	    "99999999999999999999999999999999999999" },
	{ "decimal(18,2)", "1,000.00", "D201: '1,000.00' is not a number" },
	{ "decimal(18,2)", "NaN", "D201: 'NaN' is not a number" },
	{ "number", "0.1", "0.1" },
	{ "number", "12.0", "12" },
	{ "number", "-0.30", "-0.3" },
	{ "number", "0.30000000000000004", "0.30000000000000004" },
	{ "number", "1234567.123456", "1234567.123456" },
	{ "number", "0.0001", "0.0001" },
	{ "number", "0.00001", "1e-05" },
	{ "number", "0.1234567", "0.1234567" },
	{ "number", "123456789012.5", "123456789012.5" },
	{ "number", "1e300", "1e+300" },
	{ "number", "123456789012345678901234567890.25",
	    "1.2345678901234568e+29" },
	{ "number", "1e999", "D202: '1e999' does not fit into number" },
	{ "number", "0x10", "D201: '0x10' is not a number" },
	{ "date", "2026-03-01", "2026-03-01" },
	{ "date", "2026-02-30", "D201: '2026-02-30' is not a date (it has "
	    "the form 2026-03-01)" },
	{ "date", "2026-05-12T10:11:12Z", "D201: '2026-05-12T10:11:12Z' is "
	    "a datetime, not a date: read the field as a datetime, and "
	    "to_date() makes a date of it" },
	{ "date", "2026-05-12T10:11:12", "D201: '2026-05-12T10:11:12' is not "
	    "a date (it has the form 2026-03-01)" },
	{ "datetime", "2026-05-12T10:11:12.000+0000",
	    "2026-05-12T10:11:12.000Z" },
	{ "datetime", "2026-05-12", "2026-05-12T00:00:00.000Z" },
	{ "datetime", "2026-05-12 10:11", "D201: '2026-05-12 10:11' has no "
	    "time zone: a datetime ends in Z or in an offset, as "
	    "2026-05-12T10:11:12Z" },
	{ "datetime", "2016-12-31T23:59:60Z", "D201: '2016-12-31T23:59:60Z' "
	    "is not a datetime (it has the form 2026-05-12T10:11:12Z)" },
	{ "datetime", "soon", "D201: 'soon' is not a datetime (it has "
	    "the form 2026-05-12T10:11:12Z)" },
	{ "id", "001R00000064wdt", "001R00000064wdt" },
	{ "id", "001R00000064wdtIAA", "001R00000064wdtIAA" },
	{ "id", "001R00000064wdtIAB", "D205: '001R00000064wdtIAB' is not a "
	    "valid id: its last three characters do not match the first 15" },
	{ "id", "001R", "D205: '001R' is not a valid id: ids have 15 or 18 "
	    "characters" },
	{ "id", "001R00000064wd!", "D205: '001R00000064wd!' is not a valid "
	    "id: ids have letters and digits only" },
	{ "null", "x", "D201: 'x' is not null" },
};

START_TEST(texts_become_values_or_sentences)
{
	ck_assert_str_eq(as_text(promise[_i].type,
	    slice_of(promise[_i].text)), promise[_i].want);
}
END_TEST

/* A short way and a long way print numbers: they must not differ. */
START_TEST(numbers_print_as_the_library_prints_them)
{
	char	want[COLUMN_ROOM], room[COLUMN_ROOM];

	srand48(7);
	for (int i = 0; i < 20000; i++) {
		double		 f = (double)(lrand48() % 2000000000 -
				    1000000000) / pow(10, (double)(i % 9));
		struct column	 c = { .kind = KIND_NUMBER, .count = 1,
				    .f = &f };
		struct slice	 got = column_text(&c, 0, room);

		snprintf(want, sizeof want, "%.15g", f);
		if (strtod(want, NULL) != f)
			continue;
		if (!slice_is(got, want) && strchr(want, 'e') == NULL)
			ck_abort_msg("%.*s is not %s", (int)got.len, got.ptr,
			    want);
	}
}
END_TEST

START_TEST(null_is_null_in_every_kind)
{
	const char	*type = kind_name((enum kind)_i);

	ck_assert_str_eq(as_text(type, (struct slice){ NULL, 0 }), "null");
}
END_TEST

START_TEST(a_column_without_nulls_has_no_null_array)
{
	struct slice	texts[] = { SLICE("1"), SLICE("2") };

	ck_assert_ptr_null(read_as("integer", texts, 2)->null);
}
END_TEST

START_TEST(a_number_keeps_the_text_of_its_source)
{
	struct slice	 texts[] = { SLICE("1.500"), { NULL, 0 } };
	struct column	*c = read_as("decimal(18,3)", texts, 2);
	char		 room[COLUMN_ROOM];

	assert_slice(column_text(c, 0, room), "1.500");
	ck_assert_ptr_null(column_text(c, 1, room).ptr);
}
END_TEST

START_TEST(a_long_value_is_cut_in_its_sentence)
{
	struct slice	text = SLICE("0123456789012345678901234567890123456789"
			    "01234567890123456789\n");

	ck_assert_str_eq(as_text("date", text), "D201: '01234567890123456789"
	    "0123456789012345678901234567890123456789…' is not a date (it has "
	    "the form 2026-03-01)");
	ck_assert_str_eq(as_text("boolean", SLICE("a\n\t\x01ü")),
	    "D201: 'a\\n\\t\\x01ü' is not true or false");
}
END_TEST

START_TEST(the_first_reason_of_a_row_stays)
{
	rejects_init(&rejects, arena, 100);
	rejects.field = "Name";
	for (uint32_t row = 0; row < 100; row++)
		rejects_add(&rejects, row, "D201", "row %u", row);
	rejects_add(&rejects, 7, "D202", "again");
	ck_assert_uint_eq(rejects.count, 100);
	ck_assert_str_eq(rejects.items[7].text, "row 7");
	ck_assert_str_eq(rejects.items[7].field, "Name");
}
END_TEST

START_TEST(rows_are_picked_in_their_order)
{
	struct slice	 texts[] = { SLICE("1.0"), { NULL, 0 }, SLICE("3") };
	static const char *const types[] = { "integer", "decimal(9,1)",
	    "number", "text", "null" };
	uint32_t	 rows[] = { 2, 1, 0, 2 };
	char		 room[COLUMN_ROOM];
	struct column	*c = read_as(types[_i], texts, 3);

	c = column_gather(c, rows, 4, arena);
	ck_assert_uint_eq(c->count, 4);
	ck_assert_ptr_null(column_text(c, 1, room).ptr);
	if (c->kind == KIND_NULL)
		return;
	assert_slice(column_text(c, 0, room), "3");
	assert_slice(column_text(c, 2, room), "1.0");
	assert_slice(column_text(c, 3, room), "3");
}
END_TEST

/* Two values, each read in its type: the same, and then so is the hash? */
static const struct {
	const char	*type_a, *a, *type_b, *b;
	bool		 same;
} pairs[] = {
	{ "text", NULL, "text", NULL, true },
	{ "text", NULL, "integer", NULL, true },
	{ "text", "", "text", NULL, false },
	{ "text", "a", "text", "a", true },
	{ "text", "a", "text", "A", false },
	{ "text", "Hot", "picklist", "Hot", true },
	{ "id", "001R00000064wdt", "id", "001R00000064wdtIAA", true },
	{ "id", "001R00000064wdtiaa", "id", "001R00000064wdtIAA", true },
	{ "id", "001R00000064wdt", "id", "001R00000064wdT", false },
	{ "boolean", "true", "boolean", "1", true },
	{ "boolean", "true", "boolean", "false", false },
	{ "integer", "12", "decimal(9,2)", "12.00", true },
	{ "integer", "12", "decimal(9,2)", "12.01", false },
	{ "integer", "12", "number", "12", true },
	{ "decimal(9,2)", "1.50", "decimal(38,20)", "1.5", true },
	{ "decimal(9,2)", "-1.50", "decimal(38,20)", "1.5", false },
	{ "decimal(9,1)", "1.5", "number", "1.5", true },
	{ "decimal(38,0)", "9007199254740993", "number", "9007199254740992",
	    false },
	{ "integer", "9007199254740993", "number", "9007199254740992",
	    false },
	{ "decimal(38,19)", "1234567890123456789.5", "decimal(38,1)",
	    "1234567890123456789.5", true },
	{ "decimal(38,0)", "100000000000000000000", "number", "1e20", true },
	{ "decimal(38,2)", "100000000000000000000.00", "decimal(38,0)",
	    "100000000000000000000", true },
	{ "number", "-0.0", "integer", "0", true },
	{ "date", "2026-03-01", "date", "2026-03-01", true },
	{ "date", "2026-03-01", "text", "2026-03-01", false },
	{ "datetime", "2026-03-01T01:00:00+01:00", "datetime",
	    "2026-03-01T00:00:00Z", true },
};

START_TEST(the_same_values_have_the_same_hash)
{
	struct slice	 a = slice_of(pairs[_i].a), b = slice_of(pairs[_i].b);
	struct column	*x = read_as(pairs[_i].type_a, &a, 1);
	struct column	*y = read_as(pairs[_i].type_b, &b, 1);

	ck_assert_int_eq(column_same(x, 0, y, 0), pairs[_i].same);
	ck_assert_int_eq(column_same(y, 0, x, 0), pairs[_i].same);
	if (pairs[_i].same)
		ck_assert(column_hash(x, 0, 7) == column_hash(y, 0, 7));
	ck_assert(column_hash(x, 0, 7) != column_hash(x, 0, 8));
}
END_TEST

TCase *
test_column(void)
{
	TCase	*tc = tcase_create("column");

	tcase_add_checked_fixture(tc, open_arena, close_arena);
	tcase_add_loop_test(tc, texts_become_values_or_sentences, 0,
	    COUNT(promise));
	tcase_add_test(tc, numbers_print_as_the_library_prints_them);
	tcase_add_loop_test(tc, null_is_null_in_every_kind, 0, KIND_COUNT);
	tcase_add_test(tc, a_column_without_nulls_has_no_null_array);
	tcase_add_test(tc, a_number_keeps_the_text_of_its_source);
	tcase_add_test(tc, a_long_value_is_cut_in_its_sentence);
	tcase_add_test(tc, the_first_reason_of_a_row_stays);
	tcase_add_loop_test(tc, rows_are_picked_in_their_order, 0, 5);
	tcase_add_loop_test(tc, the_same_values_have_the_same_hash, 0,
	    COUNT(pairs));
	return tc;
}

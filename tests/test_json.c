/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "precept/json.h"
#include "support.h"

/* JSON read token by token, and values written. */

static struct arena	*arena;
static struct text	 out;

static void
open_all(void)
{
	arena = arena_new();
	text_init(&out, 1 << 20);
}

static void
close_all(void)
{
	arena_free(arena);
	text_free(&out);
}

/* Tokens as one line; texts in ( ). */
static const char *
tokens_of(struct slice s)
{
	static const char	*const words[] = { "end", "{", "}", "[", "]",
	    "key", "string", "number", "true", "false", "null" };
	struct json		 j;
	enum json_token		 t;
	struct slice		 v;

	text_clear(&out);
	json_init(&j, s);
	do {
		t = json_next(&j);
		if (t == JSON_ERROR) {
			text_printf(&out, "error at %d: %s",
			    (int)(j.at - j.start), j.error);
			break;
		}
		text_string(&out, words[t]);
		if (t == JSON_NUMBER)
			text_printf(&out, "(%.*s)", (int)j.value.len,
			    j.value.ptr);
		if (t == JSON_KEY || t == JSON_STRING) {
			if (!json_text(&j, arena, &v))
				v = slice_of(j.error);
			text_printf(&out, "(%.*s)", (int)v.len, v.ptr);
		}
		if (t != JSON_END && j.error == NULL)
			text_char(&out, ' ');
	} while (t != JSON_END && j.error == NULL);
	return out.ptr;
}

static const struct {
	const char	*text, *want;
} texts[] = {
	{ "{}", "{ } end" },
	{ " [ ] ", "[ ] end" },
	{ "12", "number(12) end" },
	{ "null\n", "null end" },
	{ "{\"a\":1,\"b\":[true,false,null,{}],\"c\":\"x\"}",
	    "{ key(a) number(1) key(b) [ true false null { } ] key(c) "
	    "string(x) } end" },
	{ "{ \"a\" : \"b\" ,\r\n\t\"c\" : [ 1 , 2 ] }",
	    "{ key(a) string(b) key(c) [ number(1) number(2) ] } end" },
	{ "[0,-0,1.50,-12.0e5,3E-7,1e+2,123456789012345678901234567890]",
	    "[ number(0) number(-0) number(1.50) number(-12.0e5) number(3E-7) "
	    "number(1e+2) number(123456789012345678901234567890) ] end" },
	{ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
	    "string(\"\\/\b\f\n\r\t) end" },
	{ "\"\\u00e9\\u20AC\\ud83d\\ude00\"",
	    "string(\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80) end" },
	{ "\"a longer string, without any escape, \xc3\xa9\"",
	    "string(a longer string, without any escape, \xc3\xa9) end" },
	{ "\"\\ud83d\"", "string(a string has \\u0000 or half a surrogate pair "
	    "in it)" },
	{ "\"\\ud83dx\\ude00\"", "string(a string has \\u0000 or half a "
	    "surrogate pair in it)" },
	{ "\"\\ude00\"", "string(a string has \\u0000 or half a surrogate "
	    "pair in it)" },
	{ "\"\\u0000\"", "string(a string has \\u0000 or half a surrogate "
	    "pair in it)" },
	{ "\"\xff\"", "string(a string is not valid UTF-8)" },
	{ "", "error at 0: nothing is there" },
	{ "  ", "error at 2: it ends where a value is missing" },
	{ "[1,]", "[ number(1) error at 3: a value is missing" },
	{ "[1 2]", "[ number(1) error at 3: a comma or ] is missing" },
	{ "[,1]", "[ error at 1: a value is missing" },
	{ "{\"a\":1,}", "{ key(a) number(1) error at 7: a member's name in "
	    "quotes is missing" },
	{ "{\"a\" 1}", "{ key(a) error at 5: a colon is missing after a "
	    "name" },
	{ "{\"a\":1 \"b\":2}", "{ key(a) number(1) error at 7: a comma or } "
	    "is missing" },
	{ "{a:1}", "{ error at 1: a member's name in quotes is missing" },
	{ "{\"a\":1", "{ key(a) number(1) error at 6: a comma or } is "
	    "missing" },
	{ "{\"a\":", "{ key(a) error at 5: it ends where a value is "
	    "missing" },
	{ "[1}", "[ number(1) error at 2: a comma or ] is missing" },
	{ "]", "error at 0: a value is missing" },
	{ "1 2", "number(1) error at 2: there is text behind the value" },
	{ "\"abc", "error at 0: a string is never closed" },
	{ "\"a\tb\"", "error at 2: a string has a control character in it "
	    "that is not escaped" },
	{ "\"a\\x\"", "error at 2: a string has a backslash before what can't "
	    "be escaped" },
	{ "\"a\\u12g4\"", "error at 2: a string has a backslash before what "
	    "can't be escaped" },
	{ "\"a\\u12", "error at 2: a string has a backslash before what "
	    "can't be escaped" },
	{ "\"a\\", "error at 2: a string has a backslash before what can't "
	    "be escaped" },
	{ "01", "error at 0: a number begins with a zero too many" },
	{ "-", "error at 0: a minus has no number behind it" },
	{ "1.", "error at 0: a number ends in its point" },
	{ ".5", "error at 0: a value is missing" },
	{ "+1", "error at 0: a value is missing" },
	{ "1e", "error at 0: a number ends in its exponent's sign" },
	{ "1e+", "error at 0: a number ends in its exponent's sign" },
	{ "nul", "error at 0: a word is none of true, false and null" },
	{ "True", "error at 0: a value is missing" },
	{ "NaN", "error at 0: a value is missing" },
	{ "[1] // no", "[ number(1) ] error at 4: there is text behind the "
	    "value" },
};

START_TEST(json_is_read_strictly)
{
	char	*copy = mem_text(texts[_i].text, strlen(texts[_i].text));
	size_t	 len = strlen(copy);

	/* Without its NUL, so that reading too far is seen. */
	copy = mem_resize(copy, len > 0 ? len : 1, 1);
	ck_assert_str_eq(tokens_of((struct slice){ copy, len }),
	    texts[_i].want);
	mem_free(copy);
}
END_TEST

START_TEST(depth_has_a_limit)
{
	char	text[131];

	memset(text, '[', 65);
	memset(text + 65, ']', 65);
	ck_assert_ptr_nonnull(strstr(tokens_of((struct slice){ text, 130 }),
	    "error at 64: objects and arrays are nested more than 64 deep"));
	ck_assert_ptr_null(strstr(tokens_of((struct slice){ text + 1, 128 }),
	    "error"));
}
END_TEST

START_TEST(values_are_skipped_whole)
{
	struct json	j;

	json_init(&j, SLICE("{\"a\":{\"x\":[1,{}]},\"b\":2,\"c\":[3,]}"));
	ck_assert_int_eq(json_next(&j), JSON_OBJECT);
	ck_assert_int_eq(json_next(&j), JSON_KEY);
	ck_assert(json_skip(&j, json_next(&j)));
	ck_assert_int_eq(json_next(&j), JSON_KEY);
	assert_slice(j.value, "b");
	ck_assert(json_skip(&j, json_next(&j)));
	ck_assert_int_eq(json_next(&j), JSON_KEY);
	ck_assert(!json_skip(&j, json_next(&j)));
	ck_assert_int_eq(json_next(&j), JSON_ERROR);
}
END_TEST

START_TEST(strings_are_escaped)
{
	static const char	bytes[] = "0123456789abcdef\"\\\n\x01\x1f\x7f"
	    "/ the end is long enough for two \xc3\xa9 steps\r\n\t\b\f";
	size_t			from, len;

	json_put_string(&out, slice_of(bytes));
	ck_assert_str_eq(out.ptr, "\"0123456789abcdef\\\"\\\\\\n\\u0001\\u001f"
	    "\x7f/ the end is long enough for two \xc3\xa9 steps"
	    "\\r\\n\\t\\b\\f\"");
	for (from = 0; from < sizeof bytes - 1; from++)
		for (len = 0; from + len < sizeof bytes; len++) {
			struct slice	want = { bytes + from, len }, got;
			struct json	j;

			text_clear(&out);
			json_put_string(&out, want);
			json_init(&j, (struct slice){ out.ptr, out.len });
			ck_assert_int_eq(json_next(&j), JSON_STRING);
			if (from < 34 && from + len > 60)
				ck_assert(json_text(&j, arena, &got) &&
				    slice_equal(got, want));
			ck_assert_int_eq(json_next(&j), JSON_END);
		}
}
END_TEST

START_TEST(the_ceiling_holds_to_the_byte)
{
	struct text	small;
	struct slice	s = SLICE("a \"quoted\" word");
	size_t		max;

	for (max = 0; max <= 20; max++) {
		text_init(&small, max);
		text_char(&small, '>');
		json_put_string(&small, s);
		ck_assert_int_eq(small.full, max < 20);
		if (max > 0)
			ck_assert_str_eq(small.ptr, max < 20 ? ">" :
			    ">\"a \\\"quoted\\\" word\"");
		text_free(&small);
	}
}
END_TEST

START_TEST(long_strings_are_written)
{
	struct text	all, want;
	size_t		i;

	text_init(&all, SIZE_MAX);
	text_init(&want, SIZE_MAX);
	text_char(&want, '"');
	for (i = 0; i < 10000; i++) {
		text_char(&all, i % 7 == 0 ? '\n' : 'x');
		text_string(&want, i % 7 == 0 ? "\\n" : "x");
	}
	text_char(&want, '"');
	json_put_string(&out, (struct slice){ all.ptr, all.len });
	ck_assert_str_eq(out.ptr, want.ptr);
	text_free(&all);
	text_free(&want);
}
END_TEST

/* A text of the kind, as it came in, and what goes out. */
static const struct {
	struct type	 type;
	const char	*text, *want;
} values[] = {
	{ { .kind = KIND_TEXT }, "a\"b", "\"a\\\"b\"" },
	{ { .kind = KIND_TEXT }, NULL, "null" },
	{ { .kind = KIND_BOOLEAN }, "true", "true" },
	{ { .kind = KIND_BOOLEAN }, "0", "false" },
	{ { .kind = KIND_INTEGER }, "588", "588" },
	{ { .kind = KIND_INTEGER }, "-7", "-7" },
	{ { .kind = KIND_INTEGER }, "-9223372036854775808",
	    "-9223372036854775808" },
	{ { .kind = KIND_INTEGER }, "+5", "5" },
	{ { .kind = KIND_INTEGER }, "007", "7" },
	{ { .kind = KIND_INTEGER }, "1E5", "100000" },
	{ { .kind = KIND_DECIMAL, 18, 2, 0 }, "9708000.0", "9708000.0" },
	{ { .kind = KIND_DECIMAL, 18, 2, 0 }, "2.776342E9", "2776342000.00" },
	{ { .kind = KIND_DECIMAL, 18, 2, 0 }, ".5", "0.50" },
	{ { .kind = KIND_DECIMAL, 18, 2, 0 }, "-0.10", "-0.10" },
	{ { .kind = KIND_NUMBER }, "1.0", "1.0" },
	{ { .kind = KIND_NUMBER }, "12345678901234567890",
	    "12345678901234567890" },
	{ { .kind = KIND_NUMBER }, NULL, "null" },
	{ { .kind = KIND_DATE }, "2026-03-01", "\"2026-03-01\"" },
	{ { .kind = KIND_DATETIME }, "2026-05-12T10:11:12.000+0000",
	    "\"2026-05-12T10:11:12.000Z\"" },
	{ { .kind = KIND_ID }, "0015g000008r8rH", "\"0015g000008r8rH\"" },
};

START_TEST(values_are_written)
{
	struct slice	 s = slice_of(values[_i].text);
	struct rejects	 r;
	struct column	*c;
	struct text	 tight;

	rejects_init(&r, arena, 1);
	c = column_read(&values[_i].type, &s, 1, arena, &r);
	ck_assert_uint_eq(r.count, 0);
	json_put_value(&out, c, 0);
	ck_assert_str_eq(out.ptr, values[_i].want);
	text_init(&tight, out.len);
	json_put_value(&tight, c, 0);
	ck_assert_str_eq(tight.ptr, values[_i].want);
	text_free(&tight);
	text_init(&tight, out.len - 1);
	json_put_value(&tight, c, 0);
	ck_assert(tight.full && tight.len == 0);
	text_free(&tight);
}
END_TEST

START_TEST(numbers_that_json_has_not_are_null)
{
	struct column	*c = column_make(arena, KIND_NUMBER, 3);

	c->f[0] = NAN;
	c->f[1] = INFINITY;
	c->f[2] = 0.5;
	for (size_t i = 0; i < 3; i++)
		json_put_value(&out, c, i);
	ck_assert_str_eq(out.ptr, "nullnull0.5");
}
END_TEST

START_TEST(rows_are_written_whole)
{
	struct slice	 words[] = { SLICE("x"), { NULL, 0 }, SLICE("y") };
	struct slice	 numbers[] = { SLICE("1"), SLICE("2"), SLICE("3.") };
	struct type	 text = { .kind = KIND_TEXT };
	struct type	 number = { .kind = KIND_INTEGER };
	uint32_t	 rows[] = { 2, 0 };
	struct rejects	 r;
	struct column	*columns[2];
	struct slice	 names[] = { json_member(arena, "Id"),
	    json_member(arena, "a \"b\"") };
	struct json_row	 form = { names, columns, 2 };

	numbers[2].len = 1;
	rejects_init(&r, arena, 3);
	columns[0] = column_read(&text, words, 3, arena, &r);
	columns[1] = column_read(&number, numbers, 3, arena, &r);
	json_put_rows(&out, &form, NULL, 3);
	ck_assert_str_eq(out.ptr, "{\"Id\":\"x\",\"a \\\"b\\\"\":1}\n"
	    "{\"Id\":null,\"a \\\"b\\\"\":2}\n"
	    "{\"Id\":\"y\",\"a \\\"b\\\"\":3}\n");
	text_clear(&out);
	json_put_rows(&out, &form, rows, 2);
	ck_assert_str_eq(out.ptr, "{\"Id\":\"y\",\"a \\\"b\\\"\":3}\n"
	    "{\"Id\":\"x\",\"a \\\"b\\\"\":1}\n");
	text_clear(&out);
	form.width = 0;
	json_put_rows(&out, &form, NULL, 1);
	ck_assert_str_eq(out.ptr, "{}\n");
}
END_TEST

/* A row put together value by value. */
static void
put_one_by_one(struct text *t, const struct json_row *form, size_t row)
{
	for (size_t f = 0; f < form->width; f++) {
		text_char(t, f == 0 ? '{' : ',');
		text_slice(t, form->names[f]);
		json_put_value(t, form->columns[f], row);
	}
	text_string(t, "}\n");
}

static void
compare_ways(const struct json_row *form, size_t n)
{
	struct text	want, got;

	text_init(&want, 1 << 20);
	text_init(&got, 1 << 20);
	for (size_t row = 0; row < n; row++)
		put_one_by_one(&want, form, row);
	json_put_rows(&got, form, NULL, n);
	ck_assert_str_eq(got.ptr, want.ptr);
	ck_assert_uint_eq(got.len, want.len);
	text_free(&got);
	/* exactly enough, and a byte too little */
	text_init(&got, want.len);
	json_put_rows(&got, form, NULL, n);
	ck_assert(!got.full && strcmp(got.ptr, want.ptr) == 0);
	text_free(&got);
	text_init(&got, want.len - 1);
	json_put_rows(&got, form, NULL, n);
	ck_assert(got.full);
	text_free(&got);
	text_free(&want);
}

/* Memory of exactly these bytes: who reads on is caught by a sanitizer. */
static struct slice
copy_exactly(const char *p, size_t len)
{
	char	*s = arena_raw(arena, len + 1);

	memcpy(s + 1, p, len);
	return (struct slice){ s + 1, len };
}

/* Texts of every length, what must be escaped at every place. */
START_TEST(rows_have_texts_of_every_length)
{
	static const char	 odd[] = { 'x', '"', '\\', '\n', '\x1f', ' ',
	    '\x7f', '\0' };
	char			 buf[80];
	struct column		*columns[2];
	struct json_row		 form = { (struct slice[]){
	    json_member(arena, "A"), json_member(arena, "Other") },
	    columns, 2 };
	size_t			 len = (size_t)_i, at;

	columns[0] = column_make(arena, KIND_TEXT, COUNT(odd) * (len + 1));
	columns[1] = column_make(arena, KIND_ID, columns[0]->count);
	for (at = 0; at < columns[0]->count; at++) {
		memset(buf, 'a', sizeof buf);
		buf[at / COUNT(odd)] = odd[at % COUNT(odd)];
		columns[0]->s[at] = copy_exactly(buf, len);
		columns[1]->s[at] = copy_exactly(buf, len / 2);
		column_nulls(columns[1], arena)[at] = at % 3 == 0;
	}
	compare_ways(&form, columns[0]->count);
}
END_TEST

START_TEST(rows_have_numbers_as_they_were_written)
{
	static const char	*const written[] = { "0", "7", "10", "123",
	    "1234", "12345", "123456", "1234567", "12345678", "123456789",
	    "-1", "-0", "00", "01", "007", "0.5", "00.5", "1.5", "12.50",
	    "1234.567", "12345.67", "123456.7", "1.", ".5", "-.5", "+5",
	    "1e5", "1E5", "12E3", "1.5e3", "100.00", "0.0", "0.000001",
	    "99999999.99", "-12.5" };
	struct type		 type = { .kind = KIND_DECIMAL,
	    .precision = 20, .scale = 6 };
	struct slice		 cells[COUNT(written)];
	struct rejects		 r;
	struct column		*columns[2];
	struct json_row		 form = { (struct slice[]){
	    json_member(arena, "N"), json_member(arena, "M") }, columns, 2 };

	for (size_t i = 0; i < COUNT(written); i++)
		cells[i] = copy_exactly(written[i], strlen(written[i]));
	rejects_init(&r, arena, COUNT(written));
	columns[0] = column_read(&type, cells, COUNT(written), arena, &r);
	columns[1] = column_make(arena, KIND_DECIMAL, COUNT(written));
	memcpy(columns[1]->d, columns[0]->d, COUNT(written) *
	    sizeof *columns[0]->d);
	columns[1]->scale = columns[0]->scale;
	compare_ways(&form, COUNT(written));
	columns[0]->null = NULL;
	compare_ways(&form, COUNT(written));
}
END_TEST

/* A column of one value is encoded once; one that only looks so is not. */
START_TEST(rows_have_columns_of_one_value)
{
	struct slice	 same[] = { SLICE("a\"b"), SLICE("a\"b"), { NULL, 0 } };
	struct slice	 names[] = { json_member(arena, "A"),
	    json_member(arena, "B"), json_member(arena, "C") };
	struct column	*columns[3];
	struct json_row	 form = { names, columns, 3 };

	same[1] = same[0];
	same[2] = same[0];
	for (size_t n = 1; n <= 3; n++) {
		columns[0] = column_make(arena, KIND_TEXT, n);
		memcpy(columns[0]->s, same, n * sizeof *same);
		columns[1] = column_make(arena, KIND_DATE, n);
		columns[2] = column_make(arena, KIND_NULL, n);
		memset(columns[1]->i, 0, n * sizeof *columns[1]->i);
		compare_ways(&form, n);
		columns[1]->i[n - 1] = 20000;
		column_nulls(columns[0], arena)[n - 1] = 1;
		compare_ways(&form, n);
	}
}
END_TEST

START_TEST(rows_have_long_texts)
{
	struct column	*columns[1] = { column_make(arena, KIND_TEXT, 3) };
	struct json_row	 form = { (struct slice[]){ json_member(arena,
	    "A") }, columns, 1 };

	for (size_t i = 0; i < 3; i++) {
		char	*s = arena_raw(arena, 8200);

		memset(s, '"', 8200);
		columns[0]->s[i] = (struct slice){ s, 8190 + 2 * i };
	}
	compare_ways(&form, 3);
}
END_TEST

TCase *
test_json(void)
{
	TCase	*tc = tcase_create("json");

	tcase_add_checked_fixture(tc, open_all, close_all);
	tcase_add_loop_test(tc, json_is_read_strictly, 0, COUNT(texts));
	tcase_add_test(tc, depth_has_a_limit);
	tcase_add_test(tc, values_are_skipped_whole);
	tcase_add_test(tc, strings_are_escaped);
	tcase_add_test(tc, the_ceiling_holds_to_the_byte);
	tcase_add_test(tc, long_strings_are_written);
	tcase_add_loop_test(tc, values_are_written, 0, COUNT(values));
	tcase_add_test(tc, numbers_that_json_has_not_are_null);
	tcase_add_test(tc, rows_are_written_whole);
	tcase_add_loop_test(tc, rows_have_texts_of_every_length, 0, 70);
	tcase_add_test(tc, rows_have_numbers_as_they_were_written);
	tcase_add_test(tc, rows_have_columns_of_one_value);
	tcase_add_test(tc, rows_have_long_texts);
	return tc;
}

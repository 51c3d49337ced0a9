/* SPDX-License-Identifier: MIT */
#include "support.h"

/* Slices, and the buffer with a ceiling. */

static struct text	t;

static void
open_text(void)
{
	text_init(&t, 1000);
}

static void
close_text(void)
{
	text_free(&t);
}

START_TEST(what_is_added_is_there_and_ends_in_nul)
{
	text_string(&t, "rows: ");
	text_printf(&t, "%d of %s", 7, "nine");
	text_char(&t, '.');
	text_slice(&t, SLICE("!?"));
	ck_assert_str_eq(t.ptr, "rows: 7 of nine.!?");
	ck_assert_uint_eq(t.len, 18);
	ck_assert(!t.full);
}
END_TEST

START_TEST(the_ceiling_holds_to_the_byte)
{
	struct text small;

	text_init(&small, 5);
	text_string(&small, "12345");
	ck_assert(!small.full);
	text_char(&small, '6');
	ck_assert(small.full);
	text_string(&small, "");
	text_printf(&small, "%d", 7);
	assert_text(&small, "12345");
	ck_assert_ptr_null(text_room(&small, 1));
	text_clear(&small);
	ck_assert(!small.full);
	text_string(&small, "again");
	assert_text(&small, "again");
	text_free(&small);
}
END_TEST

START_TEST(nothing_goes_in_half)
{
	struct text small;

	text_init(&small, 5);
	text_string(&small, "123");
	text_string(&small, "456");
	assert_text(&small, "123");
	ck_assert(small.full);
	text_free(&small);
}
END_TEST

START_TEST(a_buffer_of_zeros_holds_nothing)
{
	struct text none = { 0 };

	text_string(&none, "x");
	ck_assert(none.full);
	text_free(&none);
}
END_TEST

START_TEST(room_is_written_into)
{
	char *to = text_room(&t, 3);

	memcpy(to, "abc", 3);
	t.len += 3;
	text_char(&t, 'd');
	ck_assert_str_eq(t.ptr, "abcd");
}
END_TEST

START_TEST(what_was_taken_is_the_callers)
{
	char *taken;

	text_string(&t, "mine");
	taken = text_take(&t);
	ck_assert_str_eq(taken, "mine");
	mem_free(taken);
	ck_assert_uint_eq(t.len, 0);
	ck_assert_uint_eq(t.max, 1000);
	taken = text_take(&t);
	ck_assert_str_eq(taken, "");
	mem_free(taken);
}
END_TEST

START_TEST(it_grows_to_many_times_its_first_size)
{
	int i;

	for (i = 0; i < 1000; i++)
		text_char(&t, (char)('a' + i % 26));
	ck_assert_uint_eq(t.len, 1000);
	for (i = 0; i < 1000; i++)
		ck_assert_int_eq(t.ptr[i], 'a' + i % 26);
	ck_assert_int_eq(t.ptr[1000], '\0');
}
END_TEST

static const struct { const char *a, *b; int order; } orders[] = {
	{ "", "", 0 }, { "", "a", -1 }, { "a", "b", -1 }, { "ab", "a", 1 },
	{ "abc", "abc", 0 }, { "Z", "a", -1 }, { "a", "\xc3\xa4", -1 },
};

START_TEST(slices_are_ordered_by_bytes)
{
	int order = slice_compare(slice_of(orders[_i].a),
	    slice_of(orders[_i].b));

	ck_assert_int_eq((order > 0) - (order < 0), orders[_i].order);
}
END_TEST

START_TEST(slices_are_words)
{
	ck_assert(slice_is(SLICE("upsert"), "upsert"));
	ck_assert(!slice_is(SLICE("upsert"), "upser"));
	ck_assert(!slice_is(SLICE("upser"), "upsert"));
	ck_assert(slice_is_nocase(SLICE("AND"), "and"));
	ck_assert(!slice_is_nocase(SLICE("AND"), "an"));
	ck_assert(!slice_is_nocase(SLICE("AN"), "and"));
	ck_assert(!slice_is_nocase(SLICE("["), "{"));
	ck_assert(slice_is((struct slice){ NULL, 0 }, ""));
}
END_TEST

START_TEST(trimming_takes_blanks_at_both_ends_only)
{
	assert_slice(slice_trim(SLICE(" \t\r\na b\v\f ")), "a b");
	assert_slice(slice_trim(SLICE("   ")), "");
	assert_slice(slice_trim(SLICE("")), "");
}
END_TEST

TCase *
test_text(void)
{
	TCase *tc = tcase_create("text");

	tcase_add_checked_fixture(tc, open_text, close_text);
	tcase_add_test(tc, what_is_added_is_there_and_ends_in_nul);
	tcase_add_test(tc, the_ceiling_holds_to_the_byte);
	tcase_add_test(tc, nothing_goes_in_half);
	tcase_add_test(tc, a_buffer_of_zeros_holds_nothing);
	tcase_add_test(tc, room_is_written_into);
	tcase_add_test(tc, what_was_taken_is_the_callers);
	tcase_add_test(tc, it_grows_to_many_times_its_first_size);
	tcase_add_loop_test(tc, slices_are_ordered_by_bytes, 0, COUNT(orders));
	tcase_add_test(tc, slices_are_words);
	tcase_add_test(tc, trimming_takes_blanks_at_both_ends_only);
	return tc;
}

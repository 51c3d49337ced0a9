/* SPDX-License-Identifier: MIT */
#include "precept/id.h"

#include "support.h"

/* Salesforce ids: three documented ones, and what is none. */

static const struct { const char *is15, *is18; } known[] = {
	{ "a0D30000001n7Pi", "a0D30000001n7PiEAI" },
	{ "001R00000064wdt", "001R00000064wdtIAA" },
	{ "001D000000INjVe", "001D000000INjVeIAL" },
	{ "001000000000001", "001000000000001AAA" },
	{ "ABCDEFGHIJKLMNO", "ABCDEFGHIJKLMNO555" },
};

START_TEST(fifteen_characters_widen_to_eighteen)
{
	char	wide[18];

	id_widen(slice_of(known[_i].is15), wide);
	assert_slice(((struct slice){ wide, 18 }), known[_i].is18);
	id_widen(slice_of(known[_i].is18), wide);
	assert_slice(((struct slice){ wide, 18 }), known[_i].is18);
	ck_assert(id_valid(slice_of(known[_i].is15)));
	ck_assert(id_valid(slice_of(known[_i].is18)));
}
END_TEST

START_TEST(the_sum_may_be_in_lower_case)
{
	char	wide[18];

	ck_assert(id_valid(slice_of("001R00000064wdtiAa")));
	id_widen(slice_of("001R00000064wdtiAa"), wide);
	assert_slice(((struct slice){ wide, 18 }), "001R00000064wdtIAA");
}
END_TEST

static const char *const wrong[] = {
	"", "0", "001R00000064wd", "001R00000064wdtI", "001R00000064wdtIA",
	"001R00000064wdtIAB", "001R00000064wdTIAA", "001R00000064wdtIAAA",
	"001R0000-064wdt", "001R0000 064wdt", "001R00000064wd\xc3",
};

START_TEST(what_is_no_id_is_refused)
{
	ck_assert_msg(!id_valid(slice_of(wrong[_i])), "%s", wrong[_i]);
}
END_TEST

/* Each byte at each place: letters and digits, and nothing else. */
START_TEST(only_letters_and_digits_are_in_ids)
{
	char	id[] = "001R00000064wdt";

	for (int at = 0; at < 15; at++) {
		char	before = id[at];

		for (int c = 0; c < 256; c++) {
			bool	want = (c >= '0' && c <= '9') ||
				    (c >= 'A' && c <= 'Z') ||
				    (c >= 'a' && c <= 'z');

			id[at] = (char)c;
			if (id_valid((struct slice){ id, 15 }) != want)
				ck_abort_msg("%d at %d", c, at);
		}
		id[at] = before;
	}
}
END_TEST

START_TEST(null_is_no_id)
{
	ck_assert(!id_valid((struct slice){ NULL, 0 }));
}
END_TEST

TCase *
test_id(void)
{
	TCase	*tc = tcase_create("id");

	tcase_add_loop_test(tc, fifteen_characters_widen_to_eighteen, 0,
	    COUNT(known));
	tcase_add_test(tc, the_sum_may_be_in_lower_case);
	tcase_add_loop_test(tc, what_is_no_id_is_refused, 0, COUNT(wrong));
	tcase_add_test(tc, only_letters_and_digits_are_in_ids);
	tcase_add_test(tc, null_is_no_id);
	return tc;
}

/* SPDX-License-Identifier: MIT */
#include <errno.h>

#include "precept/log.h"
#include "precept/utf8.h"
#include "support.h"

static struct err	err;

static void
forget_error(void)
{
	memset(&err, 0, sizeof err);
}

START_TEST(what_comes_first_and_where_is_put_in_front)
{
	ck_assert(!err_set(&err, ERR_DATA, "'%s' is not a number", "Active"));
	ck_assert(!err_in(&err, "field '%s'", "visitors"));
	ck_assert(!err_in(&err, "rule 'Usage', line %d", 24));
	assert_err(&err, ERR_DATA, "rule 'Usage', line 24: field 'visitors': "
	    "'Active' is not a number");
}
END_TEST

START_TEST(the_systems_reason_stands_at_the_end)
{
	errno = ENOENT;
	ck_assert(!err_errno(&err, "cannot open %s", "x.lua"));
	assert_err(&err, ERR_SYSTEM,
	    "cannot open x.lua: No such file or directory");
}
END_TEST

START_TEST(control_characters_are_shown)
{
	err_set(&err, ERR_DATA, "%s", "a\nb\033[31m\x7f\xc3\xa4");
	assert_err(&err, ERR_DATA, "a\\x0Ab\\x1B[31m\\x7F\xc3\xa4");
}
END_TEST

/* However the characters fall on the end of the room. */
START_TEST(long_sentences_are_cut_at_a_whole_character)
{
	char	sentence[3001] = "";
	int	i;

	memset(sentence, 'x', (size_t)_i);
	for (i = _i; i + 3 < 3000; i += 3)
		memcpy(sentence + i, "\xe2\x82\xac", 4);
	err_set(&err, ERR_DATA, "%s", sentence);
	ck_assert_uint_ge(strlen(err.text), 1018);
	ck_assert_uint_lt(strlen(err.text), sizeof err.text);
	ck_assert_uint_eq(utf8_valid(err.text, strlen(err.text)),
	    strlen(err.text));
	ck_assert_str_eq(err.text + strlen(err.text) - 3, "...");
	err_in(&err, "%s", "here");
	ck_assert_uint_eq(utf8_valid(err.text, strlen(err.text)),
	    strlen(err.text));
}
END_TEST

START_TEST(what_just_fits_is_not_cut)
{
	char	sentence[1025] = "";

	memset(sentence, 'x', 1023);
	err_set(&err, ERR_DATA, "%s", sentence);
	ck_assert_str_eq(err.text, sentence);
	sentence[1023] = 'x';
	err_set(&err, ERR_DATA, "%s", sentence);
	ck_assert_uint_eq(strlen(err.text), 1023);
	ck_assert_str_eq(err.text + 1020, "...");
}
END_TEST

START_TEST(secrets_are_masked)
{
	log_hide(SLICE("hunter2"));
	log_hide(SLICE("hunter2-and-more"));
	log_hide(SLICE("hunter2"));
	log_hide(SLICE("pw"));
	log_hide(SLICE(""));
	err_set(&err, ERR_REMOTE, "hunter2 pw hunter2-and-more hunter");
	assert_err(&err, ERR_REMOTE, "*** ** *** hunter");
	err_in(&err, "token %s", "hunter2");
	assert_err(&err, ERR_REMOTE, "token ***: *** ** *** hunter");
}
END_TEST

TCase *
test_err(void)
{
	TCase *tc = tcase_create("err");

	tcase_add_checked_fixture(tc, forget_error, NULL);
	tcase_add_test(tc, what_comes_first_and_where_is_put_in_front);
	tcase_add_test(tc, the_systems_reason_stands_at_the_end);
	tcase_add_test(tc, control_characters_are_shown);
	tcase_add_loop_test(tc, long_sentences_are_cut_at_a_whole_character,
	    0, 6);
	tcase_add_test(tc, what_just_fits_is_not_cut);
	if (support_forks())		/* what is hidden stays hidden */
		tcase_add_test(tc, secrets_are_masked);
	return tc;
}

/* SPDX-License-Identifier: MIT */
#include "precept/regex.h"
#include "support.h"

static struct regex_scratch	*scratch;

static void
open_scratch(void)
{
	scratch = regex_scratch_new();
}

static void
close_scratch(void)
{
	regex_scratch_free(scratch);
}

static enum regex_found
find(const char *pattern, struct slice subject, struct slice *groups, int n)
{
	struct err	 err = { 0 };
	struct regex	*re = regex_compile(slice_of(pattern), &err);
	enum regex_found found;

	ck_assert_msg(re != NULL, "%s", err.text);
	found = regex_find(re, scratch, subject, 0, groups, n);
	regex_free(re);
	return found;
}

static const struct { const char *pattern, *subject, *match; } matches[] = {
	{ "b+",			"abbc",			"bb" },
	{ "^b",			"ab",			NULL },
	{ "",			"",			"" },
	{ "",			"abc",			"" },
	{ "a.c",		"a\nc a-c",		"a-c" },
	{ "c$",			"abc",			"c" },
	{ "c$",			"abc\n",		NULL },
	{ "(?m)b$",		"ab\nc",		"b" },
	{ "^.$",		"\xc3\xa4",		"\xc3\xa4" },
	{ "^.{2}$",		"\xf0\x9f\x98\x80x",	"\xf0\x9f\x98\x80x" },
	{ "(?i)\xc3\x84",	"x\xc3\xa4",		"\xc3\xa4" },
	{ "\\d{3}",		"ab1234",		"123" },
	{ "(?<=x)y",		"yxy",			"y" },
	{ "(a)(b)?",		"a",			"a" },
};

START_TEST(matches_are_found)
{
	struct slice whole;
	enum regex_found found = find(matches[_i].pattern,
	    slice_of(matches[_i].subject), &whole, 1);

	if (matches[_i].match == NULL) {
		ck_assert_int_eq(found, REGEX_NO);
		return;
	}
	ck_assert_int_eq(found, REGEX_YES);
	assert_slice(whole, matches[_i].match);
}
END_TEST

static const struct { const char *pattern, *text; } refused[] = {
	{ "(",		"at character 2: missing closing parenthesis" },
	{ "a{3,2}",	"at character 6: numbers out of order in {} "
			"quantifier" },
	{ "ab[",	"at character 4: missing terminating ] for "
			"character class" },
	{ "\xc3\xa4\xc3\xa4)", "at character 3: unmatched closing "
			"parenthesis" },
	{ "\\C",	"at character 3: using \\C is disabled by the "
			"application" },
	{ "(?<=a+)b",	"at character 1: lookbehind assertion is not fixed "
			"length" },
	{ "(?:(?:(?:(?:a{1,100}){1,100}){1,100}){1,100}){1,100}",
			"at character 53: regular expression is too large" },
	{ "\xff",	"at character 1: UTF-8 error: illegal byte (0xfe or "
			"0xff)" },
};

START_TEST(a_bad_pattern_is_refused_with_its_place)
{
	struct err	 err = { 0 };
	struct regex	*re = regex_compile(slice_of(refused[_i].pattern),
			    &err);

	ck_assert_ptr_null(re);
	assert_err(&err, ERR_RULE, refused[_i].text);
}
END_TEST

/* Each stops within milliseconds, and never as "no match". */
static const char *const bombs[] = {
	"^(a+)+$", "(*LIMIT_MATCH=99999999)^(a+)+$", "^(a|aa)+$",
	"(x+x+)+y|^(a|a)*$", "^(([a-z])+.)+[A-Z]([a-z])+$",
};

START_TEST(no_pattern_runs_for_ever)
{
	char subject[60];

	memset(subject, 'a', sizeof subject - 1);
	subject[sizeof subject - 1] = '!';
	ck_assert_int_eq(find(bombs[_i], (struct slice){ subject,
	    sizeof subject }, NULL, 0), REGEX_LIMIT);
}
END_TEST

START_TEST(deep_recursion_is_a_limit)
{
	static char subject[400000];

	memset(subject, '(', sizeof subject / 2);
	memset(subject + sizeof subject / 2, ')', sizeof subject / 2);
	ck_assert_int_eq(find("^(\\((?1)*\\))$", (struct slice){ subject,
	    sizeof subject }, NULL, 0), REGEX_LIMIT);
}
END_TEST

START_TEST(sixty_nested_groups_are_refused)
{
	char		pattern[121];
	struct err	err = { 0 };

	memset(pattern, '(', 60);
	memset(pattern + 60, ')', 60);
	pattern[120] = '\0';
	ck_assert_ptr_null(regex_compile(slice_of(pattern), &err));
	assert_err(&err, ERR_RULE, "at character 52: parentheses are too "
	    "deeply nested");
}
END_TEST

START_TEST(a_long_pattern_is_refused)
{
	char		pattern[2001];
	struct err	err = { 0 };

	memset(pattern, 'a', sizeof pattern);
	ck_assert_ptr_null(regex_compile((struct slice){ pattern,
	    sizeof pattern }, &err));
	assert_err(&err, ERR_RULE, "a pattern may have 2000 bytes, this one "
	    "has 2001");
}
END_TEST

START_TEST(groups_that_took_no_part_are_null)
{
	struct slice g[5];

	ck_assert_int_eq(find("(a)|(b)(x*)", SLICE("-b-"), g, 5), REGEX_YES);
	assert_slice(g[0], "b");
	ck_assert_ptr_null(g[1].ptr);
	assert_slice(g[2], "b");
	ck_assert_ptr_nonnull(g[3].ptr);
	ck_assert_uint_eq(g[3].len, 0);
	ck_assert_ptr_null(g[4].ptr);
}
END_TEST

START_TEST(many_groups_fit_into_one_scratch)
{
	struct slice	g[41];
	char		pattern[121] = "", subject[41];
	int		i;

	for (i = 0; i < 40; i++)
		memcpy(pattern + 3 * i, "(.)", 4);
	for (i = 0; i < 40; i++)
		subject[i] = (char)('a' + i % 26);
	subject[40] = '\0';
	ck_assert_int_eq(find(pattern, slice_of(subject), g, 41), REGEX_YES);
	for (i = 0; i < 40; i++)
		ck_assert_ptr_eq(g[i + 1].ptr, subject + i);
}
END_TEST

START_TEST(the_search_begins_where_it_is_told)
{
	struct err	 err = { 0 };
	struct regex	*re = regex_compile(SLICE("(?<=a)b|^b"), &err);
	struct slice	 s = SLICE("bab"), g;

	ck_assert_int_eq(regex_groups(re), 0);
	ck_assert_int_eq(regex_find(re, scratch, s, 1, &g, 1), REGEX_YES);
	ck_assert_ptr_eq(g.ptr, s.ptr + 2);
	ck_assert_int_eq(regex_find(re, scratch, s, 3, &g, 1), REGEX_NO);
	ck_assert_int_eq(regex_find(re, scratch, s, 4, &g, 1), REGEX_NO);
	regex_free(re);
	regex_free(NULL);
	regex_scratch_free(NULL);
}
END_TEST

TCase *
test_regex(void)
{
	TCase *tc = tcase_create("regex");

	tcase_add_checked_fixture(tc, open_scratch, close_scratch);
	tcase_add_loop_test(tc, matches_are_found, 0, COUNT(matches));
	tcase_add_loop_test(tc, a_bad_pattern_is_refused_with_its_place, 0,
	    COUNT(refused));
	tcase_add_loop_test(tc, no_pattern_runs_for_ever, 0, COUNT(bombs));
	tcase_add_test(tc, deep_recursion_is_a_limit);
	tcase_add_test(tc, sixty_nested_groups_are_refused);
	tcase_add_test(tc, a_long_pattern_is_refused);
	tcase_add_test(tc, groups_that_took_no_part_are_null);
	tcase_add_test(tc, many_groups_fit_into_one_scratch);
	tcase_add_test(tc, the_search_begins_where_it_is_told);
	return tc;
}

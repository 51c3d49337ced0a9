/* SPDX-License-Identifier: MIT */
#include "precept/utf8.h"
#include "support.h"

static const struct { const char *bytes; size_t len, valid; } edges[] = {
	{ "", 0, 0 },
	{ "abc", 3, 3 },
	{ "a\0b", 3, 3 },
	{ "\x7f", 1, 1 },
	{ "\x80", 1, 0 },
	{ "a\xbf", 2, 1 },
	{ "\xc2\x80", 2, 2 },			/* U+0080 */
	{ "\xc0\x80", 2, 0 },			/* NUL, too long */
	{ "\xc1\xbf", 2, 0 },
	{ "\xdf\xbf", 2, 2 },			/* U+07FF */
	{ "\xc3", 1, 0 },
	{ "\xc3(", 2, 0 },
	{ "\xe0\xa0\x80", 3, 3 },		/* U+0800 */
	{ "\xe0\x9f\xbf", 3, 0 },
	{ "\xe2\x82\xac", 3, 3 },		/* the euro */
	{ "\xe2\x82", 2, 0 },
	{ "\xed\x9f\xbf", 3, 3 },		/* U+D7FF */
	{ "\xed\xa0\x80", 3, 0 },		/* a surrogate */
	{ "\xed\xbf\xbf", 3, 0 },
	{ "\xee\x80\x80", 3, 3 },
	{ "\xef\xbf\xbf", 3, 3 },
	{ "\xf0\x90\x80\x80", 4, 4 },		/* U+10000 */
	{ "\xf0\x8f\xbf\xbf", 4, 0 },
	{ "\xf4\x8f\xbf\xbf", 4, 4 },		/* U+10FFFF */
	{ "\xf4\x90\x80\x80", 4, 0 },
	{ "\xf5\x80\x80\x80", 4, 0 },
	{ "\xf0\x9f\x98", 3, 0 },
	{ "\xff", 1, 0 },
};

/* Whatever stands before and behind, so that all paths are taken. */
START_TEST(the_valid_beginning_is_measured)
{
	char	buf[64];
	size_t	before, want, got, len;

	for (before = 0; before < 40; before++) {
		memset(buf, 'x', sizeof buf);
		memcpy(buf + before, edges[_i].bytes, edges[_i].len);
		len = before + edges[_i].len;
		want = before + edges[_i].valid;
		got = utf8_valid(buf, len);
		ck_assert_uint_eq(got, want);
		if (edges[_i].valid == edges[_i].len)
			ck_assert_uint_eq(utf8_valid(buf, sizeof buf),
			    sizeof buf);
	}
}
END_TEST

/* Sixteen bytes at a time or one by one: the same answer at every place, at
 * every length, behind neighbours of one to four bytes. */
START_TEST(whole_texts_are_checked)
{
	static const char	*const fill[] = { "x", "\xc3\xa9",
	    "\xe2\x82\xac", "\xf0\x9f\x98\x80" };
	char			 buf[128], *exact;
	size_t			 f, before, after, len, i;
	bool			 want;

	for (f = 0; f < 4; f++)
	for (before = 0; before < 40; before++)
	for (after = 0; after < 24; after++) {
		for (len = 0; len + strlen(fill[f]) <= before;)
			for (i = 0; fill[f][i] != '\0'; i++)
				buf[len++] = fill[f][i];
		memcpy(buf + len, edges[_i].bytes, edges[_i].len);
		len += edges[_i].len;
		memset(buf + len, 'y', after);
		len += after;
		want = edges[_i].valid == edges[_i].len &&
		    memchr(buf, '\0', len) == NULL;
		exact = mem_alloc(len + 1);	/* not a byte behind */
		memcpy(exact, buf, len);
		exact = mem_resize(exact, len == 0 ? 1 : len, 1);
		ck_assert(utf8_is_text(exact, len) == want);
		mem_free(exact);
	}
}
END_TEST

/* Every pair of bytes, and every third and fourth after a beginning. */
START_TEST(broken_characters_are_found_in_blocks)
{
	unsigned char	buf[32];
	char		*p = (char *)buf;
	uint32_t	 n, at;

	for (at = 8; at < 24; at += 7)
	for (n = 0; n < 0x10000; n++) {
		memset(buf, 'x', sizeof buf);
		buf[at] = (unsigned char)(0xc0 | (n & 0x3f));
		buf[at + 1] = (unsigned char)(n >> 8);
		buf[at + 2] = n & 0x40 ? 0x80 : 'x';
		buf[at + 3] = n & 0x80 ? 0xbf : 'x';
		ck_assert(utf8_is_text(p, sizeof buf) ==
		    (utf8_valid(p, sizeof buf) == sizeof buf &&
		    memchr(p, '\0', sizeof buf) == NULL));
	}
}
END_TEST

START_TEST(every_code_point_comes_back)
{
	char		out[4];
	uint32_t	c;
	size_t		len, at;

	for (c = 0; c <= 0x10ffff; c++) {
		len = utf8_put(out, c);
		at = 0;
		if (c >= 0xd800 && c <= 0xdfff) {
			ck_assert_uint_eq(utf8_valid(out, len), 0);
			continue;
		}
		if (utf8_valid(out, len) != len ||
		    utf8_next((struct slice){ out, len }, &at) != c ||
		    at != len)
			ck_abort_msg("U+%04X", c);
	}
}
END_TEST

START_TEST(code_points_are_counted_and_found)
{
	/* 1, 2, 3 and 4 bytes, often enough for the fast paths. */
	struct text	t;
	size_t		i, starts[41];
	static const char *const parts[] = {
		"a", "\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "z" };

	text_init(&t, 1000);
	for (i = 0; i < 40; i++) {
		starts[i] = t.len;
		text_string(&t, parts[i * 3 % 5]);
	}
	starts[40] = t.len;
	for (i = 0; i <= 40; i++) {
		struct slice part = { t.ptr, starts[i] };

		ck_assert_uint_eq(utf8_count(part), i);
		ck_assert_uint_eq(utf8_at((struct slice){ t.ptr, t.len }, i),
		    starts[i]);
	}
	ck_assert_uint_eq(utf8_at((struct slice){ t.ptr, t.len }, 99), t.len);
	text_free(&t);
}
END_TEST

static const struct { uint32_t c, upper, lower; bool letter; } cases[] = {
	{ 'a', 'A', 'a', true },	{ 'Z', 'Z', 'z', true },
	{ '@', '@', '@', false },	{ '[', '[', '[', false },
	{ '0', '0', '0', false },	{ 0xe4, 0xc4, 0xe4, true },
	{ 0x3a9, 0x3a9, 0x3c9, true },	{ 0x436, 0x416, 0x436, true },
	{ 0x20ac, 0x20ac, 0x20ac, false }, { 0x4e2d, 0x4e2d, 0x4e2d, true },
	{ 0x130, 0x130, 'i', true },	{ 0x1f600, 0x1f600, 0x1f600, false },
};

START_TEST(cases_and_letters)
{
	ck_assert_uint_eq(utf8_upper(cases[_i].c), cases[_i].upper);
	ck_assert_uint_eq(utf8_lower(cases[_i].c), cases[_i].lower);
	ck_assert_int_eq(utf8_is_letter(cases[_i].c), cases[_i].letter);
}
END_TEST

START_TEST(widths_on_a_terminal)
{
	ck_assert_int_eq(utf8_width('a'), 1);
	ck_assert_int_eq(utf8_width(0xe4), 1);
	ck_assert_int_eq(utf8_width(0x4e2d), 2);
	ck_assert_int_eq(utf8_width(0x301), 0);
}
END_TEST

TCase *
test_utf8(void)
{
	TCase *tc = tcase_create("utf8");

	tcase_add_loop_test(tc, the_valid_beginning_is_measured, 0,
	    COUNT(edges));
	tcase_add_loop_test(tc, whole_texts_are_checked, 0, COUNT(edges));
	tcase_add_test(tc, broken_characters_are_found_in_blocks);
	tcase_add_test(tc, every_code_point_comes_back);
	tcase_add_test(tc, code_points_are_counted_and_found);
	tcase_add_loop_test(tc, cases_and_letters, 0, COUNT(cases));
	tcase_add_test(tc, widths_on_a_terminal);
	return tc;
}

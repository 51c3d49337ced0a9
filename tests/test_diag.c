/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "precept/diag.h"
#include "support.h"

/* Findings are compared as whole texts, since they are read as whole texts. */

static struct arena	*a;
static struct diags	 ds;
static struct text	 out;

static const char lua[] =
	"rule \"Usage\" {\n"
	"  source = \"salesforce.Account\",\n"
	"\tmap\t= { A = \"B_c\" },\r\n"
	"  -- \xe4\xb8\xad\xe6\x96\x87 e\xcc\x81 \"x\"\n"
	"\033[31m\xff bad\n"
	"last";

static void
open_findings(void)
{
	a = arena_new();
	diags_init(&ds, a);
	diags_source(&ds, "usage.lua", SLICE(lua));
	text_init(&out, 1 << 16);
}

static void
close_findings(void)
{
	text_free(&out);
	arena_free(a);
}

static struct place
at(int line, int col, int len)
{
	return (struct place){ "usage.lua", line, col, len, true };
}

static void
assert_shown(const char *want)
{
	text_clear(&out);
	diags_show(&ds, false, &out);
	assert_text(&out, want);
}

START_TEST(a_whole_finding)
{
	struct diag *d = diag_add(&ds, DIAG_ERROR, "P104", at(2, 13, 18),
	    "%s cannot go into a number field", "text");

	diag_label(&ds, d, "Account.%s is text", "Pendo_band__c");
	diag_note(&ds, d, "target", "usage measure is number(18,0)");
	diag_note(&ds, d, "try", "number(Pendo_band__c)");
	assert_shown(
	    "usage.lua:2:13: error[P104]: text cannot go into a number field\n"
	    "\n"
	    "   2 |   source = \"salesforce.Account\",\n"
	    "     |             ^^^^^^^^^^^^^^^^^^ Account.Pendo_band__c is "
	    "text\n"
	    "     |\n"
	    "     = target: usage measure is number(18,0)\n"
	    "     = try:    number(Pendo_band__c)\n");
	ck_assert_uint_eq(ds.errors, 1);
	ck_assert_uint_eq(ds.warnings, 0);
}
END_TEST

START_TEST(tabs_and_line_ends_keep_the_carets_aligned)
{
	diag_add(&ds, DIAG_WARNING, "P200", at(3, 15, 3), "no such field");
	assert_shown(
	    "usage.lua:3:15: warning[P200]: no such field\n"
	    "\n"
	    "   3 | \tmap\t= { A = \"B_c\" },\n"
	    "     | \t   \t         ^^^\n");
	ck_assert_uint_eq(ds.warnings, 1);
}
END_TEST

START_TEST(wide_and_joined_characters_keep_the_carets_aligned)
{
	struct diag *d = diag_add(&ds, DIAG_ERROR, "P1", at(4, 6, 6), "wide");

	diag_label(&ds, d, "here");
	diag_add(&ds, DIAG_ERROR, "P1", at(4, 17, 3), "behind");
	assert_shown(
	    "usage.lua:4:6: error[P1]: wide\n"
	    "\n"
	    "   4 |   -- \xe4\xb8\xad\xe6\x96\x87 e\xcc\x81 \"x\"\n"
	    "     |      ^^^^ here\n"
	    "\n"
	    "usage.lua:4:17: error[P1]: behind\n"
	    "\n"
	    "   4 |   -- \xe4\xb8\xad\xe6\x96\x87 e\xcc\x81 \"x\"\n"
	    "     |             ^^^\n");
}
END_TEST

START_TEST(a_file_cannot_drive_the_terminal)
{
	diag_add(&ds, DIAG_ERROR, "P1", at(5, 6, 1), "odd bytes");
	assert_shown(
	    "usage.lua:5:6: error[P1]: odd bytes\n"
	    "\n"
	    "   5 | ?[31m? bad\n"
	    "     |      ^\n");
}
END_TEST

START_TEST(places_that_are_not_in_the_file)
{
	diag_add(&ds, DIAG_ERROR, "P1", (struct place){ 0 }, "nowhere");
	diag_add(&ds, DIAG_ERROR, "P2", at(0, 0, 0), "somewhere");
	diag_add(&ds, DIAG_ERROR, "P3", at(6, 0, 0), "on a line");
	diag_add(&ds, DIAG_ERROR, "P4", at(6, 3, 99), "too long");
	diag_add(&ds, DIAG_ERROR, "P5", at(6, 40, 5), "behind the end");
	diag_add(&ds, DIAG_ERROR, "P6", at(7, 1, 1), "below the end");
	diag_add(&ds, DIAG_ERROR, "P7", (struct place){ "x", 1, 2, 3, true },
	    "unknown file");
	diag_note(&ds, ds.last, "note", "one\ntwo");
	assert_shown(
	    "error[P1]: nowhere\n"
	    "\n"
	    "usage.lua: error[P2]: somewhere\n"
	    "\n"
	    "usage.lua:6: error[P3]: on a line\n"
	    "\n"
	    "   6 | last\n"
	    "\n"
	    "usage.lua:6:3: error[P4]: too long\n"
	    "\n"
	    "   6 | last\n"
	    "     |   ^^\n"
	    "\n"
	    "usage.lua:6:40: error[P5]: behind the end\n"
	    "\n"
	    "   6 | last\n"
	    "     |     ^\n"
	    "\n"
	    "usage.lua:7:1: error[P6]: below the end\n"
	    "\n"
	    "x:1:2: error[P7]: unknown file\n"
	    "     = note: one\n"
	    "             two\n");
}
END_TEST

START_TEST(an_endless_line_is_cut)
{
	char	line[5001];
	char	want[400];

	memset(line, 'x', sizeof line - 1);
	line[5000] = '\0';
	diags_source(&ds, "long.lua", slice_of(line));
	diag_add(&ds, DIAG_ERROR, "P1", (struct place){ "long.lua", 1, 3, 2,
	    true }, "long");
	snprintf(want, sizeof want,
	    "long.lua:1:3: error[P1]: long\n\n   1 | %.85s ...\n"
	    "     |   ^^\n", line);
	assert_shown(want);
}
END_TEST

START_TEST(line_numbers_have_room)
{
	struct text	 many;
	int		 i;

	text_init(&many, 1 << 20);
	for (i = 1; i <= 12345; i++)
		text_string(&many, "x\n");
	diags_source(&ds, "many.lua", (struct slice){ many.ptr, many.len });
	diag_add(&ds, DIAG_ERROR, "P1", (struct place){ "many.lua", 12345, 1,
	    1, true }, "deep");
	diag_note(&ds, ds.last, "try", "less");
	assert_shown(
	    "many.lua:12345:1: error[P1]: deep\n"
	    "\n"
	    "  12345 | x\n"
	    "        | ^\n"
	    "        |\n"
	    "        = try: less\n");
	text_free(&many);
}
END_TEST

START_TEST(colour_changes_nothing_but_colour)
{
	diag_add(&ds, DIAG_ERROR, "P1", at(6, 1, 4), "red");
	diags_show(&ds, true, &out);
	assert_text(&out,
	    "\033[1musage.lua:6:1: \033[0m\033[1;31merror[P1]\033[0m: red\n"
	    "\n"
	    "\033[1;34m   6 |\033[0m last\n"
	    "\033[1;34m     |\033[0m \033[1;31m^^^^\033[0m\n");
}
END_TEST

START_TEST(findings_are_sorted_and_said_once)
{
	struct place other = { "a.lua", 9, 9, 0, false };

	diag_add(&ds, DIAG_ERROR, "P3", at(6, 2, 0), "c");
	diag_add(&ds, DIAG_ERROR, "P2", at(6, 1, 0), "second");
	diag_add(&ds, DIAG_WARNING, "P2", at(6, 1, 0), "first of two");
	diag_add(&ds, DIAG_ERROR, "P2", at(6, 1, 0), "second");
	diag_add(&ds, DIAG_WARNING, "P2", at(6, 1, 0), "first of two");
	diag_add(&ds, DIAG_ERROR, "P1", at(2, 0, 0), "b");
	diag_add(&ds, DIAG_ERROR, "P9", other, "a");
	diag_add(&ds, DIAG_ERROR, "P8", (struct place){ 0 }, "zero");
	diags_sort(&ds);
	ds.sources = NULL;
	assert_shown(
	    "error[P8]: zero\n\n"
	    "a.lua:9:9: error[P9]: a\n\n"
	    "usage.lua:2: error[P1]: b\n\n"
	    "usage.lua:6:1: error[P2]: second\n\n"
	    "usage.lua:6:1: warning[P2]: first of two\n\n"
	    "usage.lua:6:2: error[P3]: c\n");
	ck_assert_uint_eq(ds.errors, 5);
	ck_assert_uint_eq(ds.warnings, 1);
	ck_assert_str_eq(ds.last->text, "c");
}
END_TEST

START_TEST(sorting_nothing_is_fine)
{
	diags_sort(&ds);
	assert_shown("");
	diags_json(&ds, &out);
	assert_text(&out, "[]\n");
}
END_TEST

START_TEST(a_place_inside_a_text_is_counted_only_where_it_is_exact)
{
	struct place exact = at(2, 13, 18), escaped = exact, in;

	escaped.exact = false;
	in = diag_inside(exact, 11, 7);
	ck_assert_int_eq(in.col, 24);
	ck_assert_int_eq(in.len, 7);
	in = diag_inside(escaped, 11, 7);
	ck_assert_int_eq(in.col, 13);
	ck_assert_int_eq(in.len, 18);
}
END_TEST

START_TEST(findings_as_json)
{
	struct diag *d = diag_add(&ds, DIAG_ERROR, "P104", at(2, 13, 18),
	    "a \"quote\", a \\, a \t and a \xff byte");

	diag_label(&ds, d, "\xe2\x82\xac");
	diag_note(&ds, d, "target", "x");
	diag_note(&ds, d, "try", "y");
	diag_add(&ds, DIAG_WARNING, "P1", (struct place){ 0 }, "bare");
	diags_json(&ds, &out);
	assert_text(&out,
	    "[\n"
	    "  {\"file\":\"usage.lua\",\"line\":2,\"col\":13,\"len\":18,"
	    "\"level\":\"error\",\"code\":\"P104\",\"text\":\"a \\\"quote\\\", "
	    "a \\\\, a \\u0009 and a \xef\xbf\xbd byte\","
	    "\"label\":\"\xe2\x82\xac\",\"notes\":["
	    "{\"head\":\"target\",\"text\":\"x\"},"
	    "{\"head\":\"try\",\"text\":\"y\"}]},\n"
	    "  {\"file\":null,\"line\":0,\"col\":0,\"len\":0,"
	    "\"level\":\"warning\",\"code\":\"P1\",\"text\":\"bare\","
	    "\"label\":null,\"notes\":[]}\n"
	    "]\n");
}
END_TEST

TCase *
test_diag(void)
{
	TCase *tc = tcase_create("diag");

	tcase_add_checked_fixture(tc, open_findings, close_findings);
	tcase_add_test(tc, a_whole_finding);
	tcase_add_test(tc, tabs_and_line_ends_keep_the_carets_aligned);
	tcase_add_test(tc, wide_and_joined_characters_keep_the_carets_aligned);
	tcase_add_test(tc, a_file_cannot_drive_the_terminal);
	tcase_add_test(tc, places_that_are_not_in_the_file);
	tcase_add_test(tc, an_endless_line_is_cut);
	tcase_add_test(tc, line_numbers_have_room);
	tcase_add_test(tc, colour_changes_nothing_but_colour);
	tcase_add_test(tc, findings_are_sorted_and_said_once);
	tcase_add_test(tc, sorting_nothing_is_fine);
	tcase_add_test(tc,
	    a_place_inside_a_text_is_counted_only_where_it_is_exact);
	tcase_add_test(tc, findings_as_json);
	return tc;
}

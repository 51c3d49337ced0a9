/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "precept/ledger.h"
#include "support.h"

/* Lines of a plan that become those of the ledger. */

#define FIRST "[\"+\",2,null,[],[[0,null,\"a,null,b\"]]]\n"
#define SECOND "[\"~\",-3,\"001Sb0000000001IAA\",[\"k\"],[[0,null,\"x\"]]]\n"
#define THIRD "[\"!\",4,null,[],\"D402\",\"Name\",\"no\"]\n"
#define ALL FIRST SECOND THIRD

static struct slice	ids[3];
static char		ops[4];
static struct changes	c = { .op = ops, .id = ids };

static void
rows(const char *what)
{
	memset(ids, 0, sizeof ids);
	c.count = strlen(what);
	memcpy(ops, what, c.count);
}

/* What is added behind "head"; NULL: nothing. */
static const char *
lines(const char *of)
{
	static char	said[400];
	struct text	out;
	bool		ok;

	text_init(&out, 4096);
	text_string(&out, "head");
	ok = ledger_put_lines(&out, &c, slice_of(of));
	ck_assert(ok || out.len == 4);
	snprintf(said, sizeof said, "%.*s", (int)out.len - 4, out.ptr + 4);
	text_free(&out);
	return ok ? said : NULL;
}

START_TEST(lines_stay_as_they_are)
{
	rows("+~!");
	ck_assert_str_eq(lines(ALL), ALL);
	ids[1] = SLICE("001Sb0000000009IAA");
	ids[2] = SLICE("001Sb0000000008IAA");
	ck_assert_str_eq(lines(ALL), ALL);
	rows("");
	ck_assert_str_eq(lines(""), "");
}
END_TEST

START_TEST(a_created_row_gets_its_id)
{
	rows("+~+");
	ids[0] = SLICE("001Sb0000000002IAA");
	ids[2] = SLICE("00\"");
	ck_assert_str_eq(lines(FIRST SECOND "[\"+\",-17,null,[\"q\"],[]]\n"),
	    "[\"+\",2,\"001Sb0000000002IAA\",[],[[0,null,\"a,null,b\"]]]\n"
	    SECOND "[\"+\",-17,\"00\\\"\",[\"q\"],[]]\n");
}
END_TEST

START_TEST(other_lines_are_none_of_these_rows)
{
	rows("+~.");
	ck_assert_ptr_null(lines(ALL));
	rows("+~");
	ck_assert_ptr_null(lines(ALL));
	rows("+~!");
	ck_assert_ptr_null(lines(FIRST SECOND));
	ck_assert_ptr_null(lines(FIRST SECOND "[\"!\""));
	ck_assert_ptr_null(lines(FIRST "\n" THIRD));
	rows("+");
	ids[0] = SLICE("001Sb0000000002IAA");
	ck_assert_ptr_null(lines("[\"+\",2,\"001Sb0000000001IAA\",[],[]]\n"));
	ck_assert_ptr_null(lines("[\"+\",2,null]\n"));
	ck_assert_ptr_null(lines("[\"+\",2\n"));
}
END_TEST

TCase *
test_ledger(void)
{
	TCase	*tc = tcase_create("ledger");

	tcase_add_test(tc, lines_stay_as_they_are);
	tcase_add_test(tc, a_created_row_gets_its_id);
	tcase_add_test(tc, other_lines_are_none_of_these_rows);
	return tc;
}

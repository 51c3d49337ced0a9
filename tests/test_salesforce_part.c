/* SPDX-License-Identifier: MIT */
#include "salesforce_rows.h"
#include "support.h"

/* The answer to a call of sObject Collections, row by row. */

#define A "001Sb0000000001IAA"
#define B "001Sb0000000002IAA"
#define GOOD(id) "{\"id\":\"" id "\",\"success\":true,\"errors\":[]}"
#define BAD "{\"success\":false,\"errors\":[{\"statusCode\":\"DUPLICATE_VALUE" \
	"\",\"message\":\"twice\",\"fields\":[]}]}"

static struct slice		ids[2];
static char			ops[3];
static bool			due[2];
static struct changes		changes;
static struct salesforce_part	part;

static void
two_rows(void)
{
	static const struct action action;

	memset(ids, 0, sizeof ids);
	strcpy(ops, "++");
	changes = (struct changes){ .action = &action, .op = ops, .id = ids,
		.count = 2, .arena = arena_new() };
	rejects_init(&changes.rejects, changes.arena, 2);
	part = (struct salesforce_part){ .c = &changes, .due = due,
		.way = SALESFORCE_INSERT, .count = 2, .rows = { 0, 1 } };
}

static void
no_rows(void)
{
	arena_free(changes.arena);
}

static bool
take(const char *answer)
{
	struct http_call	call = { .status = 200 };
	bool			ok;

	text_init(&call.answer, 4096);
	text_string(&call.answer, answer);
	ok = salesforce_part_read(&part, &call);
	text_free(&call.answer);
	return ok;
}

static void
both(const char *answer)
{
	memset(ids, 0, sizeof ids);
	ck_assert_msg(take(answer), "%s", answer);
	ck_assert_str_eq(ops, "++");
	ck_assert_msg(slice_is(ids[0], A) && slice_is(ids[1], B), "%s",
	    answer);
}

START_TEST(created_rows_get_their_ids)
{
	both("[" GOOD(A) "," GOOD(B) "]");
	both("[{\"id\":\"" A "\",\"success\":true,\"errors\":[],"
	    "\"created\":true},{\"id\":\"" B "\",\"success\":true,"
	    "\"errors\":[],\"created\":false}]");
	both("[" GOOD(A) ", " GOOD(B) "]\n");
	both("[{\"success\":true,\"id\":\"" A "\",\"errors\":[]},"
	    GOOD(B) "]");
	both("[" GOOD(A) ",{\"id\":\"" B "\",\"success\":true,\"errors\":[],"
	    "\"new\":[1]}]");
}
END_TEST

START_TEST(a_refused_row_beside_a_good_one)
{
	ck_assert(take("[" GOOD(A) "," BAD "]"));
	ck_assert_str_eq(ops, "+!");
	ck_assert(slice_is(ids[0], A));
	ck_assert_uint_eq(changes.rejects.count, 1);
	ck_assert_str_eq(changes.rejects.items[0].code, "DUPLICATE_VALUE");
}
END_TEST

START_TEST(nothing_is_taken_of_what_is_not_whole)
{
	static const char *const broken[] = { "", "[", "[]", "[" GOOD(A) "]",
		"[" GOOD(A) "," GOOD(B), "[" GOOD(A) "," GOOD(B) "," GOOD(B)
		"]", "[" GOOD(A) "," GOOD(B) "]]", "[" GOOD(A) GOOD(B) "]",
		"," GOOD(A) "," GOOD(B) "]", GOOD(A),
		"[" GOOD(A) ",{\"id\":\"" B "\",\"success\":true,\"errors\":[]",
	};

	for (size_t i = 0; i < COUNT(broken); i++) {
		ck_assert_msg(!take(broken[i]), "%s", broken[i]);
		ck_assert_str_eq(ops, "++");
		ck_assert_ptr_null(ids[0].ptr);
	}
}
END_TEST

TCase *
test_salesforce_part(void)
{
	TCase	*tc = tcase_create("salesforce_part");

	tcase_add_checked_fixture(tc, two_rows, no_rows);
	tcase_add_test(tc, created_rows_get_their_ids);
	tcase_add_test(tc, a_refused_row_beside_a_good_one);
	tcase_add_test(tc, nothing_is_taken_of_what_is_not_whole);
	return tc;
}

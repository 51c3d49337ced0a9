/* SPDX-License-Identifier: MIT */
#include "salesforce_session.h"
#include "support.h"

/* Fewer calls at once while the org is busy, more again when it is not. */

static struct connection	 connection;
static struct salesforce	 sf;

static void
begin(void)
{
	connection = (struct connection){ .connections = 8 };
	sf = (struct salesforce){ .connection = &connection };
}

static void
end(void)
{
}

/* So that the next is no call that began together with the last. */
static void
later(void)
{
	sf.slowed -= 1000000;
}

static void
bad(int status, const char *code, const char *text)
{
	struct http_call	call = { .outcome = HTTP_WHOLE,
				    .status = status };
	struct salesforce_error	e = { code, text, NULL };

	salesforce_pace_bad(&sf, &call, &e);
	later();
}

static void
good(int n)
{
	while (n-- > 0)
		salesforce_pace_good(&sf, 50000);
}

START_TEST(all_connections_are_used_at_first)
{
	ck_assert_int_eq(salesforce_pace(&sf), 8);
	good(100);
	ck_assert_int_eq(salesforce_pace(&sf), 8);
}
END_TEST

START_TEST(each_refusal_halves_down_to_one)
{
	bad(503, "", "");
	ck_assert_int_eq(salesforce_pace(&sf), 4);
	bad(429, "", "");
	ck_assert_int_eq(salesforce_pace(&sf), 2);
	bad(403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent "
	    "API Requests) Limit exceeded.");
	ck_assert_int_eq(salesforce_pace(&sf), 1);
	bad(400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access");
	ck_assert_int_eq(salesforce_pace(&sf), 1);
}
END_TEST

START_TEST(calls_that_fail_together_count_once)
{
	salesforce_pace_slower(&sf);
	salesforce_pace_slower(&sf);
	salesforce_pace_slower(&sf);
	ck_assert_int_eq(salesforce_pace(&sf), 4);
	later();
	salesforce_pace_slower(&sf);
	ck_assert_int_eq(salesforce_pace(&sf), 2);
}
END_TEST

START_TEST(a_mistake_of_ours_changes_nothing)
{
	bad(400, "INVALID_FIELD", "No such column");
	bad(404, "NOT_FOUND", "");
	bad(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
	ck_assert_int_eq(salesforce_pace(&sf), 8);
}
END_TEST

START_TEST(a_slow_answer_halves_too)
{
	salesforce_pace_good(&sf, 11000000);
	ck_assert_int_eq(salesforce_pace(&sf), 4);
}
END_TEST

START_TEST(as_many_good_answers_as_calls_give_one_more)
{
	bad(503, "", "");
	good(3);
	ck_assert_int_eq(salesforce_pace(&sf), 4);
	good(1);
	ck_assert_int_eq(salesforce_pace(&sf), 5);
	good(4);
	ck_assert_int_eq(salesforce_pace(&sf), 5);
	good(1 + 6 + 7);
	ck_assert_int_eq(salesforce_pace(&sf), 8);
	good(50);
	ck_assert_int_eq(salesforce_pace(&sf), 8);
}
END_TEST

START_TEST(a_refusal_begins_the_count_anew)
{
	bad(503, "", "");
	good(3);
	bad(503, "", "");
	good(1);
	ck_assert_int_eq(salesforce_pace(&sf), 2);
	good(1);
	ck_assert_int_eq(salesforce_pace(&sf), 3);
}
END_TEST

TCase *
test_salesforce_pace(void)
{
	TCase	*tc = tcase_create("salesforce_pace");

	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_test(tc, all_connections_are_used_at_first);
	tcase_add_test(tc, each_refusal_halves_down_to_one);
	tcase_add_test(tc, calls_that_fail_together_count_once);
	tcase_add_test(tc, a_mistake_of_ours_changes_nothing);
	tcase_add_test(tc, a_slow_answer_halves_too);
	tcase_add_test(tc, as_many_good_answers_as_calls_give_one_more);
	tcase_add_test(tc, a_refusal_begins_the_count_anew);
	return tc;
}

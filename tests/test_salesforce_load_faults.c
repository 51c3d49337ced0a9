/* SPDX-License-Identifier: MIT */
#include "load_world.h"
#include "salesforce_target.h"

/* What goes wrong while rows are on their way: the ledger is right in the
 * end, and no record is doubled or lost. */

#define UPSERT "operation = \"upsert\", keys = { \"Key__c\" }"
#define INSERT "operation = \"insert\""
#define UPDATE "operation = \"update\", keys = { \"Id\" }"
#define BY_KEY "Key__c = \"key\", Name = \"name\""
#define BY_NAME "Name = \"name\", NumberOfEmployees = \"n\""

static void
open_world(void)
{
	salesforce_settle_ms = 600;
	load_world_open();
}

static void
rows_to_insert(int n)
{
	load_world_rows("name,n", "Acme %d,%d", n);
	load_world_rule(BY_NAME, INSERT);
}

static void
rows_to_upsert(int n)
{
	load_world_rows("key,name", "k%d,Acme %d", n);
	load_world_rule(BY_KEY, UPSERT);
}

/* Each row of the last run is in the ledger once, as a record that is there. */
static void
ledger_has(int created)
{
	struct load_world	*w = &load_world;
	const char		*at;
	int			 n = 0;

	at = workbench_ledger(&w->bench, w->report.row.id);
	for (; (at = strstr(at, "[\"+\",")) != NULL; at++) {
		const char *id = strstr(at, ",\"001Sb");

		ck_assert_ptr_nonnull(id);
		ck_assert_int_lt(id - at, 12);
		n++;
	}
	ck_assert_int_eq(n, created);
	load_world_has(created);
}

/* The ledger's lines of refused rows. */
static void
refused(const char *want)
{
	struct load_world	*w = &load_world;
	const char		*all, *at, *lines = "";

	all = workbench_ledger(&w->bench, w->report.row.id);
	for (at = all; (at = strstr(at, "[\"!\",")) != NULL; at++)
		lines = arena_printf(w->bench.arena, "%s%.*s\n", lines,
		    (int)strcspn(at, "\n"), at);
	ck_assert_str_eq(lines, want);
}

START_TEST(a_locked_row_goes_again_alone)
{
	ask_faults("on PATCH /composite/sobjects/**: lock row 17 once\n"
	    "on PATCH /composite/sobjects/**: lock row 1 after 1 calls "
	    "once\n");
	rows_to_upsert(20);
	load_world_run(RUN_DONE);
	load_world_counts("+20 ~0 =0 !0 .0");
	ck_assert_int_eq(load_world_calls("PATCH", "/composite"), 3);
	ledger_has(20);
}
END_TEST

START_TEST(a_row_that_stays_locked_is_told_of)
{
	ask_faults("on PATCH /composite/sobjects/**: lock row 17 once\n"
	    "on PATCH /composite/sobjects/**: lock row 1 after 1 calls\n");
	rows_to_upsert(20);
	load_world_run(RUN_PARTIAL);
	load_world_counts("+19 ~0 =0 !1 .0");
	refused("[\"!\",18,null,[\"k17\"],\"UNABLE_TO_LOCK_ROW\",null,"
	    "\"unable to obtain exclusive access to this record: somebody "
	    "else was writing the record or its parent. It was tried several "
	    "times. Run again, or at an hour when fewer others write.\"]\n");
	ck_assert_int_eq(load_world_calls("PATCH", "/composite"), 5);
	load_world_has(19);
}
END_TEST

START_TEST(a_lost_answer_to_an_insert_is_looked_up)
{
	ask_faults("on POST /composite/sobjects: reset after processing "
	    "once\n");
	rows_to_insert(20);
	load_world_run(RUN_DONE);
	load_world_counts("+20 ~0 =0 !0 .0");
	ck_assert_int_eq(load_world_calls("POST", "/composite"), 1);
	ledger_has(20);
}
END_TEST

/* Nothing was done: the rows are looked for, in vain, and sent again. */
START_TEST(a_lost_insert_is_sent_again)
{
	ask_faults("on POST /composite/sobjects: reset once\n");
	rows_to_insert(20);
	load_world_run(RUN_DONE);
	load_world_counts("+20 ~0 =0 !0 .0");
	ck_assert_int_eq(load_world_calls("POST", "/composite"), 2);
	ck_assert_int_ge(load_world_calls("GET", "/query"), 2);
	ledger_has(20);
}
END_TEST

/* Of 500 rows in three calls the second answer is lost. */
START_TEST(one_lost_answer_of_several_is_looked_up)
{
	ask_faults("on POST /composite/sobjects: reset after processing "
	    "after 1 calls once\n");
	rows_to_insert(500);
	load_world_run(RUN_DONE);
	load_world_counts("+500 ~0 =0 !0 .0");
	ck_assert_int_eq(load_world_calls("POST", "/composite"), 3);
	ledger_has(500);
}
END_TEST

/* Of two lost calls one was done. */
START_TEST(what_was_done_is_not_sent_with_what_was_not)
{
	ask_faults("on POST /composite/sobjects: reset after processing "
	    "once\non POST /composite/sobjects: reset after 1 calls once\n");
	rows_to_insert(400);
	load_world_run(RUN_DONE);
	load_world_counts("+400 ~0 =0 !0 .0");
	ck_assert_int_eq(load_world_calls("POST", "/composite"), 3);
	ledger_has(400);
}
END_TEST

/* A row that was locked is not forgotten over a call that was lost. */
START_TEST(locked_rows_go_again_beside_lost_calls)
{
	ask_faults("on POST /composite/sobjects: reset once\n"
	    "on POST /composite/sobjects: lock row 7 after 1 calls once\n");
	rows_to_insert(400);
	load_world_run(RUN_DONE);
	load_world_counts("+400 ~0 =0 !0 .0");
	ledger_has(400);
}
END_TEST

/* Rows that are all alike: none may stand for another. */
START_TEST(rows_that_are_alike_are_told_apart)
{
	ask_faults("on POST /composite/sobjects: reset after 1 calls "
	    "once\n");
	load_world_rows("name,n", "Acme,1", 500);
	load_world_rule(BY_NAME, INSERT);
	load_world_run(RUN_DONE);
	load_world_counts("+500 ~0 =0 !0 .0");
	ledger_has(500);
}
END_TEST

static const struct { const char *fault; int calls; } upserts[] = {
	{ "reset after processing once", 2 },
	{ "reset once", 2 },
	{ "status 503 once", 2 },
	{ "status 500 once", 2 },
	{ "html 502 once", 2 },
	{ "html 200 once", 2 },
	{ "cut body at 30 bytes once", 2 },
	{ "status 503 once retry-after 1", 2 },
	{ "status 429 once", 2 },
	{ "concurrent limit once", 2 },
	{ "expire session once", 2 },
	{ "latency 50ms", 1 },
};

START_TEST(an_upsert_goes_on)
{
	ask_faults(arena_printf(load_world.bench.arena, "on PATCH "
	    "/composite/sobjects/**: %s", upserts[_i].fault));
	rows_to_upsert(20);
	load_world_run(RUN_DONE);
	load_world_counts("+20 ~0 =0 !0 .0");
	ck_assert_int_eq(load_world_calls("PATCH", "/composite"),
	    upserts[_i].calls);
	ledger_has(20);
}
END_TEST

static const struct { const char *fault; int calls; } inserts[] = {
	{ "reset after processing once", 1 },
	{ "reset once", 2 },
	{ "status 503 once", 2 },
	{ "status 500 once", 2 },
	{ "html 502 once", 2 },
	{ "html 200 once", 2 },
	{ "cut body at 30 bytes once", 1 },
	{ "status 503 once retry-after 1", 2 },
	{ "status 429 once", 2 },
	{ "concurrent limit once", 2 },
	{ "expire session once", 2 },
	{ "latency 50ms", 1 },
};

START_TEST(an_insert_goes_on)
{
	ask_faults(arena_printf(load_world.bench.arena, "on POST "
	    "/composite/sobjects: %s", inserts[_i].fault));
	rows_to_insert(20);
	load_world_run(RUN_DONE);
	load_world_counts("+20 ~0 =0 !0 .0");
	ck_assert_int_eq(load_world_calls("POST", "/composite"),
	    inserts[_i].calls);
	ledger_has(20);
}
END_TEST

/* "retry" of the last run, in a new process's workspace. */
static void
go_on(void)
{
	static const struct run_progress no_progress;
	struct load_world		*w = &load_world;
	int64_t				 run = w->report.row.id;

	ask_call("DELETE", "/sandbox/faults", "", "");
	workbench_load(&w->bench);
	load_world_recover();
	load_world_forget_calls();
	w->err = (struct err){ 0 };
	assert_ok(retry_run(&w->bench.w, run, &no_progress, w->bench.arena,
	    &w->report, &w->err), &w->err);
	ck_assert_int_eq(w->report.row.state, RUN_DONE);
	ck_assert_int_eq(w->report.row.id, run);
}

static const struct { const char *fault, *says; int calls; } ends[] = {
	{ "daily limit after 1 calls", "REQUEST_LIMIT_EXCEEDED", 2 },
	{ "status 500 after 1 calls", "status 500", 2 },
	{ "status 503 after 1 calls", "status 503", 2 },
	{ "error 403 API_DISABLED_FOR_ORG \"no\" after 1 calls",
	    "API_DISABLED_FOR_ORG", 2 },
};

/* Of three calls one comes through, then nothing goes any more; the next day
 * the rest follows. */
START_TEST(a_run_that_failed_half_way_goes_on)
{
	ask_faults(arena_printf(load_world.bench.arena, "on POST "
	    "/composite/sobjects: %s", ends[_i].fault));
	rows_to_insert(500);
	load_world_fails(ends[_i].says);
	ck_assert_msg(strstr(load_world.err.text, "; 'precept retry 1' goes on "
	    "with the rows that are not written yet") != NULL, "%s",
	    load_world.err.text);
	go_on();
	ck_assert_int_eq(load_world_calls("POST", "/composite"),
	    ends[_i].calls);
	load_world_counts("+500 ~0 =0 !0 .0");
	ledger_has(500);
}
END_TEST

/* The org cannot read one row, and refuses the whole call: smaller ones find it. */
START_TEST(a_row_that_spoils_its_call_is_found)
{
	ask_faults("on POST /composite/sobjects: error 400 JSON_PARSER_ERROR "
	    "\"Cannot deserialize\" once\n"
	    "on POST /composite/sobjects: error 400 JSON_PARSER_ERROR "
	    "\"Cannot deserialize\" after 1 calls once\n");
	rows_to_insert(200);
	load_world_run(RUN_DONE);
	load_world_counts("+200 ~0 =0 !0 .0");
	ck_assert_int_eq(load_world_calls("POST", "/composite"), 1 + 5 + 5);
	ledger_has(200);
}
END_TEST

/* A call that is wrong as a whole is wrong for its rows alone. */
START_TEST(a_call_that_is_refused_refuses_its_rows)
{
	ask_faults("on POST /composite/sobjects: error 400 INVALID_FIELD "
	    "\"No such column 'x'.\" once\n");
	rows_to_insert(201);
	load_world_run(RUN_PARTIAL);
	ck_assert_uint_eq(load_world.report.row.counts.created +
	    load_world.report.row.counts.rejected, 201);
	ck_assert_uint_ge(load_world.report.row.counts.created, 1);
	load_world_has((int64_t)load_world.report.row.counts.created);
}
END_TEST

TCase *
test_salesforce_load_faults(void)
{
	TCase	*tc = tcase_create("salesforce_load_faults");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, open_world, load_world_close);
	tcase_add_test(tc, a_locked_row_goes_again_alone);
	tcase_add_test(tc, a_row_that_stays_locked_is_told_of);
	tcase_add_test(tc, a_lost_answer_to_an_insert_is_looked_up);
	tcase_add_test(tc, a_lost_insert_is_sent_again);
	tcase_add_test(tc, one_lost_answer_of_several_is_looked_up);
	tcase_add_test(tc, what_was_done_is_not_sent_with_what_was_not);
	tcase_add_test(tc, locked_rows_go_again_beside_lost_calls);
	tcase_add_test(tc, rows_that_are_alike_are_told_apart);
	tcase_add_loop_test(tc, a_run_that_failed_half_way_goes_on, 0,
	    COUNT(ends));
	tcase_add_test(tc, a_row_that_spoils_its_call_is_found);
	tcase_add_test(tc, a_call_that_is_refused_refuses_its_rows);
	tcase_add_loop_test(tc, an_upsert_goes_on, 0, COUNT(upserts));
	tcase_add_loop_test(tc, an_insert_goes_on, 0, COUNT(inserts));
	return tc;
}

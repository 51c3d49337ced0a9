/* SPDX-License-Identifier: MIT */
#include "load_world.h"
#include "sandbox.h"
#include "salesforce_target.h"

/* What calls may cost: a run stops before the call that is one too many, and
 * everything that left is known. */

#define UPSERT "operation = \"upsert\", keys = { \"Key__c\" }"
#define INSERT "operation = \"insert\""
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

/* The whole sentence, and how many rows of the run are in the ledger. */
static void
stops(const char *text, int written)
{
	struct load_world	*w = &load_world;
	const char		*at;
	int			 n = 0;

	load_world_fails("");
	ck_assert_str_eq(w->err.text, text);
	ck_assert_int_eq(w->report.row.state, RUN_FAILED);
	at = workbench_ledger(&w->bench, w->report.row.id);
	for (; (at = strstr(at, "[\"+\",")) != NULL; at++)
		n++;
	ck_assert_int_eq(n, written);
	load_world_has(written);
}

/* Nothing was left open: the next start has nothing to ask. */
static void
nothing_is_open(void)
{
	struct load_world	*w = &load_world;
	struct arena		*a = w->bench.arena;
	struct call		 call = { 0 };

	ck_assert(!journal_intent(w->bench.w.store, 0, 0, a, &call, &w->err));
	w->err = (struct err){ 0 };
}

/* With what the admin has mended. */
static void
retry(enum run_state state)
{
	struct load_world	*w = &load_world;
	struct run_progress	 none = { 0 };

	w->err = (struct err){ 0 };
	assert_ok(retry_run(&w->bench.w, w->report.row.id, &none,
	    w->bench.arena, &w->report, &w->err), &w->err);
	ck_assert_str_eq(run_state_name(w->report.row.state),
	    run_state_name(state));
}

/* One call more than was thought. */
#define BUSY "on POST /composite/sobjects: status 503 once\n"

START_TEST(a_run_stops_before_one_call_too_many)
{
	ask_faults(BUSY);
	load_world_connection(", connections = 1, budget = { calls = 5 }");
	rows_to_insert(1000);
	stops("connection 'salesforce': 5 of the 5 calls that the "
	    "connection's budget allows in one run are made, and the next is "
	    "not: raise 'calls' in its budget, or let it read and write less; "
	    "'precept retry 1' goes on with the rows that are not written "
	    "yet", 800);
	ck_assert_int_eq(load_world_calls("POST", "/composite"), 5);
	load_world_counts("+800 ~0 =0 !0 .0");
	nothing_is_open();
}
END_TEST

START_TEST(calls_at_once_keep_to_the_budget)
{
	ask_faults(BUSY);
	load_world_connection(", connections = 5, budget = { calls = 10 }");
	rows_to_insert(2000);
	stops("connection 'salesforce': 10 of the 10 calls that the "
	    "connection's budget allows in one run are made, and the next is "
	    "not: raise 'calls' in its budget, or let it read and write less; "
	    "'precept retry 1' goes on with the rows that are not written "
	    "yet", 1800);
	ck_assert_int_eq(load_world_calls("POST", "/composite"), 10);
	nothing_is_open();
}
END_TEST

/* The session is the command's: another command has calls of its own. */
START_TEST(retry_does_the_rest_and_no_row_twice)
{
	ask_faults(BUSY);
	load_world_connection(", budget = { calls = 3 }");
	rows_to_insert(600);
	load_world_fails("3 of the 3 calls");
	load_world_has(400);
	workbench_load(&load_world.bench);
	retry(RUN_DONE);
	load_world_counts("+600 ~0 =0 !0 .0");
	load_world_has(600);
	nothing_is_open();
}
END_TEST

START_TEST(a_rule_s_budget_holds_for_it)
{
	ask_faults(BUSY);
	load_world.more = "budget = { calls = 5 }, ";
	rows_to_insert(1000);
	stops("connection 'salesforce': 5 of the 5 calls that the "
	    "rule's budget allows in one run are made, and the next is "
	    "not: raise 'calls' in its budget, or let it read and write less; "
	    "'precept retry 1' goes on with the rows that are not written "
	    "yet", 800);
	nothing_is_open();
}
END_TEST

/* Each run of the rule begins anew, in one command too. */
START_TEST(a_rule_s_budget_is_for_each_run)
{
	load_world.more = "budget = { calls = 2 }, ";
	rows_to_insert(400);
	load_world_run(RUN_DONE);
	load_world_run(RUN_DONE);
	load_world_has(800);
}
END_TEST

#ifndef SCAN_BLOCK
static void
rows_to_upsert(int n)
{
	load_world_rows("key,name", "k%d,Acme %d", n);
	load_world_rule(BY_KEY, UPSERT);
}

START_TEST(what_is_read_counts_too)
{
	load_world.more = "budget = { calls = 2 }, ";
	rows_to_upsert(201);
	stops("connection 'salesforce': 1 calls are made, writing takes about "
	    "2 more, and the rule's budget allows 2 in one run: raise 'calls' "
	    "in its budget, or let it write less", 0);
	ck_assert_int_eq(load_world_calls("PATCH", "/composite"), 0);
	nothing_is_open();
}
END_TEST
#endif

/* The answer is lost: what became of it is asked for. */
START_TEST(a_create_under_way_is_settled_beyond_the_budget)
{
	ask_faults("on POST /composite/sobjects: reset after processing "
	    "after 1 calls once\n");
	load_world.more = "budget = { calls = 3 }, ";
	rows_to_insert(600);
	load_world_run(RUN_DONE);
	ck_assert_int_eq(load_world_calls("POST", "/composite"), 3);
	ck_assert_int_ge(load_world_calls("GET", "/query"), 1);
	load_world_has(600);
	nothing_is_open();
}
END_TEST

/* One call is lost, and another may not go again. */
START_TEST(a_lost_create_is_settled_where_a_run_stops)
{
	ask_faults("on POST /composite/sobjects: status 503 once\n"
	    "on POST /composite/sobjects: reset after processing after 2 "
	    "calls once\n");
	load_world_connection(", connections = 1");
	load_world.more = "budget = { calls = 4 }, ";
	rows_to_insert(800);
	stops("connection 'salesforce': 4 of the 4 calls that the "
	    "rule's budget allows in one run are made, and the next is "
	    "not: raise 'calls' in its budget, or let it read and write less; "
	    "'precept retry 1' goes on with the rows that are not written "
	    "yet", 600);
	nothing_is_open();
}
END_TEST

/* A locked row would go again, and may not: it was not written. */
START_TEST(a_row_that_would_go_again_is_not_done)
{
	ask_faults("on POST /composite/sobjects: lock row 3 once\n");
	load_world.more = "budget = { calls = 1 }, ";
	rows_to_insert(20);
	stops("connection 'salesforce': 1 of the 1 calls that the "
	    "rule's budget allows in one run are made, and the next is "
	    "not: raise 'calls' in its budget, or let it read and write less; "
	    "'precept retry 1' goes on with the rows that are not written "
	    "yet", 19);
	nothing_is_open();
}
END_TEST

START_TEST(a_bulk_job_that_cannot_end_is_not_begun)
{
	load_world.more = "budget = { calls = 7 }, ";
	rows_to_insert(2001);
	stops("connection 'salesforce': 0 calls are made, writing takes about "
	    "8 more, and the rule's budget allows 7 in one run: raise 'calls' "
	    "in its budget, or let it write less", 0);
	ck_assert_int_eq(load_world_calls("POST", "/jobs"), 0);
	nothing_is_open();
}
END_TEST

#ifndef SCAN_BLOCK
/* A saved plan of a job of updates and one of inserts, for which there is no
 * call left: what the first has done is known. */
START_TEST(a_job_under_way_is_settled_where_a_run_stops)
{
	struct load_world	*w = &load_world;
	const char		*path = arena_printf(w->bench.arena,
				    "%s/p.plan", w->bench.dir);
	struct run_order	 o = { .kind = "run",
				    .date = workbench_day() };
	struct plan_order	 to = { .rule_count = 1, .path = path,
				    .date = o.date };
	struct plan		 p;

	load_world_rows("Name,NumberOfEmployees", "Acme %d,0", 1001);
	load_world_fill();
	w->more = "budget = { calls = 13 }, ";
	load_world_rows("name,n", "Acme %d,%d", 2002);
	load_world_rule(BY_NAME, "operation = \"upsert\", keys = { \"Name\" "
	    "}");
	o.rule = ruleset_find(w->bench.w.rules, SLICE("r"));
	to.rules = &o.rule;
	assert_ok(plan_open(&p, &w->bench.w, &to, &w->err) &&
	    run_plan(&w->bench.w, &o, &p, w->bench.arena, &w->report,
	    &w->err) && plan_close(&p, &w->err), &w->err);
	ck_assert(!apply_plan(&w->bench.w, path, &o.progress,
	    w->bench.arena, &w->report, &w->err));
	ck_assert_str_eq(w->err.text, "a Bulk job for Account: connection "
	    "'salesforce': 8 calls are made, writing takes about 8 more, and "
	    "the rule's budget allows 13 in one run: raise 'calls' in its "
	    "budget, or let it write less");
	load_world_counts("+0 ~1001 =0 !0 .0");
	load_world_is("SELECT COUNT(Id) FROM Account WHERE "
	    "NumberOfEmployees > 0", "1001\n");
	nothing_is_open();
}
END_TEST
#endif

START_TEST(the_part_of_the_day_is_left)
{
	ask.sandbox->api_max = 20;
	load_world_connection(", budget = { leave = \"80%\" }");
	rows_to_insert(2000);
	stops("connection 'salesforce': 4 of the org's 20 calls of the day "
	    "are used, and the connection's budget leaves 16 of them to "
	    "others: wait, or lower 'leave' in its budget; 'precept retry 1' "
	    "goes on with the rows that are not written yet", 800);
	ck_assert_int_eq(load_world_calls("POST", "/composite"), 4);
	nothing_is_open();
}
END_TEST

/* Others use the day as well. */
START_TEST(a_rule_leaves_a_part_of_the_day)
{
	load_world_has(0);
	ask.sandbox->api_max = 20;
	ask.sandbox->api_used = 13;
	load_world.more = "budget = { leave = \"20%\" }, ";
	rows_to_insert(2000);
	stops("connection 'salesforce': 16 of the org's 20 calls of the day "
	    "are used, and the rule's budget leaves 4 of them to others: "
	    "wait, or lower 'leave' in its budget; 'precept retry 1' goes on "
	    "with the rows that are not written yet", 600);
	nothing_is_open();
}
END_TEST

/* Nobody asks again until the day is over. */
START_TEST(a_day_that_is_used_up_ends_the_run)
{
	ask_faults("on POST /composite/sobjects: daily limit after 1 "
	    "calls\n");
	load_world_connection(", connections = 1");
	rows_to_insert(1000);
	load_world_fails("REQUEST_LIMIT_EXCEEDED");
	ck_assert_int_eq(load_world_calls("POST", "/composite"), 2);
	load_world_has(200);
	load_world_counts("+200 ~0 =0 !0 .0");
	nothing_is_open();
	load_world_fails("REQUEST_LIMIT_EXCEEDED");
	ck_assert_int_eq(load_world_calls("POST", "/composite"), 0);
}
END_TEST

TCase *
test_salesforce_budget(void)
{
	TCase	*tc = tcase_create("salesforce_budget");

	tcase_add_checked_fixture(tc, open_world, load_world_close);
	tcase_add_test(tc, a_run_stops_before_one_call_too_many);
	tcase_add_test(tc, calls_at_once_keep_to_the_budget);
	tcase_add_test(tc, retry_does_the_rest_and_no_row_twice);
	tcase_add_test(tc, a_rule_s_budget_holds_for_it);
	tcase_add_test(tc, a_rule_s_budget_is_for_each_run);
	tcase_add_test(tc, a_create_under_way_is_settled_beyond_the_budget);
	tcase_add_test(tc, a_lost_create_is_settled_where_a_run_stops);
	tcase_add_test(tc, a_row_that_would_go_again_is_not_done);
	tcase_add_test(tc, a_bulk_job_that_cannot_end_is_not_begun);
#ifndef SCAN_BLOCK	/* of make tiny: a look-up for every few rows, and it
			   may be the one that is refused */
	tcase_add_test(tc, what_is_read_counts_too);
	tcase_add_test(tc, a_job_under_way_is_settled_where_a_run_stops);
#endif
	tcase_add_test(tc, the_part_of_the_day_is_left);
	tcase_add_test(tc, a_rule_leaves_a_part_of_the_day);
	tcase_add_test(tc, a_day_that_is_used_up_ends_the_run);
	return tc;
}

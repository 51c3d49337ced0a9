/* SPDX-License-Identifier: MIT */
#include "load_world.h"
#include "salesforce_scan.h"
#include "salesforce_target.h"

/* More than 2,000 rows: by Bulk 2.0, as one job an operation. */

#define UPSERT "operation = \"upsert\", keys = { \"Key__c\" }"
#define INSERT "operation = \"insert\""
#define UPDATE "operation = \"update\", keys = { \"Id\" }"
#define BY_KEY "Key__c = \"key\", Name = \"name\", " \
	"NumberOfEmployees = { \"staff\", null = \"clear\" }"
#define BY_NAME "Name = \"name\", NumberOfEmployees = \"n\""

static void
open_world(void)
{
	salesforce_settle_ms = 600;
	load_world_open();
}

/* Each row of the last run is in the ledger once, with an id. */
static void
ledger_has(int created)
{
	struct load_world	*w = &load_world;
	const char		*at;
	int			 n = 0;

	at = workbench_ledger(&w->bench, w->report.row.id);
	for (; (at = strstr(at, "[\"+\",")) != NULL; at++)
		n += strncmp(strchr(at + 5, ','), ",\"001Sb", 7) == 0;
	ck_assert_int_eq(n, created);
	load_world_has(created);
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
	load_world_rows("key,name,staff", "k%d,Acme %d,%d", n);
	load_world_rule(BY_KEY, UPSERT);
}

static int
jobs(void)
{
	return load_world_calls("POST", "/jobs/ingest\"");
}

START_TEST(many_inserts_are_one_job)
{
	rows_to_insert(2500);
	load_world_run(RUN_DONE);
	load_world_counts("+2500 ~0 =0 !0 .0");
	ck_assert_int_eq(jobs(), 1);
	ck_assert_int_eq(load_world_calls("POST", "/composite"), 0);
	ledger_has(2500);
}
END_TEST

START_TEST(many_upserts_are_one_job)
{
	rows_to_upsert(2500);
	load_world_run(RUN_DONE);
	load_world_counts("+2500 ~0 =0 !0 .0");
	ck_assert_int_eq(jobs(), 1);
	ledger_has(2500);
	load_world_run(RUN_DONE);
	load_world_counts("+0 ~0 =2500 !0 .0");
	ck_assert_int_eq(jobs(), 0);
	load_world_rows("key,name,staff", "k%d,New %d,", 2600);
	load_world_run(RUN_DONE);
	load_world_counts("+100 ~2500 =0 !0 .0");
	ck_assert_int_eq(jobs(), 1);
	load_world_has(2600);
	load_world_is("SELECT Name, NumberOfEmployees FROM Account WHERE "
	    "Key__c IN ('k1', 'k2500', 'k2600') ORDER BY Key__c",
	    "New 1|\nNew 2500|\nNew 2600|\n");
}
END_TEST

/* The ledger's lines of refused rows. */
static void
refused(const char *want)
{
	struct load_world	*w = &load_world;
	const char		*at, *lines = "";

	at = workbench_ledger(&w->bench, w->report.row.id);
	for (; (at = strstr(at, "[\"!\",")) != NULL; at++)
		lines = arena_printf(w->bench.arena, "%s%.*s\n", lines,
		    (int)strcspn(at, "\n"), at);
	ck_assert_str_eq(lines, want);
}

/* By Id, with fields that are cleared; and back again by calls. */
START_TEST(many_updates_are_one_job_and_are_taken_back)
{
	static const struct run_progress no_progress;
	struct load_world	*w = &load_world;
	struct text		 out;
	const char		*ids, *at;

	load_world_rows("Name,NumberOfEmployees", "A %d,7", 2050);
	load_world_fill();
	ids = load_world_query("SELECT Id FROM Account ORDER BY Id");
	text_init(&out, 1 << 22);
	text_string(&out, "id,name,staff\n");
	at = ids;
	for (int i = 1; *at != '\0'; i++, at += 19)
		text_printf(&out, "%.15s,B %d,\n", at, i);
	load_world_csv(out.ptr);
	text_free(&out);
	load_world_rule("Id = \"id\", Name = \"name\", NumberOfEmployees = "
	    "{ \"staff\", null = \"clear\" }", UPDATE);
	load_world_run(RUN_DONE);
	/* A page of 2,000 ids was asked for above. */
	load_world_counts("+0 ~2000 =0 !0 .0");
	ck_assert_int_eq(load_world_calls("PATCH", "/composite"), 10);
	assert_ok(undo_run(&w->bench.w, w->report.row.id, &no_progress,
	    w->bench.arena, &w->report, &w->err), &w->err);
	load_world_query("SELECT COUNT() FROM Account WHERE "
	    "NumberOfEmployees = 7 AND Name LIKE 'A %'");
	ck_assert_ptr_nonnull(strstr(ask.body, "\"totalSize\":2050,"));
}
END_TEST

/* Keys that are no external id: new rows and others are a job each. */
START_TEST(each_operation_is_a_job)
{
	static const struct run_progress no_progress;
	struct load_world	*w = &load_world;

	load_world_rows("Name,NumberOfEmployees", "A %d,7", 1500);
	load_world_fill();
	load_world_rows("name,staff", "A %d,8", 3000);
	load_world_rule("Name = \"name\", NumberOfEmployees = \"staff\"",
	    "operation = \"upsert\", keys = { \"Name\" }");
	load_world_run(RUN_DONE);
	load_world_counts("+1500 ~1500 =0 !0 .0");
	ck_assert_int_eq(jobs(), 2);
	load_world_has(3000);
	load_world_run(RUN_DONE);
	load_world_counts("+0 ~0 =3000 !0 .0");
	assert_ok(undo_run(&w->bench.w, w->report.row.id - 1, &no_progress,
	    w->bench.arena, &w->report, &w->err), &w->err);
	ck_assert_uint_eq(w->report.row.counts.deleted, 1500);
	ck_assert_uint_eq(w->report.row.counts.updated, 1500);
	load_world_query("SELECT COUNT() FROM Account WHERE "
	    "NumberOfEmployees = 7");
	ck_assert_ptr_nonnull(strstr(ask.body, "\"totalSize\":1500,"));
	load_world_has(1500);
}
END_TEST

/* In a job this text would clear the field. */
START_TEST(a_text_that_bulk_misreads_goes_by_a_call)
{
	struct text	out;

	text_init(&out, 1 << 20);
	text_string(&out, "key,name,rating\n");
	for (int i = 1; i <= 2100; i++)
		text_printf(&out, "k%d,A %d,%s\n", i, i, i % 1000 == 1 ?
		    "x" : "Hot");
	load_world_csv(out.ptr);
	text_free(&out);
	load_world_rule("Key__c = \"key\", Name = \"name\", "
	    "Rating = \"case when rating = 'x' then '#N/A' else rating end\"",
	    INSERT);
	load_world_run(RUN_DONE);
	load_world_counts("+2100 ~0 =0 !0 .0");
	load_world_is("SELECT Key__c FROM Account WHERE Rating = '#N/A' "
	    "ORDER BY Key__c", "k1\nk1001\nk2001\n");
	ledger_has(2100);
}
END_TEST

/* 100,000 accounts of which 5,000 change: one query, one job. */
START_TEST(a_large_org_is_asked_once)
{
	struct text	out;

	load_world_rows("Key__c,Name,NumberOfEmployees", "k%d,A %d,7",
	    100000);
	load_world_fill();
	text_init(&out, 1 << 24);
	text_string(&out, "key,name,staff\n");
	for (int i = 1; i <= 100000; i++)
		text_printf(&out, "k%d,A %d,%d\n", i, i, i % 20 == 0 ? 8 : 7);
	load_world_csv(out.ptr);
	text_free(&out);
	load_world_rule(BY_KEY, UPSERT);
	load_world_run(RUN_DONE);
	load_world_counts("+0 ~5000 =95000 !0 .0");
	ck_assert_int_eq(jobs(), 1);
	ck_assert_int_eq(load_world_calls("POST", "/jobs/query\""), 1);
#ifndef SCAN_BLOCK	/* of make tiny: a look-up for every few rows */
	ck_assert_int_le(load_world_calls("GET", "/query\""), 1);
#endif
	ck_assert_int_eq(load_world_calls("PATCH", "/composite"), 0);
	load_world_query("SELECT COUNT() FROM Account WHERE "
	    "NumberOfEmployees = 8");
	ck_assert_ptr_nonnull(strstr(ask.body, "\"totalSize\":5000,"));
	load_world_run(RUN_DONE);
	load_world_counts("+0 ~0 =100000 !0 .0");
	ck_assert_int_eq(jobs(), 0);
}
END_TEST

START_TEST(refused_rows_have_their_reasons)
{
	ask_faults("on GET /jobs/ingest/*: fail row 17 "
	    "FIELD_CUSTOM_VALIDATION_EXCEPTION \"Not, today.\"\n");
	rows_to_upsert(2500);
	load_world_run(RUN_PARTIAL);
	load_world_counts("+2499 ~0 =0 !1 .0");
	ledger_has(2499);
	refused("[\"!\",18,null,[\"k17\"],\"FIELD_CUSTOM_VALIDATION_EXCEPTION\","
	    "null,\"Not, today: a validation rule refused it. The text is "
	    "the administrator's own. Filter such rows out, or except the "
	    "integration user from the rule.\"]\n");
}
END_TEST

START_TEST(locked_rows_of_a_job_go_again)
{
	ask_faults("on GET /jobs/ingest/*: lock row 17\n");
	rows_to_upsert(2500);
	load_world_run(RUN_DONE);
	load_world_counts("+2500 ~0 =0 !0 .0");
	ck_assert_int_eq(jobs(), 1);
	ck_assert_int_eq(load_world_calls("PATCH", "/composite"), 1);
	ledger_has(2500);
}
END_TEST

START_TEST(a_job_that_fails_tells_why)
{
	ask_faults("bulk failed \"InvalidBatch : Field name not found : "
	    "Name\" once\n");
	rows_to_upsert(2001);
	load_world_run(RUN_PARTIAL);
	load_world_counts("+0 ~0 =0 !2001 .0");
	load_world_has(0);
	ck_assert_ptr_nonnull(strstr(workbench_ledger(&load_world.bench,
	    load_world.report.row.id), "[\"!\",2,null,[\"k1\"],\"D412\",null,"
	    "\"Salesforce ended the job without this row: InvalidBatch : "
	    "Field name not found : Name\"]\n"));
}
END_TEST

/* Whatever a call meets, all rows are there once. `more`: jobs beside the
 * one. */
static const struct { const char *on, *fault; int more; } faults[] = {
	{ "POST /jobs/ingest", "reset once", 1 },
	{ "POST /jobs/ingest", "reset after processing once", 1 },
	{ "POST /jobs/ingest", "status 500 once", 1 },
	{ "POST /jobs/ingest", "status 503 once", 1 },
	{ "POST /jobs/ingest", "html 200 once", 1 },
	{ "POST /jobs/ingest", "cut body at 40 bytes once", 1 },
	{ "POST /jobs/ingest", "expire session", 1 },
	{ "PUT /jobs/ingest/*/batches", "reset once", 1 },
	{ "PUT /jobs/ingest/*/batches", "reset after processing once", 1 },
	{ "PUT /jobs/ingest/*/batches", "status 500 once", 1 },
	{ "PUT /jobs/ingest/*/batches", "html 502 once", 1 },
	{ "PUT /jobs/ingest/*/batches", "expire session", 0 },
	{ "PUT /jobs/ingest/*/batches", "concurrent limit once", 0 },
	{ "PATCH /jobs/ingest/*", "reset once", 0 },
	{ "PATCH /jobs/ingest/*", "reset after processing once", 0 },
	{ "PATCH /jobs/ingest/*", "status 500 once", 0 },
	{ "PATCH /jobs/ingest/*", "cut body at 40 bytes once", 0 },
	{ "PATCH /jobs/ingest/*", "html 200 once", 0 },
	{ "GET /jobs/ingest/*", "reset once", 0 },
	{ "GET /jobs/ingest/*", "status 503 twice", 0 },
	{ "GET /jobs/ingest/*", "slow job twice", 0 },
	{ "GET /jobs/ingest/*", "expire session", 0 },
	{ "GET /jobs/ingest/*", "html 200 once", 0 },
	{ "GET /jobs/ingest/*/*", "reset once", 0 },
	{ "GET /jobs/ingest/*/*", "reset after processing once", 0 },
	{ "GET /jobs/ingest/*/*", "status 500 once", 0 },
	{ "GET /jobs/ingest/*/successfulResults", "cut body at 999 bytes once",
	    0 },
	{ "GET /jobs/ingest/*/*", "shuffle results", 0 },
};

START_TEST(a_job_goes_on)
{
	ask_faults(arena_printf(load_world.bench.arena, "on %s: %s\n",
	    faults[_i].on, faults[_i].fault));
	rows_to_insert(2001);
	load_world_run(RUN_DONE);
	load_world_counts("+2001 ~0 =0 !0 .0");
	ck_assert_int_le(jobs(), 1 + faults[_i].more);
	ledger_has(2001);
	ask_json("GET", "/services/data/v62.0/jobs/ingest", "");
	ck_assert_ptr_null(strstr(ask.body, "\"state\":\"Open\""));
}
END_TEST

/* The service is gone for good: the next start takes the job up. */
#define NO "error 403 API_DISABLED_FOR_ORG \"no\""
static const char *const ends[] = {
	"on POST /jobs/ingest: " NO,
	"on POST /jobs/ingest: daily limit",
	"on PUT /jobs/ingest/*/batches: status 500",
	"on PUT /jobs/ingest/*/batches: daily limit",
	"on PATCH /jobs/ingest/*: " NO,
	"on PATCH /jobs/ingest/*: daily limit",
	"on GET /jobs/ingest/*: " NO,
	"on GET /jobs/ingest/*: " NO " after 1 calls",
	"on GET /jobs/ingest/*: status 500",
	"on GET /jobs/ingest/*: daily limit",
	"on GET /jobs/ingest/*/successfulResults: " NO,
	"on GET /jobs/ingest/*/failedResults: " NO,
};

START_TEST(a_job_is_taken_up_by_the_next_start)
{
	static const struct run_progress no_progress;
	struct load_world		*w = &load_world;
	int64_t				 run;

	ask_faults(ends[_i]);
	rows_to_insert(2001);
	load_world_fails("; 'precept retry 1' goes on with the rows that are "
	    "not written yet");
	run = w->report.row.id;
	ask_call("DELETE", "/sandbox/faults", "", "");
	workbench_load(&w->bench);
	load_world_recover();
	w->err = (struct err){ 0 };
	assert_ok(retry_run(&w->bench.w, run, &no_progress, w->bench.arena,
	    &w->report, &w->err), &w->err);
	ck_assert_int_eq(w->report.row.state, RUN_DONE);
	load_world_counts("+2001 ~0 =0 !0 .0");
	ledger_has(2001);
}
END_TEST

TCase *
test_salesforce_load_bulk(void)
{
	TCase	*tc = tcase_create("salesforce_load_bulk");

	tcase_set_timeout(tc, 120);
	tcase_add_checked_fixture(tc, open_world, load_world_close);
	tcase_add_test(tc, many_inserts_are_one_job);
	tcase_add_test(tc, many_upserts_are_one_job);
	tcase_add_test(tc, many_updates_are_one_job_and_are_taken_back);
	tcase_add_test(tc, each_operation_is_a_job);
	tcase_add_test(tc, a_text_that_bulk_misreads_goes_by_a_call);
	tcase_add_test(tc, a_large_org_is_asked_once);
	tcase_add_test(tc, refused_rows_have_their_reasons);
	tcase_add_test(tc, locked_rows_of_a_job_go_again);
	tcase_add_test(tc, a_job_that_fails_tells_why);
	tcase_add_loop_test(tc, a_job_goes_on, 0, COUNT(faults));
	tcase_add_loop_test(tc, a_job_is_taken_up_by_the_next_start, 0,
	    COUNT(ends));
	return tc;
}

/* SPDX-License-Identifier: MIT */
#include "load_world.h"

/* Rows into the sandbox's accounts by sObject Collections. */

#define BY_ID "operation = \"update\", keys = { \"Id\" }"
#define BY_KEY "operation = \"upsert\", keys = { \"Key__c\" }"
#define BY_LOOSE "operation = \"upsert\", keys = { \"Loose__c\" }"
#define BY_NAME "operation = \"upsert\", keys = { \"Name\" }"
#define INSERT "operation = \"insert\""
#define MAP_ID "Id = \"id\", Name = \"name\", Rating = \"rating\", " \
	"NumberOfEmployees = { \"staff\", null = \"clear\" }"
#define MAP_KEY "Key__c = \"key\", Name = \"name\", " \
	"NumberOfEmployees = \"staff\""

static const char	*ids[3];

static void
three_accounts(void)
{
	ids[0] = load_world_account("{\"Name\":\"Acme\",\"Rating\":\"Hot\","
	    "\"NumberOfEmployees\":10}");
	ids[1] = load_world_account("{\"Name\":\"Beta\",\"Rating\":\"Cold\","
	    "\"NumberOfEmployees\":20}");
	ids[2] = load_world_account("{\"Name\":\"Gamma\"}");
}

static const char *
with_ids(const char *format)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	return arena_printf(load_world.bench.arena, format, ids[0], ids[1],
	    ids[2]);
#pragma GCC diagnostic pop
}

/* Changed fields alone, null where it is to be cleared, in one call; again,
 * and nothing is written. */
START_TEST(an_update_sends_what_changed)
{
	three_accounts();
	load_world_csv(with_ids("id,name,rating,staff\n"
	    "%s,Acme,Warm,\n%s,Beta,Cold,20\n%s,Gamma,,7\n"));
	load_world_rule(MAP_ID, BY_ID);
	load_world_run(RUN_DONE);
	load_world_counts("+0 ~2 =1 !0 .0");
	ck_assert_int_eq(load_world_calls("PATCH", "/composite/sobjects"), 1);
	ck_assert_int_eq(load_world_calls("GET", "/query"), 1);
	load_world_is("SELECT Name, Rating, NumberOfEmployees FROM Account "
	    "ORDER BY Name", "Acme|Warm|\nBeta|Cold|20\nGamma||7\n");
	load_world_ledger(
	    "[\"~\",2,\"001Sb0000000001IAA\",[\"001Sb0000000001IAA\"],"
	    "[[2,\"Hot\",\"Warm\"],[3,10,null]]]\n"
	    "[\"~\",4,\"001Sb0000000003IAA\",[\"001Sb0000000003IAA\"],"
	    "[[3,null,7]]]\n");
	load_world_run(RUN_DONE);
	load_world_counts("+0 ~0 =3 !0 .0");
	ck_assert_int_eq(load_world_calls("PATCH", "/"), 0);
	ck_assert_int_eq(load_world_calls("POST", "/"), 0);
}
END_TEST

static const char *
undo(void)
{
	static const struct run_progress	no;
	struct load_world			*w = &load_world;
	int64_t					 run = w->report.row.id;

	w->err = (struct err){ 0 };
	load_world_forget_calls();
	assert_ok(undo_run(&w->bench.w, run, &no, w->bench.arena, &w->report,
	    &w->err), &w->err);
	return run_state_name(w->report.row.state);
}

START_TEST(an_upsert_goes_by_the_external_id)
{
	load_world_account("{\"Name\":\"Old\",\"Key__c\":\"a\","
	    "\"NumberOfEmployees\":1}");
	load_world_csv("key,name,staff\na,Acme,1\nb,Beta,\nc,Gamma,3\n");
	load_world_rule(MAP_KEY, BY_KEY);
	load_world_run(RUN_DONE);
	load_world_counts("+2 ~1 =0 !0 .0");
	load_world_is("SELECT Key__c, Name, NumberOfEmployees FROM Account "
	    "ORDER BY Key__c", "a|Acme|1\nb|Beta|\nc|Gamma|3\n");
	load_world_ledger(
	    "[\"~\",2,\"001Sb0000000001IAA\",[\"a\"],[[1,\"Old\",\"Acme\"]]]\n"
	    "[\"+\",3,\"001Sb0000000002IAA\",[\"b\"],"
	    "[[0,null,\"b\"],[1,null,\"Beta\"]]]\n"
	    "[\"+\",4,\"001Sb0000000003IAA\",[\"c\"],"
	    "[[0,null,\"c\"],[1,null,\"Gamma\"],[2,null,3]]]\n");
	ck_assert_int_eq(load_world_calls("PATCH",
	    "/composite/sobjects/Account/Key__c"), 1);
	ck_assert_int_eq(load_world_calls("PATCH", "/composite/sobjects\""),
	    1);
	load_world_run(RUN_DONE);
	load_world_counts("+0 ~0 =3 !0 .0");
	ck_assert_int_eq(load_world_calls("PATCH", "/"), 0);
}
END_TEST

START_TEST(what_was_upserted_is_taken_back)
{
	load_world_account("{\"Name\":\"Old\",\"Key__c\":\"a\","
	    "\"NumberOfEmployees\":1}");
	load_world_csv("key,name,staff\na,Acme,\nb,Beta,\nc,Gamma,3\n");
	load_world_rule("Key__c = \"key\", Name = \"name\", "
	    "NumberOfEmployees = { \"staff\", null = \"clear\" }", BY_KEY);
	load_world_run(RUN_DONE);
	ck_assert_str_eq(undo(), "done");
	load_world_is("SELECT Key__c, Name, NumberOfEmployees FROM Account",
	    "a|Old|1\n");
	ck_assert_uint_eq(load_world.report.row.counts.deleted, 2);
	ck_assert_uint_eq(load_world.report.row.counts.updated, 1);
	ck_assert_int_eq(load_world_calls("DELETE", "/composite/sobjects"),
	    1);
	ck_assert_str_eq(undo(), "done");
	load_world_is("SELECT Key__c, Name, NumberOfEmployees FROM Account "
	    "ORDER BY Key__c", "a|Acme|\nb|Beta|\nc|Gamma|3\n");
}
END_TEST

START_TEST(what_somebody_changed_since_is_not_taken_back)
{
	three_accounts();
	load_world_csv(with_ids("id,name,rating,staff\n"
	    "%s,Acme,Warm,10\n%s,Beta,Warm,20\n%s,Gamma,Warm,\n"));
	load_world_rule(MAP_ID, BY_ID);
	load_world_run(RUN_DONE);
	ask_json("PATCH", arena_printf(load_world.bench.arena,
	    "/services/data/v62.0/sobjects/Account/%s", ids[1]),
	    "{\"Rating\":\"Hot\"}");
	ck_assert_int_eq(ask.status, 204);
	ck_assert_str_eq(undo(), "partial");
	load_world_is("SELECT Name, Rating FROM Account ORDER BY Name",
	    "Acme|Hot\nBeta|Hot\nGamma|\n");
	ck_assert_uint_eq(load_world.report.row.counts.stale, 1);
}
END_TEST

START_TEST(an_insert_makes_a_record_a_row)
{
	load_world_csv("name,rating\nAcme,Hot\nAcme,\nBeta,Cold\n");
	load_world_rule("Name = \"name\", Rating = \"rating\"", INSERT);
	load_world_run(RUN_DONE);
	load_world_counts("+3 ~0 =0 !0 .0");
	load_world_ledger(
	    "[\"+\",2,\"001Sb0000000001IAA\",[],"
	    "[[0,null,\"Acme\"],[1,null,\"Hot\"]]]\n"
	    "[\"+\",3,\"001Sb0000000002IAA\",[],[[0,null,\"Acme\"]]]\n"
	    "[\"+\",4,\"001Sb0000000003IAA\",[],"
	    "[[0,null,\"Beta\"],[1,null,\"Cold\"]]]\n");
	ck_assert_int_eq(load_world_calls("POST", "/composite/sobjects"), 1);
	ck_assert_int_eq(load_world_calls("GET", "/query"), 0);
	load_world_run(RUN_DONE);
	load_world_has(6);
	ck_assert_str_eq(undo(), "done");
	load_world_has(3);
}
END_TEST

START_TEST(a_key_that_is_no_external_id_is_looked_up)
{
	three_accounts();
	load_world_csv("name,rating\nAcme,Cold\nDelta,Hot\nacme,Warm\n");
	load_world_rule("Name = \"name\", Rating = \"rating\"", BY_NAME);
	load_world_run(RUN_DONE);
	load_world_counts("+2 ~1 =0 !0 .0");
	load_world_is("SELECT Name, Rating FROM Account ORDER BY CreatedDate, "
	    "Id", "Acme|Cold\nBeta|Cold\nGamma|\nDelta|Hot\nacme|Warm\n");
}
END_TEST

START_TEST(several_records_with_a_key_are_told_of)
{
	load_world_account("{\"Name\":\"One\",\"Loose__c\":\"x\"}");
	load_world_account("{\"Name\":\"Two\",\"Loose__c\":\"x\"}");
	load_world_csv("key,name\nx,New\ny,Other\n");
	load_world_rule("Loose__c = \"key\", Name = \"name\"", BY_LOOSE);
	load_world_run(RUN_PARTIAL);
	load_world_counts("+1 ~0 =0 !1 .0");
	load_world_is("SELECT Name FROM Account ORDER BY Name",
	    "One\nOther\nTwo\n");
}
END_TEST

/* 450 rows of which 401 are new: 200, 200, 1; the others are one call. */
START_TEST(rows_go_two_hundred_a_call)
{
	load_world_rows("key,name,staff", "k%03d,Old %d,%d", 49);
	load_world_rule(MAP_KEY, BY_KEY);
	load_world_run(RUN_DONE);
	load_world_counts("+49 ~0 =0 !0 .0");
	load_world_rows("key,name,staff", "k%03d,New %d,%d", 450);
	load_world_run(RUN_DONE);
	load_world_counts("+401 ~49 =0 !0 .0");
	ck_assert_int_eq(load_world_calls("PATCH",
	    "/composite/sobjects/Account/Key__c"), 3);
	ck_assert_int_eq(load_world_calls("PATCH", "/composite/sobjects\""),
	    1);
	load_world_has(450);
	load_world_run(RUN_DONE);
	load_world_counts("+0 ~0 =450 !0 .0");
	ck_assert_int_eq(load_world_calls("PATCH", "/"), 0);
}
END_TEST

TCase *
test_salesforce_load(void)
{
	TCase	*tc = tcase_create("salesforce_load");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, load_world_open, load_world_close);
	tcase_add_test(tc, an_update_sends_what_changed);
	tcase_add_test(tc, an_upsert_goes_by_the_external_id);
	tcase_add_test(tc, what_was_upserted_is_taken_back);
	tcase_add_test(tc, what_somebody_changed_since_is_not_taken_back);
	tcase_add_test(tc, an_insert_makes_a_record_a_row);
	tcase_add_test(tc, a_key_that_is_no_external_id_is_looked_up);
	tcase_add_test(tc, several_records_with_a_key_are_told_of);
	tcase_add_test(tc, rows_go_two_hundred_a_call);
	return tc;
}

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
static const struct run_progress no_progress;

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
	struct load_world	*w = &load_world;
	int64_t			 run = w->report.row.id;

	w->err = (struct err){ 0 };
	load_world_forget_calls();
	assert_ok(undo_run(&w->bench.w, run, &no_progress, w->bench.arena, &w->report,
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

static const char *
plan_all(void)
{
	struct load_world	*w = &load_world;
	const char		*path = arena_printf(w->bench.arena, "%s/p.plan",
				    w->bench.dir);
	const struct rule	*rules[4];
	struct plan_order	 o = { .rules = rules, .path = path,
				    .date = workbench_day() };
	struct run_order	 run = { .kind = "run",
				    .date = workbench_day() };
	struct plan		 p;

	for (; o.rule_count < w->bench.w.rules->count; o.rule_count++)
		rules[o.rule_count] = w->bench.w.rules->rules[o.rule_count];
	w->err = (struct err){ 0 };
	assert_ok(plan_open(&p, &w->bench.w, &o, &w->err), &w->err);
	for (size_t i = 0; i < o.rule_count; i++) {
		run.rule = rules[i];
		assert_ok(run_plan(&w->bench.w, &run, &p, w->bench.arena,
		    &w->report, &w->err), &w->err);
	}
	assert_ok(plan_close(&p, &w->err), &w->err);
	return path;
}

static void
every_fourteenth_changes(int n)
{
	struct text out;

	text_init(&out, 1 << 24);
	text_string(&out, "key,name,staff\n");
	for (int i = 1; i <= n; i++)
		text_printf(&out, "k%d,A %d,%d\n", i, i, i % 14 == 0 ? 8 : 7);
	load_world_csv(out.ptr);
	text_free(&out);
}

/* Five batches of the file, 500 rows that changed: 200, 200, 100. */
START_TEST(changes_of_all_batches_go_together)
{
	load_world_rows("Key__c,Name,NumberOfEmployees", "k%d,A %d,7", 7000);
	load_world_fill();
	load_world_rows("key,name,staff", "k%d,A %d,7", 7000);
	load_world_rule(MAP_KEY, BY_KEY);
	load_world_run(RUN_DONE);
	load_world_counts("+0 ~0 =7000 !0 .0");
#ifndef SCAN_BLOCK	/* of make tiny: a look-up for every few rows */
	ck_assert_int_le(load_world_calls("GET", "/query"), 4);
#endif
	every_fourteenth_changes(7000);
	load_world_run(RUN_DONE);
	load_world_counts("+0 ~500 =6500 !0 .0");
	ck_assert_int_eq(load_world_calls("PATCH", "/composite"), 3);
	load_world_run(RUN_DONE);
	load_world_counts("+0 ~0 =7000 !0 .0");
}
END_TEST

static void
apply(const char *path)
{
	struct load_world *w = &load_world;

	load_world_forget_calls();
	assert_ok(apply_plan(&w->bench.w, path, &no_progress, w->bench.arena,
	    &w->report, &w->err), &w->err);
}

START_TEST(a_plan_is_applied_but_for_what_changed_since)
{
	const char *path;

	three_accounts();
	load_world_csv(with_ids("id,name,rating,staff\n"
	    "%s,Acme,Warm,10\n%s,Beta,Warm,20\n%s,Gamma,Hot,5\n"));
	load_world_rule(MAP_ID, BY_ID);
	path = plan_all();
	load_world_counts("+0 ~3 =0 !0 .0");
	load_world_is("SELECT Name, Rating FROM Account ORDER BY Name",
	    "Acme|Hot\nBeta|Cold\nGamma|\n");
	ask_json("PATCH", arena_printf(load_world.bench.arena,
	    "/services/data/v62.0/sobjects/Account/%s", ids[0]),
	    "{\"Rating\":\"Cold\"}");
	ask_json("PATCH", arena_printf(load_world.bench.arena,
	    "/services/data/v62.0/sobjects/Account/%s", ids[1]),
	    "{\"Rating\":\"Warm\"}");
	ask_json("DELETE", arena_printf(load_world.bench.arena,
	    "/services/data/v62.0/sobjects/Account/%s", ids[2]), "");
	apply(path);
	ck_assert_int_eq(load_world.report.row.state, RUN_PARTIAL);
	ck_assert_uint_eq(load_world.report.row.counts.stale, 2);
	load_world_counts("+0 ~0 =1 !0 .0");
	load_world_is("SELECT Name, Rating FROM Account ORDER BY Name",
	    "Acme|Cold\nBeta|Warm\n");
	load_world_ledger("["
	    "\"!\",2,\"001Sb0000000001IAA\",[\"001Sb0000000001IAA\"],"
	    "\"D406\",\"Rating\",\"the record has changed since the plan was "
	    "made: Rating is 'Cold' now, the plan saw 'Hot'; make a new plan "
	    "for it\"]\n"
	    "[\"!\",4,\"001Sb0000000003IAA\",[\"001Sb0000000003IAA\"],"
	    "\"D406\",null,\"the record has changed since the plan was made: "
	    "it is gone; make a new plan for it\"]\n");
}
END_TEST

/* Each rule's rows are sent before the next one's, and all are counted. */
START_TEST(a_plan_of_two_rules_is_applied)
{
	struct workbench *b = &load_world.bench;
	const char	 *path;

	load_world_csv("key,name\na,Acme\nb,Beta\n");
	workbench_file(b, "rules/s.lua", "rule \"s\" {\nsource = csv { path = "
	    "\"data/in.csv\", fields = { key = \"text(40)\", name = "
	    "\"text(40)\" } },\nshow = { \"key\", \"name\" },\nactions = { "
	    "load_to_sfdc { object = \"Contact\", operation = \"insert\", map "
	    "= { LastName = \"name\" } } } }\n");
	workbench_file(b, "schema/salesforce.Contact.json", "{ \"object\": "
	    "\"Contact\", \"fields\": [\n{ \"name\": \"Id\", \"type\": "
	    "\"id\", \"flags\": [\"id\", \"unique\"] },\n{ \"name\": "
	    "\"LastName\", \"type\": \"text(80)\" } ] }");
	load_world_rule("Key__c = \"key\", Name = \"name\"", BY_KEY);
	path = plan_all();
	apply(path);
	ck_assert_int_eq(load_world.report.row.state, RUN_DONE);
	load_world_counts("+4 ~0 =0 !0 .0");
	load_world_has(2);
	load_world_is("SELECT LastName FROM Contact ORDER BY LastName",
	    "Acme\nBeta\n");
}
END_TEST

START_TEST(refused_rows_are_told_of_and_tried_again)
{
	struct load_world *w = &load_world;
	int64_t		   run;

	ask_faults("on PATCH /composite/sobjects/**: fail row 2 "
	    "FIELD_CUSTOM_VALIDATION_EXCEPTION \"Names are proper, please.\" "
	    "once\n");
	load_world_csv("key,name,staff\na,Acme,1\nb,Beta,2\nc,Gamma,3\n");
	load_world_rule(MAP_KEY, BY_KEY);
	load_world_run(RUN_PARTIAL);
	load_world_counts("+2 ~0 =0 !1 .0");
	load_world_ledger(
	    "[\"+\",2,\"001Sb0000000001IAA\",[\"a\"],"
	    "[[0,null,\"a\"],[1,null,\"Acme\"],[2,null,1]]]\n"
	    "[\"!\",3,null,[\"b\"],\"FIELD_CUSTOM_VALIDATION_EXCEPTION\",null,"
	    "\"Names are proper, please: a validation rule refused it. The text is "
	    "the administrator's own. Filter such rows out, or except the "
	    "integration user from the rule.\"]\n"
	    "[\"+\",4,\"001Sb0000000002IAA\",[\"c\"],"
	    "[[0,null,\"c\"],[1,null,\"Gamma\"],[2,null,3]]]\n");
	run = w->report.row.id;
	load_world_forget_calls();
	assert_ok(retry_run(&w->bench.w, run, &no_progress, w->bench.arena,
	    &w->report, &w->err), &w->err);
	load_world_counts("+1 ~0 =0 !0 .0");
	ck_assert_int_eq(load_world_calls("PATCH", "/composite"), 1);
	load_world_has(3);
}
END_TEST

/* Validation rules, required fields: as the org says it. */
START_TEST(the_org_has_the_last_word)
{
	load_world_csv("name,rating,key\nAcme,Gold,a\n,Iron,b\n");
	load_world_rule("Name = \"name\", Tier__c = \"rating\", "
	    "Key__c = \"key\"", INSERT);
	ask_faults("validation Account.Name \"Not today.\"\n");
	load_world_run(RUN_PARTIAL);
	load_world_counts("+0 ~0 =0 !2 .0");
	load_world_ledger(
	    "[\"!\",2,null,[],\"FIELD_CUSTOM_VALIDATION_EXCEPTION\",\"Name\","
	    "\"Not today: a validation rule refused it. The text is the "
	    "administrator's own. Filter such rows out, or except the "
	    "integration user from the rule.\"]\n"
	    "[\"!\",3,null,[],\"REQUIRED_FIELD_MISSING\",\"Name\",\"Required "
	    "fields are missing: [Name]: a required field has no value. The "
	    "record can't be created without it: map the field, or give the "
	    "mapping a default.\"]\n");
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
	tcase_add_test(tc, changes_of_all_batches_go_together);
	tcase_add_test(tc, a_plan_is_applied_but_for_what_changed_since);
	tcase_add_test(tc, a_plan_of_two_rules_is_applied);
	tcase_add_test(tc, refused_rows_are_told_of_and_tried_again);
	tcase_add_test(tc, the_org_has_the_last_word);
	return tc;
}

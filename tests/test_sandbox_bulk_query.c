/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "sandbox_ask.h"

/* Bulk API 2.0 query: jobs, pages, what is refused. */

#define DATA "/services/data/v62.0"
#define QUERY DATA "/jobs/query"

static char	job[32];	/* the last one's id */

static void
add_accounts(int count)
{
	struct text	body;

	text_init(&body, 1 << 24);
	while (count > 0) {
		int	n = count < 200 ? count : 200;

		text_clear(&body);
		text_string(&body, "{\"records\":[");
		for (int i = 0; i < n; i++)
			text_printf(&body, "%s{\"attributes\":{\"type\":"
			    "\"Account\"},\"Name\":\"A%04d\","
			    "\"Description\":\"a\\n\\\"b\\\"\"}",
			    i == 0 ? "" : ",", --count);
		text_string(&body, "]}");
		ask_json("POST", DATA "/composite/sobjects", body.ptr);
		ck_assert_int_eq(ask.status, 200);
	}
	text_free(&body);
}

static void
open_sandbox(void)
{
	ask_start(&(struct sandbox_options){
	    .now = INT64_C(1785542400000000) });
	ask_sign_in();
}

static const char *
path(const char *rest)
{
	static char	room[512];

	snprintf(room, sizeof room, QUERY "/%s%s", job, rest);
	return room;
}

static void
create(const char *body)
{
	ask_json("POST", QUERY, body);
	ck_assert_msg(ask.status == 200, "%d %s", ask.status, ask.body);
	snprintf(job, sizeof job, "%s", ask_member("id"));
}

static const char *
poll(void)
{
	ask_json("GET", path(""), "");
	ck_assert_msg(ask.status == 200, "%d %s", ask.status, ask.body);
	return ask_member("state");
}

static void
run(const char *body)
{
	create(body);
	ck_assert_str_eq(poll(), "InProgress");
	ck_assert_str_eq(poll(), "JobComplete");
}

static const char *
results(const char *rest)
{
	char	room[256];

	snprintf(room, sizeof room, "/results%s", rest);
	ask_call("GET", path(room), "", "");
	ck_assert_msg(ask.status == 200, "%d %s", ask.status, ask.body);
	return ask.body;
}

#define NAMES "{\"operation\":\"query\",\"query\":\"SELECT Name, " \
	"Owner.Username FROM Account ORDER BY Name DESC\"}"
#define BOSS "\"admin@sandbox.example\""

START_TEST(a_query_is_a_job_and_its_rows_are_csv)
{
	add_accounts(2);
	create("{\"operation\":\"query\",\"query\":\"SELECT Name, Phone, "
	    "Description, Owner.Username FROM Account ORDER BY Name\"}");
	ck_assert_str_eq(job, "750Sb0000000001IAA");
	ck_assert_str_eq(ask_member("state"), "UploadComplete");
	ck_assert_str_eq(ask_member("object"), "Account");
	ck_assert_ptr_null(strstr(ask.body, "contentUrl"));
	ck_assert_str_eq(poll(), "InProgress");
	ck_assert_str_eq(poll(), "JobComplete");
	ck_assert_str_eq(ask_member("jobType"), "V2Query");
	ck_assert_ptr_nonnull(strstr(ask.body,
	    "\"numberRecordsProcessed\":2,"));
	ck_assert_str_eq(results(""), "\"Name\",\"Phone\",\"Description\","
	    "\"Owner.Username\"\n\"A0000\",\"\",\"a\n\"\"b\"\"\"," BOSS
	    "\n\"A0001\",\"\",\"a\n\"\"b\"\"\"," BOSS "\n");
	ck_assert_str_eq(ask_header("Content-Type"), "text/csv");
	ck_assert_str_eq(ask_header("Sforce-NumberOfRecords"), "2");
	ck_assert_str_eq(ask_header("Sforce-Locator"), "null");
}
END_TEST

START_TEST(pages_go_by_their_locators)
{
	const char	*at, *want[] = { "2", "2", "1" };
	char		 rest[64] = "?maxRecords=2";

	add_accounts(5);
	run(NAMES);
	for (int i = 0; i < 3; i++) {
		results(rest);
		ck_assert_str_eq(ask_header("Sforce-NumberOfRecords"),
		    want[i]);
		ck_assert_int_eq(strncmp(ask.body,
		    "\"Name\",\"Owner.Username\"\n\"A000", 29), 0);
		ck_assert_int_eq(ask.body[29], '4' - i * 2);
		at = ask_header("Sforce-Locator");
		snprintf(rest, sizeof rest, "?maxRecords=2&locator=%s", at);
		if (i == 0)
			ck_assert_str_eq(at, "Mg");
	}
	ck_assert_str_eq(at, "null");
	ask_call("GET", path("/results?locator=Mgg"), "", "");
	ck_assert_int_eq(ask.status, 400);
	ck_assert_str_eq(ask.body, "[{\"message\":\"invalid query locator\","
	    "\"errorCode\":\"INVALID_QUERY_LOCATOR\"}]");
	ask_call("GET", path("/results?maxRecords=0"), "", "");
	ck_assert_int_eq(ask.status, 400);
	ask_call("GET", "/services/data/v61.0/jobs/query/750Sb0000000001IAA"
	    "/results", "", "");
	ck_assert_int_eq(ask.status, 409);
}
END_TEST

START_TEST(pages_side_by_side_are_all_of_it)
{
	add_accounts(7);
	run(NAMES);
	ask_faults("page of 1 rows");
	ask_json("GET", path("/resultPages"), "");
	ck_assert_str_eq(ask.body, "{\"resultPages\":["
	    "{\"resultUrl\":\"" QUERY "/750Sb0000000001IAA/results?"
	    "locator=MA&maxRecords=1\"},"
	    "{\"resultUrl\":\"" QUERY "/750Sb0000000001IAA/results?"
	    "locator=MQ&maxRecords=1\"},"
	    "{\"resultUrl\":\"" QUERY "/750Sb0000000001IAA/results?"
	    "locator=Mg&maxRecords=1\"},"
	    "{\"resultUrl\":\"" QUERY "/750Sb0000000001IAA/results?"
	    "locator=Mw&maxRecords=1\"},"
	    "{\"resultUrl\":\"" QUERY "/750Sb0000000001IAA/results?"
	    "locator=NA&maxRecords=1\"}],"
	    "\"nextRecordUrl\":\"" QUERY "/750Sb0000000001IAA/resultPages?"
	    "locator=NQ\",\"done\":false}");
	ask_json("GET", ask_member("nextRecordUrl"), "");
	ck_assert_ptr_nonnull(strstr(ask.body,
	    "\"nextRecordUrl\":null,\"done\":true}"));
	ck_assert_str_eq(results("?locator=Ng&maxRecords=1"),
	    "\"Name\",\"Owner.Username\"\n\"A0000\"," BOSS "\n");
	ask_json("GET", "/services/data/v57.0/jobs/query/750Sb0000000001IAA"
	    "/resultPages", "");
	ck_assert_int_eq(ask.status, 404);
}
END_TEST

/* Pieces of 200 rows, of which some are gone before they are read. */
START_TEST(many_rows_come_once_each)
{
	char		 rest[128] = "?maxRecords=333", id[32];
	bool		 seen[1001] = { false };
	int		 rows = 0;
	const char	*p;

	add_accounts(1001);
	create("{\"operation\":\"query\",\"query\":\"SELECT Id, Name FROM "
	    "Account\",\"lineEnding\":\"CRLF\",\"columnDelimiter\":"
	    "\"TAB\"}");
	ck_assert_str_eq(poll(), "InProgress");
	ask_json("GET", DATA "/query?q=SELECT+Id+FROM+Account+WHERE+Name="
	    "'A0500'", "");
	p = strstr(ask.body, "\"Id\":\"") + 6;
	snprintf(id, sizeof id, "%.18s", p);
	snprintf(rest, sizeof rest, DATA "/sobjects/Account/%s", id);
	ask_json("DELETE", rest, "");
	ck_assert_int_eq(ask.status, 204);
	ck_assert_str_eq(poll(), "JobComplete");
	snprintf(rest, sizeof rest, "?maxRecords=333");
	do {
		results(rest);
		for (p = ask.body; (p = strstr(p, "\"\t\"A")) != NULL; p++) {
			ck_assert(!seen[atoi(p + 4)]);
			seen[atoi(p + 4)] = true;
			rows++;
		}
		snprintf(rest, sizeof rest, "?maxRecords=333&locator=%s",
		    ask_header("Sforce-Locator"));
	} while (strstr(rest, "null") == NULL);
	ck_assert_int_eq(rows, 1000);
	ck_assert(!seen[500]);
}
END_TEST

static const struct { const char *soql, *code; } refused[] = {
	{ "SELECT COUNT() FROM Account", "API_ERROR" },
	{ "SELECT MAX(Name) FROM Account", "API_ERROR" },
	{ "SELECT Name FROM Account GROUP BY Name", "API_ERROR" },
	{ "SELECT Id FROM Account LIMIT 1 OFFSET 1", "API_ERROR" },
	{ "SELECT Id, (SELECT Id FROM Contacts) FROM Account", "API_ERROR" },
	{ "SELECT TYPEOF Owner WHEN User THEN Username END FROM Account",
	    "API_ERROR" },
	{ "SELECT BillingAddress FROM Account",
	    "API_ERROR" },
	{ "SELECT Nme FROM Account", "INVALID_FIELD" },
	{ "SELECT FROM Account", "MALFORMED_QUERY" },
	{ "SELECT Id FROM Acount", "INVALID_TYPE" },
};

START_TEST(what_bulk_does_not_know_is_refused)
{
	char	body[256];

	snprintf(body, sizeof body, "{\"operation\":\"query\",\"query\":"
	    "\"%s\"}", refused[_i].soql);
	ask_json("POST", QUERY, body);
	ck_assert_int_eq(ask.status, 400);
	ck_assert_msg(strcmp(ask_member("errorCode"), refused[_i].code) == 0,
	    "%s", ask.body);
}
END_TEST

START_TEST(a_query_job_is_aborted_and_deleted)
{
	create(NAMES);
	ask_json("GET", path("/results"), "");
	ck_assert_int_eq(ask.status, 400);
	ask_json("DELETE", path(""), "");
	ck_assert_int_eq(ask.status, 400);
	ask_json("PATCH", path(""), "{\"state\":\"Aborted\"}");
	ck_assert_str_eq(ask_member("state"), "Aborted");
	ck_assert_str_eq(poll(), "Aborted");
	ask_json("DELETE", path(""), "");
	ck_assert_int_eq(ask.status, 204);
	ask_json("GET", path(""), "");
	ck_assert_int_eq(ask.status, 404);
	ask_json("GET", QUERY, "");
	ck_assert_str_eq(ask.body,
	    "{\"records\":[],\"done\":true,\"nextRecordsUrl\":null}");
	run(NAMES);
	ck_assert_str_eq(results(""), "\"Name\",\"Owner.Username\"\n");
	/* It is no ingest job. */
	ask_json("GET", DATA "/jobs/ingest/750Sb0000000002IAA", "");
	ck_assert_int_eq(ask.status, 404);
	ask_call("DELETE", "/sandbox/data", "", "");
	ask_json("GET", path(""), "");
	ck_assert_int_eq(ask.status, 404);
}
END_TEST

START_TEST(query_jobs_go_wrong_on_demand)
{
	add_accounts(3);
	ask_faults("bulk failed \"InvalidBatch : no\" once\n"
	    "slow job once\nlost locator once\nshuffle results");
	create(NAMES);
	ck_assert_str_eq(poll(), "Failed");
	ck_assert_str_eq(ask_member("errorMessage"), "InvalidBatch : no");
	create(NAMES);
	ck_assert_str_eq(poll(), "UploadComplete");
	ck_assert_str_eq(poll(), "InProgress");
	ck_assert_str_eq(poll(), "JobComplete");
	results("?maxRecords=2");
	ck_assert_ptr_nonnull(strstr(ask.body, "\n\"A0000\"," BOSS
	    "\n\"A0001\"," BOSS "\n"));
	ask_call("GET", path("/results?locator=Mg"), "", "");
	ck_assert_str_eq(ask_member("errorCode"), "INVALID_QUERY_LOCATOR");
	results("?locator=Mg");
}
END_TEST

START_TEST(pages_of_rest_are_as_small_as_wanted)
{
	add_accounts(5);
	ask_faults("page of 3 rows");
	ask_json("GET", DATA "/query?q=SELECT+Id+FROM+Account", "");
	ck_assert_ptr_nonnull(strstr(ask.body, "\"totalSize\":5,\"done\":"
	    "false,\"nextRecordsUrl\":\"" DATA
	    "/query/01g000000000001AAA-3\""));
	ask_json("GET", ask_member("nextRecordsUrl"), "");
	ck_assert_ptr_nonnull(strstr(ask.body,
	    "\"totalSize\":5,\"done\":true"));
}
END_TEST

START_TEST(deleted_rows_are_for_query_all)
{
	add_accounts(1);
	ask_json("DELETE", DATA "/sobjects/Account/001Sb0000000001IAA", "");
	run("{\"operation\":\"query\",\"query\":\"SELECT Name FROM Account"
	    "\"}");
	ck_assert_str_eq(results(""), "\"Name\"\n");
	run("{\"operation\":\"queryAll\",\"query\":\"SELECT Name, IsDeleted "
	    "FROM Account\"}");
	ck_assert_str_eq(results(""),
	    "\"Name\",\"IsDeleted\"\n\"A0000\",\"true\"\n");
}
END_TEST

TCase *
test_sandbox_bulk_query(void)
{
	TCase *tc = tcase_create("sandbox_bulk_query");

	tcase_set_timeout(tc, 120);
	tcase_add_checked_fixture(tc, open_sandbox, ask_stop);
	tcase_add_test(tc, a_query_is_a_job_and_its_rows_are_csv);
	tcase_add_test(tc, pages_go_by_their_locators);
	tcase_add_test(tc, pages_side_by_side_are_all_of_it);
	tcase_add_test(tc, many_rows_come_once_each);
	tcase_add_loop_test(tc, what_bulk_does_not_know_is_refused, 0,
	    COUNT(refused));
	tcase_add_test(tc, a_query_job_is_aborted_and_deleted);
	tcase_add_test(tc, query_jobs_go_wrong_on_demand);
	tcase_add_test(tc, pages_of_rest_are_as_small_as_wanted);
	tcase_add_test(tc, deleted_rows_are_for_query_all);
	return tc;
}

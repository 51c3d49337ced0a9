/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "sandbox_ask.h"

/* Bulk API 2.0 ingest, as a client sees it. */

#define DATA "/services/data/v62.0"
#define INGEST DATA "/jobs/ingest"

static char	job[32];	/* the last one's id */

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
	static char	room[256];

	snprintf(room, sizeof room, INGEST "/%s%s", job, rest);
	return room;
}

static void
create(const char *body)
{
	ask_json("POST", INGEST, body);
	ck_assert_msg(ask.status == 200, "%d %s", ask.status, ask.body);
	snprintf(job, sizeof job, "%s", ask_member("id"));
}

static void
upload(const char *csv)
{
	ask_call("PUT", path("/batches"), "Content-Type: text/csv\r\n", csv);
}

static void
set_state(const char *state)
{
	char	body[64];

	snprintf(body, sizeof body, "{\"state\":\"%s\"}", state);
	ask_json("PATCH", path(""), body);
}

static const char *
poll(void)
{
	ask_json("GET", path(""), "");
	ck_assert_msg(ask.status == 200, "%d %s", ask.status, ask.body);
	return ask_member("state");
}

/* The number of that name in the last answer. */
static long
number(const char *name)
{
	char		 key[64];
	const char	*at;

	snprintf(key, sizeof key, "\"%s\":", name);
	at = strstr(ask.body, key);
	ck_assert_msg(at != NULL, "%s: %s", name, ask.body);
	return strtol(at + strlen(key), NULL, 10);
}

/* All of it: the state that the job ends in. */
static const char *
run(const char *body, const char *csv)
{
	static char	state[32];

	create(body);
	upload(csv);
	ck_assert_msg(ask.status == 201, "%d %s", ask.status, ask.body);
	ck_assert_str_eq(ask.body, "");
	set_state("UploadComplete");
	ck_assert_int_eq(ask.status, 200);
	for (int i = 0; i < 20; i++) {
		snprintf(state, sizeof state, "%s", poll());
		if (strcmp(state, "InProgress") != 0)
			return state;
	}
	ck_abort_msg("the job does not end: %s", ask.body);
}

static const char *
results(const char *what)
{
	char	rest[64];

	snprintf(rest, sizeof rest, "/%s", what);
	ask_call("GET", path(rest), "", "");
	ck_assert_msg(ask.status == 200, "%d %s", ask.status, ask.body);
	return ask.body;
}

/* The first record of a query. */
static const char *
query(const char *soql)
{
	char	url[512];

	snprintf(url, sizeof url, DATA "/query?q=%s", soql);
	for (char *p = url; *p != '\0'; p++)
		if (*p == ' ')
			*p = '+';
	ask_json("GET", url, "");
	ck_assert_msg(ask.status == 200, "%s", ask.body);
	return ask.body;
}

#define INSERT "{\"object\":\"Account\",\"operation\":\"insert\"}"

START_TEST(a_job_is_made_filled_closed_and_done)
{
	create("{\"object\":\"account\",\"operation\":\"insert\","
	    "\"contentType\":\"CSV\",\"lineEnding\":\"LF\"}");
	ck_assert_str_eq(job, "750Sb0000000001IAA");
	ck_assert_str_eq(ask_member("state"), "Open");
	ck_assert_str_eq(ask_member("object"), "Account");
	ck_assert_str_eq(ask_member("contentUrl"),
	    "services/data/v62.0/jobs/ingest/750Sb0000000001IAA/batches");
	ck_assert_str_eq(ask_member("columnDelimiter"), "COMMA");
	ck_assert_ptr_nonnull(strstr(ask.body, "\"apiVersion\":62.0,"));
	ck_assert_ptr_nonnull(strstr(ask.body,
	    "\"createdDate\":\"2026-08-01T00:00:0"));
	upload("Name,Phone\nAcme,1\n\"Be \"\"nice\"\", always\",\n");
	ck_assert_int_eq(ask.status, 201);
	ck_assert_str_eq(poll(), "Open");
	set_state("UploadComplete");
	ck_assert_str_eq(ask_member("state"), "UploadComplete");
	ck_assert_ptr_null(strstr(ask.body, "lineEnding"));
	ck_assert_str_eq(poll(), "InProgress");
	ck_assert_int_eq(number("numberRecordsProcessed"), 0);
	ck_assert_str_eq(poll(), "JobComplete");
	ck_assert_int_eq(number("numberRecordsProcessed"), 2);
	ck_assert_int_eq(number("numberRecordsFailed"), 0);
	ck_assert_str_eq(ask_member("jobType"), "V2Ingest");
	/* Another order than the rows had. */
	ck_assert_str_eq(results("successfulResults"),
	    "\"sf__Id\",\"sf__Created\",\"Name\",\"Phone\"\n"
	    "\"001Sb0000000002IAA\",\"true\",\"Be \"\"nice\"\", always\","
	    "\"\"\n\"001Sb0000000001IAA\",\"true\",\"Acme\",\"1\"\n");
	ck_assert_str_eq(results("failedResults"),
	    "\"sf__Id\",\"sf__Error\",\"Name\",\"Phone\"\n");
	ck_assert_str_eq(results("unprocessedrecords"),
	    "\"Name\",\"Phone\"\n");
	ck_assert_str_eq(ask_header("Content-Type"), "text/csv");
}
END_TEST

START_TEST(rows_fail_alone)
{
	ck_assert_str_eq(run(INSERT, "Name,Renewal_Date__c\n,2026-01-01\n"
	    "Good,2026-01-02\nBad,yesterday\n"), "JobComplete");
	ck_assert_int_eq(number("numberRecordsProcessed"), 3);
	ck_assert_int_eq(number("numberRecordsFailed"), 2);
	ck_assert_str_eq(results("failedResults"), "\"sf__Id\","
	    "\"sf__Error\",\"Name\",\"Renewal_Date__c\"\n"
	    "\"\",\"INVALID_TYPE_ON_FIELD_IN_RECORD:Renewal Date: value not "
	    "of required type: yesterday:Renewal_Date__c --\",\"Bad\","
	    "\"yesterday\"\n"
	    "\"\",\"REQUIRED_FIELD_MISSING:Required fields are missing: "
	    "[Name]:Name --\",\"\",\"2026-01-01\"\n");
	ck_assert_str_eq(results("successfulResults"), "\"sf__Id\","
	    "\"sf__Created\",\"Name\",\"Renewal_Date__c\"\n"
	    "\"001Sb0000000001IAA\",\"true\",\"Good\",\"2026-01-02\"\n");
}
END_TEST

#define ONE "001Sb0000000001IAA"

START_TEST(an_empty_cell_leaves_alone_and_na_clears)
{
	run(INSERT, "Name,Phone,Site\nAcme,1,2\n");
	ck_assert_str_eq(run("{\"object\":\"Account\",\"operation\":"
	    "\"update\",\"columnDelimiter\":\"PIPE\",\"lineEnding\":"
	    "\"CRLF\"}", "Id|Phone|Site|Fax\r\n" ONE "||#N/A|9\r\n"
	    "001Sb0000000009|1|2|3\r\n|4|5|6"), "JobComplete");
	ck_assert_str_eq(results("successfulResults"),
	    "\"sf__Id\"|\"sf__Created\"|\"Id\"|\"Phone\"|\"Site\"|\"Fax\""
	    "\r\n\"" ONE "\"|\"false\"|\"" ONE "\"|\"\"|\"#N/A\"|\"9\"\r\n");
	ck_assert_ptr_nonnull(strstr(results("failedResults"), "\"\"|"
	    "\"MISSING_ARGUMENT:Id not specified in an update call:Id --\"|"
	    "\"\"|\"4\"|\"5\"|\"6\"\r\n"));
	ck_assert_ptr_nonnull(strstr(query("SELECT Phone, Site, Fax FROM "
	    "Account"), "\"Phone\":\"1\",\"Site\":null,\"Fax\":\"9\""));
}
END_TEST

START_TEST(upsert_goes_by_the_key_and_delete_by_the_id)
{
	run("{\"object\":\"User\",\"operation\":\"update\"}",
	    "Id,Title\n005Sb0000000001IAA,Boss\n");
	ck_assert_int_eq(number("numberRecordsFailed"), 0);
	ck_assert_str_eq(run("{\"object\":\"Account\",\"operation\":"
	    "\"upsert\",\"externalIdFieldName\":\"id\"}", "Id,Name,Owner."
	    "Username\n,New,admin@sandbox.example\n,No,nobody\n"),
	    "JobComplete");
	ck_assert_ptr_nonnull(strstr(results("failedResults"), "INVALID_FIELD"
	    ":Foreign key external ID: nobody not found for field Username "
	    "in entity User:--"));
	ck_assert_ptr_nonnull(strstr(results("successfulResults"), "\"" ONE
	    "\",\"true\",\"\",\"New\",\"admin@sandbox.example\""));
	run("{\"object\":\"Account\",\"operation\":\"delete\"}",
	    "Id\n" ONE "\n" ONE "\n");
	ck_assert_int_eq(number("numberRecordsFailed"), 1);
	ck_assert_ptr_nonnull(strstr(results("failedResults"),
	    "ENTITY_IS_DELETED"));
}
END_TEST

START_TEST(who_may_deletes_for_good)
{
	char	body[256];

	ask_json("POST", DATA "/sobjects/PermissionSet", "{\"Name\":\"H\","
	    "\"Label\":\"H\",\"PermissionsBulkApiHardDelete\":true}");
	ck_assert_int_eq(ask.status, 201);
	snprintf(body, sizeof body, "{\"AssigneeId\":\"" SANDBOX_USER_ID
	    "\",\"PermissionSetId\":\"%.18s\"}", ask_member("id"));
	ask_json("POST", DATA "/sobjects/PermissionSetAssignment", body);
	ck_assert_int_eq(ask.status, 201);
	run(INSERT, "Name\nA\nB\n");
	ck_assert_str_eq(run("{\"object\":\"Account\",\"operation\":"
	    "\"hardDelete\"}", "Id\n" ONE "\n" ONE "\n"), "JobComplete");
	ck_assert_int_eq(number("numberRecordsFailed"), 1);
	ck_assert_ptr_nonnull(strstr(results("successfulResults"),
	    "\"" ONE "\",\"false\",\"" ONE "\"\n"));
	ask_json("GET", DATA "/queryAll?q=SELECT+Name+FROM+Account", "");
	ck_assert_ptr_nonnull(strstr(ask.body, "\"totalSize\":1,"));
}
END_TEST

/* The whole job fails, and says so. */
static const struct { const char *body, *csv, *message; } failing[] = {
	{ INSERT, "Nme\nA\n", "InvalidBatch : Field name not found : Nme" },
	{ INSERT, "\xEF\xBB\xBFName\nA\n",
	    "InvalidBatch : Field name not found : \xEF\xBB\xBFName" },
	{ INSERT, "Name,Ownr.Username\nA,b\n",
	    "InvalidBatch : Field name not found : Ownr.Username" },
	{ INSERT, "BillingAddress\nA\n",
	    "InvalidBatch : Field name not found : BillingAddress" },
	{ INSERT, "Name\r\nA\r\n", "ClientInputError : LineEnding is "
	    "invalid on user data. Current LineEnding setting is LF" },
	{ "{\"object\":\"Account\",\"operation\":\"insert\","
	    "\"lineEnding\":\"CRLF\"}", "Name\nA\n", "ClientInputError : "
	    "LineEnding is invalid on user data. Current LineEnding setting "
	    "is CRLF" },
	{ INSERT, "Name,Phone\nA,1\nB\n", "ClientInputError : Row 2 of the "
	    "data has 1 values, its header has 2." },
	{ INSERT, "Name\n\"A\nB\n", "ClientInputError : Row 2 of the data "
	    "cannot be read: a quote is never closed." },
	{ INSERT, "Name,Phone\n\"A\" ,1\n", "ClientInputError : Row 2 of the "
	    "data cannot be read: text stands behind a closing quote." },
	{ INSERT, "Name,Name\nA,B\n",
	    "InvalidBatch : Field name appears twice : Name" },
	{ INSERT, "\n", "InvalidBatch : There is no header row" },
	{ "{\"object\":\"Account\",\"operation\":\"delete\"}", "Id,Name\n"
	    ONE ",A\n", "InvalidBatch : The 'delete' batch must contain only "
	    "ids" },
	{ "{\"object\":\"Account\",\"operation\":\"hardDelete\"}", "Id\n"
	    ONE "\n", "FeatureNotEnabled : hardDelete operation requires "
	    "special user profile permission, please contact your system "
	    "administrator" },
};

START_TEST(a_job_fails_as_a_whole)
{
	ck_assert_str_eq(run(failing[_i].body, failing[_i].csv), "Failed");
	ck_assert_str_eq(ask_member("errorMessage"), failing[_i].message);
}
END_TEST

START_TEST(what_was_written_before_the_job_failed_stays)
{
	ck_assert_str_eq(run(INSERT, "Name,Phone\nA,1\nB,2\nC\nD,4\n"),
	    "Failed");
	ck_assert_int_eq(number("numberRecordsProcessed"), 2);
	ck_assert_ptr_nonnull(strstr(results("successfulResults"),
	    "\"A\",\"1\"\n"));
	ck_assert_str_eq(results("unprocessedrecords"),
	    "\"Name\",\"Phone\"\nC\nD,4\n");
	ck_assert_ptr_nonnull(strstr(query("SELECT COUNT() FROM Account"),
	    "\"totalSize\":2"));
}
END_TEST

#define REFUSED(code, text) "[{\"message\":\"" text "\",\"errorCode\":\"" \
	code "\"}]"

static const struct { const char *body, *want; } refused[] = {
	{ "{\"operation\":\"insert\"}", REFUSED("INVALIDJOB",
	    "InvalidJob : The object is missing") },
	{ "{\"object\":\"Nothing\",\"operation\":\"insert\"}",
	    REFUSED("INVALIDENTITY", "Entity 'Nothing' is not supported by "
	    "the Bulk API.") },
	{ "{\"object\":\"Account\",\"operation\":\"inject\"}",
	    REFUSED("INVALIDJOB",
	    "InvalidJob : Invalid value for operation: inject") },
	{ "{\"object\":\"Account\",\"operation\":\"upsert\"}",
	    REFUSED("INVALIDJOB", "InvalidJob : External ID was blank for "
	    "Account. An External ID must be specified for upsert.") },
	{ "{\"object\":\"Account\",\"operation\":\"upsert\","
	    "\"externalIdFieldName\":\"Phone\"}", REFUSED("INVALIDJOB",
	    "InvalidJob : Field name provided, Phone does not match an "
	    "External ID, Salesforce Id, or indexed field for Account") },
	{ "{\"object\":\"Account\",\"operation\":\"insert\","
	    "\"columnDelimiter\":\"DOT\"}", REFUSED("INVALIDJOB",
	    "InvalidJob : Invalid value for columnDelimiter: DOT") },
	{ "{\"object\":\"Account\",\"operation\":\"insert\","
	    "\"lineEnding\":\"CR\"}", REFUSED("INVALIDJOB",
	    "InvalidJob : Invalid value for lineEnding: CR") },
	{ "{\"object\":\"Account\",\"operation\":\"insert\","
	    "\"contentType\":\"JSON\"}", REFUSED("INVALIDJOB",
	    "InvalidJob : Invalid value for contentType: JSON") },
	{ "{\"object\":\"Account\",\"extra\":1}",
	    REFUSED("JSON_PARSER_ERROR",
	    "Unrecognized field \\\"extra\\\" at [line:1, column:28]") },
};

START_TEST(a_job_that_makes_no_sense_is_refused)
{
	ask_json("POST", INGEST, refused[_i].body);
	ck_assert_int_eq(ask.status, 400);
	ck_assert_str_eq(ask.body, refused[_i].want);
}
END_TEST

START_TEST(every_state_has_its_own_moves)
{
	create(INSERT);
	ask_json("DELETE", path(""), "");
	ck_assert_int_eq(ask.status, 400);
	ck_assert_str_eq(ask.body, REFUSED("API_ERROR", "Error encountered "
	    "when deleting the job because the job is not terminated"));
	ask_json("GET", path("/failedResults"), "");
	ck_assert_int_eq(ask.status, 400);
	upload("Name\nA\n");
	upload("Name\nB\n");
	ck_assert_int_eq(ask.status, 400);
	ck_assert_str_eq(ask_member("errorCode"), "CLIENTINPUTERROR");
	set_state("Closed");
	ck_assert_int_eq(ask.status, 400);
	set_state("UploadComplete");
	set_state("UploadComplete");
	ck_assert_int_eq(ask.status, 400);
	ck_assert_str_eq(ask.body, REFUSED("INVALIDJOBSTATE",
	    "Closing already UploadComplete Job not allowed"));
	upload("Name\nB\n");
	ck_assert_int_eq(ask.status, 400);
	set_state("Aborted");
	ck_assert_str_eq(ask_member("state"), "Aborted");
	set_state("Aborted");
	ck_assert_str_eq(ask.body, REFUSED("INVALIDJOBSTATE",
	    "Aborting already Aborted Job not allowed"));
	ck_assert_str_eq(poll(), "Aborted");
	ck_assert_str_eq(results("unprocessedrecords"), "Name\nA\n");
	ask_json("DELETE", path(""), "");
	ck_assert_int_eq(ask.status, 204);
	ask_json("GET", path(""), "");
	ck_assert_int_eq(ask.status, 404);
	create(INSERT);
	ck_assert_str_eq(job, "750Sb0000000002IAA");
}
END_TEST

START_TEST(a_small_job_comes_in_one_call)
{
	ask_call("POST", INGEST,
	    "Content-Type: multipart/form-data; boundary=\"B\"\r\n",
	    "--B\r\nContent-Type: application/json\r\nContent-Disposition: "
	    "form-data; name=\"job\"\r\n\r\n" INSERT "\r\n--B\r\n"
	    "Content-Type: text/csv\r\nContent-Disposition: form-data; "
	    "name=\"content\"; filename=\"content\"\r\n\r\nName\nA\nB\n"
	    "\r\n--B--\r\n");
	ck_assert_int_eq(ask.status, 200);
	ck_assert_str_eq(ask_member("state"), "UploadComplete");
	snprintf(job, sizeof job, "%s", ask_member("id"));
	poll();
	ck_assert_str_eq(poll(), "JobComplete");
	ck_assert_int_eq(number("numberRecordsProcessed"), 2);
	ask_call("POST", INGEST, "Content-Type: multipart/form-data; "
	    "boundary=B\r\n", "--B\r\n\r\n--B--\r\n");
	ck_assert_int_eq(ask.status, 400);
}
END_TEST

START_TEST(the_list_has_pages)
{
	for (int i = 0; i < 3; i++)
		create(INSERT);
	ask_faults("page of 2 rows");
	ask_json("GET", INGEST "?jobType=V2Ingest", "");
	ck_assert_ptr_nonnull(strstr(ask.body, "\"done\":false,"
	    "\"nextRecordsUrl\":\"" INGEST "?queryLocator=2\"}"));
	ask_json("GET", ask_member("nextRecordsUrl"), "");
	ck_assert_str_eq(ask_member("id"), "750Sb0000000003IAA");
	ck_assert_ptr_nonnull(strstr(ask.body,
	    "\"done\":true,\"nextRecordsUrl\":null}"));
	ask_json("GET", INGEST "?jobType=Classic", "");
	ck_assert_str_eq(ask.body,
	    "{\"records\":[],\"done\":true,\"nextRecordsUrl\":null}");
}
END_TEST

START_TEST(jobs_fail_and_wait_on_demand)
{
	ask_faults("bulk failed \"InvalidBatch : no\" once\n"
	    "on GET /jobs/ingest/*: slow job twice\nlock row 2 once");
	ck_assert_str_eq(run(INSERT, "Name\nA\n"), "Failed");
	ck_assert_str_eq(ask_member("errorMessage"), "InvalidBatch : no");
	ck_assert_str_eq(results("unprocessedrecords"), "Name\nA\n");
	create(INSERT);
	upload("Name\nA\nB\nC\n");
	set_state("UploadComplete");
	ck_assert_str_eq(poll(), "UploadComplete");
	ck_assert_str_eq(poll(), "UploadComplete");
	ck_assert_str_eq(poll(), "InProgress");
	ck_assert_str_eq(poll(), "JobComplete");
	ck_assert_int_eq(number("numberRecordsFailed"), 1);
	ck_assert_ptr_nonnull(strstr(results("failedResults"),
	    "\"UNABLE_TO_LOCK_ROW:unable to obtain exclusive access to this "
	    "record"));
	ck_assert_ptr_nonnull(strstr(ask.body, ":--\",\"B\"\n"));
}
END_TEST

/* Whoever hears nothing asks how the job is before he sends again. */
START_TEST(an_answer_that_is_lost_leaves_its_work)
{
	create(INSERT);
	ask_faults("on PUT /jobs/ingest/*/batches: reset once\n"
	    "on PUT /jobs/ingest/*/batches: reset after processing after 1 "
	    "calls once\non PATCH /jobs/ingest/*: reset after processing "
	    "once\non GET /jobs/ingest/*/failedResults: cut body at 20 bytes "
	    "once");
	upload("Name\nA\n\"\"\n");
	ck_assert_int_eq(ask.status, 0);
	upload("Name\nA\n");
	ck_assert_int_eq(ask.status, 0);
	upload("Name\nA\n");
	ck_assert_int_eq(ask.status, 400);
	ck_assert_str_eq(ask_member("errorCode"), "CLIENTINPUTERROR");
	set_state("UploadComplete");
	ck_assert_int_eq(ask.status, 0);
	set_state("UploadComplete");
	ck_assert_int_eq(ask.status, 400);
	ck_assert_str_eq(ask_member("errorCode"), "INVALIDJOBSTATE");
	poll();
	ck_assert_str_eq(poll(), "JobComplete");
	ck_assert_int_eq(number("numberRecordsProcessed"), 1);
	results("failedResults");
	ck_assert(!ask.whole);
	ck_assert_str_eq(results("failedResults"),
	    "\"sf__Id\",\"sf__Error\",\"Name\"\n");
}
END_TEST

START_TEST(jobs_are_swept_by_the_clock)
{
	create(INSERT);
	ask_clock("+25h");
	ask_sign_in();
	ck_assert_str_eq(poll(), "Aborted");
	ask_clock("+7d");
	ask_sign_in();
	ask_json("GET", path(""), "");
	ck_assert_int_eq(ask.status, 404);
}
END_TEST

/* Rows over several pieces and batches, newlines and quotes in them. */
START_TEST(a_long_job_takes_several_steps)
{
	enum { ROWS = 45000 };
	struct text	 csv;
	int		 polls = 0;
	long		 last = 0;
	const char	*p;

	text_init(&csv, 64 << 20);
	text_string(&csv, "Name,Description\n");
	for (int i = 0; i < ROWS; i++)
		text_printf(&csv, "A%d,\"line\n\"\"%060d\"\"\"\n", i, i);
	create(INSERT);
	upload(csv.ptr);
	ck_assert_int_eq(ask.status, 201);
	set_state("UploadComplete");
	for (; strcmp(poll(), "JobComplete") != 0; polls++) {
		ck_assert_int_ge(number("numberRecordsProcessed"), last);
		last = number("numberRecordsProcessed");
		ck_assert_int_lt(polls, 8);
	}
	ck_assert_int_ge(polls, 3);
	ck_assert_int_eq(number("numberRecordsProcessed"), ROWS);
	ck_assert_int_eq(number("numberRecordsFailed"), 0);
	results("successfulResults");
	polls = 0;
	for (p = ask.body; (p = strstr(p, "\"true\",")) != NULL; p++)
		polls++;
	ck_assert_int_eq(polls, ROWS);
	text_free(&csv);
}
END_TEST

TCase *
test_sandbox_bulk(void)
{
	TCase *tc = tcase_create("sandbox_bulk");

	tcase_set_timeout(tc, 120);
	tcase_add_checked_fixture(tc, open_sandbox, ask_stop);
	tcase_add_test(tc, a_job_is_made_filled_closed_and_done);
	tcase_add_test(tc, rows_fail_alone);
	tcase_add_test(tc, an_empty_cell_leaves_alone_and_na_clears);
	tcase_add_test(tc, upsert_goes_by_the_key_and_delete_by_the_id);
	tcase_add_test(tc, who_may_deletes_for_good);
	tcase_add_loop_test(tc, a_job_fails_as_a_whole, 0, COUNT(failing));
	tcase_add_test(tc, what_was_written_before_the_job_failed_stays);
	tcase_add_loop_test(tc, a_job_that_makes_no_sense_is_refused, 0,
	    COUNT(refused));
	tcase_add_test(tc, every_state_has_its_own_moves);
	tcase_add_test(tc, a_small_job_comes_in_one_call);
	tcase_add_test(tc, the_list_has_pages);
	tcase_add_test(tc, jobs_fail_and_wait_on_demand);
	tcase_add_test(tc, an_answer_that_is_lost_leaves_its_work);
	tcase_add_test(tc, jobs_are_swept_by_the_clock);
	tcase_add_test(tc, a_long_job_takes_several_steps);
	return tc;
}

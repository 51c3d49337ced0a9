/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "org_write.h"
#include "precept/clock.h"
#include "query_cursor.h"
#include "request.h"
#include "routes.h"
#include "support.h"

/* Queries over HTTP: pages, locators, refusals. */

#define ROWS 450

static struct sandbox	 sandbox;
static struct request	 request;
static char		 admin[19];
static struct err	 err;

static void
open_org(void)
{
	struct text	csv;
	size_t		rows;

	sandbox = (struct sandbox){ .base = "http://127.0.0.1",
	    .clock_shift = INT64_C(1785542400000000) - clock_now() };
	sandbox.org = org_open(&sandbox, NULL, NULL, &err);
	ck_assert_msg(sandbox.org != NULL, "%s", err.text);
	ck_assert(org_user(sandbox.org, ORG_ADMIN, admin));
	text_init(&csv, 1 << 20);
	text_string(&csv, "Name,Site,IsDeleted\n");
	for (int i = 1; i <= ROWS; i++)
		text_printf(&csv, "Row %03d,%d,false\n", i, i % 2);
	text_string(&csv, "Gone,0,true\n");
	assert_ok(org_load(sandbox.org, "Account", support_file(
	    "accounts.csv", csv.ptr), &rows, &err), &err);
	text_free(&csv);
	ck_assert(request_begin(&request, &sandbox, "GET", "/"));
}

static void
close_org(void)
{
	request_end(&request);
	query_cursor_close(&sandbox);
	org_close(sandbox.org);
}

/* "200 {…}": the call's path is below v62.0. */
static const char *
call_as(const char *user, const char *path, const char *options)
{
	struct text	 all;
	static char	*kept;

	request_end(&request);
	text_init(&all, 1 << 22);
	text_printf(&all, "%s%s", strncmp(path, "/services", 9) == 0 ? "" :
	    "/services/data/v62.0", path);
	ck_assert(request_begin(&request, &sandbox, "GET", all.ptr));
	if (options != NULL)
		request_add_header(&request, SLICE("Sforce-Query-Options"),
		    slice_of(options));
	request.user = user;
	routes_run(&request);
	text_clear(&all);
	text_printf(&all, "%d ", request.status);
	text_add(&all, request.out.ptr, request.out.len);
	mem_free(kept);
	kept = text_take(&all);
	return kept;
}

static const char *
call(const char *path)
{
	return call_as(admin, path, "batchSize=200");
}

#define begins(text, head) ck_assert_msg( \
	strncmp((text), (head), strlen(head)) == 0, "%s", (text))

/* The first and the last row's name, and the way on. */
static void
take_page(const char *answer, char names[2][16], char next[80])
{
	const char	*p = strstr(answer, "\"Name\":\""), *last = p;
	const char	*url = strstr(answer, "\"nextRecordsUrl\":\"");

	for (; p != NULL; p = strstr(p + 1, "\"Name\":\""))
		last = p;
	p = strstr(answer, "\"Name\":\"");
	snprintf(names[0], 16, "%.*s", (int)strcspn(p + 8, "\""), p + 8);
	snprintf(names[1], 16, "%.*s", (int)strcspn(last + 8, "\""),
	    last + 8);
	snprintf(next, 80, "%.*s", url == NULL ? 0 : (int)strcspn(url + 18,
	    "\""), url == NULL ? "" : url + 18);
}

START_TEST(pages_follow_one_another)
{
	char		 names[2][16], next[80];
	const char	*a = call("/query?q=SELECT+Name+FROM+Account+ORDER+BY"
			    "+Name+DESC");

	begins(a, "200 {\"totalSize\":450,\"done\":false,\"nextRecordsUrl\":"
	    "\"/services/data/v62.0/query/01g000000000001AAA-200\","
	    "\"records\":[{\"attributes\":{\"type\":\"Account\",");
	take_page(a, names, next);
	ck_assert_str_eq(names[0], "Row 450");
	ck_assert_str_eq(names[1], "Row 251");
	a = call(next);
	begins(a, "200 {\"totalSize\":450,\"done\":false,\"nextRecordsUrl\":"
	    "\"/services/data/v62.0/query/01g000000000001AAA-400\",");
	take_page(a, names, next);
	ck_assert_str_eq(names[0], "Row 250");
	a = call(next);
	begins(a, "200 {\"totalSize\":450,\"done\":true,\"records\":[");
	take_page(a, names, next);
	ck_assert_str_eq(names[0], "Row 050");
	ck_assert_str_eq(names[1], "Row 001");
	/* A page may be read again. */
	begins(call("/query/01g000000000001AAA-200"),
	    "200 {\"totalSize\":450,\"done\":false,");
}
END_TEST

static const struct { const char *path, *options, *want; } answers[] = {
	{ "/query?q=SELECT+Id+FROM+Account", NULL,
	    "200 {\"totalSize\":450,\"done\":true,\"records\":[" },
	{ "/query?q=SELECT+Id+FROM+Account", "batchSize=1",
	    "200 {\"totalSize\":450,\"done\":false,\"nextRecordsUrl\":"
	    "\"/services/data/v62.0/query/01g000000000001AAA-200\"" },
	{ "/query?q=SELECT+Id+FROM+Account", "batchSize=9000",
	    "200 {\"totalSize\":450,\"done\":true," },
	{ "/query?q=SELECT+Id+FROM+Account+LIMIT+0", NULL,
	    "200 {\"totalSize\":0,\"done\":true,\"records\":[]}" },
	{ "/queryAll?q=SELECT+COUNT()+FROM+Account", NULL,
	    "200 {\"totalSize\":451,\"done\":true,\"records\":[]}" },
	{ "/query?q=SELECT+COUNT()+FROM+Account", NULL,
	    "200 {\"totalSize\":450,\"done\":true,\"records\":[]}" },
	{ "/query?q=SELECT+Site,COUNT(Id)+FROM+Account+GROUP+BY+Site+ORDER"
	    "+BY+Site", NULL, "200 {\"totalSize\":2,\"done\":true,"
	    "\"records\":[{\"attributes\":{\"type\":\"AggregateResult\"},"
	    "\"Site\":\"0\",\"expr0\":225},{\"attributes\":{\"type\":"
	    "\"AggregateResult\"},\"Site\":\"1\",\"expr0\":225}]}" },
	{ "/query?explain=SELECT+Id+FROM+Account", NULL,
	    "200 {\"plans\":[{\"cardinality\":450,\"fields\":[],"
	    "\"leadingOperationType\":\"TableScan\",\"notes\":[],"
	    "\"relativeCost\":1.0,\"sobjectCardinality\":450,"
	    "\"sobjectType\":\"Account\"}],\"sourceQuery\":"
	    "\"SELECT Id FROM Account\"}" },
	{ "/query", NULL, "400 [{\"message\":\"A query string has to be "
	    "specified\",\"errorCode\":\"MALFORMED_QUERY\"}]" },
	{ "/query?q=SELECT+Naem+FROM+Account", NULL, "400 [{\"message\":"
	    "\"\\nSELECT Naem FROM Account\\n       ^\\nERROR at Row:1:"
	    "Column:8\\nNo such column 'Naem' on entity 'Account'. If you "
	    "are attempting to use a custom field, be sure to append the "
	    "'__c' after the custom field name. Please reference your WSDL "
	    "or the describe call for the appropriate names.\","
	    "\"errorCode\":\"INVALID_FIELD\"}]" },
	{ "/query/01g000000000009AAA-200", NULL, "400 [{\"message\":"
	    "\"invalid query locator\",\"errorCode\":"
	    "\"INVALID_QUERY_LOCATOR\"}]" },
	{ "/query/nonsense", NULL, "400 [{\"message\":\"invalid query "
	    "locator\"," },
};

START_TEST(answers_are_whole)
{
	begins(call_as(admin, answers[_i].path, answers[_i].options),
	    answers[_i].want);
}
END_TEST

START_TEST(a_locator_is_its_users_and_lives_two_days)
{
	const char	*page = "/query/01g000000000001AAA-200";

	call("/query?q=SELECT+Id+FROM+Account");
	begins(call(page), "200 ");
	begins(call_as("005000000000009AAA", page, NULL), "400 ");
	begins(call("/query/01g000000000001AAA-450"), "400 ");
	begins(call("/query/01g000000000001AAA-"), "400 ");
	begins(call("/query/01g000000000001AAA-2x"), "400 ");
	begins(call("/query/01g000000000001AAA-99999999999999999999"),
	    "400 ");
	sandbox.clock_shift += INT64_C(3) * 86400 * 1000000;
	begins(call(page), "400 [{\"message\":\"invalid query locator\",");
}
END_TEST

START_TEST(of_many_cursors_the_oldest_goes)
{
	for (int i = 0; i < QUERY_CURSORS; i++)
		call("/query?q=SELECT+Id+FROM+Account");
	begins(call("/query/01g000000000001AAA-200"), "200 ");
	call("/query?q=SELECT+Id+FROM+Account");
	begins(call("/query/01g000000000001AAA-200"), "400 ");
	begins(call("/query/01g000000000002AAA-200"), "200 ");
}
END_TEST

START_TEST(rows_that_go_meanwhile_are_not_shown)
{
	struct org_write	w = { .user = admin };
	struct org_outcome	out;
	char			id[19];
	const char		*a;

	a = call("/query?q=SELECT+Id+FROM+Account+WHERE+Name='Row+300'");
	memcpy(id, strstr(a, "\"Id\":\"") + 6, 18);
	id[18] = '\0';
	call("/query?q=SELECT+Name+FROM+Account+ORDER+BY+Name");
	w.object = org_object(sandbox.org, SLICE("Account"));
	ck_assert(org_delete(sandbox.org, &w, slice_of(id), request.arena,
	    &out));
	a = call("/query/01g000000000001AAA-200");
	ck_assert(strstr(a, "Row 299") != NULL);
	ck_assert(strstr(a, "Row 300") == NULL);
	ck_assert(strstr(a, "Row 301") != NULL);
}
END_TEST

TCase *
test_sandbox_query(void)
{
	TCase	*tc = tcase_create("sandbox_query");

	tcase_add_checked_fixture(tc, open_org, close_org);
	tcase_add_test(tc, pages_follow_one_another);
	tcase_add_loop_test(tc, answers_are_whole, 0, COUNT(answers));
	tcase_add_test(tc, a_locator_is_its_users_and_lives_two_days);
	tcase_add_test(tc, of_many_cursors_the_oldest_goes);
	tcase_add_test(tc, rows_that_go_meanwhile_are_not_shown);
	return tc;
}

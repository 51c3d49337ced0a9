/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "drain.h"
#include "precept/json.h"
#include "salesforce_scan.h"
#include "soql_world.h"
#include "support.h"

/*
 * A scan over a small org of our own: what is asked of it, and what is made
 * of its answers. Record n has the id 001000000000nnn.
 */

#define PAGE 3
#define CSV_PAGE 4

struct org {
	int		 records;	/* 1 … */
	int		 lose;		/* the locator of the n-th page … */
	int		 times;		/* … so often */
	int		 refuse;	/* jobs: 1 at once, 2 they fail */
	int		 polls;		/* until a job is done */
	bool		 late_url;	/* nextRecordsUrl behind the records */
	const char	*garbage;	/* in place of the second page */
	int		 from;		/* the query's first record */
	int		 served;
	struct text	 log;
};

static struct org	 org;
static struct soql_world world;
static struct err	 err;

static void
set_up(void)
{
	org = (struct org){ 0 };
	err = (struct err){ 0 };
	text_init(&org.log, 1 << 20);
	salesforce_scan_bulk = 1000;
	salesforce_scan_poll = 1;
}

static void
tear_down(void)
{
	text_free(&org.log);
}

static bool
fail_call(struct http_call *call, const char *code, struct err *e)
{
	call->status = 400;
	text_printf(&call->answer, "[{\"errorCode\":\"%s\",\"message\":"
	    "\"no\"}]", code);
	return err_set(e, ERR_REMOTE, "%s: no", code);
}

static void
put_record(struct text *out, int n)
{
	text_printf(out, "{\"attributes\":{\"type\":\"Account\",\"url\":"
	    "\"/x/%d\"},\"Id\":\"001000000000%03d\",\"Name\":\"N%d, \\\"q"
	    "\\\"\",\"Owner\":", n, n, n);
	if (n % 4 == 0)
		text_string(out, "null}");
	else
		text_printf(out, "{\"attributes\":{\"type\":\"User\"},"
		    "\"Email\":\"o%d@x\"}}", n);
}

static void
put_url(struct text *out, int next)
{
	if (next <= org.records)
		text_printf(out, "\"nextRecordsUrl\":\"\\/services\\/data"
		    "\\/v62.0\\/query\\/01g-%d\",", next);
}

static void
put_page(struct text *out, int from)
{
	int	to = from + PAGE;

	text_printf(out, "{\"totalSize\":%d,\"done\":%s,", org.records -
	    org.from + 1, to > org.records ? "true" : "false");
	if (!org.late_url)
		put_url(out, to);
	text_string(out, "\"records\":[");
	for (int n = from; n < to && n <= org.records; n++) {
		text_string(out, n > from ? "," : "");
		put_record(out, n);
	}
	text_string(out, "],");
	if (org.late_url)
		put_url(out, to);
	text_string(out, "\"x\":null}\n");
}

/* Which id a query or a job begins behind. */
static int
begin_of(const char *query)
{
	const char	*above = strstr(query, "Id%20%3E%20%27001");

	if (above == NULL)
		above = strstr(query, "Id > '001");
	if (above == NULL)
		return 1;
	above = strstr(above, "001000000000");
	return atoi(above + 12) + 1;
}

static bool
page_call(struct http_call *call, int from, bool cursor, struct err *e)
{
	org.served++;
	if (cursor && org.served >= org.lose && org.times > 0) {
		org.times--;
		return fail_call(call, "INVALID_QUERY_LOCATOR", e);
	}
	if (cursor && org.garbage != NULL)
		text_string(&call->answer, org.garbage);
	else
		put_page(&call->answer, from);
	return true;
}

static void
put_csv(struct text *out, int from)
{
	text_string(out, "\"Id\",\"name\",\"Owner.Email\"\n");
	for (int n = from; n < from + CSV_PAGE && n <= org.records; n++) {
		text_printf(out, "\"001000000000%03d\",\"N%d, \"\"q\"\"\",",
		    n, n);
		if (n % 4 == 0)
			text_string(out, "\"\"\n");
		else
			text_printf(out, "\"o%d@x\"\n", n);
	}
}

static bool
job_call(struct http_call *call, struct err *e)
{
	const char	*at = strstr(call->url, "&locator=");
	int		 from = at == NULL ? org.from : atoi(at + 9);

	if (strcmp(call->method, "POST") == 0) {
		if (org.refuse == 1)
			return fail_call(call, "INVALIDENTITY", e);
		org.from = begin_of(call->body.ptr);
	}
	if (strstr(call->url, "/results") != NULL) {
		put_csv(&call->answer, from);
		from += CSV_PAGE;
		text_printf(&call->answer_headers, "HTTP/1.1 200 OK\r\n"
		    "Sforce-Locator: ");
		if (from > org.records)
			text_string(&call->answer_headers, "null\r\n\r\n");
		else
			text_printf(&call->answer_headers, "%d\r\n\r\n", from);
		return true;
	}
	text_printf(&call->answer, "{\"id\":\"750x\",\"state\":\"%s\"%s}",
	    org.polls-- > 0 ? "InProgress" : org.refuse == 2 ? "Failed" :
	    "JobComplete", org.refuse == 2 ? ",\"errorMessage\":\"Selecting "
	    "compound data not supported in Bulk Query\"" : "");
	return true;
}

static bool
answer(struct salesforce *s, struct http_call *call, struct err *e)
{
	const char	*at;

	ck_assert_ptr_eq((void *)s, (void *)&org);
	text_init(&call->answer, 1 << 20);
	text_init(&call->answer_headers, 1 << 16);
	call->outcome = HTTP_WHOLE;
	call->status = 200;
	text_printf(&org.log, "%s %.30s %.*s\n", call->method, call->url,
	    (int)call->body.len, call->body.len == 0 ? "" : call->body.ptr);
	if (strncmp(call->url, "/jobs/query", 11) == 0)
		return job_call(call, e);
	if (strncmp(call->url, "/query?q=", 9) == 0) {
		org.from = begin_of(call->url);
		return page_call(call, org.from, false, e);
	}
	at = strstr(call->url, "/query/01g-");
	ck_assert_ptr_nonnull(at);
	return page_call(call, atoi(at + 11), true, e);
}

/* Name and Owner.Email of all records, with that many workers. */
static char *
read_all(int threads)
{
	struct salesforce_scan	by = { .call = answer };
	struct scan		*scan;
	char			*got;

	by.session = (struct salesforce *)(void *)&org;
	by.rule = soql_world_open(&world, "{ \"Name is not null\" }",
	    "Id = \"Id\", Name = \"Name\", Mail = \"email\"");
	by.catalog = world.catalog;
	by.day = &world.day;
	scan = salesforce_scan_open(&by, &err);
	got = scan == NULL ? NULL : drain(scan, (int)by.rule->source.count,
	    threads, &err);
	soql_world_close(&world);
	return got;
}

/* Each record once, in the order of the ids, whatever happened. */
static void
check_all(char *got)
{
	struct text	want;
	const char	*at = got;
	int		 count = 0;

	ck_assert_msg(got != NULL, "%s", err.text);
	text_init(&want, 1000);
	for (int n = 1; n <= org.records; n++) {
		char id[40], name[40], mail[40];

		snprintf(id, sizeof id, "001000000000%03d", n);
		snprintf(name, sizeof name, "|N%d, \"q\"|", n);
		snprintf(mail, sizeof mail, n % 4 == 0 ? "|-" : "|o%d@x", n);
		at = strstr(at, id);
		ck_assert_msg(at != NULL, "%s is missing in\n%s%s", id, got,
		    org.log.ptr);
		ck_assert_msg(strstr(at, name) != NULL && strstr(at, mail) !=
		    NULL, "%s", got);
	}
	for (at = got; (at = strchr(at, '\n')) != NULL; at++)
		count++;
	ck_assert_int_eq(count, org.records);
	text_free(&want);
	mem_free(got);
}

START_TEST(pages_are_read_to_the_last)
{
	static const int	counts[] = { 0, 1, 3, 4, 20 };

	for (size_t i = 0; i < COUNT(counts); i++)
		for (int late = 0; late < 2; late++) {
			org.records = counts[i];
			org.late_url = late;
			check_all(read_all(1 + late));
		}
}
END_TEST

START_TEST(what_is_asked_is_what_is_needed)
{
	org.records = 4;
	check_all(read_all(1));
	assert_text(&org.log, "GET /query?q=SELECT%20Id%2C%20Name \n"
	    "GET /services/data/v62.0/query/01g \n");
}
END_TEST

START_TEST(a_lost_locator_loses_no_record)
{
	org.records = 20;
	org.lose = 4;
	org.times = 2;
	check_all(read_all(2));
	org.lose = 2;
	org.times = 1000;
	ck_assert_ptr_null(read_all(2));
	assert_err(&err, ERR_REMOTE, "salesforce.Account: "
	    "INVALID_QUERY_LOCATOR: no");
}
END_TEST

START_TEST(many_records_go_by_a_job)
{
	salesforce_scan_bulk = 10;
	org.records = 20;
	org.polls = 3;
	check_all(read_all(2));
	assert_text(&org.log, "GET /query?q=SELECT%20Id%2C%20Name \n"
	    "POST /jobs/query {\"operation\":\"query\",\"contentType\":"
	    "\"CSV\",\"columnDelimiter\":\"COMMA\",\"lineEnding\":\"LF\","
	    "\"query\":\"SELECT Id, Name, Owner.Email FROM Account WHERE "
	    "Name != null AND Id > '001000000000003'\"}\n"
	    "GET /jobs/query/750x \nGET /jobs/query/750x \n"
	    "GET /jobs/query/750x \n"
	    "GET /jobs/query/750x/results?maxRe \n"
	    "GET /jobs/query/750x/results?maxRe \n"
	    "GET /jobs/query/750x/results?maxRe \n"
	    "GET /jobs/query/750x/results?maxRe \n"
	    "GET /jobs/query/750x/results?maxRe \n"
	    "DELETE /jobs/query/750x \n");
}
END_TEST

START_TEST(what_bulk_refuses_is_read_by_pages)
{
	salesforce_scan_bulk = 10;
	org.records = 20;
	for (org.refuse = 1; org.refuse <= 2; org.refuse++)
		check_all(read_all(2));
}
END_TEST

START_TEST(an_answer_that_is_none_is_an_error)
{
	org.records = 20;
	org.garbage = "<html>down</html>";
	ck_assert_ptr_null(read_all(2));
	assert_err(&err, ERR_REMOTE, "salesforce.Account: Salesforce's "
	    "answer cannot be read: a value is missing");
}
END_TEST

START_TEST(a_scan_can_be_left_in_the_middle)
{
	struct salesforce_scan	 by = { .call = answer };
	struct slab		 slab = { .arena = arena_new() };
	struct scan		*scan;

	org.records = 900;
	by.session = (struct salesforce *)(void *)&org;
	by.rule = soql_world_open(&world, "\"on\"", "Id = \"Id\"");
	by.catalog = world.catalog;
	by.day = &world.day;
	scan = salesforce_scan_open(&by, &err);
	ck_assert_uint_eq(scan->total, 900);
	ck_assert(scan_next(scan, &slab, &err));
	ck_assert_uint_eq(slab.count, PAGE);
	ck_assert_int_eq(slab.origin[1] - slab.origin[0], 1);
	scan_slab_close(scan, &slab);
	scan_close(scan);
	arena_free(slab.arena);
	soql_world_close(&world);
}
END_TEST

TCase *
test_salesforce_scan(void)
{
	TCase	*tc = tcase_create("salesforce_scan");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, pages_are_read_to_the_last);
	tcase_add_test(tc, what_is_asked_is_what_is_needed);
	tcase_add_test(tc, a_lost_locator_loses_no_record);
	tcase_add_test(tc, many_records_go_by_a_job);
	tcase_add_test(tc, what_bulk_refuses_is_read_by_pages);
	tcase_add_test(tc, an_answer_that_is_none_is_an_error);
	tcase_add_test(tc, a_scan_can_be_left_in_the_middle);
	return tc;
}

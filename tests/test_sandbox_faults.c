/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "faults.h"
#include "precept/clock.h"
#include "request.h"
#include "sandbox_ask.h"

/* What goes wrong on demand: the script, the transport, what handlers see. */

#define DATA "/services/data/v62.0"
#define LIMITS DATA "/limits"

static void
open_sandbox(void)
{
	ask_start(&(struct sandbox_options){ 0 });
	ask_sign_in();
}

/* After this script, a GET of this path answers so. */
#define ERROR(message, code) \
	"[{\"message\":\"" message "\",\"errorCode\":\"" code "\"}]"
static const struct {
	const char	*script, *path;
	int		 status;
	const char	*body;		/* NULL: whatever */
} answers[] = {
	{ "status 503", LIMITS, 503, "" },
	{ "status 420", "/services/data", 420, "" },
	{ "html 502", LIMITS, 502, "<!DOCTYPE html>\n<html><head><title>502"
	    "</title></head>\n<body><h1>We are down for maintenance.</h1>\n"
	    "<p>Sorry for the inconvenience. We'll be back shortly.</p>"
	    "</body></html>\n" },
	{ "error 400 UNKNOWN_EXCEPTION \"100% odd\"", LIMITS, 400,
	    ERROR("100% odd", "UNKNOWN_EXCEPTION") },
	{ "daily limit", LIMITS, 403, ERROR("TotalRequests Limit exceeded.",
	    "REQUEST_LIMIT_EXCEEDED") },
	{ "concurrent limit", LIMITS, 403, ERROR("ConcurrentRequests "
	    "(Concurrent API Requests) Limit exceeded.",
	    "REQUEST_LIMIT_EXCEEDED") },
	{ "expire session", LIMITS, 401, ERROR("Session expired or invalid",
	    "INVALID_SESSION_ID") },
	{ "slow query", DATA "/query?q=x", 400, ERROR("Your query request "
	    "was running for too long.", "QUERY_TIMEOUT") },
	{ "slow query", LIMITS, 200, NULL },
	{ "lost locator", DATA "/query/01gx-2000", 400,
	    ERROR("invalid query locator", "INVALID_QUERY_LOCATOR") },
	{ "lost locator", LIMITS, 200, NULL },
	{ "daily limit\nconcurrent limit", "/services/data", 200, NULL },
	{ "on POST: status 503", LIMITS, 200, NULL },
	{ "on GET: status 503", LIMITS, 503, "" },
	{ "on *: status 503", LIMITS, 503, "" },
	{ "on * /limits: status 503", LIMITS, 503, "" },
	{ "on get /LIMITS: status 503", LIMITS, 503, "" },
	{ "on /limits: status 503", LIMITS, 503, "" },
	{ "on GET /lim: status 503", LIMITS, 200, NULL },
	{ "on GET /*: status 503", LIMITS, 503, "" },
	{ "on GET /*/*: status 503", LIMITS, 200, NULL },
	{ "on GET /**: status 503", LIMITS, 503, "" },
	{ "on GET /limits/**: status 503", LIMITS, 503, "" },
	{ "on GET /services/data/*/limits: status 503", LIMITS, 503, "" },
	{ "on GET /services/data: status 503", "/services/data", 503, "" },
	{ "on GET /services/data: status 503", LIMITS, 200, NULL },
	{ "# nothing\n\n  \t\n", LIMITS, 200, NULL },
	{ "  status 503  # always\r\n", LIMITS, 503, "" },
	{ "status 503 times 0", LIMITS, 200, NULL },
	{ "status 503 after 1 calls", LIMITS, 200, NULL },
	{ "on POST: status 500\nstatus 501\nstatus 502", LIMITS, 501, "" },
};

START_TEST(a_fault_answers_in_its_own_way)
{
	ask_faults(answers[_i].script);
	ask_call("GET", answers[_i].path, "", "");
	ck_assert_int_eq(ask.status, answers[_i].status);
	if (answers[_i].body != NULL)
		ck_assert_str_eq(ask.body, answers[_i].body);
}
END_TEST

static const struct { const char *script, *says; } scripts[] = {
	{ "lok row 3", "line 1: the fault is not understood. It is written: "
	    "lock row 17" },
	{ "lock row x", "line 1: the fault is not understood. It is "
	    "written: lock row 17" },
	{ "\nlock row 0", "line 2: the number is out of range: a status is "
	    "from 200 to 599, rows begin at 1, a call waits 10m at most." },
	{ "status 99", "line 1: the number is out of range: a status is "
	    "from 200 to 599, rows begin at 1, a call waits 10m at most." },
	{ "latency 11m", "line 1: the number is out of range: a status is "
	    "from 200 to 599, rows begin at 1, a call waits 10m at most." },
	{ "latency 5", "line 1: the fault is not understood. It is written: "
	    "latency 50ms" },
	{ "explode", "line 1: \"explode\" begins no fault. "
	    "GET /sandbox/help lists those there are." },
	{ "hide field Account", "line 1: the fault is not understood. It is "
	    "written: hide field Account.Phone" },
	{ "error 400 X text", "line 1: the fault is not understood. It is "
	    "written: error 400 UNKNOWN_EXCEPTION \"text\"" },
	{ "bulk failed \"x", "line 1: a text in quotes has no end. Put a \" "
	    "behind it." },
	{ "status 503 thrice", "line 1: behind the fault may stand: once, "
	    "twice, times 3, after 10 calls, every 5 calls, retry-after 2." },
	{ "status 503 every 0 calls", "line 1: behind the fault may stand: "
	    "once, twice, times 3, after 10 calls, every 5 calls, "
	    "retry-after 2." },
	{ "on GET /x status 503", "line 1: behind \"on METHOD /path\" a "
	    "colon is missing." },
	{ "on GET x: status 503", "line 1: \"on\" wants a method and a "
	    "path, as in \"on GET /query/**: status 503\"." },
	{ "on : status 503", "line 1: \"on\" wants a method and a path, as "
	    "in \"on GET /query/**: status 503\"." },
	{ "on GET /x:", "line 1: behind the colon a fault is missing, as in "
	    "\"on GET /query/**: status 503\"." },
	{ "a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a "
	    "a", "line 1: the line has too many words." },
};

START_TEST(a_script_that_is_wrong_says_where)
{
	struct faults	*faults = faults_new();
	struct text	 shown;
	struct err	 err = { 0 };

	ck_assert(!faults_parse(faults, slice_of(scripts[_i].script), &err));
	assert_err(&err, ERR_RULE, scripts[_i].says);
	ck_assert(!faults_parse(faults, SLICE("reset\nresett"), &err));
	text_init(&shown, 1000);
	faults_show(faults, &shown);
	assert_text(&shown, "[]");
	text_free(&shown);
	faults_free(faults);
}
END_TEST

START_TEST(a_wrong_script_is_refused_over_http)
{
	ask_call("POST", "/sandbox/faults", "", "explode");
	ck_assert_int_eq(ask.status, 400);
	ck_assert_str_eq(ask.body, "{\"error\":\"line 1: \\\"explode\\\" "
	    "begins no fault. GET /sandbox/help lists those there are.\"}");
	ck_assert_ptr_null(sandbox_start(&(struct sandbox_options){
	    .faults = "explode" }, &(struct err){ 0 }));
}
END_TEST

START_TEST(every_example_of_the_help_is_read)
{
	struct faults	*faults = faults_new();
	struct text	 help;
	struct err	 err = { 0 };
	int		 read = 0;
	char		*line, *next, *end;

	text_init(&help, 1 << 16);
	sandbox_help(&help);
	for (line = help.ptr; line != NULL && *line != '\0'; line = next) {
		next = strchr(line, '\n');
		if (next != NULL)
			*next++ = '\0';
		if (strncmp(line, "  ", 2) != 0)
			continue;
		for (end = line + 40; end[-1] == ' '; end--)
			;
		assert_ok(faults_parse(faults, (struct slice){ line,
		    (size_t)(end - line) }, &err), &err);
		read++;
	}
	ck_assert_int_eq(read, 20);
	text_free(&help);
	faults_free(faults);
}
END_TEST

static int
status_of_limits(void)
{
	ask_call("GET", LIMITS, "", "");
	return ask.status;
}

/* The statuses of eight calls; 5: 503. */
static const struct { const char *script, *statuses; } turns[] = {
	{ "status 503 once", "52222222" },
	{ "status 503 twice", "55222222" },
	{ "status 503 times 3", "55522222" },
	{ "status 503 after 2 calls", "22555555" },
	{ "status 503 after 2 calls twice", "22552222" },
	{ "status 503 every 3 calls", "52252252" },
	{ "status 503 every 3 calls after 1 calls twice", "25225222" },
	{ "status 503 once\nstatus 503 once", "55222222" },
	{ "status 503 once\nstatus 503 after 1 calls once", "55222222" },
	{ "on POST: status 503", "22222222" },
};

START_TEST(a_fault_keeps_its_turn)
{
	char	got[9] = { 0 };

	ask_faults(turns[_i].script);
	for (int i = 0; i < 8; i++)
		got[i] = status_of_limits() == 503 ? '5' : '2';
	ck_assert_str_eq(got, turns[_i].statuses);
}
END_TEST

START_TEST(a_session_expires_once_and_is_renewed)
{
	ask_faults("expire session after 1 calls");
	ck_assert_int_eq(status_of_limits(), 200);
	ck_assert_int_eq(status_of_limits(), 401);
	ck_assert_int_eq(status_of_limits(), 401);
	ask_sign_in();
	ck_assert_int_eq(status_of_limits(), 200);
}
END_TEST

START_TEST(a_pause_is_told)
{
	ask_faults("status 503 retry-after 7");
	ck_assert_int_eq(status_of_limits(), 503);
	ck_assert_str_eq(ask_header("Retry-After"), "7");
}
END_TEST

START_TEST(a_reset_does_nothing_and_says_nothing)
{
	ask_faults("on GET /limits: reset once");
	ck_assert_int_eq(status_of_limits(), 0);
	ck_assert_uint_eq(ask.raw_len, 0);
	ck_assert_int_eq(status_of_limits(), 200);
	ck_assert_str_eq(ask_header("Sforce-Limit-Info"),
	    "api-usage=1/15000");
}
END_TEST

START_TEST(a_late_reset_has_done_all)
{
	ask_faults("on GET /limits: reset after processing once");
	ck_assert_int_eq(status_of_limits(), 0);
	ck_assert_uint_eq(ask.raw_len, 0);
	ck_assert_int_eq(status_of_limits(), 200);
	ck_assert_str_eq(ask_header("Sforce-Limit-Info"),
	    "api-usage=2/15000");
}
END_TEST

START_TEST(a_body_is_cut)
{
	ask_faults("cut body at 10 bytes once");
	ck_assert_int_eq(status_of_limits(), 200);
	ck_assert_str_eq(ask.body, "{\"DailyApi");
	ck_assert(!ask.whole);
	ck_assert_int_eq(status_of_limits(), 200);
	ck_assert(ask.whole);
	ask_faults("cut body at 100000 bytes\n");
	ck_assert_int_eq(status_of_limits(), 200);
	ck_assert(ask.whole);
	ask_faults("cut body at 0 bytes\n");
	ck_assert_int_eq(status_of_limits(), 200);
	ck_assert_uint_eq(ask.body_len, 0);
	ck_assert(!ask.whole);
}
END_TEST

#define SLOW "GET /services/data HTTP/1.1\r\nHost: a\r\nConnection: " \
	"close\r\n\r\n"

START_TEST(a_slow_call_holds_up_no_other)
{
	int64_t	began = clock_steady();
	int	slow;

	ask_faults("on GET /services/data: latency 2s once");
	slow = ask_send(SLOW, sizeof SLOW - 1);
	for (int i = 0; i < 5; i++)
		ck_assert_int_eq(status_of_limits(), 200);
	ck_assert_int_lt(clock_steady() - began, 2000000);
	ask_receive(slow);
	ck_assert_int_eq(ask.status, 200);
	ck_assert_int_ge(clock_steady() - began, 2000000);
}
END_TEST

START_TEST(the_end_does_not_wait_for_slow_calls)
{
	int64_t	began = clock_steady();
	int	slow;

	ask_faults("latency 10m");
	slow = ask_send(SLOW, sizeof SLOW - 1);
	sandbox_stop(ask.sandbox);
	ask.sandbox = NULL;
	ask_receive(slow);
	ck_assert_int_lt(clock_steady() - began, 20000000);
}
END_TEST

START_TEST(what_was_hit_is_counted)
{
	ask_faults("on GET /limits: status 503 once\nreset after 99 calls");
	status_of_limits();
	status_of_limits();
	ask_call("GET", "/sandbox/faults", "", "");
	ck_assert_str_eq(ask.body, "[{\"fault\":\"on GET /limits: status "
	    "503 once\",\"seen\":2,\"hits\":1},\n{\"fault\":\"reset after "
	    "99 calls\",\"seen\":2,\"hits\":0}]");
	ask_call("DELETE", "/sandbox/faults", "", "");
	ask_call("GET", "/sandbox/faults", "", "");
	ck_assert_str_eq(ask.body, "[]");
}
END_TEST

/* A handler's view, without a server. */
static struct sandbox	own;

static struct request
meet(const char *target)
{
	struct request	r;

	ck_assert(request_begin(&r, &own, "POST", target));
	faults_meet(&r, false);
	return r;
}

static void
script(const char *text)
{
	struct err	err = { 0 };

	faults_free(own.faults);
	own.faults = faults_new();
	assert_ok(faults_parse(own.faults, slice_of(text), &err), &err);
}

START_TEST(handlers_ask_for_rows)
{
	const struct fault	*f;
	struct request		 r;

	script("on POST /composite/sobjects: lock row 17 twice\n"
	    "fail row 3 DUPLICATE_VALUE \"a text: \xc3\xa9\"");
	r = meet(DATA "/sobjects/Account");
	ck_assert_ptr_null(faults_row(&r, 17));
	f = faults_row(&r, 3);
	ck_assert_str_eq(f->code, "DUPLICATE_VALUE");
	ck_assert_str_eq(f->text, "a text: \xc3\xa9");
	request_end(&r);
	for (int i = 0; i < 3; i++) {
		r = meet(DATA "/composite/sobjects?x=1");
		ck_assert_ptr_null(faults_row(&r, 16));
		f = faults_row(&r, 17);
		ck_assert_ptr_eq(f, faults_row(&r, 17));
		ck_assert_int_eq(f != NULL, i < 2);
		if (f != NULL)
			ck_assert_str_eq(f->code, "UNABLE_TO_LOCK_ROW");
		request_end(&r);
	}
	faults_free(own.faults);
	own.faults = NULL;
}
END_TEST

START_TEST(handlers_ask_for_fields)
{
	const struct fault	*f;
	struct request		 r;

	script("hide field Account.Phone\n"
	    "validation account.website \"Only https.\"\n");
	r = meet(DATA "/sobjects/Account");
	ck_assert_ptr_nonnull(faults_field(&r, FAULT_HIDE_FIELD, "account",
	    "PHONE"));
	ck_assert_ptr_null(faults_field(&r, FAULT_HIDE_FIELD, "Contact",
	    "Phone"));
	ck_assert_ptr_null(faults_field(&r, FAULT_HIDE_FIELD, "Account",
	    "Website"));
	f = faults_field(&r, FAULT_VALIDATION, "Account", "Website");
	ck_assert_str_eq(f->text, "Only https.");
	request_end(&r);
	faults_free(own.faults);
	own.faults = NULL;
}
END_TEST

START_TEST(handlers_ask_for_what_else_goes_wrong)
{
	const struct fault	*f;
	struct request		 r;

	script("shuffle results\npage of 7 rows\n"
	    "bulk failed \"InvalidBatch : no\"");
	r = meet(DATA "/jobs/query/750/results");
	ck_assert_ptr_nonnull(faults_find(&r, FAULT_SHUFFLE));
	ck_assert_int_eq(faults_find(&r, FAULT_PAGE_SIZE)->number, 7);
	f = faults_find(&r, FAULT_BULK_FAILED);
	ck_assert_str_eq(f->text, "InvalidBatch : no");
	ck_assert_ptr_null(faults_find(&r, FAULT_RESET));
	request_end(&r);
	faults_free(own.faults);
	own.faults = NULL;
}
END_TEST

TCase *
test_sandbox_faults(void)
{
	TCase *tc = tcase_create("sandbox_faults");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, open_sandbox, ask_stop);
	tcase_add_loop_test(tc, a_fault_answers_in_its_own_way, 0,
	    COUNT(answers));
	tcase_add_loop_test(tc, a_script_that_is_wrong_says_where, 0,
	    COUNT(scripts));
	tcase_add_test(tc, a_wrong_script_is_refused_over_http);
	tcase_add_test(tc, every_example_of_the_help_is_read);
	tcase_add_loop_test(tc, a_fault_keeps_its_turn, 0,
	    COUNT(turns));
	tcase_add_test(tc, a_session_expires_once_and_is_renewed);
	tcase_add_test(tc, a_pause_is_told);
	tcase_add_test(tc, a_reset_does_nothing_and_says_nothing);
	tcase_add_test(tc, a_late_reset_has_done_all);
	tcase_add_test(tc, a_body_is_cut);
	tcase_add_test(tc, a_slow_call_holds_up_no_other);
	tcase_add_test(tc, the_end_does_not_wait_for_slow_calls);
	tcase_add_test(tc, what_was_hit_is_counted);
	tcase_add_test(tc, handlers_ask_for_rows);
	tcase_add_test(tc, handlers_ask_for_fields);
	tcase_add_test(tc, handlers_ask_for_what_else_goes_wrong);
	return tc;
}

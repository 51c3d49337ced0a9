/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <unistd.h>

#include "faulty_server.h"
#include "http_private.h"
#include "precept/clock.h"
#include "precept/http.h"
#include "support.h"

static struct faulty_server	*server;
static struct http		*http;
static struct err		 err;

static void
set_up(void)
{
	err = (struct err){ 0 };
	server = faulty_server_start(NULL);
	http = http_open(&(struct http_options){ .connections = 4 }, &err);
	ck_assert_ptr_nonnull(http);
}

static void
tear_down(void)
{
	http_close(http);
	faulty_server_stop(server);
}

static struct http_call
ask(const char *method, const char *path)
{
	return (struct http_call){ .method = method,
	    .url = faulty_server_url(server, path), .timeout = 20000,
	    .max_bytes = 65536 };
}

/* "127.0.0.1:PORT" for every % in a sentence. */
static const char *
with_host(const char *sentence)
{
	static char	 out[512];
	char		 port[32];
	const char	*at = strchr(sentence, '%');

	snprintf(port, sizeof port, "127.0.0.1:%d",
	    faulty_server_port(server));
	if (at == NULL)
		return sentence;
	snprintf(out, sizeof out, "%.*s%s%s", (int)(at - sentence), sentence,
	    port, at + 1);
	return out;
}

static void
assert_call(struct http_call *call, enum http_outcome outcome, int status,
    const char *why)
{
	bool	whole = http_do(http, call, &err);

	ck_assert_str_eq(call->why, with_host(why));
	ck_assert_int_eq(call->outcome, outcome);
	ck_assert_int_eq(call->status, status);
	ck_assert_int_eq(whole, outcome == HTTP_WHOLE);
	if (!whole)
		assert_err(&err, ERR_REMOTE, with_host(why));
}

static const struct {
	const char		*path;
	enum http_outcome	 outcome;
	int			 status;
	const char		*why;
} answers[] = {
	{ "/ok", HTTP_WHOLE, 200, "" },
	{ "/chunked", HTTP_WHOLE, 200, "" },
	{ "/none", HTTP_WHOLE, 204, "" },
	{ "/redirect", HTTP_WHOLE, 302, "" },
	{ "/login", HTTP_WHOLE, 401, "" },
	{ "/500", HTTP_WHOLE, 500, "" },
	{ "/no-length-400", HTTP_WHOLE, 400, "" },
	{ "/die", HTTP_UNKNOWN, 0,
	    "% closed the connection without an answer" },
	{ "/reset", HTTP_UNKNOWN, 0,
	    "the connection with % failed: Connection reset by peer" },
	{ "/half", HTTP_UNKNOWN, 200, "the answer of % was cut short" },
	{ "/half-reset", HTTP_UNKNOWN, 200,
	    "the connection with % failed: Connection reset by peer" },
	{ "/half-chunk", HTTP_UNKNOWN, 200, "the answer of % was cut short" },
	{ "/half-header", HTTP_UNKNOWN, 0, "the answer of % was cut short" },
	{ "/half-header-line", HTTP_UNKNOWN, 0,
	    "the answer of % was cut short" },
	{ "/no-length", HTTP_UNKNOWN, 200,
	    "% did not say how long its answer is, so that its end may be "
	    "missing" },
	{ "/garbage", HTTP_UNKNOWN, 0, "% does not answer in HTTP" },
	{ "/http09", HTTP_UNKNOWN, 0, "% does not answer in HTTP" },
	{ "/status-0", HTTP_UNKNOWN, 0, "% does not answer in HTTP" },
	{ "/bad-gzip", HTTP_UNKNOWN, 200,
	    "the answer of % cannot be unpacked" },
	{ "/brotli", HTTP_UNKNOWN, 200,
	    "% packed its answer in a way that was not asked for" },
	{ "/bad-chunk", HTTP_UNKNOWN, 200,
	    "the connection with % failed: Illegal or missing hexadecimal "
	    "sequence in chunked-encoding" },
	{ "/both", HTTP_UNKNOWN, 200,
	    "% told the length of its answer in two ways" },
	{ "/two", HTTP_UNKNOWN, 200,
	    "% told the length of its answer in two ways" },
	{ "/declared", HTTP_UNKNOWN, 0,
	    "% has more than 65536 bytes to send" },
	{ "/bomb", HTTP_UNKNOWN, 200, "% sent more than 65536 bytes" },
	{ "/endless", HTTP_UNKNOWN, 200, "% sent more than 65536 bytes" },
	{ "/flood", HTTP_UNKNOWN, 0,
	    "% sent a header of more than 64 KiB" },
	{ "/100s", HTTP_UNKNOWN, 0, "% sent a header of more than 64 KiB" },
};

START_TEST(an_answer_is_whole_or_it_is_unknown)
{
	struct http_call	call = ask("GET", answers[_i].path);

	assert_call(&call, answers[_i].outcome, answers[_i].status,
	    answers[_i].why);
	ck_assert_int_eq(faulty_server_requests(server), 1);
	http_call_clear(&call);
}
END_TEST

/* The same, for what must not be sent twice. */
START_TEST(a_post_is_received_once)
{
	struct http_call	call = ask("POST", answers[_i].path);

	call.body = SLICE("{\"Name\":\"one\"}");
	call.once = true;
	assert_call(&call, answers[_i].outcome, answers[_i].status,
	    answers[_i].why);
	ck_assert_int_eq(faulty_server_requests(server), 1);
	http_call_clear(&call);
}
END_TEST

static const char *const deaths[] = { "/die", "/reset" };

START_TEST(a_post_into_a_dying_connection_is_received_once)
{
	struct http_call	first = ask("GET", "/ok");
	struct http_call	call = ask("POST", deaths[_i]);

	call.body = SLICE("{\"Name\":\"one\"}");
	assert_call(&first, HTTP_WHOLE, 200, "");
	assert_call(&call, HTTP_UNKNOWN, 0,
	    "% closed a kept connection as the call went out");
	ck_assert_int_eq(faulty_server_requests(server), 2);
	http_call_clear(&first);
	http_call_clear(&call);
}
END_TEST

START_TEST(an_answer_cut_anywhere_is_never_whole)
{
	struct http_call	call;
	char			path[32];
	int			i;

	for (i = 0; i < 60; i++) {
		snprintf(path, sizeof path, "/cut?%d", i + _i * 10);
		call = ask("POST", path);
		ck_assert(!http_do(http, &call, &err));
		ck_assert_int_eq(call.outcome, HTTP_UNKNOWN);
		http_call_clear(&call);
	}
}
END_TEST

TCase *
test_http(void)
{
	TCase	*tc = tcase_create("http");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, an_answer_is_whole_or_it_is_unknown, 0,
	    COUNT(answers));
	tcase_add_loop_test(tc, a_post_is_received_once, 0, COUNT(answers));
	tcase_add_loop_test(tc,
	    a_post_into_a_dying_connection_is_received_once, 0,
	    COUNT(deaths));
	tcase_add_loop_test(tc, an_answer_cut_anywhere_is_never_whole, 0, 4);
	return tc;
}

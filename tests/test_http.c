/* SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "faulty_server.h"
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

static void
assert_call(struct http_call *call, enum http_outcome outcome, int status,
    const char *why)
{
	bool	whole = http_do(http, call, &err);

	why = faulty_server_named(server, why);
	ck_assert_str_eq(call->why, why);
	ck_assert_int_eq(call->outcome, outcome);
	ck_assert_int_eq(call->status, status);
	ck_assert_int_eq(whole, outcome == HTTP_WHOLE);
	if (!whole)
		assert_err(&err, ERR_REMOTE, why);
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
	    "HOST closed the connection without an answer" },
	{ "/reset", HTTP_UNKNOWN, 0,
	    "the connection with HOST failed: Connection reset by peer" },
	{ "/half", HTTP_UNKNOWN, 200, "the answer of HOST was cut short" },
	{ "/half-reset", HTTP_UNKNOWN, 200,
	    "the connection with HOST failed: Connection reset by peer" },
	{ "/half-chunk", HTTP_UNKNOWN, 200,
	    "the answer of HOST was cut short" },
	{ "/half-header", HTTP_UNKNOWN, 0, "the answer of HOST was cut short" },
	{ "/half-header-line", HTTP_UNKNOWN, 0,
	    "the answer of HOST was cut short" },
	{ "/no-length", HTTP_UNKNOWN, 200,
	    "HOST did not say how long its answer is, so that its end may be "
	    "missing" },
	{ "/garbage", HTTP_UNKNOWN, 0, "HOST does not answer in HTTP" },
	{ "/http09", HTTP_UNKNOWN, 0, "HOST does not answer in HTTP" },
	{ "/status-0", HTTP_UNKNOWN, 0, "HOST does not answer in HTTP" },
	{ "/bad-gzip", HTTP_UNKNOWN, 200,
	    "the answer of HOST cannot be unpacked" },
	{ "/brotli", HTTP_UNKNOWN, 200,
	    "HOST packed its answer in a way that was not asked for" },
	{ "/bad-chunk", HTTP_UNKNOWN, 200,
	    "the connection with HOST failed: Illegal or missing hexadecimal "
	    "sequence in chunked-encoding" },
	{ "/both", HTTP_UNKNOWN, 200,
	    "HOST told the length of its answer in two ways" },
	{ "/two", HTTP_UNKNOWN, 200,
	    "HOST told the length of its answer in two ways" },
	{ "/declared", HTTP_UNKNOWN, 0,
	    "HOST has more than 65536 bytes to send" },
	{ "/bomb", HTTP_UNKNOWN, 200, "HOST sent more than 65536 bytes" },
	{ "/endless", HTTP_UNKNOWN, 200, "HOST sent more than 65536 bytes" },
	{ "/flood", HTTP_UNKNOWN, 0,
	    "HOST sent a header of more than 64 KiB" },
	{ "/100s", HTTP_UNKNOWN, 0, "HOST sent a header of more than 64 KiB" },
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
	    "HOST closed a kept connection as the call went out");
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

START_TEST(nobody_there_means_unsent)
{
	struct http_call	call = { .method = "POST" };
	struct sockaddr_in	in = { .sin_family = AF_INET,
				    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t		len = sizeof in;
	int			fd = socket(AF_INET, SOCK_STREAM, 0);
	char			url[64], want[128];

	/* a port that is ours, and nobody listens */
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&in, len), 0);
	getsockname(fd, (struct sockaddr *)&in, &len);
	snprintf(url, sizeof url, "http://127.0.0.1:%d/", ntohs(in.sin_port));
	snprintf(want, sizeof want, "127.0.0.1:%d could not be reached: "
	    "Connection refused", ntohs(in.sin_port));
	call.url = url;
	assert_call(&call, HTTP_UNSENT, 0, want);
	ck_assert_int_ge(http_pause(&call, 1), 0);
	http_call_clear(&call);
	close(fd);
}
END_TEST

static const struct { const char *path, *why; int status; } late[] = {
	{ "/hang", "HOST did not answer within 200 ms", 0 },
	{ "/slow", "HOST did not end its answer within 200 ms", 200 },
};

START_TEST(a_call_has_its_time)
{
	struct http_call	call = ask("POST", late[_i].path);

	call.timeout = 200;
	assert_call(&call, HTTP_UNKNOWN, late[_i].status, late[_i].why);
	http_call_clear(&call);
}
END_TEST

START_TEST(silence_ends_a_call)
{
	struct http_call	call = ask("GET", "/slow");

	http_close(http);
	http = http_open(&(struct http_options){ .stall = 1 }, &err);
	assert_call(&call, HTTP_UNKNOWN, 200, "HOST was silent for 1 s");
	http_call_clear(&call);
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
	tcase_add_test(tc, nobody_there_means_unsent);
	tcase_add_loop_test(tc, a_call_has_its_time, 0, COUNT(late));
	tcase_add_test(tc, silence_ends_a_call);
	return tc;
}

/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "faulty_server.h"
#include "http_private.h"
#include "precept/clock.h"
#include "precept/http.h"
#include "precept/log.h"
#include "support.h"

/* What goes out and where to, many calls at once, and when again. */

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
ask(const char *path)
{
	return (struct http_call){ .method = "GET", .timeout = 20000,
	    .url = faulty_server_url(server, path) };
}

static void
get(const char *path)
{
	struct http_call	call = ask(path);

	assert_ok(http_do(http, &call, &err), &err);
	http_call_clear(&call);
}

static void
assert_sent(const char *want)
{
	char	*last = faulty_server_last(server);

	ck_assert_str_eq(last, faulty_server_named(server, want));
	mem_free(last);
}

static const char *const lines[] = {
	"Authorization: Bearer token", "Content-Type: text/csv", NULL
};

START_TEST(a_get_says_no_more_than_it_must)
{
	struct http_call	call = ask("/ok?q=a%20b#part");

	call.headers = lines;
	assert_ok(http_do(http, &call, &err), &err);
	assert_text(&call.answer, "ok");
	assert_sent("GET /ok?q=a%20b HTTP/1.1\r\nHost: HOST\r\n"
	    "User-Agent: precept\r\nAccept: */*\r\nAccept-Encoding: gzip\r\n"
	    "Authorization: Bearer token\r\nContent-Type: text/csv\r\n\r\n");
	http_call_clear(&call);
}
END_TEST

static const char *const methods[] = { "POST", "PUT", "PATCH", "DELETE" };

START_TEST(a_body_goes_out_as_it_is)
{
	struct http_call	call = ask("/ok");
	char			want[512];

	call.method = methods[_i];
	call.body = SLICE("{}\n");
	assert_ok(http_do(http, &call, &err), &err);
	snprintf(want, sizeof want, "%s /ok HTTP/1.1\r\n"
	    "Host: HOST\r\nUser-Agent: precept\r\nAccept: */*\r\n"
	    "Accept-Encoding: gzip\r\nContent-Length: 3\r\n\r\n{}\n",
	    methods[_i]);
	assert_sent(want);
	http_call_clear(&call);
}
END_TEST

START_TEST(a_post_without_a_body_has_none)
{
	struct http_call	call = ask("/ok");

	call.method = "POST";
	assert_ok(http_do(http, &call, &err), &err);
	assert_sent("POST /ok HTTP/1.1\r\nHost: HOST\r\n"
	    "User-Agent: precept\r\nAccept: */*\r\nAccept-Encoding: gzip\r\n"
	    "Content-Length: 0\r\n\r\n");
	http_call_clear(&call);
}
END_TEST

static const size_t sizes[] = { 1, 65535, 65536, 300000 };

START_TEST(bytes_are_counted_as_they_are_on_the_wire)
{
	struct http_call	call = ask("/ok");
	char			*body = mem_alloc(sizes[_i]);

	memset(body, 'x', sizes[_i]);
	call.method = "POST";
	call.body = (struct slice){ body, sizes[_i] };
	assert_ok(http_do(http, &call, &err), &err);
	ck_assert_uint_eq(call.bytes_out, faulty_server_bytes(server));
	ck_assert_uint_eq(call.bytes_in, strlen("HTTP/1.1 200 OK\r\n"
	    "Content-Length: 2\r\n\r\nok"));
	ck_assert_int_gt(call.took, 0);
	http_call_clear(&call);
	mem_free(body);
}
END_TEST

/* libcurl would ask first, by "Expect: 100-continue". */
START_TEST(a_long_body_goes_out_at_once)
{
	struct http_call	 call = ask("/ok");
	size_t			 size = 2 << 20;
	char			*body = mem_alloc(size), *last;

	memset(body, 'x', size);
	call.method = "POST";
	call.body = (struct slice){ body, size };
	assert_ok(http_do(http, &call, &err), &err);
	last = faulty_server_last(server);
	ck_assert_ptr_null(strstr(last, "100-continue"));
	http_call_clear(&call);
	mem_free(last);
	mem_free(body);
}
END_TEST

START_TEST(an_answer_has_headers_and_a_body)
{
	struct http_call	call = ask("/continue");

	assert_ok(http_do(http, &call, &err), &err);
	assert_text(&call.answer, "ok");
	ck_assert_int_eq(call.status, 200);
	ck_assert_int_eq(call.retry_after, -1);
	assert_slice(http_header(&call, "x-name"), "a value");
	ck_assert_ptr_null(http_header(&call, "X-Nam").ptr);
	ck_assert_ptr_null(http_header(&call, "X-Early").ptr);
	http_call_clear(&call);
	ck_assert_ptr_null(http_header(&call, "X-Name").ptr);
}
END_TEST

START_TEST(a_head_has_no_body)
{
	struct http_call	call = ask("/ok");

	call.method = "HEAD";
	assert_ok(http_do(http, &call, &err), &err);
	ck_assert_int_eq(call.status, 200);
	ck_assert_uint_eq(call.answer.len, 0);
	http_call_clear(&call);
}
END_TEST

START_TEST(a_packed_answer_is_unpacked)
{
	struct http_call	call = ask("/packed");

	assert_ok(http_do(http, &call, &err), &err);
	assert_text(&call.answer, "ok");
	http_call_clear(&call);
}
END_TEST

START_TEST(a_cookie_is_forgotten)
{
	char	*last;

	get("/cookie");
	get("/ok");
	last = faulty_server_last(server);
	ck_assert_ptr_null(strstr(last, "ookie"));
	mem_free(last);
}
END_TEST

static bool
gather(struct http_call *call, const char *ptr, size_t len)
{
	ck_assert_int_eq(call->status, 200);
	text_add(call->own, ptr, len);
	return true;
}

static bool
decline(struct http_call *call, const char *ptr, size_t len)
{
	(void)call;
	(void)ptr;
	(void)len;
	return false;
}

START_TEST(a_sink_gets_the_body)
{
	struct http_call	call = ask("/chunked");
	struct text		got;

	text_init(&got, 100);
	call.sink = gather;
	call.own = &got;
	assert_ok(http_do(http, &call, &err), &err);
	assert_text(&got, "ok");
	ck_assert_uint_eq(call.answer.len, 0);
	text_free(&got);
	http_call_clear(&call);
}
END_TEST

START_TEST(a_sink_ends_the_call)
{
	struct http_call	call = ask("/endless");

	call.sink = decline;
	ck_assert(!http_do(http, &call, &err));
	ck_assert_int_eq(call.outcome, HTTP_UNKNOWN);
	ck_assert_int_eq(http_pause(&call, 1), -1);
	http_call_clear(&call);
}
END_TEST

static const struct { const char *line, *why; } bad_lines[] = {
	{ "X: a\r\nY: b", "the header X is empty or has control characters "
	    "in it" },
	{ "X: a\nsecret", "the header X is empty or has control characters "
	    "in it" },
	{ "X: \x7f", "the header X is empty or has control characters in it" },
	{ "X:", "the header X is empty or has control characters in it" },
	{ "X: ", "the header X is empty or has control characters in it" },
	{ "secret", "a header line has no name" },
	{ "X;", "a header line has no name" },
	{ "X\r\nY: b", "a header line has no name" },
	{ ": b", "a header line has no name" },
	{ "host: b", "the header Host is not for the caller to set" },
	{ "Content-Length: 1", "the header Content-Length is not for the "
	    "caller to set" },
	{ "transfer-encoding: chunked", "the header Transfer-Encoding is not "
	    "for the caller to set" },
};

START_TEST(a_bad_header_line_is_not_sent)
{
	struct http_call	call = ask("/ok");
	const char		*bad[] = { "A: b", bad_lines[_i].line, NULL };

	call.headers = bad;
	ck_assert(!http_do(http, &call, &err));
	assert_err(&err, ERR_REMOTE, bad_lines[_i].why);
	ck_assert_int_eq(call.outcome, HTTP_UNSENT);
	ck_assert_int_eq(http_pause(&call, 1), -1);
	ck_assert_int_eq(faulty_server_connections(server), 0);
	http_call_clear(&call);
}
END_TEST

#define NO_ADDRESS "the address is not one: it should begin with https:// " \
	"and a host"

static const struct { const char *url, *why; } bad_urls[] = {
	{ "", NO_ADDRESS },
	{ "example.com/ok", NO_ADDRESS },
	{ "https://", NO_ADDRESS },
	{ "https://exa mple.com/", NO_ADDRESS },
	{ "https://127.0.0.1\r\nX: y/", NO_ADDRESS },
	{ "file:///etc/passwd", NO_ADDRESS },
	{ "https://me:secret@127.0.0.1/",
	    "the address has a user name in it" },
	{ "gopher://127.0.0.1:1/x",
	    "127.0.0.1:1 may only be called by https, not gopher" },
	{ "ftp://localhost/",
	    "localhost may only be called by https, not ftp" },
	{ "http://example.com/secret",
	    "example.com may only be called by https" },
	{ "http://169.254.169.254/latest",
	    "169.254.169.254 may only be called by https" },
	{ "http://10.0.0.1/", "10.0.0.1 may only be called by https" },
	{ "http://0.0.0.0/", "0.0.0.0 may only be called by https" },
	{ "http://128.0.0.1/", "128.0.0.1 may only be called by https" },
	{ "http://[::ffff:10.0.0.1]/",
	    "[::ffff:10.0.0.1] may only be called by https" },
	{ "http://[::]/", "[::] may only be called by https" },
	{ "http://localhost.example.com/",
	    "localhost.example.com may only be called by https" },
	{ "http://127.0.0.1.example.com/",
	    "127.0.0.1.example.com may only be called by https" },
	{ "http://127.0.0.1@example.com/",
	    "the address has a user name in it" },
};

START_TEST(a_bad_address_is_not_called)
{
	struct http_call	call = { .method = "GET",
				    .url = bad_urls[_i].url };

	ck_assert(!http_do(http, &call, &err));
	assert_err(&err, ERR_REMOTE, bad_urls[_i].why);
	ck_assert_int_eq(call.outcome, HTTP_UNSENT);
	ck_assert_int_eq(http_pause(&call, 1), -1);
	http_call_clear(&call);
}
END_TEST

/* What a name leads to counts, whatever the address looked like. */
START_TEST(a_plain_call_opens_no_socket_to_another_machine)
{
	struct http_flight	f = { .plain = true, .host = "localhost",
				    .http = http };
	struct curl_sockaddr	to = { .family = AF_INET,
				    .socktype = SOCK_STREAM };

	to.addr.sa_family = AF_INET;
	memcpy(to.addr.sa_data, "\0\0\x0a\0\0\1", 6);
	ck_assert_int_eq(http_socket(&f, CURLSOCKTYPE_IPCXN, &to),
	    CURL_SOCKET_BAD);
	ck_assert_str_eq(f.refused, "localhost is not this machine, and only "
	    "that may be called without TLS");
	to.addr.sa_family = AF_UNIX;
	ck_assert_int_eq(http_socket(&f, CURLSOCKTYPE_IPCXN, &to),
	    CURL_SOCKET_BAD);
}
END_TEST

static const char *const loopbacks[] = { "127.1", "0x7f000001", "2130706433",
	"localhost" };

START_TEST(loopback_has_many_names)
{
	struct http_call	call = { .method = "GET", .timeout = 20000 };
	char			url[64];

	snprintf(url, sizeof url, "http://%s:%d/ok", loopbacks[_i],
	    faulty_server_port(server));
	call.url = url;
	assert_ok(http_do(http, &call, &err), &err);
	http_call_clear(&call);
}
END_TEST

START_TEST(the_environments_proxy_is_not_used)
{
	setenv("http_proxy", "http://127.0.0.1:1", 1);
	setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
	get("/ok");
	unsetenv("http_proxy");
	unsetenv("ALL_PROXY");
}
END_TEST

/* What the proxy was told is not the call. */
START_TEST(a_proxy_that_fails_leaves_the_call_unsent)
{
	struct http_call	 call = { .method = "POST", .timeout = 20000,
				    .url = "https://example.com/" };
	struct http		*proxied = http_open(&(struct http_options){
				    .proxy = faulty_server_url(server, "") },
				    &err);

	ck_assert(!http_do(proxied, &call, &err));
	ck_assert_int_eq(call.outcome, HTTP_UNSENT);
	assert_err(&err, ERR_REMOTE, "the connection with example.com failed: "
	    "Proxy CONNECT aborted");
	assert_sent("CONNECT example.com:443 HTTP/1.1\r\n"
	    "Host: example.com:443\r\nUser-Agent: precept\r\n"
	    "Proxy-Connection: Keep-Alive\r\n\r\n");
	http_call_clear(&call);
	http_close(proxied);
}
END_TEST

START_TEST(connections_are_kept)
{
	get("/ok");
	get("/chunked");
	get("/500");
	ck_assert_int_eq(faulty_server_connections(server), 1);
}
END_TEST

static const char *const unasked[] = {
	"HTTP/1.1 408 Late\r\nContent-Length: 4\r\n\r\nlate", "x", NULL
};

/* libcurl would take it for the answer. */
START_TEST(what_comes_unasked_answers_nothing)
{
	struct http_call	call = ask("/ok");

	get("/ok");
	faulty_server_push(server, unasked[_i]);
	ck_assert_uint_eq(http->socket_count, 1);
	ck_assert_int_eq(poll(&(struct pollfd){ .fd = http->sockets[0],
	    .events = POLLIN }, 1, 20000), 1);
	assert_ok(http_do(http, &call, &err), &err);
	assert_text(&call.answer, "ok");
	ck_assert_int_eq(faulty_server_connections(server), 2);
	ck_assert_int_eq(faulty_server_requests(server), 2);
	http_call_clear(&call);
}
END_TEST

START_TEST(connections_are_forgotten_with_their_token)
{
	get("/ok");
	http_forget(http);
	get("/ok");
	get("/ok");
	ck_assert_int_eq(faulty_server_connections(server), 2);
}
END_TEST

START_TEST(calls_under_way_outlive_what_is_forgotten)
{
	struct http_call	a = ask("/ok"), b = ask("/ok");

	http_start(http, &a);
	http_sleep(http, 0);
	http_forget(http);
	http_start(http, &b);
	ck_assert_ptr_eq(http_wait(http), &a);
	ck_assert_ptr_eq(http_wait(http), &b);
	ck_assert_ptr_null(http_wait(http));
	ck_assert_int_eq(a.outcome, HTTP_WHOLE);
	ck_assert_int_eq(b.outcome, HTTP_WHOLE);
	ck_assert_int_eq(faulty_server_connections(server), 2);
	http_call_clear(&a);
	http_call_clear(&b);
}
END_TEST

START_TEST(all_calls_come_back_once)
{
	struct http_call	calls[40], *done;
	bool			back[40] = { false };
	int			i;

	for (i = 0; i < 40; i++) {
		calls[i] = ask("/ok");
		http_start(http, &calls[i]);
	}
	for (i = 0; (done = http_wait(http)) != NULL; i++) {
		ck_assert(!back[done - calls]);
		back[done - calls] = true;
		ck_assert_int_eq(done->outcome, HTTP_WHOLE);
		http_call_clear(done);
	}
	ck_assert_int_eq(i, 40);
	ck_assert_int_eq(faulty_server_requests(server), 40);
	ck_assert_int_le(faulty_server_connections(server), 4);
}
END_TEST

START_TEST(no_more_are_under_way_than_connections)
{
	struct http_call	calls[6];
	int			i;

	for (i = 0; i < 6; i++) {
		calls[i] = ask("/hang");
		http_start(http, &calls[i]);
	}
	http_sleep(http, 0);
	ck_assert_int_eq(http->under_way, 4);
	ck_assert_ptr_eq(http->queued.first, &calls[4]);
	http_close(http);
	for (i = 0; i < 6; i++)
		ck_assert_int_ne(calls[i].outcome, HTTP_WHOLE);
	http = http_open(&(struct http_options){ 0 }, &err);
}
END_TEST

START_TEST(calls_go_on_while_one_sleeps)
{
	struct http_call	call = ask("/ok");
	int			i;

	http_start(http, &call);
	for (i = 0; i < 2000 && http->done.first == NULL; i++)
		http_sleep(http, 10);
	ck_assert_int_eq(call.outcome, HTTP_WHOLE);
	ck_assert_ptr_eq(http_wait(http), &call);
	http_call_clear(&call);
}
END_TEST

static const char *const busy[] = { "/503", "/limit" };

START_TEST(too_much_is_halved_and_grows_back)
{
	struct http_call	calls[4];
	int			i;

	for (i = 0; i < 4; i++) {
		calls[i] = ask(busy[_i]);
		http_start(http, &calls[i]);
	}
	http_sleep(http, 0);
	ck_assert_int_eq(http->under_way, 4);
	while (http_wait(http) != NULL)
		continue;
	ck_assert_int_eq(http->pace.now, 2);	/* once for all four */
	for (i = 0; i < 4; i++)
		http_call_clear(&calls[i]);
	get(busy[_i]);
	get(busy[_i]);
	ck_assert_int_eq(http->pace.now, 1);
	for (i = 0; i < 10; i++)
		get("/ok");
	ck_assert_int_eq(http->pace.now, 2);
	for (i = 0; i < 40; i++)
		get("/ok");
	ck_assert_int_eq(http->pace.now, 4);
}
END_TEST

START_TEST(a_retry_after_holds_back_what_is_queued)
{
	int64_t	answered;

	get("/429");
	answered = clock_steady();
	get("/ok");
	ck_assert_int_ge(clock_steady() - answered, 900000);
}
END_TEST

static const struct { const char *path; int64_t ms; } waits[] = {
	{ "/ok", -1 },
	{ "/429", 1000 },
	{ "/429-date", 7000 },
	{ "/429-absurd", 3600000 },
	{ "/429-garbage", -1 },
};

START_TEST(retry_after_is_seconds_or_a_date)
{
	struct http_call	call = ask(waits[_i].path);

	assert_ok(http_do(http, &call, &err), &err);
	ck_assert_int_eq(call.retry_after, waits[_i].ms);
	if (waits[_i].ms >= 0)
		ck_assert_int_eq(http_pause(&call, 1), waits[_i].ms);
	http_call_clear(&call);
}
END_TEST

static const struct {
	enum http_outcome	outcome;
	int			status;
	bool			once, again;
} repeats[] = {
	{ HTTP_WHOLE, 200, false, false },
	{ HTTP_WHOLE, 400, false, false },
	{ HTTP_WHOLE, 403, false, false },
	{ HTTP_WHOLE, 408, false, true },
	{ HTTP_WHOLE, 408, true, false },
	{ HTTP_WHOLE, 429, false, true },
	{ HTTP_WHOLE, 429, true, true },
	{ HTTP_WHOLE, 500, false, true },
	{ HTTP_WHOLE, 500, true, false },
	{ HTTP_WHOLE, 501, false, false },
	{ HTTP_WHOLE, 502, false, true },
	{ HTTP_WHOLE, 503, false, true },
	{ HTTP_WHOLE, 503, true, false },
	{ HTTP_WHOLE, 504, false, true },
	{ HTTP_UNSENT, 0, false, true },
	{ HTTP_UNSENT, 0, true, true },
	{ HTTP_UNKNOWN, 0, false, true },
	{ HTTP_UNKNOWN, 200, false, true },
	{ HTTP_UNKNOWN, 0, true, false },
};

START_TEST(a_call_is_repeated_when_that_cannot_double_it)
{
	struct http_call	call = { .outcome = repeats[_i].outcome,
				    .status = repeats[_i].status,
				    .once = repeats[_i].once, .http = http,
				    .retry_after = -1 };
	int			tries;
	int64_t			ms;

	for (tries = 1; tries < 7; tries++) {
		ms = http_pause(&call, tries);
		ck_assert_int_ge(ms, repeats[_i].again && tries < 5 ? 0 : -1);
		ck_assert_int_le(ms, repeats[_i].again && tries < 5 ?
		    500 << tries : -1);
	}
	call.hopeless = true;
	ck_assert_int_eq(http_pause(&call, 1), -1);
}
END_TEST

START_TEST(repeats_have_a_budget)
{
	struct http_call	call = { .outcome = HTTP_UNSENT, .http = http,
				    .retry_after = -1 };
	int			i, n = 0;

	for (i = 0; i < 100; i++)
		n += http_pause(&call, 1) >= 0;
	ck_assert_int_ge(n, 10);
	ck_assert_int_le(n, 20);
	for (i = 0; i < 30; i++)
		get("/ok");
	ck_assert_int_ge(http_pause(&call, 1), 0);
}
END_TEST

START_TEST(escaping_leaves_only_unreserved_characters)
{
	struct text	t;

	text_init(&t, 100);
	http_escape(&t, (struct slice){ "aZ09-._~ /?&=+%\"\n\0\xc3\xa9", 20 });
	assert_text(&t, "aZ09-._~%20%2F%3F%26%3D%2B%25%22%0A%00%C3%A9");
	text_free(&t);
}
END_TEST

#define CANARY "canary-5f1e"

static char *
read_all(int fd)
{
	struct text	t;
	char		buffer[4096];
	ssize_t		n;

	text_init(&t, 1 << 20);
	lseek(fd, 0, SEEK_SET);
	while ((n = read(fd, buffer, sizeof buffer)) > 0)
		text_add(&t, buffer, (size_t)n);
	text_char(&t, '\n');
	return text_take(&t);
}

static const char *const canaries[] = { "/ok?", "/die?", "/half?", "/bomb?" };

/* Not even at the loudest level, and not in what failed. */
START_TEST(no_secret_is_ever_told)
{
	char			 path[64], *log;
	const char		*secret[] = { "X: " CANARY, NULL };
	struct http_call	 call;
	int			 fd, saved = dup(2);

	fd = open(support_file("log", ""), O_RDWR);
	snprintf(path, sizeof path, "%s" CANARY, canaries[_i]);
	call = ask(path);
	call.method = "POST";
	call.headers = secret;
	call.body = SLICE(CANARY);
	call.hush = true;
	dup2(fd, 2);
	log_level_set(LOG_DEBUG);
	http_do(http, &call, &err);
	log_level_set(LOG_WARN);
	dup2(saved, 2);
	log = read_all(fd);
	ck_assert_ptr_nonnull(strstr(log, "POST 127.0.0.1:"));
	ck_assert_ptr_null(strstr(log, "canary"));
	ck_assert_ptr_null(strstr(call.why, "canary"));
	ck_assert_ptr_null(strstr(err.text, "canary"));
	http_call_clear(&call);
	mem_free(log);
	close(fd);
	close(saved);
}
END_TEST

TCase *
test_http_call(void)
{
	TCase	*tc = tcase_create("http_call");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, a_get_says_no_more_than_it_must);
	tcase_add_loop_test(tc, a_body_goes_out_as_it_is, 0, COUNT(methods));
	tcase_add_test(tc, a_post_without_a_body_has_none);
	tcase_add_loop_test(tc, bytes_are_counted_as_they_are_on_the_wire, 0,
	    COUNT(sizes));
	tcase_add_test(tc, a_long_body_goes_out_at_once);
	tcase_add_test(tc, an_answer_has_headers_and_a_body);
	tcase_add_test(tc, a_head_has_no_body);
	tcase_add_test(tc, a_packed_answer_is_unpacked);
	tcase_add_test(tc, a_cookie_is_forgotten);
	tcase_add_test(tc, a_sink_gets_the_body);
	tcase_add_test(tc, a_sink_ends_the_call);
	tcase_add_loop_test(tc, a_bad_header_line_is_not_sent, 0,
	    COUNT(bad_lines));
	tcase_add_loop_test(tc, a_bad_address_is_not_called, 0,
	    COUNT(bad_urls));
	tcase_add_test(tc, a_plain_call_opens_no_socket_to_another_machine);
	tcase_add_loop_test(tc, loopback_has_many_names, 0, COUNT(loopbacks));
	tcase_add_test(tc, the_environments_proxy_is_not_used);
	tcase_add_test(tc, a_proxy_that_fails_leaves_the_call_unsent);
	tcase_add_test(tc, connections_are_kept);
	tcase_add_loop_test(tc, what_comes_unasked_answers_nothing, 0,
	    COUNT(unasked));
	tcase_add_test(tc, connections_are_forgotten_with_their_token);
	tcase_add_test(tc, calls_under_way_outlive_what_is_forgotten);
	tcase_add_test(tc, all_calls_come_back_once);
	tcase_add_test(tc, no_more_are_under_way_than_connections);
	tcase_add_test(tc, calls_go_on_while_one_sleeps);
	tcase_add_loop_test(tc, too_much_is_halved_and_grows_back, 0,
	    COUNT(busy));
	tcase_add_test(tc, a_retry_after_holds_back_what_is_queued);
	tcase_add_loop_test(tc, retry_after_is_seconds_or_a_date, 0,
	    COUNT(waits));
	tcase_add_loop_test(tc, a_call_is_repeated_when_that_cannot_double_it,
	    0, COUNT(repeats));
	tcase_add_test(tc, repeats_have_a_budget);
	tcase_add_test(tc, escaping_leaves_only_unreserved_characters);
	tcase_add_loop_test(tc, no_secret_is_ever_told, 0, COUNT(canaries));
	return tc;
}

/* SPDX-License-Identifier: MIT */
#include <openssl/ssl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <zlib.h>

#include "precept/clock.h"
#include "precept/file.h"
#include "sandbox_ask.h"

#define DATA "/services/data/v62.0"
#define LIMITS DATA "/limits"

static void
open_sandbox(void)
{
	ask_start(&(struct sandbox_options){ 0 });
	ask_sign_in();
}

START_TEST(versions_need_no_token_and_are_not_counted)
{
	ask.token[0] = '\0';
	ask_call("GET", "/services/data", "", "");
	ck_assert_int_eq(ask.status, 200);
	ck_assert_ptr_null(ask_header("Sforce-Limit-Info"));
	ck_assert_str_eq(ask_header("Content-Type"),
	    "application/json;charset=UTF-8");
	ck_assert_ptr_nonnull(strstr(ask.body, "{\"label\":\"Winter '25\","
	    "\"url\":\"/services/data/v62.0\",\"version\":\"62.0\"}"));
	ck_assert_ptr_nonnull(strstr(ask.body, "{\"label\":\"Spring '24\","
	    "\"url\":\"/services/data/v60.0\",\"version\":\"60.0\"}"));
	ck_assert_ptr_nonnull(strstr(ask.body, "{\"label\":\"Summer '24\","
	    "\"url\":\"/services/data/v61.0\",\"version\":\"61.0\"}"));
}
END_TEST

START_TEST(a_version_lists_its_resources)
{
	ask_call("GET", DATA, "", "");
	ck_assert_int_eq(ask.status, 200);
	ck_assert_ptr_nonnull(strstr(ask.body,
	    "\"sobjects\":\"/services/data/v62.0/sobjects\""));
	ask_call("GET", DATA "/", "", "");
	ck_assert_int_eq(ask.status, 200);
}
END_TEST

#define NOT_THERE "[{\"message\":\"The requested resource does not exist\"," \
	"\"errorCode\":\"NOT_FOUND\"}]"

static const struct {
	const char	*method, *path;
	int		 status;
	const char	*body;
} paths[] = {
	{ "GET", "/", 404, NOT_THERE },
	{ "GET", DATA "/nothing", 404, NOT_THERE },
	{ "GET", "/services/data/v20.0/limits", 404, NOT_THERE },
	{ "GET", "/services/data/v67.0/limits", 404, NOT_THERE },
	{ "GET", "/services/data/v62/limits", 404, NOT_THERE },
	{ "GET", "/services/data/v30.0/limits", 410,
	    "[{\"message\":\"API version 30.0 is retired. Use version 31.0 "
	    "or later.\",\"errorCode\":\"GONE\"}]" },
	{ "PUT", LIMITS, 405, "[{\"message\":\"HTTP Method 'PUT' not "
	    "allowed. Allowed are GET\",\"errorCode\":"
	    "\"METHOD_NOT_ALLOWED\"}]" },
	{ "POST", LIMITS "?_HttpMethod=DELETE", 405, "[{\"message\":\"HTTP "
	    "Method 'DELETE' not allowed. Allowed are GET\",\"errorCode\":"
	    "\"METHOD_NOT_ALLOWED\"}]" },
	{ "GET", "/a%00b", 400, "[{\"message\":\"The path or its parameters "
	    "cannot be read.\",\"errorCode\":\"BAD_REQUEST\"}]" },
	{ "GET", "/a%2", 400, "[{\"message\":\"The path or its parameters "
	    "cannot be read.\",\"errorCode\":\"BAD_REQUEST\"}]" },
	{ "GET", "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17", 400,
	    "[{\"message\":\"The path or its parameters cannot be read.\","
	    "\"errorCode\":\"BAD_REQUEST\"}]" },
};

START_TEST(a_path_that_is_not_there_says_so)
{
	ask_call(paths[_i].method, paths[_i].path, "", "");
	ck_assert_str_eq(ask.body, paths[_i].body);
	ck_assert_int_eq(ask.status, paths[_i].status);
}
END_TEST

START_TEST(a_post_may_stand_for_another_method)
{
	ask_call("POST", LIMITS "?_HttpMethod=GET", "", "");
	ck_assert_int_eq(ask.status, 200);
	ask_call("HEAD", LIMITS, "", "");
	ck_assert_int_eq(ask.status, 200);
	ck_assert_uint_eq(ask.body_len, 0);
}
END_TEST

START_TEST(a_body_of_another_type_is_refused)
{
	ask_form(LIMITS "?_HttpMethod=GET", "a=b");
	ck_assert_int_eq(ask.status, 415);
	ck_assert_ptr_nonnull(strstr(ask.body, "UNSUPPORTED_MEDIA_TYPE"));
}
END_TEST

START_TEST(a_url_has_a_ceiling)
{
	char	*path = malloc(40000);

	memset(path, 'a', 40000);
	memcpy(path, LIMITS "?q=", strlen(LIMITS "?q="));
	path[17000] = '\0';
	ask_call("GET", path, "", "");
	ck_assert_int_eq(ask.status, 414);
	ck_assert_ptr_nonnull(strstr(ask.body, "URI_TOO_LONG"));
	path[16000] = '\0';
	ask_call("GET", path, "", "");
	ck_assert_int_eq(ask.status, 200);
	free(path);
}
END_TEST

/* Each is one request that two readers could read in two ways. */
#define GET "GET /services/data HTTP/1.1\r\n"
#define POST "POST /services/oauth2/token HTTP/1.1\r\nHost: a\r\n"
#define BAD(bytes) { bytes, sizeof(bytes) - 1 }
static const struct { const char *bytes; size_t len; } shapes[] = {
	BAD(GET "\r\n"),
	BAD(GET "Host: a\r\nHost: b\r\n\r\n"),
	BAD(GET "Host: a\r\nHost: a\r\n\r\n"),
	BAD(POST "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
	    "0\r\n\r\n"),
	BAD(POST "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"),
	BAD(POST "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"),
	BAD(POST "Content-Length: -1\r\n\r\n"),
	BAD(POST "Content-Length: +5\r\n\r\nabcde"),
	BAD(POST "Content-Length: 5a\r\n\r\nabcde"),
	BAD("GET /services/data\0x HTTP/1.1\r\nHost: a\r\n\r\n"),
	BAD(GET "Host: a\0b\r\n\r\n"),
	BAD(GET "Host : a\r\n\r\n"),
	BAD(GET "Host: a\r\nX: b\r\n c\r\n\r\n"),
	BAD("GET /services/data HTTP/1.1\nHost: a\n\n"),
	BAD(GET "Host: a\r\nX\001Y: b\r\n\r\n"),
	BAD(GET "Host: a\r\nX: b\001\r\n\r\n"),
	BAD(GET "Host: a\r\n: b\r\n\r\n"),
	BAD(GET "Host: a\r\nnonsense\r\n\r\n"),
	BAD("GET services/data HTTP/1.1\r\nHost: a\r\n\r\n"),
};

START_TEST(a_request_with_two_readings_is_refused)
{
	ask_bytes(shapes[_i].bytes, shapes[_i].len);
	ck_assert_msg(ask.status == 400, "%d: %s", _i, ask.raw);
}
END_TEST

START_TEST(a_usual_request_is_not_refused)
{
	static const char	usual[] = GET "Host: a\r\nAccept: */*\r\n"
				"Connection:close\r\n\r\n";

	ask_bytes(usual, sizeof usual - 1);
	ck_assert_int_eq(ask.status, 200);
}
END_TEST

START_TEST(a_header_has_a_ceiling)
{
	struct text	big;

	text_init(&big, 1 << 20);
	text_string(&big, GET "Host: a\r\nX: ");
	for (int i = 0; i < 200000; i++)
		text_char(&big, 'x');
	text_string(&big, "\r\n\r\n");
	ask_bytes(big.ptr, big.len);
	ck_assert_int_eq(ask.status, 431);
	text_free(&big);
}
END_TEST

static size_t
gzip(const char *in, char *out, size_t max)
{
	z_stream	z = { .next_in = (Bytef *)(uintptr_t)in,
			    .avail_in = (uInt)strlen(in),
			    .next_out = (Bytef *)out, .avail_out = (uInt)max };

	deflateInit2(&z, 9, Z_DEFLATED, MAX_WBITS + 16, 8,
	    Z_DEFAULT_STRATEGY);
	ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return max - z.avail_out;
}

START_TEST(a_body_may_come_as_gzip)
{
	char	request[2048], body[512];
	size_t	n = gzip("grant_type=client_credentials&client_id="
		    SANDBOX_CLIENT "&client_secret=" SANDBOX_SECRET, body,
		    sizeof body);
	int	head = snprintf(request, sizeof request, POST "Connection: "
		    "close\r\nContent-Type: application/x-www-form-urlencoded"
		    "\r\nContent-Encoding: gzip\r\nContent-Length: %zu\r\n"
		    "\r\n", n);

	memcpy(request + head, body, n);
	ask_bytes(request, (size_t)head + n);
	ck_assert_int_eq(ask.status, 200);
	request[head] = 'x';
	ask_bytes(request, (size_t)head + n);
	ck_assert_int_eq(ask.status, 400);
	ck_assert_ptr_nonnull(strstr(ask.body, "The body is not gzip"));
}
END_TEST

START_TEST(an_answer_comes_as_gzip_when_that_is_asked_for)
{
	z_stream	z = { 0 };
	char		plain[8192];

	ask_call("GET", "/services/data", "Accept-Encoding: gzip\r\n", "");
	ck_assert_str_eq(ask_header("Content-Encoding"), "gzip");
	z.next_in = (Bytef *)(uintptr_t)ask.body;
	z.avail_in = (uInt)ask.body_len;
	z.next_out = (Bytef *)plain;
	z.avail_out = sizeof plain - 1;
	inflateInit2(&z, MAX_WBITS + 16);
	ck_assert_int_eq(inflate(&z, Z_FINISH), Z_STREAM_END);
	inflateEnd(&z);
	plain[z.total_out] = '\0';
	ask_call("GET", "/services/data", "", "");
	ck_assert_ptr_null(ask_header("Content-Encoding"));
	ck_assert_str_eq(ask.body, plain);
	ask_call("GET", "/none", "Accept-Encoding: gzip\r\n", "");
	ck_assert_ptr_null(ask_header("Content-Encoding"));
}
END_TEST

START_TEST(a_chunked_body_is_read)
{
	static const char	chunked[] = POST "Connection: close\r\n"
				"Transfer-Encoding: chunked\r\nContent-Type: "
				"application/x-www-form-urlencoded\r\n\r\n"
				"b\r\ngrant_type=\r\n3\r\nabc\r\n0\r\n\r\n";

	ask_bytes(chunked, sizeof chunked - 1);
	ck_assert_str_eq(ask.body, "{\"error\":\"unsupported_grant_type\","
	    "\"error_description\":\"grant type not supported\"}");
}
END_TEST

START_TEST(calls_are_counted_and_end_at_the_limit)
{
	ask_start(&(struct sandbox_options){ .api_max = 2,
	    .now = 1785542400000000 });
	ask_sign_in();
	ck_assert_ptr_null(ask_header("Sforce-Limit-Info"));
	ask_call("GET", LIMITS, "", "");
	ck_assert_str_eq(ask_header("Sforce-Limit-Info"), "api-usage=1/2");
	ck_assert_ptr_nonnull(strstr(ask.body,
	    "{\"DailyApiRequests\":{\"Max\":2,\"Remaining\":1}"));
	ask_call("GET", DATA "/none", "", "");
	ck_assert_str_eq(ask_header("Sforce-Limit-Info"), "api-usage=2/2");
	ask_call("GET", LIMITS, "", "");
	ck_assert_int_eq(ask.status, 403);
	ck_assert_str_eq(ask.body, "[{\"message\":\"TotalRequests Limit "
	    "exceeded.\",\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]");
	ask_clock("+1d");
	ask_sign_in();
	ask_call("GET", LIMITS, "", "");
	ck_assert_str_eq(ask_header("Sforce-Limit-Info"), "api-usage=1/2");
}
END_TEST

START_TEST(the_log_has_every_call_in_order)
{
	ask_call("DELETE", "/sandbox/log", "", "");
	ck_assert_int_eq(ask.status, 204);
	ask_call("GET", "/services/data?x=%22", "", "");
	ask_form("/services/oauth2/token", "a=b");
	ask_faults("on GET /limits: reset");
	ask_call("GET", LIMITS, "", "");
	ask_call("GET", "/sandbox/log", "", "");
	ck_assert_str_eq(ask.body,
	    "[{\"method\":\"GET\",\"path\":\"/services/data\",\"query\":"
	    "\"x=%22\",\"status\":200,\"received\":0,\"bytes\":2485},\n"
	    "{\"method\":\"POST\",\"path\":\"/services/oauth2/token\","
	    "\"query\":\"\",\"status\":400,\"received\":3,\"bytes\":81},\n"
	    "{\"method\":\"GET\",\"path\":\"/services/data/v62.0/limits\","
	    "\"query\":\"\",\"status\":0,\"received\":0,\"bytes\":0}]");
}
END_TEST

static const struct { const char *to, *body; int status; } clocks[] = {
	{ "2026-08-01T00:00:00Z", "{\"now\":\"2026-08-01T00:00:00.", 200 },
	{ "2026-02-28", "{\"now\":\"2026-02-28T00:00:00.", 200 },
	{ "soon", "{\"error\":\"The clock is set by +2h, -30m, now, or an "
	    "instant as 2026-08-01T00:00:00Z.\"}", 400 },
	{ "+2", "{\"error\":\"The clock is set", 400 },
	{ "", "{\"error\":\"The clock is set", 400 },
};

START_TEST(the_clock_is_set)
{
	ask_call("POST", "/sandbox/clock", "", clocks[_i].to);
	ck_assert_int_eq(ask.status, clocks[_i].status);
	ck_assert_int_eq(strncmp(ask.body, clocks[_i].body,
	    strlen(clocks[_i].body)), 0);
}
END_TEST

START_TEST(the_clock_is_shifted)
{
	ask_clock("2026-08-01T00:00:00Z");
	ask_clock("+2h");
	ask_clock("-30m");
	ck_assert_int_eq(strncmp(ask.body, "{\"now\":\"2026-08-01T01:30:0",
	    26), 0);
}
END_TEST

static char *
file_text(const char *dir, const char *name)
{
	struct arena	*arena = arena_new();
	struct slice	 text;
	struct err	 err = { 0 };
	char		 path[512], *copy;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	assert_ok(file_read(path, 1 << 16, arena, &text, &err), &err);
	copy = mem_text(text.ptr, text.len);
	arena_free(arena);
	return copy;
}

static void
ask_by_tls(const char *ca, char *out, int max)
{
	SSL_CTX	*ctx = SSL_CTX_new(TLS_client_method());
	BIO	*bio = BIO_new_ssl_connect(ctx);
	char	 to[64];
	SSL	*ssl;
	int	 n, len = 0;

	ck_assert_int_eq(SSL_CTX_load_verify_locations(ctx, ca, NULL), 1);
	BIO_get_ssl(bio, &ssl);
	SSL_set_verify(ssl, SSL_VERIFY_PEER, NULL);
	X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), "127.0.0.1");
	snprintf(to, sizeof to, "127.0.0.1:%d", ask.port);
	BIO_set_conn_hostname(bio, to);
	ck_assert_int_eq(BIO_do_connect(bio), 1);
	BIO_puts(bio, GET "Host: a\r\nConnection: close\r\n\r\n");
	while (len < max - 1 && (n = BIO_read(bio, out + len,
	    max - 1 - len)) > 0)
		len += n;
	out[len] = '\0';
	BIO_free_all(bio);
	SSL_CTX_free(ctx);
}

START_TEST(https_is_spoken_with_a_pair_of_its_own)
{
	const char	*dir = support_folder();
	char		 path[512], answer[8192];
	char		*cert, *key;
	struct err	 err = { 0 };
	struct stat	 st;

	assert_ok(sandbox_make_pair(dir, &err), &err);
	snprintf(path, sizeof path, "%s/sandbox.key", dir);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0600);
	assert_ok(sandbox_make_pair(dir, &err), &err);
	cert = file_text(dir, "sandbox.crt");
	key = file_text(dir, "sandbox.key");
	ask_start(&(struct sandbox_options){ .cert = cert, .key = key });
	ck_assert_int_eq(strncmp(sandbox_url(ask.sandbox),
	    "https://127.0.0.1:", 18), 0);
	snprintf(path, sizeof path, "%s/sandbox.crt", dir);
	ask_by_tls(path, answer, sizeof answer);
	ck_assert_int_eq(strncmp(answer, "HTTP/1.1 200 OK", 15), 0);
	mem_free(cert);
	mem_free(key);
}
END_TEST

START_TEST(the_curl_command_gets_along_with_it)
{
	const char	*dir = support_folder();
	char		 command[1024], *cert, *key;
	struct err	 err = { 0 };

	assert_ok(sandbox_make_pair(dir, &err), &err);
	cert = file_text(dir, "sandbox.crt");
	key = file_text(dir, "sandbox.key");
	ask_start(&(struct sandbox_options){ .cert = cert, .key = key });
	snprintf(command, sizeof command, "sh tests/shim/sandbox_curl.sh "
	    "%s %s/sandbox.crt", sandbox_url(ask.sandbox), dir);
	ck_assert_int_eq(system(command), 0);
	mem_free(cert);
	mem_free(key);
}
END_TEST

START_TEST(a_port_in_use_is_an_error)
{
	struct sandbox_options	options = { .port = ask.port };
	struct err		err = { 0 };
	char			want[128];

	snprintf(want, sizeof want, "The sandbox cannot listen on port %d: "
	    "Address already in use", ask.port);
	ck_assert_ptr_null(sandbox_start(&options, &err));
	assert_err(&err, ERR_SYSTEM, want);
}
END_TEST

TCase *
test_sandbox_server(void)
{
	TCase *tc = tcase_create("sandbox_server");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, open_sandbox, ask_stop);
	tcase_add_test(tc, versions_need_no_token_and_are_not_counted);
	tcase_add_test(tc, a_version_lists_its_resources);
	tcase_add_loop_test(tc, a_path_that_is_not_there_says_so, 0,
	    COUNT(paths));
	tcase_add_test(tc, a_post_may_stand_for_another_method);
	tcase_add_test(tc, a_body_of_another_type_is_refused);
	tcase_add_test(tc, a_url_has_a_ceiling);
	tcase_add_loop_test(tc, a_request_with_two_readings_is_refused, 0,
	    COUNT(shapes));
	tcase_add_test(tc, a_usual_request_is_not_refused);
	tcase_add_test(tc, a_header_has_a_ceiling);
	tcase_add_test(tc, a_body_may_come_as_gzip);
	tcase_add_test(tc, an_answer_comes_as_gzip_when_that_is_asked_for);
	tcase_add_test(tc, a_chunked_body_is_read);
	tcase_add_test(tc, calls_are_counted_and_end_at_the_limit);
	tcase_add_test(tc, the_log_has_every_call_in_order);
	tcase_add_loop_test(tc, the_clock_is_set, 0,
	    COUNT(clocks));
	tcase_add_test(tc, the_clock_is_shifted);
	tcase_add_test(tc, https_is_spoken_with_a_pair_of_its_own);
	tcase_add_test(tc, the_curl_command_gets_along_with_it);
	tcase_add_test(tc, a_port_in_use_is_an_error);
	return tc;
}

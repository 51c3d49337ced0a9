/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <unistd.h>

#include "faulty_server.h"
#include "precept/http.h"
#include "support.h"

/* Whom we believe, with certificates made for the test. */

static struct faulty_ca		*ca, *stranger;
static struct faulty_server	*server;
static struct err		 err;

static void
set_up(void)
{
	err = (struct err){ 0 };
	signal(SIGPIPE, SIG_IGN);	/* as the program does */
	ca = faulty_ca_new("Test CA");
	stranger = faulty_ca_new("Another CA");
	server = faulty_server_start(faulty_ca_server(ca,
	    "DNS:localhost,IP:127.0.0.1"));
}

static void
tear_down(void)
{
	faulty_server_stop(server);
	faulty_ca_free(ca);
	faulty_ca_free(stranger);
}

static const char *
write_ca(const struct faulty_ca *which)
{
	char		*pem = faulty_ca_pem(which);
	const char	*path = support_file("ca.pem", pem);

	mem_free(pem);
	return path;
}

static struct http *
open_with(const char *ca_file)
{
	struct http	*http = http_open(&(struct http_options){
			    .ca_file = ca_file }, &err);

	ck_assert_ptr_nonnull(http);
	return http;
}

static struct http_call
ask(const char *path)
{
	return (struct http_call){ .method = "POST", .body = SLICE("{}"),
	    .timeout = 20000, .url = faulty_server_url(server, path) };
}

static void
assert_unsent(struct http *http, bool again, const char *want)
{
	struct http_call	call = ask("/ok");

	ck_assert(!http_do(http, &call, &err));
	assert_err(&err, ERR_REMOTE, faulty_server_named(server, want));
	ck_assert_int_eq(call.outcome, HTTP_UNSENT);
	ck_assert_int_eq(http_pause(&call, 1) >= 0, again);
	ck_assert_int_eq(faulty_server_requests(server), 0);
	http_call_clear(&call);
	http_close(http);
}

START_TEST(a_known_ca_is_believed)
{
	struct http		*http = open_with(write_ca(ca));
	struct http_call	 call = ask("/ok");

	assert_ok(http_do(http, &call, &err), &err);
	assert_text(&call.answer, "ok");
	assert_ok(http_do(http, &call, &err), &err);
	ck_assert_int_eq(faulty_server_connections(server), 1);
	http_call_clear(&call);
	http_close(http);
}
END_TEST

START_TEST(an_unknown_ca_is_not)
{
	assert_unsent(open_with(write_ca(stranger)), false,
	    "the certificate of HOST is not to be trusted: SSL "
	    "certificate problem: unable to get local issuer certificate");
}
END_TEST

START_TEST(without_a_file_only_the_systems_are_known)
{
	assert_unsent(open_with(NULL), false,
	    "the certificate of HOST is not to be trusted: SSL "
	    "certificate problem: unable to get local issuer certificate");
}
END_TEST

START_TEST(a_certificate_for_another_host_is_refused)
{
	faulty_server_stop(server);
	server = faulty_server_start(faulty_ca_server(ca,
	    "DNS:elsewhere.test"));
	assert_unsent(open_with(write_ca(ca)), false,
	    "the certificate of HOST is not to be trusted: SSL: no "
	    "alternative certificate subject name matches target host name "
	    "'127.0.0.1'");
}
END_TEST

START_TEST(old_tls_is_refused)
{
	SSL_CTX	*old = faulty_ca_server(ca, "IP:127.0.0.1");

	SSL_CTX_set_security_level(old, 0);
	SSL_CTX_set_max_proto_version(old, TLS1_1_VERSION);
	faulty_server_stop(server);
	server = faulty_server_start(old);
	assert_unsent(open_with(write_ca(ca)), true, "no secure connection "
	    "with HOST: tlsv1 alert protocol version");
}
END_TEST

START_TEST(a_file_without_certificates_is_named)
{
	assert_unsent(open_with("/nonexistent/ca.pem"), false,
	    "the certificates in /nonexistent/ca.pem cannot be read");
}
END_TEST

START_TEST(a_plain_server_is_not_spoken_to)
{
	struct faulty_server	*plain = faulty_server_start(NULL);
	struct http		*http = open_with(NULL);
	struct http_call	 call = { .method = "GET", .timeout = 200 };
	char			 url[64];

	snprintf(url, sizeof url, "https://127.0.0.1:%d/",
	    faulty_server_port(plain));
	call.url = url;
	ck_assert(!http_do(http, &call, &err));
	assert_err(&err, ERR_REMOTE, faulty_server_named(plain,
	    "HOST could not be reached within 200 ms"));
	ck_assert_int_eq(call.outcome, HTTP_UNSENT);
	http_call_clear(&call);
	http_close(http);
	faulty_server_stop(plain);
}
END_TEST

static const char *const deaths[] = { "/die", "/reset" };

START_TEST(a_post_into_a_dying_connection_is_received_once)
{
	struct http		*http = open_with(write_ca(ca));
	struct http_call	 first = ask("/ok"), call = ask(deaths[_i]);

	assert_ok(http_do(http, &first, &err), &err);
	ck_assert(!http_do(http, &call, &err));
	ck_assert_int_eq(call.outcome, HTTP_UNKNOWN);
	ck_assert_int_eq(faulty_server_requests(server), 2);
	http_call_clear(&first);
	http_call_clear(&call);
	http_close(http);
}
END_TEST

TCase *
test_http_tls(void)
{
	TCase	*tc = tcase_create("http_tls");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, a_known_ca_is_believed);
	tcase_add_test(tc, an_unknown_ca_is_not);
	tcase_add_test(tc, without_a_file_only_the_systems_are_known);
	tcase_add_test(tc, a_certificate_for_another_host_is_refused);
	tcase_add_test(tc, old_tls_is_refused);
	tcase_add_test(tc, a_file_without_certificates_is_named);
	tcase_add_test(tc, a_plain_server_is_not_spoken_to);
	tcase_add_loop_test(tc,
	    a_post_into_a_dying_connection_is_received_once, 0,
	    COUNT(deaths));
	return tc;
}

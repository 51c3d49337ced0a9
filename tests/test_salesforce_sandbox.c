/* SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <sys/stat.h>

#include "precept/file.h"
#include "precept/sandbox.h"
#include "salesforce.h"
#include "support.h"

/* A session and the sandbox, which was written from the same facts. */

static struct sandbox		*sandbox;
static struct salesforce	*sf;
static struct connection	 connection;
static struct arena		*arena;
static const char		*dir;
static struct err		 err;

static void
open_all(void)
{
	err = (struct err){ 0 };
	arena = arena_new();
	dir = support_folder();
	unsetenv("CREDENTIALS_DIRECTORY");
	ck_assert_int_eq(mkdir(arena_printf(arena, "%s/secrets", dir), 0700),
	    0);
	connection = (struct connection){ .name = "salesforce",
	    .kind = "salesforce", .sign_in = SIGN_IN_CLIENT,
	    .client_id = SANDBOX_CLIENT, .client_secret = "secret",
	    .version = "62.0", .connections = 5, .budget = { -1, 0 } };
}

static void
close_all(void)
{
	salesforce_close(sf);
	sf = NULL;
	sandbox_stop(sandbox);
	sandbox = NULL;
	arena_free(arena);
}

static void
secret(const char *name, const char *value)
{
	const char	*path = support_file(arena_printf(arena, "secrets/%s",
			    name), value);

	ck_assert_int_eq(chmod(path, 0600), 0);
}

static void
start(const struct sandbox_options *options)
{
	sandbox = sandbox_start(options, &err);
	ck_assert_msg(sandbox != NULL, "%s", err.text);
	connection.login = sandbox_url(sandbox);
	secret("secret", SANDBOX_SECRET);
	sf = salesforce_open(&connection, dir, &err);
	ck_assert_msg(sf != NULL, "%s", err.text);
}

static bool
get(const char *path)
{
	struct http_call	call = { .method = "GET", .url = path };
	bool			ok = salesforce_call(sf, &call, &err);

	http_call_clear(&call);
	return ok;
}

static void
works(void)
{
	assert_ok(get("/limits"), &err);
	ck_assert_str_eq(salesforce_user(sf, &err), SANDBOX_USER_ID);
	ck_assert_str_eq(salesforce_org(sf), SANDBOX_ORG_ID);
	ck_assert_int_eq(salesforce_usage(sf)->day_max, 15000);
}

START_TEST(client_credentials_sign_in)
{
	start(&(struct sandbox_options){ 0 });
	works();
}
END_TEST

START_TEST(a_refresh_token_signs_in)
{
	connection.sign_in = SIGN_IN_REFRESH;
	connection.refresh_token = "refresh";
	secret("refresh", SANDBOX_REFRESH);
	start(&(struct sandbox_options){ 0 });
	works();
}
END_TEST

START_TEST(a_password_signs_in)
{
	connection.sign_in = SIGN_IN_PASSWORD;
	connection.username = SANDBOX_USER;
	connection.password = "password";
	secret("password", SANDBOX_PASSWORD SANDBOX_TOKEN);
	start(&(struct sandbox_options){ 0 });
	works();
}
END_TEST

static const char *
read_pair(const char *name)
{
	struct slice	all;

	assert_ok(file_read(file_join(arena, dir, name), 100000, arena, &all,
	    &err), &err);
	return arena_text(arena, all);
}

/* The whole way as to a real org: TLS by a certificate of its own, JWT. */
START_TEST(a_jwt_signs_in_over_tls)
{
	struct sandbox_options	o = { 0 };

	assert_ok(sandbox_make_pair(dir, &err), &err);
	o.cert = o.client_key = read_pair("sandbox.crt");
	o.key = read_pair("sandbox.key");
	secret("key", o.key);
	connection.sign_in = SIGN_IN_JWT;
	connection.username = SANDBOX_USER;
	connection.key = "key";
	connection.ca_file = "sandbox.crt";
	start(&o);
	ck_assert_int_eq(strncmp(connection.login, "https://", 8), 0);
	works();
}
END_TEST

START_TEST(a_jwt_of_another_key_is_refused)
{
	struct sandbox_options	o = { 0 };

	assert_ok(sandbox_make_pair(dir, &err), &err);
	o.client_key = read_pair("sandbox.crt");
	remove(file_join(arena, dir, "sandbox.crt"));
	remove(file_join(arena, dir, "sandbox.key"));
	assert_ok(sandbox_make_pair(dir, &err), &err);
	secret("key", read_pair("sandbox.key"));
	connection.sign_in = SIGN_IN_JWT;
	connection.username = SANDBOX_USER;
	connection.key = "key";
	start(&o);
	ck_assert(!get("/limits"));
	ck_assert_ptr_nonnull(strstr(err.text, "invalid_grant"));
	ck_assert_ptr_nonnull(strstr(err.text, "does the secret hold the "
	    "private key of the certificate that the connected app has?"));
}
END_TEST

START_TEST(a_wrong_secret_is_refused)
{
	connection.client_secret = "wrong";
	secret("wrong", "CANARY");
	start(&(struct sandbox_options){ 0 });
	ck_assert(!get("/limits"));
	assert_err(&err, ERR_REMOTE, arena_printf(arena, "connection "
	    "'salesforce': cannot sign in at %s: it says invalid_client, "
	    "invalid client credentials. The client secret is not right. "
	    "Copy it from the connected app into the secret again.",
	    connection.login));
}
END_TEST

static int	good;

static bool
count_good(struct http_call *call, bool ok, struct err *e)
{
	(void)call;
	(void)e;
	good += ok;
	return true;
}

static int
get_many(size_t n)
{
	struct http_call	calls[50];
	size_t			i;

	good = 0;
	for (i = 0; i < n; i++)
		calls[i] = (struct http_call){ .method = "GET",
		    .url = "/limits" };
	salesforce_calls(sf, calls, n, count_good, &err);
	for (i = 0; i < n; i++)
		http_call_clear(&calls[i]);
	return good;
}

START_TEST(a_session_that_ends_is_replaced)
{
	start(&(struct sandbox_options){ .faults = "on GET /limits: expire "
	    "session after 7 calls\n" });
	ck_assert_int_eq(get_many(30), 30);
	ck_assert_uint_gt(salesforce_usage(sf)->calls, 30);
	ck_assert_uint_le(salesforce_usage(sf)->calls, 35);
}
END_TEST

START_TEST(a_crowd_waits)
{
	start(&(struct sandbox_options){ .faults = "on GET /limits: "
	    "concurrent limit twice\n" });
	ck_assert_int_eq(get_many(10), 10);
	ck_assert_uint_eq(salesforce_usage(sf)->calls, 12);
}
END_TEST

START_TEST(a_day_that_is_over_is_told)
{
	start(&(struct sandbox_options){ .api_max = 3 });
	assert_ok(get("/limits"), &err);
	while (err.kind == ERR_NONE && salesforce_usage(sf)->calls < 10)
		get("/limits");
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	ck_assert_ptr_nonnull(strstr(err.text, "REQUEST_LIMIT_EXCEEDED"));
	ck_assert_uint_le(salesforce_usage(sf)->calls, 4);
}
END_TEST

START_TEST(the_budget_leaves_some_of_the_day)
{
	connection.budget.leave = 0.5;
	start(&(struct sandbox_options){ .api_max = 20 });
	get_many(50);
	ck_assert_int_eq(good, 10);
	ck_assert_uint_eq(salesforce_usage(sf)->calls, 10);
	ck_assert(!get("/limits"));
	ck_assert_ptr_nonnull(strstr(err.text, "10 of the org's 20 calls of "
	    "the day are used, and the connection's budget leaves 10"));
}
END_TEST

START_TEST(the_budget_counts_calls_under_way)
{
	connection.budget.calls = 7;
	start(&(struct sandbox_options){ .faults = "latency 20ms\n" });
	ck_assert_int_eq(get_many(50), 7);
	ck_assert_uint_eq(salesforce_usage(sf)->calls, 7);
}
END_TEST

static void *
call_often(void *failed)
{
	struct http_call	call = { .method = "GET", .url = "/limits" };
	struct err		e = { 0 };
	int			i;

	for (i = 0; i < 20; i++)
		*(int *)failed += !salesforce_call(sf, &call, &e);
	http_call_clear(&call);
	return NULL;
}

START_TEST(several_threads_share_a_session)
{
	pthread_t	threads[4];
	int		failed[4] = { 0 };
	size_t		i;

	start(&(struct sandbox_options){ .faults = "on GET /limits: expire "
	    "session after 25 calls\n" });
	for (i = 0; i < COUNT(threads); i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL,
		    call_often, &failed[i]), 0);
	for (i = 0; i < COUNT(threads); i++) {
		pthread_join(threads[i], NULL);
		ck_assert_int_eq(failed[i], 0);
	}
	ck_assert_uint_gt(salesforce_usage(sf)->calls, 80);
	ck_assert_uint_le(salesforce_usage(sf)->calls, 84);
}
END_TEST

START_TEST(the_maintenance_page_is_named)
{
	start(&(struct sandbox_options){ .faults =
	    "on GET /limits: html 404\n" });
	ck_assert(!get("/limits"));
	ck_assert_ptr_nonnull(strstr(err.text, "connection 'salesforce': the "
	    "answer to GET /limits was 404, "));
}
END_TEST

START_TEST(a_post_whose_answer_is_lost_is_not_repeated)
{
	static const char *const headers[] = {
		"Content-Type: application/json", NULL
	};
	struct http_call	 call = { .method = "POST",
				    .url = "/sobjects/Account",
				    .headers = headers,
				    .body = SLICE("{\"Name\":\"Acme\"}"),
				    .once = true };

	start(&(struct sandbox_options){ .faults =
	    "on POST /sobjects/Account: reset after processing once\n" });
	ck_assert(!salesforce_call(sf, &call, &err));
	ck_assert_int_eq(call.outcome, HTTP_UNKNOWN);
	ck_assert_ptr_nonnull(strstr(err.text,
	    "whether it was done is not known"));
	ck_assert_uint_eq(salesforce_usage(sf)->calls, 1);
	http_call_clear(&call);
}
END_TEST

TCase *
test_salesforce_sandbox(void)
{
	TCase	*tc = tcase_create("salesforce_sandbox");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, open_all, close_all);
	tcase_add_test(tc, client_credentials_sign_in);
	tcase_add_test(tc, a_refresh_token_signs_in);
	tcase_add_test(tc, a_password_signs_in);
	tcase_add_test(tc, a_jwt_signs_in_over_tls);
	tcase_add_test(tc, a_jwt_of_another_key_is_refused);
	tcase_add_test(tc, a_wrong_secret_is_refused);
	tcase_add_test(tc, a_session_that_ends_is_replaced);
	tcase_add_test(tc, a_crowd_waits);
	tcase_add_test(tc, a_day_that_is_over_is_told);
	tcase_add_test(tc, the_budget_leaves_some_of_the_day);
	tcase_add_test(tc, the_budget_counts_calls_under_way);
	tcase_add_test(tc, several_threads_share_a_session);
	tcase_add_test(tc, the_maintenance_page_is_named);
	tcase_add_test(tc, a_post_whose_answer_is_lost_is_not_repeated);
	return tc;
}

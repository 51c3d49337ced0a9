/* SPDX-License-Identifier: MIT */
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "precept/clock.h"
#include "precept/doc.h"
#include "salesforce.h"
#include "scripted_server.h"
#include "support.h"

/*
 * A session with Salesforce against a peer that answers from the published
 * facts and looks at every byte that it is sent.
 */

#define TOKEN	"00D000000000001!CANARY.Token"
#define EXPIRED	"[{\"message\":\"Session expired or invalid\"," \
	"\"errorCode\":\"INVALID_SESSION_ID\"}]"

/* What the peer has seen, and what it says next. */
static struct {
	int	 sign_ins, calls;
	char	 form[20000];
	char	 path[2000], head[4000], body[2000];
	/* signing in */
	int	 door_status;		/* 0: a token */
	const char *door_body;
	const char *instance;		/* NULL: this peer */
	/* calls: the first `bad` of them, then all go well */
	int	 bad, status;
	const char *said, *headers;
	bool	 reset;
	int	 good_token;		/* the n-th alone is good; 0: any */
} peer;

static struct scripted_server	*server;
static struct salesforce	*sf;
static struct connection	 connection;
static struct arena		*arena;
static const char		*dir;
static struct err		 err;

static void
keep(char *to, size_t size, const char *text)
{
	snprintf(to, size, "%s", text);
}

static void
say_token(struct text *out)
{
	struct text	body;

	text_init(&body, 10000);
	text_printf(&body, "{\"access_token\":\"" TOKEN "%d\",\"scope\":"
	    "\"api\",\"instance_url\":\"%s\",\"id\":\"https:\\/\\/login."
	    "salesforce.com/id/00D000000000062EA0/005000000000012AAA\","
	    "\"token_type\":\"Bearer\",\"issued_at\":\"1278448101416\"}",
	    peer.sign_ins, peer.instance == NULL ?
	    scripted_server_url(server) : peer.instance);
	scripted_server_say(out, 200, "", body.ptr);
	text_free(&body);
}

static bool
is_good_token(const char *head)
{
	char	want[100];

	snprintf(want, sizeof want, "Authorization: Bearer " TOKEN "%d\r\n",
	    peer.good_token);
	return peer.good_token == 0 || strstr(head, want) != NULL;
}

static void
answer(const struct scripted_request *r, struct text *out)
{
	if (strcmp(r->path, "/services/oauth2/token") == 0) {
		peer.sign_ins++;
		ck_assert_str_eq(r->method, "POST");
		keep(peer.form, sizeof peer.form, r->body);
		keep(peer.head, sizeof peer.head, r->head);
		if (peer.door_status == 0)
			say_token(out);
		else
			scripted_server_say(out, peer.door_status, "",
			    peer.door_body);
		return;
	}
	peer.calls++;
	keep(peer.path, sizeof peer.path, r->path);
	keep(peer.head, sizeof peer.head, r->head);
	keep(peer.body, sizeof peer.body, r->body);
	if (!is_good_token(r->head))
		scripted_server_say(out, 401, "", EXPIRED);
	else if (peer.calls > peer.bad)
		scripted_server_say(out, 200, "Sforce-Limit-Info: "
		    "api-usage=18/15000; per-app-api-usage=17/250"
		    "(appName=sample-app)\r\n", "{\"fine\":true}");
	else if (!peer.reset)
		scripted_server_say(out, peer.status, peer.headers == NULL ?
		    "" : peer.headers, peer.said);
}

static void
open_all(void)
{
	memset(&peer, 0, sizeof peer);
	err = (struct err){ 0 };
	arena = arena_new();
	dir = support_folder();
	unsetenv("CREDENTIALS_DIRECTORY");
	ck_assert_int_eq(mkdir(arena_printf(arena, "%s/secrets", dir), 0700),
	    0);
	server = scripted_server_start(answer);
	connection = (struct connection){ .name = "crm", .kind = "salesforce",
	    .login = scripted_server_url(server), .sign_in = SIGN_IN_CLIENT,
	    .client_id = "3MVG9.a_b", .client_secret = "app",
	    .version = "62.0", .connections = 5, .budget = { -1, 0 } };
}

static void
close_all(void)
{
	salesforce_close(sf);
	sf = NULL;
	scripted_server_stop(server);
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
open_session(void)
{
	secret("app", "CANARY-app secret&=+\n");
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

/* ---- signing in */

START_TEST(nothing_is_sent_before_the_first_call)
{
	open_session();
	ck_assert_int_eq(peer.sign_ins, 0);
	assert_ok(get("/sobjects"), &err);
	ck_assert_int_eq(peer.sign_ins, 1);
	ck_assert_int_eq(peer.calls, 1);
	assert_ok(get("/sobjects"), &err);
	ck_assert_int_eq(peer.sign_ins, 1);
}
END_TEST

START_TEST(client_credentials_are_a_form)
{
	open_session();
	assert_ok(salesforce_sign_in(sf, &err), &err);
	ck_assert_str_eq(peer.form, "grant_type=client_credentials&client_id="
	    "3MVG9.a_b&client_secret=CANARY-app%20secret%26%3D%2B");
	ck_assert_ptr_nonnull(strstr(peer.head,
	    "Content-Type: application/x-www-form-urlencoded\r\n"));
	ck_assert_str_eq(salesforce_org(sf), "00D000000000062EA0");
	ck_assert_str_eq(salesforce_user(sf, &err), "005000000000012AAA");
	ck_assert_int_eq(peer.sign_ins, 1);
}
END_TEST

START_TEST(a_password_is_a_form)
{
	connection.sign_in = SIGN_IN_PASSWORD;
	connection.username = "u@example.com";
	connection.password = "word";
	secret("word", "CANARY-w\xc3\xb6rdTOKEN\n");
	open_session();
	assert_ok(salesforce_sign_in(sf, &err), &err);
	ck_assert_str_eq(peer.form, "grant_type=password&client_id=3MVG9.a_b"
	    "&client_secret=CANARY-app%20secret%26%3D%2B&username="
	    "u%40example.com&password=CANARY-w%C3%B6rdTOKEN");
}
END_TEST

START_TEST(a_refresh_token_is_a_form)
{
	connection.sign_in = SIGN_IN_REFRESH;
	connection.client_secret = NULL;
	connection.refresh_token = "again";
	secret("again", "5Aep861CANARY==");
	open_session();
	assert_ok(salesforce_sign_in(sf, &err), &err);
	ck_assert_str_eq(peer.form, "grant_type=refresh_token&refresh_token="
	    "5Aep861CANARY%3D%3D&client_id=3MVG9.a_b");
}
END_TEST

/* ---- JWT */

static EVP_PKEY *
make_key(const char *name)
{
	EVP_PKEY	*key = EVP_RSA_gen(2048);
	BIO		*bio = BIO_new(BIO_s_mem());
	char		*pem;
	long		 len;

	PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL);
	len = BIO_get_mem_data(bio, &pem);
	secret(name, arena_text(arena, (struct slice){ pem, (size_t)len }));
	BIO_free(bio);
	return key;
}

/* Base64url without padding; what is no such thing ends the test. */
static struct slice
decode(const char *part, size_t len)
{
	char	*text = arena_alloc(arena, len + 4);
	char	*out = arena_alloc(arena, len + 4);
	size_t	 i, pad = (4 - len % 4) % 4;
	int	 n;

	for (i = 0; i < len; i++)
		text[i] = part[i] == '-' ? '+' : part[i] == '_' ? '/' :
		    part[i];
	ck_assert_ptr_null(memchr(part, '+', len));
	ck_assert_ptr_null(memchr(part, '/', len));
	ck_assert_ptr_null(memchr(part, '=', len));
	memset(text + len, '=', pad);
	n = EVP_DecodeBlock((unsigned char *)out, (unsigned char *)text,
	    (int)(len + pad));
	ck_assert_int_ge(n, 0);
	return (struct slice){ out, (size_t)n - pad };
}

static void
check_signature(EVP_PKEY *key, const char *jwt, size_t len,
    struct slice signature)
{
	EVP_MD_CTX	*md = EVP_MD_CTX_new();

	ck_assert_int_eq(EVP_DigestVerifyInit(md, NULL, EVP_sha256(), NULL,
	    key), 1);
	ck_assert_int_eq(EVP_DigestVerify(md,
	    (const unsigned char *)signature.ptr, signature.len,
	    (const unsigned char *)jwt, len), 1);
	EVP_MD_CTX_free(md);
}

static void
check_jwt(EVP_PKEY *key, const char *jwt, const char *claims)
{
	const char	*first = strchr(jwt, '.');
	const char	*second = strchr(first + 1, '.');

	assert_slice(decode(jwt, (size_t)(first - jwt)),
	    "{\"alg\":\"RS256\"}");
	assert_slice(decode(first + 1, (size_t)(second - first) - 1),
	    claims);
	check_signature(key, jwt, (size_t)(second - jwt),
	    decode(second + 1, strlen(second + 1)));
}

START_TEST(a_jwt_is_signed_with_the_key)
{
	static const char	 head[] = "grant_type=urn%3Aietf%3Aparams%3A"
				    "oauth%3Agrant-type%3Ajwt-bearer"
				    "&assertion=";
	EVP_PKEY		*key = make_key("key");

	clock_set(INT64_C(1790000000) * 1000000);
	connection.sign_in = SIGN_IN_JWT;
	connection.username = "o\"neil@example.com";
	connection.key = "key";
	open_session();
	assert_ok(salesforce_sign_in(sf, &err), &err);
	ck_assert_int_eq(strncmp(peer.form, head, sizeof head - 1), 0);
	check_jwt(key, peer.form + sizeof head - 1, "{\"iss\":\"3MVG9.a_b\","
	    "\"sub\":\"o\\\"neil@example.com\",\"aud\":\"https://login."
	    "salesforce.com\",\"exp\":1790000180}");
	salesforce_close(sf);
	connection.audience = "https://test.salesforce.com";
	open_session();
	assert_ok(salesforce_sign_in(sf, &err), &err);
	check_jwt(key, peer.form + sizeof head - 1, "{\"iss\":\"3MVG9.a_b\","
	    "\"sub\":\"o\\\"neil@example.com\",\"aud\":\"https://test."
	    "salesforce.com\",\"exp\":1790000180}");
	EVP_PKEY_free(key);
}
END_TEST

static const struct { const char *pem, *want; } keys[] = {
	{ "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
	    "connection 'crm': the secret 'key' is no private key: such a "
	    "file begins with '-----BEGIN PRIVATE KEY-----' (the certificate "
	    "is the other file)" },
	{ "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED "
	    "PRIVATE KEY-----\n", "connection 'crm': the private key 'key' "
	    "has a passphrase, and nobody is there to type it: take it off "
	    "with 'openssl pkey -in OLD -out NEW'" },
	{ "-----BEGIN PRIVATE KEY-----\n"
	    "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g"
	    "\n-----END PRIVATE KEY-----\n", "connection 'crm': the secret "
	    "'key' is a private key, but not of RSA, and Salesforce takes no "
	    "other: make one with 'openssl genpkey -algorithm RSA -pkeyopt "
	    "rsa_keygen_bits:2048'" }
};

START_TEST(a_key_that_cannot_sign_is_told_apart)
{
	connection.sign_in = SIGN_IN_JWT;
	connection.username = "u@example.com";
	connection.key = "key";
	secret("key", keys[_i].pem);
	open_session();
	ck_assert(!get("/sobjects"));
	assert_err(&err, ERR_RULE, keys[_i].want);
	ck_assert_int_eq(peer.sign_ins, 0);
}
END_TEST

/* ---- being refused */

#define SAYS(error, text) "{\"error\":\"" error "\"," \
	"\"error_description\":\"" text "\"}"

static const struct { int status; const char *body, *want; } doors[] = {
	{ 400, SAYS("invalid_grant", "user hasn't approved this consumer"),
	    "invalid_grant, user hasn't approved this consumer. The user has "
	    "not approved this connected app: pre-authorise it (in the app's "
	    "policies \"Admin approved users are pre-authorized\", then give "
	    "the user a permission set that the app is assigned to)." },
	{ 400, SAYS("invalid_grant", "audience is invalid"),
	    "invalid_grant, audience is invalid. Production orgs sign in at "
	    "https://login.salesforce.com, sandboxes at "
	    "https://test.salesforce.com: set 'login', or 'audience', to the "
	    "right one." },
	{ 400, SAYS("invalid_grant", "expired access/refresh token"),
	    "invalid_grant, expired access/refresh token. The refresh token "
	    "is good no more: let a person approve the app once again, and "
	    "put the new token into the secret." },
	{ 400, SAYS("invalid_grant", "invalid assertion"),
	    "invalid_grant, invalid assertion. The signature of the JWT or "
	    "its time was not accepted: does the secret hold the private key "
	    "of the certificate that the connected app has?" },
	{ 400, SAYS("invalid_grant", "request not supported on this domain"),
	    "invalid_grant, request not supported on this domain. This way "
	    "to sign in needs the org's own address: login = "
	    "\"https://MYDOMAIN.my.salesforce.com\"." },
	{ 400, SAYS("invalid_grant", "authentication failure"),
	    "invalid_grant, authentication failure. The user's name, "
	    "password or security token is wrong, or the user is locked, or "
	    "may not come from this address or at this hour: the user's "
	    "login history in Setup says which." },
	{ 400, SAYS("invalid_client_id", "client identifier invalid"),
	    "invalid_client_id, client identifier invalid. The consumer key "
	    "is not known there. Copy 'client_id' from the connected app "
	    "again. A new app is known after ten minutes or so; a sandbox "
	    "org signs in at https://test.salesforce.com." },
	{ 302, "", "status 302, and nothing that could be read. It sends "
	    "elsewhere, which is not followed: set 'login' to the org's own "
	    "address." },
	{ 404, "<html><head><title>Page  not\nfound</title>", "404, Page not "
	    "found." }
};

START_TEST(a_refused_sign_in_is_never_tried_again)
{
	const char	*want;

	peer.door_status = doors[_i].status;
	peer.door_body = doors[_i].body;
	open_session();
	want = arena_printf(arena, "connection 'crm': cannot sign in at %s: "
	    "it says %s", scripted_server_url(server), doors[_i].want);
	ck_assert(!get("/sobjects"));
	assert_err(&err, ERR_REMOTE, want);
	ck_assert(!get("/sobjects"));
	assert_err(&err, ERR_REMOTE, want);
	ck_assert_int_eq(peer.sign_ins, 1);
	ck_assert_int_eq(peer.calls, 0);
}
END_TEST

START_TEST(what_is_no_token_is_said)
{
	peer.door_status = 200;
	peer.door_body = "<html>Login</html>";
	open_session();
	ck_assert(!get("/sobjects"));
	assert_err(&err, ERR_REMOTE, arena_printf(arena, "connection 'crm': "
	    "%s answered without a token: is 'login' the address of a "
	    "Salesforce org?", scripted_server_url(server)));
}
END_TEST

START_TEST(an_org_without_tls_is_not_followed)
{
	peer.instance = "http://na1.salesforce.com";
	open_session();
	ck_assert(!get("/sobjects"));
	assert_err(&err, ERR_REMOTE, arena_printf(arena, "connection 'crm': "
	    "%s names 'http://na1.salesforce.com' as the address of the org: "
	    "without TLS everybody on the way can read along: write "
	    "https://", scripted_server_url(server)));
	ck_assert_int_eq(peer.calls, 0);
}
END_TEST

START_TEST(a_secret_that_is_not_there_is_said)
{
	connection.client_secret = "nothing";
	open_session();
	ck_assert(!get("/sobjects"));
	assert_err(&err, ERR_RULE, arena_printf(arena, "connection 'crm': "
	    "there is no secret 'nothing': put its value into the file "
	    "'%s/secrets/nothing', then: chmod 600 '%s/secrets/nothing'",
	    dir, dir));
}
END_TEST

/* ---- the session's end */

static int	done_count;

static bool
count_done(struct http_call *call, bool ok, struct err *e)
{
	ck_assert_msg(ok, "%s", e->text);
	ck_assert_int_eq(call->status, 200);
	ck_assert_str_eq(call->url, "/sobjects");
	ck_assert_ptr_null(call->headers);
	done_count++;
	return true;
}

START_TEST(calls_that_fail_together_sign_in_once)
{
	struct http_call	calls[20];
	size_t			i;

	open_session();
	assert_ok(salesforce_sign_in(sf, &err), &err);
	peer.good_token = 2;
	for (i = 0; i < COUNT(calls); i++)
		calls[i] = (struct http_call){ .method = "GET",
		    .url = "/sobjects" };
	done_count = 0;
	assert_ok(salesforce_calls(sf, calls, COUNT(calls), count_done, &err),
	    &err);
	ck_assert_int_eq(done_count, 20);
	ck_assert_int_eq(peer.sign_ins, 2);
	ck_assert_int_ge(peer.calls, 21);
	ck_assert_int_le(peer.calls, 25);
	for (i = 0; i < COUNT(calls); i++)
		http_call_clear(&calls[i]);
}
END_TEST

START_TEST(a_second_session_that_does_not_hold_is_the_last)
{
	open_session();
	peer.good_token = 99;
	ck_assert(!get("/sobjects/Account/describe?a=b"));
	assert_err(&err, ERR_REMOTE, "connection 'crm': the answer to GET "
	    "/sobjects/Account/describe was INVALID_SESSION_ID, Session "
	    "expired or invalid. The session has ended. A new one was asked "
	    "for once and does not hold either: look whether the session "
	    "policies of the org or of the connected app end it at once, or "
	    "tie it to an IP address.");
	ck_assert_int_eq(peer.sign_ins, 2);
	ck_assert_int_eq(peer.calls, 2);
}
END_TEST

START_TEST(another_401_is_not_cured_by_signing_in)
{
	peer.bad = 9;
	peer.status = 401;
	peer.said = "[{\"message\":\"INVALID_HEADER_TYPE\",\"errorCode\":"
	    "\"INVALID_AUTH_HEADER\"}]";
	open_session();
	ck_assert(!get("/sobjects"));
	assert_err(&err, ERR_REMOTE, "connection 'crm': the answer to GET "
	    "/sobjects was INVALID_AUTH_HEADER, INVALID_HEADER_TYPE. The org "
	    "does not accept the token. Signing in again does not help. Look "
	    "whether the connected app still has the scope 'api' and is not "
	    "blocked.");
	ck_assert_int_eq(peer.sign_ins, 1);
	ck_assert_int_eq(peer.calls, 1);
}
END_TEST

START_TEST(the_org_may_move_at_a_new_sign_in)
{
	struct scripted_server	*other = scripted_server_start(answer);

	open_session();
	assert_ok(get("/sobjects"), &err);
	peer.instance = scripted_server_url(other);
	peer.good_token = 2;
	assert_ok(get("/sobjects"), &err);
	ck_assert_ptr_nonnull(strstr(peer.head, peer.instance + 7));
	salesforce_close(sf);
	sf = NULL;
	scripted_server_stop(other);
}
END_TEST

/* ---- calls */

static const struct { const char *asked, *sent; } paths[] = {
	{ "/sobjects/Account?a=b", "/services/data/v62.0/sobjects/Account"
	    "?a=b" },
	{ "/services/data/v59.0/query/01g-2000",
	    "/services/data/v59.0/query/01g-2000" },
	{ "services/data/v62.0/jobs/ingest/750/batches",
	    "/services/data/v62.0/jobs/ingest/750/batches" }
};

START_TEST(a_path_is_below_the_version_or_from_the_root)
{
	open_session();
	assert_ok(get(paths[_i].asked), &err);
	ck_assert_str_eq(peer.path, paths[_i].sent);
	ck_assert_ptr_nonnull(strstr(peer.head, "\r\nAuthorization: Bearer "
	    TOKEN "1\r\n"));
	ck_assert_ptr_nonnull(strstr(peer.head,
	    "\r\nSforce-Call-Options: client=precept\r\n"));
}
END_TEST

#define ERROR(code, text) "[{\"message\":\"" text "\",\"errorCode\":\"" \
	code "\"}]"

/* The first call goes wrong in this way; is it sent again? */
static const struct { int status; const char *said; bool once, again; }
    repeats[] = {
	{ 503, ERROR("SERVER_UNAVAILABLE", "busy"), true, true },
	{ 503, "", true, true }, { 429, "", true, true },
	{ 420, "", true, true }, { 500, "", false, true },
	{ 500, "", true, false }, { 502, "<html>", true, false },
	{ 504, "", false, true }, { 500, ERROR("UNKNOWN_EXCEPTION", "x"),
	    true, false },
	{ 403, ERROR("REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests "
	    "(Concurrent API Requests) Limit exceeded."), true, true },
	{ 403, ERROR("REQUEST_LIMIT_EXCEEDED",
	    "TotalRequests Limit exceeded."), false, false },
	{ 403, ERROR("INSUFFICIENT_ACCESS", "no"), false, false },
	{ 400, ERROR("UNABLE_TO_LOCK_ROW", "unable to obtain exclusive "
	    "access to this record or 1 records: 001"), true, true },
	{ 400, ERROR("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
	    "T: UNABLE_TO_LOCK_ROW"), true, true },
	{ 400, ERROR("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "T: null"),
	    false, false },
	{ 400, ERROR("QUERY_TIMEOUT", "running for too long"), false, true },
	{ 400, ERROR("MALFORMED_QUERY", "unexpected token: 'x'"), false,
	    false },
	{ 400, ERROR("INVALID_QUERY_LOCATOR", "x"), false, false },
	{ 404, ERROR("NOT_FOUND", "x"), false, false },
	{ 0, NULL, false, true }, { 0, NULL, true, false }
};

START_TEST(what_is_sent_again)
{
	struct http_call	call = { .method = repeats[_i].once ?
				    "POST" : "GET", .url = "/x",
				    .once = repeats[_i].once };
	bool			ok;

	peer.bad = 1;
	peer.status = repeats[_i].status;
	peer.said = repeats[_i].said;
	peer.reset = peer.status == 0;
	open_session();
	ok = salesforce_call(sf, &call, &err);
	ck_assert_msg(ok == repeats[_i].again, "%d: %s", peer.calls,
	    err.text);
	ck_assert_int_eq(peer.calls, repeats[_i].again ? 2 : 1);
	ck_assert_int_eq(call.outcome, peer.reset && !ok ? HTTP_UNKNOWN :
	    HTTP_WHOLE);
	if (!ok && repeats[_i].said != NULL) {
		ck_assert_int_eq(call.status, repeats[_i].status);
		assert_text(&call.answer, *repeats[_i].said == '\0' ? "" :
		    repeats[_i].said);
	}
	http_call_clear(&call);
}
END_TEST

START_TEST(an_unknown_outcome_is_called_that)
{
	struct http_call	call = { .method = "POST",
				    .url = "/sobjects/Account", .once = true };

	peer.bad = 1;
	peer.reset = true;
	open_session();
	ck_assert(!salesforce_call(sf, &call, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "connection 'crm': POST "
	    "/sobjects/Account had no whole answer: "));
	ck_assert_ptr_nonnull(strstr(err.text,
	    "; whether it was done is not known"));
	ck_assert_int_eq(err.kind, ERR_REMOTE);
	http_call_clear(&call);
}
END_TEST

START_TEST(a_day_that_is_used_up_is_not_asked_again)
{
	peer.bad = 1;
	peer.status = 403;
	peer.said = ERROR("REQUEST_LIMIT_EXCEEDED",
	    "TotalRequests Limit exceeded.");
	open_session();
	ck_assert(!get("/sobjects"));
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	err = (struct err){ 0 };
	ck_assert(!get("/limits"));
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	ck_assert_ptr_nonnull(strstr(err.text, "TotalRequests"));
	ck_assert_int_eq(peer.calls, 1);
}
END_TEST

START_TEST(an_error_of_the_query_is_short)
{
	peer.bad = 1;
	peer.status = 400;
	peer.said = ERROR("INVALID_FIELD", "\\nSELECT X FROM Account\\n"
	    "       ^\\nERROR at Row:1:Column:8\\nNo such column 'X' on "
	    "entity 'Account'.");
	open_session();
	ck_assert(!get("/query?q=SELECT+X+FROM+Account"));
	assert_err(&err, ERR_RULE, "connection 'crm': the answer to GET "
	    "/query was INVALID_FIELD, ERROR at Row:1:Column:8 No such "
	    "column 'X' on entity 'Account'. The org knows no such field. "
	    "Either it does not exist, or field-level security hides it from "
	    "the integration user. Pull the schema again; give the user "
	    "access by a permission set.");
}
END_TEST

static char	poured[100];

static bool
pour(struct http_call *call, const char *ptr, size_t len)
{
	ck_assert_ptr_eq(call->own, poured);
	ck_assert_uint_lt(strlen(poured) + len, sizeof poured);
	strncat(poured, ptr, len);
	return true;
}

START_TEST(a_sink_gets_no_errors)
{
	struct http_call	call = { .method = "GET", .url = "/x",
				    .sink = pour, .own = poured };

	open_session();
	assert_ok(salesforce_sign_in(sf, &err), &err);
	*poured = '\0';
	peer.good_token = 2;
	assert_ok(salesforce_call(sf, &call, &err), &err);
	ck_assert_str_eq(poured, "{\"fine\":true}");
	ck_assert_ptr_eq(call.sink, pour);
	ck_assert_ptr_eq(call.own, poured);
	http_call_clear(&call);
}
END_TEST

START_TEST(a_busy_org_says_when_to_come_again)
{
	int64_t	from = clock_steady();

	peer.bad = 1;
	peer.status = 503;
	peer.headers = "Retry-After: 2\r\n";
	peer.said = "";
	open_session();
	assert_ok(get("/sobjects"), &err);
	ck_assert_int_eq(peer.calls, 2);
	ck_assert_int_ge(clock_steady() - from, 2000000);
}
END_TEST

/* ---- what it costs */

START_TEST(calls_are_counted)
{
	const struct salesforce_usage	*u;

	peer.bad = 1;
	peer.status = 503;
	peer.said = "";
	open_session();
	u = salesforce_usage(sf);
	ck_assert_int_eq(u->day_used, -1);
	assert_ok(get("/sobjects"), &err);
	ck_assert_uint_eq(u->calls, 2);
	ck_assert_int_eq(u->day_used, 18);
	ck_assert_int_eq(u->day_max, 15000);
	ck_assert_uint_gt(u->bytes_out, 100);
	ck_assert_uint_gt(u->bytes_in, 100);
}
END_TEST

START_TEST(a_budget_of_calls_holds)
{
	connection.budget.calls = 2;
	open_session();
	assert_ok(get("/a"), &err);
	assert_ok(get("/a"), &err);
	ck_assert(!get("/a"));
	assert_err(&err, ERR_LIMIT, "connection 'crm': 2 of the 2 calls that "
	    "the connection's budget allows in one run are made, and the "
	    "next is not: raise 'calls' in its budget, or let it read and "
	    "write less");
	ck_assert_int_eq(peer.calls, 2);
}
END_TEST

START_TEST(a_rule_has_a_budget_of_its_own)
{
	struct budget	budget = { 1, 0 };

	open_session();
	assert_ok(get("/a"), &err);
	salesforce_budget(sf, &budget);
	assert_ok(get("/a"), &err);
	ck_assert(!get("/a"));
	assert_err(&err, ERR_LIMIT, "connection 'crm': 1 of the 1 calls that "
	    "the rule's budget allows in one run are made, and the next is "
	    "not: raise 'calls' in its budget, or let it read and write "
	    "less");
	salesforce_budget(sf, NULL);
	assert_ok(get("/a"), &err);
}
END_TEST

START_TEST(what_is_left_to_others_stays)
{
	connection.budget.leave = 0.999;
	open_session();
	assert_ok(get("/a"), &err);
	ck_assert(!get("/a"));
	assert_err(&err, ERR_LIMIT, "connection 'crm': 18 of the org's 15000 "
	    "calls of the day are used, and the connection's budget leaves "
	    "14985 of them to others: wait, or lower 'leave' in its budget");
}
END_TEST

START_TEST(the_limits_of_the_day_are_asked_for)
{
	struct salesforce_limits	limits;

	peer.bad = 1;
	peer.status = 200;
	peer.said = "{\"DailyApiRequests\":{\"Max\":15000,\"Remaining\":"
	    "14998,\"App\":{\"Max\":0,\"Remaining\":0}},\"DataStorageMB\":"
	    "{\"Max\":5,\"Remaining\":4},\"Odd\":7}";
	open_session();
	assert_ok(salesforce_limits(sf, arena, &limits, &err), &err);
	ck_assert_str_eq(peer.path, "/services/data/v62.0/limits");
	ck_assert_uint_eq(limits.count, 2);
	ck_assert_str_eq(limits.all[1].name, "DataStorageMB");
	ck_assert_int_eq(limits.all[1].max, 5);
	ck_assert_int_eq(limits.all[1].left, 4);
	ck_assert_int_eq(salesforce_usage(sf)->day_used, 2);
}
END_TEST

/* ---- nobody sees a secret */

static void
has_no_canary(const char *path)
{
	struct text	all;
	char		buf[4096];
	FILE		*f = fopen(path, "r");
	size_t		n;

	if (f == NULL)
		return;		/* shut, which is as good */
	text_init(&all, 1 << 20);
	text_string(&all, "");
	while ((n = fread(buf, 1, sizeof buf, f)) > 0)
		text_add(&all, buf, n);
	fclose(f);
	if (all.len > 0)
		ck_assert_msg(memmem(all.ptr, all.len, "CANARY", 6) == NULL,
		    "%s", path);
	text_free(&all);
}

START_TEST(no_secret_is_ever_told)
{
	peer.door_status = 400;
	peer.door_body = SAYS("invalid_client", "CANARY-app secret&=+ is "
	    "not the secret");
	open_session();
	ck_assert(!get("/a"));
	ck_assert_ptr_null(strstr(err.text, "CANARY"));
	salesforce_close(sf);
	peer.door_status = 0;
	peer.bad = 1;
	peer.status = 400;
	peer.said = ERROR("MALFORMED_QUERY", TOKEN "2 is odd");
	open_session();
	ck_assert(!get("/a"));
	ck_assert_ptr_nonnull(strstr(err.text, "MALFORMED_QUERY, *** is odd"));
	ck_assert_ptr_null(strstr(err.text, "CANARY"));
	has_no_canary("/proc/self/cmdline");
	has_no_canary("/proc/self/environ");
}
END_TEST

TCase *
test_salesforce_session(void)
{
	TCase	*tc = tcase_create("salesforce_session");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, open_all, close_all);
	tcase_add_test(tc, nothing_is_sent_before_the_first_call);
	tcase_add_test(tc, client_credentials_are_a_form);
	tcase_add_test(tc, a_password_is_a_form);
	tcase_add_test(tc, a_refresh_token_is_a_form);
	tcase_add_test(tc, a_jwt_is_signed_with_the_key);
	tcase_add_loop_test(tc, a_key_that_cannot_sign_is_told_apart, 0,
	    (int)COUNT(keys));
	tcase_add_loop_test(tc, a_refused_sign_in_is_never_tried_again, 0,
	    (int)COUNT(doors));
	tcase_add_test(tc, what_is_no_token_is_said);
	tcase_add_test(tc, an_org_without_tls_is_not_followed);
	tcase_add_test(tc, a_secret_that_is_not_there_is_said);
	tcase_add_test(tc, calls_that_fail_together_sign_in_once);
	tcase_add_test(tc, a_second_session_that_does_not_hold_is_the_last);
	tcase_add_test(tc, another_401_is_not_cured_by_signing_in);
	tcase_add_test(tc, the_org_may_move_at_a_new_sign_in);
	tcase_add_loop_test(tc, a_path_is_below_the_version_or_from_the_root,
	    0, (int)COUNT(paths));
	tcase_add_loop_test(tc, what_is_sent_again, 0,
	    (int)COUNT(repeats));
	tcase_add_test(tc, an_unknown_outcome_is_called_that);
	tcase_add_test(tc, a_day_that_is_used_up_is_not_asked_again);
	tcase_add_test(tc, an_error_of_the_query_is_short);
	tcase_add_test(tc, a_sink_gets_no_errors);
	tcase_add_test(tc, a_busy_org_says_when_to_come_again);
	tcase_add_test(tc, calls_are_counted);
	tcase_add_test(tc, a_budget_of_calls_holds);
	tcase_add_test(tc, a_rule_has_a_budget_of_its_own);
	tcase_add_test(tc, what_is_left_to_others_stays);
	tcase_add_test(tc, the_limits_of_the_day_are_asked_for);
	tcase_add_test(tc, no_secret_is_ever_told);
	return tc;
}

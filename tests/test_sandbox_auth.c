/* SPDX-License-Identifier: MIT */
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <stdio.h>

#include "sandbox_ask.h"

/* Signing in, and being signed in; JWTs are signed here, by OpenSSL. */

#define DATA "/services/data/v62.0"
#define LIMITS DATA "/limits"
#define TOKEN "/services/oauth2/token"
#define NOW 1785542400	/* 2026-08-01T00:00:00Z, seconds */
#define CLIENT "&client_id=" SANDBOX_CLIENT
#define SECRET CLIENT "&client_secret=" SANDBOX_SECRET
#define PASSWORD "grant_type=password&username=admin%40sandbox.example"
#define NO_SESSION "[{\"message\":\"Session expired or invalid\"," \
	"\"errorCode\":\"INVALID_SESSION_ID\"}]"

static EVP_PKEY	*key;

/* The key's public half as PEM. */
static char *
public_pem(EVP_PKEY *of)
{
	BIO	*bio = BIO_new(BIO_s_mem());
	char	*data, *copy;
	long	 len;

	PEM_write_bio_PUBKEY(bio, of);
	len = BIO_get_mem_data(bio, &data);
	copy = mem_text(data, (size_t)len);
	BIO_free(bio);
	return copy;
}

/* Once for all tests: it takes long. */
static void
make_key(void)
{
	key = EVP_RSA_gen(2048);
}

static void
drop_key(void)
{
	EVP_PKEY_free(key);
}

static void
open_sandbox(void)
{
	char	*pem = public_pem(key);

	ask_start(&(struct sandbox_options){ .now = NOW * (int64_t)1000000,
	    .client_key = pem });
	mem_free(pem);
}

static void
assert_signed_in(void)
{
	ck_assert_msg(ask.status == 200, "%s", ask.body);
	snprintf(ask.token, sizeof ask.token, "%s",
	    ask_member("access_token"));
	ask_call("GET", LIMITS, "", "");
	ck_assert_int_eq(ask.status, 200);
}

static const char *const good[] = {
	"grant_type=client_credentials" SECRET,
	PASSWORD "&password=sandbox" SECRET,
	PASSWORD "&password=sandboxTOKEN" SECRET,
	"grant_type=refresh_token&refresh_token=" SANDBOX_REFRESH CLIENT,
	"grant_type=refresh_token&refresh_token=" SANDBOX_REFRESH SECRET,
};

START_TEST(each_way_leads_to_a_token)
{
	ask_form(TOKEN, good[_i]);
	ck_assert_str_eq(ask_member("token_type"), "Bearer");
	ck_assert_str_eq(ask_member("instance_url"),
	    sandbox_url(ask.sandbox));
	ck_assert_int_eq(strncmp(ask_member("access_token"),
	    "00D000000000001!", 16), 0);
	ck_assert_uint_eq(strlen(ask_member("issued_at")), 13);
	ck_assert_uint_eq(strlen(ask_member("signature")), 44);
	ck_assert_ptr_nonnull(strstr(ask_member("id"),
	    "/id/" SANDBOX_ORG_ID "/" SANDBOX_USER_ID));
	assert_signed_in();
}
END_TEST

START_TEST(a_client_may_prove_itself_by_a_header)
{
	/* precept-sandbox:sandbox-secret */
	ask_call("POST", TOKEN, "Content-Type: "
	    "application/x-www-form-urlencoded\r\nAuthorization: Basic "
	    "cHJlY2VwdC1zYW5kYm94OnNhbmRib3gtc2VjcmV0\r\n",
	    "grant_type=client_credentials");
	assert_signed_in();
}
END_TEST

#define ERROR(error, why) "{\"error\":\"" error "\",\"error_description\":" \
	"\"" why "\"}"
static const struct { const char *form, *body; } bad[] = {
	{ "", ERROR("unsupported_grant_type", "grant type not supported") },
	{ "grant_type=magic" SECRET,
	    ERROR("unsupported_grant_type", "grant type not supported") },
	{ "grant_type=client_credentials",
	    ERROR("invalid_client_id", "client identifier invalid") },
	{ "grant_type=client_credentials&client_id=x&client_secret=x",
	    ERROR("invalid_client_id", "client identifier invalid") },
	{ "grant_type=client_credentials" CLIENT,
	    ERROR("invalid_client", "invalid client credentials") },
	{ "grant_type=client_credentials" CLIENT "&client_secret=x",
	    ERROR("invalid_client", "invalid client credentials") },
	{ PASSWORD "&password=wrong" SECRET,
	    ERROR("invalid_grant", "authentication failure") },
	{ PASSWORD "&password=sandboxWRONG" SECRET,
	    ERROR("invalid_grant", "authentication failure") },
	{ PASSWORD SECRET,
	    ERROR("invalid_grant", "authentication failure") },
	{ "grant_type=password&username=x&password=sandbox" SECRET,
	    ERROR("invalid_grant", "authentication failure") },
	{ "grant_type=refresh_token&refresh_token=old" CLIENT,
	    ERROR("invalid_grant", "expired access/refresh token") },
	{ "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer",
	    ERROR("invalid_grant", "invalid assertion") },
};

START_TEST(a_wrong_way_says_why)
{
	ask_form(TOKEN, bad[_i].form);
	ck_assert_str_eq(ask.body, bad[_i].body);
	ck_assert_int_eq(ask.status, 400);
}
END_TEST

START_TEST(ten_wrong_passwords_lock_the_user)
{
	for (int i = 0; i < 10; i++)
		ask_form(TOKEN, PASSWORD "&password=wrong" SECRET);
	ask_form(TOKEN, PASSWORD "&password=sandbox" SECRET);
	ck_assert_str_eq(ask.body,
	    ERROR("invalid_grant", "authentication failure"));
}
END_TEST

/* base64url without padding. */
static void
put_base64(struct text *out, const void *bytes, size_t len)
{
	unsigned char	*wide = malloc(len * 2 + 8);

	EVP_EncodeBlock(wide, bytes, (int)len);
	for (unsigned char *p = wide; *p != '\0' && *p != '='; p++)
		text_char(out, *p == '+' ? '-' : *p == '/' ? '_' : (char)*p);
	free(wide);
}

static void
put_signature(struct text *out, EVP_PKEY *by)
{
	EVP_MD_CTX	*ctx = EVP_MD_CTX_new();
	unsigned char	 signature[512];
	size_t		 len = sizeof signature;

	EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL, by);
	ck_assert_int_eq(EVP_DigestSign(ctx, signature, &len,
	    (unsigned char *)out->ptr, out->len), 1);
	EVP_MD_CTX_free(ctx);
	text_char(out, '.');
	put_base64(out, signature, len);
}

static void
ask_jwt(const char *header, const char *claims, EVP_PKEY *by)
{
	struct text	jwt, form;

	text_init(&jwt, 1 << 16);
	put_base64(&jwt, header, strlen(header));
	text_char(&jwt, '.');
	put_base64(&jwt, claims, strlen(claims));
	put_signature(&jwt, by);
	text_init(&form, 1 << 16);
	text_printf(&form, "grant_type=urn%%3Aietf%%3Aparams%%3Aoauth%%3A"
	    "grant-type%%3Ajwt-bearer&assertion=%s", jwt.ptr);
	ask_form(TOKEN, form.ptr);
	text_free(&form);
	text_free(&jwt);
}

#define RS256 "{\"alg\":\"RS256\"}"
#define CLAIMS(iss, sub, aud, exp) "{\"iss\":\"" iss "\",\"sub\":\"" sub \
	"\",\"aud\":\"" aud "\",\"exp\":" exp "}"
#define LOGIN "https://login.salesforce.com"
#define SOON "1785542580"	/* NOW + 180 */

START_TEST(a_signed_assertion_leads_to_a_token)
{
	ask_jwt(RS256, CLAIMS(SANDBOX_CLIENT, SANDBOX_USER, LOGIN, SOON),
	    key);
	ck_assert_ptr_null(ask_member("issued_at"));
	ck_assert_ptr_null(ask_member("refresh_token"));
	ck_assert_ptr_nonnull(ask_member("scope"));
	assert_signed_in();
}
END_TEST

static const struct { const char *header, *claims, *body; } jwts[] = {
	{ "{\"alg\":\"HS256\"}",
	    CLAIMS(SANDBOX_CLIENT, SANDBOX_USER, LOGIN, SOON),
	    ERROR("invalid_grant", "invalid assertion") },
	{ "{\"alg\":\"none\"}",
	    CLAIMS(SANDBOX_CLIENT, SANDBOX_USER, LOGIN, SOON),
	    ERROR("invalid_grant", "invalid assertion") },
	{ "[]", CLAIMS(SANDBOX_CLIENT, SANDBOX_USER, LOGIN, SOON),
	    ERROR("invalid_grant", "invalid assertion") },
	{ RS256, "{", ERROR("invalid_grant", "invalid assertion") },
	{ RS256, CLAIMS("x", SANDBOX_USER, LOGIN, SOON),
	    ERROR("invalid_client_id", "client identifier invalid") },
	{ RS256, CLAIMS(SANDBOX_CLIENT, "x", LOGIN, SOON),
	    ERROR("invalid_grant", "user hasn't approved this consumer") },
	{ RS256, CLAIMS(SANDBOX_CLIENT, SANDBOX_USER, "https://x", SOON),
	    ERROR("invalid_grant", "audience is invalid") },
	{ RS256, CLAIMS(SANDBOX_CLIENT, SANDBOX_USER, LOGIN, "1785542400"),
	    ERROR("invalid_grant", "invalid assertion") },
	{ RS256, CLAIMS(SANDBOX_CLIENT, SANDBOX_USER, LOGIN, "1785546000"),
	    ERROR("invalid_grant", "invalid assertion") },
	{ RS256, "{\"iss\":\"" SANDBOX_CLIENT "\",\"sub\":\"" SANDBOX_USER
	    "\",\"aud\":\"" LOGIN "\"}",
	    ERROR("invalid_grant", "invalid assertion") },
};

START_TEST(an_assertion_that_is_wrong_says_why)
{
	ask_jwt(jwts[_i].header, jwts[_i].claims, key);
	ck_assert_str_eq(ask.body, jwts[_i].body);
	ck_assert_int_eq(ask.status, 400);
}
END_TEST

START_TEST(another_key_does_not_sign_in)
{
	EVP_PKEY	*other = EVP_RSA_gen(2048);

	ask_jwt(RS256, CLAIMS(SANDBOX_CLIENT, SANDBOX_USER, LOGIN, SOON),
	    other);
	ck_assert_str_eq(ask.body,
	    ERROR("invalid_grant", "invalid assertion"));
	EVP_PKEY_free(other);
}
END_TEST

START_TEST(without_a_good_token_nothing_is_told)
{
	ask_call("GET", LIMITS, "", "");
	ck_assert_int_eq(ask.status, 401);
	ck_assert_str_eq(ask.body, NO_SESSION);
	ck_assert_ptr_null(ask_header("Sforce-Limit-Info"));
	strcpy(ask.token, "00D000000000001!x");
	ask_call("GET", DATA "/none", "", "");
	ck_assert_int_eq(ask.status, 401);
	ck_assert_str_eq(ask.body, NO_SESSION);
	ask.token[0] = '\0';
	ask_call("GET", LIMITS, "Authorization: Basic eDp4\r\n", "");
	ck_assert_int_eq(ask.status, 401);
	ck_assert_ptr_nonnull(strstr(ask.body, "INVALID_AUTH_HEADER"));
}
END_TEST

START_TEST(a_token_lives_two_hours_after_its_last_use)
{
	ask_sign_in();
	ask_clock("+119m");
	ask_call("GET", LIMITS, "", "");
	ck_assert_int_eq(ask.status, 200);
	ask_clock("+119m");
	ask_call("GET", LIMITS, "", "");
	ck_assert_int_eq(ask.status, 200);
	ask_clock("+121m");
	ask_call("GET", LIMITS, "", "");
	ck_assert_str_eq(ask.body, NO_SESSION);
}
END_TEST

START_TEST(a_revoked_token_is_no_good)
{
	char	form[512];

	ask_sign_in();
	snprintf(form, sizeof form, "token=%s", ask.token);
	ask_form("/services/oauth2/revoke", form);
	ck_assert_int_eq(ask.status, 200);
	ask_call("GET", LIMITS, "", "");
	ck_assert_str_eq(ask.body, NO_SESSION);
	ask_form("/services/oauth2/revoke", form);
	ck_assert_str_eq(ask.body, ERROR("invalid_token", "invalid token"));
}
END_TEST

START_TEST(who_is_signed_in_can_be_asked)
{
	char	path[128];

	ask_sign_in();
	ask_call("GET", "/services/oauth2/userinfo", "", "");
	snprintf(path, sizeof path, "/id/" SANDBOX_ORG_ID "/%s",
	    ask_member("user_id"));
	ck_assert_str_eq(ask_member("organization_id"), SANDBOX_ORG_ID);
	ck_assert_str_eq(ask_member("preferred_username"), SANDBOX_USER);
	ask_call("GET", path, "", "");
	ck_assert_str_eq(ask_member("username"), SANDBOX_USER);
	ask_call("GET", "/id/" SANDBOX_ORG_ID "/005000000000009AAA", "", "");
	ck_assert_int_eq(ask.status, 404);
	ask.token[0] = '\0';
	ask_call("GET", "/services/oauth2/userinfo", "", "");
	ck_assert_int_eq(ask.status, 401);
}
END_TEST

#define ENVELOPE(user, password) "<?xml version=\"1.0\"?>" \
	"<env:Envelope xmlns:env=\"http://schemas.xmlsoap.org/soap/" \
	"envelope/\"><env:Body><n1:login " \
	"xmlns:n1=\"urn:partner.soap.sforce.com\"><n1:username>" user \
	"</n1:username><n1:password>" password "</n1:password></n1:login>" \
	"</env:Body></env:Envelope>"

static void
ask_soap(const char *version, const char *body)
{
	char	path[64];

	snprintf(path, sizeof path, "/services/Soap/u/%s", version);
	ask_call("POST", path, "Content-Type: text/xml\r\n"
	    "SOAPAction: login\r\n", body);
}

START_TEST(soap_signs_in)
{
	const char	*id;
	char		 url[128];

	ask_soap("59.0", ENVELOPE(SANDBOX_USER, "&#115;andbox&#x54;OKEN"));
	ck_assert_int_eq(ask.status, 200);
	snprintf(url, sizeof url, "<serverUrl>%s/services/Soap/u/59.0/"
	    "00D000000000001</serverUrl>", sandbox_url(ask.sandbox));
	ck_assert_ptr_nonnull(strstr(ask.body, url));
	id = strstr(ask.body, "<sessionId>") + 11;
	snprintf(ask.token, sizeof ask.token, "%.*s", (int)strcspn(id, "<"),
	    id);
	ask_call("GET", LIMITS, "", "");
	ck_assert_int_eq(ask.status, 200);
}
END_TEST

static const struct { const char *version, *body, *says; } soaps[] = {
	{ "59.0", ENVELOPE(SANDBOX_USER, "wrong"),
	    "<sf:exceptionCode>INVALID_LOGIN</sf:exceptionCode>"
	    "<sf:exceptionMessage>Invalid username, password, security "
	    "token; or user locked out.</sf:exceptionMessage>" },
	{ "59.0", ENVELOPE("nobody", "sandbox"),
	    "<sf:exceptionCode>INVALID_LOGIN<" },
	{ "59.0", "", "<sf:exceptionCode>INVALID_LOGIN<" },
	{ "59.0", "<username", "<sf:exceptionCode>INVALID_LOGIN<" },
	{ "59.0", "<username>x", "<sf:exceptionCode>INVALID_LOGIN<" },
	{ "65.0", ENVELOPE(SANDBOX_USER, "sandbox"),
	    "<sf:exceptionCode>UNSUPPORTED_API_VERSION<" },
};

START_TEST(soap_says_why_not)
{
	ask_soap(soaps[_i].version, soaps[_i].body);
	ck_assert_int_eq(ask.status, 500);
	ck_assert_ptr_nonnull(strstr(ask.body, soaps[_i].says));
}
END_TEST

#define USER "{\"id\":\"005000000000009\",\"username\":\"u\"," \
	"\"password\":\"p\",\"active\":false}"
static const struct { const char *users, *says; } documents[] = {
	{ "[", "sandbox: users: line 1: this is not JSON; look for a "
	    "missing comma, quote or bracket here or just before" },
	{ "{\"user\":[]}", "sandbox: The document has no setting \"user\". "
	    "There are: org, session_minutes, users, clients." },
	{ "{}", "sandbox: \"users\" is missing: a list with at least one "
	    "entry." },
	{ "{\"users\":[{\"id\":\"001000000000001\",\"username\":\"u\","
	    "\"password\":\"p\"}]}", "sandbox: \"001000000000001\" is not "
	    "the id of a user: 15 or 18 characters that begin with 005." },
	{ "{\"users\":[{\"username\":\"u\"}]}", "sandbox: A user wants "
	    "\"username\" and \"password\"." },
	{ "{\"users\":[" USER "],\"clients\":[{\"id\":\"c\",\"secret\":"
	    "\"s\",\"run_as\":\"x\"}]}", "sandbox: Client \"c\" runs as "
	    "\"x\", and there is no such user." },
	{ "{\"users\":[" USER "],\"clients\":[{\"id\":\"c\",\"secret\":"
	    "\"s\",\"key\":\"x\"}]}", "sandbox: The key of client \"c\" is "
	    "not a certificate or public key in PEM form." },
	{ "{\"org\":\"x\",\"users\":[" USER "]}", "sandbox: \"x\" is not "
	    "the id of an org: 15 or 18 characters that begin with 00D." },
	{ "{\"session_minutes\":0}", "sandbox: \"session_minutes\" wants a "
	    "number from 1 to 1000000." },
};

START_TEST(a_bad_list_of_users_says_why)
{
	struct err	err = { 0 };

	ck_assert_ptr_null(sandbox_start(&(struct sandbox_options){
	    .users = documents[_i].users }, &err));
	assert_err(&err, ERR_RULE, documents[_i].says);
}
END_TEST

START_TEST(a_user_is_one_of_the_org)
{
	char	path[128];

	ask_start(&(struct sandbox_options){ .users = "{\"users\":["
	    "{\"id\":\"005000000000009\",\"username\":\"u@x.example\","
	    "\"password\":\"p\"}],\"clients\":[{\"id\":\""
	    SANDBOX_CLIENT "\",\"secret\":\"" SANDBOX_SECRET "\","
	    "\"run_as\":\"u@x.example\"}]}" });
	ask_sign_in();
	ck_assert_ptr_nonnull(strstr(ask.body, "/005000000000009AAA\""));
	ask_json("POST", DATA "/sobjects/Account", "{\"Name\":\"Acme\"}");
	ck_assert_msg(ask.status == 201, "%s", ask.body);
	snprintf(path, sizeof path, DATA "/sobjects/Account/%s",
	    ask_member("id"));
	ask_call("GET", path, "", "");
	ck_assert_str_eq(ask_member("OwnerId"), "005000000000009AAA");
}
END_TEST

START_TEST(other_users_may_be_given)
{
	ask_start(&(struct sandbox_options){ .users = "{\"users\":[" USER
	    "],\"clients\":[{\"id\":\"c\",\"secret\":\"s\","
	    "\"run_as\":\"u\"}],\"session_minutes\":1}" });
	ask_form(TOKEN, "grant_type=client_credentials&client_id=c"
	    "&client_secret=s");
	ck_assert_str_eq(ask.body, ERROR("inactive_user",
	    "user is inactive"));
	ask_form(TOKEN, "grant_type=client_credentials" SECRET);
	ck_assert_str_eq(ask.body, ERROR("invalid_client_id",
	    "client identifier invalid"));
}
END_TEST

TCase *
test_sandbox_auth(void)
{
	TCase *tc = tcase_create("sandbox_auth");

	tcase_set_timeout(tc, 60);
	tcase_add_unchecked_fixture(tc, make_key, drop_key);
	tcase_add_checked_fixture(tc, open_sandbox, ask_stop);
	tcase_add_loop_test(tc, each_way_leads_to_a_token, 0,
	    COUNT(good));
	tcase_add_test(tc, a_client_may_prove_itself_by_a_header);
	tcase_add_loop_test(tc, a_wrong_way_says_why, 0,
	    COUNT(bad));
	tcase_add_test(tc, ten_wrong_passwords_lock_the_user);
	tcase_add_test(tc, a_signed_assertion_leads_to_a_token);
	tcase_add_loop_test(tc, an_assertion_that_is_wrong_says_why, 0,
	    COUNT(jwts));
	tcase_add_test(tc, another_key_does_not_sign_in);
	tcase_add_test(tc, without_a_good_token_nothing_is_told);
	tcase_add_test(tc, a_token_lives_two_hours_after_its_last_use);
	tcase_add_test(tc, a_revoked_token_is_no_good);
	tcase_add_test(tc, who_is_signed_in_can_be_asked);
	tcase_add_test(tc, soap_signs_in);
	tcase_add_loop_test(tc, soap_says_why_not, 0,
	    COUNT(soaps));
	tcase_add_loop_test(tc, a_bad_list_of_users_says_why, 0,
	    COUNT(documents));
	tcase_add_test(tc, a_user_is_one_of_the_org);
	tcase_add_test(tc, other_users_may_be_given);
	return tc;
}

/* SPDX-License-Identifier: MIT */
#include "precept/bind.h"
#include "precept/ruleset.h"
#include "support.h"

/* What a declared connection is; what is found in one: cases/check. */

static struct arena	*arena;
static struct bind	*bind;
static struct ruleset	*set;

static void
open_all(void)
{
	struct err	err = { 0 };

	arena = arena_new();
	bind = bind_open(NULL, &err);
	ck_assert_msg(bind != NULL, "%s", err.text);
}

static void
close_all(void)
{
	ruleset_forget(set);
	set = NULL;
	bind_close(bind);
	arena_free(arena);
}

static void
make(const char *text)
{
	static struct diags	 diags;
	struct catalog		*c = catalog_make(arena);
	struct decl_top		*tops = NULL;
	struct err		 err = { 0 };

	assert_ok(catalog_add_shipped(c, &err), &err);
	diags_init(&diags, arena);
	bind_load(bind, "rules/a.lua", slice_of(text), arena, &diags, &tops);
	set = ruleset_make(arena, &diags, c, bind, ".", tops);
	ck_assert_uint_eq(diags.errors, 0);
}

START_TEST(a_connection_is_what_was_declared)
{
	const struct connection	*c;

	make("connection 'crm' { kind = 'salesforce', sign_in = 'password', "
	    "login = 'https://crm.my.salesforce.com/', version = '59.0', "
	    "client_id = 'id', client_secret = secret 's', username = 'u', "
	    "password = secret 'p', ca_file = 'ca.pem', connections = 3, "
	    "budget = { calls = 500, leave = '12.5 %' } }");
	c = connection_find(set->connections, SLICE("crm"));
	ck_assert_ptr_nonnull(c);
	ck_assert_str_eq(c->name, "crm");
	ck_assert_str_eq(c->kind, "salesforce");
	ck_assert_int_eq(c->sign_in, SIGN_IN_PASSWORD);
	ck_assert_str_eq(c->login, "https://crm.my.salesforce.com");
	ck_assert_str_eq(c->client_id, "id");
	ck_assert_str_eq(c->username, "u");
	ck_assert_str_eq(c->client_secret, "s");
	ck_assert_str_eq(c->password, "p");
	ck_assert_str_eq(c->version, "59.0");
	ck_assert_str_eq(c->ca_file, "ca.pem");
	ck_assert_int_eq(c->connections, 3);
	ck_assert_int_eq(c->budget.calls, 500);
	ck_assert_double_eq(c->budget.leave, 0.125);
	ck_assert_ptr_null(c->key);
	ck_assert_ptr_null(c->refresh_token);
}
END_TEST

START_TEST(what_is_not_said_has_a_value)
{
	const struct connection	*c;

	make("connection 'a' { kind = 'salesforce', client_id = 'id', "
	    "username = 'u', key = secret 'k' } connection 'b' { kind = "
	    "'salesforce', sign_in = 'refresh', client_id = 'id', "
	    "refresh_token = secret 'r' } rule 'r' { source = "
	    "'salesforce.Account', show = { 'Id' }, budget = { calls = 7 }, "
	    "actions = { export_file { path = 'x.csv' } } }");
	c = connection_find(set->connections, SLICE("a"));
	ck_assert_int_eq(c->sign_in, SIGN_IN_JWT);
	ck_assert_str_eq(c->login, "https://login.salesforce.com");
	ck_assert_str_eq(c->key, "k");
	ck_assert_str_eq(c->version, "62.0");
	ck_assert_ptr_null(c->audience);
	ck_assert_int_eq(c->connections, 5);
	ck_assert_int_eq(c->budget.calls, -1);
	ck_assert_double_eq(c->budget.leave, 0);
	ck_assert_str_eq(c->next->name, "b");
	ck_assert_ptr_null(c->next->next);
	ck_assert_ptr_null(connection_find(c, SLICE("c")));
	ck_assert_int_eq(set->rules[0]->budget.calls, 7);
}
END_TEST

static const struct { const char *url, *host; } addresses[] = {
	{ "https://login.salesforce.com", "login.salesforce.com" },
	{ "https://a.my.salesforce.com:8443/", "a.my.salesforce.com" },
	{ "http://127.0.0.1:80", "127.0.0.1" },
	{ "http://localhost", "localhost" },
	{ "https://[2001:db8::1]:443", "[2001:db8::1]" },
	{ "https://", NULL }, { "https:///", NULL }, { "", NULL },
	{ "https://a b", NULL }, { "https://a/b", NULL },
	{ "https://a?b", NULL }, { "https://a#", NULL },
	{ "https://a:", NULL }, { "https://a:x", NULL },
	{ "https://a:123456", NULL }, { "https://a@b", NULL },
	{ "https://[::1", NULL }, { "https://[]", NULL },
	{ "http://127.0.0.1.example.com", NULL },
	{ "http://localhost.example.com", NULL },
	{ "http://127.0.0.2", NULL }, { "ftp://a", NULL },
	{ "https://a\r\nX: y", NULL }
};

START_TEST(an_address_is_a_host)
{
	struct slice	 host;
	const char	*wrong = connection_address(
			    slice_of(addresses[_i].url), &host);

	if (addresses[_i].host == NULL)
		ck_assert_ptr_nonnull(wrong);
	else {
		ck_assert_ptr_null(wrong);
		assert_slice(host, addresses[_i].host);
	}
}
END_TEST

TCase *
test_connection(void)
{
	TCase	*tc = tcase_create("connection");

	tcase_add_checked_fixture(tc, open_all, close_all);
	tcase_add_test(tc, a_connection_is_what_was_declared);
	tcase_add_test(tc, what_is_not_said_has_a_value);
	tcase_add_loop_test(tc, an_address_is_a_host, 0,
	    (int)COUNT(addresses));
	return tc;
}

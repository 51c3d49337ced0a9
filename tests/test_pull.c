/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <sys/stat.h>

#include "precept/file.h"
#include "precept/pull.h"
#include "precept/sandbox.h"
#include "support.h"

/* Schemas of the sandbox's org into a workspace, and what rules say to it. */

static struct sandbox	*sandbox;
static struct workspace	 w;
static struct pull	*list;
static struct err	 err;
static size_t		 count;
static const char	*dir;

static void
start(const char *field)
{
	char	text[2000];

	err = (struct err){ 0 };
	unsetenv("CREDENTIALS_DIRECTORY");
	sandbox = sandbox_start(&(struct sandbox_options){ 0 }, &err);
	ck_assert_msg(sandbox != NULL, "%s", err.text);
	snprintf(text, sizeof text, "connection \"salesforce\" { kind = "
	    "\"salesforce\", login = \"%s\", sign_in = "
	    "\"client_credentials\", client_id = \"" SANDBOX_CLIENT "\", "
	    "client_secret = secret \"sf\" }\nrule \"r\" { source = "
	    "\"salesforce.Account\", show = { \"Id\", x = \"%s\", who = "
	    "\"Owner.Name\" }, actions = { export_file { path = \"o.csv\" } "
	    "} }\n", sandbox_url(sandbox), field);
	support_file("rules/a.lua", text);
	chmod(support_file("secrets/sf", SANDBOX_SECRET), 0600);
	assert_ok(workspace_open(&w, dir, NULL, 0, WORKSPACE_READ, &err),
	    &err);
}

static void
make_folders(void)
{
	static const char *const names[] = { "rules", "secrets", "schema" };
	struct arena		*a = arena_new();

	dir = support_folder();
	for (size_t i = 0; i < COUNT(names); i++)
		mkdir(file_join(a, dir, names[i]), 0700);
	arena_free(a);
}

static void
stop(void)
{
	workspace_close(&w);
	sandbox_stop(sandbox);
}

static void
fetch(void)
{
	assert_ok(pull_fetch(&w, NULL, 0, &list, &count, &err), &err);
	ck_assert_uint_eq(count, 2);
	ck_assert_str_eq(list[0].object, "Account");
	ck_assert_str_eq(list[1].object, "User");
}

START_TEST(what_rules_use_is_pulled_once)
{
	struct diags	diags;

	make_folders();
	start("Name");
	fetch();
	assert_ok(pull_write(&w, list, count, &err), &err);
	ck_assert(file_exists(list[0].path));
	assert_ok(pull_check(&w, list, count, &diags, &err), &err);
	ck_assert_uint_eq(diags.errors, 0);
	workspace_close(&w);
	assert_ok(workspace_open(&w, dir, NULL, 0, WORKSPACE_READ, &err),
	    &err);
	fetch();
	for (size_t i = 0; i < count; i++)
		ck_assert_uint_eq(list[i].count, 0);
	stop();
}
END_TEST

START_TEST(a_rule_that_breaks_is_found)
{
	struct diags	diags;

	make_folders();
	support_file("schema/salesforce.Account.json", "{ \"object\": "
	    "\"Account\", \"fields\": [\n{ \"name\": \"Id\", \"type\": "
	    "\"id\", \"flags\": [\"id\"] },\n{ \"name\": \"Gone__c\", "
	    "\"type\": \"integer\" },\n{ \"name\": \"OwnerId\", \"type\": "
	    "\"id\", \"refers\": [\"User\"], \"relation\": \"Owner\" } ] }");
	start("Gone__c");
	fetch();
	ck_assert_int_eq(list[0].diffs[list[0].count - 1].sign, '-');
	ck_assert_str_eq(list[0].diffs[list[0].count - 1].field, "Gone__c");
	assert_ok(pull_check(&w, list, count, &diags, &err), &err);
	ck_assert_uint_eq(diags.errors, 1);
	ck_assert_str_eq(diags.first->code, "P107");
	ck_assert_str_eq(diags.first->at.file, "rules/a.lua");
	ck_assert_int_eq(diags.first->at.line, 2);
	ck_assert_uint_eq(w.diags.errors, 0);
	stop();
}
END_TEST

TCase *
test_pull(void)
{
	TCase	*tc = tcase_create("pull");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, what_rules_use_is_pulled_once);
	tcase_add_test(tc, a_rule_that_breaks_is_found);
	return tc;
}

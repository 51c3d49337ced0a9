/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <sys/stat.h>

#include "precept/file.h"
#include "precept/prepare.h"
#include "precept/pull.h"
#include "precept/sandbox.h"
#include "salesforce_prepare.h"
#include "sandbox_ask.h"

/* The fields that a rule lacks into the sandbox's org, whatever happens. */

static struct workspace	 w;
static struct prepare	*list;
static size_t		 count;
static struct err	 err;
static const char	*dir;
static char		 text[6000];

/* Fields of the file in.csv, and what goes where. */
static void
open_rule(const char *fields, const char *keys, const char *map)
{
	snprintf(text, sizeof text, "connection \"salesforce\" { kind = "
	    "\"salesforce\", login = \"%s\", sign_in = "
	    "\"client_credentials\", client_id = \"" SANDBOX_CLIENT "\", "
	    "client_secret = secret \"sf\" }\n"
	    "rule \"r\" {\n  source = csv { path = \"in.csv\", fields = { %s "
	    "} },\n  show = { \"id\", \"x\", \"y\" },\n  actions = { "
	    "load_to_sfdc { object = \"Account\", operation = \"%s\", "
	    "keys = { \"%s\" },\n    map = { %s } } } }\n",
	    sandbox_url(ask.sandbox), fields, strcmp(keys, "Id") == 0 ?
	    "update" : "upsert", keys, map);
	support_file("rules/a.lua", text);
	chmod(support_file("secrets/sf", SANDBOX_SECRET), 0600);
	err = (struct err){ 0 };
	assert_ok(workspace_open(&w, dir, NULL, 0, WORKSPACE_READ, &err),
	    &err);
}

#define TWO "id = \"id\", x = \"decimal(7,1)\", y = \"text(80)\""
#define MAP "Id = \"id\", Wellness__c = \"x\", Mood_of_Day__c = \"y\""

static void
start(void)
{
	static const char *const names[] = { "rules", "secrets", "schema" };
	struct arena		*a = arena_new();

	salesforce_prepare_ms = 2000;
	dir = support_folder();
	for (size_t i = 0; i < COUNT(names); i++)
		mkdir(file_join(a, dir, names[i]), 0700);
	arena_free(a);
	unsetenv("CREDENTIALS_DIRECTORY");
	support_file("in.csv", "id,x,y\n");
	ask_start(&(struct sandbox_options){ 0 });
	ask_sign_in();
}

static void
stop(void)
{
	workspace_close(&w);
	ask_stop();
}

static void
find(void)
{
	assert_ok(prepare_list(&w, (const struct rule *const *)
	    w.rules->rules, w.rules->count, &list, &count, &err), &err);
}

static void
again(void)
{
	workspace_close(&w);
	open_rule(TWO, "Id", MAP);
	find();
}

/* "+Wellness__c Number(7,1) Wellness" */
static const char *
shown(void)
{
	static char	 out[2000];
	static const char signs[] = "+~=!";
	size_t		 n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < list[i].count; k++) {
			const struct prepare_field *f = &list[i].fields[k];

			n += (size_t)snprintf(out + n, sizeof out - n,
			    "%c%s %s\n", signs[f->how], f->name,
			    f->how == PREPARE_NOT ? f->why :
			    prepare_type(f, w.arena));
		}
	return out;
}

static size_t
records(const char *soql)
{
	char	path[1000];

	snprintf(path, sizeof path, "/services/data/v62.0%s", soql);
	ask_call("GET", path, "", "");
	ck_assert_int_eq(ask.status, 200);
	return (size_t)atoi(strstr(ask.body, "\"totalSize\":") + 12);
}

static void
check_done(void)
{
	struct diags	diags;

	ck_assert_uint_eq(records("/query?q=SELECT+Id+FROM+Account+WHERE+"
	    "Wellness__c=null+AND+Mood_of_Day__c=null"), 0);
	ck_assert_uint_eq(records("/tooling/query?q=SELECT+Id+FROM+"
	    "CustomField+WHERE+DeveloperName+IN+('Wellness','Mood_of_Day')"),
	    2);
	ck_assert_uint_eq(records("/query?q=SELECT+Id+FROM+PermissionSet+"
	    "WHERE+Name='Precept'"), 1);
	ck_assert_uint_eq(records("/query?q=SELECT+Id+FROM+FieldPermissions"),
	    2);
	again();
	ck_assert_uint_eq(count, 0);
	ck_assert_uint_eq(w.diags.errors, 0);
	assert_ok(pull_check(&w, NULL, 0, &diags, &err), &err);
}

START_TEST(fields_are_made_shown_and_known)
{
	open_rule(TWO, "Id", MAP);
	ck_assert_uint_eq(w.diags.errors, 2);
	find();
	ck_assert_str_eq(shown(), "+Wellness__c Number(7,1)\n"
	    "+Mood_of_Day__c Text(80)\n");
	ck_assert_str_eq(list[0].fields[1].label, "Mood of Day");
	ck_assert_int_eq(list[0].fields[0].at.line, 6);
	assert_ok(prepare_do(&w, list, count, &err), &err);
	check_done();
}
END_TEST

/* The k-th call from here breaks; a second run does the rest. */
START_TEST(what_was_broken_off_is_taken_up)
{
	char	fault[100];
	bool	ok;

	open_rule(TWO, "Id", MAP);
	find();
	snprintf(fault, sizeof fault, "on *: error 400 SOME_ERROR \"no\" "
	    "after %d calls once", _i);
	ask_faults(fault);
	ok = prepare_do(&w, list, count, &err);
	ask_call("DELETE", "/sandbox/faults", "", "");
	err = (struct err){ 0 };
	again();
	if (!ok)
		assert_ok(prepare_do(&w, list, count, &err), &err);
	check_done();
}
END_TEST

static const char *const posts[] = { "/tooling/sobjects/CustomField",
	"/sobjects/PermissionSet", "/sobjects/PermissionSetAssignment",
	"/sobjects/FieldPermissions" };

START_TEST(a_lost_answer_makes_nothing_twice)
{
	char	fault[200];

	open_rule(TWO, "Id", MAP);
	find();
	snprintf(fault, sizeof fault, "on POST %s: reset after processing "
	    "once", posts[_i]);
	ask_faults(fault);
	assert_ok(prepare_do(&w, list, count, &err), &err);
	check_done();
}
END_TEST

START_TEST(a_hidden_field_is_shown_and_not_made)
{
	ask_json("POST", "/services/data/v62.0/tooling/sobjects/CustomField",
	    "{\"FullName\":\"Account.Wellness__c\",\"Metadata\":{\"label\":"
	    "\"W\",\"type\":\"Number\",\"precision\":7,\"scale\":1}}");
	ck_assert_int_eq(ask.status, 201);
	open_rule(TWO, "Id", MAP);
	find();
	ck_assert_str_eq(shown(), "~Wellness__c Number(7,1)\n"
	    "+Mood_of_Day__c Text(80)\n");
	assert_ok(prepare_do(&w, list, count, &err), &err);
	check_done();
}
END_TEST

static const struct { const char *fault, *want; } rights[] = {
	{ "on POST /tooling/**: error 403 INSUFFICIENT_ACCESS \"no access\"",
	    "Account.Wellness__c: connection 'salesforce': its user may not "
	    "make custom fields (INSUFFICIENT_ACCESS, no access): give it "
	    "the permission \"Customize Application\" in Setup, or let "
	    "somebody who has it run 'precept prepare'" },
	{ "on POST /sobjects/PermissionSet: error 400 "
	    "INSUFFICIENT_ACCESS_OR_READONLY \"no access\"",
	    "connection 'salesforce': its user may not make permission sets "
	    "(INSUFFICIENT_ACCESS_OR_READONLY, no access): give it the "
	    "permission \"Manage Profiles and Permission Sets\" in Setup, or "
	    "let somebody who has it run 'precept prepare'" },
	{ "on POST /sobjects/PermissionSetAssignment: error 400 "
	    "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY \"no access\"",
	    "connection 'salesforce': its user may not assign permission "
	    "sets (INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY, no "
	    "access): give it the permission \"Assign Permission Sets\" in "
	    "Setup, or let somebody who has it run 'precept prepare'" },
	{ "hide field Account.Mood_of_Day__c",
	    "connection 'salesforce': Account.Mood_of_Day__c is made and "
	    "granted, but after 0 seconds the org does not yet describe it "
	    "as one that may be written: run 'precept prepare' again later; "
	    "if that does not help, look at the field's security in Setup" },
};

START_TEST(what_the_user_lacks_is_named)
{
	salesforce_prepare_ms = 500;
	open_rule(TWO, "Id", MAP);
	find();
	ask_faults(rights[_i].fault);
	ck_assert(!prepare_do(&w, list, count, &err));
	ck_assert_str_eq(err.text, rights[_i].want);
	ask_call("DELETE", "/sandbox/faults", "", "");
	err = (struct err){ 0 };
	again();
	assert_ok(prepare_do(&w, list, count, &err), &err);
	check_done();
}
END_TEST

#define XY(x, y) "id = \"id\", x = \"" x "\", y = \"" y "\""

/* Types in the file, and of the fields that come of them. */
static const struct { const char *x, *want; } kinds[] = {
	{ "text",		"Text(255)" },
	{ "text(300)",		"LongTextArea(300)" },
	{ "text(200000)",	"LongTextArea(131072)" },
	{ "boolean",		"Checkbox" },
	{ "integer",		"Number(18,0)" },
	{ "number",		"Number(18,2)" },
	{ "decimal(38,10)",	"Number(18,10)" },
	{ "date",		"Date" },
	{ "datetime",		"DateTime" },
	{ "id",			"Text(18)" },
	{ "picklist",		"Text(255)" },
};

START_TEST(each_kind_has_its_field)
{
	char	fields[300], want[100];

	snprintf(fields, sizeof fields, "id = \"id\", y = \"text\", x = "
	    "\"%s\"", kinds[_i].x);
	open_rule(fields, "Id", "Id = \"id\", Wellness__c = \"x\"");
	find();
	snprintf(want, sizeof want, "+Wellness__c %s\n", kinds[_i].want);
	ck_assert_str_eq(shown(), want);
	assert_ok(prepare_do(&w, list, count, &err), &err);
	workspace_close(&w);
	open_rule(fields, "Id", "Id = \"id\", Wellness__c = \"x\"");
	find();
	ck_assert_uint_eq(count, 0);
}
END_TEST

START_TEST(a_key_becomes_an_external_id)
{
	open_rule(XY("text(40)", "text"), "Pendo_Key__c",
	    "Pendo_Key__c = \"x\", Name = \"y\"");
	find();
	ck_assert_str_eq(shown(), "+Pendo_Key__c Text(40), external id\n");
	assert_ok(prepare_do(&w, list, count, &err), &err);
	workspace_close(&w);
	open_rule(XY("text(40)", "text"), "Pendo_Key__c",
	    "Pendo_Key__c = \"x\", Name = \"y\"");
	ck_assert_uint_eq(w.diags.errors, 0);
}
END_TEST

START_TEST(what_cannot_be_made_is_said)
{
	open_rule(TWO, "Id", "Id = \"id\", Moodd = \"x\", JBCXM__Mood__c = "
	    "\"y\", Mood___c = \"y\", [\"Mo'od__c\"] = \"y\", Nil__c = "
	    "\"null\", Oops__c = \"nothing\"");
	find();
	ck_assert_str_eq(shown(), "!Moodd is no custom field (its name does "
	    "not end in __c): standard fields are not made; it does not "
	    "exist, or field-level security hides it from the user\n"
	    "!JBCXM__Mood__c belongs to the package 'JBCXM': install it, or "
	    "give the user its permission set\n"
	    "!Mood___c is no name that Salesforce takes: before __c it takes "
	    "up to 40 letters, digits and single underscores, a letter "
	    "first\n"
	    "!Mo'od__c is no name that Salesforce takes: before __c it takes "
	    "up to 40 letters, digits and single underscores, a letter "
	    "first\n"
	    "!Nil__c would be of a type that is not known, as what goes into "
	    "it has none: mend the rule first\n"
	    "!Oops__c would be of a type that is not known, as what goes "
	    "into it has none: mend the rule first\n");
	assert_ok(prepare_do(&w, list, count, &err), &err);
	ck_assert_uint_eq(prepare_count(list, count, PREPARE_NOT), 6);
	ck_assert_uint_eq(records("/query?q=SELECT+Id+FROM+PermissionSet+"
	    "WHERE+Name='Precept'"), 0);
}
END_TEST

START_TEST(what_rules_may_not_write_is_not_made)
{
	char	*body;

	open_rule(TWO, "Id", MAP);
	body = strstr(text, "sign_in");
	memmove(body + 48, body, strlen(body) + 1);
	memcpy(body, "writes = { Account = { \"Well*\", \"Name\" } },     ",
	    48);
	support_file("rules/a.lua", text);
	workspace_close(&w);
	assert_ok(workspace_open(&w, dir, NULL, 0, WORKSPACE_READ, &err),
	    &err);
	find();
	ck_assert_str_eq(shown(), "+Wellness__c Number(7,1)\n"
	    "!Mood_of_Day__c is nothing that rules may write: 'writes' of "
	    "the connection does not list it\n");
}
END_TEST

START_TEST(two_rules_get_a_field_that_holds_both)
{
	char	*end;

	open_rule("id = \"id\", x = \"decimal(5,2)\", y = \"text(80)\"", "Id",
	    "Id = \"id\", A__c = \"x\", B__c = \"y\", C__c = \"x\"");
	end = text + strlen(text);
	snprintf(end, sizeof text - (size_t)(end - text), "rule \"s\" { source "
	    "= csv { path = \"in.csv\", fields = { id = \"id\", x = "
	    "\"decimal(6,1)\", y = \"text(200)\" } }, show = { \"id\", \"x\", "
	    "\"y\" }, actions = { load_to_sfdc { object = \"Account\", "
	    "operation = \"update\", keys = { \"Id\" }, map = { Id = \"id\", "
	    "A__c = \"x\", B__c = \"y\", C__c = \"y\" } } } }\n");
	support_file("rules/a.lua", text);
	workspace_close(&w);
	assert_ok(workspace_open(&w, dir, NULL, 0, WORKSPACE_READ, &err),
	    &err);
	find();
	ck_assert_str_eq(shown(), "+A__c Number(7,2)\n+B__c Text(200)\n"
	    "!C__c is to be Number(5,2) for rule 'r' and Text(200) for rule "
	    "'s': let both give it one type\n");
}
END_TEST

TCase *
test_prepare(void)
{
	TCase	*tc = tcase_create("prepare");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_test(tc, fields_are_made_shown_and_known);
	tcase_add_loop_test(tc, what_was_broken_off_is_taken_up, 0, 13);
	tcase_add_loop_test(tc, a_lost_answer_makes_nothing_twice, 0,
	    COUNT(posts));
	tcase_add_test(tc, a_hidden_field_is_shown_and_not_made);
	tcase_add_loop_test(tc, what_the_user_lacks_is_named, 0,
	    COUNT(rights));
	tcase_add_loop_test(tc, each_kind_has_its_field, 0, COUNT(kinds));
	tcase_add_test(tc, a_key_becomes_an_external_id);
	tcase_add_test(tc, what_cannot_be_made_is_said);
	tcase_add_test(tc, what_rules_may_not_write_is_not_made);
	tcase_add_test(tc, two_rules_get_a_field_that_holds_both);
	return tc;
}

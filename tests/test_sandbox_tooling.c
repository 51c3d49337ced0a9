/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "org_write.h"
#include "precept/clock.h"
#include "request.h"
#include "routes.h"
#include "support.h"

/* Custom fields by the Tooling API, and who sees them: answers, whole. */

static struct sandbox	 sandbox;
static struct request	 request;
static char		 admin[19];
static struct err	 err;

static void
open_org(void)
{
	/* It is 2026-08-01T00:00:00Z. */
	sandbox = (struct sandbox){ .base = "http://127.0.0.1",
	    .clock_shift = INT64_C(1785542400000000) - clock_now() };
	sandbox.org = org_open(&sandbox, NULL, NULL, &err);
	ck_assert_msg(sandbox.org != NULL, "%s", err.text);
	ck_assert(org_user(sandbox.org, ORG_ADMIN, admin));
	ck_assert(request_begin(&request, &sandbox, "GET", "/"));
}

static void
close_org(void)
{
	request_end(&request);
	org_close(sandbox.org);
}

/* "/sobjects/…" below v62.0; "201 {…}" */
static const char *
call(const char *method, const char *path, const char *body)
{
	struct text	 all;
	static char	*kept;

	request_end(&request);
	text_init(&all, SIZE_MAX / 4);
	text_printf(&all, "/services/data/v62.0%s", path);
	ck_assert(request_begin(&request, &sandbox, method, all.ptr));
	request.user = admin;
	request.body = slice_of(body);
	routes_run(&request);
	text_clear(&all);
	text_printf(&all, "%d", request.status);
	if (request.out.len > 0) {
		text_char(&all, ' ');
		text_add(&all, request.out.ptr, request.out.len);
	}
	mem_free(kept);
	kept = text_take(&all);
	return kept;
}

/* The id in the last answer. */
static const char *
id_of(const char *answer)
{
	static char	id[19];
	const char	*at = strstr(answer, "\"id\":\"");

	ck_assert_msg(at != NULL, "%s", answer);
	memcpy(id, at + 6, 18);
	return id;
}

#define FIELDS "/tooling/sobjects/CustomField"
#define HEALTH "{\"FullName\":\"Account.Health__c\",\"Metadata\":{" \
	"\"label\":\"Health\",\"type\":\"Number\",\"precision\":5," \
	"\"scale\":1,\"inlineHelpText\":\"of the account\"}}"
#define ERROR(status, text, code, field)				\
	status " [{\"message\":\"" text "\",\"errorCode\":\"" code	\
	"\",\"fields\":[\"" field "\"]}]"
#define QUERY "/query?q=SELECT+Health__c+FROM+Account"
#define HIDDEN "400 [{\"message\":\"\\nSELECT Health__c FROM Account\\n" \
	"       ^\\nERROR at Row:1:Column:8\\nNo such column 'Health__c' on " \
	"entity 'Account'. If you are attempting to use a custom field, be " \
	"sure to append the '__c' after the custom field name. Please " \
	"reference your WSDL or the describe call for the appropriate " \
	"names.\",\"errorCode\":\"INVALID_FIELD\"}]"

static void
make_health(void)
{
	const char	*made = call("POST", FIELDS, HEALTH);

	ck_assert_msg(strncmp(made, "201 {\"id\":\"00N", 14) == 0, "%s",
	    made);
	ck_assert_str_eq(made + 29, "\",\"success\":true,\"errors\":[],"
	    "\"warnings\":[],\"infos\":[]}");
}

START_TEST(a_field_is_made_once_and_found)
{
	char		id[19], want[600];
	struct text	path;

	make_health();
	ck_assert_str_eq(call("POST", FIELDS, HEALTH), ERROR("400",
	    "There is already a field named Health on Account.",
	    "DUPLICATE_DEVELOPER_NAME", "DeveloperName"));
	memcpy(id, strstr(call("GET", "/tooling/query?q=SELECT+Id,"
	    "DeveloperName,TableEnumOrId+FROM+CustomField+WHERE+"
	    "DeveloperName='Health'+AND+TableEnumOrId='Account'", ""),
	    "\"Id\":\"") + 6, 18);
	id[18] = '\0';
	snprintf(want, sizeof want, "{\"totalSize\":1,\"done\":true,"
	    "\"records\":[{\"attributes\":{\"type\":\"CustomField\",\"url\":"
	    "\"/services/data/v62.0/tooling/sobjects/CustomField/%s\"},"
	    "\"Id\":\"%s\",\"DeveloperName\":\"Health\","
	    "\"TableEnumOrId\":\"Account\"}]}", id, id);
	ck_assert_str_eq(request.out.ptr, want);
	text_init(&path, 200);
	text_printf(&path, FIELDS "/%s", id);
	ck_assert_ptr_nonnull(strstr(call("GET", path.ptr, ""),
	    ",\"FullName\":\"Account.Health__c\",\"InlineHelpText\":"
	    "\"of the account\",\"Length\":null,\"Precision\":5,"
	    "\"Scale\":1,\"IsDeleted\":false,"));
	ck_assert_str_eq(strstr(request.out.ptr, ",\"Metadata\""),
	    ",\"Metadata\":{\"label\":\"Health\",\"type\":\"Number\","
	    "\"precision\":5,\"scale\":1,\"required\":false,"
	    "\"externalId\":false,\"unique\":false,"
	    "\"inlineHelpText\":\"of the account\"}}");
	text_free(&path);
}
END_TEST

/* With FieldPermissions in a permission set that the admin has. */
static void
grant(bool edit)
{
	struct text	body;
	char		set[19];

	strcpy(set, id_of(call("POST", "/sobjects/PermissionSet",
	    "{\"Name\":\"Access\",\"Label\":\"Access\"}")));
	text_init(&body, 400);
	text_printf(&body, "{\"ParentId\":\"%s\",\"SobjectType\":\"Account\","
	    "\"Field\":\"Account.Health__c\",\"PermissionsRead\":true,"
	    "\"PermissionsEdit\":%s}", set, edit ? "true" : "false");
	ck_assert_int_eq(atoi(call("POST", "/sobjects/FieldPermissions",
	    body.ptr)), 201);
	ck_assert_str_eq(call("GET", QUERY, ""), HIDDEN);
	text_clear(&body);
	text_printf(&body, "{\"AssigneeId\":\"%s\",\"PermissionSetId\":"
	    "\"%s\"}", admin, set);
	ck_assert_int_eq(atoi(call("POST",
	    "/sobjects/PermissionSetAssignment", body.ptr)), 201);
	ck_assert_ptr_nonnull(strstr(call("POST",
	    "/sobjects/PermissionSetAssignment", body.ptr),
	    "\"errorCode\":\"DUPLICATE_VALUE\""));
	text_free(&body);
}

#define NEW "{\"Name\":\"Acme\",\"Health__c\":12.5}"

START_TEST(a_new_field_is_hidden_until_it_is_granted)
{
	make_health();
	ck_assert_str_eq(call("GET", QUERY, ""), HIDDEN);
	ck_assert_ptr_null(strstr(call("GET", "/sobjects/Account/describe",
	    ""), "\"name\":\"Health__c\""));
	ck_assert_int_eq(atoi(call("POST", "/sobjects/Account", NEW)), 400);
	grant(false);
	ck_assert_int_eq(atoi(call("GET", QUERY, "")), 200);
	ck_assert_ptr_nonnull(strstr(call("POST", "/sobjects/Account", NEW),
	    "INVALID_FIELD_FOR_INSERT_UPDATE"));
}
END_TEST

START_TEST(a_granted_field_is_written_and_read)
{
	make_health();
	grant(true);
	ck_assert_int_eq(atoi(call("POST", "/sobjects/Account", NEW)), 201);
	ck_assert_ptr_nonnull(strstr(call("GET", QUERY, ""),
	    "\"Health__c\":12.5}"));
}
END_TEST

START_TEST(a_field_goes_with_its_values_and_grants)
{
	struct text	path;

	text_init(&path, 100);
	text_printf(&path, FIELDS "/%s", id_of(call("POST", FIELDS,
	    HEALTH)));
	grant(true);
	ck_assert_str_eq(call("PATCH", path.ptr, "{\"FullName\":"
	    "\"Account.Health__c\",\"Metadata\":{\"label\":\"Well\",\"type\":"
	    "\"Number\",\"precision\":7,\"scale\":1}}"), "204");
	ck_assert_ptr_nonnull(strstr(call("GET", "/sobjects/Account/describe",
	    ""), "\"label\":\"Well\""));
	ck_assert_str_eq(call("DELETE", path.ptr, ""), "204");
	ck_assert_str_eq(call("GET", QUERY, ""), HIDDEN);
	ck_assert_str_eq(call("GET", path.ptr, ""), "404 [{\"message\":\"The "
	    "requested resource does not exist\",\"errorCode\":"
	    "\"NOT_FOUND\"}]");
	ck_assert_ptr_nonnull(strstr(call("GET", "/query?q=SELECT+Id+FROM+"
	    "FieldPermissions", ""), "\"totalSize\":0"));
	make_health();
	ck_assert_str_eq(call("GET", QUERY, ""), HIDDEN);
	text_free(&path);
}
END_TEST

START_TEST(the_tooling_objects_are_not_among_the_others)
{
	ck_assert_ptr_null(strstr(call("GET", "/sobjects", ""),
	    "CustomField"));
	ck_assert_int_eq(atoi(call("GET", "/sobjects/CustomField", "")), 404);
	ck_assert_ptr_nonnull(strstr(call("GET", "/query?q=SELECT+Id+FROM+"
	    "CustomField", ""), "sObject type 'CustomField' is not"));
	ck_assert_ptr_nonnull(strstr(call("GET", "/tooling/query?q=SELECT+"
	    "Id+FROM+Account", ""), "sObject type 'Account' is not"));
	ck_assert_int_eq(atoi(call("POST", "/tooling/sobjects/Account",
	    "{}")), 404);
}
END_TEST

/* Kinds of fields: what is behind the label, and what describe says. */
static const struct { const char *more, *type; } kinds[] = {
	{ "\"Text\",\"length\":80", "string" },
	{ "\"Text\",\"length\":80,\"externalId\":true,\"unique\":true,"
	    "\"caseSensitive\":false", "string" },
	{ "\"Number\",\"precision\":18,\"scale\":0", "double" },
	{ "\"Currency\",\"precision\":18,\"scale\":2", "currency" },
	{ "\"Percent\",\"precision\":5,\"scale\":2", "percent" },
	{ "\"Checkbox\",\"defaultValue\":\"false\"", "boolean" },
	{ "\"Checkbox\",\"defaultValue\":true", "boolean" },
	{ "\"Date\"", "date" },
	{ "\"DateTime\"", "datetime" },
	{ "\"Time\"", "time" },
	{ "\"Phone\"", "phone" },
	{ "\"Email\"", "email" },
	{ "\"Url\"", "url" },
	{ "\"Picklist\",\"valueSet\":{\"restricted\":true,"
	    "\"valueSetDefinition\":{\"sorted\":false,\"value\":[{"
	    "\"fullName\":\"Hot\",\"label\":\"Hot\",\"default\":false}]}}",
	    "picklist" },
	{ "\"MultiselectPicklist\",\"visibleLines\":4,\"valueSet\":{"
	    "\"valueSetDefinition\":{\"sorted\":false,\"value\":[{"
	    "\"fullName\":\"A\",\"label\":\"A\",\"default\":false}]}}",
	    "multipicklist" },
	{ "\"TextArea\"", "textarea" },
	{ "\"LongTextArea\",\"length\":32768,\"visibleLines\":3",
	    "textarea" },
	{ "\"Html\",\"length\":32768,\"visibleLines\":10", "textarea" },
	{ "\"EncryptedText\",\"length\":40", "encryptedstring" },
	{ "\"Lookup\",\"referenceTo\":\"Contact\",\"relationshipName\":"
	    "\"Xs\"", "reference" },
};

START_TEST(every_kind_of_field_is_made)
{
	const struct org_object	*account = org_object(sandbox.org,
				    SLICE("Account"));
	struct text		 body;

	text_init(&body, 1000);
	text_printf(&body, "{\"FullName\":\"Account.X__c\",\"Metadata\":{"
	    "\"label\":\"X\",\"type\":%s}}", kinds[_i].more);
	ck_assert_msg(atoi(call("POST", FIELDS, body.ptr)) == 201, "%s",
	    request.out.ptr);
	ck_assert_str_eq(org_type_word(org_field(account,
	    SLICE("X__c"))->type), kinds[_i].type);
	text_free(&body);
}
END_TEST

#define META(name, type) "{\"FullName\":\"" name "\",\"Metadata\":{" \
	"\"label\":\"X\",\"type\":" type "}}"
#define BAD_NAME(name) ERROR("400", "The custom field API name you provided " \
	name " is invalid. It begins with a letter, has letters, digits and " \
	"single underscores, at most 40 of them, and ends in __c",	\
	"FIELD_INTEGRITY_EXCEPTION", "FullName")
#define INTEGRITY(text, field) ERROR("400", text,			\
	"FIELD_INTEGRITY_EXCEPTION", field)

static const struct { const char *body, *want; } refused[] = {
	{ "{\"Metadata\":{}}", ERROR("400",
	    "Required fields are missing: [FullName]",
	    "REQUIRED_FIELD_MISSING", "FullName") },
	{ "{\"FullName\":\"Account.X__c\"}", ERROR("400",
	    "Required fields are missing: [Metadata]",
	    "REQUIRED_FIELD_MISSING", "Metadata") },
	{ META("Nothing.X__c", "\"Date\""), ERROR("400", "Entity Enumeration "
	    "Or ID: bad value for restricted picklist field: Nothing",
	    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "TableEnumOrId") },
	{ META("X__c", "\"Date\""), INTEGRITY("Invalid FullName: X__c",
	    "FullName") },
	{ META("Account.X", "\"Date\""), BAD_NAME("X") },
	{ META("Account.1X__c", "\"Date\""), BAD_NAME("1X__c") },
	{ META("Account.X__Y__c", "\"Date\""), BAD_NAME("X__Y__c") },
	{ META("Account.X___c", "\"Date\""), BAD_NAME("X___c") },
	{ META("Account.X__c", "\"Text\""), INTEGRITY("Must specify "
	    "'length' for a CustomField of type Text", "length") },
	{ META("Account.X__c", "\"Text\",\"length\":256"), INTEGRITY(
	    "Invalid 'length' for a CustomField of type Text: it is from 1 "
	    "to 255", "length") },
	{ META("Account.X__c", "\"Number\",\"precision\":19,\"scale\":0"),
	    INTEGRITY("Invalid 'precision' for a CustomField of type Number: "
	    "it is from 1 to 18", "precision") },
	{ META("Account.X__c", "\"Number\",\"precision\":2,\"scale\":3"),
	    INTEGRITY("Invalid 'scale' for a CustomField of type Number: it "
	    "is from 0 to 2", "scale") },
	{ META("Account.X__c", "\"Checkbox\""), INTEGRITY("Must specify "
	    "'defaultValue' for a CustomField of type Checkbox",
	    "defaultValue") },
	{ META("Account.X__c", "\"Date\",\"externalId\":true"), INTEGRITY(
	    "Can not specify 'externalId' for a CustomField of type Date",
	    "externalId") },
	{ META("Account.X__c", "\"Picklist\""), INTEGRITY("Must specify "
	    "'valueSet' for a CustomField of type Picklist", "valueSet") },
	{ META("Account.X__c", "\"Lookup\",\"referenceTo\":\"Nope\""),
	    INTEGRITY("referenceTo value of 'Nope' does not resolve to a "
	    "valid sObject type", "referenceTo") },
	{ META("Account.X__c", "\"Fancy\""), "400 [{\"message\":\"Cannot "
	    "deserialize instance of FieldType from VALUE_STRING value Fancy "
	    "or request may be missing a required field\",\"errorCode\":"
	    "\"JSON_PARSER_ERROR\"}]" },
};

START_TEST(what_is_no_field_is_refused)
{
	ck_assert_str_eq(call("POST", FIELDS, refused[_i].body),
	    refused[_i].want);
	ck_assert_ptr_nonnull(strstr(call("GET", "/tooling/query?q=SELECT+"
	    "COUNT()+FROM+CustomField+WHERE+DeveloperName='X'", ""),
	    "\"totalSize\":0"));
}
END_TEST

TCase *
test_sandbox_tooling(void)
{
	TCase	*tc = tcase_create("sandbox_tooling");

	tcase_add_checked_fixture(tc, open_org, close_org);
	tcase_add_test(tc, a_field_is_made_once_and_found);
	tcase_add_test(tc, a_new_field_is_hidden_until_it_is_granted);
	tcase_add_test(tc, a_granted_field_is_written_and_read);
	tcase_add_test(tc, a_field_goes_with_its_values_and_grants);
	tcase_add_test(tc, the_tooling_objects_are_not_among_the_others);
	tcase_add_loop_test(tc, every_kind_of_field_is_made, 0,
	    COUNT(kinds));
	tcase_add_loop_test(tc, what_is_no_field_is_refused, 0,
	    COUNT(refused));
	return tc;
}

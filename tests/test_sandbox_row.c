/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "org_write.h"
#include "precept/clock.h"
#include "request.h"
#include "routes.h"
#include "support.h"

/* Records over HTTP, one and many: status and body, whole. */

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
call_with(const char *method, const char *path, const char *body,
    const char *header)
{
	struct text	 all;
	static char	*kept;

	request_end(&request);
	text_init(&all, SIZE_MAX / 4);
	text_printf(&all, "/services/data/v62.0%s", path);
	ck_assert(request_begin(&request, &sandbox, method, all.ptr));
	if (header != NULL)
		request_add_header(&request, (struct slice){ header,
		    strcspn(header, ":") }, slice_of(strchr(header, ':') +
		    2));
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

static const char *
call(const char *method, const char *path, const char *body)
{
	return call_with(method, path, body, NULL);
}

#define ONE "001Sb0000000001IAA"
#define TWO "001Sb0000000002IAA"

START_TEST(a_row_is_made_read_changed_and_deleted)
{
	ck_assert_str_eq(call("POST", "/sobjects/Account",
	    "{\"Name\":\"Acme\",\"BillingCity\":\"Bonn\","
	    "\"AnnualRevenue\":12500000}"),
	    "201 {\"id\":\"" ONE "\",\"success\":true,\"errors\":[]}");
	ck_assert_str_eq(call("GET", "/sobjects/Account/001Sb0000000001"
	    "?fields=Name,AnnualRevenue,BillingAddress,phone", ""),
	    "200 {\"attributes\":{\"type\":\"Account\",\"url\":"
	    "\"/services/data/v62.0/sobjects/Account/" ONE "\"},"
	    "\"Name\":\"Acme\",\"AnnualRevenue\":1.25E7,\"BillingAddress\":"
	    "{\"city\":\"Bonn\",\"country\":null,\"geocodeAccuracy\":null,"
	    "\"latitude\":null,\"longitude\":null,\"postalCode\":null,"
	    "\"state\":null,\"street\":null},\"Phone\":null,\"Id\":\"" ONE
	    "\"}");
	ck_assert_str_eq(call("PATCH", "/sobjects/Account/" ONE,
	    "{\"attributes\":{\"type\":\"Account\"},\"Phone\":\"1\","
	    "\"BillingCity\":null}"), "204");
	ck_assert_str_eq(call("GET", "/sobjects/Account/" ONE
	    "?fields=Phone,BillingAddress", ""),
	    "200 {\"attributes\":{\"type\":\"Account\",\"url\":"
	    "\"/services/data/v62.0/sobjects/Account/" ONE "\"},"
	    "\"Phone\":\"1\",\"BillingAddress\":null,\"Id\":\"" ONE "\"}");
	ck_assert_str_eq(call("DELETE", "/sobjects/Account/" ONE, ""),
	    "204");
	ck_assert_str_eq(call("DELETE", "/sobjects/Account/" ONE, ""),
	    "404 [{\"message\":\"entity is deleted\",\"errorCode\":"
	    "\"ENTITY_IS_DELETED\"}]");
	ck_assert_str_eq(call("GET", "/sobjects/Account/" ONE, ""),
	    "404 [{\"message\":\"entity is deleted\",\"errorCode\":"
	    "\"ENTITY_IS_DELETED\"}]");
}
END_TEST

#define NOT_FOUND "404 [{\"message\":\"The requested resource does not " \
	"exist\",\"errorCode\":\"NOT_FOUND\"}]"

static const struct { const char *method, *path, *body, *want; } refused[] = {
	{ "GET", "/sobjects/Nothing", "", NOT_FOUND },
	{ "GET", "/sobjects/Account/" ONE, "", NOT_FOUND },
	{ "GET", "/sobjects/Account/003Sb0000000001IAA", "", NOT_FOUND },
	{ "GET", "/sobjects/Account/badid", "", "404 [{\"message\":"
	    "\"Provided external ID field does not exist or is not "
	    "accessible: badid\",\"errorCode\":\"NOT_FOUND\"}]" },
	{ "PATCH", "/sobjects/Account/" ONE, "{}", NOT_FOUND },
	{ "PATCH", "/sobjects/Account/Key__c/1", "{}", "404 [{\"message\":"
	    "\"Provided external ID field does not exist or is not "
	    "accessible: Key__c\",\"errorCode\":\"NOT_FOUND\"}]" },
	{ "POST", "/sobjects/Account", "", "400 [{\"message\":\"The HTTP "
	    "entity body is required, but this request has no entity "
	    "body.\",\"errorCode\":\"JSON_PARSER_ERROR\"}]" },
	{ "POST", "/sobjects/Account", "{\"Name\":", "400 [{\"message\":"
	    "\"it ends where a value is missing at [line:1, column:9]\","
	    "\"errorCode\":\"JSON_PARSER_ERROR\"}]" },
	{ "POST", "/sobjects/Account", "{\"Name\":\"A\",\n \"Rating\":"
	    "\"Hot\",\n \"Renewal_Date__c\": \"X\"}", "400 [{\"message\":"
	    "\"Cannot deserialize instance of date from VALUE_STRING value "
	    "X or request may be missing a required field at [line:3, "
	    "column:21]\",\"errorCode\":\"JSON_PARSER_ERROR\"}]" },
	{ "POST", "/sobjects/Account", "{\"Name\":null}", "400 [{\"message\":"
	    "\"Required fields are missing: [Name]\",\"errorCode\":"
	    "\"REQUIRED_FIELD_MISSING\",\"fields\":[\"Name\"]}]" },
	{ "POST", "/sobjects/Account", "{\"Name\":\"A\",\"Sic\":"
	    "\"123456789012345678901\",\"Site\":{\"a\":1}}", "400 "
	    "[{\"message\":\"Cannot deserialize instance of string from "
	    "START_OBJECT value { or request may be missing a required field "
	    "at [line:1, column:50]\",\"errorCode\":\"JSON_PARSER_ERROR\"}]" },
	{ "POST", "/sobjects/Opportunity", "{\"Name\":\"A\"}", "400 "
	    "[{\"message\":\"Required fields are missing: [StageName, "
	    "CloseDate]\",\"errorCode\":\"REQUIRED_FIELD_MISSING\","
	    "\"fields\":[\"StageName\",\"CloseDate\"]}]" },
	{ "GET", "/sobjects/Account/" ONE "?fields=Name,Nme", "",
	    "400 [{\"message\":\"No such column 'Nme' on entity 'Account'. "
	    "If you are attempting to use a custom field, be sure to append "
	    "the '__c' after the custom field name. Please reference your "
	    "WSDL or the describe call for the appropriate names.\","
	    "\"errorCode\":\"INVALID_FIELD\"}]" },
};

START_TEST(what_cannot_be_done_is_refused_in_the_platforms_words)
{
	ck_assert_str_eq(call(refused[_i].method, refused[_i].path,
	    refused[_i].body), refused[_i].want);
}
END_TEST

static void
add_key(unsigned flags)
{
	struct org_field	f = { .name = "Key__c", .label = "Key",
				    .type = ORG_STRING, .length = 20,
				    .flags = ORG_CREATEABLE |
				    ORG_UPDATEABLE | ORG_FILTERABLE |
				    ORG_EXTERNAL | flags };

	assert_ok(org_add_field(sandbox.org, org_object(sandbox.org,
	    slice_of("Account")), &f, &err), &err);
}

/* As an admin does it, by the API. */
static void
grant_key(void)
{
	char	body[300];

	ck_assert_str_eq(call("POST", "/sobjects/PermissionSet",
	    "{\"Name\":\"Access\",\"Label\":\"Access\"}"),
	    "201 {\"id\":\"0PSSb0000000002OAA\",\"success\":true,"
	    "\"errors\":[]}");
	call("POST", "/sobjects/FieldPermissions", "{\"ParentId\":"
	    "\"0PSSb0000000002OAA\",\"SobjectType\":\"Account\",\"Field\":"
	    "\"Account.Key__c\",\"PermissionsRead\":true,"
	    "\"PermissionsEdit\":true}");
	ck_assert_int_eq(request.status, 201);
	snprintf(body, sizeof body, "{\"AssigneeId\":\"%s\","
	    "\"PermissionSetId\":\"0PSSb0000000002OAA\"}", admin);
	call("POST", "/sobjects/PermissionSetAssignment", body);
	ck_assert_int_eq(request.status, 201);
	call("POST", "/sobjects/PermissionSetAssignment", body);
	ck_assert_int_eq(request.status, 400);
}

START_TEST(a_row_is_found_by_its_external_id)
{
	add_key(0);
	grant_key();
	ck_assert_str_eq(call("PATCH", "/sobjects/Account/Key__c/k",
	    "{\"Name\":\"A\"}"), "201 {\"id\":\"" ONE "\",\"success\":true,"
	    "\"errors\":[],\"created\":true}");
	ck_assert_str_eq(call("PATCH", "/sobjects/Account/Key__c/k",
	    "{\"Name\":\"B\"}"), "200 {\"id\":\"" ONE "\",\"success\":true,"
	    "\"errors\":[],\"created\":false}");
	ck_assert_str_eq(call("GET", "/sobjects/Account/Key__c/k"
	    "?fields=Name", ""), "200 {\"attributes\":{\"type\":\"Account\","
	    "\"url\":\"/services/data/v62.0/sobjects/Account/" ONE "\"},"
	    "\"Name\":\"B\",\"Id\":\"" ONE "\"}");
	ck_assert_str_eq(call("PATCH", "/sobjects/Account/Key__c/l"
	    "?updateOnly=true", "{\"Name\":\"B\"}"), NOT_FOUND);
	call("POST", "/sobjects/Account", "{\"Name\":\"C\",\"Key__c\":"
	    "\"K\",\"Parent\":{\"Key__c\":\"k\"}}");
	ck_assert_int_eq(request.status, 201);
	ck_assert_str_eq(call("GET", "/sobjects/Account/" TWO
	    "?fields=ParentId", ""), "200 {\"attributes\":{\"type\":"
	    "\"Account\",\"url\":\"/services/data/v62.0/sobjects/Account/"
	    TWO "\"},\"ParentId\":\"" ONE "\",\"Id\":\"" TWO "\"}");
	ck_assert_str_eq(call("PATCH", "/sobjects/Account/Key__c/k",
	    "{\"Name\":\"B\"}"), "300 [\"/services/data/v62.0/sobjects/"
	    "Account/" ONE "\",\"/services/data/v62.0/sobjects/Account/" TWO
	    "\"]");
	call("DELETE", "/sobjects/Account/" TWO, "");
	ck_assert_str_eq(call("DELETE", "/sobjects/Account/Key__c/K", ""),
	    "204");
}
END_TEST

START_TEST(describe_shows_a_field_once_it_is_granted)
{
	char		 since[80] = "If-Modified-Since: ";
	const char	*last;

	add_key(ORG_UNIQUE);
	ck_assert(strstr(call("GET", "/sobjects/Account/describe", ""),
	    "Key__c") == NULL);
	last = request_pair(((struct request_own *)request.own)->answer,
	    "Last-Modified");
	strncat(since, last, sizeof since - strlen(since) - 1);
	ck_assert_str_eq(call_with("GET", "/sobjects/Account/describe", "",
	    since), "304");
	grant_key();
	ck_assert(strstr(call_with("GET", "/sobjects/Account/describe", "",
	    since), "{\"name\":\"Key__c\",\"type\":\"string\",\"soapType\":"
	    "\"xsd:string\",\"label\":\"Key\",\"length\":20,"
	    "\"byteLength\":60,\"precision\":0,\"scale\":0,\"digits\":0,"
	    "\"nillable\":true,\"createable\":true,\"updateable\":true,"
	    "\"defaultedOnCreate\":false,\"calculated\":false,"
	    "\"autoNumber\":false,\"custom\":true,\"externalId\":true,"
	    "\"idLookup\":true,\"unique\":true,\"caseSensitive\":false,") !=
	    NULL);
}
END_TEST

static const struct { const char *path, *part; } described[] = {
	{ "/sobjects", "{\"encoding\":\"UTF-8\",\"maxBatchSize\":200,"
	    "\"sobjects\":[{\"name\":\"User\"" },
	{ "/sobjects", "{\"name\":\"JBCXM__CustomerInfo__c\",\"label\":"
	    "\"Customer Info\",\"labelPlural\":\"Customer Infos\","
	    "\"keyPrefix\":\"a01\",\"custom\":true," },
	{ "/sobjects/account", "{\"objectDescribe\":{\"name\":\"Account\","
	    "\"label\":\"Account\",\"labelPlural\":\"Accounts\","
	    "\"keyPrefix\":\"001\",\"custom\":false,\"customSetting\":false,"
	    "\"queryable\":true,\"createable\":true," },
	{ "/sobjects/Account", "\"urls\":{\"sobject\":\"/services/data/"
	    "v62.0/sobjects/Account\",\"describe\":\"/services/data/v62.0/"
	    "sobjects/Account/describe\",\"rowTemplate\":\"/services/data/"
	    "v62.0/sobjects/Account/{ID}\"}},\"recentItems\":[]}" },
	{ "/sobjects/Account/describe", "{\"name\":\"AnnualRevenue\","
	    "\"type\":\"currency\",\"soapType\":\"xsd:double\",\"label\":"
	    "\"Annual Revenue\",\"length\":0,\"byteLength\":0,"
	    "\"precision\":18,\"scale\":2,\"digits\":0,\"nillable\":true," },
	{ "/sobjects/Account/describe", "\"picklistValues\":[{\"active\":"
	    "true,\"defaultValue\":false,\"label\":\"Hot\",\"validFor\":"
	    "null,\"value\":\"Hot\"}," },
	{ "/sobjects/Account/describe", "\"referenceTo\":[\"User\"],"
	    "\"relationshipName\":\"Owner\"" },
	{ "/sobjects/Account/describe", "{\"cascadeDelete\":true,"
	    "\"childSObject\":\"Contact\",\"deprecatedAndHidden\":false,"
	    "\"field\":\"AccountId\",\"junctionIdListNames\":[],"
	    "\"junctionReferenceTo\":[],\"relationshipName\":\"Contacts\"," },
};

START_TEST(objects_describe_themselves)
{
	const char	*got = call("GET", described[_i].path, "");

	ck_assert_int_eq(request.status, 200);
	ck_assert_msg(strstr(got, described[_i].part) != NULL, "%s", got);
}
END_TEST

START_TEST(what_changed_is_listed)
{
	call("POST", "/sobjects/Account", "{\"Name\":\"A\"}");
	call("POST", "/sobjects/Account", "{\"Name\":\"B\"}");
	call("DELETE", "/sobjects/Account/" TWO, "");
	ck_assert_str_eq(call("GET", "/sobjects/Account/updated?start="
	    "2026-07-31T00:00:00Z&end=2026-08-02T00:00:00%2B00:00", ""),
	    "200 {\"ids\":[\"" ONE "\"],\"latestDateCovered\":"
	    "\"2026-08-02T00:00:00.000+0000\"}");
	ck_assert_str_eq(call("GET", "/sobjects/Account/deleted/?start="
	    "2026-07-31T00:00:00Z&end=2026-08-02T00:00:00Z", "")[0] == '2' ?
	    strstr(request.out.ptr, "\"latest") : "", "\"latestDateCovered\""
	    ":\"2026-08-02T00:00:00.000+0000\"}");
	ck_assert(strstr(call("GET", "/sobjects/Account/updated?"
	    "start=2000-01-01T00:00:00Z&end=2100-01-01T00:00:00Z", ""),
	    "INVALID_REPLICATION_DATE") != NULL);
}
END_TEST

TCase *
test_sandbox_row(void)
{
	TCase	*tc = tcase_create("sandbox_row");

	tcase_add_checked_fixture(tc, open_org, close_org);
	tcase_add_test(tc, a_row_is_made_read_changed_and_deleted);
	tcase_add_loop_test(tc,
	    what_cannot_be_done_is_refused_in_the_platforms_words, 0,
	    COUNT(refused));
	tcase_add_test(tc, a_row_is_found_by_its_external_id);
	tcase_add_test(tc, describe_shows_a_field_once_it_is_granted);
	tcase_add_loop_test(tc, objects_describe_themselves, 0,
	    COUNT(described));
	tcase_add_test(tc, what_changed_is_listed);
	return tc;
}

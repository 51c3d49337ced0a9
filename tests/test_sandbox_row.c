/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "faults.h"
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
static bool		 faulty;	/* calls meet faults */

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
	if (faulty)
		faults_meet(&request, false);
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
	    "404 [{\"message\":\"The requested resource does not exist\","
	    "\"errorCode\":\"NOT_FOUND\"}]");
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

#define BOTH "{\"attributes\":{\"type\":\"Account\"},\"Name\":\"A\"}," \
	"{\"attributes\":{\"type\":\"Account\"},\"Phone\":\"1\"}"
#define MISSING "{\"success\":false,\"errors\":[{\"statusCode\":" \
	"\"REQUIRED_FIELD_MISSING\",\"message\":\"Required fields are " \
	"missing: [Name]\",\"fields\":[\"Name\"]}]}"
#define DONE(id) "{\"id\":\"" id "\",\"success\":true,\"errors\":[]}"

START_TEST(a_bad_row_leaves_the_others_alone)
{
	ck_assert_str_eq(call("POST", "/composite/sobjects",
	    "{\"allOrNone\":false,\"records\":[" BOTH "]}"),
	    "200 [" DONE(ONE) "," MISSING "]");
	ck_assert_str_eq(call("PATCH", "/composite/sobjects",
	    "{\"records\":[{\"attributes\":{\"type\":\"Account\"},\"id\":\""
	    ONE "\",\"Phone\":\"2\"},{\"attributes\":{\"type\":\"Account\"},"
	    "\"id\":\"001\",\"Phone\":\"2\"},{\"attributes\":{\"type\":"
	    "\"Account\"},\"Phone\":\"2\"}]}"),
	    "200 [" DONE(ONE) ",{\"success\":false,\"errors\":[{"
	    "\"statusCode\":\"MALFORMED_ID\",\"message\":\"Account ID: id "
	    "value of incorrect type: 001\",\"fields\":[\"Id\"]}]},"
	    "{\"success\":false,\"errors\":[{\"statusCode\":"
	    "\"MISSING_ARGUMENT\",\"message\":\"Id not specified in an "
	    "update call\",\"fields\":[\"Id\"]}]}]");
	ck_assert_str_eq(call("GET", "/composite/sobjects/Account?ids=" ONE
	    "," TWO "&fields=Phone", ""), "200 [{\"attributes\":{\"type\":"
	    "\"Account\",\"url\":\"/services/data/v62.0/sobjects/Account/"
	    ONE "\"},\"Phone\":\"2\",\"Id\":\"" ONE "\"},null]");
	ck_assert_str_eq(call("POST", "/composite/sobjects/Account",
	    "{\"ids\":[\"" TWO "\"],\"fields\":[\"Phone\",\"Id\"]}"),
	    "200 [null]");
	ck_assert_str_eq(call("DELETE", "/composite/sobjects?ids=" ONE ","
	    TWO, ""), "200 [" DONE(ONE) ",{\"success\":false,\"errors\":[{"
	    "\"statusCode\":\"INVALID_CROSS_REFERENCE_KEY\",\"message\":"
	    "\"invalid cross reference id\",\"fields\":[]}]}]");
}
END_TEST

START_TEST(all_or_none_is_none_when_one_row_is_bad)
{
	ck_assert_str_eq(call("POST", "/composite/sobjects",
	    "{\"allOrNone\":true,\"records\":[" BOTH "]}"),
	    "200 [{\"success\":false,\"errors\":[{\"statusCode\":"
	    "\"ALL_OR_NONE_OPERATION_ROLLED_BACK\",\"message\":\"Record "
	    "rolled back because not all records were valid and the request "
	    "was using AllOrNone header\",\"fields\":[]}]}," MISSING "]");
	ck_assert_str_eq(call("GET", "/sobjects/Account/" ONE, ""),
	    NOT_FOUND);
	ck_assert_str_eq(call("POST", "/composite/sobjects",
	    "{\"records\":[" BOTH ",{\"attributes\":{\"type\":\"Account\"},"
	    "\"Name\":\"B\",\"foo\":1}]}"), "400 [{\"message\":\"No such "
	    "column 'foo' on sobject of type Account\",\"errorCode\":"
	    "\"INVALID_FIELD\"}]");
}
END_TEST

START_TEST(many_rows_are_found_by_an_external_id)
{
	add_key(0);
	grant_key();
	ck_assert_str_eq(call("PATCH", "/composite/sobjects/Account/Key__c",
	    "{\"records\":[{\"attributes\":{\"type\":\"Account\"},"
	    "\"Key__c\":\"a\",\"Name\":\"A\"},{\"attributes\":{\"type\":"
	    "\"Account\"},\"Name\":\"B\"}]}"), "200 [{\"id\":\"" ONE "\","
	    "\"success\":true,\"errors\":[],\"created\":true},"
	    "{\"success\":false,\"errors\":[{\"statusCode\":"
	    "\"MISSING_ARGUMENT\",\"message\":\"Key__c not specified\","
	    "\"fields\":[\"Key__c\"]}]}]");
	ck_assert_str_eq(call("PATCH", "/composite/sobjects/Account/Key__c",
	    "{\"records\":[{\"attributes\":{\"type\":\"Account\"},"
	    "\"Key__c\":\"A\",\"Name\":\"B\"}]}"), "200 [{\"id\":\"" ONE
	    "\",\"success\":true,\"errors\":[],\"created\":false}]");
}
END_TEST

/* A body of `n` records of types that take turns. */
static const char *
many_records(size_t n, const char *one, const char *two)
{
	struct text	s;
	static char    *kept;

	text_init(&s, 1 << 20);
	text_string(&s, "{\"records\":[");
	for (size_t i = 0; i < n; i++)
		text_printf(&s, "%s{\"attributes\":{\"type\":\"%s\"},"
		    "\"LastName\":\"L\"}", i > 0 ? "," : "",
		    i % 2 == 0 ? one : two);
	text_string(&s, "]}");
	mem_free(kept);
	kept = text_take(&s);
	return kept;
}

START_TEST(a_call_has_its_limits)
{
	call("POST", "/composite/sobjects", many_records(200, "Contact",
	    "Contact"));
	ck_assert_int_eq(request.status, 200);
	ck_assert_str_eq(call("POST", "/composite/sobjects",
	    many_records(201, "Contact", "Contact")), "400 [{\"message\":"
	    "\"record limit reached. cannot submit more than 200 records "
	    "into this call\",\"errorCode\":\"EXCEEDED_ID_LIMIT\"}]");
	ck_assert_str_eq(call("POST", "/composite/sobjects",
	    many_records(11, "Contact", "Lead")), "400 [{\"message\":"
	    "\"Cannot have more than 10 chunks in a single operation. "
	    "Please rearrange the data to reduce chunking.\",\"errorCode\":"
	    "\"LIMIT_EXCEEDED\"}]");
	ck_assert_str_eq(call("POST", "/composite/sobjects",
	    many_records(1, "Nothing", "")), "400 [{\"message\":\"sObject "
	    "type 'Nothing' is not supported.\",\"errorCode\":"
	    "\"INVALID_TYPE\"}]");
}
END_TEST

START_TEST(calls_build_on_each_other)
{
	ck_assert_str_eq(call("POST", "/composite", "{\"compositeRequest\":["
	    "{\"method\":\"POST\",\"url\":\"/services/data/v62.0/sobjects/"
	    "Account\",\"referenceId\":\"a\",\"body\":{\"Name\":\"A\"}},"
	    "{\"method\":\"PATCH\",\"url\":\"/services/data/v62.0/sobjects/"
	    "Account/@{a.id}\",\"referenceId\":\"b\",\"body\":{\"Site\":"
	    "\"at @{a.id}\"}},"
	    "{\"method\":\"GET\",\"url\":\"/services/data/v62.0/sobjects/"
	    "Account/@{a.id}?fields=Site\",\"referenceId\":\"c\"},"
	    "{\"method\":\"GET\",\"url\":\"/services/data/v62.0/sobjects/"
	    "Account/@{a.ID}\",\"referenceId\":\"d\"}]}"),
	    "200 {\"compositeResponse\":[{\"body\":" DONE(ONE)
	    ",\"httpHeaders\":{\"Location\":\"/services/data/v62.0/sobjects/"
	    "Account/" ONE "\"},\"httpStatusCode\":201,\"referenceId\":"
	    "\"a\"},{\"body\":null,\"httpHeaders\":{},\"httpStatusCode\":"
	    "204,\"referenceId\":\"b\"},{\"body\":{\"attributes\":{"
	    "\"type\":\"Account\",\"url\":\"/services/data/v62.0/sobjects/"
	    "Account/" ONE "\"},\"Site\":\"at " ONE "\",\"Id\":\"" ONE
	    "\"},\"httpHeaders\":{},\"httpStatusCode\":200,"
	    "\"referenceId\":\"c\"},{\"body\":[{\"message\":\"Invalid "
	    "reference specified. No value for a.ID found in a\","
	    "\"errorCode\":\"PROCESSING_HALTED\"}],\"httpHeaders\":{},"
	    "\"httpStatusCode\":400,\"referenceId\":\"d\"}]}");
}
END_TEST

START_TEST(a_failed_call_takes_back_the_others)
{
	ck_assert_str_eq(call("POST", "/composite", "{\"allOrNone\":true,"
	    "\"compositeRequest\":["
	    "{\"method\":\"POST\",\"url\":\"/services/data/v62.0/sobjects/"
	    "Account\",\"referenceId\":\"a\",\"body\":{\"Name\":\"A\"}},"
	    "{\"method\":\"POST\",\"url\":\"/services/data/v62.0/sobjects/"
	    "Account\",\"referenceId\":\"b\",\"body\":{\"Name\":\"\"}}]}"),
	    "200 {\"compositeResponse\":[{\"body\":[{\"message\":\"The "
	    "transaction was rolled back since another operation in the same "
	    "transaction failed.\",\"errorCode\":\"PROCESSING_HALTED\"}],"
	    "\"httpHeaders\":{},\"httpStatusCode\":400,\"referenceId\":"
	    "\"a\"},{\"body\":[{\"message\":\"Required fields are missing: "
	    "[Name]\",\"errorCode\":\"REQUIRED_FIELD_MISSING\",\"fields\":["
	    "\"Name\"]}],\"httpHeaders\":{},\"httpStatusCode\":400,"
	    "\"referenceId\":\"b\"}]}");
	ck_assert_str_eq(call("GET", "/sobjects/Account/" ONE, ""),
	    NOT_FOUND);
}
END_TEST

START_TEST(a_batch_stops_if_it_is_told_to)
{
	ck_assert_str_eq(call("POST", "/composite/batch",
	    "{\"haltOnError\":true,\"batchRequests\":["
	    "{\"method\":\"POST\",\"url\":\"v62.0/sobjects/Account\","
	    "\"richInput\":{\"Name\":\"A\"}},"
	    "{\"method\":\"DELETE\",\"url\":\"v62.0/sobjects/Account/" ONE
	    "\"},{\"method\":\"GET\",\"url\":\"v62.0/sobjects/Nothing\"},"
	    "{\"method\":\"GET\",\"url\":\"v62.0/sobjects/Account\"}]}"),
	    "200 {\"hasErrors\":true,\"results\":[{\"statusCode\":201,"
	    "\"result\":" DONE(ONE) "},{\"statusCode\":204,\"result\":null},"
	    "{\"statusCode\":404,\"result\":[{\"message\":\"The requested "
	    "resource does not exist\",\"errorCode\":\"NOT_FOUND\"}]},"
	    "{\"statusCode\":412,\"result\":[{\"errorCode\":"
	    "\"BATCH_PROCESSING_HALTED\",\"message\":\"Batch processing "
	    "halted per request\"}]}]}");
	ck_assert_uint_eq(sandbox.api_used, 3);
}
END_TEST

#define TREE(name) "{\"records\":[{\"attributes\":{\"type\":\"Account\"," \
	"\"referenceId\":\"r1\"},\"Name\":\"A\",\"Contacts\":{\"records\":[" \
	"{\"attributes\":{\"type\":\"Contact\",\"referenceId\":\"r2\"}," \
	"\"LastName\":\"" name "\"}]}},{\"attributes\":{\"type\":" \
	"\"Account\",\"referenceId\":\"r3\"},\"Name\":\"B\"}]}"

START_TEST(a_tree_is_made_or_not)
{
	ck_assert_str_eq(call("POST", "/composite/tree/Account", TREE("")),
	    "400 {\"hasErrors\":true,\"results\":[{\"referenceId\":\"r2\","
	    "\"errors\":[{\"statusCode\":\"REQUIRED_FIELD_MISSING\","
	    "\"message\":\"Required fields are missing: [LastName]\","
	    "\"fields\":[\"LastName\"]}]}]}");
	ck_assert_str_eq(call("GET", "/sobjects/Account/" ONE, ""),
	    NOT_FOUND);
	ck_assert_str_eq(call("POST", "/composite/tree/Account",
	    TREE("L")), "201 {\"hasErrors\":false,\"results\":["
	    "{\"referenceId\":\"r1\",\"id\":\"001Sb0000000003IAA\"},"
	    "{\"referenceId\":\"r3\",\"id\":\"001Sb0000000004IAA\"},"
	    "{\"referenceId\":\"r2\",\"id\":\"003Sb0000000001IAA\"}]}");
	ck_assert_str_eq(call("GET", "/sobjects/Contact/"
	    "003Sb0000000001IAA?fields=AccountId", ""), "200 {"
	    "\"attributes\":{\"type\":\"Contact\",\"url\":\"/services/data/"
	    "v62.0/sobjects/Contact/003Sb0000000001IAA\"},\"AccountId\":"
	    "\"001Sb0000000003IAA\",\"Id\":\"003Sb0000000001IAA\"}");
}
END_TEST

START_TEST(a_row_that_is_locked_says_so)
{
	sandbox.faults = faults_new();
	assert_ok(faults_parse(sandbox.faults,
	    slice_of("on POST /composite/sobjects: lock row 2 once"), &err),
	    &err);
	for (int i = 0; i < 2; i++) {
		const char	*got;

		faulty = true;
		got = call("POST", "/composite/sobjects",
		    "{\"records\":[{\"attributes\":{\"type\":\"Account\"},"
		    "\"Name\":\"A\"},{\"attributes\":{\"type\":\"Account\"},"
		    "\"Name\":\"B\"}]}");
		ck_assert_int_eq(strstr(got, "UNABLE_TO_LOCK_ROW") != NULL,
		    i == 0);
		ck_assert(strstr(got, "\"success\":true") != NULL);
	}
	faulty = false;
	faults_free(sandbox.faults);
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
	tcase_add_test(tc, a_bad_row_leaves_the_others_alone);
	tcase_add_test(tc, all_or_none_is_none_when_one_row_is_bad);
	tcase_add_test(tc, many_rows_are_found_by_an_external_id);
	tcase_add_test(tc, a_call_has_its_limits);
	tcase_add_test(tc, calls_build_on_each_other);
	tcase_add_test(tc, a_failed_call_takes_back_the_others);
	tcase_add_test(tc, a_batch_stops_if_it_is_told_to);
	tcase_add_test(tc, a_tree_is_made_or_not);
	tcase_add_test(tc, a_row_that_is_locked_says_so);
	return tc;
}

/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "gainsight_ask.h"

/* The sandbox's Gainsight over HTTP: sign-in, objects, queries. */

#define call gainsight_ask
#define turn gainsight_ask_turn
#define KEY GAINSIGHT_KEY
#define JSON "Content-Type: application/json\r\n"
#define OK GAINSIGHT_OK
#define ERROR GAINSIGHT_ERROR
#define OBJECTS "/v1/data/objects/"
#define QUERY "/v1/data/objects/query/"

static void
open_tenant(void)
{
	ask_start(&(struct sandbox_options){
	    .now = INT64_C(1785542400000000) });	/* 2026-08-01 */
}

#define A "1P02SB000000000000000000000000000001"
#define B "1P02SB000000000000000000000000000002"
#define C "1P02SB000000000000000000000000000003"
#define USER "1P01SB000000000000000000000000000001"

static void
fill(void)
{
	open_tenant();
	ck_assert_str_eq(call("POST", OBJECTS "company",
	    "{\"records\":[{\"Name\":\"Acme\",\"Arr\":1200.5,\"Employees\":"
	    "120,\"RenewalDate\":\"2026-01-01\",\"Status\":\"Active\","
	    "\"Csm\":\"" USER "\",\"Tags\":[\"Strategic\",\"At Risk\"]},"
	    "{\"Name\":\"Brite\",\"Arr\":900},"
	    "{\"Name\":\"Corvus\",\"Arr\":3000,\"ParentCompany\":null}]}"),
	    OK("{\"count\":3,\"errors\":null,\"records\":[{\"Gsid\":\"" A
	    "\"},{\"Gsid\":\"" B "\"},{\"Gsid\":\"" C "\"}]}"));
}

START_TEST(who_has_no_key_is_not_let_in)
{
	open_tenant();
	ask_call("POST", QUERY "company", JSON, "{}");
	ck_assert_int_eq(ask.status, 401);
	ck_assert_str_eq(ask_member("errorCode"), "GS_APIG_2401");
	ck_assert_str_eq(ask_member("requestId"),
	    ask_header("x-gs-request-id"));
	ck_assert_int_eq((int)strlen(ask_member("requestId")), 36);
	ask_call("POST", QUERY "company", "accesskey: no\r\n" JSON, "{}");
	ck_assert_int_eq(ask.status, 401);
	ask_call("POST", QUERY "company", KEY
	    "Authorization: Bearer no\r\n", "{}");
	ck_assert_int_eq(ask.status, 401);
	ck_assert_str_eq(call("GET", "/v1/bulk/jobs", ""),
	    ERROR("404", "GS_APIG_1000", "No route found"));
}
END_TEST

START_TEST(client_credentials_give_a_token_for_a_day)
{
	open_tenant();
	/* precept-sandbox:sandbox-secret */
	ask_call("POST", "/v1/users/m2m/oauth/token", "Authorization: Basic "
	    "cHJlY2VwdC1zYW5kYm94OnNhbmRib3gtc2VjcmV0\r\nContent-Type: "
	    "application/x-www-form-urlencoded\r\n",
	    "grant_type=client_credentials");
	ck_assert_int_eq(ask.status, 200);
	ck_assert_ptr_nonnull(strstr(ask.body, "\",\"token_type\":\"Bearer\","
	    "\"expires_in\":86400}"));
	snprintf(ask.token, sizeof ask.token, "%s",
	    ask_member("access_token"));
	ask_json("GET", "/v1/meta/services/objects/list?po=company", "");
	ck_assert_int_eq(ask.status, 200);
	ask_clock("+25h");
	ask_json("GET", "/v1/meta/services/objects/list", "");
	ck_assert_int_eq(ask.status, 401);
	ask.token[0] = '\0';
	ask_call("POST", "/v1/users/m2m/oauth/token", "Authorization: Basic "
	    "bm86bm8=\r\n", "");
	ck_assert_int_eq(ask.status, 401);
}
END_TEST

START_TEST(objects_are_listed_and_described)
{
	const char	*all;

	open_tenant();
	all = call("GET", "/v1/meta/services/objects/list?po=company&em="
	    "false", "");
	ck_assert_ptr_nonnull(strstr(all, "\"data\":[{\"objectName\":"
	    "\"company\",\"label\":\"Company\",\"objectType\":\"STANDARD\","
	    "\"keyPrefix\":\"1P02\",\"transactional\":false,\"readable\":"
	    "true,\"createable\":true,\"schemaUpdateable\":true,"
	    "\"multiCurrencySupported\":false}"));
	all = call("POST", "/v1/meta/services/objects/describe",
	    "{\"objectNames\":[\"Company\"],\"includeChilds\":\"true\"}");
	ck_assert_ptr_nonnull(strstr(all, "{\"fieldName\":\"Name\",\"label\":"
	    "\"Name\",\"dataType\":\"STRING\",\"objectName\":\"company\","
	    "\"meta\":{\"filterable\":true,\"sortable\":true,\"groupable\":"
	    "true,\"createable\":true,\"updateable\":true,\"formulaField\":"
	    "false,\"hasLookup\":false,\"required\":true,\"richText\":false,"
	    "\"nillable\":false,\"readOnly\":false,\"dependentPicklist\":"
	    "false,\"fieldGroupType\":\"STANDARD\",\"indexed\":false,"
	    "\"length\":250,\"hidden\":false,\"nameField\":true,"
	    "\"aggregatable\":false,\"properties\":{\"sourceType\":\"MDA\"}}"
	    "}"));
	ck_assert_ptr_nonnull(strstr(all, "\"lookupDetail\":{"
	    "\"lookupObjectName\":\"gsuser\",\"fieldName\":\"Gsid\"}"));
	ck_assert_ptr_nonnull(strstr(all, "\"label\":\"Legacy\","
	    "\"systemName\":\"Legacy\",\"active\":false,\"displayOrder\":6}"));
	ck_assert_str_eq(call("POST", "/v1/meta/services/objects/describe",
	    "{\"objectNames\":[\"Nothing\"]}"), ERROR("400",
	    "OBJECT_NOT_FOUND", "Object not found : Nothing"));
}
END_TEST

START_TEST(a_query_answers_as_it_was_asked)
{
	fill();
	ck_assert_str_eq(call("POST", QUERY "company",
	    "{\"select\":[\"Gsid\",\"name\",\"csm__gr.Email\",\"RenewalDate\""
	    ",\"Arr\",\"Employees\"],\"where\":{\"conditions\":["
	    "{\"name\":\"ModifiedDate\",\"alias\":\"A\",\"operator\":\"GTE\","
	    "\"value\":[\"2026-01-05 00:00:00\"]},"
	    "{\"name\":\"Arr\",\"alias\":\"B\",\"operator\":\"GT\",\"value\":"
	    "[1000]}],\"expression\":\"A AND B\"},\"orderBy\":"
	    "{\"ModifiedDate\":\"asc\"},\"limit\":5000,\"offset\":0}"),
	    OK("{\"records\":[{\"Gsid\":\"" A "\",\"name\":\"Acme\","
	    "\"csm__gr.Email\":\"admin@sandbox.example\",\"RenewalDate\":"
	    "1767225600000,\"Arr\":1200.5,\"Employees\":120},{\"Gsid\":\"" C
	    "\",\"name\":\"Corvus\",\"csm__gr.Email\":null,\"RenewalDate\":"
	    "null,\"Arr\":3000,\"Employees\":null}]}"));
	ck_assert_str_eq(call("POST", QUERY "company", "{\"select\":["
	    "\"Name\"],\"orderBy\":{\"Name\":\"desc\"},\"limit\":1,"
	    "\"offset\":1}"), OK("{\"records\":[{\"Name\":\"Brite\"}]}"));
}
END_TEST

/* operator and value; names of those found */
static const struct { const char *name, *condition, *found; } conditions[] = {
	{ "Name", "\"EQ\",\"value\":[\"Acme\"]", "Acme" },
	{ "Name", "\"EQ\",\"value\":[\"acme\"]", "" },
	{ "Name", "\"NE\",\"value\":[\"Acme\"]", "Brite Corvus" },
	{ "Name", "\"IN\",\"value\":[\"Acme\",\"Corvus\"]", "Acme Corvus" },
	{ "Name", "\"NOT_IN\",\"value\":[\"Acme\"]", "Brite Corvus" },
	{ "Name", "\"CONTAINS\",\"value\":[\"r\"]", "Brite Corvus" },
	{ "Name", "\"DOES_NOT_CONTAIN\",\"value\":[\"r\"]", NULL },
	{ "Name", "\"DOES_NOT_CONTAINS\",\"value\":[\"r\"]", "Acme" },
	{ "Name", "\"STARTS_WITH\",\"value\":[\"A\"]", "Acme" },
	{ "Name", "\"ENDS_WITH\",\"value\":[\"te\"]", "Brite" },
	{ "Name", "\"CONTAINS\",\"value\":[\"'\"]", "" },
	{ "Arr", "\"LT\",\"value\":[1000]", "Brite" },
	{ "Arr", "\"LTE\",\"value\":[1200.5]", "Acme Brite" },
	{ "Arr", "\"GTE\",\"value\":[1200.5]", "Acme Corvus" },
	{ "Arr", "\"BTW\",\"value\":[900,1200.5]", "Acme Brite" },
	{ "Arr", "\"BTW\",\"value\":[900]", NULL },
	{ "Arr", "\"CONTAINS\",\"value\":[\"9\"]", NULL },
	{ "Employees", "\"IS_NULL\"", "Brite Corvus" },
	{ "Employees", "\"IS_NOT_NULL\",\"value\":[]", "Acme" },
	{ "Employees", "\"NE\",\"value\":[7]", "Acme" },
	{ "RenewalDate", "\"EQ\",\"value\":[\"2026-01-01\"]", "Acme" },
	{ "Csm__gr.Name", "\"EQ\",\"value\":[\"Sandbox Admin\"]", "Acme" },
	{ "Tags", "\"EQ\",\"value\":[\"x\"]", NULL },
	{ "Tags", "\"IS_NOT_NULL\"", "Acme" },
	{ "Nothing", "\"EQ\",\"value\":[\"x\"]", NULL },
	{ "Name", "\"LIKE\",\"value\":[\"x\"]", NULL },
};

static const char *
found(const char *name, const char *condition)
{
	static char	 names[200];
	char		 body[500];
	const char	*p;

	snprintf(body, sizeof body, "{\"select\":[\"Name\"],\"where\":"
	    "{\"conditions\":[{\"name\":\"%s\",\"alias\":\"A\",\"operator\":"
	    "%s}]}}", name, condition);
	p = call("POST", QUERY "company", body);
	if (strncmp(p, "400", 3) == 0)
		return NULL;
	*names = '\0';
	while ((p = strstr(p, "\"Name\":\"")) != NULL) {
		p += 8;
		snprintf(names + strlen(names), 50, "%s%.*s", *names ==
		    '\0' ? "" : " ", (int)strcspn(p, "\""), p);
	}
	return names;
}

START_TEST(every_operator_finds_what_it_says)
{
	fill();
	for (size_t i = 0; i < COUNT(conditions); i++) {
		const char	*got = found(conditions[i].name,
				    conditions[i].condition);

		if (got == NULL || conditions[i].found == NULL)
			ck_assert_msg(got == conditions[i].found, "%zu: %s",
			    i, ask.body);
		else
			ck_assert_msg(strcmp(got, conditions[i].found) == 0,
			    "%zu: %s", i, got);
	}
}
END_TEST

#define WHERE(expression) "{\"select\":[\"Name\"],\"where\":{"		\
	"\"conditions\":[{\"name\":\"Name\",\"alias\":\"A\",\"operator\":" \
	"\"EQ\",\"value\":[\"Acme\"]},{\"name\":\"Name\",\"alias\":\"B\"," \
	"\"operator\":\"EQ\",\"value\":[\"Brite\"]}]" expression "}}"

START_TEST(an_expression_joins_the_letters)
{
	static const char *const	bad[] = { "", "A AND", "A B", "(A",
					    "A)", "A OR C", "A; B", "AND" };
	char				body[600], expression[60];

	fill();
	ck_assert_str_eq(call("POST", QUERY "company",
	    WHERE(",\"expression\":\"(A or B) AND B\"")),
	    OK("{\"records\":[{\"Name\":\"Brite\"}]}"));
	for (size_t i = 0; i < COUNT(bad); i++) {
		snprintf(expression, sizeof expression,
		    i == 0 ? "%s" : ",\"expression\":\"%s\"", bad[i]);
		snprintf(body, sizeof body, WHERE("%s"), expression);
		ck_assert_msg(strncmp(call("POST", QUERY "company", body),
		    "400", 3) == 0, "%s: %s", bad[i], ask.body);
		ck_assert_str_eq(ask_member("errorCode"), "GSOBJ_1002");
	}
}
END_TEST

START_TEST(what_a_query_may_not_be_is_refused)
{
	fill();
	ck_assert_str_eq(call("POST", QUERY "Nothing", "{}"),
	    ERROR("400", "OBJECT_NOT_FOUND", "Object not found : Nothing"));
	ck_assert_str_eq(call("POST", QUERY "company", "{}"), ERROR("400",
	    "GSOBJ_1002", "select is missing : a list of fields"));
	ck_assert_str_eq(call("POST", QUERY "company", "{\"select\":["
	    "\"Csm__gr.X\"]}"), ERROR("400", "GSOBJ_1002",
	    "Invalid field in select clause : Csm__gr.X"));
	ck_assert_str_eq(call("POST", QUERY "company", "{\"select\":["
	    "\"Name\"],\"orderBy\":{\"X\":\"asc\"}}"), ERROR("400",
	    "GSOBJ_1002", "Invalid field in orderBy : X"));
	ck_assert_str_eq(call("POST", QUERY "company", "{\"select\":["
	    "\"Name\"],\"limit\":5001}"), ERROR("400", "GSOBJ_1002",
	    "limit is greater than 5000 : limit"));
	ck_assert_str_eq(call("POST", QUERY "company", "{\"select\":["
	    "\"Name\"],\"where\":{\"conditions\":[{\"name\":\"RenewalDate\","
	    "\"alias\":\"A\",\"operator\":\"EQ\",\"value\":[\"soon\"]}]}}"),
	    ERROR("400", "GSOBJ_1006",
	    "Invalid dateTime format (RenewalDate)"));
}
END_TEST

#define NOBODY "{\"select\":[\"Name\"],\"where\":{\"conditions\":["	\
	"{\"name\":\"Name\",\"alias\":\"A\",\"operator\":\"EQ\","	\
	"\"value\":[\"acme\"]}]}}"

START_TEST(nothing_is_said_in_three_ways_and_data_in_two)
{
	fill();
	ck_assert_str_eq(call("POST", QUERY "company", NOBODY),
	    OK("{\"records\":[]}"));
	turn("gainsight_no_data_fails on");
	ck_assert_str_eq(call("POST", QUERY "company", NOBODY), ERROR("200",
	    "GSOBJ_1011", "No data found for given criteria"));
	turn("gainsight_no_data_400 on");
	ck_assert_str_eq(call("POST", QUERY "company", NOBODY), ERROR("400",
	    "GSOBJ_1011", "No entity matches the given criteria"));
	turn("gainsight_bare_list on\ngainsight_no_case on");
	ck_assert_str_eq(call("POST", QUERY "company", NOBODY),
	    OK("[{\"Name\":\"Acme\"}]"));
	turn("gainsight_nulls_omitted on\ngainsight_ne_takes_null on");
	ck_assert_str_eq(found("Employees", "\"NE\",\"value\":[7]"),
	    "Acme Brite Corvus");
	ck_assert_str_eq(call("POST", QUERY "company", "{\"select\":[\"Name\""
	    ",\"Employees\"],\"limit\":1,\"offset\":2}"),
	    OK("[{\"Name\":\"Corvus\"}]"));
	turn("gainsight_limit_clamps on\ngainsight_not_in off");
	ck_assert_int_eq(atoi(call("POST", QUERY "company", "{\"select\":["
	    "\"Name\"],\"limit\":9000}")), 200);
	ck_assert_ptr_null(found("Name", "\"NOT_IN\",\"value\":[\"A\"]"));
}
END_TEST

START_TEST(a_minute_takes_a_hundred_calls)
{
	open_tenant();
	for (int i = 0; i < 100; i++)
		if (atoi(call("GET", "/v1/meta/services/objects/list", "")) !=
		    200)
			ck_abort_msg("call %d: %s", i, ask.body);
	ck_assert_str_eq(call("GET", "/v1/meta/services/objects/list", ""),
	    ERROR("429", "GU_2400", "Too many requests"));
	ck_assert_ptr_null(ask_header("Retry-After"));
	turn("gainsight_limits off");
	ck_assert_int_eq(atoi(call("GET", "/v1/meta/services/objects/list",
	    "")), 200);
	turn("gainsight_limits on");
	ask_clock("+1m");
	ck_assert_int_eq(atoi(call("GET", "/v1/meta/services/objects/list",
	    "")), 200);
}
END_TEST

START_TEST(faults_come_in_gainsights_form)
{
	fill();
	ask_faults("on POST /v1/data/objects/query/*: error 500 GU_1101 "
	    "\"Oops, something went wrong\" once\n"
	    "on GET /v1/**: daily limit once\n"
	    "on PUT /v1/**: expire session\n"
	    "on DELETE /v1/**: status 503");
	ck_assert_str_eq(call("POST", QUERY "company", NOBODY), ERROR("500",
	    "GU_1101", "Oops, something went wrong"));
	ck_assert_int_eq(atoi(call("POST", QUERY "company", NOBODY)), 200);
	ck_assert_str_eq(call("GET", "/v1/meta/services/objects/list", ""),
	    ERROR("429", "GU_2400", "Too many requests"));
	ck_assert_int_eq(atoi(call("PUT", OBJECTS "company?keys=Name",
	    "{}")), 401);
	ck_assert_int_eq(atoi(call("DELETE", OBJECTS "company/" A, "")), 503);
}
END_TEST

START_TEST(the_classic_edition_has_its_measures_in_the_org)
{
	open_tenant();
	ask_sign_in();
	ask_json("GET", "/services/data/v62.0/query?q=SELECT+Name,"
	    "JBCXM__AdoptionMeasureColMap__c+FROM+"
	    "JBCXM__ApplicationSettings__c", "");
	ck_assert_int_eq(ask.status, 200);
	ck_assert_ptr_nonnull(strstr(ask.body, "{\\\"Active Visitors (30d)"
	    "\\\":\\\"Active_Visitors_30d__c\\\",\\\"Minutes on Site (30d)"
	    "\\\":\\\"Minutes_on_Site_30d__c\\\",\\\"Page Views\\\":"
	    "\\\"Page_Views__c\\\","));
	ask_json("GET", "/services/data/v62.0/query?q=SELECT+Name+FROM+"
	    "JBCXM__PickList__c+WHERE+JBCXM__Category__c='Adoption+Measure+"
	    "Types'+AND+JBCXM__AdoptionMeasure__c=true+ORDER+BY+"
	    "JBCXM__DisplayOrder__c", "");
	ck_assert_int_eq(ask.status, 200);
	ck_assert_str_eq(ask_member("Name"), "Active Visitors (30d)");
	ck_assert_ptr_nonnull(strstr(ask.body, "\"totalSize\":6,"));
}
END_TEST

TCase *
test_sandbox_gainsight(void)
{
	TCase	*tc = tcase_create("sandbox_gainsight");

	tcase_add_checked_fixture(tc, NULL, ask_stop);
	tcase_add_test(tc, who_has_no_key_is_not_let_in);
	tcase_add_test(tc, client_credentials_give_a_token_for_a_day);
	tcase_add_test(tc, objects_are_listed_and_described);
	tcase_add_test(tc, a_query_answers_as_it_was_asked);
	tcase_add_test(tc, every_operator_finds_what_it_says);
	tcase_add_test(tc, an_expression_joins_the_letters);
	tcase_add_test(tc, what_a_query_may_not_be_is_refused);
	tcase_add_test(tc, nothing_is_said_in_three_ways_and_data_in_two);
	tcase_add_test(tc, a_minute_takes_a_hundred_calls);
	tcase_add_test(tc, the_classic_edition_has_its_measures_in_the_org);
	tcase_add_test(tc, faults_come_in_gainsights_form);
	return tc;
}

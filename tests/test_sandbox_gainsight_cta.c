/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "gainsight_ask.h"

/* The sandbox's Gainsight over HTTP: calls to action, the timeline. */

#define call gainsight_ask
#define turn gainsight_ask_turn
#define OK GAINSIGHT_OK
#define CTA "/v2/cockpit/cta"
#define TIMELINE "/v1/ant/es/activity"
#define A "1P02SB000000000000000000000000000001"
#define FIRST "1S01SB000000000000000000000000000001"
#define ACTIVITY "1T01SB000000000000000000000000000001"


static void
fill(void)
{
	ask_start(&(struct sandbox_options){
	    .now = INT64_C(1785542400000000) });	/* 2026-08-01 */
	ck_assert_int_eq(atoi(call("POST", "/v1/data/objects/company",
	    "{\"records\":[{\"Name\":\"Acme\"}]}")), 200);
}

#define RISK "{\"requests\":[{\"record\":{\"referenceId\":\"r1\","	\
	"\"Name\":\"Low use\",\"CompanyId\":\"" A "\",\"DueDate\":"	\
	"\"2026-09-01\",\"type\":\"Risk\",\"reason\":\"Low Adoption\","	\
	"\"status\":\"New\",\"priority\":\"High\",\"Comments\":\"see\"}}," \
	"{\"record\":{\"referenceId\":\"r2\",\"Name\":\"Other\","	\
	"\"CompanyId\":\"" A "\",\"type\":\"Fun\"}}]}"
#define NO_FUN "[{\"success\":false,\"parsedValue\":\"Fun\",\"errors\":[" \
	"{\"errorMessage\":\"Invalid picklist value\",\"errorCode\":"	\
	"\"GSOBJ_1002\",\"fieldName\":\"TypeId\",\"invalidValue\":"	\
	"\"Fun\"}]}]"
#define LISTED "{\"select\":[\"name\",\"CompanyId__gr.Name\",\"IsClosed\"," \
	"\"ClosedDate\"],\"where\":{\"conditions\":[{\"fieldName\":"	\
	"\"DueDate\",\"value\":[\"2026-09-01\"],\"alias\":\"A\","	\
	"\"operator\":\"EQ\"}],\"expression\":\"A\"},\"pageSize\":100,"	\
	"\"pageNumber\":1}"

START_TEST(ctas_are_made_each_by_its_reference)
{
	fill();
	ck_assert_str_eq(call("POST", CTA, RISK), OK("{\"success\":{\"r1\":"
	    "{\"Gsid\":\"" FIRST "\"}},\"failure\":{\"r2\":" NO_FUN "}}"));
	ck_assert_str_eq(call("POST", CTA "/list", LISTED),
	    OK("{\"records\":[{\"name\":\"Low use\",\"CompanyId__gr.Name\":"
	    "\"Acme\",\"IsClosed\":false,\"ClosedDate\":null}]}"));
	turn("gainsight_cta_list on");
	ck_assert_str_eq(call("POST", CTA, RISK), OK("{\"success\":["
	    "{\"referenceId\":\"r1\",\"Gsid\":"
	    "\"1S01SB000000000000000000000000000002\"}],\"failure\":["
	    "{\"referenceId\":\"r2\",\"errors\":" NO_FUN "}]}"));
	ck_assert_int_eq(atoi(call("POST", CTA, "{\"requests\":[{\"record\":"
	    "{\"referenceId\":\"r3\",\"Name\":\"x\"}}]}")), 400);
	ck_assert_str_eq(ask_member("errorCode"), "GSOBJ_1007");
	ck_assert_int_eq(atoi(call("POST", CTA, "{\"requests\":[{\"record\":"
	    "{\"Name\":\"x\"}}]}")), 400);
	ck_assert_str_eq(ask_member("errorDesc"),
	    "A record has no referenceId");
}
END_TEST

START_TEST(a_closed_status_closes)
{
	fill();
	call("POST", CTA, RISK);
	ck_assert_str_eq(call("PUT", CTA, "{\"requests\":[{\"record\":{"
	    "\"referenceId\":\"r1\",\"Gsid\":\"" FIRST "\",\"status\":"
	    "\"Closed Success\"}}]}"), OK("{\"success\":{\"r1\":{\"Gsid\":\""
	    FIRST "\"}},\"failure\":{}}"));
	ck_assert_str_eq(call("POST", CTA "/list", LISTED),
	    OK("{\"records\":[{\"name\":\"Low use\",\"CompanyId__gr.Name\":"
	    "\"Acme\",\"IsClosed\":true,\"ClosedDate\":1785542400000}]}"));
	ck_assert_int_eq(atoi(call("PUT", CTA, "{\"requests\":[{\"record\":{"
	    "\"referenceId\":\"r1\",\"Gsid\":\"" A "\"}}]}")), 400);
	ck_assert_str_eq(ask_member("errorCode"), "GSOBJ_1011");
}
END_TEST

START_TEST(the_cockpit_has_its_own_code_and_lists)
{
	fill();
	ck_assert_str_eq(call("POST", CTA "/list", "{\"select\":[\"x\"]}"),
	    "400 {\"result\":false,\"errorCode\":\"COCKPIT_5101\","
	    "\"errorDesc\":\"Invalid fields in select clause - x\",\"data\":"
	    "{},\"message\":null}");
	turn("gainsight_cockpit_200 on");
	ck_assert_int_eq(atoi(call("POST", CTA "/list",
	    "{\"select\":[\"x\"]}")), 200);
	ck_assert_int_eq(atoi(call("POST", CTA "/list",
	    "{\"select\":[\"name\"],\"pageSize\":1001}")), 400);
	ck_assert_str_eq(ask_member("errorCode"), "GSOBJ_1002");
	call("GET", "/v2/cockpit/admin/picklist/lite?category=CTA_STATUS,"
	    "CTA_TYPE&et=COMPANY", "");
	ck_assert_ptr_nonnull(strstr(ask.body, "\"data\":{\"CTA_TYPE\":[{"
	    "\"value\":\"1I00"));
	ck_assert_ptr_nonnull(strstr(ask.body, "\"label\":\"Closed Lost\","
	    "\"systemName\":\"Closed Lost\",\"active\":true,"
	    "\"displayOrder\":4}]},\"message\""));
}
END_TEST

#define CALLED "{\"records\":[{\"ExternalId\":\"e1\",\"ContextName\":"	\
	"\"Company\",\"GsCompanyId\":\"" A "\",\"Author\":\"%s\","	\
	"\"TypeName\":\"Update\",\"Subject\":\"%s\",\"Notes\":\"n\","	\
	"\"ActivityDate\":\"2026-07-31 22:15:00\"}]}"

static const char *
log_activity(const char *method, const char *query, const char *author,
    const char *subject)
{
	char	body[600], path[100];

	snprintf(path, sizeof path, TIMELINE "%s", query);
	snprintf(body, sizeof body, CALLED, author, subject);
	return call(method, path, body);
}

START_TEST(activities_are_logged_and_changed)
{
	fill();
	ck_assert_str_eq(log_activity("POST", "", SANDBOX_USER, "Hello"),
	    OK("{\"success\":{\"e1\":[{\"activityId\":\"" ACTIVITY "\"}]},"
	    "\"failure\":{}}"));
	ck_assert_str_eq(log_activity("PUT", "?identifier=externalid",
	    SANDBOX_USER, "Again"), OK("{\"success\":{\"e1\":["
	    "{\"activityId\":\"" ACTIVITY "\"}]},\"failure\":{}}"));
	ck_assert_str_eq(call("POST", "/v1/data/objects/query/"
	    "activity_timeline", "{\"select\":[\"Subject\",\"ActivityDate\","
	    "\"AuthorId__gr.Email\",\"GsCompanyId__gr.Name\"]}"),
	    OK("{\"records\":[{\"Subject\":\"Again\",\"ActivityDate\":"
	    "1785536100000,\"AuthorId__gr.Email\":\"admin@sandbox.example\","
	    "\"GsCompanyId__gr.Name\":\"Acme\"}]}"));
	ck_assert_int_eq(atoi(log_activity("POST", "", "c@x.test", "x")),
	    400);
	ck_assert_str_eq(ask_member("errorCode"), "GSOBJ_1011");
	ck_assert_int_eq(atoi(log_activity("PUT", "", SANDBOX_USER, "x")),
	    400);
	ck_assert_str_eq(ask_member("errorDesc"), "identifier is none of "
	    "externalid, activityid, gsid");
}
END_TEST

TCase *
test_sandbox_gainsight_cta(void)
{
	TCase	*tc = tcase_create("sandbox_gainsight_cta");

	tcase_add_checked_fixture(tc, NULL, ask_stop);
	tcase_add_test(tc, ctas_are_made_each_by_its_reference);
	tcase_add_test(tc, a_closed_status_closes);
	tcase_add_test(tc, the_cockpit_has_its_own_code_and_lists);
	tcase_add_test(tc, activities_are_logged_and_changed);
	return tc;
}

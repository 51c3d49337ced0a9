/* SPDX-License-Identifier: MIT */
#include <check.h>

#include "pendo_ask.h"

/* Pendo's metadata and objects, in the sandbox. */

struct call {
	const char	*method, *path, *body;
	int		 status;
	const char	*answer;	/* all of it; NULL: none */
};

static void
make_calls(const struct call *calls, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct call	*c = &calls[i];

		pendo_ask(c->method, c->path, c->body);
		ck_assert_msg(ask.status == c->status && strcmp(ask.body,
		    c->answer == NULL ? "" : c->answer) == 0,
		    "%s %s %s: %d %s", c->method, c->path, c->body,
		    ask.status, ask.body);
	}
}

#define CALLS(calls) make_calls(calls, COUNT(calls))

#define FIELD(type, display) "{\"Type\":\"" type "\",\"DisplayName\":\"" \
	display "\",\"ElementType\":\"\",\"ElementFormat\":\"\",\"Dirty\":" \
	"false,\"isHidden\":false,\"isDeleted\":false,\"isCalculated\":" \
	"false,\"isPerApp\":false,\"neverIndex\":false}"

START_TEST(the_schema_has_all_groups_and_types)
{
	pendo_ask("GET", "/metadata/schema/account", "");
	ck_assert_int_eq(ask.status, 200);
	ck_assert_ptr_nonnull(strstr(ask.body, "{\"auto\":{\"firstvisit\":"
	    "{\"Type\":\"time\",\"DisplayName\":\"First Visit\","));
	ck_assert_ptr_nonnull(strstr(ask.body, "\"agent\":{\"name\":"
	    FIELD("string", "Name") "}"));
	ck_assert_ptr_nonnull(strstr(ask.body, "\"custom\":{\"healthscore\":"
	    FIELD("float", "healthScore") ",\"renewal\":"
	    FIELD("time", "renewal")));
	ck_assert_ptr_nonnull(strstr(ask.body, "\"salesforce\":{\"industry\":"
	    FIELD("string", "Industry") "}}"));
	pendo_ask("GET", "/metadata/schema/visitor", "");
	ck_assert_ptr_nonnull(strstr(ask.body, "\"custom\":{\"score\":"
	    FIELD("integer", "score") "}}"));
	pendo_ask("GET", "/metadata/schema/page", "");
	ck_assert_int_eq(ask.status, 404);
}
END_TEST

#define VALUE "/metadata/account/custom/value"
#define ONE VALUE "/acme/healthscore"

START_TEST(one_value_is_read_and_written)
{
	static const struct call	calls[] = {
		{ "GET", ONE, "", 200, "87.5" },
		{ "PUT", ONE, "12", 200, "12" },
		{ "GET", VALUE "/acme/HealthScore", "", 200, "12" },
		{ "GET", VALUE "/beta/healthscore", "", 200, "null" },
		{ "GET", VALUE "/nobody/healthscore", "", 404,
		    "{\"message\":\"There is no account 'nobody'\"}" },
		{ "GET", VALUE "/acme/nothing", "", 404, "{\"message\":"
		    "\"There is no field 'nothing' in the group 'custom'\"}"
		},
		{ "PUT", ONE, "\"much\"", 400, "{\"message\":\"the value of "
		    "healthscore is no float\"}" },
		{ "PUT", ONE, "{}", 400, "{\"message\":\"The body is not "
		    "one value\"}" },
		{ "PUT", VALUE "/acme/New%20Field", "\"x\"", 200, "\"x\"" },
		{ "GET", VALUE "/acme/newfield", "", 200, "\"x\"" },
		{ "PUT", "/metadata/account/agent/value/acme/none", "1", 404,
		    "{\"message\":\"There is no field 'none' in the group "
		    "'agent'\"}" },
		{ "PUT", "/metadata/account/auto/value/acme/id", "1", 400,
		    "{\"message\":\"Metadata of the group 'auto' cannot be "
		    "written\"}" },
		{ "PUT", "/metadata/account/salesforce/value/acme/industry",
		    "\"x\"", 400, "{\"message\":\"Metadata of the group "
		    "'salesforce' cannot be written\"}" },
		{ "PUT", "/metadata/visitor/pendo/value/v1/donotprocess",
		    "true", 200, "true" },
		{ "PUT", VALUE "/acme/renewal", "\"2026-03-31T00:00:00.000Z\"",
		    200, "1774915200000" },
		{ "PUT", VALUE "/acme/renewal", "1774915200", 200,
		    "1774915200000" },
		{ "PUT", VALUE "/acme/renewal", "\"2026-03-31 02:00:00\"",
		    200, "1774915200000" },
		{ "PUT", VALUE "/acme/renewal", "\"2026-03-31\"", 200,
		    "1774908000000" },
		{ "PUT", VALUE "/acme/renewal", "\"soon\"", 400,
		    "{\"message\":\"the value of renewal is no time\"}" }
	};

	CALLS(calls);
	pendo_switch("pendo_salesforce_write on");
	pendo_ask("PUT", "/metadata/account/salesforce/value/acme/industry",
	    "\"x\"");
	ck_assert_int_eq(ask.status, 200);
	pendo_ask_key = SANDBOX_PENDO_READ;
	pendo_ask("PUT", ONE, "12");
	ck_assert_int_eq(ask.status, 403);
	pendo_ask("GET", ONE, "");
	ck_assert_int_eq(ask.status, 200);
}
END_TEST

#define BAD_FORM "{\"message\":\"Record 1 has no accountId, or no object " \
	"'values'\"}"

START_TEST(many_values_are_written_and_counted)
{
	static const struct call	calls[] = {
		{ "POST", VALUE, "[{\"accountId\":\"acme\",\"values\":"
		    "{\"healthScore\":1.5,\"renewal\":"
		    "\"2026-03-31T00:00:00.000Z\"}},"
		    "{\"accountId\":\"no-such\",\"values\":"
		    "{\"healthscore\":10}},"
		    "{\"accountId\":\"beta\",\"values\":"
		    "{\"healthscore\":\"x\"}}]", 200, "{\"total\":3,"
		    "\"updated\":1,\"failed\":2,\"missing\":[\"no-such\"],"
		    "\"errors\":[\"beta: the value of healthscore is no "
		    "float\"],\"kind\":\"account\"}" },
		{ "GET", ONE, "", 200, "1.5" },
		{ "GET", VALUE "/acme/renewal", "", 200, "1774915200000" },
		{ "POST", VALUE "?create=true", "[{\"accountId\":\"newone\","
		    "\"values\":{\"healthscore\":10}}]", 200, "{\"total\":1,"
		    "\"updated\":1,\"failed\":0,\"missing\":[],\"errors\":[],"
		    "\"kind\":\"account\"}" },
		{ "GET", VALUE "/newone/healthscore", "", 200, "10" },
		{ "POST", VALUE, "[{\"accountId\":\"acme\",\"values\":"
		    "{\"healthscore\":null}}]", 200, "{\"total\":1,"
		    "\"updated\":1,\"failed\":0,\"missing\":[],\"errors\":[],"
		    "\"kind\":\"account\"}" },
		{ "GET", ONE, "", 200, "null" },
		{ "POST", VALUE, "[{\"accountId\":\"acme\",\"values\":"
		    "{\"color\":1}}]", 400, "{\"message\":\"There is no "
		    "mapping for the field 'color' in the group 'custom'\"}"
		},
		{ "POST", VALUE, "[{\"visitorId\":\"v1\",\"values\":{}}]",
		    400, BAD_FORM },
		{ "POST", VALUE, "[{\"accountId\":\"acme\"}]", 400, BAD_FORM },
		{ "POST", VALUE, "{}", 400, "{\"message\":\"The body is no "
		    "list of records\"}" },
		{ "POST", VALUE, "[", 400, "{\"message\":\"The body is not "
		    "JSON: it ends where a value is missing\"}" }
	};

	CALLS(calls);
	pendo_ask("GET", "/account/newone", "");
	ck_assert_ptr_nonnull(strstr(ask.body, "{\"id\":\"newone\","
	    "\"metadata\":{\"auto\":{\"id\":\"newone\",\"lastupdated\":"
	    "17955"));
}
END_TEST

#define TWO "[{\"accountId\":\"acme\",\"values\":{\"healthscore\":5}}," \
	"{\"accountId\":\"beta\",\"values\":{\"healthscore\":null}}]"

START_TEST(what_the_facts_leave_open_has_a_switch)
{
	static const struct call	calls[] = {
		{ "POST", VALUE, TWO, 200, "{\"total\":2,\"updated\":1,"
		    "\"failed\":1,\"errors\":[{\"accountId\":\"beta\","
		    "\"message\":\"null is no value of a field\"}],"
		    "\"kind\":\"account\"}" },
		{ "POST", VALUE, "[{\"accountId\":\"acme\",\"values\":"
		    "{\"Color\":1}}]", 200, "{\"total\":1,\"updated\":1,"
		    "\"failed\":0,\"kind\":\"account\"}" },
		{ "GET", VALUE "/acme/color", "", 200, "1" }
	};

	pendo_switch("pendo_null_clears off\npendo_error_objects on\n"
	    "pendo_empty_lists off\npendo_bulk_makes_fields on");
	CALLS(calls);
	ask_faults("on POST /api/v1/metadata/**: fail row 2 X \"no luck\" "
	    "once\non POST /api/v1/metadata/**: status 408 after 1 calls");
	pendo_ask("POST", VALUE, TWO);
	ck_assert_str_eq(ask.body, "{\"total\":2,\"updated\":1,\"failed\":1,"
	    "\"errors\":[{\"accountId\":\"beta\",\"message\":\"no luck\"}],"
	    "\"kind\":\"account\"}");
	pendo_ask("POST", VALUE, TWO);
	ck_assert_int_eq(ask.status, 408);
}
END_TEST

START_TEST(a_large_call_can_be_too_slow)
{
	struct text	body;

	text_init(&body, (size_t)1 << 20);
	for (int i = 0; i < 2501; i++)
		text_printf(&body, "%c{\"accountId\":\"acme\",\"values\":"
		    "{\"healthscore\":%d}}", i == 0 ? '[' : ',', i);
	text_char(&body, ']');
	pendo_switch("pendo_bulk_is_slow on");
	pendo_ask("POST", VALUE, body.ptr);
	ck_assert_int_eq(ask.status, 408);
	pendo_ask("GET", ONE, "");
	ck_assert_str_eq(ask.body, "87.5");
	pendo_switch("pendo_bulk_is_slow off");
	pendo_ask("POST", VALUE, body.ptr);
	ck_assert_int_eq(ask.status, 200);
	pendo_ask("GET", ONE, "");
	ck_assert_str_eq(ask.body, "2500");
	text_free(&body);
}
END_TEST

#define SCHEMA "/metadata/schema/account/custom"
#define MADE "{\"name\":\"Churn Risk\",\"displayname\":\"Churn Risk\"," \
	"\"type\":\"number\"}"
#define TAKEN "{\"name\":\"healthscore\",\"type\":\"number\"}"

START_TEST(fields_are_made_and_deleted)
{
	static const struct call	calls[] = {
		{ "POST", SCHEMA, "[" MADE "]", 201, "{\"results\":["
		    "{\"schema\":" MADE ",\"status\":\"created\"}],"
		    "\"summary\":{\"created\":1,\"failed\":0,\"total\":1}}" },
		{ "PUT", VALUE "/acme/churnrisk", "0.5", 200, "0.5" },
		{ "POST", SCHEMA, "[" TAKEN "]", 409, "{\"results\":["
		    "{\"schema\":" TAKEN ",\"status\":\"failed\",\"error\":"
		    "{\"message\":\"the field exists already\"}}],"
		    "\"summary\":{\"created\":0,\"failed\":1,\"total\":1}}" },
		{ "DELETE", SCHEMA "/churnrisk", "", 200, NULL },
		{ "DELETE", SCHEMA "/churnrisk", "", 202, NULL },
		{ "DELETE", SCHEMA "/nothing", "", 404, "{\"message\":"
		    "\"There is no field 'nothing' in the group 'custom'\"}"
		},
		{ "POST", SCHEMA, "[" MADE "," TAKEN "]", 207,
		    "{\"results\":[{\"schema\":" MADE ",\"status\":"
		    "\"undeleted\"},{\"schema\":" TAKEN ",\"status\":"
		    "\"failed\",\"error\":{\"message\":\"the field exists "
		    "already\"}}],\"summary\":{\"created\":0,\"failed\":1,"
		    "\"undeleted\":1,\"total\":2}}" },
		{ "POST", SCHEMA, "[{\"name\":\"a\",\"type\":\"list\"}]", 422,
		    "{\"results\":[{\"schema\":{\"name\":\"a\",\"type\":"
		    "\"list\"},\"status\":\"failed\",\"error\":{\"message\":"
		    "\"type is string, number, time or boolean\"}}],"
		    "\"summary\":{\"created\":0,\"failed\":1,\"total\":1}}" },
		{ "POST", SCHEMA, "[]", 400, "{\"message\":\"The body is a "
		    "list of 1 to 24 fields\"}" }
	};

	CALLS(calls);
}
END_TEST

START_TEST(things_are_listed_and_found_by_their_ids)
{
	static const struct call	calls[] = {
		{ "GET", "/feature?expand=*", "", 200, "[{\"name\":\"Export\","
		    "\"kind\":\"Feature\",\"id\":\"f1\",\"appId\":-323232},"
		    "{\"name\":\"Import\",\"kind\":\"Feature\",\"id\":\"f2\","
		    "\"appId\":-323232}]" },
		{ "GET", "/page?id=p2,p9", "", 200, "[{\"name\":\"Settings\","
		    "\"kind\":\"Page\",\"id\":\"p2\",\"appId\":-323232}]" },
		{ "GET", "/guide", "", 200, "[{\"name\":\"NPS\",\"kind\":"
		    "\"Guide\",\"polls\":[{\"id\":\"q1\"},{\"id\":\"q2\"}],"
		    "\"id\":\"g1\",\"appId\":-323232}]" },
		{ "GET", "/tracktype", "", 200, "[]" },
		{ "GET", "/account/gamma", "", 200, "{\"id\":\"gamma\","
		    "\"metadata\":{\"agent\":{\"name\":\"Gam \\\"ma\\\"\"},"
		    "\"custom\":{\"healthscore\":3,\"renewal\":null,"
		    "\"tags\":[]},\"salesforce\":{\"industry\":\"Energy\"},"
		    "\"auto\":{\"id\":\"gamma\",\"lastupdated\":"
		    "1795474800000}}}" },
		{ "GET", "/visitor/v3", "", 200, "{\"id\":\"v3\","
		    "\"accountIds\":[\"beta\"],\"metadata\":{\"auto\":"
		    "{\"firstvisit\":1795388400000,\"lastvisit\":"
		    "1795474800000,\"id\":\"v3\",\"accountids\":[\"beta\"],"
		    "\"accountid\":\"beta\",\"lastupdated\":"
		    "1795474800000}}}" },
		{ "GET", "/account/no", "", 404, "{\"message\":\"There is no "
		    "account 'no'\"}" }
	};

	CALLS(calls);
	ask_call("GET", "/api/v1/account/b64_Z2FtbWE", "x-pendo-integration-"
	    "key: " SANDBOX_PENDO_KEY "\r\nx-pendo-base64-encoded-params: "
	    "true\r\n", "");
	ck_assert_int_eq(ask.status, 200);
	ck_assert_str_eq(ask_member("id"), "gamma");
}
END_TEST

START_TEST(a_report_has_results)
{
	static const struct call	calls[] = {
		{ "GET", "/report/account-30d/results.csv", "", 200,
		    "accountId,numVisitors,timeOnSite,daysActive,numEvents,"
		    "lastVisit\nacme,2,31,2,14,1794870000000\n"
		    "beta,1,20,1,9,1795388400000\n" },
		{ "GET", "/report/account-7d/results.json", "", 200,
		    "[{\"accountId\":\"acme\",\"numVisitors\":2,"
		    "\"timeOnSite\":26,\"daysActive\":1,\"numEvents\":11,"
		    "\"lastVisit\":1794870000000},{\"accountId\":\"beta\","
		    "\"numVisitors\":1,\"timeOnSite\":20,\"daysActive\":1,"
		    "\"numEvents\":9,\"lastVisit\":1795388400000}]" },
		{ "GET", "/report/none/results.json", "", 404, "{\"message\":"
		    "\"There is no report 'none' that has results\"}" }
	};

	CALLS(calls);
	pendo_ask("GET", "/report", "");
	ck_assert_ptr_nonnull(strstr(ask.body, "\"id\":\"account-30d\""));
	pendo_switch("pendo_report_labels on");
	pendo_ask("GET", "/report/visitor-30d/results.json", "");
	ck_assert_ptr_nonnull(strstr(ask.body, "{\"Visitor ID\":\"v1\","
	    "\"Time on Site\":15,\"Number of Days Active\":2,"));
	ask_clock("+90d");
	pendo_ask("GET", "/report/visitor-30d/results.csv", "");
	ck_assert_str_eq(ask.body, "Visitor ID,Time on Site,Number of Days "
	    "Active,Number of Events,Last Visit\n");
}
END_TEST

#define PATCH(op, ids) "{\"patch\":[{\"op\":\"" op "\",\"path\":" \
	"\"/visitors\",\"value\":[" ids "]}]}"

START_TEST(a_segment_is_uploaded_patched_and_dropped)
{
	static const struct call	calls[] = {
		{ "GET", "/segment", "", 200, "[]" },
		{ "POST", "/segment/upload", "{\"name\":\"S\","
		    "\"visitors\":[\"v1\",\"v2\"]}", 200,
		    "{\"segmentId\":\"segment1\"}" },
		{ "GET", "/segment/segment1/status", "", 200,
		    "{\"command\":\"pending\",\"totalTagged\":2}" },
		{ "GET", "/segment/segment1/status", "", 200,
		    "{\"command\":\"finish\",\"totalTagged\":2}" },
		{ "PATCH", "/segment/segment1/visitor", PATCH("add",
		    "\"v2\",\"v3\""), 200, "{\"multistatus\":[{\"status\":"
		    "200,\"message\":\"success\",\"operation\":\"add\"}]}" },
		{ "PATCH", "/segment/segment1/visitor", PATCH("remove",
		    "\"v1\",\"v3\""), 200, "{\"multistatus\":[{\"status\":"
		    "200,\"message\":\"success\",\"operation\":\"remove\"}]}"
		},
		{ "PUT", "/segment/segment1/visitor/v9", "", 200, NULL },
		{ "GET", "/segment/segment1/status", "", 200,
		    "{\"command\":\"finish\",\"totalTagged\":2}" },
		{ "GET", "/segment", "", 200,
		    "[{\"name\":\"S\",\"id\":\"segment1\"}]" },
		{ "PATCH", "/segment/segment1/visitor", PATCH("move", ""),
		    400, "{\"message\":\"Operation 1 is no add or remove of "
		    "/visitors\"}" },
		{ "POST", "/segment/upload", "{\"name\":\"S\"}", 400,
		    "{\"message\":\"The body has no name, or no list of "
		    "visitors\"}" },
		{ "DELETE", "/segment/segment1", "", 200, NULL },
		{ "GET", "/segment/segment1", "", 404, "{\"message\":"
		    "\"There is no segment 'segment1'\"}" }
	};

	CALLS(calls);
}
END_TEST

START_TEST(a_subscription_is_made_up_the_same_every_time)
{
	struct sandbox_file	file = { "pendo.example", "2000", 0 };
	struct sandbox_options	options = { .files = &file, .file_count = 1,
				    .now = INT64_C(1795521600000000) };
	char			*first;

	ask_start(&options);
	ck_assert_uint_eq(file.rows, 2000);
	pendo_ask("POST", "/aggregation", "{\"request\":{\"pipeline\":["
	    "{\"source\":{\"events\":null,\"timeSeries\":{\"period\":"
	    "\"dayRange\",\"first\":\"now()\",\"count\":-100}}},"
	    "{\"reduce\":{\"n\":{\"count\":null},\"v\":{\"count\":"
	    "\"visitorId\"},\"a\":{\"count\":\"accountId\"},\"d\":"
	    "{\"count\":\"day\"}}}]}}");
	ck_assert_str_eq(ask.body, "{\"results\":[{\"n\":1978,\"v\":41,"
	    "\"a\":5,\"d\":89}],\"startTime\":1786838400000}");
	pendo_ask("GET", "/report/account-30d/results.csv", "");
	first = mem_text(ask.body, ask.body_len);
	ask_start(&options);
	pendo_ask("GET", "/report/account-30d/results.csv", "");
	ck_assert_str_eq(ask.body, first);
	mem_free(first);
}
END_TEST

TCase *test_sandbox_pendo_meta(void);

TCase *
test_sandbox_pendo_meta(void)
{
	TCase	*t = tcase_create("sandbox_pendo_meta");

	tcase_add_checked_fixture(t, pendo_ask_start, ask_stop);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, the_schema_has_all_groups_and_types);
	tcase_add_test(t, one_value_is_read_and_written);
	tcase_add_test(t, many_values_are_written_and_counted);
	tcase_add_test(t, what_the_facts_leave_open_has_a_switch);
	tcase_add_test(t, a_large_call_can_be_too_slow);
	tcase_add_test(t, fields_are_made_and_deleted);
	tcase_add_test(t, things_are_listed_and_found_by_their_ids);
	tcase_add_test(t, a_report_has_results);
	tcase_add_test(t, a_segment_is_uploaded_patched_and_dropped);
	tcase_add_test(t, a_subscription_is_made_up_the_same_every_time);
	return t;
}

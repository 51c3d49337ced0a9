/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "gainsight_ask.h"

/* The sandbox's Gainsight over HTTP: records in, and what is wrong with
 * them. */

#define call gainsight_ask
#define turn gainsight_ask_turn
#define OK GAINSIGHT_OK
#define ERROR GAINSIGHT_ERROR
#define COMPANY "/v1/data/objects/company"
#define A "1P02SB000000000000000000000000000001"
#define B "1P02SB000000000000000000000000000002"
#define USER "1P01SB000000000000000000000000000001"
#define NOBODY "1P01SB00000000000000000000000000000Z"

#define DONE(n, records) OK("{\"count\":" n ",\"errors\":null,"		\
	"\"records\":[" records "]}")
#define GSID(gsid) "{\"Gsid\":\"" gsid "\"}"

static void
fill(void)
{
	ask_start(&(struct sandbox_options){ 0 });
	ck_assert_str_eq(call("POST", COMPANY, "{\"records\":["
	    "{\"Name\":\"Acme\"},{\"Name\":\"Brite\",\"Users\":1}]}"),
	    DONE("2", GSID(A) "," GSID(B)));
}

static const char *
users_of(const char *name)
{
	char	body[300];

	snprintf(body, sizeof body, "{\"select\":[\"Users\",\"Csm\"],"
	    "\"where\":{\"conditions\":[{\"name\":\"Name\",\"alias\":\"A\","
	    "\"operator\":\"EQ\",\"value\":[\"%s\"]}]}}", name);
	return call("POST", "/v1/data/objects/query/company", body);
}

/* The code of each field's error, by the value that was sent. */
static const struct { const char *field, *value, *code, *text; } bad[] = {
	{ "TickerSymbol", NULL, "GSOBJ_1001", "Value exceeds maximum length" },
	{ "Nothing", "1", "GSOBJ_1002", "Invalid field" },
	{ "Trend", "\"up\"", "GSOBJ_1002", "Field cannot be written" },
	{ "Gsid", "\"" A "\"", "GSOBJ_1002", "Field cannot be written" },
	{ "Industry", "7", "GSOBJ_1002", "Invalid value" },
	{ "Employees", "\"many\"", "GSOBJ_1002", "Invalid number" },
	{ "Employees", "1e18", "GSOBJ_1002", "Number out of range" },
	{ "Arr", "true", "GSOBJ_1002", "Invalid currency" },
	{ "Arr", "1e18", "GSOBJ_1002", "Currency out of range" },
	{ "Stage", "\"Nowhere\"", "GSOBJ_1002", "Invalid picklist value" },
	{ "Stage", "\"Legacy\"", "GSOBJ_1002", "Inactive picklist value" },
	{ "Tags", "[\"Nowhere\"]", "GSOBJ_1002", "Invalid picklist value" },
	{ "Csm", "\"c@x.test\"", "GSOBJ_1004", "Invalid GSID" },
	{ "Csm", "\"" NOBODY "\"", "GSOBJ_1004", "No record of this GSID" },
	{ "RenewalDate", "210318", "GSOBJ_1006", "Invalid dateTime format" },
	{ "RenewalDate", "\"2026-02-30\"", "GSOBJ_1006",
	    "Invalid dateTime format" },
	{ "Name", "null", "GSOBJ_1007", "Value cannot be null" },
	{ "SfdcAccountId", "\"001\"", "GSOBJ_1008", "Invalid SFDC ID" },
};

START_TEST(every_wrong_value_has_its_code)
{
	char	body[2000], want[200], longer[300];

	ask_start(&(struct sandbox_options){ 0 });
	memset(longer, 'x', sizeof longer);
	longer[0] = longer[252] = '"';
	longer[253] = '\0';
	for (size_t i = 0; i < COUNT(bad); i++) {
		const char	*value = bad[i].value == NULL ? longer :
				    bad[i].value;

		snprintf(body, sizeof body, "{\"records\":[{%s\"%s\":%s}]}",
		    strcmp(bad[i].field, "Name") == 0 ? "" :
		    "\"Name\":\"Acme\",", bad[i].field, value);
		ck_assert_msg(atoi(call("POST", COMPANY, body)) == 400,
		    "%zu: %s", i, ask.body);
		snprintf(want, sizeof want, "\"errors\":[{\"errorMessage\":"
		    "\"%s\",\"errorCode\":\"%s\",\"fieldName\":\"%s\"",
		    bad[i].text, bad[i].code, bad[i].field);
		ck_assert_msg(strstr(ask.body, want) != NULL, "%zu: %s", i,
		    ask.body);
		ck_assert_str_eq(ask_member("errorCode"), bad[i].code);
	}
	ck_assert_str_eq(users_of("Acme"), OK("{\"records\":[]}"));
}
END_TEST

START_TEST(instants_percentages_booleans_and_emails_too)
{
	fill();
	ck_assert_int_eq(atoi(call("POST", "/v1/data/objects/company_person",
	    "{\"records\":[{\"Person_ID\":\"" A "\",\"Company_ID\":\"" A
	    "\",\"LastContact\":\"soon\",\"Influence\":\"x\","
	    "\"IsPrimaryCompany\":\"yes\"}]}")), 400);
	ck_assert_ptr_nonnull(strstr(ask.body, "\"GSOBJ_1005\",\"fieldName\":"
	    "\"LastContact\",\"invalidValue\":\"soon\""));
	ck_assert_ptr_nonnull(strstr(ask.body, "\"GSOBJ_1008\",\"fieldName\":"
	    "\"Influence\""));
	ck_assert_ptr_nonnull(strstr(ask.body, "\"GSOBJ_1008\",\"fieldName\":"
	    "\"IsPrimaryCompany\",\"invalidValue\":\"yes\""));
	ck_assert_ptr_nonnull(strstr(ask.body, "\"GSOBJ_1004\",\"fieldName\":"
	    "\"Person_ID\""));
	ck_assert_int_eq(atoi(call("POST", "/v1/data/objects/person",
	    "{\"records\":[{\"Email\":\"a@\",\"LinkedinUrl\":\"a b\"}]}")),
	    400);
	ck_assert_ptr_nonnull(strstr(ask.body, "\"Invalid email\","
	    "\"errorCode\":\"GSOBJ_1008\",\"fieldName\":\"Email\""));
	ck_assert_ptr_nonnull(strstr(ask.body, "\"Invalid URL\","
	    "\"errorCode\":\"GSOBJ_1008\",\"fieldName\":\"LinkedinUrl\""));
}
END_TEST

#define WRONG "{\"success\":false,\"parsedValue\":210318,\"errors\":["	\
	"{\"errorMessage\":\"Invalid dateTime format\",\"errorCode\":"	\
	"\"GSOBJ_1006\",\"fieldName\":\"OriginalContractDate\","	\
	"\"invalidValue\":210318}]}"
#define THREE "{\"records\":[{\"Name\":\"Corvus\"},{\"Name\":\"Dune\","	\
	"\"OriginalContractDate\":210318},{\"Name\":\"Eos\"}]}"

START_TEST(one_bad_record_keeps_all_out_unless_it_is_switched)
{
	fill();
	ck_assert_str_eq(call("POST", COMPANY, THREE), "400 {\"result\":false,"
	    "\"errorCode\":\"GSOBJ_1006\",\"errorDesc\":\"Invalid dateTimes "
	    "format (OriginalContractDate = 210318).\",\"data\":{\"count\":0,"
	    "\"records\":null,\"errors\":[[],[" WRONG "],[]]},"
	    "\"message\":null}");
	ck_assert_str_eq(users_of("Corvus"), OK("{\"records\":[]}"));
	turn("gainsight_errors_packed on");
	ck_assert_ptr_nonnull(strstr(call("POST", COMPANY, THREE),
	    "\"errors\":[[" WRONG "]]}"));
	turn("gainsight_partial on");
	ck_assert_str_eq(strstr(call("POST", COMPANY, THREE), "\"data\""),
	    "\"data\":{\"count\":2,\"errors\":[[" WRONG "]],\"records\":["
	    "{\"Gsid\":\"1P02SB000000000000000000000000000007\"},"
	    "{\"Gsid\":\"1P02SB000000000000000000000000000008\"}]},"
	    "\"message\":null}");
}
END_TEST

START_TEST(keys_say_which_records_are_changed)
{
	fill();
	ck_assert_str_eq(call("PUT", COMPANY "?keys=Name", "{\"records\":["
	    "{\"Name\":\"Acme\",\"Users\":5}]}"), DONE("1", GSID(A)));
	ck_assert_str_eq(users_of("Acme"),
	    OK("{\"records\":[{\"Users\":5,\"Csm\":null}]}"));
	ck_assert_str_eq(call("PUT", COMPANY "?keys=Gsid", "{\"records\":["
	    "{\"Gsid\":\"" B "\",\"Users\":null}]}"), DONE("1", GSID(B)));
	ck_assert_str_eq(users_of("Brite"),
	    OK("{\"records\":[{\"Users\":null,\"Csm\":null}]}"));
	ck_assert_str_eq(call("PUT", COMPANY, "{\"records\":[{\"Name\":"
	    "\"Acme\"}]}"), ERROR("400", "GSOBJ_1002", "keys is missing: at "
	    "most 3 fields, with commas between them"));
	ck_assert_str_eq(call("PUT", COMPANY "?keys=Arr", "{\"records\":["
	    "{\"Arr\":1}]}"), ERROR("400", "GSOBJ_1002",
	    "Invalid key : Arr"));
	ck_assert_str_eq(call("PUT", COMPANY "?keys=Name,Users,Gsid,Csat",
	    "{\"records\":[{\"Arr\":1}]}"), ERROR("400", "GSOBJ_1002",
	    "keys has more than 3 fields"));
	ck_assert_int_eq(atoi(call("PUT", COMPANY "?keys=Gsid,Name",
	    "{\"records\":[{\"Name\":\"Acme\"}]}")), 400);
	ck_assert_str_eq(ask_member("errorCode"), "GSOBJ_1004");
}
END_TEST

#define NEW "{\"records\":[{\"Name\":\"Corvus\",\"Users\":9}]}"

START_TEST(what_a_key_does_not_match_is_a_switch)
{
	fill();
	ck_assert_int_eq(atoi(call("PUT", COMPANY "?keys=Name", NEW)), 400);
	ck_assert_str_eq(ask_member("errorCode"), "GSOBJ_1011");
	turn("gainsight_put_passes on");
	ck_assert_str_eq(call("PUT", COMPANY "?keys=Name", NEW),
	    DONE("0", ""));
	turn("gainsight_put_upserts on");
	ck_assert_str_eq(call("PUT", COMPANY "?keys=Name", NEW),
	    DONE("1", GSID("1P02SB000000000000000000000000000003")));
	call("POST", COMPANY, NEW);
	ck_assert_ptr_nonnull(strstr(call("PUT", COMPANY "?keys=Name", NEW),
	    "\"count\":2"));
	turn("gainsight_put_all off");
	ck_assert_ptr_nonnull(strstr(call("PUT", COMPANY "?keys=Name", NEW),
	    "\"count\":1"));
}
END_TEST

#define LOOKUP(email, many, none) "{\"records\":[{\"Name\":\"Zed\","	\
	"\"CsmEmail\":\"" email "\"}],\"lookups\":{\"Csm\":{\"fields\":{" \
	"\"CsmEmail\":\"Email\"},\"lookupField\":\"Gsid\",\"objectName\":" \
	"\"gsuser\",\"multiMatchOption\":\"" many "\",\"onNoMatch\":\"" \
	none "\",\"defaultValue\":\"" USER "\"}}}"

START_TEST(a_lookup_finds_the_csm_by_his_email)
{
	fill();
	ck_assert_int_eq(atoi(call("POST", COMPANY, LOOKUP(SANDBOX_USER,
	    "FIRSTMATCH", "ERROR"))), 200);
	ck_assert_ptr_nonnull(strstr(users_of("Zed"), "\"Csm\":\"" USER));
	ck_assert_int_eq(atoi(call("POST", COMPANY, LOOKUP("c@x.test",
	    "FIRSTMATCH", "ERROR"))), 400);
	ck_assert_str_eq(ask_member("errorCode"), "GSOBJ_1011");
	ck_assert_str_eq(ask_member("fieldName"), "Csm");
	ck_assert_int_eq(atoi(call("POST", COMPANY, LOOKUP("c@x.test",
	    "FIRSTMATCH", "NULLABLE"))), 200);
	ck_assert_int_eq(atoi(call("POST", COMPANY, LOOKUP("c@x.test",
	    "FIRSTMATCH", "DEFAULTVALUE"))), 200);
	call("POST", "/v1/data/objects/gsuser", "{\"records\":[{\"Name\":"
	    "\"Twin\",\"Email\":\"" SANDBOX_USER "\"}]}");
	ck_assert_int_eq(atoi(call("POST", COMPANY, LOOKUP(SANDBOX_USER,
	    "FIRSTMATCH", "ERROR"))), 200);
	ck_assert_int_eq(atoi(call("POST", COMPANY, LOOKUP(SANDBOX_USER,
	    "MARKASERROR", "ERROR"))), 400);
	ck_assert_str_eq(ask_member("errorMessage"), "Several records match");
	ck_assert_str_eq(users_of("Zed"), OK("{\"records\":[{\"Users\":null,"
	    "\"Csm\":\"" USER "\"},{\"Users\":null,\"Csm\":null},{\"Users\":"
	    "null,\"Csm\":\"" USER "\"},{\"Users\":null,\"Csm\":\"" USER
	    "\"}]}"));
}
END_TEST

START_TEST(a_deleted_record_is_in_the_log_for_fifteen_days)
{
	fill();
	ck_assert_str_eq(call("DELETE", COMPANY "/" B, ""),
	    DONE("1", GSID(B)));
	ck_assert_str_eq(call("DELETE", COMPANY "/" B, ""), ERROR("400",
	    "GSOBJ_1004", "Invalid GSID (Gsid = " B ")."));
	call("PUT", COMPANY "?keys=Name", "{\"records\":[{\"Name\":\"Acme\","
	    "\"Csm\":\"" USER "\"}]}");
	ck_assert_str_eq(call("DELETE", "/v1/data/objects/gsuser/" USER, ""),
	    ERROR("500", "GSOBJ_1003", "Delete failed: other records refer "
	    "to " USER "."));
	ck_assert_ptr_nonnull(strstr(call("POST", "/v1/data/objects/query/"
	    "record_delete_log", "{\"select\":[\"RecordId\",\"ObjectName\"]}"),
	    "[{\"RecordId\":\"" B "\",\"ObjectName\":\"company\"}]"));
	ask_clock("+16d");
	ck_assert_str_eq(call("POST", "/v1/data/objects/query/"
	    "record_delete_log", "{\"select\":[\"RecordId\"]}"),
	    OK("{\"records\":[]}"));
}
END_TEST

START_TEST(a_call_takes_fifty_records_of_an_object)
{
	struct text	body;

	fill();
	text_init(&body, 1 << 20);
	text_string(&body, "{\"records\":[{\"Name\":\"a\"}");
	for (int i = 0; i < 50; i++)
		text_string(&body, ",{\"Name\":\"a\"}");
	text_string(&body, "]}");
	ck_assert_str_eq(call("POST", COMPANY, body.ptr), ERROR("400",
	    "GSOBJ_1002", "A call takes 50 records at most"));
	text_free(&body);
	ck_assert_str_eq(call("POST", COMPANY, "{\"records\":[7]}"),
	    ERROR("400", "GSOBJ_1002", "A record is not an object"));
	ck_assert_str_eq(call("POST", COMPANY, "{}"), ERROR("400",
	    "GSOBJ_1002", "records is missing: a list with at least one "
	    "record"));
	ck_assert_str_eq(call("POST", COMPANY, "[]"), ERROR("400",
	    "GSOBJ_1002", "The body is not a JSON object"));
	ck_assert_str_eq(call("POST", "/v1/data/objects/none", "{}"),
	    ERROR("400", "OBJECT_NOT_FOUND", "Object not found : none"));
	ask_faults("on POST /v1/data/objects/company: fail row 2 GSOBJ_1008 "
	    "\"Not today\" once");
	ck_assert_ptr_nonnull(strstr(call("POST", COMPANY, "{\"records\":["
	    "{\"Name\":\"x\"},{\"Name\":\"y\"}]}"), "\"errors\":[[],["
	    "{\"success\":false,\"parsedValue\":null,\"errors\":["
	    "{\"errorMessage\":\"Not today\",\"errorCode\":\"GSOBJ_1008\","
	    "\"fieldName\":null,\"invalidValue\":null}]}]]"));
}
END_TEST

START_TEST(custom_objects_and_relationships_are_written_alike)
{
	fill();
	ck_assert_str_eq(call("POST", "/v1/data/objects/Product_Usage__gc",
	    "{\"records\":[{\"Company__gc\":\"" A "\",\"Date__gc\":"
	    "\"2026-08-01\",\"Minutes__gc\":12.25}]}"),
	    DONE("1", GSID("1C00SB000000000000000000000000000001")));
	ck_assert_str_eq(call("POST", "/v1/data/objects/query/"
	    "product_usage__gc", "{\"select\":[\"Company__gr.Name\","
	    "\"Date__gc\",\"Minutes__gc\"]}"), OK("{\"records\":["
	    "{\"Company__gr.Name\":\"Acme\",\"Date__gc\":1785542400000,"
	    "\"Minutes__gc\":12.25}]}"));
	ck_assert_str_eq(call("POST", "/v1/data/objects/relationship",
	    "{\"records\":[{\"Name\":\"Acme EU\",\"CompanyId\":\"" A
	    "\"}]}"), DONE("1", GSID("1P03SB000000000000000000000000000001")));
	ck_assert_int_eq(atoi(call("POST", "/v1/data/objects/relationship",
	    "{\"records\":[{\"Name\":\"Acme EU\"}]}")), 400);
	ck_assert_str_eq(ask_member("errorCode"), "GSOBJ_1007");
	ask_call("DELETE", "/sandbox/data", "", "");
	ck_assert_str_eq(users_of("Acme"), OK("{\"records\":[]}"));
}
END_TEST

static const char *
renewal(const char *name, const char *date)
{
	char	body[200];

	snprintf(body, sizeof body, "{\"records\":[{\"Name\":\"%s\","
	    "\"RenewalDate\":%s}]}", name, date);
	call("POST", COMPANY, body);
	return call("POST", "/v1/data/objects/query/company", "{\"select\":["
	    "\"RenewalDate\"],\"orderBy\":{\"Gsid\":\"desc\"},"
	    "\"limit\":1}");
}

#define RENEWAL(value) OK("{\"records\":[{\"RenewalDate\":" value "}]}")

START_TEST(how_values_are_read_is_a_switch)
{
	fill();
	ck_assert_str_eq(renewal("a", "\"2026-08-01\""),
	    RENEWAL("1785542400000"));
	turn("gainsight_local_dates on");
	ck_assert_str_eq(renewal("b", "\"2026-08-01\""),
	    RENEWAL("1785556800000"));
	turn("gainsight_epoch_dates on");
	ck_assert_str_eq(renewal("c", "1785542400001"),
	    RENEWAL("1785542400001"));
	ck_assert_str_eq(renewal("d", "\"\""), RENEWAL("null"));
	turn("gainsight_empty_null off");
	ck_assert_str_eq(renewal("d", "\"\""), RENEWAL("null"));
	ck_assert_int_eq(atoi(call("POST", COMPANY, "{\"records\":[{"
	    "\"Name\":\"e\",\"RenewalDate\":\"\"}]}")), 400);
	turn("gainsight_labels off");
	ck_assert_int_eq(atoi(call("POST", COMPANY, "{\"records\":[{"
	    "\"Name\":\"e\",\"Status\":\"Active\"}]}")), 400);
	ask_call("POST", COMPANY, GAINSIGHT_KEY "Authorization: Bearer x\r\n",
	    NEW);
	ck_assert_int_eq(ask.status, 401);
	turn("gainsight_both_headers on");
	ask_call("POST", COMPANY, GAINSIGHT_KEY "Authorization: Bearer x\r\n",
	    NEW);
	ck_assert_int_eq(ask.status, 200);
}
END_TEST

#define PEOPLE "/v1/peoplemgmt/v1.0/people"
#define PERSON "1P04SB000000000000000000000000000001"
#define PLACE "1P05SB000000000000000000000000000001"

START_TEST(a_person_is_found_by_email_and_put_at_companies)
{
	fill();
	ck_assert_str_eq(call("PUT", PEOPLE, "{\"Email\":\"a@x.test\","
	    "\"Name\":\"A B\",\"companies\":[{\"Company_ID\":\"" A
	    "\",\"Title\":\"VP\"}]}"), OK("{\"Gsid\":\"" PERSON
	    "\",\"companies\":[{\"Company_ID\":\"" A "\",\"Gsid\":\""
	    PLACE "\"}]}"));
	ck_assert_str_eq(call("PUT", "/v1.0/api/people", "{\"Email\":"
	    "\"A@x.test\",\"Name\":\"A C\",\"companies\":["
	    "{\"Company_ID\":\"" A "\",\"Title\":\"CEO\"}]}"),
	    OK("{\"Gsid\":\"" PERSON "\",\"companies\":["
	    "{\"Company_ID\":\"" A "\",\"Gsid\":\"" PLACE "\"}]}"));
	ck_assert_str_eq(call("POST", "/v1/data/objects/query/"
	    "company_person", "{\"select\":[\"Person_ID__gr.Name\","
	    "\"Title\"]}"), OK("{\"records\":[{\"Person_ID__gr.Name\":"
	    "\"A C\",\"Title\":\"CEO\"}]}"));
	turn("gainsight_people_path off");
	ck_assert_int_eq(atoi(call("PUT", PEOPLE, "{}")), 404);
	turn("gainsight_people_path on\ngainsight_people_old_path off");
	ck_assert_int_eq(atoi(call("PUT", "/v1.0/api/people", "{}")), 404);
}
END_TEST

/* A member of the person or, in braces, of its company. */
static const struct { const char *member, *code; } persons[] = {
	{ "\"EmailOptOut\":\"no\"", "VDTBOOL1001" },
	{ "\"Location\":7", "VDTBSTR1001" },
	{ "\"LinkedinUrl\":\"no where\"", "VDTURL1001" },
	{ "\"Email\":\"nobody\"", "VDTEMAIL1001" },
	{ "\"Nothing\":1", "VCRUDR1001" },
	{ "\"MasterRecordID\":\"" A "\"", "VCRUDR1002" },
	{ "\"Email\":null", "VCRUDR1003" },
	{ "\"Name\":\"A\"", "PEOPLE1001" },
	{ "\"companies\":1,\"Email\":\"a@x.test\"", "VQP1001" },
	{ "{\"Meetings\":\"x\"}", "VDTNUM1001" },
	{ "{\"Meetings\":1e18}", "VDTNUM1002" },
	{ "{\"LastContact\":\"soon\"}", "VDTDATIME1001" },
	{ "{\"Budget\":\"x\"}", "VDTCURREN1001" },
	{ "{\"Budget\":1e18}", "VDTCURREN1002" },
	{ "{\"Company_ID\":\"x\"}", "VDTGSID1001" },
	{ "{\"Influence\":\"x\"}", "VDTPERCENT1001" },
	{ "{\"Sfdc_Contact_ID\":\"003\"}", "VDTSFDCID1001" },
	{ "{\"Role\":\"King\"}", "VDTPKLST1001" },
	{ "{\"Role\":\"Buyer\"}", "VDTPKLST1002" },
	{ "{\"Title\":\"VP\"}", "VCRUDR1003" },
};

START_TEST(every_code_of_the_person_api_has_its_cause)
{
	char	body[600], code[60];

	fill();
	for (size_t i = 0; i < COUNT(persons); i++) {
		const char	*m = persons[i].member;
		bool		 own = strstr(m, "Email\"") != NULL ||
				    strstr(persons[i].code, "PEOPLE");

		snprintf(body, sizeof body, *m == '{' ? "{\"Email\":"
		    "\"a@x.test\",\"companies\":[%s%s]}" : "{%s%s}",
		    own || *m == '{' ? "" : "\"Email\":\"a@x.test\",", m);
		ck_assert_msg(atoi(call("PUT", PEOPLE, body)) == 400,
		    "%zu: %s", i, ask.body);
		snprintf(code, sizeof code, "GSOBJ_%s", persons[i].code);
		ck_assert_msg(strcmp(ask_member("errorCode"), code) == 0,
		    "%zu: %s", i, ask.body);
	}
	ck_assert_int_eq(atoi(call("PUT", PEOPLE, "[]")), 400);
	ck_assert_str_eq(ask_member("errorCode"), "GSOBJ_VQP1001");
	ck_assert_str_eq(call("POST", "/v1/data/objects/query/person",
	    "{\"select\":[\"Email\"]}"), OK("{\"records\":[]}"));
}
END_TEST

TCase *
test_sandbox_gainsight_write(void)
{
	TCase	*tc = tcase_create("sandbox_gainsight_write");

	tcase_add_checked_fixture(tc, NULL, ask_stop);
	tcase_add_test(tc, every_wrong_value_has_its_code);
	tcase_add_test(tc, instants_percentages_booleans_and_emails_too);
	tcase_add_test(tc,
	    one_bad_record_keeps_all_out_unless_it_is_switched);
	tcase_add_test(tc, keys_say_which_records_are_changed);
	tcase_add_test(tc, what_a_key_does_not_match_is_a_switch);
	tcase_add_test(tc, a_lookup_finds_the_csm_by_his_email);
	tcase_add_test(tc, a_deleted_record_is_in_the_log_for_fifteen_days);
	tcase_add_test(tc, a_call_takes_fifty_records_of_an_object);
	tcase_add_test(tc, a_person_is_found_by_email_and_put_at_companies);
	tcase_add_test(tc, every_code_of_the_person_api_has_its_cause);
	tcase_add_test(tc, how_values_are_read_is_a_switch);
	tcase_add_test(tc, custom_objects_and_relationships_are_written_alike);
	return tc;
}

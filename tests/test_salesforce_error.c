/* SPDX-License-Identifier: MIT */
#include "salesforce.h"
#include "support.h"

/* Errors as the guides, live tests and bug reports show them. */

#define NOTHING "nothing"

static const struct { const char *body, *want; } shapes[] = {
	/* REST: an array, or the bare object that turns up in the guides */
	{ "[{\"message\":\"Session expired or invalid\",\"errorCode\":"
	    "\"INVALID_SESSION_ID\"}]",
	    "INVALID_SESSION_ID|Session expired or invalid|" },
	{ "{\"message\":\"no\",\"errorCode\":\"NOT_FOUND\"}",
	    "NOT_FOUND|no|" },
	{ "[{\"message\":\"Required fields are missing: [Name]\","
	    "\"errorCode\":\"REQUIRED_FIELD_MISSING\",\"fields\":[\"Name\","
	    "\"Phone\"]}]", "REQUIRED_FIELD_MISSING|Required fields are "
	    "missing: [Name]|Name, Phone" },
	{ "[{\"message\":\"\\n  a\\n ^\\nb\",\"errorCode\":\"X_Y\","
	    "\"fields\":[]}]", "X_Y|a ^ b|" },
	/* rows of collections: fine ones first */
	{ "[{\"id\":\"001\",\"success\":true,\"errors\":[]},{\"success\":"
	    "false,\"errors\":[{\"statusCode\":\"STRING_TOO_LONG\","
	    "\"message\":\"too long\",\"fields\":[\"Name\"]}]}]",
	    "STRING_TOO_LONG|too long|Name" },
	{ "[{\"id\":\"001\",\"success\":true,\"errors\":[]}]", NOTHING },
	/* those that only follow are not the cause */
	{ "[{\"success\":false,\"errors\":[{\"statusCode\":"
	    "\"ALL_OR_NONE_OPERATION_ROLLED_BACK\",\"message\":\"rolled\","
	    "\"fields\":[]}]},{\"success\":false,\"errors\":[{"
	    "\"statusCode\":\"DUPLICATE_VALUE\",\"message\":\"twice\"}]}]",
	    "DUPLICATE_VALUE|twice|" },
	{ "[{\"errors\":[{\"statusCode\":\"PROCESSING_HALTED\",\"message\":"
	    "\"halted\"}]}]", "PROCESSING_HALTED|halted|" },
	/* composite, batch (where statusCode is a number), tree */
	{ "{\"compositeResponse\":[{\"body\":null,\"httpStatusCode\":204,"
	    "\"referenceId\":\"a\"},{\"body\":[{\"errorCode\":"
	    "\"MALFORMED_ID\",\"message\":\"bad\"}],\"httpStatusCode\":400}]}",
	    "MALFORMED_ID|bad|" },
	{ "{\"hasErrors\":true,\"results\":[{\"statusCode\":200,\"result\":"
	    "{}},{\"statusCode\":404,\"result\":[{\"errorCode\":"
	    "\"NOT_FOUND\",\"message\":\"x\"}]}]}", "NOT_FOUND|x|" },
	{ "{\"hasErrors\":true,\"results\":[{\"referenceId\":\"r1\","
	    "\"errors\":[{\"statusCode\":\"INVALID_EMAIL_ADDRESS\","
	    "\"message\":\"Email: invalid email address: 123\",\"fields\":"
	    "[\"Email\"]}]}]}", "INVALID_EMAIL_ADDRESS|Email: invalid email "
	    "address: 123|Email" },
	/* signing in */
	{ "{\"error\":\"invalid_grant\",\"error_description\":"
	    "\"authentication failure\"}",
	    "invalid_grant|authentication failure|" },
	/* a row of a bulk job */
	{ "REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name "
	    "--", "REQUIRED_FIELD_MISSING|Required fields are missing: "
	    "[Name]|Name" },
	{ "DUPLICATES_DETECTED:Use one of these records?:--",
	    "DUPLICATES_DETECTED|Use one of these records?|" },
	{ "X_Y:a:b:One__c,Two__c --", "X_Y|a:b|One__c, Two__c" },
	{ "X_Y:cut off: here", "X_Y|cut off: here|" },
	{ "X_Y:", "X_Y||" }, { "X_Y:--", "X_Y||" },
	/* 300: all records that have the key */
	{ "[\"/services/data/v62.0/sobjects/A__c/a01\","
	    "\"/services/data/v62.0/sobjects/A__c/a02\"]",
	    "DUPLICATE_EXTERNAL_ID|2 records have this key: "
	    "/services/data/v62.0/sobjects/A__c/a01, "
	    "/services/data/v62.0/sobjects/A__c/a02|" },
	/* pages of the edge */
	{ "<html>\n<head><TITLE>Down for\n Maintenance</TITLE></head>",
	    "|Down for Maintenance|" },
	{ "<html><body>oops", NOTHING }, { "", NOTHING }, { "  \r\n", NOTHING },
	{ "null", NOTHING }, { "[]", NOTHING }, { "{}", NOTHING },
	{ "{\"error\":7}", NOTHING }, { "[1,2]", NOTHING },
	{ "[{\"errorCode\":\"CUT", NOTHING }, { "Bad Gateway", NOTHING },
	{ ":x", NOTHING }, { "A:", NOTHING }
};

START_TEST(an_error_is_read_in_every_shape)
{
	struct arena		*arena = arena_new();
	struct salesforce_error	 e;
	const char		*got = NOTHING;

	if (salesforce_error(slice_of(shapes[_i].body), arena, &e))
		got = arena_printf(arena, "%s|%s|%s", e.code, e.text,
		    e.fields == NULL ? "" : e.fields);
	ck_assert_str_eq(got, shapes[_i].want);
	arena_free(arena);
}
END_TEST

/* Whatever is cut off or bent is an error or none, never a crash. */
START_TEST(pieces_of_errors_do_no_harm)
{
	struct arena		*arena = arena_new();
	struct salesforce_error	 e;
	size_t			 i, n;

	for (i = 0; i < COUNT(shapes); i++)
		for (n = 0; n < strlen(shapes[i].body); n++) {
			char	*copy = mem_text(shapes[i].body, n);

			salesforce_error((struct slice){ copy, n }, arena,
			    &e);
			copy[n / 2] ^= 0x20;
			salesforce_error((struct slice){ copy, n }, arena,
			    &e);
			mem_free(copy);
		}
	arena_free(arena);
}
END_TEST

static const char *const codes[] = { "INVALID_SESSION_ID",
	"INVALID_AUTH_HEADER", "INVALID_JWT_FORMAT", "REQUEST_LIMIT_EXCEEDED",
	"API_DISABLED_FOR_ORG", "INSUFFICIENT_ACCESS",
	"FUNCTIONALITY_NOT_ENABLED", "TXN_SECURITY_METERING_ERROR",
	"CLIENT_NOT_ACCESSIBLE_FOR_USER", "NOT_FOUND", "ENTITY_IS_DELETED",
	"METHOD_NOT_ALLOWED", "GONE", "UNSUPPORTED_API_VERSION",
	"URI_TOO_LONG", "UNSUPPORTED_MEDIA_TYPE", "JSON_PARSER_ERROR",
	"MALFORMED_QUERY", "INVALID_FIELD", "INVALID_TYPE", "MALFORMED_ID",
	"INVALID_QUERY_LOCATOR", "QUERY_TIMEOUT", "QUERY_TOO_COMPLICATED",
	"INVALID_QUERY_FILTER_OPERATOR", "OPERATION_TOO_LARGE",
	"EXCEEDED_ID_LIMIT", "REQUIRED_FIELD_MISSING", "STRING_TOO_LONG",
	"INVALID_FIELD_FOR_INSERT_UPDATE", "INVALID_TYPE_ON_FIELD_IN_RECORD",
	"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "INVALID_EMAIL_ADDRESS",
	"NUMBER_OUTSIDE_VALID_RANGE", "FIELD_INTEGRITY_EXCEPTION",
	"INVALID_CROSS_REFERENCE_KEY", "DUPLICATE_VALUE",
	"DUPLICATES_DETECTED", "DUPLICATE_EXTERNAL_ID",
	"FIELD_CUSTOM_VALIDATION_EXCEPTION",
	"FIELD_FILTER_VALIDATION_EXCEPTION",
	"CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
	"INSUFFICIENT_ACCESS_OR_READONLY",
	"INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
	"UNABLE_TO_LOCK_ROW", "STORAGE_LIMIT_EXCEEDED", "LIMIT_EXCEEDED",
	"TOO_MANY_ENUM_VALUE", "ALL_OR_NONE_OPERATION_ROLLED_BACK",
	"PROCESSING_HALTED", "UNKNOWN_EXCEPTION", "API_CURRENTLY_DISABLED",
	"SERVER_UNAVAILABLE", "invalid_client_id", "invalid_client",
	"app_not_found", "unsupported_grant_type", "inactive_user",
	"inactive_org", "invalid_app_access", "rate_limit_exceeded" };

START_TEST(every_known_code_has_cause_and_remedy)
{
	const char	*text = salesforce_remedy(codes[_i]);
	size_t		 len = strlen(text);

	ck_assert_msg(len > 30, "%s: '%s'", codes[_i], text);
	ck_assert_ptr_nonnull(strstr(text, ". "));
	ck_assert_msg(text[len - 1] == '.', "%s: '%s'", codes[_i], text);
}
END_TEST

START_TEST(an_unknown_code_has_none)
{
	ck_assert_str_eq(salesforce_remedy("FOO_BAR"), "");
	ck_assert_str_eq(salesforce_remedy(""), "");
	ck_assert_str_eq(salesforce_remedy("UNABLE_TO_LOCK_ROW"), "somebody "
	    "else was writing the record or its parent. It was tried several "
	    "times. Run again, or at an hour when fewer others write.");
}
END_TEST

static const struct { const char *code, *text; bool passing; } passes[] = {
	{ "UNABLE_TO_LOCK_ROW", "", true },
	{ "SERVER_UNAVAILABLE", "", true },
	{ "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API "
	    "Requests) Limit exceeded.", true },
	{ "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.", false },
	{ "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "AccountTrigger: "
	    "UNABLE_TO_LOCK_ROW, unable to obtain exclusive access", true },
	{ "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "AccountTrigger: null",
	    false },
	{ "DUPLICATE_VALUE", "", false }, { "", "", false }
};

START_TEST(what_passes_by_itself)
{
	ck_assert(salesforce_passing(passes[_i].code, passes[_i].text) ==
	    passes[_i].passing);
}
END_TEST

TCase *
test_salesforce_error(void)
{
	TCase	*tc = tcase_create("salesforce_error");

	tcase_add_loop_test(tc, an_error_is_read_in_every_shape, 0,
	    (int)COUNT(shapes));
	tcase_add_test(tc, pieces_of_errors_do_no_harm);
	tcase_add_loop_test(tc, every_known_code_has_cause_and_remedy, 0,
	    (int)COUNT(codes));
	tcase_add_test(tc, an_unknown_code_has_none);
	tcase_add_loop_test(tc, what_passes_by_itself, 0,
	    (int)COUNT(passes));
	return tc;
}

/* SPDX-License-Identifier: MIT */
#include "precept/schema_diff.h"
#include "salesforce_describe.h"
#include "support.h"

/* Describe answers as schemas, and what changes from one to the next. */

#define FIELD(name, type, rest) "{\"name\":\"" name "\",\"label\":\"" name \
	"\",\"type\":\"" type "\",\"filterable\":true," rest "}"
#define WRITE "\"createable\":true,\"updateable\":true,\"nillable\":true"
#define READ "\"createable\":false,\"updateable\":false"

static const char	answer[] = "{\"name\":\"Account\",\"label\":\"Account"
    "\",\"keyPrefix\":\"001\",\"custom\":false,\"fields\":["
    FIELD("Id", "id", READ ",\"idLookup\":true") ","
    FIELD("Name", "string", "\"length\":255,\"createable\":true,"
	"\"updateable\":true,\"nillable\":false,\"defaultedOnCreate\":false")
    "," FIELD("OwnerId", "reference", "\"createable\":true,"
	"\"updateable\":true,\"nillable\":false,\"defaultedOnCreate\":true,"
	"\"referenceTo\":[\"User\",\"Group\"],\"relationshipName\":\"Owner\"")
    "," FIELD("Key__c", "string", WRITE ",\"length\":40,\"unique\":true,"
	"\"externalId\":true") ","
    FIELD("Rating", "picklist", WRITE ",\"length\":40,"
	"\"restrictedPicklist\":true,\"picklistValues\":[{\"value\":\"Hot\","
	"\"active\":true},{\"value\":\"Old\",\"active\":false},"
	"{\"value\":\"Cold\",\"active\":true}]") ","
    FIELD("Regions__c", "multipicklist", WRITE ",\"length\":400,"
	"\"picklistValues\":[]") ","
    FIELD("Revenue", "currency", WRITE ",\"precision\":18,\"scale\":2") ","
    FIELD("Rate__c", "percent", READ ",\"calculated\":true,"
	"\"precision\":18,\"scale\":2") ","
    FIELD("Employees", "int", WRITE ",\"digits\":8") ","
    FIELD("Active__c", "boolean", "\"createable\":true,"
	"\"updateable\":true,\"nillable\":false") ","
    FIELD("Since__c", "date", WRITE) ","
    FIELD("CreatedDate", "datetime", READ) ","
    FIELD("Opens__c", "time", WRITE) ","
    FIELD("BillingAddress", "address", READ) ","
    FIELD("Gone__c", "string", WRITE ",\"deprecatedAndHidden\":true") ","
    "{\"name\":\"Notes__c\",\"type\":\"textarea\",\"length\":32768,"
    WRITE "}],\"recordTypeInfos\":[]}";

static const char	schema[] = "{ \"object\": \"Account\", \"prefix\": "
    "\"001\", \"fields\": [\n"
    "  { \"name\": \"Id\", \"type\": \"id\", \"flags\": [\"id\"] },\n"
    "  { \"name\": \"Name\", \"type\": \"text(255)\", \"flags\": "
    "[\"required\"] },\n"
    "  { \"name\": \"OwnerId\", \"type\": \"id\", \"refers\": [\"User\", "
    "\"Group\"], \"relation\": \"Owner\" },\n"
    "  { \"name\": \"Key__c\", \"type\": \"text(40)\", \"flags\": "
    "[\"unique\", \"external\"] },\n"
    "  { \"name\": \"Rating\", \"type\": \"picklist(40)\", \"flags\": "
    "[\"restricted\"], \"values\": [\"Hot\", \"Cold\"] },\n"
    "  { \"name\": \"Regions__c\", \"type\": \"multipicklist(400)\" },\n"
    "  { \"name\": \"Revenue\", \"type\": \"decimal(18,2)\" },\n"
    "  { \"name\": \"Rate__c\", \"type\": \"number\", \"flags\": "
    "[\"readonly\"] },\n"
    "  { \"name\": \"Employees\", \"type\": \"integer\" },\n"
    "  { \"name\": \"Active__c\", \"type\": \"boolean\" },\n"
    "  { \"name\": \"Since__c\", \"type\": \"date\" },\n"
    "  { \"name\": \"CreatedDate\", \"type\": \"datetime\", \"flags\": "
    "[\"readonly\"] },\n"
    "  { \"name\": \"Opens__c\", \"type\": \"text\" },\n"
    "  { \"name\": \"Notes__c\", \"type\": \"text(32768)\", \"flags\": "
    "[\"unfilterable\"] }\n] }\n";

static struct arena	*arena;
static struct err	 err;

static void
set_up(void)
{
	arena = arena_new();
	err = (struct err){ 0 };
}

static void
tear_down(void)
{
	arena_free(arena);
}

START_TEST(an_answer_becomes_a_schema)
{
	struct schema	*s, *again;
	struct text	 out;

	assert_ok(salesforce_describe_read(slice_of(answer), "salesforce",
	    arena, &s, &err), &err);
	text_init(&out, 100000);
	schema_show(s, &out);
	assert_text(&out, schema);
	assert_ok(schema_parse((struct slice){ out.ptr, out.len },
	    "salesforce", "x", arena, &again, &err), &err);
	ck_assert_uint_eq(schema_diff(s, again, arena,
	    &(struct schema_diff *){ NULL }), 0);
	text_free(&out);
}
END_TEST

static const struct {
	const char	*text, *want;
} bad[] = {
	{ "{\"name\":", "the description: line 1: this is not JSON; look for "
	    "a missing comma, quote or bracket here or just before" },
	{ "[]", "the answer describes no object" },
	{ "{\"name\":\"A\"}", "the answer describes no object" },
	{ "{\"name\":\"A\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"},"
	    "{\"name\":\"a\",\"type\":\"int\"}]}",
	    "the field 'a' is there twice" },
};

START_TEST(an_answer_that_describes_nothing_is_refused)
{
	struct schema	*s;

	ck_assert(!salesforce_describe_read(slice_of(bad[_i].text),
	    "salesforce", arena, &s, &err));
	assert_err(&err, ERR_REMOTE, bad[_i].want);
}
END_TEST

static struct schema *
parse(const char *fields)
{
	struct schema	*s;

	assert_ok(schema_parse(slice_of(arena_printf(arena, "{ \"object\": "
	    "\"A\", \"fields\": [%s] }", fields)), "salesforce", "x", arena,
	    &s, &err), &err);
	return s;
}

START_TEST(changes_are_told_field_by_field)
{
	static const char	*const want[] = {
	    "~a text(40) -> text(80); required; not updateable",
	    "~p not restricted to its values; values -'Old' +'New'",
	    "~r refers to +'Group'; relation -'Own' +'Owner'",
	    "+new date", "-gone integer" };
	struct schema		*was = parse("{\"name\":\"gone\",\"type\":"
	    "\"integer\"},{\"name\":\"a\",\"type\":\"text(40)\"},{\"name\":"
	    "\"same\",\"type\":\"date\",\"label\":\"x\"},{\"name\":\"p\","
	    "\"type\":\"picklist\",\"flags\":[\"restricted\"],\"values\":"
	    "[\"Hot\",\"Old\"]},{\"name\":\"r\",\"type\":\"id\",\"refers\":"
	    "[\"User\"],\"relation\":\"Own\"}");
	struct schema		*now = parse("{\"name\":\"a\",\"type\":"
	    "\"text(80)\",\"flags\":[\"required\",\"createonly\"]},"
	    "{\"name\":\"same\",\"type\":\"date\"},{\"name\":\"p\",\"type\":"
	    "\"picklist\",\"values\":[\"New\",\"Hot\"]},{\"name\":\"r\","
	    "\"type\":\"id\",\"refers\":[\"User\",\"Group\"],\"relation\":"
	    "\"Owner\"},{\"name\":\"new\",\"type\":\"date\"}");
	struct schema_diff	*d;

	ck_assert_uint_eq(schema_diff(was, now, arena, &d), COUNT(want));
	for (size_t i = 0; i < COUNT(want); i++)
		ck_assert_str_eq(arena_printf(arena, "%c%s %s", d[i].sign,
		    d[i].field, d[i].text), want[i]);
	ck_assert_uint_eq(schema_diff(NULL, now, arena, &d), now->count);
	ck_assert_int_eq(d[0].sign, '+');
}
END_TEST

TCase *
test_salesforce_describe(void)
{
	TCase	*tc = tcase_create("salesforce_describe");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, an_answer_becomes_a_schema);
	tcase_add_loop_test(tc, an_answer_that_describes_nothing_is_refused,
	    0, COUNT(bad));
	tcase_add_test(tc, changes_are_told_field_by_field);
	return tc;
}

/* SPDX-License-Identifier: MIT */
#include <sqlite3.h>
#include <stdio.h>

#include "org_write.h"
#include "support.h"

/* The sandbox's data: objects, fields, permissions, and what a record needs. */

static struct org	*org;
static struct arena	*arena;
static struct sandbox	 sandbox;
static char		 admin[19];
static struct err	 err;

static void
open_org(void)
{
	sandbox = (struct sandbox){ .clock_shift = 0 };
	arena = arena_new();
	org = org_open(&sandbox, NULL, NULL, &err);
	ck_assert_msg(org != NULL, "%s", err.text);
	ck_assert(org_user(org, ORG_ADMIN, admin));
}

static void
close_org(void)
{
	org_close(org);
	arena_free(arena);
}

static const struct org_object *
object(const char *name)
{
	const struct org_object	*o = org_object(org, slice_of(name));

	ck_assert_msg(o != NULL, "%s", name);
	return o;
}

/* "Name=Acme|Rating=" as values: text, null, #number, !true */
static struct org_write
record(const char *name, const char *line)
{
	struct org_value	*values = arena_array(arena, 32,
				    sizeof *values);
	struct org_write	 w = { .object = object(name),
				    .user = admin, .values = values };
	char			*copy = arena_string(arena, line), *at;

	for (char *part; (part = strsep(&copy, "|")) != NULL && *part;) {
		struct org_value	*v = &values[w.count++];

		at = strsep(&part, "=");
		v->name = slice_of(at);
		v->line = 1;
		v->column = 2;
		v->shape = *part == '\0' ? ORG_NULL : *part == '#' ?
		    ORG_NUMBER : *part == '!' ? (part[1] == 't' ? ORG_TRUE :
		    ORG_FALSE) : ORG_TEXT;
		v->text = slice_of(part + (*part == '#'));
	}
	return w;
}

static struct org_outcome out;

static bool
insert(const char *name, const char *line)
{
	struct org_write	w = record(name, line);

	return org_insert(org, &w, arena, &out);
}

static bool
update(const char *name, const char *id, const char *line)
{
	struct org_write	w = record(name, line);

	return org_update(org, &w, slice_of(id), arena, &out);
}

/* CODE status fields: text, a line each; the id begins as its object's. */
static const char *
outcome(void)
{
	struct text	 s;
	const char	*kept;

	text_init(&s, 1 << 16);
	for (size_t i = 0; i < out.error_count; i++)
		text_printf(&s, "%s%d %s [%s]: %s", i > 0 ? "\n" : "",
		    out.errors[i].status, out.errors[i].code,
		    out.errors[i].fields == NULL ? "" : out.errors[i].fields,
		    out.errors[i].text);
	if (out.error_count == 0)
		text_printf(&s, "%.3s", out.id);
	kept = arena_string(arena, s.ptr);
	text_free(&s);
	return kept;
}

static const struct { const char *object, *line, *want; } inserts[] = {
	{ "Account", "Name=Acme", "001" },
	{ "account", "name=Acme|RATING=Lukewarm", "001" },
	{ "Account", "Phone=1", "400 REQUIRED_FIELD_MISSING [Name]: "
	    "Required fields are missing: [Name]" },
	{ "Account", "Name=", "400 REQUIRED_FIELD_MISSING [Name]: "
	    "Required fields are missing: [Name]" },
	{ "Opportunity", "Amount=#1", "400 REQUIRED_FIELD_MISSING "
	    "[Name,StageName,CloseDate]: Required fields are missing: "
	    "[Name, StageName, CloseDate]" },
	{ "Account", "Name=A|foo=1", "400 INVALID_FIELD []: No such column "
	    "'foo' on sobject of type Account" },
	{ "Account", "Name=A|Id=001000000000001AAA", "400 INVALID_FIELD []: "
	    "The Id field should not be specified in the sobject data." },
	{ "Account", "Name=A|IsDeleted=!t|CreatedDate=2026-01-01T00:00:00Z",
	    "400 INVALID_FIELD_FOR_INSERT_UPDATE [IsDeleted,CreatedDate]: "
	    "Unable to create/update fields: IsDeleted, CreatedDate. Please "
	    "check the security settings of this field and verify that it is "
	    "read/write for your profile or permission set." },
	{ "Account", "Name=A|TickerSymbol=123456789012345678901",
	    "400 STRING_TOO_LONG [TickerSymbol]: Ticker Symbol: data value "
	    "too large: 123456789012345678901 (max length=20)" },
	{ "Account", "Name=A|TickerSymbol=ääääääääääääääääääää", "001" },
	{ "Account", "Name=A|NumberOfEmployees=#123456789",
	    "400 NUMBER_OUTSIDE_VALID_RANGE [NumberOfEmployees]: Employees: "
	    "value outside of valid range on numeric field: 123456789" },
	{ "Account", "Name=A|NumberOfEmployees=#12.5",
	    "400 JSON_PARSER_ERROR []: Cannot deserialize instance of int "
	    "from VALUE_NUMBER_FLOAT value 12.5 or request may be missing a "
	    "required field at [line:1, column:2]" },
	{ "Account", "Name=A|NumberOfEmployees=#12.0", "001" },
	{ "Account", "Name=A|NPS_Score__c=#1000",
	    "400 NUMBER_OUTSIDE_VALID_RANGE [NPS_Score__c]: NPS Score: "
	    "value outside of valid range on numeric field: 1000" },
	{ "Account", "Name=A|Renewal_Date__c=X",
	    "400 JSON_PARSER_ERROR []: Cannot deserialize instance of date "
	    "from VALUE_STRING value X or request may be missing a required "
	    "field at [line:1, column:2]" },
	{ "Account", "Name=A|CleanStatus=Dirty",
	    "400 INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST [CleanStatus]: "
	    "Clean Status: bad value for restricted picklist field: Dirty" },
	{ "Account", "Name=A|ParentId=001",
	    "400 MALFORMED_ID [ParentId]: Parent Account ID: id value of "
	    "incorrect type: 001" },
	{ "Account", "Name=A|ParentId=005000000000001AAA",
	    "400 MALFORMED_ID [ParentId]: Parent Account ID: id value of "
	    "incorrect type: 005000000000001AAA" },
	{ "Account", "Name=A|ParentId=001000000000001AAA",
	    "400 INVALID_CROSS_REFERENCE_KEY [ParentId]: invalid cross "
	    "reference id" },
	{ "Contact", "LastName=L|Email=nobody",
	    "400 INVALID_EMAIL_ADDRESS [Email]: Email: invalid email "
	    "address: nobody" },
	{ "Account", "Name=A|Is_Gainsight_Customer__c=",
	    "400 JSON_PARSER_ERROR []: Cannot deserialize instance of "
	    "boolean from VALUE_NULL value null or request may be missing a "
	    "required field at [line:1, column:2]" },
	{ "Account", "Name=#5", "400 JSON_PARSER_ERROR []: Cannot "
	    "deserialize instance of string from VALUE_NUMBER_INT value 5 or "
	    "request may be missing a required field at [line:1, "
	    "column:2]" },
	{ "Account", "Name=A|BillingAddress=x",
	    "400 INVALID_FIELD_FOR_INSERT_UPDATE [BillingAddress]: Unable "
	    "to create/update fields: BillingAddress. Please check the "
	    "security settings of this field and verify that it is "
	    "read/write for your profile or permission set." },
};

START_TEST(a_record_is_taken_or_refused_in_the_platforms_words)
{
	insert(inserts[_i].object, inserts[_i].line);
	ck_assert_str_eq(outcome(), inserts[_i].want);
}
END_TEST

/* A field of a record as JSON. */
static const char *
field_of(const char *name, const char *field, const char *id)
{
	const struct org_object	*o = object(name);
	const struct org_field	*f = org_field(o, slice_of(field));
	struct text		 s;
	sqlite3_stmt		*stmt;
	const char		*kept;

	text_init(&s, 1 << 20);
	text_printf(&s, "SELECT \"%s\" FROM \"%s\" WHERE \"Id\" = '%s'",
	    field, name, id);
	ck_assert_int_eq(sqlite3_prepare_v2(org_db(org), s.ptr, -1, &stmt,
	    NULL), SQLITE_OK);
	ck_assert_int_eq(sqlite3_step(stmt), SQLITE_ROW);
	text_clear(&s);
	org_put_json(&s, f, stmt, 0);
	sqlite3_finalize(stmt);
	kept = arena_string(arena, s.ptr);
	text_free(&s);
	return kept;
}

static const struct { const char *field, *sent, *want; } values[] = {
	{ "AnnualRevenue", "#1", "1.0" },
	{ "AnnualRevenue", "#0", "0.0" },
	{ "AnnualRevenue", "#-12.345", "-12.35" },
	{ "AnnualRevenue", "1E3", "1000.0" },
	{ "AnnualRevenue", "#9999999.99", "9999999.99" },
	{ "AnnualRevenue", "#30000000", "3.0E7" },
	{ "AnnualRevenue", "#12500000", "1.25E7" },
	{ "AnnualRevenue", "#1234567890123456", "1.234567890123456E15" },
	{ "BillingLatitude", "#0.0001", "1.0E-4" },
	{ "BillingLatitude", "#0.0125", "0.0125" },
	{ "NumberOfEmployees", "#12.0", "12" },
	{ "Renewal_Date__c", "2026-03-01", "\"2026-03-01\"" },
	{ "Pendo_lastvisit_last30d__c", "2026-03-01T10:00:00+01:00",
	    "\"2026-03-01T09:00:00.000+0000\"" },
	{ "Pendo_lastvisit_last30d__c", "2026-03-01T10:00:00.1239Z",
	    "\"2026-03-01T10:00:00.123+0000\"" },
	{ "Is_Gainsight_Customer__c", "!true", "true" },
	{ "Phone", "", "null" },
	{ "CleanStatus", "matched", "\"Matched\"" },
	{ "Description", "a \"b\"", "\"a \\\"b\\\"\"" },
};

START_TEST(values_come_back_as_the_platform_writes_them)
{
	ck_assert(insert("Account", arena_printf(arena, "Name=A|%s=%s",
	    values[_i].field, values[_i].sent)));
	ck_assert_str_eq(field_of("Account", values[_i].field, out.id),
	    values[_i].want);
}
END_TEST

START_TEST(ids_count_up_and_are_summed)
{
	ck_assert(insert("Account", "Name=A"));
	ck_assert_str_eq(out.id, "001Sb0000000001IAA");
	ck_assert(insert("Account", "Name=B"));
	ck_assert_str_eq(out.id, "001Sb0000000002IAA");
	ck_assert(insert("Contact", "LastName=L|FirstName=F"));
	ck_assert_str_eq(out.id, "003Sb0000000001IAA");
	ck_assert_str_eq(field_of("Contact", "Name", out.id), "\"F L\"");
	ck_assert_str_eq(field_of("Contact", "OwnerId", out.id),
	    arena_printf(arena, "\"%s\"", admin));
}
END_TEST

START_TEST(an_update_changes_what_it_names)
{
	char	id[19];

	sandbox.clock_shift = -86400000000;
	ck_assert(insert("Account", "Name=A|Phone=1"));
	memcpy(id, out.id, 19);
	sandbox.clock_shift = 0;
	ck_assert(update("Account", id, "Rating=Hot|Phone="));
	ck_assert_str_eq(field_of("Account", "Name", id), "\"A\"");
	ck_assert_str_eq(field_of("Account", "Phone", id), "null");
	ck_assert_str_eq(field_of("Account", "Rating", id), "\"Hot\"");
	ck_assert_str_ne(field_of("Account", "CreatedDate", id),
	    field_of("Account", "SystemModstamp", id));
	update("Account", id, "Name=");
	ck_assert_str_eq(outcome(), "400 REQUIRED_FIELD_MISSING [Name]: "
	    "Required fields are missing: [Name]");
	update("Account", "001", "Name=B");
	ck_assert_str_eq(outcome(), "400 MALFORMED_ID [Id]: Account ID: id "
	    "value of incorrect type: 001");
	update("Account", "001000000000001AAA", "Name=B");
	ck_assert_str_eq(outcome(), "404 INVALID_CROSS_REFERENCE_KEY []: "
	    "invalid cross reference id");
}
END_TEST

START_TEST(what_is_deleted_takes_along_what_belongs_to_it)
{
	struct org_write	w = record("Account", "");
	char			account[19], child[19];

	insert("Account", "Name=A");
	memcpy(account, out.id, 19);
	insert("Account", arena_printf(arena, "Name=B|ParentId=%s",
	    account));
	memcpy(child, out.id, 19);
	insert("Contact", arena_printf(arena, "LastName=B|AccountId=%s",
	    account));
	ck_assert_str_eq(outcome(), "003");
	ck_assert(org_delete(org, &w, slice_of(account), arena,
	    &(struct org_outcome){ .id = "" }));
	ck_assert_str_eq(field_of("Contact", "IsDeleted", out.id), "true");
	ck_assert_str_eq(field_of("Account", "IsDeleted", child), "false");
	ck_assert_str_eq(field_of("Account", "ParentId", child), "null");
	org_delete(org, &w, slice_of(account), arena, &out);
	ck_assert_str_eq(outcome(),
	    "404 ENTITY_IS_DELETED []: entity is deleted");
}
END_TEST

/* An external id, made visible. */
static void
add_key(unsigned flags)
{
	struct org_field	f = { .name = "Key__c", .label = "Key",
				    .type = ORG_STRING, .length = 20,
				    .flags = ORG_CREATEABLE |
				    ORG_UPDATEABLE | ORG_FILTERABLE |
				    ORG_EXTERNAL | flags,
				    .id = "00NSb0000000001AAA" };
	char			set[19];

	assert_ok(org_add_field(org, object("Account"), &f, &err), &err);
	ck_assert(insert("PermissionSet", "Name=Access|Label=Access"));
	memcpy(set, out.id, 19);
	ck_assert(insert("FieldPermissions", arena_printf(arena,
	    "ParentId=%s|SobjectType=Account|Field=Account.Key__c|"
	    "PermissionsRead=!t|PermissionsEdit=!t", set)));
	insert("Account", "Name=A|Key__c=k");
	ck_assert_str_eq(outcome(), "400 INVALID_FIELD []: No such column "
	    "'Key__c' on sobject of type Account");
	ck_assert(insert("PermissionSetAssignment", arena_printf(arena,
	    "PermissionSetId=%s|AssigneeId=%s", set, admin)));
	ck_assert(!insert("PermissionSetAssignment", arena_printf(arena,
	    "PermissionSetId=%s|AssigneeId=%s", set, admin)));
	ck_assert_str_eq(out.errors[0].code, "DUPLICATE_VALUE");
}

static bool
upsert(const char *value, const char *line, bool update_only)
{
	struct org_write	w = record("Account", line);
	struct org_key		key = { .field = org_field(w.object,
				    slice_of("Key__c")), .value =
				    slice_of(value), .update_only =
				    update_only };

	return org_upsert(org, &w, &key, arena, &out);
}

START_TEST(a_new_field_is_hidden_until_it_is_granted)
{
	add_key(ORG_UNIQUE);
	insert("Account", "Name=A|Key__c=k");
	ck_assert_str_eq(outcome(), "001");
	insert("Account", "Name=A|Key__c=K");
	ck_assert_str_eq(outcome(), "400 DUPLICATE_VALUE [Key__c]: duplicate "
	    "value found: Key__c duplicates value on record with id: "
	    "001Sb0000000001");
}
END_TEST

START_TEST(an_upsert_finds_its_record)
{
	add_key(0);
	ck_assert(upsert("k", "Name=A", false));
	ck_assert(out.created);
	ck_assert(upsert("K", "Name=B", false));
	ck_assert(!out.created);
	ck_assert_str_eq(field_of("Account", "Name", out.id), "\"B\"");
	ck_assert_str_eq(field_of("Account", "Key__c", out.id), "\"k\"");
	upsert("l", "Name=B", true);
	ck_assert_str_eq(outcome(), "404 NOT_FOUND []: The requested "
	    "resource does not exist");
	upsert("l", "Name=B|key__C=l", false);
	ck_assert_str_eq(outcome(), "400 INVALID_FIELD []: The Key__c field "
	    "should not be specified in the sobject data.");
	ck_assert(insert("Account", "Name=C|Key__c=k"));
	upsert("k", "Name=B", false);
	ck_assert_str_eq(outcome(), "300 DUPLICATE_EXTERNAL_ID []: more than "
	    "one record found for external id field: [001Sb0000000001IAA, "
	    "001Sb0000000002IAA]");
	ck_assert_str_eq(out.matches[1], "001Sb0000000002IAA");
}
END_TEST

START_TEST(a_parent_is_found_by_its_external_id)
{
	struct org_value	 key = { .name = SLICE("Key__c"), .shape =
				    ORG_TEXT, .text = SLICE("p") };
	struct org_write	 w;
	struct org_value	*v;

	add_key(0);
	ck_assert(upsert("p", "Name=Parent", false));
	w = record("Account", "Name=Child|Parent=x");
	v = (struct org_value *)&w.values[1];
	v->shape = ORG_NESTED;
	v->nested = &key;
	v->nested_count = 1;
	org_insert(org, &w, arena, &out);
	ck_assert_str_eq(outcome(), "001");
	ck_assert_str_eq(field_of("Account", "ParentId", out.id),
	    "\"001Sb0000000001IAA\"");
	key.text = SLICE("q");
	org_insert(org, &w, arena, &out);
	ck_assert_str_eq(outcome(), "400 INVALID_FIELD []: Foreign key "
	    "external ID: q not found for field Key__c in entity Account");
}
END_TEST

START_TEST(what_is_dropped_was_never_there)
{
	org_begin(org);
	ck_assert(insert("Account", "Name=A"));
	org_drop(org);
	ck_assert(!update("Account", out.id, "Name=B"));
}
END_TEST

START_TEST(an_org_in_a_file_is_there_again)
{
	const char	*path = arena_printf(arena, "%s/org.db",
			    support_folder());
	const char	*csv = support_file("a.csv", "Id,Name,CreatedDate\n"
			    "001000000000001,Acme,2020-01-01T00:00:00.000Z\n"
			    ",Other,\n");
	size_t		 rows = 0;

	org_close(org);
	remove(path);
	org = org_open(&sandbox, path, NULL, &err);
	ck_assert_msg(org != NULL, "%s", err.text);
	assert_ok(org_load(org, "Account", csv, &rows, &err), &err);
	ck_assert_uint_eq(rows, 2);
	add_key(0);
	org_close(org);
	org = org_open(&sandbox, path, NULL, &err);
	ck_assert_msg(org != NULL, "%s", err.text);
	ck_assert_str_eq(field_of("Account", "CreatedDate",
	    "001000000000001AAA"), "\"2020-01-01T00:00:00.000+0000\"");
	ck_assert(upsert("k", "Name=A", false));
	ck_assert_str_eq(out.id, "001Sb0000000002IAA");
	remove(path);
}
END_TEST

START_TEST(a_field_goes_with_its_column)
{
	add_key(0);
	assert_ok(org_drop_field(org, object("Account"), "Key__c", &err),
	    &err);
	insert("Account", "Name=A|Key__c=k");
	ck_assert_str_eq(outcome(), "400 INVALID_FIELD []: No such column "
	    "'Key__c' on sobject of type Account");
	ck_assert(insert("Account", "Name=A"));
}
END_TEST

START_TEST(relations_are_found_from_both_ends)
{
	const struct org_object	*whose;
	const struct org_field	*f;

	f = org_child(org, object("Account"), slice_of("contacts"), &whose);
	ck_assert_str_eq(f->name, "AccountId");
	ck_assert_str_eq(whose->name, "Contact");
	f = org_child(org, object("Account"), slice_of("ChildAccounts"),
	    &whose);
	ck_assert_str_eq(f->name, "ParentId");
	ck_assert_str_eq(org_relation(object("Account"),
	    slice_of("owner"))->name, "OwnerId");
	ck_assert_str_eq(org_of_id(org, slice_of("005xx"))->name, "User");
	ck_assert(org_object(org, slice_of("JBCXM__CustomerInfo__c")) !=
	    NULL);
}
END_TEST

TCase *
test_sandbox_org(void)
{
	TCase	*tc = tcase_create("sandbox_org");

	tcase_add_checked_fixture(tc, open_org, close_org);
	tcase_add_loop_test(tc,
	    a_record_is_taken_or_refused_in_the_platforms_words, 0,
	    COUNT(inserts));
	tcase_add_loop_test(tc, values_come_back_as_the_platform_writes_them,
	    0, COUNT(values));
	tcase_add_test(tc, ids_count_up_and_are_summed);
	tcase_add_test(tc, an_update_changes_what_it_names);
	tcase_add_test(tc, what_is_deleted_takes_along_what_belongs_to_it);
	tcase_add_test(tc, a_new_field_is_hidden_until_it_is_granted);
	tcase_add_test(tc, an_upsert_finds_its_record);
	tcase_add_test(tc, a_parent_is_found_by_its_external_id);
	tcase_add_test(tc, what_is_dropped_was_never_there);
	tcase_add_test(tc, an_org_in_a_file_is_there_again);
	tcase_add_test(tc, a_field_goes_with_its_column);
	tcase_add_test(tc, relations_are_found_from_both_ends);
	return tc;
}

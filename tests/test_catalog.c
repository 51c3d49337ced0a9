/* SPDX-License-Identifier: MIT */
#include "precept/catalog.h"
#include "precept/stdlib.h"

#include "support.h"

/* The shipped objects, those of a workspace, and how they are found. */

static struct arena	*arena;
static struct catalog	*catalog;
static struct err	 err;

static void
open_catalog(void)
{
	arena = arena_new();
	err = (struct err){ 0 };
	catalog = catalog_make(arena);
	assert_ok(catalog_add_shipped(catalog, &err), &err);
}

static void
close_catalog(void)
{
	arena_free(arena);
}

static const struct schema *
find(const char *connection, const char *object)
{
	return catalog_find(catalog, slice_of(connection), slice_of(object));
}

START_TEST(objects_are_found_by_name_and_alias)
{
	ck_assert_str_eq(find("salesforce", "Account")->prefix, "001");
	ck_assert_ptr_nonnull(find("gainsight", "CustomerInfo"));
	ck_assert_ptr_eq(find("gainsight", "CustomerInfo"),
	    find("gainsight", "JBCXM__CustomerInfo__c"));
	ck_assert_ptr_null(find("gainsight", "Account"));
	ck_assert_ptr_null(find("salesforce", "account"));
	ck_assert_ptr_null(find("pendo", "Account"));
	ck_assert(catalog_has_connection(catalog, SLICE("gainsight")));
	ck_assert(!catalog_has_connection(catalog, SLICE("gain")));
}
END_TEST

START_TEST(what_is_referred_to_may_live_elsewhere)
{
	const struct schema	*from = find("gainsight", "CustomerInfo");

	ck_assert_ptr_eq(catalog_refer(catalog, from, "Account"),
	    find("salesforce", "Account"));
	ck_assert_ptr_eq(catalog_refer(catalog, from,
	    "JBCXM__ScoringSchemeDefinition__c"),
	    find("gainsight", "ScoringSchemeDefinition"));
	catalog_add(catalog, schema_make(arena, "gainsight", "Account"));
	ck_assert_ptr_eq(catalog_refer(catalog, from, "Account"),
	    find("gainsight", "Account"));
	ck_assert_ptr_null(catalog_refer(catalog, from, "Nothing"));
}
END_TEST

START_TEST(everything_shipped_refers_to_something_shipped)
{
	for (size_t i = 0; i < catalog_count(catalog); i++) {
		const struct schema	*s = catalog_at(catalog, i);

		for (size_t j = 0; j < s->count; j++) {
			const struct field	*f = &s->fields[j];

			ck_assert((f->refers == NULL) ==
			    (f->relation == NULL));
			if (f->refers != NULL)
				ck_assert_msg(catalog_refer(catalog, s,
				    f->refers[0]) != NULL, "%s.%s", s->object,
				    f->name);
		}
	}
}
END_TEST

START_TEST(shipped_files_are_as_they_would_be_written)
{
	struct text	out;

	text_init(&out, 1 << 20);
	for (size_t i = 0; i < stdlib_count; i++) {
		const struct stdlib_file	*f = &stdlib_files[i];
		const char	*dot;

		if (strncmp(f->name, "schema/", 7) != 0)
			continue;
		dot = strchr(f->name, '.') + 1;
		for (size_t j = 0; j < catalog_count(catalog); j++) {
			const struct schema	*s = catalog_at(catalog, j);
			size_t			 len = strlen(s->object);

			if (strncmp(dot, s->object, len) != 0 ||
			    strcmp(dot + len, ".json") != 0 ||
			    strncmp(f->name + 7, s->connection,
			    strlen(s->connection)) != 0)
				continue;
			text_clear(&out);
			schema_show(s, &out);
			ck_assert_str_eq(out.ptr, f->ptr);
		}
	}
	text_free(&out);
}
END_TEST

START_TEST(the_words_of_the_usage_action_are_there)
{
	const struct schema	*s = find("gainsight", "UsageData");
	const struct field	*f;

	f = schema_by_label(s, SLICE("Usage Data Aggregation Level Name"));
	ck_assert_str_eq(f->name, "Name");
	ck_assert(f->flags & FIELD_RESTRICTED);
	ck_assert_str_eq(f->values[0], "ACCOUNTLEVEL");
	f = schema_by_label(s, SLICE("Active Visitors (30d)"));
	ck_assert(f->flags & FIELD_MEASURE);
	ck_assert_str_eq(type_show(&f->type, arena), "decimal(18,0)");
}
END_TEST

#define FILE_TEXT(object, field) "{ \"object\": \"" object "\", \"fields\": " \
	"[ { \"name\": \"" field "\", \"type\": \"text\" } ] }"

START_TEST(a_file_of_the_workspace_replaces_the_shipped_one)
{
	size_t		before = catalog_count(catalog);
	const char	*dir = support_folder();

	support_file("salesforce.Account.json", FILE_TEXT("Account", "X__c"));
	support_file("store.Notes.json", FILE_TEXT("Notes", "Text"));
	support_file("README.md", "not a schema");
	assert_ok(catalog_add_folder(catalog, dir, &err), &err);
	ck_assert_uint_eq(catalog_count(catalog), before + 1);
	ck_assert_uint_eq(find("salesforce", "Account")->count, 1);
	ck_assert_ptr_nonnull(schema_field(find("store", "Notes"),
	    SLICE("Text")));
	assert_ok(catalog_add_folder(catalog, "/nowhere/schema", &err), &err);
}
END_TEST

START_TEST(a_file_under_a_wrong_name_is_an_error)
{
	const char	*dir = support_folder();
	const char	*path = support_file("salesforce.Acount.json",
			    FILE_TEXT("Account", "X__c"));

	ck_assert(!catalog_add_folder(catalog, dir, &err));
	assert_err(&err, ERR_RULE, arena_printf(arena, "%s: the object in it "
	    "is 'Account', by its name it should be 'Acount'", path));
}
END_TEST

START_TEST(a_file_without_a_connection_is_an_error)
{
	const char	*dir = support_folder();
	const char	*path = support_file("Account.json",
			    FILE_TEXT("Account", "X__c"));

	ck_assert(!catalog_add_folder(catalog, dir, &err));
	assert_err(&err, ERR_RULE, arena_printf(arena, "%s: a schema's file "
	    "is named <connection>.<Object>.json", path));
}
END_TEST

START_TEST(the_hash_changes_with_a_field_and_not_with_the_order)
{
	struct catalog	*a = catalog_make(arena), *b = catalog_make(arena);
	struct schema	*x = schema_make(arena, "store", "X");
	struct schema	*y = schema_make(arena, "store", "Y");
	char		 one[65], two[65];

	catalog_add(a, x);
	catalog_add(a, y);
	catalog_add(b, y);
	catalog_add(b, x);
	catalog_hash(a, one);
	catalog_hash(b, two);
	ck_assert_str_eq(one, two);
	ck_assert_uint_eq(strlen(one), 64);
	schema_add(x, arena, "F", (struct type){ .kind = KIND_DATE });
	catalog_hash(b, two);
	ck_assert_str_ne(one, two);
}
END_TEST

TCase *
test_catalog(void)
{
	TCase	*tc = tcase_create("catalog");

	tcase_add_checked_fixture(tc, open_catalog, close_catalog);
	tcase_add_test(tc, objects_are_found_by_name_and_alias);
	tcase_add_test(tc, what_is_referred_to_may_live_elsewhere);
	tcase_add_test(tc, everything_shipped_refers_to_something_shipped);
	tcase_add_test(tc, shipped_files_are_as_they_would_be_written);
	tcase_add_test(tc, the_words_of_the_usage_action_are_there);
	tcase_add_test(tc, a_file_of_the_workspace_replaces_the_shipped_one);
	tcase_add_test(tc, a_file_under_a_wrong_name_is_an_error);
	tcase_add_test(tc, a_file_without_a_connection_is_an_error);
	tcase_add_test(tc,
	    the_hash_changes_with_a_field_and_not_with_the_order);
	return tc;
}

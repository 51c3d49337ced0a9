/* SPDX-License-Identifier: MIT */
#include "precept/doc.h"
#include "precept/schema.h"
#include "precept/type.h"

#include "support.h"

/* Types, small documents, and the schema files made of both. */

static struct arena	*arena;
static struct err	 err;

static void
open_arena(void)
{
	arena = arena_new();
	err = (struct err){ 0 };
}

static void
close_arena(void)
{
	arena_free(arena);
}

static const struct { const char *text, *want; } types[] = {
	{ "text", "text" }, { "text(255)", "text(255)" },
	{ " Text ( 40 ) ", "text(40)" }, { "string(18)", "text(18)" },
	{ "decimal(18,2)", "decimal(18,2)" },
	{ "decimal( 18 , 2 )", "decimal(18,2)" },
	{ "decimal(5)", "decimal(5,0)" }, { "decimal", "decimal(38,10)" },
	{ "currency(16,2)", "decimal(16,2)" },
	{ "currency", "decimal(18,2)" }, { "percent(3,0)", "decimal(3,0)" },
	{ "double", "number" }, { "double(18,0)", "decimal(18,0)" },
	{ "number", "number" }, { "number(18,0)", "decimal(18,0)" },
	{ "int", "integer" }, { "boolean", "boolean" }, { "id", "id" },
	{ "reference", "id" }, { "picklist(40)", "picklist(40)" },
	{ "multipicklist", "multipicklist" }, { "date", "date" },
	{ "datetime", "datetime" }, { "null", "null" }, { "email", "text" },
	{ "GSID", "text" }, { "MULTISELECTDROPDOWNLIST", "multipicklist" },
	{ "", NULL }, { "texts", NULL }, { "text(", NULL },
	{ "text()", NULL }, { "text(0)", NULL }, { "text(1,2)", NULL },
	{ "text(-1)", NULL }, { "text(99999999999)", NULL },
	{ "decimal(39,0)", NULL }, { "decimal(0,0)", NULL },
	{ "decimal(2,3)", NULL }, { "decimal(18,)", NULL },
	{ "decimal(18,2", NULL }, { "decimal(18,2))", NULL },
	{ "integer(4)", NULL }, { "date(3)", NULL }, { "(18,2)", NULL },
};

START_TEST(types_are_parsed_and_shown)
{
	struct type	type, again;
	bool		ok = type_parse(slice_of(types[_i].text), &type);

	ck_assert_msg(ok == (types[_i].want != NULL), "%s", types[_i].text);
	if (!ok)
		return;
	ck_assert_str_eq(type_show(&type, arena), types[_i].want);
	ck_assert(type_parse(slice_of(types[_i].want), &again));
	ck_assert(type_equal(&type, &again));
}
END_TEST

START_TEST(kinds_have_names)
{
	enum kind	kind;

	ck_assert(kind_parse(slice_of(kind_name((enum kind)_i)), &kind));
	ck_assert_int_eq(kind, _i);
	ck_assert(!kind_parse(SLICE("Text"), &kind));
}
END_TEST

static const struct { const char *text, *want; } broken[] = {
	{ "{", "x.json: line 1: this is not JSON; look for a missing comma, "
	    "quote or bracket here or just before" },
	{ "{\n\"a\": 1,\n}", "x.json: line 3: this is not JSON; look for a "
	    "missing comma, quote or bracket here or just before" },
	{ "", "x.json: line 1: this is not JSON; look for a missing comma, "
	    "quote or bracket here or just before" },
	{ "{}\n\nx",
	    "x.json: line 3: something follows after the end of the document" },
	{ "{ \"a\": 1, \"b\": 2, \"a\": 3 }",
	    "x.json: 'a' stands twice in one object" },
	{ "[{ \"a\": \"x\n\" }]", "x.json: line 1: a text is not closed "
	    "before the line ends" },
	{ "[\"a\tb\"]",
	    "x.json: line 1: a control character stands in a text" },
	{ "[\"a\\u0000b\"]", "x.json: line 1: \\u0000 stands in a text" },
	{ "[\n\"\xff\"]", "x.json: line 2: this is not valid UTF-8" },
	{ "[1e999]", "x.json: a number is too large" },
};

START_TEST(a_broken_document_says_where)
{
	struct doc	*d;

	ck_assert(!doc_parse(slice_of(broken[_i].text), "x.json", arena, &d,
	    &err));
	assert_err(&err, ERR_RULE, broken[_i].want);
}
END_TEST

START_TEST(a_document_has_a_ceiling)
{
	struct text	 out;
	struct doc	*d;

	text_init(&out, 1000);
	for (int i = 0; i < 100; i++)
		text_char(&out, '[');
	for (int i = 0; i < 100; i++)
		text_char(&out, ']');
	ck_assert(!doc_parse((struct slice){ out.ptr, out.len }, "x.json",
	    arena, &d, &err));
	assert_err(&err, ERR_LIMIT,
	    "x.json: it is nested more than 64 deep");
	text_free(&out);
}
END_TEST

START_TEST(a_document_is_a_tree)
{
	struct doc		*d;
	const struct doc	*list;

	assert_ok(doc_parse(SLICE("{ \"a\": [1, true, null, \"\\\\u0000\"], "
	    "\"b\": \"ü\", \"c\": true, \"A\": false } \n"), "x.json", arena,
	    &d, &err), &err);
	ck_assert_str_eq(doc_text(d, "b"), "ü");
	ck_assert(doc_flag(d, "c") && !doc_flag(d, "A"));
	ck_assert_ptr_null(doc_text(d, "a"));
	ck_assert_ptr_null(doc_get(d, "B"));
	list = doc_get(d, "a");
	ck_assert_int_eq(list->kind, DOC_LIST);
	ck_assert(list->child->number == 1);
	ck_assert_int_eq(list->child->next->next->kind, DOC_NULL);
	ck_assert_str_eq(list->child->next->next->next->text, "\\u0000");
}
END_TEST

#define GOOD								\
	"{ \"object\": \"Account\", \"prefix\": \"001\", "		\
	"\"aliases\": [\"Acc\"], \"fields\": [\n"			\
	"  { \"name\": \"Id\", \"type\": \"id\", "			\
	"\"label\": \"Account ID\", \"flags\": [\"id\"] },\n"		\
	"  { \"name\": \"Rating\", \"type\": \"picklist(40)\", "	\
	"\"flags\": [\"restricted\"], \"values\": [\"Hot\", \"Cold\"] },\n" \
	"  { \"name\": \"Made\", \"type\": \"datetime\", "		\
	"\"flags\": [\"readonly\", \"unfilterable\"] },\n"		\
	"  { \"name\": \"First\", \"type\": \"text(9)\", "		\
	"\"label\": \"The \\\"1st\\\"\", \"flags\": [\"createonly\", "	\
	"\"required\", \"unique\", \"external\"] },\n"			\
	"  { \"name\": \"Score\", \"type\": \"decimal(9,2)\", "		\
	"\"flags\": [\"updateonly\", \"measure\"] },\n"			\
	"  { \"name\": \"OwnerId\", \"type\": \"id\", "			\
	"\"refers\": [\"User\", \"Queue\"], \"relation\": \"Owner\" }\n" \
	"] }\n"

static struct schema *
parse(const char *text)
{
	struct schema	*s;

	assert_ok(schema_parse(slice_of(text), "salesforce", "x.json", arena,
	    &s, &err), &err);
	return s;
}

START_TEST(a_schema_is_read)
{
	struct schema		*s = parse(GOOD);
	const struct field	*f;

	ck_assert_str_eq(s->connection, "salesforce");
	ck_assert_str_eq(s->object, "Account");
	ck_assert_str_eq(s->label, "Account");
	ck_assert_str_eq(s->prefix, "001");
	ck_assert_str_eq(s->aliases[0], "Acc");
	ck_assert_uint_eq(s->count, 6);
	ck_assert_str_eq(schema_id(s)->label, "Account ID");
	ck_assert_int_eq(schema_id(s)->flags, FIELD_ID | FIELD_UNIQUE |
	    FIELD_FILTERABLE);
	f = schema_field(s, SLICE("Rating"));
	ck_assert_int_eq(f->index, 1);
	ck_assert_str_eq(f->label, "Rating");
	ck_assert_str_eq(f->values[1], "Cold");
	ck_assert_ptr_null(f->values[2]);
	ck_assert_ptr_null(schema_field(s, SLICE("rating")));
	ck_assert_ptr_null(schema_field(s, SLICE("Rat")));
	f = schema_by_relation(s, SLICE("Owner"));
	ck_assert_str_eq(f->refers[1], "Queue");
	ck_assert_ptr_null(schema_by_relation(s, SLICE("Rating")));
	ck_assert_ptr_eq(schema_by_label(s, SLICE("account id")),
	    schema_id(s));
}
END_TEST

START_TEST(a_schema_is_shown_as_it_was_read)
{
	struct text	out;

	text_init(&out, 10000);
	schema_show(parse(GOOD), &out);
	assert_text(&out, GOOD);
	text_free(&out);
}
END_TEST

#define ONE(field) "{ \"object\": \"A\", \"fields\": [ " field " ] }"

static const struct { const char *text, *want; } wrong[] = {
	{ "[]", "x.json: a schema must be { \"object\": …, \"fields\": […] }" },
	{ "{}", "x.json: 'object' is missing" },
	{ "{ \"object\": 7 }", "x.json: 'object' must be a text" },
	{ "{ \"object\": \"A\" }", "x.json: 'fields' must be a list" },
	{ "{ \"object\": \"A\", \"feilds\": [] }",
	    "x.json: there is no key 'feilds', did you mean 'fields'?" },
	{ "{ \"object\": \"A\", \"aliases\": [1], \"fields\": [] }",
	    "x.json: 'aliases' must be a list of texts" },
	{ ONE("1"),
	    "x.json: a field must be { \"name\": …, \"type\": … }" },
	{ ONE("{ \"type\": \"id\" }"), "x.json: field 1 has no name" },
	{ ONE("{ \"name\": \"X\" }"), "x.json: field 'X' has no type" },
	{ ONE("{ \"name\": \"X\", \"type\": \"txet\" }"),
	    "x.json: field 'X': there is no type 'txet'" },
	{ ONE("{ \"name\": \"X\", \"type\": \"id\", \"lable\": \"\" }"),
	    "x.json: field 'X': there is no key 'lable', did you mean "
	    "'label'?" },
	{ ONE("{ \"name\": \"X\", \"type\": \"id\", "
	    "\"flags\": [\"uniqe\"] }"), "x.json: field 'X': there is no flag "
	    "'uniqe', did you mean 'unique'?" },
	{ ONE("{ \"name\": \"X\", \"type\": \"id\", \"values\": \"a\" }"),
	    "x.json: field 'X': 'values' must be a list of texts" },
	{ ONE("{ \"name\": \"X\", \"type\": \"id\" }, "
	    "{ \"name\": \"X\", \"type\": \"id\" }"),
	    "x.json: field 'X' is there twice" },
};

START_TEST(a_wrong_schema_says_what_is_wrong)
{
	struct schema	*s;

	ck_assert(!schema_parse(slice_of(wrong[_i].text), "salesforce",
	    "x.json", arena, &s, &err));
	assert_err(&err, ERR_RULE, wrong[_i].want);
}
END_TEST

START_TEST(many_fields_are_found_by_name_and_none_twice)
{
	struct schema	*s = schema_make(arena, "csv", "acc");
	struct type	 type = { .kind = KIND_TEXT };

	ck_assert_ptr_null(schema_field(s, SLICE("f0")));
	ck_assert_ptr_null(schema_id(s));
	for (int i = 0; i < 1000; i++)
		ck_assert_ptr_nonnull(schema_add(s, arena,
		    arena_printf(arena, "f%d", i), type));
	for (int i = 0; i < 1000; i++)
		ck_assert_int_eq(schema_field(s, slice_of(arena_printf(arena,
		    "f%d", i)))->index, i);
	ck_assert_ptr_null(schema_add(s, arena, "f500", type));
	ck_assert_uint_eq(s->count, 1000);
}
END_TEST

START_TEST(a_label_that_two_fields_have_names_none)
{
	struct schema	*s = schema_make(arena, "csv", "acc");
	struct type	 type = { .kind = KIND_TEXT };

	schema_add(s, arena, "a", type)->label = "Name";
	ck_assert_str_eq(schema_by_label(s, SLICE("NAME"))->name, "a");
	schema_add(s, arena, "b", type)->label = "name";
	ck_assert_ptr_null(schema_by_label(s, SLICE("Name")));
}
END_TEST

TCase *
test_schema(void)
{
	TCase	*tc = tcase_create("schema");

	tcase_add_checked_fixture(tc, open_arena, close_arena);
	tcase_add_loop_test(tc, types_are_parsed_and_shown, 0, COUNT(types));
	tcase_add_loop_test(tc, kinds_have_names, 0, KIND_COUNT);
	tcase_add_loop_test(tc, a_broken_document_says_where, 0,
	    COUNT(broken));
	tcase_add_test(tc, a_document_has_a_ceiling);
	tcase_add_test(tc, a_document_is_a_tree);
	tcase_add_test(tc, a_schema_is_read);
	tcase_add_test(tc, a_schema_is_shown_as_it_was_read);
	tcase_add_loop_test(tc, a_wrong_schema_says_what_is_wrong, 0,
	    COUNT(wrong));
	tcase_add_test(tc, many_fields_are_found_by_name_and_none_twice);
	tcase_add_test(tc, a_label_that_two_fields_have_names_none);
	return tc;
}

/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "expr_case.h"
#include "precept/bind.h"
#include "precept/date.h"
#include "precept/ruleset.h"
#include "soql_write.h"
#include "support.h"

/*
 * A filter, and what is asked of Salesforce for it. The rule is run for
 * 2026-03-31 in London.
 */

static const char account[] = "{ \"object\": \"Account\", \"fields\": [\n"
    "{ \"name\": \"Id\", \"type\": \"id\", \"flags\": [\"id\"] },\n"
    "{ \"name\": \"OwnerId\", \"type\": \"id\", \"refers\": [\"User\"], "
    "\"relation\": \"Owner\", \"flags\": [\"required\"] },\n"
    "{ \"name\": \"ParentId\", \"type\": \"id\", \"refers\": "
    "[\"Account\"], \"relation\": \"Parent\" },\n"
    "{ \"name\": \"Name\", \"type\": \"text(255)\" },\n"
    "{ \"name\": \"Rating\", \"type\": \"picklist\" },\n"
    "{ \"name\": \"Regions__c\", \"type\": \"multipicklist\" },\n"
    "{ \"name\": \"Employees\", \"type\": \"integer\" },\n"
    "{ \"name\": \"Revenue\", \"type\": \"decimal(18,2)\" },\n"
    "{ \"name\": \"Score__c\", \"type\": \"number\" },\n"
    "{ \"name\": \"Active__c\", \"type\": \"boolean\" },\n"
    "{ \"name\": \"Renewal__c\", \"type\": \"date\" },\n"
    "{ \"name\": \"Created\", \"type\": \"datetime\" },\n"
    "{ \"name\": \"Notes\", \"type\": \"text(32000)\", "
    "\"flags\": [\"unfilterable\"] } ] }";
static const char user[] = "{ \"object\": \"User\", \"fields\": [\n"
    "{ \"name\": \"Id\", \"type\": \"id\", \"flags\": [\"id\"] },\n"
    "{ \"name\": \"Email\", \"type\": \"text(128)\" },\n"
    "{ \"name\": \"IsActive\", \"type\": \"boolean\" },\n"
    "{ \"name\": \"Quota\", \"type\": \"integer\" } ] }";

/* The Show columns that the filters of the cases can use. */
static const char shows[] = "\"Id\", \"OwnerId\", \"Name\", \"Rating\", "
    "\"Regions__c\", \"Employees\", \"Revenue\", \"Score__c\", "
    "\"Active__c\", \"Renewal__c\", \"Created\", \"Notes\", "
    "email = \"Owner.Email\", on = \"Owner.IsActive\", "
    "quota = \"Owner.Quota\", top = \"Parent.Parent.Name\", "
    "day = \"to_date(Created)\", big = \"Employees > 1000\", "
    "double = \"Employees * 2\", spring = \"date '2026-03-01'\"";

struct world {
	struct arena	*arena;
	struct catalog	*catalog;
	struct bind	*bind;
	struct diags	 diags;
	struct ruleset	*set;
	struct rule_day	 day;
};

static void
add_schema(struct world *w, const char *text)
{
	struct schema	*s;
	struct err	 err = { 0 };

	assert_ok(schema_parse(slice_of(text), "salesforce", "test",
	    w->arena, &s, &err), &err);
	catalog_add(w->catalog, s);
}

static const struct rule *
open_rule(struct world *w, const char *filters, const char *map)
{
	struct decl_top	*tops = NULL;
	struct err	 err = { 0 };
	char		*text;

	*w = (struct world){ .arena = arena_new() };
	w->day = (struct rule_day){ date_days((struct civil){ 2026, 3, 31 }),
		zone_find("Europe/London"), 1 };
	w->catalog = catalog_make(w->arena);
	add_schema(w, account);
	add_schema(w, user);
	w->bind = bind_open(NULL, &err);
	diags_init(&w->diags, w->arena);
	text = arena_printf(w->arena, "rule \"r\" {\nsource = "
	    "\"salesforce.Account\",\nshow = { %s },\nfilters = %s,\n"
	    "actions = { export_file { path = \"o.csv\", map = { %s } } } }",
	    shows, filters, map);
	bind_load(w->bind, "r.lua", slice_of(text), w->arena, &w->diags,
	    &tops);
	w->set = ruleset_make(w->arena, &w->diags, w->catalog, w->bind, ".",
	    tops);
	return w->diags.errors == 0 ? w->set->rules[0] : NULL;
}

static void
close_rule(struct world *w)
{
	ruleset_forget(w->set);
	bind_close(w->bind);
	arena_free(w->arena);
}

static void
put_answer(const struct soql_write *q, struct text *out)
{
	if (q->where != NULL)
		text_printf(out, "%s\n", q->where);
	for (size_t i = 0; i < q->count; i++) {
		if (q->tests[i].text != NULL)
			continue;
		text_string(out, "here: ");
		expr_show(q->tests[i].expr, out);
		text_char(out, '\n');
	}
}

static void
answer(struct slice text, struct text *out)
{
	struct world		 w;
	char			*filter = mem_text(text.ptr, text.len);
	char			 quoted[4096];
	struct soql_write	 q = { 0 };

	ck_assert_uint_lt(text.len, sizeof quoted - 20);
	snprintf(quoted, sizeof quoted, "[==[%s]==]", filter);
	q.rule = open_rule(&w, quoted, "Id = \"Id\"");
	q.catalog = w.catalog;
	q.day = &w.day;
	if (q.rule == NULL) {
		expr_case_findings(&w.diags, out);
	} else {
		soql_write_where(&q, w.arena);
		put_answer(&q, out);
	}
	close_rule(&w);
	mem_free(filter);
}

START_TEST(the_cases_hold)
{
	expr_case_run("tests/soql_write.case", 60, answer);
}
END_TEST

START_TEST(only_what_is_needed_is_asked)
{
	struct world		w;
	struct soql_write	q = { 0 };
	struct text		out;

	q.rule = open_rule(&w, "{ \"on\", \"big\", \"Notes is null\" }",
	    "Mail = \"email\", Twice = \"double\"");
	q.catalog = w.catalog;
	q.day = &w.day;
	text_init(&out, 10000);
	soql_write_explain(&q, &out);
	assert_text(&out, "        asks salesforce: SELECT Id, Employees, "
	    "Notes, Owner.Email, Owner.IsActive FROM Account WHERE "
	    "Owner.IsActive = TRUE AND Employees > 1000 ORDER BY Id\n"
	    "        checked here only: Notes is null\n");
	text_free(&out);
	close_rule(&w);
}
END_TEST

START_TEST(a_watermark_is_asked_first)
{
	struct world		w;
	struct soql_write	q = { .changed = true };
	static const char *const fields[] = { "Id", "Name" };

	q.rule = open_rule(&w, "{ \"Employees > 5 or on\" }", "Id = \"Id\"");
	q.catalog = w.catalog;
	q.day = &w.day;
	ck_assert(datetime_parse(SLICE("2026-03-01T10:11:12.500Z"),
	    &q.since));
	soql_write_where(&q, w.arena);
	ck_assert_str_eq(soql_write_query(&q, fields, 2, w.arena),
	    "SELECT Id, Name FROM Account WHERE SystemModstamp >= "
	    "2026-03-01T10:11:12Z AND (Employees > 5 OR Owner.IsActive = "
	    "TRUE) ORDER BY Id");
	ck_assert_str_eq(soql_write_count(&q, w.arena),
	    "SELECT COUNT() FROM Account WHERE SystemModstamp >= "
	    "2026-03-01T10:11:12Z AND (Employees > 5 OR Owner.IsActive = "
	    "TRUE)");
	close_rule(&w);
}
END_TEST

TCase *
test_soql_write(void)
{
	TCase	*tc = tcase_create("soql_write");

	tcase_add_test(tc, the_cases_hold);
	tcase_add_test(tc, only_what_is_needed_is_asked);
	tcase_add_test(tc, a_watermark_is_asked_first);
	return tc;
}

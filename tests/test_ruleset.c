/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "precept/bind.h"
#include "precept/clock.h"
#include "precept/func.h"
#include "precept/ruleset.h"
#include "support.h"

/* What a ruleset is when nothing was found: filters, order, hash. */

static struct arena	*arena;
static struct bind	*bind;
static struct diags	 diags;
static struct ruleset	*set;

static void
open_all(void)
{
	struct err	err = { 0 };

	arena = arena_new();
	bind = bind_open(NULL, &err);
	ck_assert_msg(bind != NULL, "%s", err.text);
}

static void
close_all(void)
{
	ruleset_forget(set);
	set = NULL;
	bind_close(bind);
	arena_free(arena);
}

static void
make(const char *text)
{
	struct catalog	*c = catalog_make(arena);
	struct decl_top	*tops = NULL;
	struct err	 err = { 0 };
	struct text	 found;

	assert_ok(catalog_add_shipped(c, &err), &err);
	ruleset_forget(set);
	diags_init(&diags, arena);
	bind_load(bind, "rules/a.lua", slice_of(arena_string(arena, text)),
	    arena, &diags, &tops);
	set = ruleset_make(arena, &diags, c, bind, ".", tops);
	text_init(&found, 1 << 20);
	diags_show(&diags, false, &found);
	ck_assert_msg(diags.errors == 0, "%s", found.ptr);
	text_free(&found);
}

#define EXPORT(name) "actions = { export_file { path = '" name ".csv' } }"

static const struct { const char *source, *filter; } customers[] = {
	{ "'salesforce.Account'", "JBCXM__CustomerInfo__c is not null" },
	{ "'gainsight.UsageData'",
	    "JBCXM__Account__r.JBCXM__CustomerInfo__c is not null" },
	{ "csv { path = 'x.csv', fields = { Id = 'id', "
	    "JBCXM__CustomerInfo__c = 'id' } }",
	    "JBCXM__CustomerInfo__c is not null" },
	{ "csv { path = 'x.csv', fields = { Id = 'id', "
	    "Is_Gainsight_Customer__c = 'boolean' } }",
	    "Is_Gainsight_Customer__c = true" },
};

START_TEST(customers_only_is_the_first_filter)
{
	const struct rule	*r;
	struct text		 text;

	make(arena_printf(arena, "rule 'r' { source = %s, show = { 'Id' }, "
	    "customers_only = true, filters = 'Id is not null', "
	    EXPORT("x") " }", customers[_i].source));
	r = set->rules[0];
	ck_assert_uint_eq(r->filter_count, 2);
	text_init(&text, 1000);
	expr_show(r->filters[0].expr, &text);
	assert_text(&text, customers[_i].filter);
	text_clear(&text);
	expr_show(r->filters[1].expr, &text);
	assert_text(&text, "Id is not null");
	text_free(&text);
	ck_assert_uint_eq(r->show_count, 2);
	ck_assert(!r->shows[0].hidden);
	ck_assert(r->shows[1].hidden);
	ck_assert_uint_eq(r->actions[0].count, 1);
}
END_TEST

START_TEST(customer_info_knows_only_customers)
{
	make("rule 'r' { source = 'gainsight.CustomerInfo', show = { 'Id' }, "
	    "customers_only = true, " EXPORT("x") " }");
	ck_assert_uint_eq(set->rules[0]->filter_count, 0);
	ck_assert(set->rules[0]->customers_only);
}
END_TEST

START_TEST(a_column_of_that_name_keeps_its_meaning)
{
	const struct rule	*r;

	make("rule 'r' { source = 'salesforce.Account', "
	    "show = { JBCXM__CustomerInfo__c = 'Name' }, "
	    "customers_only = true, "
	    "filters = \"JBCXM__CustomerInfo__c = 'x'\", " EXPORT("x") " }");
	r = set->rules[0];
	ck_assert_int_eq(r->filters[0].expr->args[0]->slot, 1);
	ck_assert_int_eq(r->filters[1].expr->args[0]->slot, 0);
}
END_TEST

START_TEST(rules_run_after_what_they_name)
{
	make("rule 'c' { source = 'salesforce.Account', show = { 'Id' }, "
	    "after = 'b', " EXPORT("c") " }"
	    "rule 'b' { source = 'salesforce.Account', show = { 'Id' }, "
	    "after = 'a', " EXPORT("b") " }"
	    "rule 'd' { source = 'salesforce.Account', show = { 'Id' }, "
	    EXPORT("d") " }"
	    "rule 'a' { source = 'salesforce.Account', show = { 'Id' }, "
	    EXPORT("a") " }");
	ck_assert_uint_eq(set->count, 4);
	ck_assert_str_eq(set->rules[0]->name, "d");
	ck_assert_str_eq(set->rules[1]->name, "a");
	ck_assert_str_eq(set->rules[2]->name, "b");
	ck_assert_str_eq(set->rules[3]->name, "c");
	ck_assert_ptr_eq(ruleset_find(set, SLICE("b")), set->rules[2]);
	ck_assert_ptr_null(ruleset_find(set, SLICE("e")));
}
END_TEST

START_TEST(a_load_is_filled_in)
{
	const struct action	*a;

	make("rule 'r' { source = 'salesforce.Account', "
	    "show = { 'Id', 'Name' }, guard = { max_changed = '20%' }, "
	    "schedule = 'daily at 03:00 in Europe/London', actions = {"
	    "load_to_sfdc { object = 'Account', operation = 'update', "
	    "keys = { 'Account ID' }, map = { Id = 'Id', ['Account Name'] = "
	    "{ 'Name', default = 'Unknown', null = 'clear' } } },"
	    "load { into = 'gainsight.CustomerInfo', "
	    "keys = { 'JBCXM__Account__c' }, on_existing = 'skip', "
	    "map = { JBCXM__Account__c = 'Id' } } } }");
	a = &set->rules[0]->actions[0];
	ck_assert_int_eq(a->operation, OP_UPDATE);
	ck_assert_int_eq(a->on_missing, MISSING_SKIP);
	ck_assert_str_eq(a->connection, "salesforce");
	ck_assert_uint_eq(a->key_count, 1);
	ck_assert_str_eq(a->maps[a->keys[0]].field->name, "Id");
	ck_assert(!a->maps[!a->keys[0]].key);
	ck_assert(a->maps[!a->keys[0]].clear);
	ck_assert_int_eq(a->maps[!a->keys[0]].fallback.expr->op,
	    EXPR_LITERAL);
	ck_assert_int_eq(a[1].operation, OP_UPSERT);
	ck_assert_int_eq(a[1].on_missing, MISSING_CREATE);
	ck_assert_int_eq(a[1].on_existing, EXISTING_SKIP);
	ck_assert_str_eq(a[1].object, "CustomerInfo");
	ck_assert(set->rules[0]->guard.max_changed_part == 0.2);
	ck_assert_int_eq(set->rules[0]->guard.max_rows, -1);
	ck_assert_str_eq(set->rules[0]->zone, "Europe/London");
}
END_TEST

/* A file's rows, the hash of which the tests below compare. */
static const char *
hash_of(const char *text)
{
	make(text);
	return arena_string(arena, set->hash);
}

#define RULE(body) "rule 'r' { source = 'salesforce.Account', " body " }"

START_TEST(the_hash_is_of_what_rules_say)
{
	const char	*one = hash_of(RULE("show = { 'Id', n = 'Name' }, "
			    "filters = 'n is not null', " EXPORT("x")));
	const char	*two = "rule 's' { source = 'salesforce.User', "
			    "show = { 'Id' }, " EXPORT("y") " }";

	ck_assert_str_eq(one, hash_of("-- a remark\n\n" RULE(EXPORT("x")
	    ", filters = '(n  IS not null)',\n show = { 'Id', n = 'Name' }")));
	ck_assert_str_ne(one, hash_of(RULE("show = { 'Id', n = 'Name' }, "
	    "filters = 'n is null', " EXPORT("x"))));
	ck_assert_str_ne(one, hash_of(RULE("show = { 'Id', m = 'Name' }, "
	    "filters = 'm is not null', " EXPORT("x"))));
	ck_assert_str_ne(one, hash_of(RULE("show = { 'Id', n = 'Name' }, "
	    "filters = 'n is not null', " EXPORT("y"))));
	one = arena_printf(arena, "%s%s", RULE("show = { 'Id' }, "
	    EXPORT("x")), two);
	ck_assert_str_eq(hash_of(one), hash_of(arena_printf(arena, "%s%s",
	    two, RULE("show = { 'Id' }, " EXPORT("x")))));
}
END_TEST

#define FUNC "func 'twice' { args = { 'integer' }, returns = 'integer', "

START_TEST(the_hash_knows_the_functions)
{
	const char	*rule = RULE("show = { n = 'twice(NumberOfEmployees)'"
			    " }, " EXPORT("x"));
	const char	*add = arena_printf(arena, FUNC
			    "function(n) return n + n end }\n%s", rule);
	const char	*mul = arena_printf(arena, FUNC
			    "function(n) return n * 2 end }\n%s", rule);

	ck_assert_str_ne(hash_of(add), hash_of(mul));
	ck_assert_str_eq(hash_of(add), hash_of(add));
	ck_assert_str_eq(set->funcs[0]->name, "twice");
	ck_assert_ptr_null(set->funcs[1]);
}
END_TEST

/* All of them write the same two fields, which is the worst there is. */
static void
put_rule(struct text *out, int n)
{
	text_printf(out, "rule 'rule %d' { source = 'salesforce.Account', "
	    "customers_only = true, "
	    "show = { 'Id', 'Name', v = 'NumberOfEmployees', "
	    "w = 'coalesce(AnnualRevenue, 0) / 12', o = 'Owner.Email' }, "
	    "filters = { \"v > 10 and Name != 'x'\", \"o like '%%@%%'\" }, "
	    "actions = { load_to_sfdc { object = 'Account', "
	    "operation = 'update', keys = { 'Id' }, map = { Id = 'Id', "
	    "NPS_Score__c = 'case when v > 100 then 1 else 0 end', "
	    "Gainsight_Health__c = { \"left(Name, 40)\",default = '-' } } } }, "
	    "schedule = 'daily at 03:00 in Europe/London' }\n", n);
}

START_TEST(a_thousand_rules_are_checked_in_no_time)
{
	struct text		 text;
	struct catalog		*c = catalog_make(arena);
	struct decl_top		*tops = NULL, **end = &tops;
	struct err		 err = { 0 };
	int64_t			 began;

	assert_ok(catalog_add_shipped(c, &err), &err);
	diags_init(&diags, arena);
	for (int n = 0; n < 1000; n += 50) {
		text_init(&text, 1 << 18);
		for (int i = n; i < n + 50; i++)
			put_rule(&text, i);
		bind_load(bind, arena_printf(arena, "rules/%d.lua", n),
		    slice_of(arena_string(arena, text.ptr)), arena, &diags,
		    end);
		while (*end != NULL)
			end = &(*end)->next;
		text_free(&text);
	}
	began = clock_worked();
	set = ruleset_make(arena, &diags, c, bind, ".", tops);
	began = clock_worked() - began;
	ck_assert_msg(diags.errors == 0, "%s", diags.first->text);
	ck_assert_uint_eq(diags.warnings, 2 * 999);
	ck_assert_msg(began < 2000000, "%lld microseconds",
	    (long long)began);
	if (getenv("SHOW_TIME") != NULL)
		printf("1,000 rules: %lld microseconds\n", (long long)began);
}
END_TEST

TCase *
test_ruleset(void)
{
	TCase	*tc = tcase_create("ruleset");

	tcase_add_checked_fixture(tc, open_all, close_all);
	tcase_add_loop_test(tc, customers_only_is_the_first_filter, 0,
	    COUNT(customers));
	tcase_add_test(tc, customer_info_knows_only_customers);
	tcase_add_test(tc, a_column_of_that_name_keeps_its_meaning);
	tcase_add_test(tc, rules_run_after_what_they_name);
	tcase_add_test(tc, a_load_is_filled_in);
	tcase_add_test(tc, the_hash_is_of_what_rules_say);
	tcase_add_test(tc, the_hash_knows_the_functions);
	tcase_add_test(tc, a_thousand_rules_are_checked_in_no_time);
	return tc;
}

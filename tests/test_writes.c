/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "load_world.h"
#include "precept/plan.h"

/* A list of what rules may write holds for all that writes, also for what
 * was decided before there was one. */

static const struct run_progress quiet;
static const char *path;

static void
open_account(void)
{
	const char	*id;
	char		 csv[100];

	load_world_open();
	id = load_world_account("{\"Name\":\"Acme\",\"Rating\":\"Hot\"}");
	snprintf(csv, sizeof csv, "id,rating\n%s,Warm\n", id);
	load_world_csv(csv);
	load_world_connection(", writes = { Account = { \"Ra*\" } }");
	load_world_rule("Id = \"id\", Rating = \"rating\"",
	    "operation = \"update\", keys = { \"Id\" }");
}

/* The rules are wrong then, and loaded all the same. */
static void
narrow(const char *writes)
{
	struct workbench	*b = &load_world.bench;

	load_world_connection(writes);
	workspace_close(&b->w);
	load_world.err = (struct err){ 0 };
	assert_ok(workspace_open(&b->w, b->dir, NULL, 0, WORKSPACE_WRITE,
	    &load_world.err), &load_world.err);
	ck_assert_uint_eq(b->w.diags.errors, 1);
	ck_assert_str_eq(b->w.diags.last->code, "P158");
}

static void
save_plan(void)
{
	struct load_world	*l = &load_world;
	struct workspace	*w = &l->bench.w;
	struct run_order	 o = { .kind = "run",
				    .date = workbench_day() };
	struct plan_order	 po = { .rules = &o.rule, .rule_count = 1,
				    .date = o.date };
	struct plan		 p;

	po.path = path = arena_printf(l->bench.arena, "%s/x.plan",
	    l->bench.dir);
	o.rule = ruleset_find(w->rules, SLICE("r"));
	assert_ok(plan_open(&p, w, &po, &l->err), &l->err);
	assert_ok(run_plan(w, &o, &p, l->bench.arena, &l->report, &l->err),
	    &l->err);
	assert_ok(plan_close(&p, &l->err), &l->err);
}

static bool
apply(void)
{
	return apply_plan(&load_world.bench.w, path, &quiet,
	    load_world.bench.arena, &load_world.report, &load_world.err);
}

START_TEST(what_is_listed_is_written)
{
	load_world_run(RUN_DONE);
	load_world_counts("+0 ~1 =0 !0 .0");
	load_world_is("SELECT Rating FROM Account", "Warm\n");
}
END_TEST

START_TEST(a_plan_from_before_is_refused)
{
	char	want[400];

	save_plan();
	narrow(", writes = { Account = { \"Name\" } }");
	ck_assert(!apply());
	snprintf(want, sizeof want, "the plan '%s' is not applied: rule 'r': "
	    "rules may not write salesforce.Account.Rating: 'writes' of the "
	    "connection (rules/connection.lua:1) does not list it", path);
	ck_assert_str_eq(load_world.err.text, want);
	load_world_is("SELECT Rating FROM Account", "Hot\n");
	load_world_connection(", writes = { Account = { \"Rating\" } }");
	workbench_load(&load_world.bench);
	load_world.err = (struct err){ 0 };
	assert_ok(apply(), &load_world.err);
	load_world_is("SELECT Rating FROM Account", "Warm\n");
}
END_TEST

START_TEST(a_run_is_refused)
{
	narrow(", writes = {}");
	load_world_fails("rule 'r': rules may not write "
	    "salesforce.Account.Rating: 'writes' of the connection "
	    "(rules/connection.lua:1) does not list it");
	load_world_is("SELECT Rating FROM Account", "Hot\n");
}
END_TEST

START_TEST(an_undo_is_refused_until_it_is_listed)
{
	struct load_world	*l = &load_world;
	int64_t			 run;

	load_world_run(RUN_DONE);
	run = l->report.row.id;
	narrow(", writes = { Account = {} }");
	ck_assert(!undo_run(&l->bench.w, run, &quiet, l->bench.arena,
	    &l->report, &l->err));
	ck_assert_ptr_nonnull(strstr(l->err.text, "rules may not write "
	    "salesforce.Account.Rating"));
	load_world_is("SELECT Rating FROM Account", "Warm\n");
	load_world_connection("");
	workbench_load(&l->bench);
	l->err = (struct err){ 0 };
	assert_ok(undo_run(&l->bench.w, run, &quiet, l->bench.arena,
	    &l->report, &l->err), &l->err);
	load_world_is("SELECT Rating FROM Account", "Hot\n");
}
END_TEST

TCase *
test_writes(void)
{
	TCase	*tc = tcase_create("writes");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, open_account, load_world_close);
	tcase_add_test(tc, what_is_listed_is_written);
	tcase_add_test(tc, a_plan_from_before_is_refused);
	tcase_add_test(tc, a_run_is_refused);
	tcase_add_test(tc, an_undo_is_refused_until_it_is_listed);
	return tc;
}

/* SPDX-License-Identifier: MIT */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "precept/file.h"
#include "support.h"
#include "workbench.h"

/*
 * Plan, run, apply, retry, undo on small workspaces. The first test holds
 * the dry run against the real one, row by row, over random data.
 */

static struct workbench bench;

static void
open_bench(void)
{
	workbench_open(&bench);
}

static void
close_bench(void)
{
	workbench_close(&bench);
}

#define FIELDS "key:text(10),amount:decimal(10,2),day:date,note:text(8)"

static const char rule_text[] =
    "local input = csv { path = \"data/in.csv\", fields = { key = "
    "\"text(10)\", amount = \"text\", day = \"date\", note = \"text\" } }\n"
    "rule \"both\" {\n"
    "  source = input,\n"
    "  show = { \"key\", \"day\", \"note\",\n"
    "           amount = \"decimal(amount, 2)\" },\n"
    "  filters = \"note is null or note != 'drop'\",\n"
    "  actions = {\n"
    "    load { into = \"store.Up\", operation = \"upsert\",\n"
    "           keys = { \"key\" }, filters = \"key != 'k3'\",\n"
    "           map = { key = \"key\", amount = { \"amount\", default = 0 },"
    "\n                   day = { \"day\", null = \"clear\" },\n"
    "                   note = \"note\" } },\n"
    "    load { into = \"store.Only\", operation = \"update\",\n"
    "           keys = { \"key\" }, on_missing = \"reject\",\n"
    "           map = { key = \"key\", amount = \"amount\" } },\n"
    "  },\n"
    "}\n";

static unsigned
draw(unsigned n)
{
	return (unsigned)rand() % n;
}

/* Nulls, repeats, bad numbers and dates, texts that are too long. */
static char *
random_csv(size_t rows, bool clean)
{
	static const char *const notes[] = { "", "a", "drop", "b\"\"c",
		"x\ny", "far too long for it", "ü" };
	struct text t;

	text_init(&t, 1 << 24);
	text_string(&t, "key,amount,day,note\n");
	for (size_t i = 0; i < rows; i++) {
		text_printf(&t, "k%u", clean ? (unsigned)i : draw(60));
		if (!clean && draw(20) == 0)
			t.len -= 2;
		if (draw(8) == 0)
			text_string(&t, ",");
		else if (!clean && draw(10) == 0)
			text_string(&t, ",much");
		else
			text_printf(&t, ",%u.%u", draw(3), draw(2));
		if (draw(5) == 0)
			text_string(&t, ",");
		else if (!clean && draw(10) == 0)
			text_string(&t, ",2026-02-30");
		else
			text_printf(&t, ",2026-03-0%u", 1 + draw(3));
		text_printf(&t, ",\"%s\"\n", notes[draw(clean ? 2 : 7)]);
	}
	return text_take(&t);
}

static void
make_data(unsigned seed)
{
	char *csv;

	srand(seed);
	csv = random_csv(40, true);
	workbench_file(&bench, "data/up.csv", csv);
	mem_free(csv);
	csv = random_csv(20, true);
	workbench_file(&bench, "data/only.csv", csv);
	mem_free(csv);
	csv = random_csv(200, false);
	workbench_file(&bench, "data/in.csv", csv);
	mem_free(csv);
	workbench_file(&bench, "rules/both.lua", rule_text);
	workbench_fill(&bench, "store.Up", "data/up.csv", FIELDS);
	workbench_fill(&bench, "store.Only", "data/only.csv", FIELDS);
	workbench_load(&bench);
}

#define OUT_RULE "rule \"out\" { source = csv { path = \"data/in.csv\", " \
	"fields = { key = \"text(10)\", amount = \"decimal(10,2)\" } }, " \
	"show = { \"key\", \"amount\" }, " \
	"actions = { export_file { path = \"out/x.csv\" } } }\n"

/* Rows of the plan, as the dry run classified them. */
static char *
plan_lines(const char *rule, struct run_report *r)
{
	struct run_order  o = { .kind = "run", .date = workbench_day() };
	struct plan_order po = { .rules = &o.rule, .rule_count = 1,
			    .date = o.date, .show_max = SIZE_MAX };
	struct plan	  p;
	struct err	  err = { 0 };
	char		 *lines;

	o.rule = ruleset_find(bench.w.rules, slice_of(rule));
	ck_assert(plan_open(&p, &bench.w, &po, &err));
	ck_assert_msg(run_plan(&bench.w, &o, &p, bench.arena, r, &err), "%s",
	    err.text);
	lines = workbench_lines(&bench, (struct slice){ p.shown->ptr,
	    p.shown->len });
	ck_assert(plan_close(&p, &err));
	return lines;
}

/* Created records get their id only when they are written. */
static void
blank_ids(char *lines)
{
	for (char *at = lines; (at = strstr(at, "[\"+\",")) != NULL; at++) {
		char *id = strchr(at + 5, ',') + 1, *end = strchr(id, ',');

		memset(id, '.', 4);
		memmove(id + 4, end, strlen(end) + 1);
	}
}

START_TEST(plan_and_run_classify_every_row_alike)
{
	struct run_report	planned, done;
	struct err		err = { 0 };
	char			*plan, *ledger;

	make_data((unsigned)_i);
	plan = plan_lines("both", &planned);
	ck_assert_msg(workbench_run(&bench, "both", &done, &err), "%s",
	    err.text);
	ledger = workbench_ledger(&bench, done.row.id);
	blank_ids(plan);
	blank_ids(ledger);
	ck_assert_str_eq(plan, ledger);
	ck_assert_mem_eq(&planned.row.counts, &done.row.counts,
	    sizeof planned.row.counts);
	ck_assert_uint_gt(done.row.counts.rejected, 0);
	ck_assert_uint_gt(done.row.counts.created, 0);
	ck_assert_uint_gt(done.row.counts.updated, 0);
	ck_assert_int_eq(done.row.state, RUN_PARTIAL);
}
END_TEST

static int
count(const char *text, const char *what)
{
	int n = 0;

	while ((text = strstr(text, what)) != NULL) {
		text += strlen(what);
		n++;
	}
	return n;
}

/* Later rows for a record that an earlier one made, committed or not. */
START_TEST(a_twin_of_a_created_record_is_refused_whatever_is_committed)
{
	static const char *const on_existing[] = { "update", "skip", "reject" };
	struct run_report	r;
	struct err		err = { 0 };
	struct text		csv;
	char			rule[512];

	text_init(&csv, 1 << 16);
	text_string(&csv, "key,amount\n");
	for (int i = 0; i < 400; i++)
		text_printf(&csv, "k%d,%d\n", i % 100, i / 100);
	workbench_file(&bench, "data/in.csv", csv.ptr);
	text_free(&csv);
	workbench_file(&bench, "data/up.csv", "key,amount\nk7,5\n");
	workbench_fill(&bench, "store.Up", "data/up.csv", FIELDS);
	snprintf(rule, sizeof rule, "rule \"up\" { source = csv { path = "
	    "\"data/in.csv\", fields = { key = \"text(10)\", amount = "
	    "\"decimal(10,2)\" } }, show = { \"key\", \"amount\" }, "
	    "actions = { load { into = \"store.Up\", operation = \"upsert\","
	    " on_existing = \"%s\", keys = { \"key\" }, map = { key = "
	    "\"key\", amount = \"amount\" } } } }\n", on_existing[_i]);
	workbench_file(&bench, "rules/up.lua", rule);
	workbench_load(&bench);
	ck_assert_msg(workbench_run(&bench, "up", &r, &err), "%s", err.text);
	ck_assert_uint_eq(r.row.counts.created, 99);
	ck_assert_uint_eq(r.row.counts.updated, _i == 0);
	ck_assert_uint_eq(r.row.counts.skipped, _i == 1 ? 4 : 0);
	ck_assert_uint_eq(r.row.counts.rejected, _i == 0 ? 300 :
	    _i == 1 ? 297 : 301);
	ck_assert_int_eq(count(workbench_ledger(&bench, r.row.id), "D404"),
	    _i == 2 ? 4 : 0);
}
END_TEST

static char *
read_back(const char *file)
{
	struct err	err = { 0 };
	struct slice	text;
	char		name[64];

	snprintf(name, sizeof name, "data/%s", file);
	ck_assert_msg(file_read(file_join(bench.arena, bench.dir, name),
	    1 << 24, bench.arena, &text, &err), "%s", err.text);
	return arena_text(bench.arena, text);
}

/* Rows in an order of their own: batches are others after a kill. */
static int
compare_lines(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static char *
sort_lines(char *text)
{
	char	*line[2000], *out = arena_alloc(bench.arena, strlen(text) + 1);
	size_t	 n = 0;

	for (char *at = text; *at != '\0'; at += strcspn(at, "\n") + 1) {
		ck_assert_uint_lt(n, COUNT(line));
		line[n++] = arena_text(bench.arena, (struct slice){ at,
		    strcspn(at, "\n") + 1 });
	}
	qsort(line, n, sizeof *line, compare_lines);
	*out = '\0';
	for (size_t i = 0; i < n; i++)
		strcat(out, line[i]);
	return out;
}

/* The rule "both" with its data; what exists is treated in one way. */
static char *
make_halves(int seed)
{
	static const char *const on_existing[] = { "update", "skip", "reject" };
	const char	*way = arena_printf(bench.arena, "\"upsert\", "
			    "on_existing = \"%s\"", on_existing[seed % 3]);
	const char	*at = strstr(rule_text, "\"upsert\"");

	make_data((unsigned)seed);
	workbench_file(&bench, "rules/both.lua", arena_printf(bench.arena,
	    "%.*s%s%s", (int)(at - rule_text), rule_text, way, at + 8));
	workbench_load(&bench);
	return read_back("in.csv");
}

/* What was committed of a run that a kill has ended. */
static void
cut_off(struct run_report *r)
{
	struct err err = { 0 };

	r->row.state = RUN_RUNNING;
	r->row.finished = 0;
	r->row.pid = 1;
	ck_assert_msg(journal_update(bench.w.store, &r->row, &err), "%s",
	    err.text);
}

static char *
ledger_of(const struct run_report *r)
{
	char *lines = workbench_ledger(&bench, r->row.id);

	blank_ids(lines);
	return sort_lines(lines);
}

/* Check cannot show texts as long as these. */
static void
is_alike(const char *got, const char *want)
{
	while (*got != '\0' || *want != '\0') {
		size_t n = strcspn(got, "\n"), m = strcspn(want, "\n");

		if (n != m || memcmp(got, want, n) != 0)
			ck_abort_msg("%.*s instead of %.*s", (int)n, got,
			    (int)m, want);
		got += n + (got[n] != '\0');
		want += m + (want[m] != '\0');
	}
}

/* Half of the rows were committed: with the rest all is as without a kill,
 * also for rows whose record the first half had. */
START_TEST(a_run_that_was_cut_off_ends_like_any_other)
{
	struct run_report	whole, half;
	struct run_row		row;
	struct err		err = { 0 };
	const char		**notes;
	char			*csv, *want, *middle;
	size_t			 count;

	make_halves(_i);
	ck_assert_msg(workbench_run(&bench, "both", &whole, &err), "%s",
	    err.text);
	want = strdup(ledger_of(&whole));
	ck_assert_ptr_nonnull(strstr(want, "D403"));
	close_bench();
	open_bench();
	csv = make_halves(_i);
	middle = strstr(csv + strlen(csv) / 2, "\nk") + 1;
	workbench_file(&bench, "data/in.csv", arena_text(bench.arena,
	    (struct slice){ csv, (size_t)(middle - csv) }));
	ck_assert_msg(workbench_run(&bench, "both", &half, &err), "%s",
	    err.text);
	cut_off(&half);
	workbench_file(&bench, "data/in.csv", csv);
	ck_assert_msg(recover_runs(&bench.w, bench.arena, &notes, &count,
	    &err), "%s", err.text);
	ck_assert_uint_eq(count, 1);
	ck_assert(journal_run(bench.w.store, half.row.id, bench.arena, &row,
	    &err));
	is_alike(ledger_of(&half), want);
	ck_assert_mem_eq(&row.counts, &whole.row.counts, sizeof row.counts);
	ck_assert_int_eq(row.state, RUN_PARTIAL);
	free(want);
}
END_TEST

START_TEST(a_second_run_changes_nothing)
{
	struct run_report	first, second;
	struct err		err = { 0 };

	make_data((unsigned)_i);
	ck_assert(workbench_run(&bench, "both", &first, &err));
	ck_assert(workbench_run(&bench, "both", &second, &err));
	ck_assert_uint_eq(second.row.counts.created, 0);
	ck_assert_uint_eq(second.row.counts.updated, 0);
	ck_assert_uint_eq(second.row.counts.rejected,
	    first.row.counts.rejected);
}
END_TEST

static void
dump(const char *object, const char *file)
{
	struct run_report	r;
	struct err		err = { 0 };
	char			rule[512];

	snprintf(rule, sizeof rule, "rule \"dump\" { source = \"%s\", show = "
	    "{ \"key\", \"amount\", \"day\", \"note\" }, actions = { "
	    "export_file { path = \"data/%s\" } } }\n", object, file);
	workbench_file(&bench, "rules/dump.lua", rule);
	workbench_load(&bench);
	ck_assert_msg(workbench_run(&bench, "dump", &r, &err), "%s",
	    err.text);
}

START_TEST(undo_puts_back_what_was)
{
	struct run_progress	quiet = { 0 };
	struct run_report	r, back;
	struct err		err = { 0 };
	char			*before, *after;

	make_data((unsigned)_i);
	dump("store.Up", "before.jsonl");
	before = read_back("before.jsonl");
	ck_assert(workbench_run(&bench, "both", &r, &err));
	ck_assert_msg(undo_run(&bench.w, r.row.id, &quiet, bench.arena,
	    &back, &err), "%s", err.text);
	ck_assert_uint_eq(back.row.counts.deleted, r.row.counts.created);
	ck_assert_uint_eq(back.row.counts.updated, r.row.counts.updated);
	ck_assert_int_eq(back.row.state, RUN_DONE);
	dump("store.Up", "after.jsonl");
	after = read_back("after.jsonl");
	ck_assert_str_eq(before, after);
}
END_TEST

static void
save_plan(const char *name)
{
	struct run_order	o = { .kind = "run", .date = workbench_day() };
	struct plan_order	po = { .rules = &o.rule, .rule_count = 1,
				    .path = name, .date = o.date };
	struct run_report	r;
	struct plan		p;
	struct err		err = { 0 };

	o.rule = ruleset_find(bench.w.rules, slice_of("both"));
	ck_assert(plan_open(&p, &bench.w, &po, &err));
	ck_assert(run_plan(&bench.w, &o, &p, bench.arena, &r, &err));
	ck_assert(plan_close(&p, &err));
}

START_TEST(apply_does_what_the_plan_says_and_once)
{
	struct run_progress	quiet = { 0 };
	struct run_report	planned, done, twice;
	struct err		err = { 0 };
	char			*path, *plan, *ledger;

	make_data((unsigned)_i);
	path = file_join(bench.arena, bench.dir, "data/a.plan");
	plan = plan_lines("both", &planned);
	save_plan(path);
	ck_assert_msg(apply_plan(&bench.w, path, &quiet, bench.arena, &done,
	    &err), "%s", err.text);
	ledger = workbench_ledger(&bench, done.row.id);
	blank_ids(plan);
	blank_ids(ledger);
	ck_assert_str_eq(plan, ledger);
	ck_assert_uint_eq(done.row.counts.stale, 0);
	ck_assert(!apply_plan(&bench.w, path, &quiet, bench.arena, &twice,
	    &err));
	ck_assert_ptr_nonnull(strstr(err.text, "was applied by run"));
}
END_TEST

START_TEST(apply_refuses_a_changed_record_and_does_the_rest)
{
	struct run_progress	quiet = { 0 };
	struct run_report	done;
	struct err		err = { 0 };
	char			*path, *ledger;

	make_data(1);
	path = file_join(bench.arena, bench.dir, "data/a.plan");
	workbench_file(&bench, "data/in.csv", "key,amount,day,note\n"
	    "k1,77.5,2026-03-01,a\nk2,88.5,2026-03-01,a\n");
	workbench_load(&bench);
	save_plan(path);
	workbench_file(&bench, "data/new.csv", "key,amount\nk1,5\n");
	workbench_file(&bench, "rules/other.lua",
	    "rule \"other\" { source = csv { path = \"data/new.csv\", fields "
	    "= { key = \"text(10)\", amount = \"decimal(10,2)\" } }, show = {"
	    " \"key\", \"amount\" }, actions = { load { into = \"store.Up\", "
	    "operation = \"update\", keys = { \"key\" }, map = { key = "
	    "\"key\", amount = \"amount\" } } }, after = \"both\" }\n");
	workbench_load(&bench);
	ck_assert(workbench_run(&bench, "other", &done, &err));
	ck_assert_uint_eq(done.row.counts.updated, 1);
	ck_assert_msg(apply_plan(&bench.w, path, &quiet, bench.arena, &done,
	    &err), "%s", err.text);
	ck_assert_uint_eq(done.row.counts.stale, 1);
	ck_assert_uint_gt(done.row.counts.updated, 0);
	ledger = workbench_ledger(&bench, done.row.id);
	ck_assert_ptr_nonnull(strstr(ledger, "D406"));
	ck_assert_ptr_nonnull(strstr(ledger, "the plan saw"));
}
END_TEST

START_TEST(a_plan_of_other_rules_is_refused)
{
	struct run_progress	quiet = { 0 };
	struct run_report	done;
	struct err		err = { 0 };
	struct text		other;
	char			*path;

	make_data(2);
	path = file_join(bench.arena, bench.dir, "data/a.plan");
	save_plan(path);
	text_init(&other, 1 << 16);
	text_string(&other, rule_text);
	*strstr(other.ptr, "'k3'") = ' ';
	memcpy(strstr(other.ptr, "!=  k3'"), "!= 'k4'", 7);
	workbench_file(&bench, "rules/both.lua", other.ptr);
	text_free(&other);
	workbench_load(&bench);
	ck_assert(!apply_plan(&bench.w, path, &quiet, bench.arena, &done,
	    &err));
	ck_assert_ptr_nonnull(strstr(err.text, "the rule 'both' has changed "
	    "since the plan"));
}
END_TEST

START_TEST(a_plan_knows_of_its_own_rules_only)
{
	struct run_progress	quiet = { 0 };
	struct run_report	done;
	struct err		err = { 0 };
	char			*path;

	make_data(2);
	path = file_join(bench.arena, bench.dir, "data/a.plan");
	workbench_file(&bench, "rules/other.lua", OUT_RULE);
	workbench_load(&bench);
	save_plan(path);
	workbench_file(&bench, "rules/other.lua", "");
	workbench_load(&bench);
	ck_assert_msg(apply_plan(&bench.w, path, &quiet, bench.arena, &done,
	    &err), "%s", err.text);
	ck_assert_str_eq(done.row.rule, "both");
}
END_TEST

START_TEST(retry_does_the_rejected_rows_and_no_other)
{
	struct run_progress	quiet = { 0 };
	struct run_report	first, again;
	struct err		err = { 0 };

	make_data(3);
	workbench_file(&bench, "data/in.csv", "key,amount,day,note\n"
	    "k1,77.5,2026-03-01,a\nk2,much,2026-03-01,a\n"
	    "k4,88.5,2026-13-01,a\n");
	ck_assert(workbench_run(&bench, "both", &first, &err));
	ck_assert_uint_eq(first.row.counts.rejected, 2);
	workbench_file(&bench, "data/in.csv", "key,amount,day,note\n"
	    "k1,99.5,2026-03-01,a\nk2,66.5,2026-03-01,a\n"
	    "k4,88.5,2026-03-01,a\n");
	ck_assert_msg(retry_run(&bench.w, first.row.id, &quiet, bench.arena,
	    &again, &err), "%s", err.text);
	ck_assert_uint_eq(again.row.counts.read, 2);
	ck_assert_uint_eq(again.row.counts.rejected, 0);
	ck_assert_int_eq(again.row.state, RUN_DONE);
	ck_assert_int_eq(again.row.of, first.row.id);
}
END_TEST

START_TEST(retry_never_leaves_half_a_file)
{
	struct run_progress	quiet = { 0 };
	struct run_report	first, again;
	struct err		err = { 0 };

	make_data(3);
	workbench_file(&bench, "rules/out.lua", OUT_RULE);
	workbench_file(&bench, "data/in.csv", "key,amount,day,note\n"
	    "k1,77.5,2026-03-01,a\nk2,much,2026-03-01,a\n");
	workbench_load(&bench);
	ck_assert(workbench_run(&bench, "out", &first, &err));
	ck_assert_uint_eq(first.row.counts.rejected, 1);
	ck_assert(!retry_run(&bench.w, first.row.id, &quiet, bench.arena,
	    &again, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "writes the file out/x.csv as "
	    "a whole: mend the rows and run the rule again"));
}
END_TEST

static const char guarded[] =
    "rule \"guarded\" { source = csv { path = \"data/in.csv\", fields = { "
    "key = \"text(10)\", amount = \"decimal(10,2)\" } }, show = { \"key\", "
    "\"amount\" }, actions = { load { into = \"store.Up\", operation = "
    "\"update\", keys = { \"key\" }, map = { key = \"key\", amount = { "
    "\"amount\", null = \"clear\" } } } }, guard = { %s } }\n";

static const struct {
	const char *guard, *held;
} guards[] = {
	{ "max_rows = 1", "it would write 2 rows, max_rows is 1" },
	{ "max_rows = 2", NULL },
	{ "max_changed = 1", "it would change 2 records, max_changed is 1" },
	{ "max_changed = \"99%\"", "it would change 2 of the 2 records it "
	    "matched (100%), max_changed is 99%" },
	{ "max_changed = \"100%\"", NULL },
	{ "max_blanked = 0", "it would empty 1 values, max_blanked is 0" },
};

START_TEST(a_guard_turns_a_run_into_a_saved_plan)
{
	struct run_progress	quiet = { 0 };
	struct run_report	r, done;
	struct err		err = { 0 };
	char			rule[1024];

	workbench_file(&bench, "data/in.csv",
	    "key,amount\nk1,77.5\nk2,\n");
	workbench_file(&bench, "data/up.csv",
	    "key,amount,day,note\nk1,1,,\nk2,2,,\n");
	workbench_fill(&bench, "store.Up", "data/up.csv", FIELDS);
	snprintf(rule, sizeof rule, guarded, guards[_i].guard);
	workbench_file(&bench, "rules/both.lua", rule);
	workbench_load(&bench);
	ck_assert_msg(workbench_run(&bench, "guarded", &r, &err), "%s",
	    err.text);
	if (guards[_i].held == NULL) {
		ck_assert_int_eq(r.row.state, RUN_DONE);
		ck_assert_uint_eq(r.row.counts.updated, 2);
		return;
	}
	ck_assert_int_eq(r.row.state, RUN_WAITING);
	ck_assert_str_eq(r.held, guards[_i].held);
	ck_assert_str_eq(workbench_ledger(&bench, r.row.id), "");
	ck_assert_msg(apply_plan(&bench.w, r.plan_path, &quiet, bench.arena,
	    &done, &err), "%s", err.text);
	ck_assert_uint_eq(done.row.counts.updated, 2);
}
END_TEST

TCase *
test_run(void)
{
	TCase *tc = tcase_create("run");

	tcase_add_checked_fixture(tc, open_bench, close_bench);
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, plan_and_run_classify_every_row_alike, 0, 20);
	tcase_add_loop_test(tc,
	    a_twin_of_a_created_record_is_refused_whatever_is_committed, 0, 3);
	tcase_add_loop_test(tc, a_run_that_was_cut_off_ends_like_any_other, 0,
	    12);
	tcase_add_loop_test(tc, a_second_run_changes_nothing, 0, 3);
	tcase_add_loop_test(tc, undo_puts_back_what_was, 0, 3);
	tcase_add_loop_test(tc, apply_does_what_the_plan_says_and_once, 0,
	    3);
	tcase_add_test(tc, apply_refuses_a_changed_record_and_does_the_rest);
	tcase_add_test(tc, a_plan_of_other_rules_is_refused);
	tcase_add_test(tc, a_plan_knows_of_its_own_rules_only);
	tcase_add_test(tc, retry_does_the_rejected_rows_and_no_other);
	tcase_add_test(tc, retry_never_leaves_half_a_file);
	tcase_add_loop_test(tc, a_guard_turns_a_run_into_a_saved_plan, 0,
	    COUNT(guards));
	return tc;
}

/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "precept/catalog.h"
#include "precept/hash.h"
#include "precept/journal.h"
#include "store_rows.h"

/* Runs and calls, found again, and whole after a kill. */

static struct arena	*arena;
static struct err	 err;
static char		 path[512];
static struct store	*store;

static void
begin(void)
{
	arena = arena_new();
	err = (struct err){ 0 };
	snprintf(path, sizeof path, "%s/precept.db", support_folder());
	store = store_open(path, true, &err);
	ck_assert_msg(store != NULL, "%s", err.text);
}

static void
end(void)
{
	store_close(store);
	arena_free(arena);
}

static void
open_again(bool write)
{
	store_close(store);
	store = store_open(path, write, &err);
	ck_assert_msg(store != NULL, "%s", err.text);
}

static struct run_row
new_run(const char *rule)
{
	struct run_row	row = { .kind = "run", .rule = rule,
		.started = 1000000 };

	assert_ok(journal_begin(store, &row, &err), &err);
	return row;
}

START_TEST(a_run_comes_back_whole)
{
	struct run_row	row = { .kind = "apply", .rule = "Caf\xc3\xa9",
		.of = 3, .date = 20301, .started = 1785542400000000,
		.rule_hash = "abc", .plan = "p1" }, got;

	assert_ok(journal_begin(store, &row, &err), &err);
	ck_assert_int_eq(row.id, 1);
	row.state = RUN_PARTIAL;
	row.finished = 1785542400000009;
	row.progress = 77;
	row.counts = (struct run_counts){ 1, 2, 3, 4, 5, 6, 7, 8, 9 };
	row.text = "why";
	assert_ok(journal_update(store, &row, &err), &err);
	open_again(false);
	assert_ok(journal_run(store, 1, arena, &got, &err), &err);
	ck_assert_str_eq(got.kind, "apply");
	ck_assert_str_eq(got.rule, "Caf\xc3\xa9");
	ck_assert_int_eq(got.of, 3);
	ck_assert_int_eq(got.date, 20301);
	ck_assert_int_eq(got.started, 1785542400000000);
	ck_assert_int_eq(got.finished, 1785542400000009);
	ck_assert_int_eq(got.state, RUN_PARTIAL);
	ck_assert_str_eq(got.rule_hash, "abc");
	ck_assert_str_eq(got.plan, "p1");
	ck_assert_int_eq(got.progress, 77);
	ck_assert_mem_eq(&got.counts, &row.counts, sizeof row.counts);
	ck_assert_str_eq(got.text, "why");
	ck_assert_int_eq(got.pid, getpid());
}
END_TEST

START_TEST(runs_are_listed_newest_first)
{
	struct run_row	*rows;
	size_t		 count;

	for (int i = 1; i <= 40; i++)
		new_run(arena_printf(arena, "rule %d", i));
	assert_ok(journal_runs(store, 2, arena, &rows, &count, &err), &err);
	ck_assert_uint_eq(count, 2);
	ck_assert_str_eq(rows[0].rule, "rule 40");
	ck_assert_str_eq(rows[1].rule, "rule 39");
	ck_assert_ptr_null(rows[1].text);
	assert_ok(journal_runs(store, 0, arena, &rows, &count, &err), &err);
	ck_assert_uint_eq(count, 40);
	ck_assert(!journal_run(store, 41, arena, rows, &err));
	assert_err(&err, ERR_RULE, arena_printf(arena, "there is no run 41 "
	    "in %s: 'precept log' lists the runs", path));
}
END_TEST

START_TEST(a_store_that_is_not_there_has_no_runs)
{
	struct journal_cursor	*cursor;
	struct run_row		*rows;
	struct call		 call;
	size_t			 count = 1;

	store_close(store);
	unlink(path);
	store = store_open(path, false, &err);
	assert_ok(journal_runs(store, 0, arena, &rows, &count, &err), &err);
	ck_assert_uint_eq(count, 0);
	cursor = journal_find(store, 1, &err);
	ck_assert(!journal_next(cursor, &call, &err));
	ck_assert_int_eq(err.kind, ERR_NONE);
	journal_cursor_close(cursor);
}
END_TEST

static int64_t
put_call(int64_t run, const char *body, const uint64_t *keys, size_t count)
{
	struct call	call = { .run = run, .action = 2, .state = CALL_INTENT,
		.rows = 5, .body = slice_of(body), .keys = keys,
		.key_count = count };

	assert_ok(journal_call(store, &call, &err), &err);
	return call.id;
}

/* "body state;" of each. */
static const char *
all_calls(struct journal_cursor *cursor)
{
	const char	*out = "";
	struct call	 c;

	ck_assert_ptr_nonnull(cursor);
	while (journal_next(cursor, &c, &err)) {
		ck_assert_int_eq(c.action, 2);
		ck_assert_uint_eq(c.rows, 5);
		out = arena_printf(arena, "%s%.*s %d;", out, (int)c.body.len,
		    c.body.ptr, c.state);
	}
	ck_assert_int_eq(err.kind, ERR_NONE);
	journal_cursor_close(cursor);
	return out;
}

START_TEST(calls_come_in_order_or_backwards_with_their_outcome)
{
	struct run_row	a = new_run("a"), b = new_run("b");
	struct call	done;
	int64_t		id;

	put_call(a.id, "one", NULL, 0);
	put_call(b.id, "other", NULL, 0);
	id = put_call(a.id, "two", NULL, 0);
	done = (struct call){ .id = id, .rows = 5, .body = SLICE("+answer") };
	assert_ok(journal_call_done(store, &done, &err), &err);
	ck_assert_str_eq(all_calls(journal_calls(store, a.id, false, &err)),
	    "one 0;+answer 1;");
	open_again(false);
	ck_assert_str_eq(all_calls(journal_calls(store, a.id, true, &err)),
	    "+answer 1;one 0;");
	ck_assert_str_eq(all_calls(journal_calls(store, 9, true, &err)), "");
}
END_TEST

START_TEST(intents_without_an_outcome_are_found_in_order)
{
	struct run_row	a = new_run("a"), b = new_run("b");
	struct call	c, done = { .rows = 5, .body = SLICE("x") };
	uint64_t	key = 77;

	put_call(a.id, "one", NULL, 0);
	done.id = put_call(b.id, "two", NULL, 0);
	put_call(a.id, "three", NULL, 0);
	done.keys = &key;
	done.key_count = 1;
	assert_ok(journal_call_done(store, &done, &err), &err);
	ck_assert(journal_intent(store, 0, 0, arena, &c, &err));
	ck_assert_str_eq(c.body.ptr, "one");
	ck_assert(journal_intent(store, a.id, c.id, arena, &c, &err));
	ck_assert_str_eq(c.body.ptr, "three");
	ck_assert(!journal_intent(store, 0, c.id, arena, &c, &err));
	ck_assert(!journal_intent(store, b.id, 0, arena, &c, &err));
	ck_assert_int_eq(err.kind, ERR_NONE);
	ck_assert_str_eq(all_calls(journal_find(store, 77, &err)), "x 1;");
}
END_TEST

START_TEST(jobs_of_a_run_and_action)
{
	const char	**jobs;
	size_t		 n;

	assert_ok(journal_job(store, 1, 0, "750a", &err), &err);
	assert_ok(journal_job(store, 1, 1, "750b", &err), &err);
	assert_ok(journal_job(store, 1, 0, "750c", &err), &err);
	jobs = journal_jobs(store, 1, 0, arena, &n, &err);
	assert_ok(jobs != NULL, &err);
	ck_assert_uint_eq(n, 2);
	ck_assert_str_eq(jobs[0], "750a");
	ck_assert_str_eq(jobs[1], "750c");
	assert_ok(journal_jobs(store, 2, 0, arena, &n, &err) != NULL, &err);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(a_call_is_found_by_each_of_its_keys_and_seldom_by_another)
{
	uint64_t	keys[4000];
	struct run_row	run = new_run("a");
	size_t		found = 0;

	for (uint64_t i = 0; i < COUNT(keys); i++)
		keys[i] = hash_bytes(&i, sizeof i);
	for (size_t i = 0; i < 4; i++)
		put_call(run.id, arena_printf(arena, "%zu", i),
		    keys + i * 1000, 1000);
	put_call(run.id, "no keys", NULL, 0);
	for (size_t i = 0; i < COUNT(keys); i += 50) {
		const char	*calls = all_calls(journal_find(store,
		    keys[i], &err));

		ck_assert_ptr_nonnull(strstr(calls, arena_printf(arena,
		    "%zu 0;", i / 1000)));
	}
	for (uint64_t i = COUNT(keys); i < COUNT(keys) + 1000; i++)
		found += *all_calls(journal_find(store, hash_bytes(&i,
		    sizeof i), &err)) != '\0';
	if (found > 100)
		ck_abort_msg("%zu of 1000 strangers were found", found);
}
END_TEST

static const char *
open_runs(void)
{
	struct run_row	*rows;
	const char	*out = "";
	size_t		 count;

	assert_ok(journal_open_runs(store, arena, &rows, &count, &err),
	    &err);
	for (size_t i = 0; i < count; i++)
		out = arena_printf(arena, "%s%s;", out, rows[i].rule);
	return out;
}

START_TEST(a_run_is_open_when_nobody_works_on_it)
{
	struct run_row	done, running;
	struct store	*reader;

	done = new_run("done");
	running = new_run("running");
	done.state = RUN_DONE;
	assert_ok(journal_update(store, &done, &err), &err);
	ck_assert_str_eq(open_runs(), "");
	reader = store;
	store = store_open(path, false, &err);
	ck_assert_str_eq(open_runs(), "");
	store_close(store);
	store = reader;
	open_again(true);
	ck_assert_str_eq(open_runs(), "running;");
	assert_ok(journal_update(store, &running, &err), &err);
	ck_assert_str_eq(open_runs(), "");
	open_again(false);
	ck_assert_str_eq(open_runs(), "running;");
}
END_TEST

START_TEST(what_is_not_committed_is_not_there)
{
	struct run_row	run = new_run("a");

	assert_ok(store_begin(store, &err), &err);
	put_call(run.id, "lost", NULL, 0);
	store_rollback(store);
	ck_assert_str_eq(all_calls(journal_calls(store, run.id, false, &err)),
	    "");
}
END_TEST

static const char json[] =
    "{ \"object\": \"Thing\", \"label\": \"Thing\", \"fields\": ["
    "{ \"name\": \"Id\", \"type\": \"id\", \"flags\": [\"id\", \"unique\"] },"
    "{ \"name\": \"Text\", \"type\": \"text(80)\" } ] }";

#define BATCH 40

/* Rows, their call and the run's progress, over and over. */
static void
write_until_killed(void)
{
	const char	*cells[BATCH];
	struct schema	*schema = rows_schema(arena, "store", json);
	struct action	*a = rows_action(arena, schema, "Text", "");
	struct run_row	 run;
	struct target	*t;
	struct changes	*c;

	store = store_open(path, true, &err);
	run = new_run("kill");
	t = store_target(store, a, 1, &err);
	for (int i = 0; i < BATCH; i++)
		cells[i] = "some text that takes its room in a page";
	for (;;) {
		if (!store_begin(store, &err))
			_exit(1);
		for (int i = 0; i < 5; i++) {
			c = rows_changes(arena, a, cells, BATCH);
			if (!t->ops->write(t, c, &err))
				_exit(1);
			run.progress += BATCH;
			put_call(run.id, "rows", &(uint64_t){ 1 }, 1);
		}
		if (!journal_update(store, &run, &err) ||
		    !store_commit(store, &err))
			_exit(1);
	}
}

static int64_t
count_by(const char *sql)
{
	return strtoll(rows_sql(arena, path, sql), NULL, 10);
}

START_TEST(a_kill_at_any_moment_leaves_rows_calls_and_progress_in_step)
{
	int64_t	rows = 0;

	store_close(store);
	store = NULL;
	for (useconds_t round = 0; round < 24; round++) {
		pid_t	child;
		int	status;

		fflush(NULL);
		child = fork();
		if (child == 0)
			write_until_killed();
		usleep(4000 + round * round * 83 % 31000);
		kill(child, SIGKILL);
		waitpid(child, &status, 0);
		ck_assert(WIFSIGNALED(status));
		store = store_open(path, true, &err);
		ck_assert_msg(store != NULL, "%s", err.text);
		store_close(store);
		store = NULL;
		ck_assert_str_eq(rows_sql(arena, path,
		    "PRAGMA integrity_check"), "ok");
		if (count_by("SELECT count(*) FROM sqlite_schema WHERE "
		    "name = 'o:store.Thing'") == 0)
			continue;
		rows = count_by("SELECT count(*) FROM \"o:store.Thing\"");
		ck_assert_int_eq(rows,
		    count_by("SELECT sum(progress) FROM run"));
		ck_assert_int_eq(rows,
		    BATCH * count_by("SELECT count(*) FROM call"));
		ck_assert_int_eq(rows,
		    BATCH * count_by("SELECT count(*) FROM call_keys"));
		ck_assert_int_eq(rows + 1,
		    count_by("SELECT next_id FROM object"));
	}
	ck_assert_int_gt(rows, 0);
}
END_TEST

TCase *
test_journal(void)
{
	TCase	*tc = tcase_create("journal");

	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_test(tc, a_run_comes_back_whole);
	tcase_add_test(tc, runs_are_listed_newest_first);
	tcase_add_test(tc, a_store_that_is_not_there_has_no_runs);
	tcase_add_test(tc, calls_come_in_order_or_backwards_with_their_outcome);
	tcase_add_test(tc, intents_without_an_outcome_are_found_in_order);
	tcase_add_test(tc, jobs_of_a_run_and_action);
	tcase_add_test(tc,
	    a_call_is_found_by_each_of_its_keys_and_seldom_by_another);
	tcase_add_test(tc, a_run_is_open_when_nobody_works_on_it);
	tcase_add_test(tc, what_is_not_committed_is_not_there);
	tcase_add_test(tc,
	    a_kill_at_any_moment_leaves_rows_calls_and_progress_in_step);
	return tc;
}

/* SPDX-License-Identifier: MIT */
#include "precept/file.h"
#include "precept/set.h"
#include "run_private.h"

/* The rejected rows of a run, and only these, for the run's own date. */

static bool
add_body(struct set *set, struct slice body, struct arena *a,
    struct err *err)
{
	struct ledger_reader	r;
	struct ledger_head	head;
	struct ledger_row	row;

	if (!ledger_open(&r, body, a, &head, err))
		return false;
	while (ledger_next(&r, &row, err))
		if (row.op == CHANGE_REJECT)
			set_add(set, (uint64_t)row.origin);
	return err->kind == ERR_NONE;
}

static bool
collect(struct workspace *w, int64_t run, struct set *set, struct err *err)
{
	struct journal_cursor	*cursor;
	struct arena		*a = arena_new();
	struct call		 call;
	bool			 ok;

	cursor = journal_calls(w->store, run, false, err);
	ok = cursor != NULL;
	while (ok && journal_next(cursor, &call, err)) {
		ok = add_body(set, call.body, a, err);
		arena_reset(a);
	}
	journal_cursor_close(cursor);
	arena_free(a);
	return ok && err->kind == ERR_NONE;
}

static const struct rule *
find_rule(struct workspace *w, const struct run_row *of, struct err *err)
{
	const struct rule *rule = ruleset_find(w->rules, slice_of(of->rule));

	if (rule == NULL)
		err_set(err, ERR_RULE, "run %lld was of '%s', and there is "
		    "no such rule here", (long long)of->id, of->rule);
	return rule;
}

/* What is in a file of the run already can't be added to. */
static bool
is_repeatable(const struct run_row *of, const struct rule *rule,
    struct err *err)
{
	for (size_t i = 0; i < rule->action_count; i++)
		if (rule->actions[i].kind == ACTION_EXPORT)
			return err_set(err, ERR_RULE, "run %lld cannot be "
			    "retried: '%s' writes the file %s as a whole: "
			    "mend the rows and run the rule again",
			    (long long)of->id, rule->name,
			    rule->actions[i].path);
	return true;
}

/* A run into a service that failed half-way: its plan is still there. */
static bool
is_unfinished(const struct workspace *w, const struct run_row *of,
    struct arena *a)
{
	return of->state == RUN_FAILED && (strcmp(of->kind, "run") == 0 ||
	    strcmp(of->kind, "retry") == 0) &&
	    file_exists(run_plan_path(w, of, a));
}

/* The rows of the plan that nothing is known of in the ledger, under the
 * run's own number. */
static bool
go_on(struct workspace *w, struct run_order *order, struct run_row *of,
    struct arena *a, struct run_report *out, struct err *err)
{
	char hash[65];

	rule_hash(order->rule, hash);
	if (of->rule_hash == NULL || strcmp(hash, of->rule_hash) != 0)
		return err_set(err, ERR_RULE, "run %lld cannot go on: its "
		    "rule has changed since: run it again",
		    (long long)of->id);
	of->state = RUN_RUNNING;
	of->finished = 0;
	of->text = NULL;
	order->kind = of->kind;
	order->of = of->of;
	order->resume = of;
	return run_rule(w, order, a, out, err);
}

bool
retry_run(struct workspace *w, int64_t run,
    const struct run_progress *progress, struct arena *a,
    struct run_report *out, struct err *err)
{
	struct run_order	 order = { .kind = "retry", .of = run,
				    .progress = *progress };
	const struct rule	*rule;
	struct run_row		 of;
	struct set		*set;
	bool			 ok;

	*out = (struct run_report){ 0 };
	if (!journal_run(w->store, run, a, &of, err) ||
	    (rule = find_rule(w, &of, err)) == NULL ||
	    !is_repeatable(&of, rule, err))
		return false;
	order.date = of.date;
	order.rule = rule;
	if (is_unfinished(w, &of, a))
		return go_on(w, &order, &of, a, out, err);
	set = set_new();
	ok = collect(w, run, set, err);
	if (ok && set_count(set) == 0)
		ok = err_set(err, ERR_RULE, "run %lld rejected no row: there "
		    "is nothing to try again", (long long)run);
	order.only = set;
	ok = ok && run_rule(w, &order, a, out, err);
	set_free(set);
	return ok;
}

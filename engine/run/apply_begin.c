/* SPDX-License-Identifier: MIT */
#include "apply_begin.h"
#include "precept/clock.h"

/* May this plan be applied here and now, and was it before? */

/* The list of what rules may write can be a shorter one by now. */
static bool
check_writes(const struct workspace *w, const struct rule *rule,
    struct err *err)
{
	for (size_t i = 0; i < rule->action_count; i++)
		if (!connect_allows(&w->connect, &rule->actions[i], err))
			return err_in(err, "rule '%s'", rule->name);
	return true;
}

static bool
check_head(const struct workspace *w, const char *path,
    const struct plan_head *h, struct err *err)
{
	if (strcmp(h->schemas, w->schema_hash) != 0)
		return err_set(err, ERR_RULE, "the plan '%s' was made with "
		    "other schemas: make a new plan", path);
	for (size_t i = 0; i < h->rule_count; i++) {
		const struct rule *rule = ruleset_find(w->rules,
		    slice_of(h->rules[i]));
		char hash[65] = "";

		if (rule != NULL)
			rule_hash(rule, hash);
		if (strcmp(hash, h->hashes[i]) != 0)
			return err_set(err, ERR_RULE, "the rule '%s' has "
			    "changed since the plan '%s' was made: make a "
			    "new plan", h->rules[i], path);
		if (!check_writes(w, rule, err))
			return err_in(err, "the plan '%s' is not applied",
			    path);
	}
	return true;
}

/* An earlier apply of this plan: refuse it, or go on where it stopped. */
static bool
find_earlier(struct workspace *w, const char *id, struct arena *a,
    struct run_row *found, struct err *err)
{
	struct run_row	*rows;
	size_t		 count_rows;

	if (!journal_runs(w->store, 0, a, &rows, &count_rows, err))
		return false;
	for (size_t i = 0; i < count_rows; i++) {
		if (rows[i].plan == NULL ||
		    strcmp(rows[i].plan, id) != 0)
			continue;
		if (rows[i].state == RUN_DONE || rows[i].state == RUN_PARTIAL)
			return err_set(err, ERR_RULE, "this plan was applied "
			    "by run %lld already: nothing was done",
			    (long long)rows[i].id);
		*found = rows[i];
		return true;
	}
	return true;
}

static const char *
join_rules(const struct plan_head *h, struct arena *a)
{
	const char *all = "";

	for (size_t i = 0; i < h->rule_count; i++)
		all = arena_printf(a, "%s%s%s", all, i > 0 ? ", " : "",
		    h->rules[i]);
	return all;
}

bool
apply_begin(struct workspace *w, const char *path, const struct plan_head *h,
    struct run_row *row, struct arena *a, struct err *err)
{
	struct run_row earlier = { 0 };

	if (!check_head(w, path, h, err) ||
	    !find_earlier(w, h->id, a, &earlier, err))
		return false;
	if (earlier.id != 0) {
		*row = earlier;
		row->state = RUN_RUNNING;
		row->pid = run_pid();
		row->text = NULL;
		return journal_update(w->store, row, err);
	}
	*row = (struct run_row){ .kind = "apply", .date = h->date,
		.started = clock_now(), .state = RUN_RUNNING,
		.plan = arena_string(a, h->id), .pid = run_pid() };
	row->rule = join_rules(h, a);
	return journal_begin(w->store, row, err);
}

/* SPDX-License-Identifier: MIT */
#include "precept/clock.h"
#include "run_private.h"
#include "settle.h"

/*
 * Runs that a kill or a power cut has left open. What a transaction had
 * committed is true and in the ledger, what it had not is gone; so a run
 * goes on behind the last row that is settled.
 */

static bool
has_export(const struct rule *rule)
{
	for (size_t i = 0; i < rule->action_count; i++)
		if (rule->actions[i].kind == ACTION_EXPORT)
			return true;
	return false;
}

/* NULL, or why it can't simply go on. */
static const char *
find_obstacle(const struct workspace *w, const struct run_row *row,
    const struct rule **rule)
{
	char hash[65];

	if (strcmp(row->kind, "apply") == 0)
		return "apply its plan again to finish it";
	if (strcmp(row->kind, "undo") == 0)
		return "undo the run again to finish it";
	if (strcmp(row->kind, "run") != 0)
		return "do it again to finish it";
	*rule = w->rules == NULL || w->diags.errors > 0 ? NULL :
	    ruleset_find(w->rules, slice_of(row->rule));
	if (*rule == NULL)
		return "its rule is not there any more, or has errors";
	rule_hash(*rule, hash);
	if (row->rule_hash == NULL || strcmp(hash, row->rule_hash) != 0)
		return "its rule has changed since: run it again";
	if ((*rule)->source.kind == SOURCE_OBJECT && connect_is_remote(
	    &w->connect, (*rule)->source.connection) &&
	    !run_is_planned_first(w, *rule))
		return "a service gives its rows in no certain order: run it "
		    "again";
	if (has_export(*rule))
		return "its files were not written: run it again";
	return NULL;
}

static bool
settle(struct workspace *w, struct run_row *row, const char *why,
    struct arena *a, const char **note, struct err *err)
{
	row->state = RUN_STOPPED;
	row->finished = clock_now();
	row->text = arena_printf(a, "cut off; %s", why);
	*note = arena_printf(a, "run %lld (%s) was cut off: what it had "
	    "committed stays; %s", (long long)row->id, row->rule, why);
	return journal_update(w->store, row, err);
}

static bool
go_on(struct workspace *w, struct run_row *row, const struct rule *rule,
    struct arena *a, const char **note, struct err *err)
{
	struct run_order	order = { .rule = rule, .kind = row->kind,
				    .date = row->date,
				    .resume = row };
	struct run_report	report;

	if (!run_rule(w, &order, a, &report, err))
		return err_in(err, "run %lld was cut off and could not be "
		    "finished", (long long)row->id);
	*note = arena_printf(a, "run %lld (%s) was cut off: finished now, "
	    "%llu created, %llu updated in all", (long long)row->id,
	    row->rule, (unsigned long long)report.row.counts.created,
	    (unsigned long long)report.row.counts.updated);
	return true;
}

bool
recover_runs(struct workspace *w, struct arena *a, const char ***notes,
    size_t *count, struct err *err)
{
	struct run_row *rows;

	*count = 0;
	if (!settle_orphans(w, err) ||
	    !journal_open_runs(w->store, a, &rows, count, err))
		return false;
	*notes = arena_array(a, *count + 1, sizeof **notes);
	for (size_t i = 0; i < *count; i++) {
		const struct rule	*rule = NULL;
		const char		*why;

		why = find_obstacle(w, &rows[i], &rule);
		if (why != NULL ? !settle(w, &rows[i], why, a, &(*notes)[i],
		    err) : !go_on(w, &rows[i], rule, a, &(*notes)[i], err))
			return false;
	}
	return true;
}

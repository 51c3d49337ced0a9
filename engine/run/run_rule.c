/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "done.h"
#include "precept/clock.h"
#include "precept/date.h"
#include "run_private.h"

/*
 * One rule, once. Without guards rows are written as they are classified;
 * with guards they go into a plan first, which is then applied or kept.
 */

struct live {			/* the sink of a real run */
	struct sink	 sink;
	struct exec	*exec;
	struct writer	 writer;
	struct ledger_bodies bodies;
	struct run_counts before;	/* of the run that is taken up again */
};

/* A record that gets its id only when it is written is encoded after. */
static bool
is_final(const struct changes *c)
{
	if (c->action->kind != ACTION_LOAD)
		return false;
	return schema_id(c->action->schema) == NULL ||
	    memchr(c->op, CHANGE_CREATE, c->count) == NULL;
}

static bool
prepare(struct sink *sink, struct changes *c, struct err *err)
{
	struct live	*l = (struct live *)sink;
	size_t		 action = (size_t)(c->action - c->rule->actions);
	struct target	*t = l->exec->targets[action];
	size_t		 rows;

	c->body = NULL;
	if (is_final(c)) {
		c->body = ledger_body(&l->bodies, c, &rows);
		c->body_rejects = c->rejects.count;
	}
	return t->ops->prepare == NULL || t->ops->prepare(t, c, err);
}

static bool
take(struct sink *sink, struct exec_batch *e, struct err *err)
{
	struct live	*l = (struct live *)sink;
	struct writer	*w = &l->writer;

	if (!writer_broken(w, e->rule, NULL, e->batch->rejected,
	    e->batch->rejected_count, err))
		return false;
	for (size_t i = 0; i < e->rule->action_count; i++)
		if (!writer_broken(w, e->rule, &e->rule->actions[i],
		    e->rejected[i], e->rejected_count[i], err) ||
		    !writer_take(w, l->exec->targets[i], e->changes[i], err))
			return false;
	return true;
}

/* The row in the journal always tells of all that is committed with it. */
static bool
settle(struct sink *sink, struct exec_batch *e, struct err *err)
{
	struct live *l = (struct live *)sink;

	l->writer.row->counts = l->before;
	run_add_counts(&l->writer.row->counts, &l->exec->counts);
	return writer_settle(&l->writer, e->last, err);
}

int64_t
run_pid(void)
{
	return getpid();
}

void
run_add_counts(struct run_counts *to, const struct run_counts *n)
{
	to->read += n->read;
	to->filtered += n->filtered;
	to->rejected += n->rejected;
	to->created += n->created;
	to->updated += n->updated;
	to->same += n->same;
	to->skipped += n->skipped;
	to->deleted += n->deleted;
	to->stale += n->stale;
}

void
run_exec(const struct workspace *w, const struct run_order *o,
    struct exec *x)
{
	*x = (struct exec){ .connect = &w->connect, .rule = o->rule,
		.day = { .date = o->date, .week_start = 1 },
		.only = o->only };
	if (o->rule->zone != NULL)
		x->day.zone = zone_find(o->rule->zone);
	if (o->resume != NULL)
		x->after = o->resume->progress;
	x->progress = o->progress.tell;
	x->progress_ctx = o->progress.ctx;
}

static void
fill_actions(const struct exec *x, struct arena *a, struct run_report *out)
{
	size_t size = x->rule->action_count * sizeof *out->actions;

	out->by_zero = x->by_zero;
	out->actions = arena_alloc(a, size + 1);
	if (x->by_action != NULL)
		memcpy(out->actions, x->by_action, size);
}

/* The row of a new run, or the one that is taken up again. */
bool
run_begin(struct workspace *w, const struct run_order *o, struct arena *a,
    struct run_row *row, struct err *err)
{
	char hash[65];

	if (o->resume != NULL) {
		*row = *o->resume;
		row->pid = run_pid();
		return journal_update(w->store, row, err);
	}
	rule_hash(o->rule, hash);
	*row = (struct run_row){ .kind = o->kind, .rule = o->rule->name,
		.of = o->of, .date = o->date, .started = clock_now(),
		.state = RUN_RUNNING, .pid = run_pid() };
	row->rule_hash = arena_string(a, hash);
	return journal_begin(w->store, row, err);
}

/* The last word about a run that came to its end. */
static bool
end_well(struct live *l, struct run_row *row, struct err *err)
{
	row->state = row->counts.rejected > 0 ? RUN_PARTIAL : RUN_DONE;
	row->finished = clock_now();
	return writer_commit(&l->writer, err);
}

/* What was not committed goes; the reason stays. */
bool
run_fail(struct workspace *w, struct run_row *row, struct arena *a,
    struct err *why)
{
	struct err ignored = { 0 };

	store_rollback(w->store);
	row->state = RUN_FAILED;
	row->finished = clock_now();
	row->text = arena_string(a, why->text);
	if (!journal_update(w->store, row, &ignored))
		err_set(why, why->kind, "%s; run %lld stays open, and the "
		    "next command that writes finishes it or says what to do",
		    row->text, (long long)row->id);
	return false;
}

static bool
run_live(struct workspace *w, const struct run_order *o,
    struct run_report *out, struct arena *a, struct err *err)
{
	struct exec	 x;
	struct live	 l = { .sink = { prepare, take, settle } };
	struct err	 ignored = { 0 };
	struct set	*made = NULL;
	bool		 ok;

	run_exec(w, o, &x);
	if (x.after > 0 && (made = done_rows(w->store, out->row.id,
	    CHANGE_CREATE, err)) == NULL)
		return false;
	x.made = made;
	l.exec = &x;
	x.sink = &l.sink;
	writer_init(&l.writer, w->store, &out->row);
	l.before = out->row.counts;
	ledger_bodies_make(&l.bodies, w->connect.workers, o->rule);
	ok = exec_run(&x, err);
	fill_actions(&x, a, out);
	ok = exec_finish(&x, ok, ok ? err : &ignored) && ok &&
	    end_well(&l, &out->row, err);
	writer_clear(&l.writer);
	ledger_bodies_free(&l.bodies);
	set_free(made);
	return ok;
}

static bool
has_guard(const struct rule *rule)
{
	const struct guard *g = &rule->guard;

	return g->max_rows >= 0 || g->max_changed >= 0 ||
	    g->max_changed_part >= 0 || g->max_blanked >= 0;
}

/* What the services were asked for. */
void
run_tell_calls(const struct workspace *w, struct arena *a,
    struct run_report *out)
{
	out->calls = connect_calls(&w->connect, a, &out->call_count);
}

/* … and what doing it would take. */
static void
add_calls(const struct exec *x, struct run_report *out)
{
	for (size_t i = 0; x->targets != NULL &&
	    i < x->rule->action_count; i++) {
		const struct action		*a = &x->rule->actions[i];
		const struct target_remote	*to =
						    x->targets[i]->ops->remote;

		for (size_t k = 0; to != NULL && k < out->call_count; k++)
			if (strcmp(out->calls[k].connection,
			    a->connection) == 0)
				out->calls[k].more += to->calls(
				    x->by_action[i].created,
				    x->by_action[i].updated);
	}
}

static bool
plan_into(struct workspace *w, const struct run_order *o, struct plan *p,
    struct arena *a, struct run_report *out, struct err *err)
{
	struct exec	x;
	struct err	ignored = { 0 };
	bool		ok;

	*out = (struct run_report){ .rule = o->rule };
	run_exec(w, o, &x);
	plan_rule(p, &x);
	ok = exec_run(&x, err);
	fill_actions(&x, a, out);
	out->row.counts = x.counts;
	out->held = guard_check(o->rule, &x.counts, x.matched, x.blanked, a);
	run_tell_calls(w, a, out);
	if (ok)
		add_calls(&x, out);
	exec_finish(&x, false, &ignored);
	return ok;
}

bool
run_plan(struct workspace *w, const struct run_order *o, struct plan *p,
    struct arena *a, struct run_report *out, struct err *err)
{
	bool	ok;

	connect_calls_begin(&w->connect);
	connect_budget(&w->connect, &o->rule->budget);
	ok = plan_into(w, o, p, a, out, err);
	connect_budget(&w->connect, NULL);
	return ok;
}

/* What the plan has settled already; its rows are counted when applied. */
static struct run_counts
settled_by_plan(const struct run_counts *n)
{
	return (struct run_counts){ .filtered = n->filtered,
		.same = n->same, .skipped = n->skipped,
		.read = n->read - n->created - n->updated - n->rejected };
}

/* Rows for a service are planned first: how many there are decides how they
 * are sent, and a run that is cut off knows what was meant. */
bool
run_is_planned_first(const struct workspace *w, const struct rule *rule)
{
	for (size_t i = 0; i < rule->action_count; i++)
		if (rule->actions[i].kind == ACTION_LOAD &&
		    !rule->actions[i].as_is && connect_is_remote(&w->connect,
		    rule->actions[i].connection))
			return true;
	return has_guard(rule);
}

const char *
run_plan_path(const struct workspace *w, const struct run_row *row,
    struct arena *a)
{
	return arena_printf(a, "%s/plans/%lld.plan", w->dir,
	    (long long)row->id);
}

static bool
make_plan(struct workspace *w, const struct run_order *o, const char *path,
    struct run_report *report, struct arena *a, struct err *err)
{
	struct plan_order	order = { .rules = &o->rule, .rule_count = 1,
				    .path = path, .date = o->date };
	struct plan		p;

	if (!file_make_dir(arena_printf(a, "%s/plans", w->dir), err) ||
	    !plan_open(&p, w, &order, err))
		return false;
	if (plan_into(w, o, &p, a, report, err))
		return plan_close(&p, err);
	plan_drop(&p);
	return false;
}

/* Before anything is written. */
static bool
has_budget(const struct workspace *w, const struct run_report *r,
    struct err *err)
{
	for (size_t i = 0; i < r->call_count; i++)
		if (!connect_budget_allows(&w->connect,
		    r->calls[i].connection, r->calls[i].more, err))
			return false;
	return true;
}

/* A plan first; over a guard it stays for somebody to look at. */
static bool
run_planned(struct workspace *w, const struct run_order *o,
    struct run_report *out, struct arena *a, struct err *err)
{
	const char		*path = run_plan_path(w, &out->row, a);
	struct run_report	 report;

	if (o->resume != NULL && file_exists(path))
		return apply_own(w, path, false, out, a, err);
	if (!make_plan(w, o, path, &report, a, err))
		return false;
	out->actions = report.actions;
	out->by_zero = report.by_zero;
	if (report.held == NULL) {
		if (!has_budget(w, &report, err)) {
			unlink(path);
			return false;
		}
		out->row.counts = settled_by_plan(&report.row.counts);
		return journal_update(w->store, &out->row, err) &&
		    apply_own(w, path, true, out, a, err);
	}
	out->row.state = RUN_WAITING;
	out->row.counts = report.row.counts;
	out->row.text = out->held = report.held;
	out->row.plan = out->plan_path = path;
	out->row.finished = clock_now();
	return journal_update(w->store, &out->row, err);
}

/* The plan is still there: nothing has to be done twice. */
static bool
tell_way_on(const struct workspace *w, const struct run_row *row,
    struct arena *a, struct err *err)
{
	char	*why = arena_string(a, err->text);
	size_t	 len = strlen(why);

	if (len > 0 && why[len - 1] == '.')
		why[len - 1] = '\0';
	return file_exists(run_plan_path(w, row, a)) && err_set(err,
	    err->kind, "%s; 'precept retry %lld' goes on with the rows that "
	    "are not written yet", why, (long long)row->id);
}

static bool
run_either(struct workspace *w, const struct run_order *o,
    struct run_report *out, struct arena *a, struct err *err)
{
	if (!run_is_planned_first(w, o->rule))
		return run_live(w, o, out, a, err);
	return run_planned(w, o, out, a, err) ||
	    tell_way_on(w, &out->row, a, err);
}

bool
run_rule(struct workspace *w, const struct run_order *o, struct arena *a,
    struct run_report *out, struct err *err)
{
	bool ok;

	*out = (struct run_report){ .rule = o->rule };
	connect_calls_begin(&w->connect);
	connect_budget(&w->connect, &o->rule->budget);
	ok = run_begin(w, o, a, &out->row, err) && (run_either(w, o, out, a,
	    err) || run_fail(w, &out->row, a, err));
	connect_budget(&w->connect, NULL);
	run_tell_calls(w, a, out);
	return ok;
}

/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "apply_begin.h"
#include "apply_check.h"
#include "apply_gather.h"
#include "done.h"
#include "precept/clock.h"
#include "run_private.h"
#include "settle.h"

/* A plan file, done: body by body, each row against what stands now. */

struct applying {
	struct workspace	*w;
	struct run_report	*report;
	struct plan_reader	*plan;
	const char		*path;
	struct plan_head	 head;
	struct writer		 writer;
	struct arena		*names, *heads, *rows;	/* for one body */
	const struct rule	*rule;		/* of the open targets */
	struct target		**targets;
	struct apply_gather	*gathered;	/* of its actions */
	int64_t			 done, after;	/* bodies */
	bool			 fresh;		/* just made: no second look */
	bool			 own;		/* a run's: its budget holds */
	const struct run_counts	*planned;	/* one an action, if fresh */
	struct set		*settled;	/* rows of it; NULL: none */
	const struct run_progress *progress;
};

/* A row whose record has changed counts as stale, not as rejected too. Rows
 * of a queued call count when that is settled. */
static void
count(struct run_counts *n, const struct changes *c, uint64_t stale)
{
	struct run_counts all = { .read = c->count };

	exec_tally(&all, c);
	if (c->queued) {
		n->read += all.same + all.skipped;
		n->same += all.same;
		n->skipped += all.skipped;
		return;
	}
	/* A plan has no rows that are skipped: these did not leave. */
	all.read -= all.skipped;
	all.skipped = 0;
	all.rejected -= stale;
	all.stale += stale;
	run_add_counts(n, &all);
}

/* What the plan saw a moment ago stands in for a second look, and its lines
 * are those of the ledger. */
static void
trust(struct changes *c, const struct replay *r)
{
	c->was = r->seen;
	c->lines = r->lines;
	for (size_t row = 0; row < c->count; row++)
		c->matches[row] = c->op[row] != CHANGE_CREATE;
}

static bool
look_again(struct target *t, struct changes *c, struct column **seen,
    uint64_t *stale, struct err *err)
{
	if (!t->ops->match(t, c, err))
		return false;
	*stale = c->rejects.count;
	apply_check(c, seen);
	*stale = c->rejects.count - *stale;
	return true;
}

static bool
write_rows(struct applying *p, struct replay *r, struct err *err)
{
	struct changes	*c = r->changes;
	struct target	*t = p->targets[r->head.action];
	uint64_t	 stale = 0;
	bool		 ok;

	if (p->fresh && t->ops->remote != NULL)
		trust(c, r);
	else if (t->ops->match != NULL && r->action->key_count > 0 &&
	    !look_again(t, c, r->seen, &stale, err))
		return false;
	if (t->ops->prepare != NULL && !t->ops->prepare(t, c, err))
		return false;
	ok = writer_take(&p->writer, t, c, err);
	if (ok || p->writer.kept) {
		count(&p->report->row.counts, c, stale);
		count(&p->report->actions[r->head.action], c, stale);
	}
	return ok;
}

/* Rows that the plan already knew as rejected, before any action. */
static bool
keep_broken(struct applying *p, struct replay *r, struct err *err)
{
	struct scan_broken	*list;
	struct ledger_row	 row;
	size_t			 n = 0;

	list = arena_array(p->heads, REPLAY_ROWS, sizeof *list);
	while (n < REPLAY_ROWS && ledger_next(&r->reader, &row, err))
		if (!replay_leaves_out(r, &row))
			list[n++] = (struct scan_broken){ row.origin, row.code,
		    row.field, row.text };
	p->report->row.counts.rejected += n;
	p->report->row.counts.read += n;
	return err->kind == ERR_NONE && writer_broken(&p->writer, p->rule,
	    NULL, list, n, err);
}

static bool
do_rows(struct applying *p, struct replay *r, struct err *err)
{
	r->done = p->settled;
	r->done_key = done_key(r->head.rule, r->head.action);
	if (r->head.action < 0)
		return keep_broken(p, r, err);
	if ((size_t)r->head.action >= p->rule->action_count)
		return err_set(err, ERR_SYSTEM, "the plan names action %d "
		    "of rule '%s': it is damaged", r->head.action,
		    r->head.rule);
	r->action = &p->rule->actions[r->head.action];
	if (r->action->kind == ACTION_LOAD && p->done < p->after &&
	    p->targets[r->head.action]->ops->remote == NULL)
		return true;
	while (replay_next(r, err) && r->changes->count > 0)
		if (!write_rows(p, r, err))
			return false;
	return err->kind == ERR_NONE;
}

static bool
do_text(struct applying *p, struct slice body, struct err *err)
{
	struct replay r = { .id_map = SIZE_MAX, .arena = p->rows,
		.rule = p->rule };

	arena_reset(p->heads);
	if (!ledger_open(&r.reader, body, p->heads, &r.head, err))
		return false;
	if (r.head.action < 0)
		r.reader.arena = p->heads;
	return do_rows(p, &r, err);
}

/* What was queued for a service is sent, and what came of it written. */
static bool
settle(struct applying *p, struct err *err)
{
	struct settling s = { .w = p->w, .writer = &p->writer,
		.heads = p->heads, .rows = p->rows, .rule = p->rule,
		.targets = p->targets, .actions = p->report->actions,
		.live = true };

	return settle_rule(&s, err);
}

static bool
send_gathered(struct applying *p, size_t action, struct err *err)
{
	struct slice body;

	while (apply_gather_take(p->gathered, action, &body))
		if (!do_text(p, body, err))
			return false;
	return true;
}

static bool
end_targets(struct applying *p, struct err *err)
{
	for (size_t i = 0; i < p->rule->action_count; i++)
		if (!send_gathered(p, i, err))
			return false;
	return settle(p, err);
}

static bool
close_targets(struct applying *p, bool keep, struct err *err)
{
	bool ok = true;

	if (p->rule == NULL)
		return true;
	if (keep)
		ok = end_targets(p, err);
	for (size_t i = 0; i < p->rule->action_count; i++) {
		struct target *t = p->targets[i];

		if (t == NULL)
			continue;
		if (!t->ops->finish(t, keep && ok, err))
			ok = false;
		t->ops->close(t);
	}
	apply_gather_free(p->gathered);
	mem_free(p->targets);
	p->targets = NULL;
	p->rule = NULL;
	return ok;
}

/* A service is told how much will come: it chooses how to send it. */
static bool
expect(struct applying *p, struct err *err)
{
	size_t		 n = p->rule->action_count;
	uint64_t	*rows = NULL;
	bool		 ok = true;

	for (size_t i = 0; ok && i < n; i++) {
		struct target *t = p->targets[i];

		if (t->ops->remote == NULL)
			continue;
		if (rows == NULL && (rows = apply_count(p->path, p->rule,
		    p->planned, err)) == NULL)
			return false;
		ok = rows[i] == 0 || t->ops->remote->expect(t,
		    p->report->row.id, (int)i, rows[i], err);
	}
	mem_free(rows);
	return ok;
}

static bool
open_targets(struct applying *p, const char *name, struct err *err)
{
	if (p->rule != NULL && strcmp(p->rule->name, name) == 0)
		return true;
	if (!close_targets(p, true, err))
		return false;
	p->rule = ruleset_find(p->w->rules, slice_of(name));
	if (p->rule == NULL)
		return err_set(err, ERR_RULE, "the plan is for a rule '%s' "
		    "that is not there any more", name);
	if (!p->own)
		connect_budget(&p->w->connect, &p->rule->budget);
	p->targets = mem_array(p->rule->action_count + 1,
	    sizeof *p->targets);
	p->gathered = apply_gather_new(p->rule->action_count);
	for (size_t i = 0; i < p->rule->action_count; i++)
		if ((p->targets[i] = connect_target(&p->w->connect,
		    &p->rule->actions[i], false, err)) == NULL)
			return false;
	return expect(p, err);
}

/* Rows for a service wait for others: its calls take many. */
static bool
do_or_gather(struct applying *p, const struct ledger_head *h,
    struct slice body, struct err *err)
{
	size_t action = (size_t)h->action;

	if (h->action < 0 || action >= p->rule->action_count ||
	    p->targets[action]->ops->remote == NULL)
		return do_text(p, body, err);
	return !apply_gather_add(p->gathered, action, body) ||
	    send_gathered(p, action, err);
}

static bool
do_body(struct applying *p, struct slice body, struct err *err)
{
	struct ledger_reader	r;
	struct ledger_head	head;

	arena_reset(p->names);
	if (!ledger_open(&r, body, p->names, &head, err) ||
	    !open_targets(p, head.rule, err) ||
	    !do_or_gather(p, &head, body, err))
		return false;
	p->done++;
	if (p->progress != NULL && p->progress->tell != NULL)
		p->progress->tell(p->progress->ctx,
		    p->report->row.counts.read, 0, head.rule);
	return p->done <= p->after ||
	    writer_settle(&p->writer, p->done, err);
}

static bool
do_bodies(struct applying *p, struct err *err)
{
	struct slice	body;
	struct err	ignored = { 0 };
	bool		ok = true;

	while (ok && plan_read_body(p->plan, &body, err))
		ok = do_body(p, body, err);
	ok = ok && err->kind == ERR_NONE;
	return close_targets(p, ok, ok ? err : &ignored) && ok;
}

static bool
finish(struct applying *p, struct err *err)
{
	struct run_row *row = &p->report->row;

	row->state = row->counts.rejected + row->counts.stale > 0 ?
	    RUN_PARTIAL : RUN_DONE;
	row->finished = clock_now();
	return writer_commit(&p->writer, err);
}

static void
make_actions(struct applying *p, struct arena *a)
{
	size_t most = 0;

	for (size_t i = 0; i < p->w->rules->count; i++)
		if (p->w->rules->rules[i]->action_count > most)
			most = p->w->rules->rules[i]->action_count;
	p->report->actions = arena_array(a, most + 1,
	    sizeof *p->report->actions);
}

/* The journal's row is there; `p->plan` is open. */
static bool
go(struct applying *p, struct arena *a, struct err *err)
{
	bool ok;

	p->names = arena_new();
	p->heads = arena_new();
	p->rows = arena_new();
	make_actions(p, a);
	writer_init(&p->writer, p->w->store, &p->report->row);
	ok = do_bodies(p, err) && finish(p, err);
	writer_clear(&p->writer);
	arena_free(p->names);
	arena_free(p->heads);
	arena_free(p->rows);
	return ok;
}

static bool
find_settled(struct applying *p, struct err *err)
{
	p->settled = done_rows(p->w->store, p->report->row.id, 0,
	    err);
	return p->settled != NULL;
}

bool
apply_plan(struct workspace *w, const char *path,
    const struct run_progress *progress, struct arena *a,
    struct run_report *out, struct err *err)
{
	struct applying	p = { .w = w, .report = out, .path = path,
			    .progress = progress };
	bool		ok;

	*out = (struct run_report){ 0 };
	connect_calls_begin(&w->connect);
	p.plan = plan_read_open(path, a, &p.head, err);
	if (p.plan == NULL)
		return false;
	ok = apply_begin(w, path, &p.head, &out->row, a, err) &&
	    find_settled(&p, err);
	p.after = out->row.progress;
	if (ok && !go(&p, a, err))
		ok = run_fail(w, &out->row, a, err);
	set_free(p.settled);
	plan_read_close(p.plan);
	connect_budget(&w->connect, NULL);
	run_tell_calls(w, a, out);
	return ok;
}

bool
apply_own(struct workspace *w, const char *path, bool fresh,
    struct run_report *out, struct arena *a, struct err *err)
{
	struct applying	p = { .w = w, .report = out, .path = path,
			    .fresh = fresh, .own = true,
			    .planned = fresh ? out->actions : NULL };
	bool		ok;

	p.plan = plan_read_open(path, a, &p.head, err);
	if (p.plan == NULL)
		return false;
	ok = (fresh || find_settled(&p, err)) && go(&p, a, err);
	set_free(p.settled);
	plan_read_close(p.plan);
	if (ok)
		unlink(path);
	return ok;
}

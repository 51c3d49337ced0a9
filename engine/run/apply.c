/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "apply_check.h"
#include "precept/clock.h"
#include "run_private.h"

/* A plan file, done: body by body, each row against what stands now. */

struct applying {
	struct workspace	*w;
	struct run_report	*report;
	struct plan_reader	*plan;
	struct plan_head	 head;
	struct writer		 writer;
	struct arena		*heads, *rows;	/* for one body each */
	const struct rule	*rule;		/* of the open targets */
	struct target		**targets;
	int64_t			 done, after;	/* bodies' rows */
	const struct run_progress *progress;
};

static bool
close_targets(struct applying *p, bool keep, struct err *err)
{
	bool ok = true;

	for (size_t i = 0; p->rule != NULL && i < p->rule->action_count;
	    i++) {
		struct target *t = p->targets[i];

		if (t == NULL)
			continue;
		if (!t->ops->finish(t, keep && ok, err))
			ok = false;
		t->ops->close(t);
	}
	mem_free(p->targets);
	p->targets = NULL;
	p->rule = NULL;
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
	p->targets = mem_array(p->rule->action_count + 1,
	    sizeof *p->targets);
	for (size_t i = 0; i < p->rule->action_count; i++)
		if ((p->targets[i] = connect_target(&p->w->connect,
		    &p->rule->actions[i], false, err)) == NULL)
			return false;
	return true;
}

/* A row whose record has changed counts as stale, not as rejected too. */
static void
count(struct run_counts *n, const struct changes *c, uint64_t stale)
{
	n->read += c->count;
	exec_tally(n, c);
	n->rejected -= stale;
	n->stale += stale;
}

static bool
write_rows(struct applying *p, struct replay *r, struct err *err)
{
	struct changes	*c = r->changes;
	struct target	*t = p->targets[r->head.action];
	uint64_t	 stale = 0;

	if (t->ops->match != NULL && r->action->key_count > 0) {
		if (!t->ops->match(t, c, err))
			return false;
		stale = c->rejects.count;
		apply_check(c, r->seen);
		stale = c->rejects.count - stale;
	}
	if ((t->ops->prepare != NULL && !t->ops->prepare(t, c, err)) ||
	    !writer_take(&p->writer, t, c, err))
		return false;
	count(&p->report->row.counts, c, stale);
	count(&p->report->actions[r->head.action], c, stale);
	return true;
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
	if (r->head.action < 0)
		return keep_broken(p, r, err);
	if ((size_t)r->head.action >= p->rule->action_count)
		return err_set(err, ERR_SYSTEM, "the plan names action %d "
		    "of rule '%s': it is damaged", r->head.action,
		    r->head.rule);
	r->action = &p->rule->actions[r->head.action];
	if (r->action->kind == ACTION_LOAD && p->done < p->after)
		return true;
	while (replay_next(r, err) && r->changes->count > 0)
		if (!write_rows(p, r, err))
			return false;
	return err->kind == ERR_NONE;
}

static bool
do_body(struct applying *p, struct slice body, struct err *err)
{
	struct replay r = { .id_map = SIZE_MAX, .arena = p->rows };

	arena_reset(p->heads);
	if (!ledger_open(&r.reader, body, p->heads, &r.head, err))
		return false;
	if (r.head.action < 0)
		r.reader.arena = p->heads;
	if (!open_targets(p, r.head.rule, err))
		return false;
	r.rule = p->rule;
	if (!do_rows(p, &r, err))
		return false;
	p->done++;
	if (p->progress != NULL && p->progress->tell != NULL)
		p->progress->tell(p->progress->ctx,
		    p->report->row.counts.read, 0, r.head.rule);
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

	p->heads = arena_new();
	p->rows = arena_new();
	make_actions(p, a);
	writer_init(&p->writer, p->w->store, &p->report->row);
	ok = do_bodies(p, err) && finish(p, err);
	writer_clear(&p->writer);
	arena_free(p->heads);
	arena_free(p->rows);
	return ok;
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
	}
	return true;
}

/* An earlier apply of this plan: refuse it, or go on where it stopped. */
static bool
find_earlier(struct applying *p, struct arena *a, struct run_row *found,
    struct err *err)
{
	struct run_row	*rows;
	size_t		 count_rows;

	if (!journal_runs(p->w->store, 0, a, &rows, &count_rows, err))
		return false;
	for (size_t i = 0; i < count_rows; i++) {
		if (rows[i].plan == NULL ||
		    strcmp(rows[i].plan, p->head.id) != 0)
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

static bool
begin(struct applying *p, struct arena *a, struct err *err)
{
	struct run_row *row = &p->report->row, earlier = { 0 };

	if (!find_earlier(p, a, &earlier, err))
		return false;
	*row = (struct run_row){ .kind = "apply", .date = p->head.date,
		.started = clock_now(), .state = RUN_RUNNING,
		.plan = arena_string(a, p->head.id), .pid = run_pid() };
	row->rule = join_rules(&p->head, a);
	if (earlier.id == 0)
		return journal_begin(p->w->store, row, err);
	*row = earlier;
	row->state = RUN_RUNNING;
	row->pid = run_pid();
	row->text = NULL;
	p->after = row->progress;
	return journal_update(p->w->store, row, err);
}

bool
apply_plan(struct workspace *w, const char *path,
    const struct run_progress *progress, struct arena *a,
    struct run_report *out, struct err *err)
{
	struct applying	p = { .w = w, .report = out, .progress = progress };
	bool		ok;

	*out = (struct run_report){ 0 };
	p.plan = plan_read_open(path, a, &p.head, err);
	if (p.plan == NULL)
		return false;
	ok = check_head(w, path, &p.head, err) && begin(&p, a, err);
	if (ok && !go(&p, a, err))
		ok = run_fail(w, &out->row, a, err);
	plan_read_close(p.plan);
	return ok;
}

bool
apply_guarded(struct workspace *w, const char *path, struct run_report *out,
    struct arena *a, struct err *err)
{
	struct applying	p = { .w = w, .report = out };
	bool		ok;

	p.plan = plan_read_open(path, a, &p.head, err);
	if (p.plan == NULL)
		return false;
	ok = go(&p, a, err);
	plan_read_close(p.plan);
	if (ok)
		unlink(path);
	return ok;
}

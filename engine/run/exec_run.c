/* SPDX-License-Identifier: MIT */
#include "exec_private.h"
#include "precept/set.h"

/*
 * The one way of a row. Workers map, match and classify their batches; in
 * the source's order, two rows of one run that write the same record are
 * found, then the sink takes over.
 */

/* Before the turn, where several workers can do it. */
static void
hash_keys(struct changes *c)
{
	const struct action *a = c->action;

	if (a->key_count == 0)
		return;
	c->hashes = arena_alloc(c->arena, c->count * sizeof *c->hashes + 1);
	for (size_t k = 0; k < a->key_count; k++)
		for (size_t row = 0; row < c->count; row++)
			c->hashes[row] = column_hash(c->now[a->keys[k]], row,
			    c->hashes[row]);
}

struct changes *
exec_classify(struct work *w, struct batch *b, struct batch_view *view,
    size_t i, struct err *err)
{
	const struct action	*a = &b->rule->actions[i];
	struct target		*t = w->exec->targets[i];
	struct changes		*c;

	batch_view(b, a->filters, a->filter_count, view);
	c = mapping_apply(b, view, a);
	b->rows.by_zero = view->rows.by_zero;
	if (t->ops->match != NULL && a->key_count > 0 &&
	    !t->ops->match(t, c, err))
		return NULL;
	classify(c);
	hash_keys(c);
	return c;
}

static bool
work_action(struct work *w, struct exec_batch *e, size_t i, struct err *err)
{
	struct sink		*sink = w->exec->sink;
	struct batch_view	 view;
	struct changes		*c;

	c = e->changes[i] = exec_classify(w, e->batch, &view, i, err);
	if (c == NULL)
		return false;
	e->rejected[i] = view.rejected;
	e->rejected_count[i] = view.rejected_count;
	e->filtered[i] = view.filtered;
	return sink->prepare == NULL || sink->prepare(sink, c, err);
}

static bool
work_batch(void *ctx, struct batch *b, struct err *err)
{
	struct work		*w = ctx;
	size_t			 n = b->rule->action_count;
	struct exec_batch	*e = arena_alloc(b->arena, sizeof *e);

	e->rule = b->rule;
	e->batch = b;
	e->changes = arena_array(b->arena, n + 1, sizeof *e->changes);
	e->rejected = arena_array(b->arena, n + 1, sizeof *e->rejected);
	e->rejected_count = arena_array(b->arena, n + 1, sizeof(size_t));
	e->filtered = arena_array(b->arena, n + 1, sizeof(uint64_t));
	b->own = e;
	for (size_t i = 0; i < n; i++)
		if (!work_action(w, e, i, err))
			return err_in(err, "rule '%s', %s", b->rule->name,
			    b->rule->actions[i].word);
	return true;
}

static void
report(struct work *w, const struct batch *b)
{
	struct exec *x = w->exec;

	w->done += b->bytes;
	if (x->progress != NULL)
		x->progress(x->progress_ctx, w->done, w->scan->total,
		    w->exec->rule->name);
}

static bool
take_batch(void *ctx, struct batch *b, struct err *err)
{
	struct work		*w = ctx;
	struct exec_batch	*e = b->own;

	if (b->last > w->last)
		w->last = b->last;
	e->last = w->last;
	for (size_t i = 0; i < b->rule->action_count; i++)
		if (!exec_twin(w, e->changes[i], i, err))
			return false;
	if (!w->exec->sink->take(w->exec->sink, e, err))
		return err_in(err, "rule '%s'", b->rule->name);
	exec_count(w->exec, e);
	report(w, b);
	return w->exec->sink->settle == NULL ||
	    w->exec->sink->settle(w->exec->sink, e, err);
}

static bool
open_targets(struct exec *x, struct err *err)
{
	size_t n = x->rule->action_count;

	x->targets = mem_array(n + 1, sizeof *x->targets);
	x->by_action = mem_array(n + 1, sizeof *x->by_action);
	for (size_t i = 0; i < n; i++) {
		if (connect_allows(x->connect, &x->rule->actions[i], err))
			x->targets[i] = connect_target(x->connect,
			    &x->rule->actions[i], x->dry, err);
		if (x->targets[i] == NULL)
			return err_in(err, "rule '%s'", x->rule->name);
	}
	return true;
}

struct scan *
exec_scan(struct exec *x, bool settled, struct err *err)
{
	struct scan *scan = connect_source(x->connect, x->rule, &x->day, err);

	if (scan == NULL) {
		err_in(err, "rule '%s'", x->rule->name);
		return NULL;
	}
	if (x->only != NULL || x->after > 0)
		scan = scan_pick(scan, x->only, settled ? 0 : x->after,
		    settled ? x->after : INT64_MAX);
	return scan;
}

static bool
run_query(struct exec *x, struct work *w, struct err *err)
{
	static const struct query_ops	ops = { work_batch, take_batch };
	struct query			query = { x->rule, w->scan, &x->day,
						&ops, w };
	struct query_counts		counts;
	bool				ok;

	ok = query_run(&query, &counts, err);
	x->by_zero = counts.by_zero;
	return ok;
}

bool
exec_run(struct exec *x, struct err *err)
{
	struct work	w = { .exec = x };
	size_t		n = x->rule->action_count;
	bool		ok;

	if (!open_targets(x, err) ||
	    (w.scan = exec_scan(x, false, err)) == NULL)
		return false;
	w.seen = mem_array(n + 1, sizeof *w.seen);
	w.created = mem_array(n + 1, sizeof *w.created);
	for (size_t i = 0; i < n; i++)
		w.seen[i] = set_new();
	ok = (x->made == NULL || exec_settled(&w, err)) &&
	    run_query(x, &w, err);
	for (size_t i = 0; i < n; i++)
		set_free(w.seen[i]);
	mem_free(w.seen);
	mem_free(w.created);
	scan_close(w.scan);
	return ok;
}

bool
exec_finish(struct exec *x, bool keep, struct err *err)
{
	bool ok = true;

	for (size_t i = 0; x->targets != NULL &&
	    i < x->rule->action_count; i++) {
		struct target *t = x->targets[i];

		if (t == NULL)
			continue;
		if (!t->ops->finish(t, keep && ok, err))
			ok = false;
		t->ops->close(t);
	}
	mem_free(x->targets);
	mem_free(x->by_action);
	x->targets = NULL;
	x->by_action = NULL;
	return ok;
}

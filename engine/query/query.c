/* SPDX-License-Identifier: MIT */
#include "frame.h"
#include "precept/query.h"
#include "precept/team.h"

/*
 * Every worker scans, filters and works on a batch of its own; then it waits
 * for its turn, so that take() sees the batches in the source's order.
 */

struct crew {
	const struct query	*query;
	bool			*needed;
	struct turn		 turn;
	pthread_mutex_t		 lock;
	bool			 failed;	/* under lock */
	struct err		*err;		/* the first in order */
	struct query_counts	 counts;
};

int
query_workers(void)
{
	return team_size();
}

static void
mark_needed(const struct rule *rule, bool *needed)
{
	for (size_t a = 0; a < rule->action_count; a++) {
		const struct action *action = &rule->actions[a];

		for (size_t i = 0; i < action->count; i++)
			frame_need(action->maps[i].value.expr, needed);
		for (size_t i = 0; i < action->filter_count; i++)
			frame_need(action->filters[i].expr, needed);
	}
}

static bool
has_failed(struct crew *q)
{
	bool failed;

	pthread_mutex_lock(&q->lock);
	failed = q->failed;
	pthread_mutex_unlock(&q->lock);
	return failed;
}

static void
fail(struct crew *q, const struct err *err)
{
	pthread_mutex_lock(&q->lock);
	if (!q->failed)
		*q->err = *err;
	q->failed = true;
	pthread_mutex_unlock(&q->lock);
}

/* The greatest origin that the slab has; rows come in their order. */
static int64_t
last_origin(const struct slab *slab)
{
	int64_t last = 0;

	if (slab->count > 0)
		last = slab->origin[slab->count - 1];
	for (size_t i = 0; i < slab->broken_count; i++)
		if (slab->broken[i].origin > last)
			last = slab->broken[i].origin;
	return last;
}

static void
fill_batch(struct frame *f, int me, struct batch *b)
{
	*b = (struct batch){ .worker = me, .seq = f->slab.seq,
		.arena = f->slab.arena, .rule = f->rule, .rows = f->show_rows,
		.origin = f->origin, .rejected = f->rejected.items,
		.rejected_count = f->rejected.count,
		.read = f->slab.count + f->slab.broken_count,
		.filtered = f->filtered, .bytes = f->slab.bytes,
		.last = last_origin(&f->slab), .frame = f };
}

static void
add_counts(struct crew *q, struct batch *b)
{
	struct frame *f = b->frame;

	q->counts.read += b->read;
	q->counts.filtered += b->filtered;
	q->counts.rejected += b->rejected_count;
	q->counts.by_zero += b->rows.by_zero + f->source_rows.by_zero;
}

static void
do_batch(struct crew *q, struct frame *f, int me)
{
	struct batch	b;
	struct err	err = { 0 };
	bool		ok;

	fill_batch(f, me, &b);
	ok = q->query->ops->work(q->query->ctx, &b, &err);
	turn_wait(&q->turn, b.seq);
	if (!ok) {
		fail(q, &err);
	} else if (!has_failed(q)) {
		add_counts(q, &b);
		if (!q->query->ops->take(q->query->ctx, &b, &err))
			fail(q, &err);
	}
	turn_pass(&q->turn);
	f->source_rows.by_zero = f->show_rows.by_zero = 0;
}

static void
do_work(void *ctx, int me)
{
	struct crew	*q = ctx;
	struct frame	*f = frame_new(q->query->rule, q->query->scan,
	    q->query->day, q->needed);
	struct err	 err = { 0 };

	while (!has_failed(q) && frame_next(f, &err))
		do_batch(q, f, me);
	if (err.kind != ERR_NONE)
		fail(q, &err);
	frame_free(f);
}

bool
query_run(const struct query *query, struct query_counts *counts,
    struct err *err)
{
	struct crew q = { .query = query, .err = err };

	q.needed = mem_array(query->rule->show_count + 1, sizeof *q.needed);
	mark_needed(query->rule, q.needed);
	turn_init(&q.turn);
	pthread_mutex_init(&q.lock, NULL);
	team_run(query_workers(), do_work, &q);
	pthread_mutex_destroy(&q.lock);
	turn_clear(&q.turn);
	mem_free(q.needed);
	*counts = q.counts;
	return !q.failed;
}

/* SPDX-License-Identifier: MIT */
#include "settle.h"

/* Calls whose outcome is open, settled by asking their targets. */

/* A job that ended before it came to a row: nothing was written for it. */
static void
reject_left(struct changes *c, const char *sent)
{
	for (size_t row = 0; row < c->count; row++) {
		if (sent[row] == c->op[row] || c->op[row] != CHANGE_SKIP)
			continue;
		c->op[row] = CHANGE_REJECT;
		rejects_add(&c->rejects, (uint32_t)row, "D411",
		    "%s.%s did not get to this row: nothing was written for "
		    "it, 'precept retry' sends it again",
		    c->action->connection, c->action->object);
	}
}

static void
count(struct settling *s, const struct call *call, const struct changes *c)
{
	struct run_counts n = { .read = c->count };

	for (size_t row = 0; row < c->count; row++)
		n.read -= c->op[row] == CHANGE_SKIP;
	exec_tally(&n, c);
	n.skipped = 0;
	for (size_t i = 0; i < c->rejects.count; i++)
		n.stale += strcmp(c->rejects.items[i].code, "D406") == 0;
	n.rejected -= n.stale;
	run_add_counts(&s->writer->row->counts, &n);
	if (s->actions != NULL)
		run_add_counts(&s->actions[call->action], &n);
}

static bool
settle_rows(struct settling *s, const struct call *call, struct changes *c,
    struct err *err)
{
	struct target	*t = s->targets[call->action];
	char		*sent = arena_raw(c->arena, c->count + 1);

	memcpy(sent, c->op, c->count);
	if (!t->ops->remote->settle(t, c, err))
		return false;
	if (s->live)
		reject_left(c, sent);
	count(s, call, c);
	return writer_done(s->writer, c, call->id, err);
}

static bool
settle_call(struct settling *s, const struct call *call, struct err *err)
{
	struct replay r = { .id_map = SIZE_MAX, .arena = s->rows,
		.rule = s->rule };

	r.action = &s->rule->actions[call->action];
	arena_reset(s->rows);
	if (!ledger_open(&r.reader, call->body, s->heads, &r.head, err) ||
	    !replay_next(&r, err))
		return false;
	r.changes->was = r.seen;
	r.changes->sent = call->sent;
	return settle_rows(s, call, r.changes, err);
}

static bool
is_remote(const struct settling *s, int action)
{
	const struct target *t;

	if (action < 0 || (size_t)action >= s->rule->action_count)
		return false;
	t = s->targets[action];
	return t != NULL && t->ops->remote != NULL;
}

/* Where a budget lets no more begin, what was sent is settled all the same,
 * and the rest is for the next time. */
static bool
flush(struct settling *s, struct err *stop, struct err *err)
{
	for (size_t i = 0; i < s->rule->action_count; i++) {
		struct target	*t = s->targets[i];
		struct err	 why = { 0 };

		if (!is_remote(s, (int)i) || t->ops->remote->flush(t, &why))
			continue;
		if (why.kind != ERR_LIMIT) {
			*err = why;
			return false;
		}
		if (stop->kind == ERR_NONE)
			*stop = why;
		s->live = false;
	}
	return true;
}

bool
settle_rule(struct settling *s, struct err *err)
{
	struct call	call = { 0 };
	struct err	stop = { 0 };

	if (!flush(s, &stop, err))
		return false;
	arena_reset(s->heads);
	while (journal_intent(s->w->store, s->writer->row->id, call.id,
	    s->heads, &call, err)) {
		if (is_remote(s, call.action) && !settle_call(s, &call, err))
			return false;
		arena_reset(s->heads);
	}
	if (err->kind != ERR_NONE || stop.kind == ERR_NONE)
		return err->kind == ERR_NONE;
	if (writer_commit(s->writer, err))
		*err = stop;
	return false;
}

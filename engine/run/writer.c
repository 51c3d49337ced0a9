/* SPDX-License-Identifier: MIT */
#include "precept/ledger.h"
#include "precept/writer.h"

/*
 * For the local store rows and their ledger are one transaction: after a
 * kill both are there or neither. A commit waits for the disk, so there is
 * one for some ten thousand rows.
 */

#ifndef COMMIT_ROWS
#define COMMIT_ROWS 50000
#endif
#define BODY_MAX ((size_t)1 << 30)

void
writer_init(struct writer *w, struct store *store, struct run_row *row)
{
	*w = (struct writer){ .store = store, .row = row };
	text_init(&w->body, BODY_MAX);
}

void
writer_clear(struct writer *w)
{
	text_free(&w->body);
	mem_free(w->keys);
}

static bool
begin(struct writer *w, struct err *err)
{
	return store_in_transaction(w->store) || store_begin(w->store, err);
}

static bool
put_call(struct writer *w, int action, uint64_t rows, struct slice body,
    size_t keys, struct err *err)
{
	struct call call = { .run = w->row->id, .action = action,
		.state = CALL_DONE, .rows = rows, .body = body,
		.keys = w->keys, .key_count = keys };

	return journal_call(w->store, &call, err);
}

static bool
is_sent(const struct changes *c, size_t row)
{
	return c->op[row] == CHANGE_CREATE || c->op[row] == CHANGE_UPDATE ||
	    c->op[row] == CHANGE_DELETE;
}

static bool
has_sent(const struct changes *c)
{
	for (size_t row = 0; row < c->count; row++)
		if (is_sent(c, row))
			return true;
	return false;
}

static bool
is_logged(const struct changes *c, size_t row)
{
	return c->op[row] == CHANGE_REJECT ||
	    (c->action->kind == ACTION_LOAD && c->op[row] != CHANGE_SAME &&
	    c->op[row] != CHANGE_SKIP);
}

static uint64_t
count_logged(const struct changes *c)
{
	uint64_t n = 0;

	for (size_t row = 0; row < c->count; row++)
		n += is_logged(c, row);
	return n;
}

/* An export's rows are in its file; only what was rejected is kept here. */
static void
hide_exported(struct changes *c)
{
	if (c->action->kind != ACTION_EXPORT)
		return;
	for (size_t row = 0; row < c->count; row++)
		if (c->op[row] == CHANGE_CREATE)
			c->op[row] = CHANGE_SAME;
}

static void
make_room(struct writer *w, size_t keys)
{
	if (keys <= w->key_cap)
		return;
	w->keys = mem_resize(w->keys, keys, sizeof *w->keys);
	w->key_cap = keys;
}

static bool
has_lines(const struct changes *c)
{
	return c->lines.ptr != NULL && c->body_rejects == c->rejects.count;
}

/* Rows were rejected, or given an id, since the body was encoded. */
static void
encode(struct writer *w, struct changes *c)
{
	char *op = c->op;

	text_clear(&w->body);
	ledger_put_head(&w->body, c->rule, c->action);
	if (has_lines(c) && ledger_put_lines(&w->body, c, c->lines))
		return;
	c->op = arena_raw(c->arena, c->count);
	memcpy(c->op, op, c->count);
	hide_exported(c);
	ledger_put_rows(&w->body, c);
	c->op = op;
}

static bool
put_ledger(struct writer *w, struct changes *c, uint64_t rows,
    struct err *err)
{
	const struct text *body = c->body;

	if (body == NULL || c->body_rejects != c->rejects.count) {
		encode(w, c);
		body = &w->body;
	}
	make_room(w, (size_t)rows * (1 + c->action->key_count));
	return put_call(w, (int)(c->action - c->rule->actions), rows,
	    (struct slice){ body->ptr, body->len }, ledger_keys(c, w->keys),
	    err);
}

/* The rows of a call as they are now. */
static void
fill_call(struct writer *w, struct changes *c, struct call *call)
{
	encode(w, c);
	call->run = w->row->id;
	call->action = (int)(c->action - c->rule->actions);
	call->rows = count_logged(c);
	call->body = (struct slice){ w->body.ptr, w->body.len };
	make_room(w, (size_t)call->rows * (1 + c->action->key_count));
	call->key_count = ledger_keys(c, w->keys);
	call->keys = w->keys;
}

bool
writer_done(struct writer *w, struct changes *c, int64_t id,
    struct err *err)
{
	struct call call = { .id = id };

	fill_call(w, c, &call);
	w->pending += call.rows;
	return begin(w, err) && journal_call_done(w->store, &call, err);
}

/*
 * To a service: what is meant is on the disk before the first byte leaves,
 * what came of it as soon as that is known. If the service fails as a whole,
 * that is as far as it got.
 */
static bool
send(struct writer *w, struct target *t, struct changes *c, struct err *err)
{
	struct call	call = { .state = CALL_INTENT };
	struct err	later = { 0 };
	bool		ok;

	fill_call(w, c, &call);
	if (!begin(w, err) || !journal_call(w->store, &call, err) ||
	    !writer_commit(w, err))
		return false;
	ok = t->ops->write(t, c, err);
	if (c->queued)
		return ok;
	if (!ok) {
		w->kept = writer_done(w, c, call.id, &later) &&
		    writer_commit(w, &later);
		return false;
	}
	return writer_done(w, c, call.id, err);
}

bool
writer_take(struct writer *w, struct target *t, struct changes *c,
    struct err *err)
{
	uint64_t rows;

	w->kept = false;
	if (t->ops->remote != NULL && has_sent(c))
		return send(w, t, c, err);
	if (!begin(w, err) || !t->ops->write(t, c, err))
		return false;
	rows = count_logged(c);
	w->pending += rows;
	return rows == 0 || put_ledger(w, c, rows, err);
}

bool
writer_broken(struct writer *w, const struct rule *rule,
    const struct action *a, const struct scan_broken *rows, size_t n,
    struct err *err)
{
	if (n == 0)
		return true;
	if (!begin(w, err))
		return false;
	text_clear(&w->body);
	ledger_put_head(&w->body, rule, a);
	ledger_put_broken(&w->body, rows, n);
	w->pending += n;
	return put_call(w, a == NULL ? -1 : (int)(a - rule->actions), n,
	    (struct slice){ w->body.ptr, w->body.len }, 0, err);
}

bool
writer_commit(struct writer *w, struct err *err)
{
	w->pending = 0;
	return begin(w, err) && journal_update(w->store, w->row, err) &&
	    store_commit(w->store, err);
}

bool
writer_settle(struct writer *w, int64_t progress, struct err *err)
{
	w->row->progress = progress;
	return w->pending < COMMIT_ROWS || writer_commit(w, err);
}

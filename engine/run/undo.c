/* SPDX-License-Identifier: MIT */
#include "precept/clock.h"
#include "run_private.h"

/*
 * A run taken back, last row first: where a value still is what we wrote,
 * the one before it returns; what somebody has changed since stays.
 */

struct undoing {
	struct workspace	*w;
	struct run_report	*report;
	struct writer		 writer;
	struct arena		*heads, *rows;
	uint64_t		 parts;	/* put back, but for a field */
	bool			 load;	/* is undone: fields as they are */
	const struct run_progress *progress;
};

static bool
no_field(const char *into, const char *field, struct err *err)
{
	return err_set(err, ERR_RULE, "%s has no field %s any more, so the "
	    "run cannot be undone as a whole", into, field);
}

/* The recorded fields as an action, matched by record id if there is one. */
static struct action *
make_action(struct undoing *u, struct replay *r, struct err *err)
{
	const struct ledger_head	*h = &r->head;
	struct action			*a = arena_alloc(u->heads, sizeof *a);
	const char			*dot = strrchr(h->into, '.');
	const struct field		*id;

	if (dot == NULL || (a->schema = catalog_find(u->w->catalog,
	    (struct slice){ h->into, (size_t)(dot - h->into) },
	    slice_of(dot + 1))) == NULL) {
		err_set(err, ERR_RULE, "there is no object %s any more",
		    h->into);
		return NULL;
	}
	a->word = h->word;
	a->connection = arena_text(u->heads, (struct slice){ h->into,
	    (size_t)(dot - h->into) });
	a->object = dot + 1;
	a->operation = OP_UPSERT;
	a->as_is = u->load;
	a->maps = arena_array(u->heads, h->field_count + 1, sizeof *a->maps);
	a->keys = arena_array(u->heads, h->field_count + 1, sizeof *a->keys);
	for (; a->count < h->field_count; a->count++) {
		struct mapping *m = &a->maps[a->count];

		m->target = h->fields[a->count];
		m->field = schema_field(a->schema, slice_of(m->target));
		if (m->field == NULL) {
			no_field(h->into, m->target, err);
			return NULL;
		}
	}
	id = schema_id(a->schema);
	if (id == NULL) {
		memcpy(a->keys, h->keys, h->key_count * sizeof *a->keys);
		a->key_count = h->key_count;
		if (a->key_count > 0)
			return a;
		err_set(err, ERR_RULE, "%s has no id, and the run wrote it "
		    "without keys: its records cannot be told apart, so the "
		    "run cannot be undone", h->into);
		return NULL;
	}
	for (r->id_map = 0; r->id_map < a->count; r->id_map++)
		if (a->maps[r->id_map].field == id)
			break;
	a->maps[r->id_map].target = id->name;
	a->maps[r->id_map].field = id;
	a->count += r->id_map == a->count;
	a->keys[a->key_count++] = r->id_map;
	return a;
}

static void
leave(struct changes *c, size_t row, const char *why)
{
	c->op[row] = CHANGE_REJECT;
	rejects_add(&c->rejects, (uint32_t)row, "D407",
	    "%s, so it was left as it is", why);
}

/* Fields that are not ours any more drop out; how many. */
static size_t
drop_foreign(struct changes *c, struct column *const *seen, size_t row)
{
	size_t n = 0;

	for (size_t f = 0; f < c->width; f++) {
		uint8_t *cell = changes_cell(c, row, f);

		if (!*cell || column_same(c->was[f], row, seen[f], row))
			continue;
		*cell = 0;
		n += !column_same(c->was[f], row, c->now[f], row);
	}
	return n;
}

static void
check_row(struct undoing *u, struct changes *c, struct column *const *seen,
    size_t row)
{
	size_t foreign;

	if (c->op[row] == CHANGE_CREATE) {
		if (c->matches[row] > 0)
			leave(c, row, "the record is there again");
		return;
	}
	if (c->matches[row] != 1) {
		leave(c, row, "the record is gone");
		return;
	}
	foreign = drop_foreign(c, seen, row);
	if (c->op[row] == CHANGE_DELETE) {
		if (foreign > 0)
			leave(c, row, "the record was changed since");
		return;
	}
	if (memchr(changes_cell(c, row, 0), 1, c->width) != NULL)
		u->parts += foreign > 0;
	else if (foreign > 0)
		leave(c, row, "the record was changed since");
	else
		c->op[row] = CHANGE_SAME;
}

/* A row that is left counts as stale, not as rejected too. */
static void
count(struct run_counts *n, const struct changes *c, uint64_t left)
{
	n->read += c->count;
	exec_tally(n, c);
	n->rejected -= left;
	n->stale += left;
}

static bool
undo_rows(struct undoing *u, struct replay *r, struct target *t,
    struct err *err)
{
	struct changes	*c = r->changes;
	uint64_t	 left;

	if (!t->ops->match(t, c, err))
		return false;
	left = c->rejects.count;
	for (size_t row = 0; row < c->count; row++)
		if (c->op[row] != CHANGE_REJECT)
			check_row(u, c, r->seen, row);
	left = c->rejects.count - left;
	if (t->ops->prepare != NULL && !t->ops->prepare(t, c, err))
		return false;
	if (!writer_take(&u->writer, t, c, err))
		return false;
	count(&u->report->row.counts, c, left);
	return true;
}

static bool
undo_body(struct undoing *u, struct replay *r, struct err *err)
{
	struct rule	*rule = arena_alloc(u->heads, sizeof *rule);
	struct target	*t;
	bool		 ok = true;

	rule->actions = make_action(u, r, err);
	if (rule->actions == NULL)
		return false;
	rule->action_count = 1;
	rule->name = r->head.rule;
	r->action = rule->actions;
	r->rule = rule;
	t = !connect_allows(&u->w->connect, r->action, err) ? NULL :
	    connect_target(&u->w->connect, r->action, false, err);
	if (t == NULL)
		return false;
	while (ok && (ok = replay_next(r, err)) && r->changes->count > 0)
		ok = undo_rows(u, r, t, err);
	ok = t->ops->finish(t, ok, err) && ok;
	t->ops->close(t);
	return ok;
}

static bool
undo_call(struct undoing *u, const struct call *call, struct err *err)
{
	struct replay r = { .id_map = SIZE_MAX, .arena = u->rows,
		.back = true };

	arena_reset(u->heads);
	if (!ledger_open(&r.reader, call->body, u->heads, &r.head, err))
		return false;
	if (r.head.action < 0 || strcmp(r.head.word, "export_file") == 0)
		return true;
	return undo_body(u, &r, err);
}

static bool
undo_calls(struct undoing *u, int64_t run, struct err *err)
{
	struct journal_cursor	*cursor;
	struct call		 call;
	bool			 ok = true;

	cursor = journal_calls(u->w->store, run, true, err);
	if (cursor == NULL)
		return false;
	while (ok && journal_next(cursor, &call, err)) {
		ok = undo_call(u, &call, err);
		if (u->progress->tell != NULL)
			u->progress->tell(u->progress->ctx,
			    u->report->row.counts.read, 0, "undo");
	}
	journal_cursor_close(cursor);
	return ok && err->kind == ERR_NONE;
}

/* NULL, or the sentence about records that were put back in part. */
static const char *
tell_parts(const struct undoing *u, struct arena *a)
{
	if (u->parts == 0)
		return NULL;
	return arena_printf(a, "%llu of the updated records keep%s a value "
	    "that was changed since", (unsigned long long)u->parts,
	    u->parts == 1 ? "s" : "");
}

static bool
go(struct undoing *u, int64_t run, struct arena *a, struct err *err)
{
	struct run_row	*row = &u->report->row;
	bool		 ok;

	u->heads = arena_new();
	u->rows = arena_new();
	writer_init(&u->writer, u->w->store, row);
	ok = undo_calls(u, run, err);
	if (ok) {
		row->state = row->counts.rejected + row->counts.stale +
		    u->parts > 0 ? RUN_PARTIAL : RUN_DONE;
		row->finished = clock_now();
		row->text = tell_parts(u, a);
		ok = writer_commit(&u->writer, err);
	}
	writer_clear(&u->writer);
	arena_free(u->heads);
	arena_free(u->rows);
	return ok;
}

bool
undo_run(struct workspace *w, int64_t run,
    const struct run_progress *progress, struct arena *a,
    struct run_report *out, struct err *err)
{
	struct undoing	u = { .w = w, .report = out, .progress = progress };
	struct run_row	of;
	bool		ok;

	*out = (struct run_report){ 0 };
	if (!journal_run(w->store, run, a, &of, err))
		return false;
	if (of.state == RUN_WAITING)
		return err_set(err, ERR_RULE, "run %lld wrote nothing: it "
		    "waits for its plan to be applied", (long long)run);
	out->row = (struct run_row){ .kind = "undo", .rule = of.rule,
		.of = run, .date = of.date, .rule_hash = of.rule_hash,
		.started = clock_now(), .state = RUN_RUNNING,
		.pid = run_pid() };
	if (!journal_begin(w->store, &out->row, err))
		return false;
	connect_calls_begin(&w->connect);
	u.load = strcmp(of.kind, "load") == 0;
	ok = go(&u, run, a, err) || run_fail(w, &out->row, a, err);
	run_tell_calls(w, a, out);
	return ok;
}

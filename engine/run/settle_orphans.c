/* SPDX-License-Identifier: MIT */
#include "settle.h"

/*
 * Calls that a kill, or a service that went away, has left open. Their
 * rules may have changed since, so the actions are made from what the calls
 * themselves say.
 */

struct orphans {
	struct workspace	*w;
	struct arena		*arena;		/* of one action's calls */
	struct settling		 settling;
	struct run_row		 row;
	struct rule		 rule;
	int			 action;	/* that is open; -1: none */
};

/* The recorded fields of a call as an action of its object. */
static bool
make_action(struct orphans *o, const struct ledger_head *h,
    struct action *a, struct err *err)
{
	const char *dot = strrchr(h->into, '.');

	a->word = h->word;
	a->connection = arena_text(o->arena, (struct slice){ h->into,
	    (size_t)(dot - h->into) });
	a->object = arena_string(o->arena, dot + 1);
	a->schema = catalog_find(o->w->catalog, slice_of(a->connection),
	    slice_of(a->object));
	a->maps = arena_array(o->arena, h->field_count + 1, sizeof *a->maps);
	a->keys = arena_array(o->arena, h->key_count + 1, sizeof *a->keys);
	memcpy(a->keys, h->keys, h->key_count * sizeof *a->keys);
	a->key_count = h->key_count;
	a->operation = OP_UPSERT;
	for (; a->schema != NULL && a->count < h->field_count; a->count++) {
		struct mapping *m = &a->maps[a->count];

		m->target = arena_string(o->arena, h->fields[a->count]);
		m->field = schema_field(a->schema, slice_of(m->target));
		if (m->field == NULL)
			break;
	}
	for (size_t k = 0; k < a->key_count; k++)
		a->maps[a->keys[k]].key = true;
	if (a->schema == NULL || a->count < h->field_count)
		return err_set(err, ERR_RULE, "run %lld has rows for %s whose "
		    "outcome is not known, and its schema has changed: put "
		    "the schema back to settle them", (long long)o->row.id,
		    h->into);
	return true;
}

static void
close_action(struct orphans *o)
{
	if (o->action < 0)
		return;
	for (size_t i = 0; i < o->rule.action_count; i++) {
		struct target	*t = o->settling.targets[i];
		struct err	 ignored = { 0 };

		if (t == NULL)
			continue;
		t->ops->finish(t, true, &ignored);
		t->ops->close(t);
	}
	o->action = -1;
}

static bool
open_action(struct orphans *o, const struct call *call, struct err *err)
{
	struct ledger_reader	 r;
	struct ledger_head	 head;
	struct target		*t;
	size_t			 n = (size_t)call->action + 1;

	if (!ledger_open(&r, call->body, o->arena, &head, err))
		return false;
	o->rule = (struct rule){ .name = head.rule, .action_count = n };
	o->rule.actions = arena_array(o->arena, n, sizeof *o->rule.actions);
	o->settling.targets = arena_array(o->arena, n,
	    sizeof *o->settling.targets);
	if (!make_action(o, &head, &o->rule.actions[call->action], err))
		return false;
	t = connect_target(&o->w->connect, &o->rule.actions[call->action],
	    false, err);
	if (t == NULL)
		return false;
	o->settling.targets[call->action] = t;
	o->action = call->action;
	return t->ops->remote == NULL ||
	    t->ops->remote->expect(t, call->run, call->action, 0, err);
}

/* All open calls of one run and action, from the first of them. */
static bool
settle_action(struct orphans *o, const struct call *call, struct err *err)
{
	struct writer	writer;
	bool		ok;

	if (!journal_run(o->w->store, call->run, o->arena, &o->row, err))
		return false;
	o->action = -1;
	writer_init(&writer, o->w->store, &o->row);
	o->settling = (struct settling){ .w = o->w, .writer = &writer,
		.rule = &o->rule };
	o->settling.heads = arena_new();
	o->settling.rows = arena_new();
	ok = open_action(o, call, err) && settle_rule(&o->settling, err) &&
	    writer_commit(&writer, err);
	close_action(o);
	writer_clear(&writer);
	arena_free(o->settling.heads);
	arena_free(o->settling.rows);
	return ok;
}

bool
settle_orphans(struct workspace *w, struct err *err)
{
	struct orphans	o = { .w = w, .arena = arena_new() };
	struct call	call = { 0 };
	bool		ok = true;

	while (ok && journal_intent(w->store, 0, call.id, o.arena, &call,
	    err)) {
		ok = settle_action(&o, &call, err) ||
		    err_in(err, "run %lld sent rows whose outcome is not "
		    "known yet", (long long)call.run);
		arena_reset(o.arena);
	}
	arena_free(o.arena);
	return ok && err->kind == ERR_NONE;
}

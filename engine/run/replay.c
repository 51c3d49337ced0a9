/* SPDX-License-Identifier: MIT */
#include "done.h"
#include "run_private.h"

/* Recorded rows as changes again: apply goes forward, undo back. */

struct grid {			/* texts before they are columns */
	struct slice	**now, **seen;
};

static struct changes *
make(struct replay *r)
{
	const struct action	*a = r->action;
	struct changes		*c = arena_alloc(r->arena, sizeof *c);
	size_t			 n = REPLAY_ROWS;

	c->rule = r->rule;
	c->action = a;
	c->arena = r->arena;
	c->width = a->count;
	c->op = arena_alloc(r->arena, n);
	c->origin = arena_array(r->arena, n, sizeof *c->origin);
	c->now = arena_array(r->arena, a->count + 1, sizeof *c->now);
	c->written = arena_alloc(r->arena, n * a->count + 1);
	c->matches = arena_alloc(r->arena, n);
	c->id = arena_array(r->arena, n, sizeof *c->id);
	rejects_init(&c->rejects, r->arena, n);
	r->seen = arena_array(r->arena, a->count + 1, sizeof *r->seen);
	return c;
}

static struct slice **
make_texts(struct replay *r)
{
	size_t		  width = r->action->count;
	struct slice	**out = arena_array(r->arena, width + 1, sizeof *out);

	for (size_t f = 0; f < width; f++)
		out[f] = arena_array(r->arena, REPLAY_ROWS, sizeof **out);
	return out;
}

static char
turn_back(char op)
{
	if (op == CHANGE_CREATE)
		return CHANGE_DELETE;
	return op == CHANGE_DELETE ? CHANGE_CREATE : op;
}

/* What the record is looked up by stays, whatever was written. */
static bool
is_key(const struct replay *r, size_t field)
{
	if (r->id_map != SIZE_MAX)
		return field == r->id_map;
	for (size_t k = 0; k < r->head.key_count; k++)
		if (r->head.keys[k] == field)
			return true;
	return false;
}

static bool
put_sets(struct replay *r, struct grid *g, const struct ledger_row *row,
    size_t n, struct err *err)
{
	struct changes *c = r->changes;

	for (size_t i = 0; i < row->set_count; i++) {
		const struct ledger_set *s = &row->sets[i];

		if (s->field >= r->head.field_count || s->field >= c->width)
			return err_set(err, ERR_SYSTEM, "a recorded row "
			    "names field %zu of %zu: the record is damaged",
			    s->field, r->head.field_count);
		if (!is_key(r, s->field))
			g->now[s->field][n] = r->back ? s->was : s->now;
		g->seen[s->field][n] = r->back ? s->now : s->was;
		*changes_cell(c, n, s->field) = 1;
	}
	return true;
}

static bool
put_row(struct replay *r, struct grid *g, const struct ledger_row *row,
    struct err *err)
{
	struct changes	*c = r->changes;
	size_t		 n = c->count++;

	((int64_t *)c->origin)[n] = row->origin;
	c->op[n] = r->back ? turn_back(row->op) : row->op;
	c->id[n] = row->id;
	if (r->id_map != SIZE_MAX)
		g->now[r->id_map][n] = row->id;
	for (size_t k = 0; k < row->key_count && k < r->head.key_count; k++)
		if (r->id_map == SIZE_MAX)
			g->now[r->head.keys[k]][n] = row->keys[k];
	if (row->op == CHANGE_REJECT) {
		c->rejects.field = row->field;
		rejects_add(&c->rejects, (uint32_t)n, row->code, "%s",
		    row->text);
		c->rejects.field = NULL;
		return true;
	}
	return put_sets(r, g, row, n, err);
}

static void
make_columns(struct replay *r, struct grid *g)
{
	struct changes *c = r->changes;

	for (size_t f = 0; f < c->width; f++) {
		const struct type *t = &r->action->maps[f].field->type;

		c->now[f] = column_read(t, g->now[f], c->count, r->arena,
		    &c->rejects);
		r->seen[f] = column_read(t, g->seen[f], c->count, r->arena,
		    &c->rejects);
	}
	for (size_t i = 0; i < c->rejects.count; i++)
		c->op[c->rejects.items[i].row] = CHANGE_REJECT;
}

bool
replay_leaves_out(const struct replay *r, const struct ledger_row *row)
{
	if (r->back && row->op == CHANGE_REJECT)
		return true;
	return r->done != NULL && set_has(r->done,
	    done_row(r->done_key, row->origin));
}

bool
replay_next(struct replay *r, struct err *err)
{
	struct ledger_row	row;
	struct grid		g;
	const char		*from = r->reader.rest.ptr;
	bool			whole = true;

	arena_reset(r->arena);
	r->reader.arena = r->arena;
	r->changes = make(r);
	g.now = make_texts(r);
	g.seen = make_texts(r);
	while (r->changes->count < REPLAY_ROWS &&
	    ledger_next(&r->reader, &row, err)) {
		if (replay_leaves_out(r, &row))
			whole = false;
		else if (!put_row(r, &g, &row, err))
			return false;
	}
	if (err->kind != ERR_NONE)
		return false;
	r->lines = (struct slice){ whole ? from : NULL,
		(size_t)(r->reader.rest.ptr - from) };
	r->changes->body_rejects = r->changes->rejects.count;
	make_columns(r, &g);
	return true;
}

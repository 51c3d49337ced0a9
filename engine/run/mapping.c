/* SPDX-License-Identifier: MIT */
#include "precept/convert.h"
#include "precept/exec.h"

/* From Show columns to the target's fields, in the target's kinds. */

/* The default's text, so that the column keeps what sources wrote. */
static void
fill_raw(struct slice *raw, const struct column *fill, size_t row,
    struct arena *a)
{
	char		room[COLUMN_ROOM];
	struct slice	s = column_text(fill, row, room);

	raw->ptr = arena_text(a, s);
	raw->len = s.len;
}

static struct column *
copy_column(const struct column *c, struct arena *a)
{
	struct column	*out = column_make(a, c->kind, c->count);
	struct slice	*raw;

	out->scale = c->scale;
	memcpy(out->any, c->any, c->count * kind_size(c->kind));
	if (c->null != NULL)
		memcpy(column_nulls(out, a), c->null, c->count);
	if (c->raw != NULL) {
		raw = arena_raw(a, c->count * sizeof *raw + 1);
		memcpy(raw, c->raw, c->count * sizeof *raw);
		out->raw = raw;
	}
	return out;
}

/* Rows of `c` that are null take the value of the default. */
static struct column *
fill_nulls(struct column *c, const struct column *fill, struct arena *a)
{
	size_t		 size = kind_size(c->kind);
	struct column	*out;

	if (c->null == NULL || memchr(c->null, 1, c->count) == NULL)
		return c;
	out = copy_column(c, a);
	for (size_t i = 0; i < c->count; i++) {
		if (!c->null[i] || column_is_null(fill, i))
			continue;
		out->null[i] = 0;
		memcpy((char *)out->any + i * size,
		    (const char *)fill->any + i * size, size);
		if (out->raw != NULL)
			fill_raw((struct slice *)&out->raw[i], fill, i, a);
	}
	return out;
}

static struct column *
evaluate(const struct phrase *p, const struct type *to,
    struct expr_rows *rows)
{
	struct column *c = expr_eval(p->expr, rows, NULL);

	return convert_column(c, to, NULL, rows->arena, rows->rejects);
}

static struct column *
map_field(const struct mapping *m, struct expr_rows *rows)
{
	struct column *c;

	rows->rejects->field = m->target;
	c = evaluate(&m->value, &m->field->type, rows);
	if (m->fallback.expr != NULL)
		c = fill_nulls(c, evaluate(&m->fallback, &m->field->type,
		    rows), rows->arena);
	rows->rejects->field = NULL;
	return c;
}

/* A record is never looked up by nothing. */
static void
check_key(struct changes *c, const struct mapping *m,
    const struct column *col)
{
	if (col->null == NULL)
		return;
	c->rejects.field = m->target;
	for (size_t row = 0; row < c->count; row++)
		if (col->null[row])
			rejects_add(&c->rejects, (uint32_t)row, "D401",
			    "the key %s is empty, so there is no record to "
			    "look for", m->target);
	c->rejects.field = NULL;
}

static struct changes *
make(struct batch *b, const struct batch_view *view, const struct action *a)
{
	struct changes	*c = arena_alloc(b->arena, sizeof *c);
	size_t		 n = view->rows.count;

	c->rule = b->rule;
	c->action = a;
	c->worker = b->worker;
	c->arena = b->arena;
	c->count = n;
	c->origin = view->origin;
	c->width = a->count;
	c->op = arena_raw(b->arena, n + 1);
	c->now = arena_array(b->arena, a->count + 1, sizeof *c->now);
	c->written = arena_alloc(b->arena, n * a->count + 1);
	c->matches = arena_alloc(b->arena, n + 1);
	c->id = arena_array(b->arena, n + 1, sizeof *c->id);
	rejects_init(&c->rejects, b->arena, n);
	return c;
}

struct changes *
mapping_apply(struct batch *b, struct batch_view *view,
    const struct action *a)
{
	struct changes *c = make(b, view, a);

	view->rows.rejects = &c->rejects;
	for (size_t i = 0; i < a->count; i++)
		c->now[i] = map_field(&a->maps[i], &view->rows);
	for (size_t k = 0; k < a->key_count; k++)
		check_key(c, &a->maps[a->keys[k]], c->now[a->keys[k]]);
	memset(c->op, CHANGE_CREATE, c->count);
	for (size_t i = 0; i < c->rejects.count; i++)
		c->op[c->rejects.items[i].row] = CHANGE_REJECT;
	return c;
}

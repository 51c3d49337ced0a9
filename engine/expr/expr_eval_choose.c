/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"
#include "precept/convert.h"

/* One column out of several: row i is that of from[which[i]]. */

struct branch {
	struct operand		 from;
	const char		*values;
	const uint8_t		*null;
	const struct slice	*raw;
	size_t			 step;		/* 0: one value for all */
	size_t			 null_step;
};

/* A null without values: all that is read of it is the null. */
static const union { dec128 d; struct slice s; } nothing;
static const uint8_t	yes = 1, no = 0;

static void
set_branch(struct branch *b, struct operand from)
{
	b->from = from;
	b->step = from.one ? 0 : 1;
	b->values = from.c->any;
	if (from.c->kind == KIND_NULL) {
		b->values = (const char *)&nothing;
		b->step = 0;
		b->null = &yes;
	} else if (from.c->null == NULL) {
		b->null = &no;
	} else {
		b->null = from.c->null;
		b->null_step = b->step;
	}
}

/* The check may leave two scales. */
static struct operand
align(const struct type *type, struct operand from, struct expr_rows *rows)
{
	if (type->kind != KIND_DECIMAL || from.c->kind != KIND_DECIMAL ||
	    from.c->scale == type->scale)
		return from;
	from.c = convert_column(expr_eval_fill(from, rows), type, NULL,
	    rows->arena, rows->rejects);
	from.one = false;
	return from;
}

#define GATHER(size) do {						\
	for (size_t i = 0; i < out->count; i++) {			\
		const struct branch *f = &b[which[i]];			\
		memcpy((char *)out->any + i * (size),			\
		    f->values + i * f->step * (size), (size));		\
	} } while (0)

static void
gather(struct column *out, const struct branch *b, const uint16_t *which)
{
	switch (kind_size(out->kind)) {
	case 1:
		GATHER(1);
		break;
	case 8:
		GATHER(8);
		break;
	case 16:
		GATHER(16);
		break;
	default:
		break;
	}
}

static void
gather_nulls(struct column *out, const struct branch *b,
    const uint16_t *which, struct arena *arena)
{
	out->null = arena_raw(arena, out->count);
	for (size_t i = 0; i < out->count; i++)
		out->null[i] = b[which[i]].null[i * b[which[i]].null_step];
}

/*
 * A number that is only passed on keeps the source's own digits, where all
 * that are passed on have them; a constant is written as it is.
 */
static bool
find_raw(struct branch *b, size_t count, struct arena *arena)
{
	char			 room[COLUMN_ROOM];
	const struct column	*c;
	struct slice		*s;
	bool			 any = false;

	for (size_t k = 0; k < count; k++) {
		c = b[k].from.c;
		b[k].raw = c->raw;
		any |= c->raw != NULL;
		if (c->raw != NULL)
			continue;
		if (!b[k].from.one)
			return false;
		s = arena_alloc(arena, sizeof *s);
		if (!column_is_null(c, 0))
			*s = column_text(c, 0, room);
		s->ptr = arena_text(arena, *s);
		b[k].raw = s;
	}
	return any;
}

static void
gather_raw(struct column *out, const struct branch *b,
    const uint16_t *which, struct arena *arena)
{
	struct slice	*raw = arena_raw(arena, out->count * sizeof *raw);

	for (size_t i = 0; i < out->count; i++)
		raw[i] = b[which[i]].raw[i * b[which[i]].step];
	out->raw = raw;
}

struct column *
expr_eval_choose(const struct type *type, const struct operand *from,
    size_t count, const uint16_t *which, struct expr_rows *rows)
{
	struct column	*out;
	struct branch	*b = arena_array(rows->arena, count, sizeof *b);
	bool		 nulls = false;

	if (type->kind == KIND_NULL)
		return column_all_null(rows->arena, KIND_NULL, rows->count);
	for (size_t k = 0; k < count; k++) {
		set_branch(&b[k], align(type, from[k], rows));
		nulls |= b[k].null != &no;
	}
	out = column_make(rows->arena, type->kind, rows->count);
	out->scale = type->scale;
	gather(out, b, which);
	if (nulls)
		gather_nulls(out, b, which, rows->arena);
	if (kind_is_numeric(type->kind) &&
	    find_raw(b, count, rows->arena))
		gather_raw(out, b, which, rows->arena);
	return out;
}

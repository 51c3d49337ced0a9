/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"
#include "precept/convert.h"
#include "precept/date.h"
#include "precept/func.h"

/* Which kernel evaluates a node, and what is the same for every row. */

static expr_kernel	*const kernels[EXPR_OP_COUNT] = {
	[EXPR_CALL] = expr_eval_call,
	[EXPR_CASE] = expr_eval_case,
	[EXPR_CONVERT] = expr_eval_convert,
	[EXPR_OR] = expr_eval_or,
	[EXPR_AND] = expr_eval_and,
	[EXPR_NOT] = expr_eval_not,
	[EXPR_EQ] = expr_eval_compare,
	[EXPR_NE] = expr_eval_compare,
	[EXPR_LT] = expr_eval_compare,
	[EXPR_LE] = expr_eval_compare,
	[EXPR_GT] = expr_eval_compare,
	[EXPR_GE] = expr_eval_compare,
	[EXPR_IS_NULL] = expr_eval_null,
	[EXPR_NOT_NULL] = expr_eval_null,
	[EXPR_IN] = expr_eval_in,
	[EXPR_NOT_IN] = expr_eval_in,
	[EXPR_BETWEEN] = expr_eval_between,
	[EXPR_LIKE] = expr_eval_like,
	[EXPR_CONTAINS] = expr_eval_search,
	[EXPR_STARTS] = expr_eval_search,
	[EXPR_ENDS] = expr_eval_search,
	[EXPR_MATCHES] = expr_eval_matches,
	[EXPR_INCLUDES] = expr_eval_includes,
	[EXPR_EXCLUDES] = expr_eval_includes,
	[EXPR_CONCAT] = expr_eval_concat,
	[EXPR_ADD] = expr_eval_arithmetic,
	[EXPR_SUB] = expr_eval_arithmetic,
	[EXPR_MUL] = expr_eval_arithmetic,
	[EXPR_DIV] = expr_eval_arithmetic,
	[EXPR_MOD] = expr_eval_arithmetic,
	[EXPR_NEG] = expr_eval_negate,
};

static bool
is_constant(const struct expr *e)
{
	size_t	i;

	if (e->op == EXPR_NAME ||
	    (e->op == EXPR_CALL && e->func->ctx != NULL))
		return false;
	for (i = 0; i < e->arg_count; i++)
		if (!is_constant(e->args[i]))
			return false;
	return true;
}

static struct operand
literal(const struct expr *e, struct expr_rows *rows)
{
	struct column	*c;

	if (e->literal->kind != KIND_NULL)
		return (struct operand){ (struct column *)e->literal, true };
	c = column_all_null(rows->arena, e->type.kind, 1);
	c->scale = e->type.scale;
	return (struct operand){ c, true };
}

static struct operand
rule_date(struct expr_rows *rows)
{
	struct column	*c = column_make(rows->arena, KIND_DATE, 1);

	c->i[0] = rows->day->date;
	return (struct operand){ c, true };
}

/*
 * Once for all rows, unless that would be a row to reject or to count: then
 * it is every row's, and the kernel has to go over them.
 */
static bool
fold(const struct expr *e, struct expr_rows *rows, struct operand *o)
{
	struct expr_rows	one = *rows;
	struct rejects		none;

	rejects_init(&none, rows->arena, 1);
	one.count = 1;
	one.rejects = &none;
	one.by_zero = 0;
	*o = (struct operand){ kernels[e->op](e, &one, NULL), true };
	return none.count == 0 && one.by_zero == 0;
}

struct operand
expr_eval_operand(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask)
{
	struct operand	o;

	if (e->op == EXPR_NAME)
		return (struct operand){ rows->get(rows->ctx, e->slot),
		    false };
	if (e->op == EXPR_LITERAL)
		return literal(e, rows);
	if (e->op == EXPR_RULE_DATE)
		return rule_date(rows);
	if (is_constant(e) && fold(e, rows, &o))
		return o;
	return (struct operand){ kernels[e->op](e, rows, mask), false };
}

#define REPEAT(size) \
	for (size_t i = 0; i < count; i++) \
		memcpy((char *)out + i * (size), value, (size))

/* One value again and again; the size is a constant in each loop. */
static void
repeat(void *out, const void *value, size_t size, size_t count)
{
	if (size == 1)
		memset(out, *(const uint8_t *)value, count);
	else if (size == 8)
		REPEAT(8);
	else
		REPEAT(16);
}

struct column *
expr_eval_fill(struct operand o, struct expr_rows *rows)
{
	struct column	*c;

	if (!o.one)
		return o.c;
	if (o.c->kind == KIND_NULL || column_is_null(o.c, 0)) {
		c = column_all_null(rows->arena, o.c->kind, rows->count);
	} else {
		c = column_make(rows->arena, o.c->kind, rows->count);
		repeat(c->any, o.c->any, kind_size(c->kind), c->count);
	}
	c->scale = o.c->scale;
	return c;
}

struct column *
expr_eval(const struct expr *e, struct expr_rows *rows, const uint8_t *mask)
{
	return expr_eval_fill(expr_eval_operand(e, rows, mask), rows);
}

uint8_t *
expr_eval_nulls(const struct column *a, const struct column *b,
    struct expr_rows *rows)
{
	uint8_t	*out;

	if (a->null == NULL)
		a = b;
	if (a->null == NULL)
		return NULL;
	out = arena_raw(rows->arena, rows->count);
	memcpy(out, a->null, rows->count);
	if (b != a && b->null != NULL)
		for (size_t i = 0; i < rows->count; i++)
			out[i] |= b->null[i];
	return out;
}

const uint8_t *
expr_eval_truth(const struct column *c, struct expr_rows *rows)
{
	uint8_t	*out;

	if (c->kind == KIND_NULL)
		return arena_alloc(rows->arena, rows->count);
	if (c->null == NULL)
		return c->b;
	out = arena_raw(rows->arena, rows->count);
	for (size_t i = 0; i < rows->count; i++)
		out[i] = c->b[i] & !c->null[i];
	return out;
}

void
expr_eval_bad(struct column *c, size_t row, struct expr_rows *rows)
{
	column_nulls(c, rows->arena)[row] = 1;
}

struct column *
expr_eval_convert(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask)
{
	const struct column	*from = expr_eval(e->args[0], rows, mask);
	struct column		*out;

	if (from->kind == KIND_NULL) {
		out = column_all_null(rows->arena, e->type.kind, rows->count);
		out->scale = e->type.scale;
		return out;
	}
	if (from->kind != KIND_DATETIME || e->type.kind != KIND_DATE)
		return convert_column(from, &e->type, mask, rows->arena,
		    rows->rejects);
	out = column_make(rows->arena, KIND_DATE, rows->count);
	out->null = from->null;
	for (size_t i = 0; i < rows->count; i++)
		if (!column_is_null(from, i))
			out->i[i] = zone_date(rows->day->zone, from->i[i]);
	return out;
}

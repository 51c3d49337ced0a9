/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "expr_kernel.h"

/*
 * + - * / % and the minus in front, over integers and doubles; decimals and
 * dates have files of their own. Every row is computed; the few that are
 * out of range are looked for only when the loop has seen one.
 */

static const char *
sign_of(enum expr_op op)
{
	switch (op) {
	case EXPR_ADD:
		return "+";
	case EXPR_SUB:
		return "-";
	case EXPR_MUL:
		return "*";
	case EXPR_DIV:
		return "/";
	default:
		return "%";
	}
}

void
expr_eval_overflow(const struct sum *s, size_t row)
{
	char		x[COLUMN_ROOM], y[COLUMN_ROOM];
	struct slice	a = column_text(s->a, row, x);
	struct slice	b = column_text(s->b, row, y);
	const char	*limit = "a number (up to 1.8e308)";

	if (s->out->kind == KIND_INTEGER)
		limit = "an integer (64 bits)";
	else if (s->out->kind == KIND_DECIMAL)
		limit = "a decimal (38 digits)";
	rejects_add(s->rows->rejects, (uint32_t)row, "D301",
	    "%.*s %s %.*s does not fit %s", (int)a.len, a.ptr,
	    sign_of(s->op), (int)b.len, b.ptr, limit);
	expr_eval_bad(s->out, row, s->rows);
}

bool
expr_eval_counts(const struct sum *s, size_t row)
{
	return expr_wants(s->mask, row) && !column_is_null(s->out, row);
}

void
expr_eval_by_zero(const struct sum *s, size_t row)
{
	if (!expr_eval_counts(s, row))
		return;
	s->rows->by_zero++;
	expr_eval_bad(s->out, row, s->rows);
}

static bool
fits(enum expr_op op, int64_t a, int64_t b, int64_t *out)
{
	switch (op) {
	case EXPR_ADD:
		return !__builtin_add_overflow(a, b, out);
	case EXPR_SUB:
		return !__builtin_sub_overflow(a, b, out);
	case EXPR_MUL:
		return !__builtin_mul_overflow(a, b, out);
	default:
		return b != -1 || a != INT64_MIN;
	}
}

static void
reject_ints(const struct sum *s)
{
	int64_t	ignored;

	for (size_t i = 0; i < s->out->count; i++)
		if (expr_eval_counts(s, i) &&
		    !fits(s->op, s->a->i[i], s->b->i[i], &ignored))
			expr_eval_overflow(s, i);
}

/* The sign bit of the answer is set where the sum has the wrong sign. */
static uint64_t
add_ints(const struct sum *s)
{
	const int64_t	*a = s->a->i, *b = s->b->i;
	int64_t		*out = s->out->i;
	uint64_t	 bad = 0, x, y, r;

	for (size_t i = 0; i < s->out->count; i++) {
		x = (uint64_t)a[i];
		y = (uint64_t)b[i];
		r = x + y;
		bad |= (x ^ r) & (y ^ r);
		out[i] = (int64_t)r;
	}
	return bad >> 63;
}

static uint64_t
subtract_ints(const struct sum *s)
{
	const int64_t	*a = s->a->i, *b = s->b->i;
	int64_t		*out = s->out->i;
	uint64_t	 bad = 0, x, y, r;

	for (size_t i = 0; i < s->out->count; i++) {
		x = (uint64_t)a[i];
		y = (uint64_t)b[i];
		r = x - y;
		bad |= (x ^ y) & (x ^ r);
		out[i] = (int64_t)r;
	}
	return bad >> 63;
}

static uint64_t
multiply_ints(const struct sum *s)
{
	uint64_t	bad = 0;

	for (size_t i = 0; i < s->out->count; i++)
		bad |= __builtin_mul_overflow(s->a->i[i], s->b->i[i],
		    &s->out->i[i]);
	return bad;
}

/* By -1 is a change of sign: the smallest integer has no counterpart. */
static uint64_t
divide_ints(const struct sum *s)
{
	const bool	 rest = s->op == EXPR_MOD;
	uint64_t	 bad = 0;
	int64_t		 a, b;

	for (size_t i = 0; i < s->out->count; i++) {
		a = s->a->i[i];
		b = s->b->i[i];
		s->out->i[i] = 0;
		if (b == 0)
			expr_eval_by_zero(s, i);
		else if (b != -1)
			s->out->i[i] = rest ? a % b : a / b;
		else if (!rest && a != INT64_MIN)
			s->out->i[i] = -a;
		else
			bad |= !rest;
	}
	return bad;
}

static void
eval_ints(const struct sum *s)
{
	uint64_t	bad;

	switch (s->op) {
	case EXPR_ADD:
		bad = add_ints(s);
		break;
	case EXPR_SUB:
		bad = subtract_ints(s);
		break;
	case EXPR_MUL:
		bad = multiply_ints(s);
		break;
	default:
		bad = divide_ints(s);
		break;
	}
	if (bad)
		reject_ints(s);
}

#define LOOP(sign) \
	for (size_t i = 0; i < n; i++) \
		out[i] = a[i] sign b[i]

static void
divide_doubles(const struct sum *s)
{
	const double	*a = s->a->f, *b = s->b->f;

	for (size_t i = 0; i < s->out->count; i++) {
		s->out->f[i] = 0;
		if (b[i] == 0)
			expr_eval_by_zero(s, i);
		else if (s->op == EXPR_DIV)
			s->out->f[i] = a[i] / b[i];
		else
			s->out->f[i] = fmod(a[i], b[i]);
	}
}

static void
eval_doubles(const struct sum *s)
{
	const double	*a = s->a->f, *b = s->b->f;
	double		*out = s->out->f, bad = 0;
	const size_t	 n = s->out->count;

	if (s->op == EXPR_ADD)
		LOOP(+);
	else if (s->op == EXPR_SUB)
		LOOP(-);
	else if (s->op == EXPR_MUL)
		LOOP(*);
	else
		divide_doubles(s);
	for (size_t i = 0; i < n; i++)
		bad += out[i] * 0;	/* infinity leaves a NaN */
	if (bad == 0)
		return;
	for (size_t i = 0; i < n; i++)
		if (!isfinite(out[i]) && expr_eval_counts(s, i))
			expr_eval_overflow(s, i);
}

void
expr_eval_sum(const struct sum *s)
{
	if (s->out->kind == KIND_INTEGER)
		eval_ints(s);
	else if (s->out->kind == KIND_DECIMAL)
		expr_eval_decimals(s);
	else
		eval_doubles(s);
}

struct column *
expr_eval_arithmetic(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask)
{
	struct sum	s = { e->op, NULL, NULL, NULL, rows, mask };

	if (e->args[0]->type.kind == KIND_DATE ||
	    e->args[0]->type.kind == KIND_DATETIME)
		return expr_eval_day(e, rows, mask);
	s.a = expr_eval(e->args[0], rows, mask);
	s.b = expr_eval(e->args[1], rows, mask);
	if (s.a->kind == KIND_NULL || s.b->kind == KIND_NULL)
		return column_all_null(rows->arena, e->type.kind,
		    rows->count);
	s.out = column_make(rows->arena, e->type.kind, rows->count);
	s.out->null = expr_eval_nulls(s.a, s.b, rows);
	s.out->scale = e->op == EXPR_DIV ? e->scale : e->type.scale;
	expr_eval_sum(&s);
	return s.out;
}

static void
negate_ints(const struct column *c, struct column *out,
    const uint8_t *mask, struct expr_rows *rows)
{
	for (size_t i = 0; i < out->count; i++) {
		out->i[i] = (int64_t)-(uint64_t)c->i[i];
		if (c->i[i] != INT64_MIN || column_is_null(out, i) ||
		    !expr_wants(mask, i))
			continue;
		rejects_add(rows->rejects, (uint32_t)i, "D301",
		    "-(-9223372036854775808) does not fit an integer "
		    "(64 bits)");
		expr_eval_bad(out, i, rows);
	}
}

struct column *
expr_eval_negate(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask)
{
	const struct column	*c = expr_eval(e->args[0], rows, mask);
	struct column		*out;

	if (c->kind == KIND_NULL)
		return column_all_null(rows->arena, e->type.kind,
		    rows->count);
	out = column_make(rows->arena, c->kind, rows->count);
	out->null = expr_eval_nulls(c, c, rows);
	out->scale = c->scale;
	if (c->kind == KIND_INTEGER)
		negate_ints(c, out, mask, rows);
	else if (c->kind == KIND_DECIMAL)
		for (size_t i = 0; i < out->count; i++)
			out->d[i] = (dec128)-(udec128)c->d[i];
	else
		for (size_t i = 0; i < out->count; i++)
			out->f[i] = -c->f[i];
	return out;
}

/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"

/*
 * + - * / % of decimals. Nearly all values have less than 19 digits: these
 * go through 64-bit arithmetic, the others through decimal.h.
 */

static bool
is_small(dec128 v)
{
	return v == (int64_t)v;
}

static bool
add_exact(enum expr_op op, struct decimal a, struct decimal b, int scale,
    dec128 *out)
{
	const int	common = a.scale > b.scale ? a.scale : b.scale;
	dec128		x, y, r;

	if (!decimal_rescale(a.coefficient, a.scale, common, &x) ||
	    !decimal_rescale(b.coefficient, b.scale, common, &y))
		return false;
	if (op == EXPR_MOD)
		r = x % y;
	else if (!(op == EXPR_ADD ? decimal_add(x, y, &r) :
	    decimal_sub(x, y, &r)))
		return false;
	return decimal_rescale(r, common, scale, out);
}

/* b is not zero where it divides. */
static bool
compute(enum expr_op op, struct decimal a, struct decimal b, int scale,
    dec128 *out)
{
	if (op == EXPR_MUL)
		return decimal_mul(a, b, scale, out);
	if (op == EXPR_DIV)
		return decimal_div(a, b, scale, out);
	return add_exact(op, a, b, scale, out);
}

/* Any row, slowly; false if it does not fit. */
static void
eval_row(const struct sum *s, size_t row)
{
	struct decimal	a = { s->a->d[row], s->a->scale };
	struct decimal	b = { s->b->d[row], s->b->scale };

	s->out->d[row] = 0;
	if (column_is_null(s->out, row))
		return;
	if ((s->op == EXPR_DIV || s->op == EXPR_MOD) && b.coefficient == 0) {
		expr_eval_by_zero(s, row);
		return;
	}
	if (compute(s->op, a, b, s->out->scale, &s->out->d[row]))
		return;
	s->out->d[row] = 0;
	if (expr_wants(s->mask, row))
		expr_eval_overflow(s, row);
}

static void
add_all(const struct sum *s)
{
	const dec128	*a = s->a->d, *b = s->b->d;

	for (size_t i = 0; i < s->out->count; i++) {
		if (!is_small(a[i]) || !is_small(b[i]))
			eval_row(s, i);
		else if (s->op == EXPR_ADD)
			s->out->d[i] = a[i] + b[i];
		else
			s->out->d[i] = a[i] - b[i];
	}
}

/* 63 bits by 63 bits is below 10^38. */
static void
multiply_all(const struct sum *s)
{
	const dec128	*a = s->a->d, *b = s->b->d;

	for (size_t i = 0; i < s->out->count; i++) {
		if (is_small(a[i]) && is_small(b[i]))
			s->out->d[i] = (dec128)(int64_t)a[i] * (int64_t)b[i];
		else
			eval_row(s, i);
	}
}

/* a / b, half away from zero, where both are small and b is not 0 or -1. */
static int64_t
divide(int64_t a, int64_t b)
{
	int64_t		q = a / b, rest = a % b;
	uint64_t	r = rest < 0 ? -(uint64_t)rest : (uint64_t)rest;
	uint64_t	d = b < 0 ? -(uint64_t)b : (uint64_t)b;

	if (r >= d - r)
		q += (a < 0) == (b < 0) ? 1 : -1;
	return q;
}

/* `up`: what the dividend is multiplied with for the places wanted. */
static void
divide_all(const struct sum *s, int64_t up)
{
	const dec128	*a = s->a->d, *b = s->b->d;
	int64_t		 x;

	for (size_t i = 0; i < s->out->count; i++) {
		if (is_small(a[i]) && is_small(b[i]) && b[i] != 0 &&
		    b[i] != -1 &&
		    !__builtin_mul_overflow((int64_t)a[i], up, &x))
			s->out->d[i] = divide(x, (int64_t)b[i]);
		else
			eval_row(s, i);
	}
}

static void
eval_all(const struct sum *s)
{
	for (size_t i = 0; i < s->out->count; i++)
		eval_row(s, i);
}

void
expr_eval_decimals(const struct sum *s)
{
	const int	a = s->a->scale, b = s->b->scale, out = s->out->scale;
	const int	up = out + b - a;

	if ((s->op == EXPR_ADD || s->op == EXPR_SUB) && a == out && b == out)
		add_all(s);
	else if (s->op == EXPR_MUL && a + b == out)
		multiply_all(s);
	else if (s->op == EXPR_DIV && up >= 0 && up <= 18)
		divide_all(s, (int64_t)decimal_power(up));
	else
		eval_all(s);
}

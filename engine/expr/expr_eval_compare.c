/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"
#include "precept/id.h"

/*
 * = != < <= > >= and between, over two columns of one kind. A null is
 * neither smaller nor larger than anything, and equal to another null.
 */

/* One loop a sign, and one more for a constant on the right. */
#define LOOPS(sign) do {						\
	if (one)							\
		for (i = 0; i < n; i++)					\
			out[i] = a[i] sign y;				\
	else								\
		for (i = 0; i < n; i++)					\
			out[i] = a[i] sign b[i];			\
	} while (0)

#define SIGNS do {							\
	switch (op) {							\
	case EXPR_EQ: LOOPS(==); break;					\
	case EXPR_NE: LOOPS(!=); break;					\
	case EXPR_LT: LOOPS(<); break;					\
	case EXPR_LE: LOOPS(<=); break;					\
	case EXPR_GT: LOOPS(>); break;					\
	default: LOOPS(>=); break;					\
	}								\
	} while (0)

#define COMPARE(name, T, member)					\
static void								\
name(enum expr_op op, const struct column *left, struct operand right,	\
    uint8_t *restrict out)						\
{									\
	const T		*a = left->member, *b = right.c->member;	\
	const bool	 one = right.one;				\
	const T		 y = one ? b[0] : 0;				\
	const size_t	 n = left->count;				\
	size_t		 i;						\
									\
	SIGNS;								\
}

COMPARE(compare_bytes, uint8_t, b)
COMPARE(compare_ints, int64_t, i)
COMPARE(compare_decimals, dec128, d)
COMPARE(compare_doubles, double, f)

static bool
holds(enum expr_op op, int order)
{
	switch (op) {
	case EXPR_EQ:
		return order == 0;
	case EXPR_NE:
		return order != 0;
	case EXPR_LT:
		return order < 0;
	case EXPR_LE:
		return order <= 0;
	case EXPR_GT:
		return order > 0;
	default:
		return order >= 0;
	}
}

/* The check may leave two scales; then by value. */
static void
compare_scales(enum expr_op op, const struct column *left,
    struct operand right, uint8_t *out)
{
	struct decimal	a = { 0, left->scale }, b = { 0, right.c->scale };

	for (size_t i = 0; i < left->count; i++) {
		if (column_is_null(left, i) || operand_null(right, i))
			continue;
		a.coefficient = left->d[i];
		b.coefficient = right.c->d[operand_row(right, i)];
		out[i] = holds(op, decimal_compare(a, b));
	}
}

/*
 * The sum at the end of an id says nothing that the first 15 characters do
 * not, so these decide; a text that only looks like an id is none.
 */
static int
order_ids(struct slice a, struct slice b)
{
	int	order;

	if ((a.len != 15 && a.len != 18) || (b.len != 15 && b.len != 18))
		return slice_compare(a, b);
	order = memcmp(a.ptr, b.ptr, 15);
	if (order != 0 || (id_valid(a) && id_valid(b)))
		return order;
	return slice_compare(a, b);
}

static void
compare_slices(enum expr_op op, const struct column *left,
    struct operand right, uint8_t *out)
{
	const bool	ids = left->kind == KIND_ID ||
			    right.c->kind == KIND_ID;
	const bool	nulls = left->null != NULL || right.c->null != NULL;
	const bool	equality = op == EXPR_EQ || op == EXPR_NE;
	struct slice	a, b;

	for (size_t i = 0; i < left->count; i++) {
		if (nulls && (column_is_null(left, i) ||
		    operand_null(right, i)))
			continue;
		a = left->s[i];
		b = right.c->s[operand_row(right, i)];
		if (ids)
			out[i] = holds(op, order_ids(a, b));
		else if (equality)
			out[i] = slice_equal(a, b) == (op == EXPR_EQ);
		else
			out[i] = holds(op, slice_compare(a, b));
	}
}

static void
compare_values(enum expr_op op, const struct column *left,
    struct operand right, uint8_t *out)
{
	switch (kind_store(left->kind)) {
	case STORE_BYTE:
		compare_bytes(op, left, right, out);
		break;
	case STORE_INT:
		compare_ints(op, left, right, out);
		break;
	case STORE_DECIMAL:
		if (left->scale == right.c->scale)
			compare_decimals(op, left, right, out);
		else
			compare_scales(op, left, right, out);
		break;
	case STORE_DOUBLE:
		compare_doubles(op, left, right, out);
		break;
	case STORE_SLICE:
		compare_slices(op, left, right, out);
		break;
	case STORE_NONE:
		break;
	}
}

/* What holds where one side is null, or both are. */
static void
decide_nulls(enum expr_op op, const struct column *left,
    struct operand right, uint8_t *out)
{
	const uint8_t	same = op == EXPR_EQ, other = op == EXPR_NE;
	const uint8_t	*a = left->null, *b = right.c->null;
	const size_t	step = right.one ? 0 : 1;
	uint8_t		x, y;

	if (a == NULL && b == NULL)
		return;
	for (size_t i = 0; i < left->count; i++) {
		x = a != NULL && a[i];
		y = b != NULL && b[i * step];
		if (x | y)
			out[i] = x & y ? same : other;
	}
}

static enum expr_op
mirror(enum expr_op op)
{
	switch (op) {
	case EXPR_LT:
		return EXPR_GT;
	case EXPR_LE:
		return EXPR_GE;
	case EXPR_GT:
		return EXPR_LT;
	case EXPR_GE:
		return EXPR_LE;
	default:
		return op;
	}
}

struct column *
expr_eval_order(enum expr_op op, struct operand a, struct operand b,
    struct expr_rows *rows)
{
	struct column	*out = column_make(rows->arena, KIND_BOOLEAN,
			    rows->count);

	if (a.one && !b.one)
		return expr_eval_order(mirror(op), b, a, rows);
	a.c = expr_eval_fill(a, rows);
	if (a.c->kind != KIND_NULL && b.c->kind != KIND_NULL)
		compare_values(op, a.c, b, out->b);
	decide_nulls(op, a.c, b, out->b);
	return out;
}

struct column *
expr_eval_compare(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask)
{
	struct operand	a = expr_eval_operand(e->args[0], rows, mask);
	struct operand	b = expr_eval_operand(e->args[1], rows, mask);

	return expr_eval_order(e->op, a, b, rows);
}

struct column *
expr_eval_between(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask)
{
	struct operand	v = expr_eval_operand(e->args[0], rows, mask);
	struct operand	low = expr_eval_operand(e->args[1], rows, mask);
	struct operand	high = expr_eval_operand(e->args[2], rows, mask);
	struct column	*a = expr_eval_order(EXPR_GE, v, low, rows);
	struct column	*b = expr_eval_order(EXPR_LE, v, high, rows);

	for (size_t i = 0; i < rows->count; i++)
		a->b[i] &= b->b[i];
	return a;
}

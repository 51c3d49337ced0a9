/* SPDX-License-Identifier: MIT */
#include "expr_checker.h"

/* + - * / % of numbers; what has dates in it goes on to expr_check_day. */

#define DIVISION_SCALE 6	/* places after a division of decimals */

static int
least(int a, int b)
{
	return a < b ? a : b;
}

void
expr_check_scale(struct expr *e, int scale)
{
	e->type.precision = least(DECIMAL_DIGITS,
	    e->type.precision - e->type.scale + scale);
	if (e->type.precision == 0)
		e->type.precision = 1;
	e->type.scale = scale;
	e->scale = scale;
}

/* 12 / 4 may be null, 12 / 4 by a literal that is not zero may not. */
static bool
may_be_null(const struct expr *e)
{
	if (e->args[0]->nullable || e->args[1]->nullable)
		return true;
	return (e->op == EXPR_DIV || e->op == EXPR_MOD) &&
	    !expr_is_nonzero(e->args[1]);
}

static void
type_product(struct expr *e, const struct type *a, const struct type *b)
{
	e->type.scale = least(DECIMAL_DIGITS, a->scale + b->scale);
	e->type.precision = least(DECIMAL_DIGITS,
	    a->precision + b->precision);
}

static void
type_quotient(struct expr *e, const struct type *a, const struct type *b)
{
	int	scale = a->scale > b->scale ? a->scale : b->scale;

	if (scale < DIVISION_SCALE)
		scale = DIVISION_SCALE;
	e->scale = e->type.scale = scale;
	e->type.precision = least(DECIMAL_DIGITS,
	    a->precision - a->scale + b->scale + scale);
}

/* Sums and remainders need one scale; a product or quotient does not. */
static void
type_decimals(struct checker *c, struct expr *e)
{
	struct type	a = expr_common_decimal(e->args[0]);
	struct type	b = expr_common_decimal(e->args[1]);
	struct type	both = expr_common_number(&a, &b);

	e->type.kind = KIND_DECIMAL;
	if (e->op == EXPR_MUL || e->op == EXPR_DIV) {
		if (e->op == EXPR_MUL)
			type_product(e, &a, &b);
		else
			type_quotient(e, &a, &b);
		expr_convert(c, &e->args[0], &a);
		expr_convert(c, &e->args[1], &b);
		return;
	}
	e->type = both;
	e->type.precision = least(DECIMAL_DIGITS,
	    both.precision + (e->op != EXPR_MOD));
	both.precision = least(DECIMAL_DIGITS, both.precision);
	expr_convert(c, &e->args[0], &both);
	expr_convert(c, &e->args[1], &both);
}

static bool
type_numbers(struct checker *c, struct expr *e)
{
	struct type	type;

	type = expr_common_number(&e->args[0]->type, &e->args[1]->type);
	e->nullable = may_be_null(e);
	if (type.kind == KIND_DECIMAL) {
		type_decimals(c, e);
		return true;
	}
	e->type = type;
	expr_convert(c, &e->args[0], &type);
	expr_convert(c, &e->args[1], &type);
	return true;
}

/* A null is a null of what stands beside it. */
static void
settle_null(struct checker *c, struct expr **arg, const struct expr *other)
{
	const struct type	integer = { .kind = KIND_INTEGER };

	if ((*arg)->type.kind == KIND_NULL)
		expr_convert(c, arg, other->type.kind == KIND_NULL ?
		    &integer : &other->type);
}

static bool
no_numbers(struct checker *c, struct expr **place)
{
	static const char	*const done[] = { "added", "subtracted",
	    "multiplied", "divided", "divided" };
	struct expr		*e = *place, **args = e->args;
	const enum kind		 a = args[0]->type.kind,
				 b = args[1]->type.kind;
	struct diag		*d;

	d = expr_find(c, "P227", e, "%s cannot be %s",
	    expr_family_name(expr_family(a) == FAMILY_NUMBER ? b : a),
	    done[e->op - EXPR_ADD]);
	expr_find_types(c, d, args[0], args[1]);
	if (e->op == EXPR_ADD && (kind_is_text(a) || kind_is_text(b)))
		expr_find_try(c, d, place, expr_new_pair(c, EXPR_CONCAT,
		    args[0], args[1]));
	if (kind_is_numeric(a))
		expr_find_remedy(c, d, &args[1], a);
	if (kind_is_numeric(b))
		expr_find_remedy(c, d, &args[0], b);
	return false;
}

bool
expr_check_math(struct checker *c, struct expr **place)
{
	struct expr		*e = *place;
	enum expr_family	 a = expr_family(e->args[0]->type.kind),
				 b = expr_family(e->args[1]->type.kind);

	if (a == FAMILY_DAY || b == FAMILY_DAY || a == FAMILY_DURATION ||
	    b == FAMILY_DURATION)
		return expr_check_day(c, place);
	settle_null(c, &e->args[0], e->args[1]);
	settle_null(c, &e->args[1], e->args[0]);
	if (!kind_is_numeric(e->args[0]->type.kind) ||
	    !kind_is_numeric(e->args[1]->type.kind))
		return no_numbers(c, place);
	return type_numbers(c, e);
}

/* -(1 month): the length of time the other way. */
static bool
minus_duration(struct checker *c, struct expr **place)
{
	struct expr		*e = *place, *negative;
	const struct duration	 d = e->args[0]->duration;

	negative = expr_literal_duration(c->arena,
	    (struct duration){ -d.months, -d.days, -d.micros });
	negative->at = e->at;
	negative->len = e->len;
	*place = negative;
	return true;
}

bool
expr_check_minus(struct checker *c, struct expr **place)
{
	struct expr		*e = *place, *arg = e->args[0];
	const struct type	 integer = { .kind = KIND_INTEGER };
	struct diag		*d;

	if (arg->type.kind == KIND_DURATION && arg->op == EXPR_LITERAL)
		return minus_duration(c, place);
	if (arg->type.kind == KIND_NULL)
		expr_convert(c, &e->args[0], &integer);
	else if (!kind_is_numeric(arg->type.kind)) {
		d = expr_find(c, "P227", e, "%s has no negative",
		    expr_family_name(arg->type.kind));
		diag_label(c->diags, d, "%s", expr_find_type(c, arg));
		return false;
	}
	e->type = e->args[0]->type;
	e->nullable = arg->nullable;
	return true;
}

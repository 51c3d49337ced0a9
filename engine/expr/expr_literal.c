/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>

#include "expr_literal.h"
#include "precept/date.h"
#include "precept/utf8.h"

/* Literals are columns of one row: the evaluator needs no other case. */

struct column *
expr_literal(struct expr *e)
{
	return (struct column *)e->literal;
}

struct expr *
expr_literal_make(struct arena *arena, enum kind kind)
{
	struct expr	*e = arena_alloc(arena, sizeof *e);

	e->op = EXPR_LITERAL;
	e->type.kind = kind;
	if (kind == KIND_NULL) {
		e->literal = column_all_null(arena, kind, 1);
		e->nullable = true;
	} else if (kind != KIND_DURATION) {
		e->literal = column_make(arena, kind, 1);
	}
	return e;
}

struct expr *
expr_literal_null(struct arena *arena)
{
	return expr_literal_make(arena, KIND_NULL);
}

struct expr *
expr_literal_text(struct arena *arena, struct slice text)
{
	struct expr	*e = expr_literal_make(arena, KIND_TEXT);

	e->type.length = (uint32_t)utf8_count(text);
	expr_literal(e)->s[0] = text;
	return e;
}

struct expr *
expr_literal_boolean(struct arena *arena, bool value)
{
	struct expr	*e = expr_literal_make(arena, KIND_BOOLEAN);

	expr_literal(e)->b[0] = value;
	return e;
}

struct expr *
expr_literal_duration(struct arena *arena, struct duration d)
{
	struct expr	*e = expr_literal_make(arena, KIND_DURATION);

	e->duration = d;
	return e;
}

static int
digits_of(dec128 n)
{
	int	digits = 1;

	while (digits < DECIMAL_DIGITS && (n >= decimal_power(digits) ||
	    n <= -decimal_power(digits)))
		digits++;
	return digits;
}

static struct expr *
decimal(struct arena *arena, struct decimal d)
{
	struct expr	*e = expr_literal_make(arena, KIND_DECIMAL);
	int		 digits = digits_of(d.coefficient);

	e->type.scale = d.scale;
	e->type.precision = digits > d.scale ? digits : d.scale;
	if (e->type.precision == 0)
		e->type.precision = 1;
	expr_literal(e)->scale = d.scale;
	expr_literal(e)->d[0] = d.coefficient;
	return e;
}

static enum decimal_found
make_double(struct arena *arena, struct slice text, struct expr **out)
{
	double	f = strtod(arena_text(arena, text), NULL);

	if (!isfinite(f))
		return DECIMAL_RANGE;
	*out = expr_literal_make(arena, KIND_NUMBER);
	expr_literal(*out)->f[0] = f;
	return DECIMAL_OK;
}

enum decimal_found
expr_literal_number(struct arena *arena, struct slice text, struct expr **out)
{
	struct decimal		d;
	enum decimal_found	found;

	for (size_t i = 0; i < text.len; i++)
		if ((text.ptr[i] | 32) == 'e')
			return make_double(arena, text, out);
	found = decimal_parse(text, &d);
	if (found != DECIMAL_OK)
		return found;
	if (d.scale > 0 || d.coefficient > INT64_MAX ||
	    d.coefficient < INT64_MIN) {
		*out = decimal(arena, d);
		return DECIMAL_OK;
	}
	*out = expr_literal_make(arena, KIND_INTEGER);
	expr_literal(*out)->i[0] = (int64_t)d.coefficient;
	return DECIMAL_OK;
}

bool
expr_is_null(const struct expr *e)
{
	return e->op == EXPR_LITERAL && e->literal != NULL &&
	    column_is_null(e->literal, 0);
}

bool
expr_is_text(const struct expr *e, struct slice *text)
{
	if (e->op != EXPR_LITERAL || !kind_is_text(e->type.kind) ||
	    expr_is_null(e))
		return false;
	*text = e->literal->s[0];
	return true;
}

bool
expr_is_integer(const struct expr *e, int64_t *value)
{
	if (e->op != EXPR_LITERAL || e->type.kind != KIND_INTEGER ||
	    expr_is_null(e))
		return false;
	*value = e->literal->i[0];
	return true;
}

bool
expr_is_nonzero(const struct expr *e)
{
	while (e->op == EXPR_CONVERT)
		e = e->args[0];
	if (e->op != EXPR_LITERAL || expr_is_null(e))
		return false;
	switch (e->type.kind) {
	case KIND_INTEGER:
		return e->literal->i[0] != 0;
	case KIND_DECIMAL:
		return e->literal->d[0] != 0;
	case KIND_NUMBER:
		return e->literal->f[0] != 0;
	default:
		return false;
	}
}

static bool
within(int64_t n, int64_t most)
{
	return n <= most && n >= -most;
}

bool
expr_is_short(const struct duration *d)
{
	const int64_t	years = 10000;

	return within(d->months, years * 12) && within(d->days, years * 366) &&
	    within(d->micros / DATE_DAY, years * 366);
}

/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "convert_parts.h"

/*
 * Numbers into numbers. Decimals never round here: digits that do not fit
 * are a rejected row, for whoever wants them rounded says round().
 */

#define DOUBLE_WHOLE 9007199254740992	/* 2 to the 53 */
#define INT_END 9223372036854775808.0

static void
refuse_digits(struct refusal r)
{
	rejects_add(r.rejects, r.row, "D202",
	    "%s has more digits than a number can hold",
	    reject_value(r.rejects, r.value));
}

/* Up is exact or too large; down must only drop zeros. */
static bool
move_point(struct conversion *c, size_t row, dec128 v, int from)
{
	int	to = c->type->scale;
	dec128	out;

	if (to < from) {
		dec128	power = decimal_power(from - to);

		if (v % power != 0) {
			convert_fail(c, row, column_refuse_places);
			return false;
		}
		out = v / power;
	} else if (!decimal_rescale(v, from, to, &out)) {
		convert_fail(c, row, column_refuse_range);
		return false;
	}
	if (!decimal_fits(out, c->type->precision)) {
		convert_fail(c, row, column_refuse_range);
		return false;
	}
	c->to->d[row] = out;
	return true;
}

/* The value as it prints, the shortest that reads back, then rounded: 1.005
 * becomes 1.01, though the double lies a little below. */
static void
round_number(struct conversion *c, size_t row)
{
	struct column	plain = *c->from;
	char		room[COLUMN_ROOM];
	struct decimal	d;
	dec128		v;

	plain.raw = NULL;
	if (decimal_parse(column_text(&plain, row, room), &d) == DECIMAL_OK &&
	    decimal_rescale(d.coefficient, d.scale, c->type->scale, &v) &&
	    decimal_fits(v, c->type->precision))
		c->to->d[row] = v;
	else if (fabs(c->from->f[row]) >= 1e-30)
		convert_fail(c, row, column_refuse_range);
}

static void
to_decimal(struct conversion *c, size_t row)
{
	const struct column	*from = c->from;

	c->to->d[row] = 0;
	if (column_is_null(from, row))
		return;
	if (from->kind == KIND_NUMBER)
		round_number(c, row);
	else if (from->kind == KIND_INTEGER)
		move_point(c, row, from->i[row], 0);
	else
		move_point(c, row, from->d[row], from->scale);
}

static void
number_to_integer(struct conversion *c, size_t row, double f)
{
	if (f >= -INT_END && f < INT_END && f == floor(f))
		c->to->i[row] = (int64_t)f;
	else
		convert_fail(c, row, f == floor(f) ? column_refuse_range :
		    column_refuse_places);
}

static void
to_integer(struct conversion *c, size_t row)
{
	const struct column	*from = c->from;
	dec128			 v, power;

	c->to->i[row] = 0;
	if (column_is_null(from, row))
		return;
	if (from->kind == KIND_NUMBER) {
		number_to_integer(c, row, from->f[row]);
		return;
	}
	v = from->d[row];
	power = decimal_power(from->scale);
	if (v % power != 0)
		convert_fail(c, row, column_refuse_places);
	else if (v / power != (int64_t)(v / power))
		convert_fail(c, row, column_refuse_range);
	else
		c->to->i[row] = (int64_t)(v / power);
}

/* Does the double, as it prints, have every digit of the decimal? */
static bool
holds(double f, dec128 v, int scale)
{
	struct column	c = { .kind = KIND_NUMBER, .count = 1, .f = &f };
	char		room[COLUMN_ROOM];
	struct decimal	back;

	if (dec128_size(v) < dec128_power(15))
		return true;
	return decimal_parse(column_text(&c, 0, room), &back) == DECIMAL_OK &&
	    decimal_compare(back, (struct decimal){ v, scale }) == 0;
}

static void
to_number(struct conversion *c, size_t row)
{
	const struct column	*from = c->from;
	double			*out = &c->to->f[row];

	*out = 0;
	if (column_is_null(from, row))
		return;
	if (from->kind == KIND_INTEGER) {
		if (from->i[row] > DOUBLE_WHOLE ||
		    from->i[row] < -DOUBLE_WHOLE)
			convert_fail(c, row, refuse_digits);
		else
			*out = (double)from->i[row];
		return;
	}
	*out = decimal_double(from->d[row], from->scale);
	if (!holds(*out, from->d[row], from->scale)) {
		*out = 0;
		convert_fail(c, row, refuse_digits);
	}
}

/* Are these decimals that lose no place, by at most 18 zeros? */
static bool
only_grow(const struct conversion *c)
{
	const int	has = c->from->kind == KIND_DECIMAL ?
			    c->from->scale : 0;

	return c->type->kind == KIND_DECIMAL &&
	    c->from->kind != KIND_NUMBER && c->type->scale >= has &&
	    c->type->scale - has <= 18;
}

/* From this row on, until one has more than 64 bits or does not fit; that
 * may also be a null's, which can be anything. */
static size_t
grow(struct conversion *c, size_t row)
{
	const struct column	*from = c->from;
	const bool		 whole = from->kind == KIND_INTEGER;
	const int		 up = c->type->scale -
				    (whole ? 0 : from->scale);
	const dec128		 power = (dec128)dec128_powers[up];
	const udec128		 limit = dec128_power(c->type->precision);
	dec128			 v;

	for (; row < from->count; row++) {
		v = whole ? from->i[row] : from->d[row];
		if (v != (int64_t)v)
			break;
		v *= power;
		if (dec128_size(v) >= limit)
			break;
		c->to->d[row] = v;
	}
	return row;
}

void
convert_numbers(struct conversion *c)
{
	const bool	quick = only_grow(c);
	void	(*one)(struct conversion *, size_t) =
		    c->type->kind == KIND_DECIMAL ? to_decimal :
		    c->type->kind == KIND_INTEGER ? to_integer : to_number;

	c->to->scale = c->type->kind == KIND_DECIMAL ? c->type->scale : 0;
	if (c->from->kind != KIND_NUMBER)
		c->to->raw = c->from->raw;
	for (size_t row = 0; row < c->from->count; row++) {
		if (quick)
			row = grow(c, row);
		if (row < c->from->count)
			one(c, row);
	}
}

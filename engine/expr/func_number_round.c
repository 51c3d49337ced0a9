/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "expr_kernel.h"
#include "func_number.h"

/*
 * round, trunc, ceil, floor: exact on decimals and integers, on doubles what
 * the multiplied double rounds to.
 */

#define PLACES_MAX 38

enum mode { NEAREST, TOWARD_ZERO, UP, DOWN };

/* What a call of one of them is for all rows. */
struct rounding {
	enum mode		 mode;
	const struct column	*from, *places;	/* places NULL: none */
	struct column		*to;
	struct expr_rows	*rows;
	const uint8_t		*mask;
};

static int
clamp(int64_t places)
{
	return places > PLACES_MAX ? PLACES_MAX :
	    places < -PLACES_MAX ? -PLACES_MAX : (int)places;
}

static int
places_at(const struct rounding *r, size_t row)
{
	return r->places == NULL ? 0 : clamp(r->places->i[row]);
}

/* +1, 0 or -1 to be added to a quotient that was cut off. */
static int
step(enum mode mode, bool negative, bool rest, bool half)
{
	switch (mode) {
	case NEAREST:
		return half ? (negative ? -1 : 1) : 0;
	case UP:
		return rest && !negative;
	case DOWN:
		return rest && negative ? -1 : 0;
	default:
		return 0;
	}
}

static int64_t
divide_small(int64_t v, int64_t by, enum mode mode)
{
	const int64_t	q = v / by, rest = v % by;
	const int64_t	size = rest < 0 ? -rest : rest;

	return q + step(mode, v < 0, rest != 0, size >= by - size);
}

static dec128
divide(dec128 v, dec128 by, enum mode mode)
{
	const dec128	q = v / by, rest = v % by;
	const dec128	size = rest < 0 ? -rest : rest;

	return q + step(mode, v < 0, rest != 0, size >= by - size);
}

/* v has `scale` places; `places` of them stay, at most that of the result. */
static bool
round_decimal(const struct rounding *r, dec128 v, int places, dec128 *out)
{
	const int	drop = r->from->scale - places;

	if (drop <= 0)
		return decimal_rescale(v, r->from->scale, r->to->scale, out);
	if (drop <= PLACES_MAX)
		v = divide(v, decimal_power(drop), r->mode);
	else
		v = step(r->mode, v < 0, v != 0, false);
	if (r->to->scale - places > PLACES_MAX)
		return *out = 0, v == 0;
	return decimal_rescale(v, 0, r->to->scale - places, out);
}

static void
refuse(const struct rounding *r, size_t row)
{
	char		room[COLUMN_ROOM];
	struct slice	s = column_text(r->from, row, room);

	rejects_add(r->rows->rejects, (uint32_t)row, "D301",
	    "%.*s, rounded, does not fit %s", (int)s.len, s.ptr,
	    r->to->kind == KIND_INTEGER ? "an integer (64 bits)" :
	    "a decimal (38 digits)");
	expr_eval_bad(r->to, row, r->rows);
}

/* The usual case: the same places in every row, up to 18 digits. */
static size_t
round_small(const struct rounding *r, int drop)
{
	const int64_t	by = (int64_t)decimal_power(drop);
	const dec128	*v = r->from->d;
	size_t		i;

	for (i = 0; i < r->to->count && v[i] == (int64_t)v[i]; i++)
		r->to->d[i] = divide_small((int64_t)v[i], by, r->mode);
	return i;
}

static void
round_decimals(const struct rounding *r, const struct expr *call)
{
	const bool	fixed = r->places == NULL ||
			    func_literal(call, 1) != NULL;
	const int	drop = r->from->scale - r->to->scale;
	size_t		i = 0;

	if (fixed && drop > 0 && drop <= 18 && r->to->count > 0 &&
	    places_at(r, 0) == r->to->scale)
		i = round_small(r, drop);
	for (; i < r->to->count; i++) {
		r->to->d[i] = 0;
		if (expr_wants(r->mask, i) && !round_decimal(r, r->from->d[i],
		    places_at(r, i), &r->to->d[i]))
			refuse(r, i);
	}
}

static void
round_integers(const struct rounding *r)
{
	dec128	v;
	int	places;

	for (size_t i = 0; i < r->to->count; i++) {
		r->to->i[i] = r->from->i[i];
		if (!expr_wants(r->mask, i))
			continue;
		places = places_at(r, i);
		if (places >= 0)
			continue;
		v = 0;
		if (places >= -18)
			v = divide(r->from->i[i], decimal_power(-places),
			    r->mode) * decimal_power(-places);
		else if (places == -19 && r->mode == NEAREST)
			v = divide(r->from->i[i], decimal_power(19),
			    r->mode) * decimal_power(19);
		r->to->i[i] = (int64_t)v;
		if (v != (int64_t)v)
			refuse(r, i);
	}
}

static double
whole(double x, enum mode mode)
{
	switch (mode) {
	case NEAREST:
		return round(x);
	case UP:
		return ceil(x);
	case DOWN:
		return floor(x);
	default:
		return trunc(x);
	}
}

/* Past 2^53 a double has no places; a power that is too large has no use. */
static double
round_double(double x, int places, enum mode mode)
{
	const double	power = pow(10, places < 0 ? -places : places);
	double		v = places < 0 ? x / power : x * power;

	if (fabs(v) >= 0x1p53)
		return x;
	v = whole(v, mode);
	return places < 0 ? v * power : v / power;
}

static void
round_doubles(const struct rounding *r)
{
	for (size_t i = 0; i < r->to->count; i++)
		r->to->f[i] = !expr_wants(r->mask, i) ? 0 :
		    round_double(r->from->f[i], places_at(r, i), r->mode);
}

/* Are there so many places that nothing is rounded in any row? */
static bool
stays(const struct expr *call, const struct column *from)
{
	const struct column	*places;
	const int		 has = from->kind == KIND_DECIMAL ?
				    from->scale : 0;

	if (from->kind == KIND_NUMBER)
		return false;
	if (call->arg_count < 2)
		return has == 0;
	places = func_literal(call, 1);
	return places != NULL && places->i[0] >= has;
}

static struct column *
round_all(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask, enum mode mode)
{
	struct rounding	r = { mode, args[0], NULL, NULL, rows, mask };

	if (stays(call, args[0]))
		return args[0];
	r.places = call->arg_count > 1 ? args[1] : NULL;
	r.to = func_make(call, rows);
	if (r.to->kind == KIND_DECIMAL)
		round_decimals(&r, call);
	else if (r.to->kind == KIND_INTEGER)
		round_integers(&r);
	else
		round_doubles(&r);
	return r.to;
}

struct column *
func_number_round(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	return round_all(call, args, rows, mask, NEAREST);
}

struct column *
func_number_trunc(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	return round_all(call, args, rows, mask, TOWARD_ZERO);
}

struct column *
func_number_ceil(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	return round_all(call, args, rows, mask, UP);
}

struct column *
func_number_floor(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	return round_all(call, args, rows, mask, DOWN);
}

/* The type of a decimal of which so many places stay. */
static struct type
with_places(struct type t, int places)
{
	int	scale = places < 0 ? 0 : places < t.scale ? places : t.scale;

	if (t.kind != KIND_DECIMAL)
		return t;
	t.precision += scale - t.scale;
	if (scale < t.scale || places < 0)
		t.precision++;		/* 9.99 becomes 10.0 */
	if (t.precision > DECIMAL_DIGITS)
		t.precision = DECIMAL_DIGITS;
	t.scale = scale;
	return t;
}

bool
func_number_type_whole(struct expr *call, struct place at,
    struct diags *found, struct arena *arena)
{
	(void)at;
	(void)found;
	(void)arena;
	call->type = with_places(call->args[0]->type, 0);
	return true;
}

bool
func_number_type_round(struct expr *call, struct place at,
    struct diags *found, struct arena *arena)
{
	const struct column	*places;
	int			 n = 0;

	(void)at;
	(void)found;
	(void)arena;
	call->type = call->args[0]->type;
	if (call->arg_count > 1) {
		places = func_literal(call, 1);
		if (places == NULL)
			return true;	/* the scale it has is the most */
		n = clamp(places->i[0]);
	}
	call->type = with_places(call->args[0]->type, n);
	return true;
}

/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "precept/decimal.h"

/* Decimals added, compared, brought to another scale. */

dec128
decimal_power(int n)
{
	return (dec128)dec128_power(n);
}

bool
decimal_fits(dec128 v, int precision)
{
	return dec128_size(v) < dec128_power(precision);
}

static bool
scale_up(dec128 v, int places, dec128 *out)
{
	dec128	r;

	if (__builtin_mul_overflow(v, decimal_power(places), &r) ||
	    !decimal_fits(r, DECIMAL_DIGITS))
		return false;
	*out = r;
	return true;
}

/* Half away from zero; a 64-bit division when that is enough. */
static dec128
scale_down(dec128 v, int places)
{
	udec128	size = dec128_size(v), power = dec128_power(places);

	if (size <= UINT64_MAX / 2 && places < 19) {
		uint64_t	p = dec128_powers[places];

		return dec128_signed(((uint64_t)size + p / 2) / p, v < 0);
	}
	return dec128_signed((size + power / 2) / power, v < 0);
}

bool
decimal_rescale(dec128 v, int from, int to, dec128 *out)
{
	if (to > from)
		return scale_up(v, to - from, out);
	*out = to == from ? v : scale_down(v, from - to);
	return true;
}

bool
decimal_add(dec128 a, dec128 b, dec128 *out)
{
	dec128	r;

	if (__builtin_add_overflow(a, b, &r) ||
	    !decimal_fits(r, DECIMAL_DIGITS))
		return false;
	*out = r;
	return true;
}

bool
decimal_sub(dec128 a, dec128 b, dec128 *out)
{
	return decimal_add(a, -b, out);
}

static int
order(dec128 a, dec128 b)
{
	return (a > b) - (a < b);
}

/* Before the point first, then after it: neither can be too long. */
int
decimal_compare(struct decimal a, struct decimal b)
{
	int	scale = a.scale > b.scale ? a.scale : b.scale;
	dec128	pa, pb;

	if (a.scale == b.scale)
		return order(a.coefficient, b.coefficient);
	pa = decimal_power(a.scale);
	pb = decimal_power(b.scale);
	if (a.coefficient / pa != b.coefficient / pb)
		return order(a.coefficient / pa, b.coefficient / pb);
	return order(a.coefficient % pa * decimal_power(scale - a.scale),
	    b.coefficient % pb * decimal_power(scale - b.scale));
}

/* Two doubles that are exact divide to the nearest; else strtod knows. */
double
decimal_double(dec128 v, int scale)
{
	char	text[DECIMAL_TEXT];

	if (dec128_size(v) <= (udec128)1 << 53 && scale < 20)
		return (double)(int64_t)v / (double)dec128_powers[scale];
	decimal_print(v, scale, text);
	return strtod(text, NULL);
}

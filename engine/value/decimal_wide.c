/* SPDX-License-Identifier: MIT */
#include "precept/decimal.h"

/*
 * Decimals multiplied and divided: through 256 bits where 128 are too few,
 * so that there is one rounding and nothing wraps.
 */

struct wide {
	udec128	high, low;
};

static struct wide
multiply(udec128 a, udec128 b)
{
	udec128	a1 = a >> 64, a0 = (uint64_t)a;
	udec128	b1 = b >> 64, b0 = (uint64_t)b;
	udec128	low = a0 * b0, m1 = a1 * b0, m0 = a0 * b1;
	udec128	middle = (low >> 64) + (uint64_t)m1 + (uint64_t)m0;

	return (struct wide){ a1 * b1 + (m1 >> 64) + (m0 >> 64) +
	    (middle >> 64), middle << 64 | (uint64_t)low };
}

/* Times ten to the n, 0 to 76; false: more than 256 bits. */
static bool
raise_wide(struct wide *w, int n)
{
	while (n > 0) {
		int		 step = n < 38 ? n : 38;
		udec128		 power = dec128_power(step);
		struct wide	 high = multiply(w->high, power);
		struct wide	 low = multiply(w->low, power);

		if (high.high != 0 ||
		    __builtin_add_overflow(high.low, low.high, &w->high))
			return false;
		w->low = low.low;
		n -= step;
	}
	return true;
}

/*
 * Bit by bit, the way it is done on paper. The divisor is below 2 to the
 * 127; false: the quotient has more than 128 bits.
 */
static bool
divide_wide(struct wide w, udec128 by, udec128 *quotient, udec128 *rest)
{
	udec128	q = 0, r = w.high;

	if (r == 0) {
		*quotient = w.low / by;
		*rest = w.low % by;
		return true;
	}
	if (r >= by)
		return false;
	for (int bit = 127; bit >= 0; bit--) {
		r = r << 1 | (w.low >> bit & 1);
		q <<= 1;
		if (r >= by) {
			r -= by;
			q |= 1;
		}
	}
	*quotient = q;
	*rest = r;
	return true;
}

/* Half away from zero; false: more than 38 digits. */
static bool
divide_rounded(struct wide w, udec128 by, bool negative, dec128 *out)
{
	udec128	q, rest;

	if (!divide_wide(w, by, &q, &rest))
		return false;
	if (rest >= by - rest && ++q == 0)
		return false;
	if (q >= dec128_power(DECIMAL_DIGITS))
		return false;
	*out = dec128_signed(q, negative);
	return true;
}

/* By a power of ten of up to 76: what the first step cuts off can't change
 * how the second rounds, for half of its divisor is a whole number. */
static bool
lower_wide(struct wide w, int places, bool negative, dec128 *out)
{
	udec128	rest;

	if (places > 38) {
		if (!divide_wide(w, dec128_power(38), &w.low, &rest))
			return false;
		w.high = 0;
		places -= 38;
	}
	return divide_rounded(w, dec128_power(places), negative, out);
}

static bool
is_small(dec128 v)
{
	return v == (int64_t)v;
}

bool
decimal_mul(struct decimal a, struct decimal b, int s, dec128 *out)
{
	int		places = a.scale + b.scale - s;
	bool		negative = (a.coefficient < 0) != (b.coefficient < 0);
	struct wide	w;

	if (is_small(a.coefficient) && is_small(b.coefficient) &&
	    places >= 0 && places <= 38) {
		dec128	product = a.coefficient * b.coefficient;

		return decimal_rescale(product, places, 0, out);
	}
	w = multiply(dec128_size(a.coefficient), dec128_size(b.coefficient));
	if (places >= 0)
		return lower_wide(w, places, negative, out);
	return raise_wide(&w, -places) &&
	    divide_rounded(w, 1, negative, out);
}

/*
 * The numerator goes up by the places that are missing: if that is more
 * than 256 bits, the quotient has more than 38 digits. Or the divisor goes
 * up: if that is more than 38 digits, the quotient is below a half.
 */
bool
decimal_div(struct decimal a, struct decimal b, int s, dec128 *out)
{
	int		places = s + b.scale - a.scale;
	bool		negative = (a.coefficient < 0) != (b.coefficient < 0);
	struct wide	w = { 0, dec128_size(a.coefficient) };
	udec128		by = dec128_size(b.coefficient);

	if (places >= 0)
		return raise_wide(&w, places) &&
		    divide_rounded(w, by, negative, out);
	if (__builtin_mul_overflow(by, dec128_power(-places), &by)) {
		*out = 0;
		return true;
	}
	return divide_rounded(w, by, negative, out);
}

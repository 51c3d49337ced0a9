/* SPDX-License-Identifier: MIT */
#include "precept/decimal.h"

/*
 * Text to decimals. Up to 18 digits and a point, or 19 digits, without an
 * exponent are nearly all there is: one pass and one multiplication.
 */

#define FAST_DIGITS 18
#define EXPONENT_MAX 100000	/* beyond it nothing changes */

/* A number taken apart: the digits stay where they are written. */
struct parts {
	bool		negative;
	const char	*whole, *places;
	size_t		 whole_len, place_len;
	int		 exponent;
};

static inline unsigned
digit_at(const char *p)
{
	return (unsigned)(unsigned char)*p - '0';
}

static size_t
count_digits(const char *p, const char *end)
{
	const char	*start = p;

	while (p < end && digit_at(p) <= 9)
		p++;
	return (size_t)(p - start);
}

static bool
read_exponent(const char *p, const char *end, int *exponent)
{
	bool	negative = p < end && *p == '-';
	int	n = 0;

	if (p < end && (*p == '-' || *p == '+'))
		p++;
	if (p == end)
		return false;
	for (; p < end; p++) {
		if (digit_at(p) > 9)
			return false;
		if (n < EXPONENT_MAX)
			n = n * 10 + (int)digit_at(p);
	}
	*exponent = negative ? -n : n;
	return true;
}

static bool
take_apart(struct slice s, struct parts *n)
{
	const char	*p = s.ptr, *end = s.ptr + s.len;

	*n = (struct parts){ .negative = p < end && *p == '-' };
	if (p < end && (*p == '-' || *p == '+'))
		p++;
	n->whole = p;
	n->whole_len = count_digits(p, end);
	p = n->places = p + n->whole_len;
	if (p < end && *p == '.') {
		n->places = ++p;
		n->place_len = count_digits(p, end);
		if (n->place_len == 0)
			return false;
		p += n->place_len;
	}
	if (n->whole_len + n->place_len == 0)
		return false;
	if (p < end && (*p == 'e' || *p == 'E'))
		return read_exponent(p + 1, end, &n->exponent);
	return p == end;
}

/* Zeros that mean nothing go: in front, and behind past the places that
 * `scale` wants. */
static void
drop_zeros(struct parts *n, long scale)
{
	while (n->whole_len > 0 && *n->whole == '0')
		n->whole++, n->whole_len--;
	while (n->place_len > 0 && n->places[n->place_len - 1] == '0' &&
	    (long)n->place_len - n->exponent > scale)
		n->place_len--;
}

static bool
is_zero(const struct parts *n)
{
	size_t	i;

	for (i = 0; i < n->place_len; i++)
		if (n->places[i] != '0')
			return false;
	return n->whole_len == 0;
}

/* false: more than 38 digits. */
static bool
append(udec128 *v, const char *p, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (*v >= dec128_power(DECIMAL_DIGITS - 1))
			return false;
		*v = *v * 10 + digit_at(p + i);
	}
	return true;
}

/* Times ten to the n; below 0 only zeros may be cut off. */
static enum decimal_found
shift(udec128 *v, long n)
{
	for (; n > 0; n--) {
		if (*v >= dec128_power(DECIMAL_DIGITS - 1))
			return DECIMAL_RANGE;
		*v *= 10;
	}
	for (; n < 0; n++) {
		if (*v % 10 != 0)
			return DECIMAL_SCALE;
		*v /= 10;
	}
	return DECIMAL_OK;
}

/* The general way; `scale` is where the value shall end. */
static enum decimal_found
put_together(struct parts n, int scale, dec128 *out)
{
	udec128			v = 0;
	enum decimal_found	found;

	drop_zeros(&n, scale);
	if (is_zero(&n)) {
		*out = 0;
		return DECIMAL_OK;
	}
	if (!append(&v, n.whole, n.whole_len) ||
	    !append(&v, n.places, n.place_len))
		return n.place_len > 0 &&
		    (long)n.place_len - n.exponent > scale ?
		    DECIMAL_SCALE : DECIMAL_RANGE;
	found = shift(&v, scale - ((long)n.place_len - n.exponent));
	if (found == DECIMAL_OK)
		*out = dec128_signed(v, n.negative);
	return found;
}

enum decimal_found
decimal_parse(struct slice s, struct decimal *out)
{
	struct parts		n;
	enum decimal_found	found;
	long			scale;

	if (!take_apart(s, &n))
		return DECIMAL_SYNTAX;
	scale = (long)n.place_len - n.exponent;
	if (scale < 0)
		scale = 0;
	if (scale > DECIMAL_DIGITS)
		scale = DECIMAL_DIGITS;
	found = put_together(n, (int)scale, &out->coefficient);
	if (found != DECIMAL_OK)
		return DECIMAL_RANGE;
	out->scale = (int)scale;
	return DECIMAL_OK;
}

static enum decimal_found
parse_slowly(struct slice s, int scale, dec128 *out)
{
	struct parts	n;

	if (!take_apart(s, &n))
		return DECIMAL_SYNTAX;
	return put_together(n, scale, out);
}

enum decimal_found
decimal_parse_at(struct slice s, int scale, dec128 *out)
{
	const char	*p = s.ptr, *end = s.ptr + s.len, *point;
	bool		 negative = p < end && *p == '-';
	uint64_t	 v = 0;
	int		 missing = scale;

	p += negative;
	if (end - p > FAST_DIGITS + 1 || p == end || digit_at(p) > 9)
		return parse_slowly(s, scale, out);
	for (; p < end && digit_at(p) <= 9; p++)
		v = v * 10 + digit_at(p);
	if (p < end && *p == '.') {
		for (point = p++; p < end && digit_at(p) <= 9; p++)
			v = v * 10 + digit_at(p);
		missing = scale - (int)(p - point - 1);
		if (p - point < 2)
			return DECIMAL_SYNTAX;
	}
	if (p < end || missing < 0)
		return parse_slowly(s, scale, out);
	if (missing > FAST_DIGITS + 1)
		return parse_slowly(s, scale, out);
	/* 19 digits and 19 zeros are 38: it can't be too large. */
	*out = dec128_signed((udec128)v * dec128_powers[missing], negative);
	return DECIMAL_OK;
}

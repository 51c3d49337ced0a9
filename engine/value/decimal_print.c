/* SPDX-License-Identifier: MIT */
#include "precept/decimal.h"

/* Decimals as text, two digits at a time. */

static const char pairs[] =
    "00010203040506070809" "10111213141516171819"
    "20212223242526272829" "30313233343536373839"
    "40414243444546474849" "50515253545556575859"
    "60616263646566676869" "70717273747576777879"
    "80818283848586878889" "90919293949596979899";

/* Backwards from `end`; returns where the digits begin. */
static char *
put_digits(char *end, uint64_t v)
{
	for (; v >= 100; v /= 100)
		memcpy(end -= 2, pairs + v % 100 * 2, 2);
	if (v >= 10)
		memcpy(end -= 2, pairs + v * 2, 2);
	else
		*--end = (char)('0' + v);
	return end;
}

static char *
put_zeros(char *from, char *to)
{
	while (from > to)
		*--from = '0';
	return from;
}

/* All digits, nineteen of them at a time. */
static char *
put_all(char *end, udec128 v)
{
	while (v > UINT64_MAX) {
		end = put_zeros(put_digits(end,
		    (uint64_t)(v % dec128_powers[19])), end - 19);
		v /= dec128_powers[19];
	}
	return put_digits(end, (uint64_t)v);
}

size_t
decimal_print(dec128 v, int scale, char out[DECIMAL_TEXT])
{
	char	 digits[DECIMAL_TEXT], *end = digits + sizeof digits;
	char	*first = put_all(end, dec128_size(v)), *to = out;
	size_t	 whole;

	if (first > end - scale - 1)
		first = put_zeros(first, end - scale - 1);
	if (v < 0)
		*to++ = '-';
	whole = (size_t)(end - scale - first);
	memcpy(to, first, whole);
	to += whole;
	if (scale > 0) {
		*to++ = '.';
		memcpy(to, end - scale, (size_t)scale);
		to += scale;
	}
	*to = '\0';
	return (size_t)(to - out);
}

/* SPDX-License-Identifier: MIT */
/* dec128.h - 128-bit integers and powers of ten, for inner loops. */
#ifndef PRECEPT_DEC128_H
#define PRECEPT_DEC128_H

#include <stdbool.h>
#include <stdint.h>

__extension__ typedef __int128 dec128;
__extension__ typedef unsigned __int128 udec128;

/* 10 to the 0 … 19: all that 64 bits hold. */
extern const uint64_t dec128_powers[20];

/* 10 to the n, 0 to 38. */
static inline udec128
dec128_power(int n)
{
	if (n < 20)
		return dec128_powers[n];
	return (udec128)dec128_powers[19] * dec128_powers[n - 19];
}

static inline udec128
dec128_size(dec128 v)
{
	return v < 0 ? -(udec128)v : (udec128)v;
}

/* v is below 2 to the 127. */
static inline dec128
dec128_signed(udec128 v, bool negative)
{
	return negative ? -(dec128)v : (dec128)v;
}

#endif

/* SPDX-License-Identifier: MIT */
/*
 * scan_word.h - eight bytes at a time, on any processor: is one among them?
 * The answers are not 0 exactly when there is one; which, is not told.
 */
#ifndef PRECEPT_SCAN_WORD_H
#define PRECEPT_SCAN_WORD_H

#include <string.h>

#include "precept/mem.h"

#define SCAN_ONES UINT64_C(0x0101010101010101)
#define SCAN_TOPS UINT64_C(0x8080808080808080)

static inline uint64_t
scan_word(const char *p)
{
	uint64_t	w;

	memcpy(&w, p, sizeof w);
	return w;
}

/* A byte that is c. */
static inline uint64_t
scan_word_has(uint64_t w, char c)
{
	w ^= (unsigned char)c * SCAN_ONES;
	return (w - SCAN_ONES) & ~w & SCAN_TOPS;
}

/* A byte that is less than n, at most 128. */
static inline uint64_t
scan_word_less(uint64_t w, unsigned char n)
{
	return (w - n * SCAN_ONES) & ~w & SCAN_TOPS;
}

#endif

/* SPDX-License-Identifier: MIT */
/* json_bytes.h - the bytes of a string that stand for themselves. */
#ifndef PRECEPT_JSON_BYTES_H
#define PRECEPT_JSON_BYTES_H

#include "scan_word.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* All but the quote, the backslash and control bytes. */
static inline bool
json_is_plain(char c)
{
	return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

#if defined(__SSE2__)
/* A bit for each of 16 bytes that is not plain. */
static inline unsigned
json_odd_bytes(__m128i v)
{
	__m128i	control = _mm_cmpeq_epi8(_mm_min_epu8(v,
	    _mm_set1_epi8(0x1f)), v);
	__m128i	marks = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')),
	    _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));

	return (unsigned)_mm_movemask_epi8(_mm_or_si128(control, marks));
}
#endif

/* How many of the n bytes at p are plain before the first that is not. */
static inline size_t
json_plain(const char *p, size_t n)
{
	size_t	i = 0;

#if defined(__SSE2__)
	for (; i + 16 <= n; i += 16) {
		unsigned odd = json_odd_bytes(_mm_loadu_si128(
		    (const __m128i *)(const void *)(p + i)));

		if (odd != 0)
			return i + (size_t)__builtin_ctz(odd);
	}
#endif
	for (; i + 8 <= n; i += 8) {
		uint64_t w = scan_word(p + i);

		if ((scan_word_less(w, 0x20) | scan_word_has(w, '"') |
		    scan_word_has(w, '\\')) != 0)
			break;
	}
	while (i < n && json_is_plain(p[i]))
		i++;
	return i;
}

#endif

/* SPDX-License-Identifier: MIT */
/* json_bytes.h - how far a string and a number go, byte by byte. */
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

static inline const char *
json_digits(const char *p, const char *end)
{
	while (p < end && *p >= '0' && *p <= '9')
		p++;
	return p;
}

/* Past a number, which begins with a digit or -; NULL and *why: it is bad. */
static inline const char *
json_number(const char *p, const char *end, const char **why)
{
	const char	*digits = p + (*p == '-');

	p = json_digits(digits, end);
	*why = p == digits ? "a minus has no number behind it" :
	    "a number begins with a zero too many";
	if (p == digits || (*digits == '0' && p > digits + 1))
		return NULL;
	if (p < end && *p == '.') {
		*why = "a number ends in its point";
		digits = p + 1;
		p = json_digits(digits, end);
		if (p == digits)
			return NULL;
	}
	if (p < end && (*p | 32) == 'e') {
		*why = "a number ends in its exponent's sign";
		p++;
		p += p < end && (*p == '+' || *p == '-');
		digits = p;
		p = json_digits(digits, end);
		if (p == digits)
			return NULL;
	}
	return p;
}

#endif

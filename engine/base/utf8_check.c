/* SPDX-License-Identifier: MIT */
#include "utf8_check.h"

/*
 * The method of Keiser and Lemire, "Validating UTF-8 in less than one
 * instruction per byte" (2021): three tables of 16 entries, by the halves of
 * a byte and of the one before it, say which errors these could be; what is
 * left when they are combined is an error. Blocks may overlap, each looks at
 * the three bytes before it.
 */

#if defined(__GNUC__) && defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("ssse3")))
#define SHORTEST 19	/* a block, and three bytes before another */

/* Errors that two bytes show. The last: two following bytes, which are
 * right as the end of three or four. */
#define TOO_SHORT	0x01	/* 11______ 0_______, 11______ 11______ */
#define TOO_LONG	0x02	/* 0_______ 10______ */
#define OVERLONG_3	0x04	/* 11100000 100_____ */
#define SURROGATE	0x10	/* 11101101 101_____ */
#define OVERLONG_2	0x20	/* 1100000_ 10______ */
#define TOO_LARGE	0x08	/* 11110100 1001____ and greater */
#define TOO_LARGE_1000	0x40	/* 11110101 1000____ and greater, */
#define OVERLONG_4	0x40	/* 11110000 1000____ */
#define TWO_FOLLOW	0x80	/* 10______ 10______ */
#define CARRY		(TOO_SHORT | TOO_LONG | TWO_FOLLOW)

#define TABLE(...)	_mm_setr_epi8(__VA_ARGS__)
#define B(x)		((char)(x))

TARGET static inline __m128i
high_half(__m128i v)
{
	return _mm_and_si128(_mm_srli_epi16(v, 4), _mm_set1_epi8(0x0f));
}

TARGET static inline __m128i
by_first_high(__m128i first)
{
	const __m128i table = TABLE(
	    TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
	    TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
	    B(TWO_FOLLOW), B(TWO_FOLLOW), B(TWO_FOLLOW), B(TWO_FOLLOW),
	    TOO_SHORT | OVERLONG_2, TOO_SHORT,
	    TOO_SHORT | OVERLONG_3 | SURROGATE,
	    TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4);

	return _mm_shuffle_epi8(table, high_half(first));
}

TARGET static inline __m128i
by_first_low(__m128i first)
{
	const char	large = B(CARRY | TOO_LARGE | TOO_LARGE_1000);
	const __m128i	table = TABLE(
	    B(CARRY | OVERLONG_2 | OVERLONG_3 | OVERLONG_4),
	    B(CARRY | OVERLONG_2), B(CARRY), B(CARRY),
	    B(CARRY | TOO_LARGE), large, large, large,
	    large, large, large, large,
	    large, B(CARRY | TOO_LARGE | TOO_LARGE_1000 | SURROGATE),
	    large, large);

	return _mm_shuffle_epi8(table, _mm_and_si128(first,
	    _mm_set1_epi8(0x0f)));
}

TARGET static inline __m128i
by_second_high(__m128i second)
{
	const char	follows = B(TOO_LONG | OVERLONG_2 | TWO_FOLLOW);
	const __m128i	table = TABLE(
	    TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
	    TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
	    B(follows | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4),
	    B(follows | OVERLONG_3 | TOO_LARGE),
	    B(follows | SURROGATE | TOO_LARGE),
	    B(follows | SURROGATE | TOO_LARGE),
	    TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT);

	return _mm_shuffle_epi8(table, high_half(second));
}

/* Bytes with errors are not 0; before[n] is what stands n places before. */
TARGET static inline __m128i
find_errors(__m128i v, __m128i before1, __m128i before2, __m128i before3)
{
	__m128i	special = _mm_and_si128(_mm_and_si128(
	    by_first_high(before1), by_first_low(before1)),
	    by_second_high(v));
	/* only 111_____ and 1111____ have the top bit left */
	__m128i	third = _mm_subs_epu8(before2, _mm_set1_epi8(0xe0 - 0x80));
	__m128i	fourth = _mm_subs_epu8(before3, _mm_set1_epi8(0xf0 - 0x80));

	return _mm_xor_si128(_mm_and_si128(_mm_or_si128(third, fourth),
	    _mm_set1_epi8(B(0x80))), special);
}

TARGET static inline __m128i
load(const char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

TARGET static inline __m128i
check_first(__m128i v)
{
	return find_errors(v, _mm_slli_si128(v, 1), _mm_slli_si128(v, 2),
	    _mm_slli_si128(v, 3));
}

/* Does the last character lack bytes? */
static inline bool
ends_early(const unsigned char *end)
{
	return end[-1] >= 0xc0 || end[-2] >= 0xe0 || end[-3] >= 0xf0;
}

TARGET static inline __m128i
zeros(__m128i v)
{
	return _mm_cmpeq_epi8(v, _mm_setzero_si128());
}

/* At least SHORTEST bytes; the last block overlaps the one before it. */
TARGET static bool
check_blocks(const char *p, size_t len)
{
	__m128i	v = load(p), wrong = _mm_or_si128(check_first(v), zeros(v));
	size_t	i;

	for (i = 16; i < len; i += 16) {
		if (i + 16 > len)
			i = len - 16;
		v = load(p + i);
		wrong = _mm_or_si128(wrong, _mm_or_si128(zeros(v),
		    find_errors(v, load(p + i - 1), load(p + i - 2),
		    load(p + i - 3))));
	}
	return _mm_movemask_epi8(zeros(wrong)) == 0xffff &&
	    !ends_early((const unsigned char *)p + len);
}
#endif

bool
utf8_check(const char *p, size_t len)
{
#if defined(__GNUC__) && defined(__x86_64__)
	return len >= SHORTEST && __builtin_cpu_supports("ssse3") &&
	    check_blocks(p, len);
#else
	(void)p;
	(void)len;
	return false;
#endif
}

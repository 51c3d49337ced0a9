/* SPDX-License-Identifier: MIT */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "scan_bytes.h"

/*
 * The one loop over bytes that a CSV file costs (scan_bytes_loop.h), once for
 * every kind of processor: each says how 64 bytes become bit masks, how bits
 * are summed up from the left by xor, and how they become places.
 */

#if defined(__GNUC__) && defined(__x86_64__)
#define HAVE_X86
#include <immintrin.h>
#endif

#define LOOP_PART(name)	LOOP_PASTE(name)
#define LOOP_PASTE(name) name##_part

struct masks {
	uint64_t	quote, delimiter, newline, cr;
};

/* Bit n of the result: an odd number of bits is set in 0..n. */
static inline uint64_t
sum_by_shifts(uint64_t bits)
{
	bits ^= bits << 1;
	bits ^= bits << 2;
	bits ^= bits << 4;
	bits ^= bits << 8;
	bits ^= bits << 16;
	return bits ^ bits << 32;
}

static inline size_t
count_bits(uint64_t x)
{
	x -= x >> 1 & 0x5555555555555555;
	x = (x & 0x3333333333333333) + (x >> 2 & 0x3333333333333333);
	x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0f;
	return x * 0x0101010101010101 >> 56;
}

static inline size_t
lowest_bit(uint64_t x)
{
#if defined(__GNUC__)
	return (size_t)__builtin_ctzll(x);
#else
	return count_bits((x & -x) - 1);
#endif
}

static inline size_t
put_places(uint32_t *to, uint64_t bits, size_t at)
{
	size_t	n = 0;

	for (; bits != 0; bits &= bits - 1)
		to[n++] = (uint32_t)(at + lowest_bit(bits));
	return n;
}

/* Eight bytes: the top bit of each that is `c`, gathered into eight bits. */
static inline uint64_t
find_in_word(uint64_t word, unsigned char c)
{
	const uint64_t	low = 0x7f7f7f7f7f7f7f7f;
	uint64_t	x = word ^ c * UINT64_C(0x0101010101010101);
	uint64_t	zero = ~(((x & low) + low) | x | low);

	return (zero >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

static inline uint64_t
load_word(const char *p)
{
	uint64_t	word;

	memcpy(&word, p, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

static inline struct masks
masks_portable(const char *p, char delimiter, bool crlf)
{
	struct masks	k = { 0, 0, 0, 0 };
	unsigned	i;

	for (i = 0; i < 8; i++) {
		uint64_t w = load_word(p + 8 * i);

		k.quote |= find_in_word(w, '"') << 8 * i;
		k.delimiter |= find_in_word(w, (unsigned char)delimiter) <<
		    8 * i;
		k.newline |= find_in_word(w, '\n') << 8 * i;
		if (crlf)
			k.cr |= find_in_word(w, '\r') << 8 * i;
	}
	return k;
}

#define LOOP		loop_portable
#define TARGET
#define MASKS		masks_portable
#define SUM		sum_by_shifts
#define COUNT_BITS	count_bits
#define PUT		put_places
#include "scan_bytes_loop.h"

#ifdef HAVE_X86
static inline uint64_t
find_sse2(const __m128i v[4], char c)
{
	__m128i		want = _mm_set1_epi8(c);
	uint64_t	found = 0;
	int		i;

	for (i = 0; i < 4; i++)
		found |= (uint64_t)(uint32_t)_mm_movemask_epi8(
		    _mm_cmpeq_epi8(v[i], want)) << 16 * i;
	return found;
}

static inline struct masks
masks_sse2(const char *p, char delimiter, bool crlf)
{
	const __m128i	*from = (const __m128i *)(const void *)p;
	__m128i		 v[4] = { _mm_loadu_si128(from),
	    _mm_loadu_si128(from + 1), _mm_loadu_si128(from + 2),
	    _mm_loadu_si128(from + 3) };

	return (struct masks){ find_sse2(v, '"'), find_sse2(v, delimiter),
	    find_sse2(v, '\n'), crlf ? find_sse2(v, '\r') : 0 };
}

#define LOOP		loop_sse2
#define TARGET
#define MASKS		masks_sse2
#define SUM		sum_by_shifts
#define COUNT_BITS	count_bits
#define PUT		put_places
#include "scan_bytes_loop.h"

#define AVX2	__attribute__((target("avx2,pclmul,bmi,popcnt")))
#define AVX512	__attribute__((target("avx512f,avx512bw,avx512vbmi2," \
		    "pclmul,bmi,popcnt")))

AVX2 static inline uint64_t
sum_by_product(uint64_t bits)
{
	return (uint64_t)_mm_cvtsi128_si64(_mm_clmulepi64_si128(
	    _mm_cvtsi64_si128((long long)bits), _mm_set1_epi8(-1), 0));
}

AVX2 static inline size_t
count_by_popcnt(uint64_t bits)
{
	return (size_t)_mm_popcnt_u64(bits);
}

/* Eight at a time, some too many: cheaper than a branch for each. */
AVX2 static inline size_t
put_eight(uint32_t *to, uint64_t bits, size_t at)
{
	size_t	n = (size_t)_mm_popcnt_u64(bits), i, k;

	for (i = 0; i < n; i += 8)
#pragma GCC unroll 8
		for (k = 0; k < 8; k++) {
			to[i + k] = (uint32_t)(at + _tzcnt_u64(bits));
			bits = _blsr_u64(bits);
		}
	return n;
}

AVX2 static inline uint64_t
find_avx2(__m256i low, __m256i high, char c)
{
	__m256i		want = _mm256_set1_epi8(c);
	uint32_t	a, b;

	a = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, want));
	b = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, want));
	return a | (uint64_t)b << 32;
}

AVX2 static inline struct masks
masks_avx2(const char *p, char delimiter, bool crlf)
{
	const __m256i	*from = (const __m256i *)(const void *)p;
	__m256i		 a = _mm256_loadu_si256(from);
	__m256i		 b = _mm256_loadu_si256(from + 1);

	return (struct masks){ find_avx2(a, b, '"'),
	    find_avx2(a, b, delimiter), find_avx2(a, b, '\n'),
	    crlf ? find_avx2(a, b, '\r') : 0 };
}

#define LOOP		loop_avx2
#define TARGET		AVX2
#define MASKS		masks_avx2
#define SUM		sum_by_product
#define COUNT_BITS	count_by_popcnt
#define PUT		put_eight
#include "scan_bytes_loop.h"

AVX512 static inline struct masks
masks_avx512(const char *p, char delimiter, bool crlf)
{
	__m512i		v = _mm512_loadu_si512(p);

	return (struct masks){
	    _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('"')),
	    _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(delimiter)),
	    _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\n')),
	    crlf ? _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\r')) : 0 };
}

/* The numbers 0 to 63, those with a bit squeezed together, 16 at a time. */
AVX512 static inline size_t
put_sixteen(uint32_t *to, uint64_t bits, size_t at)
{
	static const uint8_t	 number[64] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
	    10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
	    26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41,
	    42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57,
	    58, 59, 60, 61, 62, 63 };
	__m512i	all = _mm512_maskz_compress_epi8(bits,
	    _mm512_loadu_si512(number));
	__m512i	base = _mm512_set1_epi32((int)(uint32_t)at);
	size_t	n = (size_t)_mm_popcnt_u64(bits), i;

	_mm512_storeu_si512(to, _mm512_add_epi32(base,
	    _mm512_cvtepu8_epi32(_mm512_castsi512_si128(all))));
	for (i = 16; i < n; i += 16) {
		all = _mm512_alignr_epi32(all, all, 4);
		_mm512_storeu_si512(to + i, _mm512_add_epi32(base,
		    _mm512_cvtepu8_epi32(_mm512_castsi512_si128(all))));
	}
	return n;
}

#define LOOP		loop_avx512
#define TARGET		AVX512
#define MASKS		masks_avx512
#define SUM		sum_by_product
#define COUNT_BITS	count_by_popcnt
#define PUT		put_sixteen
#include "scan_bytes_loop.h"

static bool
has_avx2(void)
{
	return __builtin_cpu_supports("avx2") &&
	    __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("bmi");
}

static bool
has_avx512(void)
{
	return has_avx2() && __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512vbmi2");
}
#endif

static bool
always(void)
{
	return true;
}

typedef void loop_fn(struct scan_marks *, const char *, size_t, size_t);

/* The fastest last. */
static const struct way {
	const char	*name;
	bool		(*runs)(void);
	loop_fn		*loop;
} ways[] = {
	{ "portable",	always,		loop_portable },
#ifdef HAVE_X86
	{ "sse2",	always,		loop_sse2 },
	{ "avx2",	has_avx2,	loop_avx2 },
	{ "avx512",	has_avx512,	loop_avx512 },
#endif
};

static _Atomic(const struct way *)	in_use;

bool
scan_bytes_use(const char *name)
{
	size_t	i;

	for (i = COUNT(ways); i-- > 0;) {
		if (name != NULL && strcmp(name, ways[i].name) != 0)
			continue;
		if (ways[i].runs()) {
			atomic_store(&in_use, &ways[i]);
			return true;
		}
	}
	return false;
}

void
scan_bytes_begin(struct scan_marks *m)
{
	m->seps = m->inners = m->twins = m->newlines = 0;
	m->bad = m->inside = m->closed = m->cr = 0;
	m->edge = 1;
}

void
scan_bytes(struct scan_marks *m, const char *buf, size_t from, size_t to)
{
	const struct way	*way = atomic_load_explicit(&in_use,
	    memory_order_relaxed);

	if (way == NULL) {
		if (!scan_bytes_use(getenv("PRECEPT_SCAN")))
			scan_bytes_use(NULL);
		way = atomic_load(&in_use);
	}
	way->loop(m, buf, from, to);
}

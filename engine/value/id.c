/* SPDX-License-Identifier: MIT */
#include "precept/id.h"

/*
 * The sum of an id is three characters, one for five of the fifteen: bit i
 * of a group is set when its character i is an upper-case letter. Ids are
 * the keys of everything, so they are looked at eight characters at a time.
 */

#define ID_SHORT 15
#define ID_LONG 18
#define EACH(byte) (0x0101010101010101u * (byte))

static const char sums[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/* The first character in the lowest byte. */
static inline uint64_t
load(const char *p)
{
	uint64_t	w;

	memcpy(&w, p, sizeof w);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	w = __builtin_bswap64(w);
#endif
	return w;
}

/* 0x80 in each byte that lies between; the bytes are below 0x80. */
static inline uint64_t
between(uint64_t w, unsigned low, unsigned high)
{
	return (w + EACH(0x80u - low)) & ~(w + EACH(0x7fu - high)) &
	    EACH(0x80u);
}

/* Bit i: character i of the eight is upper case. */
static inline bool
read_eight(const char *p, unsigned *upper)
{
	uint64_t	w = load(p), capitals, others;

	if ((w & EACH(0x80u)) != 0)
		return false;
	capitals = between(w, 'A', 'Z');
	others = between(w, '0', '9') | between(w, 'a', 'z');
	/* gathers the lowest bits of eight bytes in the topmost byte */
	*upper = (unsigned)((capitals >> 7) * 0x0102040810204080u >> 56);
	return (capitals | others) == EACH(0x80u);
}

/* Bit i: character i of the fifteen is upper case; they overlap in one. */
static inline bool
read_fifteen(const char *p, unsigned *upper)
{
	unsigned	first, last;

	if (!read_eight(p, &first) || !read_eight(p + 7, &last))
		return false;
	*upper = first | last << 7;
	return true;
}

static inline char
raise_case(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

bool
id_valid(struct slice id)
{
	unsigned	upper;

	if (id.ptr == NULL || (id.len != ID_SHORT && id.len != ID_LONG) ||
	    !read_fifteen(id.ptr, &upper))
		return false;
	return id.len == ID_SHORT ||
	    (raise_case(id.ptr[15]) == sums[upper & 31] &&
	    raise_case(id.ptr[16]) == sums[upper >> 5 & 31] &&
	    raise_case(id.ptr[17]) == sums[upper >> 10 & 31]);
}

void
id_widen(struct slice id, char out[18])
{
	unsigned	upper = 0;

	memcpy(out, id.ptr, ID_SHORT);
	(void)read_fifteen(id.ptr, &upper);
	out[15] = sums[upper & 31];
	out[16] = sums[upper >> 5 & 31];
	out[17] = sums[upper >> 10 & 31];
}

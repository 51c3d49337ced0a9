/* SPDX-License-Identifier: MIT */
#include <utf8proc.h>

#include "precept/utf8.h"
#include "utf8_check.h"

/* UTF-8, eight bytes at a time where all of them are ASCII. */

#define EACH(byte) (0x0101010101010101ULL * (byte))

static uint64_t
load(const char *p)
{
	uint64_t	w;

	memcpy(&w, p, sizeof w);
	return w;
}

static bool
in(unsigned char c, unsigned char low, unsigned char high)
{
	return c >= low && c <= high;
}

/* Bytes of the character at p, 0 if it is none (Unicode, table 3-7). */
static size_t
one(const unsigned char *p, size_t left)
{
	unsigned char	c = p[0], low = 0x80, high = 0xbf;
	size_t		len, i;

	if (c < 0x80)
		return 1;
	len = in(c, 0xc2, 0xdf) ? 2 : in(c, 0xe0, 0xef) ? 3 :
	    in(c, 0xf0, 0xf4) ? 4 : 0;
	if (len == 0 || len > left)
		return 0;
	if (c == 0xe0)
		low = 0xa0;
	else if (c == 0xed)
		high = 0x9f;		/* no surrogates */
	else if (c == 0xf0)
		low = 0x90;
	else if (c == 0xf4)
		high = 0x8f;
	if (!in(p[1], low, high))
		return 0;
	for (i = 2; i < len; i++)
		if (!in(p[i], 0x80, 0xbf))
			return 0;
	return len;
}

size_t
utf8_valid(const char *p, size_t len)
{
	size_t	i = 0, n;

	while (i < len) {
		while (len - i >= 16 &&
		    ((load(p + i) | load(p + i + 8)) & EACH(0x80)) == 0)
			i += 16;
		if (i == len)
			break;
		n = one((const unsigned char *)p + i, len - i);
		if (n == 0)
			break;
		i += n;
	}
	return i;
}

/*
 * Eight bytes at a time: most short texts have no byte above 127, and none is
 * zero, which alone borrows from above when one is taken off.
 */
static inline bool
is_plain(const char *p, size_t len)
{
	uint64_t	w, bits = 0;
	size_t		i = 0;

	for (; len - i >= sizeof w; i += sizeof w) {
		w = load(p + i);
		bits |= w | (w - EACH(1));
	}
	for (; i < len; i++)
		bits |= (unsigned char)p[i] | (unsigned char)(p[i] - 1);
	return (bits & EACH(0x80)) == 0;
}

bool
utf8_is_text(const char *p, size_t len)
{
	return utf8_check(p, len) || is_plain(p, len) ||
	    (utf8_valid(p, len) == len && memchr(p, '\0', len) == NULL);
}

/* How many of the eight bytes at p do not begin a character. */
static size_t
count_following(const char *p)
{
	uint64_t	w = load(p);

	w = (w >> 7) & ~(w >> 6) & EACH(1);
	return (size_t)((w * EACH(1)) >> 56);
}

static bool
is_following(char c)
{
	return (c & 0xc0) == 0x80;
}

size_t
utf8_count(struct slice s)
{
	size_t	i = 0, following = 0;

	for (; s.len - i >= 8; i += 8)
		following += count_following(s.ptr + i);
	for (; i < s.len; i++)
		following += is_following(s.ptr[i]);
	return s.len - following;
}

size_t
utf8_at(struct slice s, size_t n)
{
	size_t	i = 0, skipped;

	for (; s.len - i >= 8; i += 8, n -= skipped) {
		skipped = 8 - count_following(s.ptr + i);
		if (skipped > n)
			break;
	}
	for (; i < s.len; i++) {
		if (is_following(s.ptr[i]))
			continue;
		if (n-- == 0)
			return i;
	}
	return s.len;
}

uint32_t
utf8_next(struct slice s, size_t *at)
{
	const unsigned char	*p = (const unsigned char *)s.ptr + *at;

	if (p[0] < 0x80) {
		*at += 1;
		return p[0];
	}
	if (p[0] < 0xe0) {
		*at += 2;
		return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
	}
	if (p[0] < 0xf0) {
		*at += 3;
		return (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 |
		    (p[2] & 0x3fu);
	}
	*at += 4;
	return (p[0] & 0x07u) << 18 | (p[1] & 0x3fu) << 12 |
	    (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
}

size_t
utf8_put(char out[4], uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

uint32_t
utf8_upper(uint32_t c)
{
	if (c < 0x80)
		return c >= 'a' && c <= 'z' ? c - 32 : c;
	return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
}

uint32_t
utf8_lower(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

bool
utf8_is_letter(uint32_t c)
{
	utf8proc_category_t	kind;

	if (c < 0x80)
		return (c | 32) >= 'a' && (c | 32) <= 'z';
	kind = utf8proc_category((utf8proc_int32_t)c);
	return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO;
}

int
utf8_width(uint32_t c)
{
	if (c < 0x80)
		return c >= ' ' && c < 0x7f;
	return utf8proc_charwidth((utf8proc_int32_t)c);
}

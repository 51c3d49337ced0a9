/* SPDX-License-Identifier: MIT */
#include "precept/text.h"

/* Comparing and trimming bytes that somebody else owns. */

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

int
slice_compare(struct slice a, struct slice b)
{
	size_t	len = a.len < b.len ? a.len : b.len;
	int	order = len == 0 ? 0 : memcmp(a.ptr, b.ptr, len);

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

bool
slice_is(struct slice s, const char *word)
{
	return slice_equal(s, slice_of(word));
}

bool
slice_is_nocase(struct slice s, const char *word)
{
	size_t	i;

	for (i = 0; i < s.len; i++) {
		if (word[i] == '\0' || lower(s.ptr[i]) != lower(word[i]))
			return false;
	}
	return word[i] == '\0';
}

struct slice
slice_trim(struct slice s)
{
	while (s.len > 0 && is_blank(s.ptr[0])) {
		s.ptr++;
		s.len--;
	}
	while (s.len > 0 && is_blank(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

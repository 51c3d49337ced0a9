/* SPDX-License-Identifier: MIT */
#include "zone_parts.h"

/*
 * TZif (RFC 8536): a block with 32-bit times that we pass over, one with
 * 64-bit times, and the rule for later years as a line of text.
 */

#define HEADER 44
#define SIZE_CEILING 100000	/* of any count; real ones are below 300 */
#define EAST_MAX (26 * 3600)
#define DAMAGED "is damaged"

/* How many of each; the order is that of the file. */
struct counts {
	size_t	utc, standard, leaps, times, types, chars;
};

static uint64_t
read_big(const char *p, int bytes)
{
	uint64_t	v = 0;

	for (int i = 0; i < bytes; i++)
		v = v << 8 | (unsigned char)p[i];
	return v;
}

static bool
read_header(struct slice s, struct counts *n)
{
	size_t	*counts[] = { &n->utc, &n->standard, &n->leaps, &n->times,
	    &n->types, &n->chars };

	if (s.len < HEADER || memcmp(s.ptr, "TZif", 4) != 0)
		return false;
	for (size_t i = 0; i < COUNT(counts); i++) {
		*counts[i] = (size_t)read_big(s.ptr + 20 + i * 4, 4);
		if (*counts[i] > SIZE_CEILING)
			return false;
	}
	return true;
}

static size_t
block_size(const struct counts *n, size_t time_size)
{
	return n->times * (time_size + 1) + n->types * 6 + n->chars +
	    n->leaps * (time_size + 4) + n->standard + n->utc;
}

/* Six bytes a type, the first four are seconds east. */
static bool
read_east(const char *types, size_t index, size_t count, int32_t *east)
{
	if (index >= count)
		return false;
	*east = (int32_t)(uint32_t)read_big(types + index * 6, 4);
	return *east >= -EAST_MAX && *east <= EAST_MAX;
}

static bool
read_changes(const char *block, const struct counts *n, struct zone *zone)
{
	const char	*indexes = block + n->times * 8;
	const char	*types = indexes + n->times;
	int64_t		*at = arena_array(zone->arena, n->times, 8);
	int32_t		*east = arena_array(zone->arena, n->times, 4);

	for (size_t i = 0; i < n->times; i++) {
		at[i] = (int64_t)read_big(block + i * 8, 8);
		if ((i > 0 && at[i] <= at[i - 1]) || !read_east(types,
		    (unsigned char)indexes[i], n->types, &east[i]))
			return false;
	}
	zone->count = n->times;
	zone->at = at;
	zone->east = east;
	return read_east(types, 0, n->types, &zone->first_east);
}

/* Between two newlines. */
static bool
read_footer(struct slice s, struct zone *zone)
{
	const char	*end;

	if (s.len < 2 || *s.ptr != '\n')
		return false;
	end = memchr(s.ptr + 1, '\n', s.len - 1);
	return end != NULL && zone_rule_parse((struct slice){ s.ptr + 1,
	    (size_t)(end - s.ptr - 1) }, &zone->rule);
}

const char *
zone_file_parse(struct slice s, struct zone *zone)
{
	struct counts	n;
	size_t		skip;

	if (!read_header(s, &n))
		return DAMAGED;
	if (s.ptr[4] < '2')
		return "is of version 1, which knows no year after 2037";
	skip = HEADER + block_size(&n, 4);
	if (skip > s.len)
		return DAMAGED;
	s = (struct slice){ s.ptr + skip, s.len - skip };
	if (!read_header(s, &n))
		return DAMAGED;
	if (n.leaps > 0)
		return "counts leap seconds, which no service does";
	skip = HEADER + block_size(&n, 8);
	if (skip > s.len || !read_changes(s.ptr + HEADER, &n, zone) ||
	    !read_footer((struct slice){ s.ptr + skip, s.len - skip }, zone))
		return DAMAGED;
	return NULL;
}

/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "precept/column.h"
#include "precept/date.h"

/* Columns made, picked from, and read out as text. */

#define WHOLE_MAX 9007199254740992.0	/* 2 to the 53 */

struct column *
column_make(struct arena *arena, enum kind kind, size_t count)
{
	struct column	*c = arena_alloc(arena, sizeof *c);

	c->kind = kind;
	c->count = count;
	c->any = arena_raw(arena, count * kind_size(kind));
	return c;
}

uint8_t *
column_nulls(struct column *c, struct arena *arena)
{
	if (c->null == NULL)
		c->null = arena_alloc(arena, c->count);
	return c->null;
}

struct column *
column_all_null(struct arena *arena, enum kind kind, size_t count)
{
	struct column	*c = column_make(arena, kind, count);

	if (count == 0)
		return c;
	memset(c->any, 0, count * kind_size(kind));
	memset(column_nulls(c, arena), 1, count);
	return c;
}

static void
pick_values(struct column *to, const struct column *from,
    const uint32_t *rows)
{
	size_t	i, n = to->count;

	switch (kind_store(from->kind)) {
	case STORE_NONE:
		break;
	case STORE_BYTE:
		for (i = 0; i < n; i++)
			to->b[i] = from->b[rows[i]];
		break;
	case STORE_INT:
		for (i = 0; i < n; i++)
			to->i[i] = from->i[rows[i]];
		break;
	case STORE_DOUBLE:
		for (i = 0; i < n; i++)
			to->f[i] = from->f[rows[i]];
		break;
	case STORE_DECIMAL:
		for (i = 0; i < n; i++)
			to->d[i] = from->d[rows[i]];
		break;
	case STORE_SLICE:
		for (i = 0; i < n; i++)
			to->s[i] = from->s[rows[i]];
		break;
	}
}

static const struct slice *
pick_raw(const struct slice *raw, const uint32_t *rows, size_t n,
    struct arena *arena)
{
	struct slice	*out = arena_raw(arena, n * sizeof *out);

	for (size_t i = 0; i < n; i++)
		out[i] = raw[rows[i]];
	return out;
}

struct column *
column_gather(const struct column *from, const uint32_t *rows, size_t n,
    struct arena *arena)
{
	struct column	*to = column_make(arena, from->kind, n);
	size_t		 i;

	to->scale = from->scale;
	pick_values(to, from, rows);
	if (from->null != NULL) {
		to->null = arena_raw(arena, n);
		for (i = 0; i < n; i++)
			to->null[i] = from->null[rows[i]];
	}
	if (from->raw != NULL)
		to->raw = pick_raw(from->raw, rows, n, arena);
	return to;
}

/* Up to 15 digits, six of them after the point; 0 if that is not enough.
 * What so few digits read back as is told apart from all others. */
static size_t
print_short_number(double f, char *room)
{
	double	power = 10, scaled;

	if (fabs(f) < 1e-4 || fabs(f) > 1e8)
		return 0;
	for (int places = 1; places <= 6; places++, power *= 10) {
		scaled = rint(f * power);
		if (scaled / power == f)
			return decimal_print((int64_t)scaled, places, room);
	}
	return 0;
}

/* The shortest text that reads back as the same double. */
static size_t
print_number(double f, char *room)
{
	int	len;

	if (f == floor(f) && fabs(f) <= WHOLE_MAX)
		return decimal_print((int64_t)f, 0, room);
	len = (int)print_short_number(f, room);
	if (len > 0)
		return (size_t)len;
	for (int digits = 15; digits <= 17; digits++) {
		len = snprintf(room, COLUMN_ROOM, "%.*g", digits, f);
		if (strtod(room, NULL) == f)
			break;
	}
	return (size_t)len;
}

static size_t
print_value(const struct column *c, size_t row, char *room)
{
	switch (c->kind) {
	case KIND_INTEGER:
	case KIND_DURATION:
		return decimal_print(c->i[row], 0, room);
	case KIND_DECIMAL:
		return decimal_print(c->d[row], c->scale, room);
	case KIND_NUMBER:
		return print_number(c->f[row], room);
	case KIND_DATE:
		return date_print(c->i[row], room);
	case KIND_DATETIME:
		return datetime_print(c->i[row], room);
	default:
		return 0;
	}
}

struct slice
column_text(const struct column *c, size_t row, char room[COLUMN_ROOM])
{
	if (column_is_null(c, row) || c->kind == KIND_NULL)
		return (struct slice){ NULL, 0 };
	if (c->raw != NULL)
		return c->raw[row];
	if (kind_is_text(c->kind))
		return c->s[row];
	if (c->kind == KIND_BOOLEAN)
		return c->b[row] ? SLICE("true") : SLICE("false");
	return (struct slice){ room, print_value(c, row, room) };
}

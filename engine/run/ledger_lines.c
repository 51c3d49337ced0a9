/* SPDX-License-Identifier: MIT */
#include "precept/json.h"
#include "precept/ledger.h"

/*
 * Rows whose lines are there already, from a plan: copying these costs a
 * tenth of making them anew. What is new is the id of a created row, in the
 * place of the null behind the origin:
 *
 *	["+",17,null,[],[[0,null,"x"]]]
 */

#define OP 2		/* where the op is in its line */
#define ORIGIN 5

/* The null that stands where the id should; NULL: none does. */
static const char *
find_null(const char *line, const char *end)
{
	const char	*at = line + ORIGIN;

	while (at < end && *at != ',')
		at++;
	return end - at > 6 && memcmp(at, ",null,", 6) == 0 ? at + 1 : NULL;
}

/* Adds what stands from `from` to the line's null, and the id. Returns what
 * is to be added next; NULL: the line is another row's. */
static const char *
put_id(struct text *out, struct slice id, const char *from,
    const char *line, const char *end)
{
	const char	*null = find_null(line, end);

	if (null == NULL)
		return NULL;
	text_add(out, from, (size_t)(null - from));
	json_put_string(out, id);
	return null + 4;
}

static bool
gets_id(const struct changes *c, size_t row)
{
	return c->op[row] == CHANGE_CREATE && c->id[row].ptr != NULL;
}

static bool
put_lines(struct text *out, const struct changes *c, struct slice lines)
{
	const char	*from = lines.ptr, *line = from, *stop,
			*end = from + lines.len;

	for (size_t row = 0; row < c->count; row++, line = stop + 1) {
		stop = line == end ? NULL :
		    memchr(line, '\n', (size_t)(end - line));
		if (stop == NULL || stop - line < ORIGIN ||
		    line[OP] != c->op[row])
			return false;
		if (gets_id(c, row) && (from = put_id(out, c->id[row], from,
		    line, stop)) == NULL)
			return false;
	}
	text_add(out, from, (size_t)(end - from));
	return line == end;
}

bool
ledger_put_lines(struct text *out, const struct changes *c,
    struct slice lines)
{
	size_t	before = out->len;

	if (put_lines(out, c, lines))
		return true;
	out->len = before;
	return false;
}

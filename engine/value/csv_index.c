/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "csv_rows.h"

/*
 * The rows of a block, fast: the places of all separators, then a look
 * whether every row has as many as the header. What is odd goes to
 * csv_parse.c: blank lines, rows too long or too short, misplaced quotes.
 */

/* How far to look for a quote that tells inside from outside. */
#define GUESS_WITHIN 8192

void
csv_index_room(struct csv_rows *r, size_t bytes)
{
	struct scan_marks	*m = &r->marks;

	if (bytes <= r->marks_room)
		return;
	mem_free(m->sep);
	mem_free(m->inner);
	mem_free(m->twin);
	m->sep = mem_resize(NULL, bytes + 1, sizeof *m->sep);
	m->inner = mem_resize(NULL, bytes, sizeof *m->inner);
	m->twin = mem_resize(NULL, bytes, sizeof *m->twin);
	r->marks_room = bytes;
}

void
csv_index_rows(struct csv_rows *r, size_t rows)
{
	if (rows <= r->room)
		return;
	r->room = rows < 2 * r->room ? 2 * r->room : rows;
	r->line = mem_resize(r->line, r->room, sizeof *r->line);
	r->twin = mem_resize(r->twin, r->room, sizeof *r->twin);
}

void
csv_index_clear(struct csv_rows *r)
{
	mem_free(r->marks.sep);
	mem_free(r->marks.inner);
	mem_free(r->marks.twin);
	mem_free(r->line);
	mem_free(r->twin);
	mem_free(r->broken);
	*r = (struct csv_rows){ 0 };
}

/* The separators up to the newline that ends the last of our records. */
static size_t
find_last(const struct scan_marks *m, const struct scan_block *b,
    size_t from)
{
	size_t	i;

	for (i = from; i < m->seps; i++)
		if (m->sep[i] + 1 >= b->limit && b->buf[m->sep[i]] == '\n')
			return i + 1;
	return 0;
}

/* Marks the block and as much behind it as its last record needs. */
static enum csv_found
mark(struct scan_marks *m, const struct scan_block *b, size_t from,
    size_t *last)
{
	size_t	at = b->limit < from + 1 ? from : from +
	    (b->limit - 1 - from) / SCAN_STEP * SCAN_STEP, had;

	scan_bytes(m, b->buf, from, at);
	for (*last = 0; *last == 0 && m->bad == 0; at += SCAN_STEP) {
		if (b->whole ? at >= b->len : at + SCAN_STEP > b->len)
			return b->whole ? CSV_ODD : CSV_MORE;
		had = m->seps;
		scan_bytes(m, b->buf, at, at + SCAN_STEP);
		*last = find_last(m, b, had);
	}
	return m->bad == 0 ? CSV_DONE : CSV_ODD;
}

/* Every row has its fields, and no newline is among them. */
static bool
is_even(const struct csv_rows *r, const char *buf, size_t fields,
    size_t last)
{
	const struct scan_marks	*m = &r->marks;
	size_t			 newlines = m->newlines, i;

	for (i = last; i < m->seps; i++)
		newlines -= buf[m->sep[i]] == '\n';
	if (last != newlines * fields)
		return false;
	for (i = fields - 1; i < last; i += fields)
		if (buf[m->sep[i]] != '\n')
			return false;
	return (uint32_t)(m->sep[last - 1] - *(m->sep + last - 1 - fields)) <=
	    SCAN_RECORD_MAX;
}

/* The line each row begins on: one more for each newline in quotes. */
static void
count_lines(struct csv_rows *r)
{
	const struct scan_marks	*m = &r->marks;
	size_t			 row, i = 0;

	for (row = 0; row < r->count; row++) {
		uint32_t begin = r->place[row * r->stride] + 1;

		while (i < m->inners && m->inner[i] < begin)
			i++;
		r->line[row] = (int64_t)(row + i);
	}
	while (i < m->inners && m->inner[i] < r->end)
		i++;
	r->lines = (int64_t)(r->count + i);
}

static void
flag_twins(struct csv_rows *r)
{
	const struct scan_marks	*m = &r->marks;
	size_t			 row = 0, i;

	memset(r->twin, 0, r->count);
	for (i = 0; i < m->twins; i++) {
		while (row < r->count &&
		    r->place[(row + 1) * r->stride] < m->twin[i])
			row++;
		if (row == r->count)
			break;
		r->twin[row] = 1;
	}
}

enum csv_found
csv_index(const struct csv_form *form, struct csv_rows *r,
    const struct scan_block *b, size_t from)
{
	struct scan_marks	*m = &r->marks;
	size_t			 last;
	enum csv_found		 found;

	csv_index_room(r, b->len - from + SCAN_PAD);
	scan_bytes_begin(m);
	m->delimiter = form->delimiter;
	m->crlf = form->crlf;
	m->sep[0] = (uint32_t)from - 1;
	m->sep++;
	found = mark(m, b, from, &last);
	if (found == CSV_DONE && !is_even(r, b->buf, form->fields, last))
		found = CSV_ODD;
	m->sep--;
	if (found != CSV_DONE)
		return found;
	r->place = m->sep;
	r->stride = form->fields;
	r->count = last / form->fields;
	r->end = (size_t)m->sep[last] + 1;
	r->broken_count = 0;
	csv_index_rows(r, r->count);
	count_lines(r);
	flag_twins(r);
	return CSV_DONE;
}

static bool
ends_field(const struct csv_form *form, char c)
{
	return c == form->delimiter || c == '\n' || c == '\r';
}

/* A quote that only opens, or only closes, tells where we are. */
static bool
begins_inside(const struct csv_form *form, const char *buf, size_t len)
{
	const char	*q = buf;
	bool		 odd = buf[0] == '"';

	while ((q = memchr(q + 1, '"', len - 2 - (size_t)(q - buf)))) {
		bool after = ends_field(form, q[1]);

		if (ends_field(form, q[-1]) != after)
			return odd != after;
		odd = !odd;
	}
	return false;
}

size_t
csv_index_guess(const struct csv_form *form, const struct scan_block *b)
{
	const char	*at = b->buf, *end = at + b->len, *newline, *quote;
	size_t		 within = b->len < GUESS_WITHIN ? b->len :
	    GUESS_WITHIN;
	bool		 inside = within > 2 &&
	    begins_inside(form, at, within);

	for (;; at = quote + 1, inside = !inside) {
		if (inside) {
			quote = memchr(at, '"', (size_t)(end - at));
		} else {
			newline = memchr(at, '\n', (size_t)(end - at));
			if (newline == NULL)
				return b->len;
			quote = memchr(at, '"', (size_t)(newline - at));
			if (quote == NULL)
				return (size_t)(newline - b->buf) + 1;
		}
		if (quote == NULL)
			return b->len;
	}
}

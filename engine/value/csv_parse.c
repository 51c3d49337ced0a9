/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "csv_rows.h"

/*
 * CSV byte by byte: what a line means, and what is wrong with a broken one.
 *
 * A record that is broken in a field ends with the line on which that field
 * begins, and the next line begins a new record: one forgotten quote costs
 * one line, not the rest of the file.
 */

/* A record may not reach this place. */
static size_t
ceiling(const struct scan_block *b, size_t at)
{
	return b->len - at > SCAN_RECORD_MAX ? at + SCAN_RECORD_MAX : b->len;
}

/* Nothing was found before `end`; a whole block ends in a newline. */
static enum csv_found
not_found(const struct scan_block *b, size_t end)
{
	return end < b->len ? CSV_LONG : CSV_MORE;
}

/* The line on which `at` stands is the last of this record. */
static enum csv_found
give_up(struct csv_record *r, const struct scan_block *b, size_t at,
    size_t end)
{
	const char	*newline = memchr(b->buf + at, '\n', end - at);

	if (newline == NULL)
		return not_found(b, end);
	r->next = (size_t)(newline - b->buf) + 1;
	return CSV_DONE;
}

/* The quote that closes the field; `end` if none does. */
static size_t
find_close(struct csv_record *r, const char *buf, size_t at, size_t end)
{
	const char	*quote;

	while ((quote = memchr(buf + at, '"', end - at)) != NULL) {
		at = (size_t)(quote - buf) + 1;
		if (at == end || buf[at] != '"')
			return at - 1;
		r->twin = true;
		at++;
	}
	return end;
}

/* From the opening quote; *at goes to what follows the closing one. */
static enum csv_found
pass_quoted(struct csv_record *r, const struct scan_block *b, size_t *at,
    size_t end)
{
	size_t	open = *at, close = find_close(r, b->buf, open + 1, end);

	if (close + 1 >= end && end == b->len && !b->whole)
		return CSV_MORE;
	if (close == end) {
		r->code = "D104";
		return give_up(r, b, open, end);
	}
	*at = close + 1;
	return CSV_DONE;
}

static bool
ends_line(const struct scan_block *b, size_t at)
{
	return b->buf[at] == '\n' || (b->buf[at] == '\r' &&
	    at + 1 < b->len && b->buf[at + 1] == '\n');
}

/*
 * A closing quote on another line, and text behind it: that was meant to
 * open a field, and the one before was forgotten.
 */
static const char *
name_mistake(const char *buf, size_t open, size_t close)
{
	return memchr(buf + open, '\n', close - open) == NULL ? "D102" :
	    "D104";
}

static enum csv_found
pass_field(struct csv_record *r, const struct scan_block *b, size_t *at,
    size_t end, char delimiter)
{
	size_t		from = *at, i = from;
	enum csv_found	found;

	if (b->buf[i] == '"') {
		found = pass_quoted(r, b, &i, end);
		if (found != CSV_DONE || r->code != NULL)
			return found;
		if (i + 1 >= b->len && !b->whole)
			return CSV_MORE;
		if (b->buf[i] != delimiter && !ends_line(b, i)) {
			r->code = name_mistake(b->buf, from, i);
			return give_up(r, b, from, end);
		}
		i += b->buf[i] == '\r';
	}
	while (i < end && b->buf[i] != delimiter && b->buf[i] != '\n') {
		if (b->buf[i++] == '"') {
			r->code = "D103";
			return give_up(r, b, from, end);
		}
	}
	*at = i;
	return i < end ? CSV_DONE : not_found(b, end);
}

static void
add_place(struct csv_record *r, size_t at)
{
	if (r->fields <= r->room)
		r->place[r->fields] = (uint32_t)at;
}

enum csv_found
csv_parse(struct csv_record *r, const struct scan_block *b, size_t at,
    char delimiter)
{
	size_t		end = ceiling(b, at);
	enum csv_found	found;

	r->fields = 0;
	r->twin = r->crlf = false;
	r->code = NULL;
	add_place(r, at - 1);
	for (;; at++) {
		if (at == end)
			return not_found(b, end);
		r->field = r->fields;
		found = pass_field(r, b, &at, end, delimiter);
		if (found != CSV_DONE || r->code != NULL)
			return found;
		r->fields++;
		add_place(r, at);
		if (b->buf[at] == '\n')
			break;
	}
	r->crlf = at > 0 && b->buf[at - 1] == '\r';
	r->next = at + 1;
	return CSV_DONE;
}

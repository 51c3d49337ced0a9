/* SPDX-License-Identifier: MIT */
#include "bind_token.h"

/* Asking for tokens: their text, their place, the ones on a line. */

struct slice
bind_token_text(const struct tokens *ts, uint32_t i)
{
	return (struct slice){ ts->text.ptr + ts->items[i].at,
	    ts->items[i].len };
}

bool
bind_token_is(const struct tokens *ts, uint32_t i, const char *text)
{
	return i < ts->count && slice_is(bind_token_text(ts, i), text);
}

struct place
bind_token_place(const struct tokens *ts, uint32_t from, uint32_t to)
{
	const struct token	*a, *b;
	struct place		 at = { .file = ts->file };

	if (from >= ts->count || to >= ts->count)
		return at;
	a = &ts->items[from];
	b = &ts->items[to];
	at.line = (int)a->line;
	at.col = (int)a->col;
	at.len = (int)a->len;
	if (from == to && a->kind == TOKEN_TEXT && a->plain) {
		at.col += (int)(a->inner - a->at);
		at.len = (int)a->inner_len;
		at.exact = true;
	} else if (a->line == b->line) {
		at.len = (int)(b->at + b->len - a->at);
	}
	return at;
}

uint32_t
bind_token_on(const struct tokens *ts, int line, struct slice text)
{
	size_t	low = 0, high = ts->count, i;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if ((int)ts->items[mid].line < line)
			low = mid + 1;
		else
			high = mid;
	}
	for (i = low; i < ts->count && (int)ts->items[i].line == line; i++)
		if (slice_equal(bind_token_text(ts, (uint32_t)i), text))
			return (uint32_t)i;
	return NO_TOKEN;
}

struct slice
bind_token_line(const struct tokens *ts, int line)
{
	const char	*at = ts->text.ptr, *end = at + ts->text.len, *stop;

	for (; at < end && line > 1; line--) {
		stop = memchr(at, '\n', (size_t)(end - at));
		at = stop == NULL ? end : stop + 1;
	}
	for (stop = at; stop < end && *stop != '\n' && *stop != '\r';)
		stop++;
	return (struct slice){ at, (size_t)(stop - at) };
}

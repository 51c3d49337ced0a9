/* SPDX-License-Identifier: MIT */
#include "bind_parts.h"
#include "precept/utf8.h"

/* What findings need: places of lines and names, and texts to paste. */

#define CLEAN_MAX 400		/* bytes of a message that is not ours */
#define TRY_MAX 200

bool
bind_find_room(struct bind *b)
{
	if (b->diags == NULL || b->findings >= MOST_FINDINGS)
		return false;
	b->findings++;
	return true;
}

bool
bind_find_bare(const struct bind *b, int line)
{
	size_t	i;

	for (i = 0; i < b->said_count; i++)
		if (b->said[i].line == line && b->said[i].hash == 0)
			return true;
	return false;
}

struct place
bind_find_line(const struct bind *b, int line)
{
	return (struct place){ .file = b->source.tokens.file, .line = line };
}

/* Neither a field of something else, nor the key of an entry. */
static bool
stands_alone(const struct tokens *ts, uint32_t i)
{
	if (ts->items[i].kind != TOKEN_NAME)
		return false;
	if (i > 0 && (bind_token_is(ts, i - 1, ".") ||
	    bind_token_is(ts, i - 1, ":")))
		return false;
	return !bind_token_is(ts, i + 1, "=") || i == 0 ||
	    (!bind_token_is(ts, i - 1, ",") && !bind_token_is(ts, i - 1, "{"));
}

uint32_t
bind_find_token(const struct bind *b, int line, struct slice name)
{
	const struct tokens	*ts = &b->source.tokens;
	uint32_t		 i = bind_token_on(ts, line, name);

	for (; i < ts->count && (int)ts->items[i].line == line; i++)
		if (slice_equal(bind_token_text(ts, i), name) &&
		    stands_alone(ts, i))
			return i;
	return NO_TOKEN;
}

struct place
bind_find_word(const struct bind *b, int line, struct slice name)
{
	uint32_t	i = bind_find_token(b, line, name);

	if (i == NO_TOKEN)
		return bind_find_line(b, line);
	return bind_token_place(&b->source.tokens, i, i);
}

struct slice
bind_find_source(const struct bind *b, struct place at)
{
	struct slice	line = bind_token_line(&b->source.tokens, at.line);

	if (at.col < 1 || at.len < 0 ||
	    (size_t)at.col - 1 + (size_t)at.len > line.len)
		return (struct slice){ "", 0 };
	return (struct slice){ line.ptr + at.col - 1, (size_t)at.len };
}

/* A Lua text as the expression language writes it. */
static bool
add_text(const struct tokens *ts, uint32_t i, struct text *out)
{
	const struct token	*t = &ts->items[i];
	const char		*s = ts->text.ptr + t->inner;
	size_t			 n;

	if (!t->plain || memchr(s, '"', t->inner_len) != NULL)
		return false;
	text_char(out, '\'');
	for (n = 0; n < t->inner_len; n++) {
		text_char(out, s[n]);
		if (s[n] == '\'')
			text_char(out, '\'');
	}
	text_char(out, '\'');
	return true;
}

/* Lua's way of writing it to ours; NULL: the same. */
static const char *
translate(const struct tokens *ts, uint32_t i)
{
	static const char *const pairs[][2] = { { "==", "=" },
		{ "~=", "!=" }, { "nil", "null" }, { "..", "||" } };
	size_t	n;

	for (n = 0; n < COUNT(pairs); n++)
		if (bind_token_is(ts, i, pairs[n][0]))
			return pairs[n][1];
	return NULL;
}

static bool
add_phrase(const struct tokens *ts, const struct spot *spot, struct text *out)
{
	uint32_t	i, end = ts->items[spot->from].at;

	for (i = spot->from; i <= spot->to; i++) {
		const struct token *t = &ts->items[i];

		if (t->line != ts->items[spot->from].line ||
		    bind_token_is(ts, i, "{") ||
		    bind_token_is(ts, i, "function"))
			return false;
		text_add(out, ts->text.ptr + end, t->at - end);
		if (t->kind == TOKEN_TEXT) {
			if (!add_text(ts, i, out))
				return false;
		} else if (translate(ts, i) != NULL) {
			text_string(out, translate(ts, i));
		} else {
			text_slice(out, bind_token_text(ts, i));
		}
		end = t->at + t->len;
	}
	return true;
}

/* The line as it could be, up to the comma. */
bool
bind_find_quoted(const struct bind *b, uint32_t token, struct text *out)
{
	const struct tokens	*ts = &b->source.tokens;
	const struct spot	*spot = bind_place_around(&b->source, token);
	uint32_t		 key;

	if (spot == NULL)
		return false;
	text_init(out, TRY_MAX);
	if (spot->key != NO_TOKEN) {
		key = spot->key - (ts->items[spot->key].kind != TOKEN_NAME);
		text_add(out, ts->text.ptr + ts->items[key].at,
		    ts->items[spot->from].at - ts->items[key].at);
	}
	text_char(out, '"');
	if (!add_phrase(ts, spot, out) || out->full) {
		text_free(out);
		return false;
	}
	text_string(out, bind_token_is(ts, spot->to + 1, ",") ? "\"," : "\"");
	return true;
}

/* What people can read of it: nothing that drives a terminal. */
const char *
bind_find_clean(struct arena *arena, struct slice s)
{
	struct text	 out;
	const char	*clean;
	size_t		 i;

	text_init(&out, 4 * CLEAN_MAX + 8);
	for (i = 0; i < s.len && out.len < CLEAN_MAX;) {
		size_t left = s.len - i < 4 ? s.len - i : 4;
		size_t from = i;

		if (utf8_valid(s.ptr + i, left) == 0) {
			text_printf(&out, "\\x%02x", (unsigned char)s.ptr[i]);
			i++;
			continue;
		}
		uint32_t c = utf8_next(s, &i);

		if (c < 0x20 || (c >= 0x7f && c < 0xa0))
			text_printf(&out, "\\x%02x", (unsigned)c);
		else
			text_add(&out, s.ptr + from, i - from);
	}
	if (i < s.len)
		text_string(&out, "...");
	clean = arena_string(arena, out.ptr == NULL ? "" : out.ptr);
	text_free(&out);
	return clean;
}

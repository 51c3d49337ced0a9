/* SPDX-License-Identifier: MIT */
#include "bind_token.h"

/* Reading Lua's tokens: no grammar, only where each begins and ends. */

struct reader {
	struct tokens	*tokens;
	const char	*at, *end;
	const char	*line_start;
	uint32_t	 line;
};

static const char *const keywords[] = { "and", "break", "do", "else",
	"elseif", "end", "false", "for", "function", "goto", "if", "in",
	"local", "nil", "not", "or", "repeat", "return", "then", "true",
	"until", "while" };

/* Longest first. */
static const char *const marks[] = { "...", "==", "~=", "<=", ">=", "//",
	"::", "<<", ">>", ".." };

void *
bind_token_grow(void *items, size_t count, size_t *cap, size_t size)
{
	if (count < *cap)
		return items;
	*cap = *cap == 0 ? 64 : *cap * 2;
	return mem_resize(items, *cap, size);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool
is_name(char c)
{
	return is_name_start(c) || is_digit(c);
}

static bool
is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static char
peek(const struct reader *r, size_t n)
{
	return (size_t)(r->end - r->at) > n ? r->at[n] : '\0';
}

/* \n, \r, \r\n and \n\r are one line end each. */
static void
skip_line_end(struct reader *r)
{
	char	first = *r->at++;

	if (r->at < r->end && (*r->at == '\n' || *r->at == '\r') &&
	    *r->at != first)
		r->at++;
	r->line++;
	r->line_start = r->at;
}

static bool
is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* At `[`: how many `=` up to a second `[`, or -1. */
static int
long_level(const struct reader *r)
{
	int	level = 0;

	while (peek(r, 1 + (size_t)level) == '=')
		level++;
	return peek(r, 1 + (size_t)level) == '[' ? level : -1;
}

/* Past `]==]`; false when the file ends before. *inner_end is before it. */
static bool
skip_long(struct reader *r, int level, const char **inner_end)
{
	while (r->at < r->end) {
		int	n = 0;

		if (is_line_end(*r->at)) {
			skip_line_end(r);
			continue;
		}
		if (*r->at++ != ']')
			continue;
		while (peek(r, (size_t)n) == '=')
			n++;
		if (n == level && peek(r, (size_t)n) == ']') {
			*inner_end = r->at - 1;
			r->at += n + 1;
			return true;
		}
	}
	return false;
}

static void
note_start(struct reader *r)
{
	r->tokens->broken_at = (struct place){ r->tokens->file,
		(int)r->line, (int)(r->at - r->line_start) + 1, 1, false };
}

static bool
skip_comment(struct reader *r)
{
	const char	*unused;
	int		 level = peek(r, 2) == '[' ? 0 : -1;

	note_start(r);
	r->at += 2;
	if (level == 0)
		level = long_level(r);
	if (level >= 0) {
		r->at += level + 2;
		return skip_long(r, level, &unused);
	}
	while (r->at < r->end && !is_line_end(*r->at))
		r->at++;
	return true;
}

static bool
skip_blanks(struct reader *r)
{
	while (r->at < r->end) {
		if (is_line_end(*r->at))
			skip_line_end(r);
		else if (strchr(" \t\f\v", *r->at) != NULL && *r->at != '\0')
			r->at++;
		else if (*r->at != '-' || peek(r, 1) != '-')
			return true;
		else if (!skip_comment(r))
			return false;
	}
	return true;
}

static void
read_name(struct reader *r, struct token *t)
{
	const char	*from = r->at;
	size_t		 i;

	while (r->at < r->end && is_name(*r->at))
		r->at++;
	t->kind = TOKEN_NAME;
	for (i = 0; i < COUNT(keywords); i++) {
		struct slice s = { from, (size_t)(r->at - from) };

		if (*from == *keywords[i] && slice_is(s, keywords[i]))
			t->kind = TOKEN_KEYWORD;
	}
}

static void
read_number(struct reader *r, struct token *t)
{
	bool	hex = *r->at == '0' && (peek(r, 1) | 32) == 'x';
	char	exponent = hex ? 'p' : 'e';

	t->kind = TOKEN_NUMBER;
	r->at += hex ? 2 : 1;
	while (r->at < r->end) {
		if ((*r->at | 32) == exponent &&
		    (peek(r, 1) == '-' || peek(r, 1) == '+'))
			r->at += 2;
		else if (is_hex(*r->at) || *r->at == '.' || is_name(*r->at))
			r->at++;
		else
			return;
	}
}

/* Past the backslash and what it stands before. */
static void
skip_escape(struct reader *r)
{
	r->at++;
	if (r->at == r->end)
		return;
	if (is_line_end(*r->at)) {
		skip_line_end(r);
		return;
	}
	if (*r->at++ != 'z')
		return;
	while (r->at < r->end && strchr(" \t\f\v\n\r", *r->at) != NULL &&
	    *r->at != '\0') {
		if (is_line_end(*r->at))
			skip_line_end(r);
		else
			r->at++;
	}
}

static bool
read_quoted(struct reader *r, struct token *t)
{
	char		 quote = *r->at++;
	const char	*inner = r->at;

	t->kind = TOKEN_TEXT;
	t->plain = true;
	while (r->at < r->end && *r->at != quote && !is_line_end(*r->at)) {
		if (*r->at != '\\') {
			r->at++;
			continue;
		}
		t->plain = false;
		skip_escape(r);
	}
	if (r->at >= r->end || *r->at != quote)
		return false;
	t->inner = (uint32_t)(inner - r->tokens->text.ptr);
	t->inner_len = (uint32_t)(r->at - inner);
	r->at++;
	return true;
}

static bool
read_long(struct reader *r, struct token *t, int level)
{
	const char	*inner, *inner_end;
	uint32_t	 line = r->line;

	t->kind = TOKEN_TEXT;
	r->at += level + 2;
	if (r->at < r->end && is_line_end(*r->at))
		skip_line_end(r);
	inner = r->at;
	if (!skip_long(r, level, &inner_end))
		return false;
	t->plain = r->line == line;
	t->inner = (uint32_t)(inner - r->tokens->text.ptr);
	t->inner_len = (uint32_t)(inner_end - inner);
	return true;
}

static void
read_mark(struct reader *r, struct token *t)
{
	size_t	i, len;

	t->kind = TOKEN_MARK;
	for (i = 0; i < COUNT(marks); i++) {
		len = strlen(marks[i]);
		if ((size_t)(r->end - r->at) >= len &&
		    memcmp(r->at, marks[i], len) == 0) {
			r->at += len;
			return;
		}
	}
	r->at++;
	while (r->at < r->end && (r->at[-1] & 0x80) && (*r->at & 0xc0) == 0x80)
		r->at++;
}

static bool
read_token(struct reader *r, struct token *t)
{
	char	c = *r->at;
	int	level;

	if (is_name_start(c))
		read_name(r, t);
	else if (is_digit(c) || (c == '.' && is_digit(peek(r, 1))))
		read_number(r, t);
	else if (c == '"' || c == '\'')
		return read_quoted(r, t);
	else if (c == '[' && (level = long_level(r)) >= 0)
		return read_long(r, t, level);
	else
		read_mark(r, t);
	return true;
}

static struct token *
add(struct reader *r)
{
	struct tokens	*ts = r->tokens;
	struct token	*t;

	ts->items = bind_token_grow(ts->items, ts->count, &ts->cap,
	    sizeof *ts->items);
	t = &ts->items[ts->count++];
	*t = (struct token){ .mate = NO_TOKEN, .line = r->line };
	t->at = (uint32_t)(r->at - ts->text.ptr);
	t->col = (uint32_t)(r->at - r->line_start) + 1;
	return t;
}

void
bind_token_scan(struct tokens *ts, const char *file, struct slice text)
{
	struct reader	 r = { .tokens = ts, .line = 1 };
	struct token	*t;

	ts->file = file;
	ts->text = text;
	ts->count = 0;
	r.at = r.line_start = text.ptr;
	r.end = text.ptr + text.len;
	if (text.len >= 3 && memcmp(text.ptr, "\xef\xbb\xbf", 3) == 0)
		r.at += 3;
	for (ts->broken = !skip_blanks(&r); !ts->broken && r.at < r.end;) {
		t = add(&r);
		note_start(&r);
		ts->broken = !read_token(&r, t);
		t->len = (uint32_t)(r.at - text.ptr) - t->at;
		ts->broken = ts->broken || !skip_blanks(&r);
	}
	add(&r);
}

void
bind_token_clear(struct tokens *ts)
{
	mem_free(ts->items);
	*ts = (struct tokens){ 0 };
}

/* SPDX-License-Identifier: MIT */
#include "expr_parser.h"

/* What stands in quotes: 'text', "a name", and what word processors make. */

enum quote { QUOTE_NONE, QUOTE_SINGLE, QUOTE_DOUBLE, QUOTE_CURLED,
	QUOTE_CURLED_DOUBLE };

/* Which quote begins here, and how many bytes it has. */
static enum quote
quote_here(struct slice s, size_t *len)
{
	*len = 1;
	if (s.len > 0 && (*s.ptr == '\'' || *s.ptr == '"'))
		return *s.ptr == '"' ? QUOTE_DOUBLE : QUOTE_SINGLE;
	*len = 3;
	if (s.len < 3 || memcmp(s.ptr, "\xe2\x80", 2) != 0)
		return QUOTE_NONE;
	switch ((unsigned char)s.ptr[2]) {
	case 0x98: case 0x99: case 0x9a:	/* ‘ ’ ‚ */
		return QUOTE_CURLED;
	case 0x9c: case 0x9d: case 0x9e:	/* “ ” „ */
		return QUOTE_CURLED_DOUBLE;
	default:
		return QUOTE_NONE;
	}
}

static struct slice
rest_at(const struct parser *p, size_t at)
{
	return (struct slice){ p->text.ptr + at, p->text.len - at };
}

bool
expr_lex_is_quote(const struct parser *p, size_t at)
{
	size_t	len;

	return quote_here(rest_at(p, at), &len) != QUOTE_NONE;
}

/* Behind the closing quote; 0 if there is none. */
static size_t
end_of(const struct parser *p, size_t at)
{
	const char	quote = p->text.ptr[at++];

	for (; at < p->text.len; at++) {
		if (p->text.ptr[at] != quote)
			continue;
		if (at + 1 >= p->text.len || p->text.ptr[at + 1] != quote)
			return at + 1;
		at++;
	}
	return 0;
}

/* What stands between straight quotes, each doubled one once. */
static struct slice
unquote(struct parser *p, size_t at, size_t end)
{
	const char	 quote = p->text.ptr[at];
	char		*out;
	size_t		 n = 0;

	if (memchr(p->text.ptr + at + 1, quote, end - at - 2) == NULL)
		return (struct slice){ p->text.ptr + at + 1, end - at - 2 };
	out = arena_raw(p->arena, end - at);
	for (at++; at < end - 1; at++) {
		out[n++] = p->text.ptr[at];
		if (p->text.ptr[at] == quote)
			at++;
	}
	return (struct slice){ out, n };
}

/* To the first closing quote of the same family, straight or curled. */
static bool
read_curled(const struct parser *p, size_t at, size_t *end,
    struct slice *inside)
{
	size_t		len, from;
	enum quote	first = quote_here(rest_at(p, at), &len), q;
	bool		twice = first == QUOTE_CURLED_DOUBLE ||
			    first == QUOTE_DOUBLE;

	from = at += len;
	for (; at < p->text.len; at++) {
		q = quote_here(rest_at(p, at), &len);
		if (q == QUOTE_NONE ||
		    (q == QUOTE_DOUBLE || q == QUOTE_CURLED_DOUBLE) != twice)
			continue;
		*inside = (struct slice){ p->text.ptr + from, at - from };
		*end = at + len;
		return true;
	}
	return false;
}

static bool
is_list_word(struct slice s)
{
	return slice_is_nocase(s, "in") || slice_is_nocase(s, "includes") ||
	    slice_is_nocase(s, "excludes");
}

/* After a comparison “Active” is a text, else a name in double quotes. */
static bool
is_value_place(const struct parser *p)
{
	static const char *const words[] = { "in", "like", "contains", "with",
	    "matches", "then", "else", "when", "date", "datetime", "between" };
	const struct token	*t;

	if (p->token_count == 0)
		return false;
	t = &p->tokens[p->token_count - 1];
	if (t->kind == TOKEN_SIGN)
		return strchr("=!<>,|", t->text.ptr[0]) != NULL ||
		    (t->text.ptr[0] == '(' && p->token_count > 1 &&
		    is_list_word(t[-1].text));
	for (size_t i = 0; i < COUNT(words); i++)
		if (slice_is_nocase(t->text, words[i]))
			return true;
	return false;
}

static struct slice
quoted(struct parser *p, struct slice inside, char quote)
{
	char	*out = arena_raw(p->arena, inside.len * 2 + 2);
	size_t	 n = 0;

	out[n++] = quote;
	for (size_t i = 0; i < inside.len; i++) {
		if (inside.ptr[i] == quote)
			out[n++] = quote;
		out[n++] = inside.ptr[i];
	}
	out[n++] = quote;
	return (struct slice){ out, n };
}

static bool
add_curled(struct parser *p, size_t *at, size_t end, struct slice inside)
{
	size_t		 len;
	enum quote	 q = quote_here(rest_at(p, *at), &len);
	bool		 text = q == QUOTE_CURLED || q == QUOTE_SINGLE ||
			    is_value_place(p);
	struct diag	*d;

	p->failed = true;
	d = expr_wrong(p, "P205", *at, end - *at,
	    "these are quotes of a word processor");
	diag_label(p->diags, d, text ? "text stands in ' and '" :
	    "a name stands in \" and \"");
	expr_lex_slip(p, *at, end, quoted(p, inside, text ? '\'' : '"'));
	expr_lex_add(p, text ? TOKEN_TEXT : TOKEN_QUOTED, *at, end, inside);
	*at = end;
	return true;
}

/* 'it's fine' ends too early, and then a quote is left over. */
static bool
not_closed(struct parser *p, size_t at, bool text)
{
	struct diag	*d;
	struct slice	 rest = rest_at(p, at);
	bool		 inner = text && p->token_count >= 2 &&
			    p->tokens[p->token_count - 1].kind == TOKEN_WORD;

	d = expr_wrong(p, text ? "P206" : "P207", at, rest.len,
	    text ? "a text is not closed" : "a name is not closed");
	diag_label(p->diags, d, "it begins here");
	if (inner)
		diag_note(p->diags, d, "note",
		    "a quote inside a text is written twice: 'it''s'");
	else
		expr_wrong_try(p, d, at, rest.len, arena_printf(p->arena,
		    "%.*s%c", (int)rest.len, rest.ptr, *rest.ptr));
	return false;
}

size_t
expr_lex_part(struct parser *p, size_t at, struct slice *part)
{
	size_t	end = end_of(p, at);

	if (end == 0) {
		not_closed(p, at, false);
		return 0;
	}
	*part = unquote(p, at, end);
	if (part->len > 0)
		return end;
	expr_wrong(p, "P207", at, end - at, "a name is empty");
	return 0;
}

bool
expr_lex_quote(struct parser *p, size_t *at)
{
	size_t		len, end = 0;
	enum quote	q = quote_here(rest_at(p, *at), &len);
	struct slice	inside;

	if (q == QUOTE_SINGLE && (end = end_of(p, *at)) > 0) {
		expr_lex_add(p, TOKEN_TEXT, *at, end, unquote(p, *at, end));
		*at = end;
		return true;
	}
	if (!read_curled(p, *at, &end, &inside))
		return not_closed(p, *at, q == QUOTE_SINGLE ||
		    q == QUOTE_CURLED);
	return add_curled(p, at, end, inside);
}

/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "precept/utf8.h"
#include "soql_lex.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char
peek(const struct soql_lex *l, uint32_t at)
{
	return at < l->q->text.len ? l->q->text.ptr[at] : '\0';
}

static void
fail(struct soql_lex *l, uint32_t at, const char *what)
{
	int	row, col;

	soql_fault_place(l->q->text, at, &row, &col);
	soql_fault(l->q, "MALFORMED_QUERY", "line %d:%d %s", row, col, what);
	l->kind = SOQL_TOKEN_BAD;
}

static void
fail_character(struct soql_lex *l, uint32_t at)
{
	struct slice	 rest = { l->q->text.ptr + at, l->q->text.len - at };
	size_t		 len = 0;

	if (rest.len == 0) {
		fail(l, at, "unexpected token: '<EOF>'");
		return;
	}
	utf8_next(rest, &len);
	fail(l, at, arena_printf(l->q->arena, "unexpected token: '%.*s'",
	    (int)len, rest.ptr));
}

static void
lex_word(struct soql_lex *l)
{
	l->kind = SOQL_TOKEN_WORD;
	while (is_letter(peek(l, l->end)) || is_digit(peek(l, l->end)) ||
	    peek(l, l->end) == '_')
		l->end++;
}

static void
lex_string(struct soql_lex *l)
{
	l->kind = SOQL_TOKEN_STRING;
	for (l->end++; l->end < l->q->text.len; l->end++) {
		if (l->q->text.ptr[l->end] == '\\')
			l->end++;
		else if (l->q->text.ptr[l->end] == '\'') {
			l->end++;
			return;
		}
	}
	fail(l, (uint32_t)l->q->text.len,
	    "mismatched character '<EOF>' expecting '''");
}

/* How far the digits and signs of `shape` go: '0' is any digit. */
static bool
has_shape(const struct soql_lex *l, uint32_t at, const char *shape)
{
	for (; *shape != '\0'; shape++, at++)
		if (*shape == '0' ? !is_digit(peek(l, at)) :
		    peek(l, at) != *shape)
			return false;
	return true;
}

static void
lex_time_of_day(struct soql_lex *l)
{
	while (is_digit(peek(l, l->end)) || peek(l, l->end) == ':' ||
	    peek(l, l->end) == '.')
		l->end++;
	if (peek(l, l->end) == 'Z' || peek(l, l->end) == 'z') {
		l->end++;
		return;
	}
	if (peek(l, l->end) != '+' && peek(l, l->end) != '-')
		return;
	l->end++;
	while (is_digit(peek(l, l->end)) || peek(l, l->end) == ':')
		l->end++;
}

static void
lex_number(struct soql_lex *l)
{
	l->kind = SOQL_TOKEN_NUMBER;
	while (is_digit(peek(l, l->end)))
		l->end++;
	if (peek(l, l->end) == '.' && is_digit(peek(l, l->end + 1)))
		for (l->end++; is_digit(peek(l, l->end)); )
			l->end++;
}

static void
lex_digits(struct soql_lex *l)
{
	char	t;

	if (has_shape(l, l->at, "0000-00-00")) {
		l->kind = SOQL_TOKEN_DATE;
		l->end += 10;
		t = peek(l, l->end);
		if ((t != 'T' && t != 't') || !is_digit(peek(l, l->end + 1)))
			return;
		l->kind = SOQL_TOKEN_DATETIME;
		l->end++;
		lex_time_of_day(l);
	} else if (has_shape(l, l->at, "00:00")) {
		l->kind = SOQL_TOKEN_TIME;
		lex_time_of_day(l);
	} else
		lex_number(l);
}

static bool
lex_sign(struct soql_lex *l)
{
	static const char	*const signs[] = { "!=", "<>", "<=", ">=",
	    "<", ">", "=", "(", ")", ",", ".", ":", "+", "-", "*", "[", "]" };

	for (size_t i = 0; i < COUNT(signs); i++) {
		size_t	len = strlen(signs[i]);

		if (l->end + len > l->q->text.len ||
		    memcmp(l->q->text.ptr + l->end, signs[i], len) != 0)
			continue;
		l->kind = SOQL_TOKEN_SIGN;
		l->end += (uint32_t)len;
		return true;
	}
	return false;
}

static void
skip_blanks(struct soql_lex *l)
{
	while (l->at < l->q->text.len &&
	    strchr(" \t\r\n\f", l->q->text.ptr[l->at]) != NULL &&
	    l->q->text.ptr[l->at] != '\0')
		l->at++;
}

void
soql_lex_next(struct soql_lex *l)
{
	char	c;

	if (l->kind == SOQL_TOKEN_BAD || l->kind == SOQL_TOKEN_END)
		return;
	l->before = l->end;
	l->at = l->end;
	skip_blanks(l);
	l->end = l->at;
	c = peek(l, l->at);
	if (l->at >= l->q->text.len)
		l->kind = SOQL_TOKEN_END;
	else if (is_letter(c))
		lex_word(l);
	else if (c == '\'')
		lex_string(l);
	else if (is_digit(c) || (c == '.' && is_digit(peek(l, l->at + 1)) &&
	    !is_letter(l->at > 0 ? peek(l, l->at - 1) : ' ')))
		lex_digits(l);
	else if (!lex_sign(l))
		fail_character(l, l->at);
	l->text = (struct slice){ l->q->text.ptr + l->at, l->end - l->at };
}

void
soql_lex_start(struct soql_lex *l, struct soql *q)
{
	*l = (struct soql_lex){ .q = q, .kind = SOQL_TOKEN_SIGN };
	soql_lex_next(l);
}

bool
soql_lex_is(const struct soql_lex *l, const char *word)
{
	return l->kind == SOQL_TOKEN_WORD && slice_is_nocase(l->text, word);
}

bool
soql_lex_sign(const struct soql_lex *l, const char *sign)
{
	return l->kind == SOQL_TOKEN_SIGN && slice_is(l->text, sign);
}

bool
soql_lex_take(struct soql_lex *l, const char *word)
{
	if (!soql_lex_is(l, word))
		return false;
	soql_lex_next(l);
	return true;
}

bool
soql_lex_take_sign(struct soql_lex *l, const char *sign)
{
	if (!soql_lex_sign(l, sign))
		return false;
	soql_lex_next(l);
	return true;
}

bool
soql_lex_unexpected(struct soql_lex *l)
{
	int	len = l->text.len > 1000 ? 1000 : (int)l->text.len;

	if (l->kind == SOQL_TOKEN_END)
		return soql_fault_at(l->q, l->at, "MALFORMED_QUERY",
		    "unexpected token: '<EOF>'");
	return soql_fault_at(l->q, l->at, "MALFORMED_QUERY",
	    "unexpected token: '%.*s'", len, l->text.ptr);
}

/* SPDX-License-Identifier: MIT */
#include "expr_parser.h"
#include "precept/utf8.h"

/* Text to tokens with their places; quotes and signs have their own files. */

void
expr_lex_add(struct parser *p, enum token_kind kind, size_t at, size_t end,
    struct slice text)
{
	struct token	*more;

	if (p->token_count == p->token_cap) {
		p->token_cap = p->token_cap * 2 + 16;
		more = arena_array(p->arena, p->token_cap, sizeof *more);
		if (p->token_count > 0)
			memcpy(more, p->tokens,
			    p->token_count * sizeof *more);
		p->tokens = more;
	}
	p->tokens[p->token_count++] = (struct token){ kind, (int)at,
	    (int)(end - at), text };
}

static struct slice
piece(const struct parser *p, size_t at, size_t end)
{
	return (struct slice){ p->text.ptr + at, end - at };
}

static bool
is_digit(const struct parser *p, size_t at)
{
	return at < p->text.len && p->text.ptr[at] >= '0' &&
	    p->text.ptr[at] <= '9';
}

/* The length of the letter (or _) here, 0 if there is none. */
static size_t
letter_here(const struct parser *p, size_t at)
{
	size_t	next = at;
	char	c;

	if (at >= p->text.len)
		return 0;
	c = p->text.ptr[at];
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_')
		return 1;
	if ((unsigned char)c < 0x80)
		return 0;
	return utf8_is_letter(utf8_next(p->text, &next)) ? next - at : 0;
}

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/*
 * Blanks, the no-break space that web pages are full of, and remarks: -- and
 * a blank, to the end of the line. (`a --5` is a less minus five.)
 */
static size_t
blank_here(const struct parser *p, size_t at)
{
	const struct slice	 rest = { p->text.ptr + at,
				    p->text.len - at };
	const char		*end;

	if (is_blank(*rest.ptr))
		return 1;
	if (rest.len >= 2 && memcmp(rest.ptr, "\xc2\xa0", 2) == 0)
		return 2;
	if (rest.len < 2 || memcmp(rest.ptr, "--", 2) != 0 ||
	    (rest.len > 2 && !is_blank(rest.ptr[2])))
		return 0;
	end = memchr(rest.ptr, '\n', rest.len);
	return end == NULL ? rest.len : (size_t)(end - rest.ptr);
}

static size_t
skip_digits(const struct parser *p, size_t at)
{
	while (is_digit(p, at))
		at++;
	return at;
}

static size_t
skip_letters(const struct parser *p, size_t at)
{
	size_t	step;

	while ((step = letter_here(p, at)) > 0 || is_digit(p, at))
		at += step > 0 ? step : 1;
	return at;
}

/* A part of a name may follow this point. */
static bool
goes_on(const struct parser *p, size_t at)
{
	if (at + 1 >= p->text.len || p->text.ptr[at] != '.')
		return false;
	return letter_here(p, at + 1) > 0 || is_digit(p, at + 1) ||
	    p->text.ptr[at + 1] == '"';
}

/* a.Field, Owner."odd name": the parts together are one name. */
static bool
lex_name(struct parser *p, size_t *at)
{
	struct slice	part;
	struct text	name;
	size_t		end = *at;
	bool		quotes = false;

	text_init(&name, EXPR_LENGTH);
	for (;; end++) {
		size_t	from = end;

		if (p->text.ptr[end] == '"') {
			quotes = true;
			end = expr_lex_part(p, from, &part);
		} else {
			end = skip_letters(p, from);
			part = piece(p, from, end);
		}
		if (end == 0)
			break;
		text_slice(&name, part);
		if (!goes_on(p, end))
			break;
		text_char(&name, '.');
	}
	if (end > 0) {
		part = (struct slice){ name.ptr, name.len };
		part.ptr = arena_text(p->arena, part);
		expr_lex_add(p, quotes ? TOKEN_QUOTED : TOKEN_WORD, *at, end,
		    part);
		*at = end;
	}
	text_free(&name);
	return end > 0;
}

/* 7days, 30d_visitors. */
static bool
glued(struct parser *p, size_t at, size_t digits, size_t end)
{
	struct duration	 unit;
	struct slice	 word = piece(p, digits, end);
	struct diag	*d;

	if (expr_word_unit(word, &unit)) {
		d = expr_wrong(p, "P208", at, end - at,
		    "a blank is missing between the number and its unit");
		expr_wrong_try(p, d, at, end - at, arena_printf(p->arena,
		    "%.*s %.*s", (int)(digits - at), p->text.ptr + at,
		    (int)word.len, word.ptr));
		return false;
	}
	d = expr_wrong(p, "P208", at, end - at,
	    "a number ends in letters: '%.*s'", (int)(end - at),
	    p->text.ptr + at);
	diag_note(p->diags, d, "note",
	    "a name that begins with a digit stands in double quotes");
	expr_wrong_try(p, d, at, end - at, arena_printf(p->arena,
	    "\"%.*s\"", (int)(end - at), p->text.ptr + at));
	return false;
}

/* e12, E-3: the end of it, or where it would begin. */
static size_t
skip_exponent(const struct parser *p, size_t at)
{
	size_t	end = at + 1;

	if (at >= p->text.len || (p->text.ptr[at] | 32) != 'e')
		return at;
	if (end < p->text.len &&
	    (p->text.ptr[end] == '+' || p->text.ptr[end] == '-'))
		end++;
	return is_digit(p, end) ? skip_digits(p, end) : at;
}

static bool
lex_number(struct parser *p, size_t *at)
{
	size_t	end = skip_digits(p, *at);

	if (end < p->text.len && p->text.ptr[end] == '.') {
		if (!is_digit(p, end + 1)) {
			expr_wrong(p, "P208", *at, end + 1 - *at,
			    "a digit is missing after the point");
			return false;
		}
		end = skip_digits(p, end + 1);
	}
	end = skip_exponent(p, end);
	if (letter_here(p, end) > 0)
		return glued(p, *at, end, skip_letters(p, end));
	if (end < p->text.len && p->text.ptr[end] == '.') {
		expr_wrong(p, "P208", *at, end + 1 - *at,
		    "a number has one point only");
		return false;
	}
	expr_lex_add(p, TOKEN_NUMBER, *at, end, piece(p, *at, end));
	*at = end;
	return true;
}

static bool
unknown(struct parser *p, size_t at)
{
	unsigned char	c = (unsigned char)p->text.ptr[at];
	size_t		next = at;
	struct diag	*d;

	utf8_next(p->text, &next);
	if (c < 0x20 || c == 0x7f)
		d = expr_wrong(p, "P203", at, 1,
		    "a control character (0x%02x) means nothing here", c);
	else
		d = expr_wrong(p, "P203", at, next - at,
		    "'%.*s' means nothing here", (int)(next - at),
		    p->text.ptr + at);
	if (c == ';')
		diag_note(p->diags, d, "note", "an expression ends without "
		    "a semicolon");
	return false;
}

static bool
lex_one(struct parser *p, size_t *at)
{
	struct slice	rest = piece(p, *at, p->text.len);
	size_t		blank = blank_here(p, *at);

	if (blank > 0) {
		*at += blank;
		return true;
	}
	if (*rest.ptr == '"' || letter_here(p, *at) > 0)
		return lex_name(p, at);
	if (expr_lex_is_quote(p, *at))
		return expr_lex_quote(p, at);
	if (is_digit(p, *at) || (*rest.ptr == '.' && is_digit(p, *at + 1)))
		return lex_number(p, at);
	if (expr_lex_sign(p, at))
		return true;
	return unknown(p, *at);
}

bool
expr_lex(struct parser *p)
{
	struct diag	*before = p->diags->last;
	size_t		 at = 0;

	while (at < p->text.len)
		if (!lex_one(p, &at))
			return false;
	expr_lex_add(p, TOKEN_END, at, at, SLICE(""));
	p->next = p->tokens;
	if (p->slip_count > 0)
		expr_lex_fixes(p, before == NULL ? p->diags->first :
		    before->next);
	return true;
}

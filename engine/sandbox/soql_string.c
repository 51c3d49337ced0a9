/* SPDX-License-Identifier: MIT */
#include "precept/utf8.h"
#include "soql_lex.h"
#include "soql_string.h"

/* String literals: the escapes there are; any other backslash is wrong. */

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* XXXX behind \u; -1: they are no four hex digits. */
static int32_t
read_unit(struct slice s, size_t at)
{
	int32_t	unit = 0;

	for (size_t i = 0; i < 4; i++) {
		int	d = at + i < s.len ? hex_digit(s.ptr[at + i]) : -1;

		if (d < 0)
			return -1;
		unit = unit * 16 + d;
	}
	return unit;
}

/* A code point behind \u, two units of it if need be; moves *at on. */
static bool
put_unicode(struct slice s, size_t *at, struct text *out)
{
	int32_t	 unit = read_unit(s, *at), low;
	char	 bytes[4];

	if (unit <= 0 || (unit >= 0xdc00 && unit < 0xe000))
		return false;
	*at += 4;
	if (unit >= 0xd800 && unit < 0xdc00) {
		if (*at + 1 >= s.len || s.ptr[*at] != '\\' ||
		    s.ptr[*at + 1] != 'u')
			return false;
		low = read_unit(s, *at + 2);
		if (low < 0xdc00 || low >= 0xe000)
			return false;
		*at += 6;
		unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
	}
	text_add(out, bytes, utf8_put(bytes, (uint32_t)unit));
	return true;
}

/* The escape at *at, behind its backslash. */
static bool
put_escape(struct slice s, size_t *at, bool pattern, struct text *out)
{
	char	c = s.ptr[(*at)++];

	switch (c) {
	case 'n': case 'N':
		text_char(out, '\n');
		return true;
	case 'r': case 'R':
		text_char(out, '\r');
		return true;
	case 't': case 'T':
		text_char(out, '\t');
		return true;
	case 'b': case 'B':
		text_char(out, '\b');
		return true;
	case 'f': case 'F':
		text_char(out, '\f');
		return true;
	case '"': case '\'':
		text_char(out, c);
		return true;
	case '\\':
		text_string(out, pattern ? "\\\\" : "\\");
		return true;
	case 'u':
		return put_unicode(s, at, out);
	case '%': case '_':
		text_char(out, '\\');
		text_char(out, c);
		return pattern;
	}
	return false;
}

bool
soql_string_decode(struct slice s, bool pattern, struct text *out,
    size_t *wrong)
{
	size_t	at = 0;

	while (at < s.len) {
		if (s.ptr[at] != '\\') {
			text_char(out, s.ptr[at++]);
			continue;
		}
		*wrong = ++at;
		if (at >= s.len || !put_escape(s, &at, pattern, out))
			return false;
	}
	return true;
}

#define LONGEST 4000

bool
soql_string(struct soql_lex *l, bool pattern, struct slice *out)
{
	struct slice	 s = { l->text.ptr + 1, l->text.len - 2 };
	struct text	 text;
	size_t		 wrong = 0, len;
	int		 row, col;
	bool		 ok;

	text_init(&text, SOQL_LONGEST * 8);
	ok = soql_string_decode(s, pattern, &text, &wrong);
	*out = (struct slice){ arena_text(l->q->arena,
	    (struct slice){ text.ptr, text.len }), text.len };
	text_free(&text);
	len = utf8_count(*out);
	if (ok && len > LONGEST)
		return soql_fault_at(l->q, l->at, "MALFORMED_QUERY",
		    "String literal of %zu characters; the maximum is %d",
		    len, LONGEST);
	if (ok)
		return true;
	soql_fault_place(l->q->text, l->at + 1 + (uint32_t)wrong, &row, &col);
	len = 0;
	utf8_next((struct slice){ s.ptr + wrong, s.len - wrong }, &len);
	return soql_fault(l->q, "MALFORMED_QUERY",
	    "line %d:%d unexpected token: '%.*s'", row, col, (int)len,
	    s.ptr + wrong);
}

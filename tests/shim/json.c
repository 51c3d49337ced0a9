/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/*
 * Is the input one JSON value (RFC 8259) and nothing else? A reader of its
 * own, so that the program is not its own judge.
 */

static char		 text[1 << 22];
static const char	*at = text;

static bool	value(int depth);

static void
blanks(void)
{
	at += strspn(at, " \t\r\n");
}

static bool
word(const char *w)
{
	size_t n = strlen(w);

	if (strncmp(at, w, n) != 0)
		return false;
	at += n;
	return true;
}

static bool
string(void)
{
	for (at++; *at != '"'; at++) {
		if ((unsigned char)*at < 32)
			return false;
		if (*at != '\\')
			continue;
		at++;
		if (*at == 'u') {
			if (strspn(at + 1, "0123456789abcdefABCDEF") < 4)
				return false;
			at += 4;
		} else if (*at == '\0' || strchr("\"\\/bfnrt", *at) == NULL)
			return false;
	}
	at++;
	return true;
}

static bool
digits(void)
{
	size_t n = strspn(at, "0123456789");

	at += n;
	return n > 0;
}

static bool
number(void)
{
	at += *at == '-';
	if (*at == '0' && at[1] >= '0' && at[1] <= '9')
		return false;
	if (!digits() || (*at == '.' && (at++, !digits())))
		return false;
	if (*at != 'e' && *at != 'E')
		return true;
	at++;
	at += *at == '+' || *at == '-';
	return digits();
}

/* The values between brackets; in an object each has a name. */
static bool
list(char end, int depth)
{
	at++;
	blanks();
	if (*at == end)
		return at++, true;
	for (;;) {
		blanks();
		if (end == '}' && (*at != '"' || !string() || (blanks(),
		    *at++ != ':')))
			return false;
		if (!value(depth + 1))
			return false;
		if (*at == end)
			return at++, true;
		if (*at++ != ',')
			return false;
	}
}

static bool
value(int depth)
{
	bool ok;

	blanks();
	if (depth > 100)
		return false;
	if (*at == '{' || *at == '[')
		ok = list(*at == '{' ? '}' : ']', depth);
	else if (*at == '"')
		ok = string();
	else
		ok = word("true") || word("false") || word("null") ||
		    number();
	blanks();
	return ok;
}

int
main(void)
{
	size_t n = fread(text, 1, sizeof text - 1, stdin);

	if (value(0) && at == text + n)
		return 0;
	printf("not JSON at byte %td: %.40s\n", at - text, at);
	return 1;
}

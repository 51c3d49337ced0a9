/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "expr_parser.h"
#include "expr_show.h"
#include "precept/date.h"
#include "precept/utf8.h"

/* The leaves of a tree as they are written: literals and names. */

static void
quote(struct slice s, char mark, struct text *out)
{
	text_char(out, mark);
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == mark)
			text_char(out, mark);
		text_char(out, s.ptr[i]);
	}
	text_char(out, mark);
}

void
expr_quote(struct slice s, struct text *out)
{
	quote(s, '\'', out);
}

/* Letters, digits and _, not a digit first; moves past it. */
static bool
is_plain_part(struct slice s, size_t *at)
{
	size_t	from = *at;

	while (*at < s.len && s.ptr[*at] != '.') {
		uint32_t c = utf8_next(s, at);
		bool digit = c >= '0' && c <= '9';

		if (c != '_' && !digit && !utf8_is_letter(c))
			return false;
		if (digit && *at == 1)
			return false;
	}
	return *at > from;
}

static bool
is_plain(struct slice s)
{
	size_t	at = 0;

	if (expr_word_reserved(s))
		return false;
	for (;; at++) {
		if (!is_plain_part(s, &at))
			return false;
		if (at == s.len)
			return true;
	}
}

void
expr_show_name(struct slice s, struct text *out)
{
	if (is_plain(s))
		text_slice(out, s);
	else
		quote(s, '"', out);
}

/* The shortest digits that are the same double, with an exponent: 1.5e6. */
static void
show_double(double f, struct text *out)
{
	char	digits[40], *e;

	for (int n = 1; n <= 17; n++) {
		snprintf(digits, sizeof digits, "%.*e", n - 1, f);
		if (strtod(digits, NULL) == f)
			break;
	}
	e = strchr(digits, 'e');
	text_printf(out, "%.*se%d", (int)(e - digits), digits, atoi(e + 1));
}

struct part {
	int64_t		 count;
	const char	*unit;
};

/* Months or years, days, and what is less than a day; none is zero. */
static int
parts_of(const struct duration *d, struct part part[3])
{
	const int64_t	hour = DATE_DAY / 24, minute = hour / 60;
	int		n = 0;

	if (d->months != 0)
		part[n++] = d->months % 12 == 0 ?
		    (struct part){ d->months / 12, "year" } :
		    (struct part){ d->months, "month" };
	if (d->days != 0)
		part[n++] = (struct part){ d->days, "day" };
	if (d->micros == 0)
		return n;
	if (d->micros % hour == 0)
		part[n++] = (struct part){ d->micros / hour, "hour" };
	else if (d->micros % minute == 0)
		part[n++] = (struct part){ d->micros / minute, "minute" };
	else
		part[n++] = (struct part){ d->micros / 1000000, "second" };
	return n;
}

int
expr_show_parts(const struct expr *e)
{
	struct part	ignored[3];
	int		n;

	if (e->type.kind != KIND_DURATION)
		return 1;
	n = parts_of(&e->duration, ignored);
	return n == 0 ? 1 : n;
}

static void
show_duration(const struct duration *d, struct text *out)
{
	struct part	part[3];
	int		n = parts_of(d, part);

	if (n == 0)
		text_string(out, "0 days");
	for (int i = 0; i < n; i++) {
		int64_t	count = part[i].count;

		if (i > 0)
			text_string(out, count < 0 ? " - " : " + ");
		if (i > 0 && count < 0)
			count = -count;
		text_printf(out, "%lld %s%s", (long long)count, part[i].unit,
		    count == 1 || count == -1 ? "" : "s");
	}
}

void
expr_show_literal(const struct expr *e, struct text *out)
{
	const struct column	*c = e->literal;
	char			 room[COLUMN_ROOM];
	struct slice		 s;

	if (e->type.kind == KIND_DURATION && c == NULL) {
		show_duration(&e->duration, out);
		return;
	}
	s = column_text(c, 0, room);
	if (s.ptr == NULL) {
		text_string(out, "null");
		return;
	}
	if (c->kind == KIND_NUMBER)
		show_double(c->f[0], out);
	else if (kind_is_text(c->kind))
		expr_quote(s, out);
	else if (c->kind == KIND_DATE || c->kind == KIND_DATETIME)
		text_printf(out, "%s '%.*s'", kind_name(c->kind), (int)s.len,
		    s.ptr);
	else
		text_slice(out, s);
}

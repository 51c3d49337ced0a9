/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"
#include "func_pattern.h"

/* format_date: days written by a pattern. */

/* A day taken apart. */
struct moment {
	struct civil	civil;
	int		weekday;	/* 0 Monday */
	int64_t		time;		/* microseconds since midnight */
};

static int
number_of(const struct token *t, const struct moment *m)
{
	const int64_t	seconds = m->time / 1000000;

	switch (t->letter) {
	case 'y':
		return t->count == 2 ? m->civil.year % 100 : m->civil.year;
	case 'M':
		return m->civil.month;
	case 'd':
		return m->civil.day;
	case 'Q':
		return (m->civil.month - 1) / 3 + 1;
	case 'H':
		return (int)(seconds / 3600);
	case 'm':
		return (int)(seconds / 60 % 60);
	case 's':
		return (int)(seconds % 60);
	default:
		return (int)(m->time / 1000 % 1000);
	}
}

static char *
put(char *to, const char *text, size_t len)
{
	memcpy(to, text, len);
	return to + len;
}

static char *
put_name(char *to, const char *name, size_t count)
{
	return put(to, name, count == 3 ? 3 : strlen(name));
}

static char *
put_number(char *to, int n, size_t digits)
{
	char	room[16], *at = room + sizeof room;

	for (; n > 0 || at == room + sizeof room; n /= 10)
		*--at = (char)('0' + n % 10);
	while ((size_t)(room + sizeof room - at) < digits)
		*--at = '0';
	return put(to, at, (size_t)(room + sizeof room - at));
}

static char *
put_token(char *to, const struct token *t, const struct moment *m)
{
	if (t->letter == 0)
		return put(to, t->text.ptr, t->text.len);
	if (t->letter == 'M' && t->count >= 3)
		return put_name(to, func_months[m->civil.month - 1], t->count);
	if (t->letter == 'E')
		return put_name(to, func_weekdays[m->weekday], t->count);
	return put_number(to, number_of(t, m), t->count);
}

struct column *
func_date_format(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);
	struct pattern	 p;
	struct moment	 m;
	int64_t		 day;
	char		*to, *at;

	func_pattern(func_literal(call, 1)->s[0], false, &p);
	to = arena_raw(rows->arena, p.room * rows->count);
	for (size_t i = 0; i < rows->count; i++) {
		out->s[i] = (struct slice){ "", 0 };
		if (!expr_wants(mask, i))
			continue;
		day = func_date_day(args[0], i, rows);
		m = (struct moment){ date_civil(day), date_weekday(day) - 1,
		    func_date_time(args[0], i, rows) };
		at = to;
		for (size_t k = 0; k < p.count; k++)
			to = put_token(to, &p.items[k], &m);
		out->s[i] = (struct slice){ at, (size_t)(to - at) };
	}
	return out;
}

/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "expr_kernel.h"
#include "func_pattern.h"

/* to_date with a pattern: the whole text must be as the pattern says. */

static bool
take(struct slice *s, size_t n)
{
	s->ptr += n;
	s->len -= n;
	return true;
}

static bool
take_text(struct slice *s, struct slice text)
{
	return s->len >= text.len &&
	    memcmp(s->ptr, text.ptr, text.len) == 0 && take(s, text.len);
}

/* least to most digits */
static bool
take_number(struct slice *s, size_t least, size_t most, int *out)
{
	size_t	n = 0;

	*out = 0;
	while (n < most && n < s->len && s->ptr[n] >= '0' && s->ptr[n] <= '9')
		*out = *out * 10 + (s->ptr[n++] - '0');
	return n >= least && take(s, n);
}

static bool
take_month(struct slice *s, bool brief, int *out)
{
	size_t	len;

	for (int i = 0; i < 12; i++) {
		len = brief ? 3 : strlen(func_months[i]);
		if (s->len < len ||
		    strncasecmp(s->ptr, func_months[i], len) != 0)
			continue;
		*out = i + 1;
		return take(s, len);
	}
	return false;
}

/* The time of day has to be one, but does not count. */
static bool
take_time(struct slice *s, const struct token *t)
{
	const size_t	least = t->count, most = least < 2 ? 2 : least;
	int		n, limit = t->letter == 'H' ? 23 : 59;

	return take_number(s, least, most, &n) &&
	    (t->letter == 'S' || n <= limit);
}

static bool
take_token(struct slice *s, const struct token *t, struct civil *c)
{
	const size_t	most = t->count < 2 ? 2 : t->count;

	switch (t->letter) {
	case 0:
		return take_text(s, t->text);
	case 'y':
		if (!take_number(s, t->count, t->count, &c->year))
			return false;
		c->year += t->count == 2 ? 2000 : 0;
		return true;
	case 'M':
		if (t->count >= 3)
			return take_month(s, t->count == 3, &c->month);
		return take_number(s, t->count, most, &c->month);
	case 'd':
		return take_number(s, t->count, most, &c->day);
	default:
		return take_time(s, t);
	}
}

static bool
read_day(const struct pattern *p, struct slice s, int64_t *out)
{
	struct civil	c = { 0, 1, 1 };

	for (size_t k = 0; k < p->count; k++)
		if (!take_token(&s, &p->items[k], &c))
			return false;
	if (s.len > 0 || !date_exists(c.year, c.month, c.day))
		return false;
	*out = date_days(c);
	return true;
}

static void
refuse(const struct expr *call, struct slice s, size_t row,
    struct column *out, struct expr_rows *rows)
{
	const struct slice	pattern = func_literal(call, 1)->s[0];

	rejects_add(rows->rejects, (uint32_t)row, "D302",
	    "to_date(): %s is not a date of the form %.*s",
	    reject_value(rows->rejects, s), (int)pattern.len, pattern.ptr);
	expr_eval_bad(out, row, rows);
}

struct column *
func_date_read(const struct expr *call, const struct column *from,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);
	struct pattern	 p;

	func_pattern(func_literal(call, 1)->s[0], true, &p);
	for (size_t i = 0; i < rows->count; i++) {
		out->i[i] = 0;
		if (expr_wants(mask, i) &&
		    !read_day(&p, from->s[i], &out->i[i]))
			refuse(call, from->s[i], i, out, rows);
	}
	return out;
}

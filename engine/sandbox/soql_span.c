/* SPDX-License-Identifier: MIT */
#include "precept/date.h"
#include "soql_span.h"

/* Each is a row: units, how far away the first is, and how many there are. */

enum unit { DAY, WEEK, MONTH, QUARTER, YEAR };

/* N: the number behind the colon. */
enum away { LAST, THIS, NEXT, LAST_N, NEXT_N, AGO_N };

struct span {
	const char	*word;
	enum unit	 unit;
	enum away	 away;
	int		 n;		/* 0: behind the colon */
};

#define UNIT(name, unit)						\
	{ "LAST_" name, unit, LAST, 1 }, { "THIS_" name, unit, THIS, 1 }, \
	{ "NEXT_" name, unit, NEXT, 1 },				\
	{ "LAST_N_" name "S", unit, LAST_N, 0 },			\
	{ "NEXT_N_" name "S", unit, NEXT_N, 0 },			\
	{ "N_" name "S_AGO", unit, AGO_N, 0 }

static const struct span spans[] = {
	{ "YESTERDAY", DAY, LAST, 1 }, { "TODAY", DAY, THIS, 1 },
	{ "TOMORROW", DAY, NEXT, 1 },
	{ "LAST_N_DAYS", DAY, LAST_N, 0 }, { "NEXT_N_DAYS", DAY, NEXT_N, 0 },
	{ "N_DAYS_AGO", DAY, AGO_N, 0 },
	{ "LAST_90_DAYS", DAY, LAST_N, 90 },
	{ "NEXT_90_DAYS", DAY, NEXT_N, 90 },
	UNIT("WEEK", WEEK), UNIT("MONTH", MONTH), UNIT("QUARTER", QUARTER),
	UNIT("YEAR", YEAR), UNIT("FISCAL_QUARTER", QUARTER),
	UNIT("FISCAL_YEAR", YEAR),
};

int
soql_span_find(struct slice word, bool *counted)
{
	for (int i = 0; i < (int)COUNT(spans); i++)
		if (slice_is_nocase(word, spans[i].word)) {
			*counted = spans[i].n == 0;
			return i;
		}
	return -1;
}

const char *
soql_span_word(int span)
{
	return spans[span].word;
}

/* The first day of the unit that `day` is in. */
static int64_t
unit_start(enum unit unit, int64_t day)
{
	struct civil	c = date_civil(day);

	switch (unit) {
	case DAY:
		return day;
	case WEEK:
		return day - date_weekday(day) % 7;
	case MONTH:
		break;
	case QUARTER:
		c.month = (c.month - 1) / 3 * 3 + 1;
		break;
	case YEAR:
		c.month = 1;
		break;
	}
	c.day = 1;
	return date_days(c);
}

/* A day that begins a unit, so many units on; the calendar's ends hold. */
static int64_t
unit_add(enum unit unit, int64_t day, int64_t n)
{
	static const int	 months[] = { 0, 0, 1, 3, 12 };
	const struct civil	 ends[] = { { 1, 1, 1 }, { 9999, 12, 31 } };
	int64_t			 first = date_days(ends[0]), to;
	int64_t			 last = date_days(ends[1]);

	if (unit == DAY || unit == WEEK) {
		to = day + n * (unit == WEEK ? 7 : 1);
		return to < first ? first : to > last ? last : to;
	}
	if (date_add_months(day, n * months[unit], &to))
		return to;
	return n < 0 ? first : last;
}

void
soql_span_days(int span, int64_t n, int64_t today, int64_t *from, int64_t *to)
{
	const struct span	*s = &spans[span];
	int64_t			 here = unit_start(s->unit, today);
	int64_t			 first = 0, after = 1;

	if (s->n > 0)
		n = s->n;
	switch (s->away) {
	case LAST: case AGO_N:
		first = -n;
		after = 1 - n;
		break;
	case LAST_N:
		first = -n;
		after = s->unit == DAY ? 1 : 0;
		break;
	case NEXT:
		first = 1;
		after = 2;
		break;
	case NEXT_N:
		first = 1;
		after = 1 + n;
		break;
	case THIS:
		break;
	}
	*from = unit_add(s->unit, here, first);
	*to = unit_add(s->unit, here, after);
}

/* SPDX-License-Identifier: MIT */
#include "precept/date.h"

/*
 * Days and the calendar. Years begin in March inside, so that the leap day
 * comes last, and are counted in eras of 400 years.
 */

#define ERA_DAYS 146097
#define MARCH_0 719468		/* days from 0000-03-01 to 1970-01-01 */
#define FIRST_DAY (-719162)	/* 0001-01-01 */
#define LAST_DAY 2932896	/* 9999-12-31 */

static bool
is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
month_length(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
	    30, 31 };

	return days[month - 1] + (month == 2 && is_leap(year));
}

bool
date_exists(int year, int month, int day)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 &&
	    day >= 1 && (day <= 28 || day <= month_length(year, month));
}

/* No loop, no branch, short chains: this runs for every date that is read. */
int64_t
date_days(struct civil c)
{
	static const int before[] = { 0, 306, 337, 0, 31, 61, 92, 122, 153,
	    184, 214, 245, 275 };	/* days from March to the month */
	unsigned	year = (unsigned)(c.year - (c.month <= 2));
	unsigned	century = year / 100;

	return (int64_t)(year * 365 + year / 4 - century + century / 4) +
	    before[c.month] + c.day - 1 - MARCH_0;
}

struct civil
date_civil(int64_t days)
{
	unsigned	n = (unsigned)(days + MARCH_0), era = n / ERA_DAYS;
	unsigned	left = n % ERA_DAYS;
	unsigned	year = (left - left / 1460 + left / 36524 -
			    left / 146096) / 365;
	unsigned	day = left - (365 * year + year / 4 - year / 100);
	unsigned	month = (5 * day + 2) / 153;

	day -= (153 * month + 2) / 5;
	month = month < 10 ? month + 3 : month - 9;
	return (struct civil){ (int)(era * 400 + year + (month <= 2)),
	    (int)month, (int)day + 1 };
}

/* Two digits; what is none is remembered, not branched on. */
static inline int
read_two(const char *p, unsigned *bad)
{
	unsigned	a = (unsigned)(unsigned char)p[0] - '0';
	unsigned	b = (unsigned)(unsigned char)p[1] - '0';

	*bad |= (a > 9) | (b > 9);
	return (int)(a * 10 + b);
}

bool
date_parse(struct slice s, int64_t *days)
{
	const char	*p = s.ptr;
	struct civil	 c;
	unsigned	 bad;

	if (s.len != 10)
		return false;
	bad = (p[4] != '-') | (p[7] != '-');
	c.year = read_two(p, &bad) * 100;
	c.year += read_two(p + 2, &bad);
	c.month = read_two(p + 5, &bad);
	c.day = read_two(p + 8, &bad);
	if (bad || !date_exists(c.year, c.month, c.day))
		return false;
	*days = date_days(c);
	return true;
}

static void
put_two(char *p, int n)
{
	unsigned	tens = (unsigned)n / 10;

	p[0] = (char)('0' + tens);
	p[1] = (char)('0' + (unsigned)n - tens * 10);
}

static void
spell(int64_t days, char out[11])
{
	struct civil	c = date_civil(days);

	put_two(out, c.year / 100);
	put_two(out + 2, c.year % 100);
	out[4] = out[7] = '-';
	put_two(out + 5, c.month);
	put_two(out + 8, c.day);
	out[10] = '\0';
}

/*
 * Few days come again and again in a file, so each thread remembers what it
 * spelt last for each of 1024 days (three years): a third of the time.
 */
size_t
date_print(int64_t days, char out[DATE_TEXT])
{
	static _Thread_local struct {
		int32_t	day;
		char	text[12];	/* empty: not used yet */
	} spelt[1024];
	size_t	slot = (size_t)days & 1023;

	if (spelt[slot].day != days || spelt[slot].text[0] == '\0') {
		spell(days, spelt[slot].text);
		spelt[slot].day = (int32_t)days;
	}
	memcpy(out, spelt[slot].text, 11);
	return 10;
}

/* 1970-01-01 was a Thursday. */
int
date_weekday(int64_t days)
{
	return (int)(((days + 3) % 7 + 7) % 7) + 1;
}

bool
date_add_months(int64_t days, int64_t months, int64_t *out)
{
	struct civil	c = date_civil(days);
	int64_t		n = (int64_t)c.year * 12 + c.month - 1;
	int		last;

	if (__builtin_add_overflow(n, months, &n) || n < 12 || n >= 120000)
		return false;
	c.year = (int)(n / 12);
	c.month = (int)(n % 12) + 1;
	last = month_length(c.year, c.month);
	if (c.day > last)
		c.day = last;
	*out = date_days(c);
	return true;
}

/* The most months that can be added to a without passing b. */
int64_t
date_months_between(int64_t a, int64_t b)
{
	struct civil	x = date_civil(a), y = date_civil(b);
	int64_t		n = (y.year - x.year) * 12 + y.month - x.month;
	int64_t		reached;

	if (!date_add_months(a, n, &reached))
		return n;
	if (n > 0 && reached > b)
		n--;
	else if (n < 0 && reached < b)
		n++;
	return n;
}

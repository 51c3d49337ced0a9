/* SPDX-License-Identifier: MIT */
#include "precept/date.h"
#include "zone_parts.h"

/* The POSIX text at the end of a TZif file: when summer begins and ends. */

#define HOUR 3600
#define DAY 86400

struct reader {
	const char	*at, *end;
};

static bool
eat(struct reader *r, char c)
{
	if (r->at == r->end || *r->at != c)
		return false;
	r->at++;
	return true;
}

static bool
read_number(struct reader *r, int max, int *out)
{
	int	n = 0;
	bool	any = false;

	for (; r->at < r->end && *r->at >= '0' && *r->at <= '9'; r->at++) {
		n = n * 10 + (*r->at - '0');
		any = true;
		if (n > max)
			return false;
	}
	*out = n;
	return any;
}

/* "[+-]hh[:mm[:ss]]" in seconds. */
static bool
read_time(struct reader *r, int *out)
{
	int	hours, minutes = 0, seconds = 0, sign = 1;

	if (eat(r, '-'))
		sign = -1;
	else
		(void)eat(r, '+');
	if (!read_number(r, 167, &hours))
		return false;
	if (eat(r, ':')) {
		if (!read_number(r, 59, &minutes))
			return false;
		if (eat(r, ':') && !read_number(r, 59, &seconds))
			return false;
	}
	*out = sign * (hours * HOUR + minutes * 60 + seconds);
	return true;
}

/* "CET" or "<+03>": nobody reads it. */
static bool
skip_name(struct reader *r)
{
	const char	*start = r->at;

	if (eat(r, '<')) {
		while (r->at < r->end && *r->at != '>')
			r->at++;
		return eat(r, '>');
	}
	while (r->at < r->end && ((*r->at >= 'A' && *r->at <= 'Z') ||
	    (*r->at >= 'a' && *r->at <= 'z')))
		r->at++;
	return r->at - start >= 3;
}

static bool
read_month_day(struct reader *r, struct zone_day *d)
{
	d->form = 'M';
	return read_number(r, 12, &d->month) && d->month > 0 && eat(r, '.') &&
	    read_number(r, 5, &d->week) && d->week > 0 && eat(r, '.') &&
	    read_number(r, 6, &d->day);
}

static bool
read_day(struct reader *r, struct zone_day *d)
{
	if (!eat(r, ','))
		return false;
	if (eat(r, 'M')) {
		if (!read_month_day(r, d))
			return false;
	} else {
		d->form = eat(r, 'J') ? 'J' : '0';
		if (!read_number(r, 365, &d->day) ||
		    (d->form == 'J' && d->day == 0))
			return false;
	}
	d->time = 2 * HOUR;
	return !eat(r, '/') || read_time(r, &d->time);
}

bool
zone_rule_parse(struct slice text, struct zone_rule *rule)
{
	struct reader	 r = { text.ptr, text.ptr + text.len };
	int		 west;

	*rule = (struct zone_rule){ .known = text.len > 0 };
	if (text.len == 0)
		return true;
	if (!skip_name(&r) || !read_time(&r, &west))
		return false;
	rule->winter_east = -west;
	if (r.at == r.end)
		return true;
	rule->summer = true;
	rule->summer_east = rule->winter_east + HOUR;
	if (!skip_name(&r))
		return false;
	if (r.at < r.end && *r.at != ',') {
		if (!read_time(&r, &west))
			return false;
		rule->summer_east = -west;
	}
	return read_day(&r, &rule->begin) && read_day(&r, &rule->end) &&
	    r.at == r.end;
}

static int64_t
find_day(const struct zone_day *d, int year)
{
	struct civil	first = { year, d->form == 'M' ? d->month : 1, 1 };
	int64_t		days = date_days(first);

	if (d->form == 'M') {
		days += (d->day - date_weekday(days) % 7 + 7) % 7 +
		    (d->week - 1) * 7;
		return date_civil(days).month == d->month ? days : days - 7;
	}
	if (d->form == '0')
		return days + d->day;
	return days + d->day - 1 +
	    (d->day >= 60 && date_exists(year, 2, 29));
}

int
zone_rule_offset(const struct zone_rule *rule, int64_t second)
{
	int64_t	days = second / DAY - (second % DAY < 0);
	int64_t	begin, end;
	int	year;
	bool	summer;

	if (!rule->summer)
		return rule->winter_east;
	year = date_civil(days).year;
	begin = find_day(&rule->begin, year) * DAY + rule->begin.time -
	    rule->winter_east;
	end = find_day(&rule->end, year) * DAY + rule->end.time -
	    rule->summer_east;
	if (begin < end)
		summer = second >= begin && second < end;
	else
		summer = second >= begin || second < end;
	return summer ? rule->summer_east : rule->winter_east;
}

/* SPDX-License-Identifier: MIT */
#include "usage_period.h"

/* Periods begin by the clock of the subscription's zone; weeks on Sunday. */

#define HOUR ((int64_t)3600000)
#define YEARS_MAX ((int64_t)200000000000000)	/* ms: beyond is no date */

static const char *const names[][4] = {
	{ "hourRange", "hourly", "hours", "hour" },
	{ "dayRange", "daily", "days", "day" },
	{ "weekRange", "weekly", "weeks", "week" },
	{ "monthRange", "monthly", "months", "month" }
};

bool
usage_period_named(struct slice name, enum usage_period *period)
{
	for (size_t i = 0; i < COUNT(names); i++)
		for (size_t k = 0; k < COUNT(names[i]); k++)
			if (slice_is(name, names[i][k])) {
				*period = (enum usage_period)i;
				return true;
			}
	return false;
}

static int64_t
clamp(int64_t at)
{
	return at > YEARS_MAX ? YEARS_MAX : at < -YEARS_MAX / 4 ?
	    -YEARS_MAX / 4 : at;
}

static int64_t
midnight(const struct zone *zone, int64_t day)
{
	return zone_midnight(zone, day) / 1000;
}

int64_t
usage_period_start(const struct zone *zone, enum usage_period period,
    int64_t at)
{
	struct civil	civil;
	int64_t		day;

	at = clamp(at);
	if (period == USAGE_HOUR)
		return at - ((at % HOUR) + HOUR) % HOUR;
	day = zone_date(zone, at * 1000);
	if (period == USAGE_WEEK)
		day -= date_weekday(day) % 7;
	if (period == USAGE_MONTH) {
		civil = date_civil(day);
		day -= civil.day - 1;
	}
	return midnight(zone, day);
}

int64_t
usage_period_add(const struct zone *zone, enum usage_period period,
    int64_t at, int64_t count)
{
	int64_t	day, rest, moved;

	at = clamp(at);
	count = count > 100000 ? 100000 : count < -100000 ? -100000 : count;
	if (period == USAGE_HOUR)
		return at + count * HOUR;
	day = zone_date(zone, at * 1000);
	rest = at - midnight(zone, day);
	if (period != USAGE_MONTH)
		return midnight(zone, day + count *
		    (period == USAGE_WEEK ? 7 : 1)) + rest;
	if (!date_add_months(day, count, &moved))
		moved = day;
	return midnight(zone, moved) + rest;
}

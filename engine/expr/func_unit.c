/* SPDX-License-Identifier: MIT */
#include "func_kernel.h"
#include "precept/date.h"

/* Units of time by name, and days moved by them. */

#define SECOND INT64_C(1000000)

static const struct {
	const char	*one, *many;
	struct duration	 is;
} units[UNIT_COUNT] = {
	[UNIT_SECOND] = { "second", "seconds", { 0, 0, SECOND } },
	[UNIT_MINUTE] = { "minute", "minutes", { 0, 0, 60 * SECOND } },
	[UNIT_HOUR] = { "hour", "hours", { 0, 0, 3600 * SECOND } },
	[UNIT_DAY] = { "day", "days", { 0, 1, 0 } },
	[UNIT_WEEK] = { "week", "weeks", { 0, 7, 0 } },
	[UNIT_MONTH] = { "month", "months", { 1, 0, 0 } },
	[UNIT_QUARTER] = { "quarter", "quarters", { 3, 0, 0 } },
	[UNIT_YEAR] = { "year", "years", { 12, 0, 0 } },
};

bool
func_unit(struct slice name, enum unit *unit)
{
	for (size_t i = 0; i < UNIT_COUNT; i++)
		if (slice_is_nocase(name, units[i].one) ||
		    slice_is_nocase(name, units[i].many)) {
			*unit = (enum unit)i;
			return true;
		}
	return false;
}

bool
func_span(enum unit unit, int64_t n, struct duration *out)
{
	const struct duration	*one = &units[unit].is;

	return !__builtin_mul_overflow(one->months, n, &out->months) &&
	    !__builtin_mul_overflow(one->days, n, &out->days) &&
	    !__builtin_mul_overflow(one->micros, n, &out->micros);
}

/* Durations are far from the smallest integer: no date is that far away. */
struct duration
func_opposite(struct duration by)
{
	by.months = by.months == INT64_MIN ? INT64_MAX : -by.months;
	by.days = by.days == INT64_MIN ? INT64_MAX : -by.days;
	by.micros = by.micros == INT64_MIN ? INT64_MAX : -by.micros;
	return by;
}

static bool
is_day(int64_t days)
{
	return days >= FUNC_FIRST_DAY && days <= FUNC_LAST_DAY;
}

static bool
move_day(int64_t from, struct duration by, int64_t *out)
{
	int64_t	day = from;

	if (!is_day(from))
		return false;
	if (by.months != 0 && (by.months > 120000 || by.months < -120000 ||
	    !date_add_months(from, by.months, &day)))
		return false;
	return !__builtin_add_overflow(day, by.days, out) && is_day(*out);
}

/* Months and days by the calendar in UTC, then the time. */
static bool
move_instant(int64_t from, struct duration by, int64_t *out)
{
	int64_t	time = from % DATE_DAY, day;

	if (time < 0)
		time += DATE_DAY;
	if (!move_day((from - time) / DATE_DAY, by, &day) ||
	    __builtin_add_overflow(day * DATE_DAY + time, by.micros, out))
		return false;
	return *out >= FUNC_FIRST_DAY * DATE_DAY &&
	    *out < (FUNC_LAST_DAY + 1) * DATE_DAY;
}

bool
func_move(enum kind kind, int64_t from, struct duration by, int64_t *out)
{
	*out = 0;
	if (kind == KIND_DATETIME)
		return move_instant(from, by, out);
	if (__builtin_add_overflow(by.days, by.micros / DATE_DAY, &by.days))
		return false;
	return move_day(from, by, out);
}

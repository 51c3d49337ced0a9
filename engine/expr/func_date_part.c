/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"
#include "func_date.h"

/* Parts of a day, and the first and last day of the period it is in. */

enum part { PART_YEAR, PART_QUARTER, PART_MONTH, PART_WEEK, PART_DAY,
	PART_WEEKDAY, PART_DAY_OF_YEAR, PART_HOUR, PART_MINUTE, PART_SECOND,
	PART_COUNT };

static const char	*const parts[PART_COUNT] = {
	"year", "quarter", "month", "week", "day", "weekday", "day_of_year",
	"hour", "minute", "second",
};

static bool
find_part(struct slice name, enum part *part)
{
	for (size_t i = 0; i < PART_COUNT; i++)
		if (slice_is_nocase(name, parts[i])) {
			*part = (enum part)i;
			return true;
		}
	return false;
}

bool
func_date_type_part(struct expr *call, struct place at,
    struct diags *found, struct arena *arena)
{
	const struct column	*name = func_need_literal(call, 0, at, found);
	struct diag		*d;
	enum part		 part;

	(void)arena;
	if (name == NULL)
		return false;
	if (!find_part(name->s[0], &part)) {
		d = func_wrong(call, call->args[0], "P253", at, found);
		func_say(found, d, "knows no such part; use 'year', "
		    "'quarter', 'month', 'week', 'day', 'weekday', "
		    "'day_of_year', 'hour', 'minute' or 'second'");
		return false;
	}
	if (part < PART_HOUR || call->args[1]->type.kind == KIND_DATETIME)
		return true;
	d = func_wrong(call, call->args[0], "P257", at, found);
	func_say(found, d, "has a date here, which has no time of day");
	return false;
}

/* 0 for the day that weeks start on, 6 for the last. */
static int
days_into_week(int64_t day, int week_start)
{
	return (date_weekday(day) - week_start + 7) % 7;
}

int64_t
func_date_first(int64_t day, enum unit unit, int week_start)
{
	struct civil	c = date_civil(day);

	if (unit == UNIT_WEEK)
		return day - days_into_week(day, week_start);
	c.day = 1;
	if (unit == UNIT_YEAR)
		c.month = 1;
	else if (unit == UNIT_QUARTER)
		c.month -= (c.month - 1) % 3;
	return date_days(c);
}

static int64_t
last(int64_t day, enum unit unit, int week_start)
{
	static const int	months[UNIT_COUNT] = { [UNIT_MONTH] = 1,
				    [UNIT_QUARTER] = 3, [UNIT_YEAR] = 12 };
	struct civil		c;

	day = func_date_first(day, unit, week_start);
	if (unit == UNIT_WEEK)
		return day + 6;
	c = date_civil(day);
	c.month += months[unit];
	if (c.month > 12) {
		c.month -= 12;
		c.year++;
	}
	return date_days(c) - 1;
}

/* Weeks belong to the year that has most of their days (as ISO 8601). */
static int
week_of_year(int64_t day, int week_start)
{
	const int64_t	first = func_date_first(day, UNIT_WEEK, week_start);
	struct civil	c = date_civil(first + 3);

	c.month = c.day = 1;
	return (int)(first + 3 - date_days(c)) / 7 + 1;
}

static int
day_part(int64_t day, enum part part, int week_start)
{
	struct civil	c = date_civil(day);

	switch (part) {
	case PART_YEAR:
		return c.year;
	case PART_QUARTER:
		return (c.month - 1) / 3 + 1;
	case PART_MONTH:
		return c.month;
	case PART_WEEK:
		return week_of_year(day, week_start);
	case PART_WEEKDAY:
		return days_into_week(day, week_start) + 1;
	case PART_DAY_OF_YEAR:
		return (int)(day - func_date_first(day, UNIT_YEAR, 1)) + 1;
	default:
		return c.day;
	}
}

int64_t
func_date_time(const struct column *c, size_t row,
    const struct expr_rows *rows)
{
	int64_t	local;

	if (c->kind == KIND_DATE)
		return 0;
	local = c->i[row] + (int64_t)1000000 *
	    (rows->day->zone == NULL ? 0 :
	    zone_offset(rows->day->zone, c->i[row]));
	local %= DATE_DAY;
	return local < 0 ? local + DATE_DAY : local;
}

static int64_t
time_part(int64_t time, enum part part)
{
	time /= 1000000;
	if (part == PART_HOUR)
		return time / 3600;
	return part == PART_MINUTE ? time / 60 % 60 : time % 60;
}

struct column *
func_date_part(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);
	enum part	 part = PART_DAY;

	find_part(func_literal(call, 0)->s[0], &part);
	for (size_t i = 0; i < rows->count; i++) {
		out->i[i] = 0;
		if (!expr_wants(mask, i))
			continue;
		if (part >= PART_HOUR)
			out->i[i] = time_part(func_date_time(args[1], i,
			    rows), part);
		else
			out->i[i] = day_part(func_date_day(args[1], i, rows),
			    part, rows->day->week_start);
	}
	return out;
}

bool
func_date_type_period(struct expr *call, struct place at,
    struct diags *found, struct arena *arena)
{
	const struct column	*name = func_need_literal(call, 1, at, found);
	struct diag		*d;
	enum unit		 unit;

	(void)arena;
	if (name == NULL)
		return false;
	if (func_unit(name->s[0], &unit) && unit >= UNIT_WEEK)
		return true;
	d = func_wrong(call, call->args[1], "P253", at, found);
	func_say(found, d, "knows no such period; use 'week', 'month', "
	    "'quarter' or 'year'");
	return false;
}

/* The week around the last days of 9999 ends after them. */
static void
refuse(const struct column *c, size_t row, struct column *out,
    struct expr_rows *rows)
{
	char		room[COLUMN_ROOM];
	struct slice	s = column_text(c, row, room);

	rejects_add(rows->rejects, (uint32_t)row, "D301",
	    "the week of %.*s is not between the years 1 and 9999",
	    (int)s.len, s.ptr);
	expr_eval_bad(out, row, rows);
}

typedef int64_t edge(int64_t day, enum unit, int week_start);

static struct column *
find_days(edge *find, enum unit unit, const struct column *from,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = column_make(rows->arena, KIND_DATE,
			    rows->count);

	for (size_t i = 0; i < rows->count; i++) {
		out->i[i] = 0;
		if (!expr_wants(mask, i))
			continue;
		out->i[i] = find(func_date_day(from, i, rows), unit,
		    rows->day->week_start);
		if (out->i[i] < FUNC_FIRST_DAY || out->i[i] > FUNC_LAST_DAY)
			refuse(from, i, out, rows);
	}
	return out;
}

static enum unit
unit_named(struct slice name)
{
	enum unit	unit = UNIT_MONTH;

	func_unit(name, &unit);
	return unit;
}

struct column *
func_date_first_day(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	return find_days(func_date_first,
	    unit_named(func_literal(call, 1)->s[0]), args[0], rows, mask);
}

struct column *
func_date_last_day(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	return find_days(last, unit_named(func_literal(call, 1)->s[0]),
	    args[0], rows, mask);
}

/* first_day_of_month: the unit is in the name. */
static enum unit
unit_in_name(const struct func *f)
{
	return unit_named(slice_of(strrchr(f->name, '_') + 1));
}

struct column *
func_date_first_of(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	return find_days(func_date_first, unit_in_name(call->func), args[0],
	    rows, mask);
}

struct column *
func_date_last_of(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	return find_days(last, unit_in_name(call->func), args[0], rows, mask);
}

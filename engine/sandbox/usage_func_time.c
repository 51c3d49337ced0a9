/* SPDX-License-Identifier: MIT */
#include "usage_expr.h"
#include "usage_period.h"

/* Functions about time: milliseconds, by the subscription's clock. */

static struct usage_value
now(struct usage_run *run, const struct usage_value *v, int count)
{
	(void)v;
	(void)count;
	return usage_value_number((double)run->now);
}

static struct usage_value
date_of_text(struct usage_run *run, struct slice s)
{
	int64_t	at;

	if (date_parse(s, &at))
		return usage_value_number((double)(zone_midnight(
		    run->usage->zone, at) / 1000));
	if (datetime_parse(s, &at))
		return usage_value_number((double)(at / 1000));
	return USAGE_NONE;
}

static struct usage_value
date(struct usage_run *run, const struct usage_value *v, int count)
{
	int	part[6] = { 1970, 1, 1, 0, 0, 0 };
	int64_t	at;

	if (v->kind == USAGE_TEXT && count == 1)
		return date_of_text(run, v->text);
	for (int i = 0; i < count; i++) {
		if (v[i].kind != USAGE_NUMBER || v[i].number < 0 ||
		    v[i].number > 9999)
			return USAGE_NONE;
		part[i] = (int)v[i].number;
	}
	if (count < 3 || !date_exists(part[0], part[1], part[2]))
		return USAGE_NONE;
	at = zone_midnight(run->usage->zone, date_days((struct civil){
	    part[0], part[1], part[2] })) / 1000;
	return usage_value_number((double)(at + part[3] * INT64_C(3600000) +
	    part[4] * INT64_C(60000) + part[5] * INT64_C(1000)));
}

static struct usage_value
start_of(struct usage_run *run, const struct usage_value *v, int count)
{
	enum usage_period	period;

	(void)count;
	if (v[0].kind != USAGE_TEXT || v[1].kind != USAGE_NUMBER ||
	    !usage_period_named(v[0].text, &period))
		return USAGE_NONE;
	return usage_value_number((double)usage_period_start(
	    run->usage->zone, period, (int64_t)v[1].number));
}

static struct usage_value
date_add(struct usage_run *run, const struct usage_value *v, int count)
{
	enum usage_period	period;

	(void)count;
	if (v[0].kind != USAGE_NUMBER || v[1].kind != USAGE_NUMBER ||
	    v[2].kind != USAGE_TEXT ||
	    !usage_period_named(v[2].text, &period))
		return USAGE_NONE;
	return usage_value_number((double)usage_period_add(run->usage->zone,
	    period, (int64_t)v[0].number, (int64_t)v[1].number));
}

/* A layout of Go: its reference time is Mon Jan 2 15:04:05 2006. */
static const char *const layouts[] = { "2006", "January", "Jan", "Monday",
	"Mon", "01", "02", "15", "03", "04", "05", "PM", "1", "2" };

static char *
show_part(struct arena *a, size_t which, int64_t day, int second)
{
	static const char *const	months[] = { "January", "February",
					    "March", "April", "May", "June",
					    "July", "August", "September",
					    "October", "November",
					    "December" };
	static const char *const	days[] = { "Monday", "Tuesday",
					    "Wednesday", "Thursday", "Friday",
					    "Saturday", "Sunday" };
	struct civil			c = date_civil(day);
	int				hour = second / 3600;

	switch (which) {
	case 0:
		return arena_printf(a, "%04d", c.year);
	case 1:
	case 2:
		return arena_printf(a, "%.*s", which == 1 ? 9 : 3,
		    months[c.month - 1]);
	case 3:
	case 4:
		return arena_printf(a, "%.*s", which == 3 ? 9 : 3,
		    days[date_weekday(day) - 1]);
	case 11:
		return arena_printf(a, "%s", hour < 12 ? "AM" : "PM");
	case 12:
		return arena_printf(a, "%d", c.month);
	case 13:
		return arena_printf(a, "%d", c.day);
	default:
		return arena_printf(a, "%02d", (int[]){ c.month, c.day, hour,
		    (hour + 11) % 12 + 1, second / 60 % 60,
		    second % 60 }[which - 5]);
	}
}

static struct usage_value
format_time(struct usage_run *run, const struct usage_value *v, int count)
{
	const struct zone	*zone = run->usage->zone;
	struct usage_value	 out;
	struct text		 text;
	struct slice		 s = v[0].text;
	int64_t			 micros, day;
	size_t			 i;

	(void)count;
	if (v[0].kind != USAGE_TEXT || v[1].kind != USAGE_NUMBER ||
	    v[1].number < -6e13 || v[1].number > 2.5e14)
		return USAGE_NONE;
	micros = (int64_t)v[1].number * 1000;
	day = zone_date(zone, micros);
	micros += zone_offset(zone, micros) * INT64_C(1000000);
	text_init(&text, (size_t)1 << 16);
	while (s.len > 0) {
		for (i = 0; i < COUNT(layouts); i++)
			if (strlen(layouts[i]) <= s.len && memcmp(s.ptr,
			    layouts[i], strlen(layouts[i])) == 0)
				break;
		if (i == COUNT(layouts)) {
			text_char(&text, *s.ptr);
		} else {
			text_string(&text, show_part(run->scratch, i, day,
			    (int)((micros - day * DATE_DAY) / 1000000)));
		}
		s.len -= i == COUNT(layouts) ? 1 : strlen(layouts[i]);
		s.ptr += i == COUNT(layouts) ? 1 : strlen(layouts[i]);
	}
	out = usage_value_text((struct slice){ arena_text(run->scratch,
	    (struct slice){ text.ptr, text.len }), text.len });
	text_free(&text);
	return out;
}

const struct usage_func usage_func_time[] = {
	{ "now", 0, 0, now }, { "date", 1, 6, date },
	{ "startOfPeriod", 2, 2, start_of }, { "dateAdd", 3, 3, date_add },
	{ "formatTime", 2, 2, format_time },
	{ 0 }
};

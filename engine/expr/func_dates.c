/* SPDX-License-Identifier: MIT */
#include "func_date.h"

/* The functions over days: their page; the work is in func_date_*.c. */

#define DATES .family = "dates"

/* first_day_of_month(d) is first_day(d, 'month') with fewer words. */
#define PERIOD(unit, first)						\
	{								\
		.name = "first_day_of_" unit, DATES, .args = "day",	\
		.gives = "date",					\
		.summary = "The first day of the " unit " the day is in.", \
		.example = "first_day_of_" unit "(date '2026-05-14')",	\
		.result = first, .eval = func_date_first_of,		\
	}

#define PERIOD_END(unit, last)						\
	{								\
		.name = "last_day_of_" unit, DATES, .args = "day",	\
		.gives = "date",					\
		.summary = "The last day of the " unit " the day is in.", \
		.example = "last_day_of_" unit "(date '2026-05-14')",	\
		.result = last, .eval = func_date_last_of,		\
	}

const struct func func_dates[] = {
	{
		.name = "add", DATES, .args = "day, integer, text",
		.gives = "",
		.summary = "So many days, weeks, months, quarters or years "
		    "later; a datetime also hours, minutes and seconds. The "
		    "day is the month's last if the month is too short.",
		.example = "add(date '2026-01-31', 1, 'month')",
		.result = "2026-02-28",
		.type = func_date_type_add, .eval = func_date_add,
	}, {
		.name = "date_diff", DATES, .args = "day, day, text",
		.gives = "integer",
		.summary = "How many whole days, weeks, months, ... it is "
		    "from the first to the second; negative when the second "
		    "is earlier.",
		.example = "date_diff(date '2026-01-31', date '2026-03-01', "
		    "'days')", .result = "29",
		.type = func_date_type_diff, .eval = func_date_diff,
	}, {
		.name = "date_part", DATES, .args = "text, day",
		.gives = "integer",
		.summary = "The 'year', 'quarter', 'month', 'week', 'day', "
		    "'weekday' (1 is the first day of the week) or "
		    "'day_of_year'; of a datetime, in the rule's zone, also "
		    "the 'hour', 'minute' and 'second'.",
		.example = "date_part('month', date '2026-05-14')",
		.result = "5",
		.type = func_date_type_part, .eval = func_date_part,
	}, {
		.name = "first_day", DATES, .args = "day, text",
		.gives = "date",
		.summary = "The first day of the week, month, quarter or "
		    "year the day is in.",
		.example = "first_day(date '2026-05-14', 'quarter')",
		.result = "2026-04-01",
		.type = func_date_type_period, .eval = func_date_first_day,
	},
	PERIOD("month", "2026-05-01"),
	PERIOD("quarter", "2026-04-01"),
	PERIOD("week", "2026-05-11"),
	PERIOD("year", "2026-01-01"),
	{
		.name = "format_date", DATES, .args = "day, text",
		.gives = "text",
		.summary = "The day as text: yyyy, yy, M, MM, MMM, MMMM, d, "
		    "dd, EEE, EEEE, Q, HH, H, mm, ss, SSS stand for its "
		    "parts, other letters stand between '' marks.",
		.example = "format_date(date '2026-03-01', 'd MMM yyyy')",
		.result = "1 Mar 2026",
		.type = func_date_type_format, .eval = func_date_format,
	}, {
		.name = "from_epoch_ms", DATES, .args = "integer",
		.gives = "datetime",
		.summary = "The datetime of so many milliseconds since "
		    "1970, as Pendo writes them.",
		.example = "from_epoch_ms(1778580672000)",
		.result = "2026-05-12T10:11:12.000Z",
		.eval = func_date_from_epoch,
	}, {
		.name = "last_day", DATES, .args = "day, text",
		.gives = "date",
		.summary = "The last day of the week, month, quarter or "
		    "year the day is in.",
		.example = "last_day(date '2026-02-14', 'month')",
		.result = "2026-02-28",
		.type = func_date_type_period, .eval = func_date_last_day,
	},
	PERIOD_END("month", "2026-05-31"),
	PERIOD_END("quarter", "2026-06-30"),
	PERIOD_END("week", "2026-05-17"),
	PERIOD_END("year", "2026-12-31"),
	{
		.name = "subtract", DATES, .args = "day, integer, text",
		.gives = "",
		.summary = "So many days, weeks, months, ... earlier, as "
		    "add().",
		.example = "subtract(date '2026-03-01', 30, 'days')",
		.result = "2026-01-30",
		.type = func_date_type_add, .eval = func_date_subtract,
	}, {
		.name = "to_date", DATES, .args = "any, text?",
		.gives = "date",
		.summary = "The day of a datetime in the rule's zone; or of "
		    "a text like 2026-03-01, or like the second argument "
		    "says (as in format_date). Other texts are rejected.",
		.example = "to_date('31/03/2026', 'dd/MM/yyyy')",
		.result = "2026-03-31",
		.type = func_date_type_to_date, .eval = func_date_to_date,
	}, {
		.name = "to_datetime", DATES, .args = "any",
		.gives = "datetime",
		.summary = "The moment a day begins in the rule's zone; or "
		    "that of a text like 2026-05-12T10:11:12Z. Other texts "
		    "are rejected.",
		.example = "to_datetime('2026-05-12T12:11:12+02:00')",
		.result = "2026-05-12T10:11:12.000Z",
		.type = func_date_type_to_datetime,
		.eval = func_date_to_datetime,
	}, {
		.name = "to_epoch_ms", DATES, .args = "datetime",
		.gives = "integer",
		.summary = "Milliseconds since 1970, as Pendo writes them.",
		.example = "to_epoch_ms(to_datetime('1970-01-02T00:00:00Z'))",
		.result = "86400000",
		.eval = func_date_to_epoch,
	}, { 0 }
};

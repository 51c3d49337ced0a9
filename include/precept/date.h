/* SPDX-License-Identifier: MIT */
/*
 * date.h - the calendar: proleptic Gregorian, years 1 to 9999.
 *
 * A date is days since 1970-01-01, a datetime microseconds since then, UTC.
 */
#ifndef PRECEPT_DATE_H
#define PRECEPT_DATE_H

#include "precept/err.h"
#include "precept/text.h"

#define DATE_TEXT 40		/* bytes enough for every print below */
#define DATE_DAY ((int64_t)86400000000)	/* microseconds */

struct civil {
	int	year, month, day;	/* month and day from 1 */
};

bool		date_parse(struct slice, int64_t *days);  /* 2026-03-01 */
int64_t		date_days(struct civil);	/* the date must exist */
bool		date_exists(int year, int month, int day);
struct civil	date_civil(int64_t days);
size_t		date_print(int64_t days, char out[DATE_TEXT]);
int		date_weekday(int64_t days);	/* 1 Monday … 7 Sunday */

/* The day is clamped to the month's end: 01-31 + 1 month is 02-28. */
bool		date_add_months(int64_t days, int64_t months, int64_t *);
/* Whole months from a to b, truncated toward zero. */
int64_t		date_months_between(int64_t a, int64_t b);

/*
 * yyyy-MM-ddTHH:mm[:ss[.f…]](Z|±HH:mm|±HHmm), T or a blank, up to six digits
 * of fraction (more are an error); a date alone is its midnight UTC.
 */
bool		datetime_parse(struct slice, int64_t *micros);
/* 2026-05-12T10:11:12.000Z; six digits only if microseconds need them. */
size_t		datetime_print(int64_t micros, char out[DATE_TEXT]);
/* 2026-05-12T10:11:12.000+0000, Salesforce's own form. */
size_t		datetime_print_sf(int64_t micros, char out[DATE_TEXT]);

/*
 * A time zone by IANA name, from the system's TZif files (below $TZDIR if
 * that is set, as for the C library); "UTC" needs none. NULL if there is
 * none of that name. Cached for the life of the process, safe to use from all
 * threads.
 */
struct zone;
const struct zone *zone_find(const char *name);
/* Why it is NULL; ERR_RULE: there is no such zone, ERR_SYSTEM: there is a
 * file, but it is of no use. false always. */
bool		zone_explain(const char *name, struct err *);
/* Seconds east of UTC at that instant. */
int		zone_offset(const struct zone *, int64_t micros);
/* The local calendar day of an instant. NULL is UTC. */
int64_t		zone_date(const struct zone *, int64_t micros);
/* The instant of local midnight that begins the day (the first, if twice). */
int64_t		zone_midnight(const struct zone *, int64_t days);

#endif

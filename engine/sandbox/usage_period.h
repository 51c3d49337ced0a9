/* SPDX-License-Identifier: MIT */
/* usage_period.h - hours, days, weeks, months of the subscription's zone. */
#ifndef USAGE_PERIOD_H
#define USAGE_PERIOD_H

#include "usage.h"

enum usage_period { USAGE_HOUR, USAGE_DAY, USAGE_WEEK, USAGE_MONTH };

/* "hourRange", "hourly", "hours", …; false: there is no such period. */
bool	usage_period_named(struct slice, enum usage_period *);
/* Milliseconds: where the period that holds `at` begins. */
int64_t	usage_period_start(const struct zone *, enum usage_period,
	    int64_t at);
/* `count` of them later; the time of day stays, by the zone's clock. */
int64_t	usage_period_add(const struct zone *, enum usage_period, int64_t at,
	    int64_t count);

#endif

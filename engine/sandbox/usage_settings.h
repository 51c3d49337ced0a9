/* SPDX-License-Identifier: MIT */
/* usage_settings.h - keys, time zone and rate of the subscription. */
#ifndef USAGE_SETTINGS_H
#define USAGE_SETTINGS_H

#include "usage.h"

/*
 * { "keys": [ { "key": "…", "write": true } ], "time_zone": "Europe/Berlin",
 *   "calls_per_second": 100 }
 *
 * NULL: the keys SANDBOX_PENDO_KEY and SANDBOX_PENDO_READ, UTC, 100.
 */
bool	usage_settings_read(struct usage *, const char *json, struct err *);

#endif

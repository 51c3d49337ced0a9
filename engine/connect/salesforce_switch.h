/* SPDX-License-Identifier: MIT */
/*
 * salesforce_switch.h - what Salesforce's pages leave open or say in two
 * ways: one name each, so that a look at a real org changes one line.
 */
#ifndef SALESFORCE_SWITCH_H
#define SALESFORCE_SWITCH_H

/* Seconds until a JWT ends: the help page speaks of 3 minutes, another
 * article of 5. Longer ones are refused, shorter ones suffer from clocks
 * that are not the same. */
#define SALESFORCE_JWT_SECONDS	180

/* Clocks further apart than this are named as a cause of invalid_grant. */
#define SALESFORCE_CLOCK_SECONDS	60

/* In a 503 or 429 nothing was done, so that even a POST may be sent again.
 * 420 means that the edge found no way to the org. */
#define SALESFORCE_UNDONE(status) \
	((status) == 503 || (status) == 429 || (status) == 420)

/* How often a QUERY_TIMEOUT is tried again: the same query mostly takes as
 * long as before. */
#define SALESFORCE_QUERY_TRIES	2

/* Too many long calls at once: not again at once, in ms. */
#define SALESFORCE_CROWDED_MS	1000

/* Texts that tell apart what has one code. */
#define SALESFORCE_CONCURRENT	"ConcurrentRequests"
#define SALESFORCE_NEVER_VALID	"not valid for use"
#define SALESFORCE_LOCKED	"UNABLE_TO_LOCK_ROW"

#endif

/* SPDX-License-Identifier: MIT */
/*
 * salesforce_scan.h - the records of an object, asked for by SOQL, as a scan.
 *
 * The first page is fetched when the scan is opened; a thread of its own
 * fetches on while the pages before are worked on. What is many goes as a
 * Bulk API 2.0 job, and page by page where that is refused. The origin of a
 * record is made of its id: the same in every run.
 */
#ifndef SALESFORCE_SCAN_H
#define SALESFORCE_SCAN_H

#include "salesforce.h"
#include "soql_write.h"

struct salesforce_scan {
	struct salesforce	*session;
	const struct rule	*rule;
	const struct catalog	*catalog;
	const struct rule_day	*day;
	bool			 changed;	/* only records that … */
	int64_t			 since;		/* … changed since */
	/* NULL: salesforce_call; for tests. */
	bool			(*call)(struct salesforce *,
				    struct http_call *, struct err *);
};

/* All are borrowed until it is closed. `threads` has no more say here. */
struct scan	*salesforce_scan_open(const struct salesforce_scan *,
		    struct err *);

/* More records than these go by Bulk: ten pages. */
extern uint64_t	salesforce_scan_bulk;
/* ms before a job is looked at for the first time. */
extern int64_t	salesforce_scan_poll;

#endif

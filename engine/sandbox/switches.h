/* SPDX-License-Identifier: MIT */
/*
 * switches.h - what the services' published facts leave open, each by a
 * name: a correction is one line here, and a test can have it both ways.
 *
 *	if (switches_on(r->sandbox, SWITCH_PENDO_NULL_CLEARS))
 */
#ifndef SWITCHES_H
#define SWITCHES_H

#include "sandbox.h"

/* enum, name, how it stands at first, what is so when it is on */
#define SWITCHES(X)							\
	X(PENDO_BAD_KEY_401, "pendo_bad_key_401", false,		\
	    "a key that is not good is answered with 401, not 403")	\
	X(PENDO_AGGREGATION_NEEDS_WRITE,				\
	    "pendo_aggregation_needs_write", false,			\
	    "a key that may not write may not aggregate")		\
	X(PENDO_COUNT_TAKES_TODAY, "pendo_count_takes_today", false,	\
	    "a count below 0 ends with the period that holds first")	\
	X(PENDO_START_TIME, "pendo_start_time", true,			\
	    "results have startTime beside them")			\
	X(PENDO_RETRY_AFTER, "pendo_retry_after", false,		\
	    "429 says when to come again")				\
	X(PENDO_NULL_CLEARS, "pendo_null_clears", true,			\
	    "null written to a field clears it; else it is an error")	\
	X(PENDO_BULK_MAKES_FIELDS, "pendo_bulk_makes_fields", false,	\
	    "many values may go to fields that are not there yet")	\
	X(PENDO_BULK_IS_SLOW, "pendo_bulk_is_slow", false,		\
	    "more than 2,500 records in a call are answered with 408")	\
	X(PENDO_TYPES_CHECKED, "pendo_types_checked", true,		\
	    "a value of another type than its field's is an error")	\
	X(PENDO_ERROR_OBJECTS, "pendo_error_objects", false,		\
	    "errors of many values are objects, not sentences")		\
	X(PENDO_EMPTY_LISTS, "pendo_empty_lists", true,			\
	    "missing and errors are there when they are empty")		\
	X(PENDO_SALESFORCE_WRITE, "pendo_salesforce_write", false,	\
	    "the metadata group salesforce can be written")		\
	X(PENDO_REPORT_LABELS, "pendo_report_labels", false,		\
	    "rows of reports go by the columns' labels, not their names")

enum switch_name {
#define X(name, word, on, help) SWITCH_##name,
	SWITCHES(X)
#undef X
	SWITCH_COUNT
};

bool	switches_on(const struct sandbox *, enum switch_name);
/* "name on" or "name off", one a line; all lines or none. */
bool	switches_set(struct sandbox *, struct slice, struct err *);
void	switches_reset(struct sandbox *);
/* {"name":{"on":…,"help":…},…} */
void	switches_show(const struct sandbox *, struct text *);

#endif

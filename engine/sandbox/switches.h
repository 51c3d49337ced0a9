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

/* The same of Gainsight. */
#define GAINSIGHT_SWITCHES(X)						\
	X(GAINSIGHT_BARE_LIST, "gainsight_bare_list", false,		\
	    "data of a query is a list, not an object with records")	\
	X(GAINSIGHT_NO_DATA_FAILS, "gainsight_no_data_fails", false,	\
	    "a query that finds nothing is 200 with result false")	\
	X(GAINSIGHT_NO_DATA_400, "gainsight_no_data_400", false,	\
	    "a query that finds nothing is 400 GSOBJ_1011")		\
	X(GAINSIGHT_NULLS_OMITTED, "gainsight_nulls_omitted", false,	\
	    "fields without a value are left out of a query's records")	\
	X(GAINSIGHT_NE_TAKES_NULL, "gainsight_ne_takes_null", false,	\
	    "NE, NOT_IN and the like keep records without a value")	\
	X(GAINSIGHT_NO_CASE, "gainsight_no_case", false,		\
	    "case does not count where texts are compared")		\
	X(GAINSIGHT_NOT_IN, "gainsight_not_in", true,			\
	    "there is an operator NOT_IN")				\
	X(GAINSIGHT_LIMIT_CLAMPS, "gainsight_limit_clamps", false,	\
	    "a limit above 5000 is 5000, not an error")			\
	X(GAINSIGHT_LOCAL_FILTERS, "gainsight_local_filters", false,	\
	    "texts in filters are of the tenant's zone, not UTC")	\
	X(GAINSIGHT_LOCAL_DATES, "gainsight_local_dates", false,	\
	    "a date is midnight in the tenant's zone, not UTC")		\
	X(GAINSIGHT_EPOCH_DATES, "gainsight_epoch_dates", false,	\
	    "dates may be written as milliseconds since 1970")		\
	X(GAINSIGHT_EMPTY_NULL, "gainsight_empty_null", true,		\
	    "an empty text is no value")				\
	X(GAINSIGHT_LABELS, "gainsight_labels", true,			\
	    "a picklist takes an item's label beside its GSID")		\
	X(GAINSIGHT_PUT_UPSERTS, "gainsight_put_upserts", false,	\
	    "PUT inserts records that no key matches")			\
	X(GAINSIGHT_PUT_PASSES, "gainsight_put_passes", false,		\
	    "PUT passes over records that no key matches")		\
	X(GAINSIGHT_PUT_ALL, "gainsight_put_all", true,			\
	    "PUT changes all records that match, not the first alone")	\
	X(GAINSIGHT_PARTIAL, "gainsight_partial", false,		\
	    "of many records the good ones are written, at 200")	\
	X(GAINSIGHT_ERRORS_PACKED, "gainsight_errors_packed", false,	\
	    "errors have no empty lists for records that are good")	\
	X(GAINSIGHT_BOTH_HEADERS, "gainsight_both_headers", false,	\
	    "an access key beside a token is taken")			\
	X(GAINSIGHT_LIMITS, "gainsight_limits", true,			\
	    "calls a minute and a day have a limit")			\
	X(GAINSIGHT_DAY_100000, "gainsight_day_100000", false,		\
	    "the limit of a day is 100,000 calls, not 50,000")		\
	X(GAINSIGHT_PEOPLE_PATH, "gainsight_people_path", true,		\
	    "people are written at /v1/peoplemgmt/v1.0/people")		\
	X(GAINSIGHT_PEOPLE_OLD_PATH, "gainsight_people_old_path", true,	\
	    "people are written at /v1.0/api/people")			\
	X(GAINSIGHT_CTA_LIST, "gainsight_cta_list", false,		\
	    "outcomes of CTAs are lists, not by their reference")	\
	X(GAINSIGHT_COCKPIT_200, "gainsight_cockpit_200", false,	\
	    "COCKPIT_5101 comes at 200, not at 400")

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
	    "rows of reports go by the columns' labels, not names")	\
	GAINSIGHT_SWITCHES(X)

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

/* SPDX-License-Identifier: MIT */
#include "soql_check.h"

bool
soql_term_aggregates(const struct soql_term *t)
{
	for (; t != NULL; t = t->arg)
		if (t->func >= SOQL_COUNT && t->func <= SOQL_MAX)
			return true;
	return false;
}

bool
soql_term_is_date(const struct soql_term *t)
{
	return t->func >= SOQL_CALENDAR_YEAR && t->func <= SOQL_WEEK_IN_MONTH;
}

/* toLabel(Status) is Status: a value is its own label here. */
static const struct soql_term *
skip_label(const struct soql_term *t)
{
	while (t->func == SOQL_TO_LABEL || t->func == SOQL_CONVERT_CURRENCY)
		t = t->arg;
	return t;
}

bool
soql_term_same(const struct soql_term *a, const struct soql_term *b)
{
	a = skip_label(a);
	b = skip_label(b);
	if (a->func != b->func || a->field != b->field || a->join != b->join)
		return false;
	if (a->arg == NULL || b->arg == NULL)
		return a->arg == b->arg;
	return soql_term_same(a->arg, b->arg);
}

enum org_type
soql_term_type(const struct soql_term *t)
{
	switch (t->func) {
	case SOQL_COUNT:
	case SOQL_COUNT_DISTINCT:
	case SOQL_GROUPING:
		return ORG_INT;
	case SOQL_AVG:
		return ORG_DOUBLE;
	case SOQL_DAY_ONLY:
		return ORG_DATE;
	case SOQL_FIELD:
		return t->field->type;
	default:
		return soql_term_is_date(t) ? ORG_INT : soql_term_type(t->arg);
	}
}

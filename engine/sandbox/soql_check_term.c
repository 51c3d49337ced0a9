/* SPDX-License-Identifier: MIT */
#include "soql_check.h"

/* Functions of fields: which field each takes. */

static const char *
func_word(enum soql_func func)
{
	static const char	*const words[] = {
#define X(name, word) word,
		SOQL_FUNCS(X)
#undef X
	};

	return words[func];
}

static bool
is_long(const struct org_field *f)
{
	return f->type == ORG_ADDRESS || f->type == ORG_ENCRYPTED ||
	    (f->type == ORG_TEXTAREA && f->length > 255);
}

static bool
takes(enum soql_func func, const struct org_field *f)
{
	switch (func) {
	case SOQL_SUM:
	case SOQL_AVG:
		return f->type == ORG_INT || org_is_number(f->type);
	case SOQL_MIN:
	case SOQL_MAX:
		return !is_long(f) && f->type != ORG_BOOLEAN &&
		    f->type != ORG_MULTI;
	case SOQL_COUNT:
	case SOQL_COUNT_DISTINCT:
		return !is_long(f);
	case SOQL_HOUR_IN_DAY:
	case SOQL_DAY_ONLY:
	case SOQL_CONVERT_TIMEZONE:
		return f->type == ORG_DATETIME;
	case SOQL_CONVERT_CURRENCY:
		return f->type == ORG_CURRENCY;
	case SOQL_TO_LABEL:
		return org_is_text(f->type);
	case SOQL_FORMAT:
	case SOQL_GROUPING:
		return f->type != ORG_ADDRESS;
	default:
		return f->type == ORG_DATE || f->type == ORG_DATETIME;
	}
}

/* Aggregates and GROUPING stand outside, but format() may be around them;
 * within parts of dates is convertTimezone() alone. */
static bool
nests(const struct soql_term *t)
{
	if (t->arg == NULL || t->arg->func == SOQL_FIELD)
		return true;
	if (t->func == SOQL_FORMAT)
		return t->arg->func != SOQL_FORMAT;
	return soql_term_is_date(t) && t->arg->func == SOQL_CONVERT_TIMEZONE;
}

bool
soql_check_term(struct soql_checker *c, const struct soql_select *s,
    const struct soql_term *t)
{
	if (t->func == SOQL_FIELD)
		return true;
	if (!nests(t))
		return soql_fault_at(c->q, t->arg->at, "MALFORMED_QUERY",
		    "unexpected token: '%s'", func_word(t->arg->func));
	if (t->func == SOQL_GROUPING && s->group_kind == SOQL_PLAIN)
		return soql_fault_at(c->q, t->at, "MALFORMED_QUERY",
		    "GROUPING function cannot be used without GROUP BY "
		    "ROLLUP or GROUP BY CUBE");
	if (t->func == SOQL_CONVERT_TIMEZONE)
		return soql_fault_at(c->q, t->at, "MALFORMED_QUERY",
		    "convertTimezone function can only be used in a date "
		    "function");
	if (t->arg == NULL || takes(t->func, t->field))
		return t->arg == NULL || t->func != SOQL_FORMAT ||
		    soql_check_term(c, s, t->arg);
	return soql_fault_at(c->q, t->at, "MALFORMED_QUERY",
	    soql_term_aggregates(t) ? "field %s does not support aggregate "
	    "operator %s" : "field %s does not support function %s",
	    t->field->name, func_word(t->func));
}

/* SPDX-License-Identifier: MIT */
#include "soql_check.h"
#include "soql_sql.h"

/* Functions in SQLite's words. */

/* What strftime takes: a date's text, or seconds since 1970. */
static void
put_moment(struct text *out, const struct soql *q, const struct soql_term *t)
{
	bool	local = t->func == SOQL_CONVERT_TIMEZONE && q->zone != NULL;

	if (t->func == SOQL_CONVERT_TIMEZONE)
		t = t->arg;
	if (t->field->type == ORG_DATE) {
		soql_sql_term(out, q, t);
		return;
	}
	text_string(out, local ? "soql_local(" : "");
	soql_sql_term(out, q, t);
	if (local) {
		text_string(out, ", ");
		soql_sql_text(out, slice_of(q->zone));
		text_char(out, ')');
	}
	text_string(out, " / 1000, 'unixepoch'");
}

/* A part of a date as an integer: shape(part, shift, divisor, first). */
static void
put_part(struct text *out, const struct soql *q, const struct soql_term *t)
{
	static const struct part {
		enum soql_func	 func;
		const char	*part;
		int		 shift, divisor, first;
	} parts[] = {
		{ SOQL_CALENDAR_YEAR, "%Y", 0, 1, 0 },
		{ SOQL_FISCAL_YEAR, "%Y", 0, 1, 0 },
		{ SOQL_CALENDAR_QUARTER, "%m", -1, 3, 1 },
		{ SOQL_FISCAL_QUARTER, "%m", -1, 3, 1 },
		{ SOQL_CALENDAR_MONTH, "%m", 0, 1, 0 },
		{ SOQL_FISCAL_MONTH, "%m", 0, 1, 0 },
		{ SOQL_HOUR_IN_DAY, "%H", 0, 1, 0 },
		{ SOQL_DAY_IN_YEAR, "%j", 0, 1, 0 },
		{ SOQL_DAY_IN_MONTH, "%d", 0, 1, 0 },
		{ SOQL_DAY_IN_WEEK, "%w", 1, 1, 0 },
		{ SOQL_WEEK_IN_YEAR, "%j", -1, 7, 1 },
		{ SOQL_WEEK_IN_MONTH, "%d", -1, 7, 1 },
	};

	for (size_t i = 0; i < COUNT(parts); i++) {
		const struct part	*p = &parts[i];

		if (p->func != t->func)
			continue;
		text_printf(out, "((CAST(strftime('%s', ", p->part);
		put_moment(out, q, t->arg);
		text_printf(out, ") AS INTEGER) + %d) / %d + %d)", p->shift,
		    p->divisor, p->first);
	}
}

static void
put_call(struct text *out, const struct soql *q, const struct soql_term *t,
    const char *head)
{
	text_string(out, head);
	if (t->arg == NULL)
		text_char(out, '*');
	else
		soql_sql_term(out, q, t->arg);
	text_char(out, ')');
}

void
soql_sql_term(struct text *out, const struct soql *q,
    const struct soql_term *t)
{
	static const char	*const heads[] = { "", "count(",
				    "count(DISTINCT ", "sum(", "avg(", "min(",
				    "max(" };

	if (t->func == SOQL_FIELD)
		soql_sql_field(out, t->join, t->field);
	else if (t->func <= SOQL_MAX)
		put_call(out, q, t, heads[t->func]);
	else if (t->func == SOQL_DAY_ONLY) {
		text_string(out, "date(");
		put_moment(out, q, t->arg);
		text_char(out, ')');
	} else if (soql_term_is_date(t))
		put_part(out, q, t);
	else
		soql_sql_term(out, q, t->arg);
}

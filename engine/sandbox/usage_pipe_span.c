/* SPDX-License-Identifier: MIT */
#include "switches.h"
#include "usage_pipe_source.h"

/* timeSeries: from when to when a source is read. */

/* A number, or an expression that is one. */
static bool
read_time(struct usage_run *run, const struct usage_value *v, int64_t *at)
{
	struct usage_value	 n = *v;
	struct usage_expr	*e;

	if (v->kind == USAGE_TEXT) {
		e = usage_expr_parse(run, v->text, "timeSeries");
		if (e == NULL)
			return false;
		n = usage_expr_eval(run, e, NULL);
	}
	if (n.kind != USAGE_NUMBER)
		return usage_fail(run, 422, "timeSeries", "first and last "
		    "are times in milliseconds, or expressions of them");
	*at = n.number > 1e15 ? (int64_t)1e15 : n.number < -1e15 ?
	    (int64_t)-1e15 : (int64_t)n.number;
	return true;
}

static int64_t
later(const struct usage_source *s, int64_t at, int64_t count)
{
	return usage_period_add(s->run->usage->zone, s->period, at, count);
}

/* count < 0 ends with the period before the one that holds `first`. */
static bool
read_count(struct usage_source *s, const struct usage_value *count)
{
	int64_t	n;

	if (count->kind != USAGE_NUMBER || count->number == 0 ||
	    count->number > 1e6 || count->number < -1e6)
		return usage_fail(s->run, 422, "timeSeries", "count is a "
		    "number, and not 0");
	n = (int64_t)count->number;
	s->to_time = later(s, s->from, n);
	if (n > 0)
		return true;
	if (switches_on(s->run->usage->sandbox,
	    SWITCH_PENDO_COUNT_TAKES_TODAY)) {
		s->to_time = later(s, s->from, 1);
		s->from = later(s, s->to_time, n);
		return true;
	}
	n = s->from;
	s->from = s->to_time;
	s->to_time = n;
	return true;
}

static bool
read_span(struct usage_source *s, const struct usage_row *r)
{
	const struct zone		*zone = s->run->usage->zone;
	const struct usage_value	*first, *last, *count;
	int64_t				 at;

	first = usage_row_named(r, "first");
	last = usage_row_named(r, "last");
	count = usage_row_named(r, "count");
	if (first == NULL || (last == NULL) == (count == NULL))
		return usage_fail(s->run, 422, "timeSeries", "It takes first, "
		    "and last or count");
	if (!read_time(s->run, first, &at))
		return false;
	s->from = usage_period_start(zone, s->period, at);
	if (count != NULL)
		return read_count(s, count);
	if (!read_time(s->run, last, &at))
		return false;
	s->to_time = later(s, usage_period_start(zone, s->period, at), 1);
	return true;
}

static bool
is_range(struct slice s)
{
	return s.len > 5 && memcmp(s.ptr + s.len - 5, "Range", 5) == 0;
}

bool
usage_pipe_span(struct usage_source *s, const struct usage_row *source)
{
	const struct usage_value	*v, *period;

	v = usage_row_named(source, "timeSeries");
	if (v == NULL || v->kind != USAGE_OBJECT)
		return usage_fail(s->run, 422, "timeSeries", "Required");
	period = usage_row_named(v->object, "period");
	if (period == NULL || period->kind != USAGE_TEXT ||
	    !is_range(period->text) ||
	    !usage_period_named(period->text, &s->period) ||
	    s->period == USAGE_HOUR)
		return usage_fail(s->run, 422, "timeSeries", "period is "
		    "dayRange, weekRange or monthRange: the sandbox has no "
		    "hours, and one result for all periods");
	if (!read_span(s, v->object))
		return false;
	s->run->start = s->from;
	return true;
}

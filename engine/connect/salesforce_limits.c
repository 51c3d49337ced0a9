/* SPDX-License-Identifier: MIT */
#include "precept/doc.h"
#include "salesforce_session.h"

/* What calls cost: the budget of the run, and the limits of the org. */

/* "api-usage=18/15000; per-app-api-usage=17/250(appName=x)" */
static bool
read_usage(struct slice s, int64_t *used, int64_t *max)
{
	static const char	 name[] = "api-usage=";
	int64_t			*to = used;
	const char		*at, *end = s.ptr + s.len;

	if (s.len < sizeof name - 1 ||
	    memcmp(s.ptr, name, sizeof name - 1) != 0)
		return false;
	*used = *max = 0;
	for (at = s.ptr + sizeof name - 1; at < end && *at != ';'; at++)
		if (*at == '/' && to == used)
			to = max;
		else if (*at >= '0' && *at <= '9' && *to < INT64_MAX / 100)
			*to = *to * 10 + *at - '0';
		else
			return false;
	return to == max && *max > 0;
}

void
salesforce_limits_count(struct salesforce *sf, const struct http_call *call)
{
	struct slice	info = { NULL, 0 };
	int64_t		used, max;

	sf->usage.bytes_out += call->bytes_out;
	sf->usage.bytes_in += call->bytes_in;
	if (call->outcome == HTTP_UNSENT)
		return;
	sf->usage.calls++;
	if (call->outcome == HTTP_WHOLE)
		info = http_header(call, "Sforce-Limit-Info");
	if (info.ptr == NULL || !read_usage(info, &used, &max))
		return;
	/* Answers overtake one another; a new day begins far below. */
	if (sf->flying == 0 || max != sf->usage.day_max ||
	    used > sf->usage.day_used || used < sf->usage.day_used / 2)
		sf->usage.day_used = used;
	sf->usage.day_max = max;
}

static bool
allow_run(const struct salesforce *sf, const struct budget *b,
    uint64_t spent, const char *whose, struct err *err)
{
	if (b->calls < 0 || spent < (uint64_t)b->calls || sf->settling > 0)
		return true;
	return err_set(err, ERR_LIMIT, "connection '%s': %llu of the %lld "
	    "calls that the %s's budget allows in one run are made, and the "
	    "next is not: raise 'calls' in its budget, or let it read and "
	    "write less", sf->connection->name, (unsigned long long)spent,
	    (long long)b->calls, whose);
}

/* Calls of the day that are for others; a part of one is one. */
static int64_t
left_to_others(const struct salesforce *sf, const struct budget *b)
{
	double	part = (double)sf->usage.day_max * b->leave;
	int64_t	whole = (int64_t)part;

	return part - (double)whole > 1e-6 ? whole + 1 : whole;
}

static bool
allow_day(const struct salesforce *sf, const struct budget *b,
    uint64_t more, const char *whose, struct err *err)
{
	const struct salesforce_usage	*u = &sf->usage;
	int64_t				 used, left;

	if (b->leave <= 0 || u->day_max < 0 || sf->settling > 0)
		return true;
	used = u->day_used + (int64_t)sf->flying;
	left = left_to_others(sf, b);
	if (used + (int64_t)more <= u->day_max - left)
		return true;
	return err_set(err, ERR_LIMIT, "connection '%s': %lld of the org's "
	    "%lld calls of the day are used, and the %s's budget leaves %lld "
	    "of them to others: wait, or lower 'leave' in its budget",
	    sf->connection->name, (long long)used, (long long)u->day_max,
	    whose, (long long)left);
}

bool
salesforce_limits_allow(const struct salesforce *sf, struct err *err)
{
	const struct budget	*all = &sf->connection->budget;
	uint64_t		 made = sf->usage.calls + sf->flying;

	return allow_run(sf, all, made, "connection", err) &&
	    allow_day(sf, all, 1, "connection", err) &&
	    allow_run(sf, &sf->rule, made - sf->rule_from, "rule", err) &&
	    allow_day(sf, &sf->rule, 1, "rule", err);
}

bool
salesforce_limits_known(const struct salesforce *sf)
{
	return sf->usage.calls > 0 ||
	    (sf->connection->budget.leave <= 0 && sf->rule.leave <= 0);
}

static bool
fits(const struct salesforce *sf, const struct budget *b, uint64_t spent,
    uint64_t more, const char *whose, struct err *err)
{
	if (b->calls < 0 || spent + more <= (uint64_t)b->calls)
		return allow_day(sf, b, more, whose, err);
	return err_set(err, ERR_LIMIT, "connection '%s': %llu calls are "
	    "made, writing takes about %llu more, and the %s's budget allows "
	    "%lld in one run: raise 'calls' in its budget, or let it write "
	    "less", sf->connection->name, (unsigned long long)spent,
	    (unsigned long long)more, whose, (long long)b->calls);
}

bool
salesforce_budget_allows(struct salesforce *sf, uint64_t more,
    struct err *err)
{
	bool	ok;

	pthread_mutex_lock(&sf->lock);
	ok = fits(sf, &sf->connection->budget, sf->usage.calls, more,
	    "connection", err) && fits(sf, &sf->rule, sf->usage.calls -
	    sf->rule_from, more, "rule", err);
	pthread_mutex_unlock(&sf->lock);
	return ok;
}

void
salesforce_settling(struct salesforce *sf, bool begin)
{
	pthread_mutex_lock(&sf->lock);
	sf->settling += begin ? 1 : -1;
	pthread_mutex_unlock(&sf->lock);
}

void
salesforce_budget(struct salesforce *sf, const struct budget *rule)
{
	pthread_mutex_lock(&sf->lock);
	sf->rule = rule == NULL ? (struct budget){ -1, 0 } : *rule;
	sf->rule_from = sf->usage.calls + sf->flying;
	pthread_mutex_unlock(&sf->lock);
}

const struct salesforce_usage *
salesforce_usage(const struct salesforce *sf)
{
	return &sf->usage;
}

static void
take_limits(struct salesforce *sf, const struct doc *all,
    struct arena *arena, struct salesforce_limits *out)
{
	const struct doc	*d, *max, *left;
	size_t			 n = 0;

	for (d = all->child; d != NULL; d = d->next)
		n++;
	out->all = arena_array(arena, n + 1, sizeof *out->all);
	n = 0;
	for (d = all->child; d != NULL; d = d->next) {
		max = doc_get(d, "Max");
		left = doc_get(d, "Remaining");
		if (max == NULL || max->kind != DOC_NUMBER || left == NULL ||
		    left->kind != DOC_NUMBER)
			continue;
		out->all[n++] = (struct salesforce_limit){ d->name,
		    (int64_t)max->number, (int64_t)left->number };
		if (strcmp(d->name, "DailyApiRequests") != 0)
			continue;
		sf->usage.day_max = out->all[n - 1].max;
		sf->usage.day_used = out->all[n - 1].max -
		    out->all[n - 1].left;
	}
	out->count = n;
}

bool
salesforce_limits(struct salesforce *sf, struct arena *arena,
    struct salesforce_limits *limits, struct err *err)
{
	struct http_call	 call = { .method = "GET", .url = "/limits" };
	struct doc		*all;
	bool			 ok;

	ok = salesforce_call(sf, &call, err);
	if (ok && !doc_parse((struct slice){ call.answer.ptr,
	    call.answer.len }, "/limits", arena, &all, err))
		ok = err_in(err, "connection '%s'", sf->connection->name);
	if (ok) {
		take_limits(sf, all, arena, limits);
		limits->ahead = salesforce_refuse_clock(&call);
	}
	http_call_clear(&call);
	return ok;
}

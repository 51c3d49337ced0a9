/* SPDX-License-Identifier: MIT */
#include "precept/clock.h"
#include "salesforce_trip.h"

/*
 * Calls to the org: dressed with the token, sent, looked at, repeated where
 * that does no harm. A session that has ended is replaced once for all calls
 * under way, and each of them is sent once more. Several threads may have
 * calls at the same time: what the session is to all is looked at under its
 * lock, and each set of calls has connections for itself.
 */

struct voyage {
	struct salesforce	*sf;
	struct salesforce_line	*line;
	struct salesforce_trip	*trips;
	size_t			 count, first, flying;
	salesforce_done		*done;
	struct err		*err;
	bool			 ok;		/* nobody said stop */
	bool			 dead;		/* no call can begin: `why` */
	struct err		 why;
};

static void
end(struct voyage *v, struct salesforce_trip *t, bool ok, struct err *err)
{
	t->state = TRIP_ENDED;
	if (v->done == NULL ? ok : v->done(t->call, ok, err))
		return;
	if (v->ok)
		*v->err = *err;
	v->ok = false;
}

/* All of them together keep to the connection's number; each has one. */
static bool
has_room(struct voyage *v)
{
	bool	ok;

	if (v->flying == 0)
		return true;
	pthread_mutex_lock(&v->sf->lock);
	ok = v->sf->flying < (size_t)salesforce_pace(v->sf) &&
	    salesforce_limits_known(v->sf);
	pthread_mutex_unlock(&v->sf->lock);
	return ok;
}

static bool
may_start(struct salesforce *sf, struct err *err)
{
	if (sf->closed.kind != ERR_NONE) {
		*err = sf->closed;
		return false;
	}
	return salesforce_limits_allow(sf, err) &&
	    salesforce_session_begin(sf, NULL, err);
}

static bool
start(struct voyage *v, struct salesforce_trip *t, struct err *err)
{
	struct salesforce	*sf = v->sf;
	bool			 ok;

	pthread_mutex_lock(&sf->lock);
	ok = may_start(sf, err);
	if (ok) {
		salesforce_line_fresh(v->line, sf);
		salesforce_trip_dress(t, sf);
		sf->flying++;
	}
	pthread_mutex_unlock(&sf->lock);
	if (!ok)
		return false;
	t->state = TRIP_FLIES;
	t->begun = clock_steady();
	v->flying++;
	http_start(v->line->http, t->call);
	return true;
}

/* All that fail together find the new session there already. */
static bool
renew(struct voyage *v, const struct salesforce_token *had, struct err *err)
{
	bool	ok;

	pthread_mutex_lock(&v->sf->lock);
	ok = salesforce_session_begin(v->sf, had, err);
	pthread_mutex_unlock(&v->sf->lock);
	return ok;
}

/* When the day's calls are used up nobody asks again. */
static void
close_day(struct salesforce *sf, const struct salesforce_error *e,
    const struct err *err)
{
	if (strcmp(e->code, "REQUEST_LIMIT_EXCEEDED") != 0 ||
	    salesforce_passing(e->code, e->text))
		return;
	pthread_mutex_lock(&sf->lock);
	sf->closed = *err;
	pthread_mutex_unlock(&sf->lock);
}

static void
look(struct voyage *v, struct salesforce_trip *t,
    const struct salesforce_error *e, const struct salesforce_token *had)
{
	struct err	err = { 0 };
	int64_t		pause;

	if (salesforce_trip_needs_session(t, e)) {
		t->again = true;
		t->state = TRIP_WAITS;
		if (!renew(v, had, &err))
			end(v, t, false, &err);
		return;
	}
	pthread_mutex_lock(&v->sf->lock);
	salesforce_pace_bad(v->sf, t->call, e);
	pthread_mutex_unlock(&v->sf->lock);
	t->tries++;
	pause = v->ok ? salesforce_trip_pause(t, e) : -1;
	if (pause >= 0) {
		t->state = TRIP_WAITS;
		t->not_before = clock_steady() + pause * 1000;
		return;
	}
	salesforce_refuse_call(v->sf, t->call, t->path, &err);
	close_day(v->sf, e, &err);
	end(v, t, false, &err);
}

/* What is in the way of one call is in the way of all that wait. */
static void
start_or_end(struct voyage *v, struct salesforce_trip *t)
{
	struct err	err;

	if (!v->dead && !start(v, t, &v->why))
		v->dead = true;
	if (!v->dead)
		return;
	err = v->why;
	end(v, t, false, &err);
}

/* Starts what may start; ms until the next one may, if nothing flies. */
static int64_t
start_some(struct voyage *v)
{
	int64_t	now = clock_steady(), wait = 0;
	size_t	i;

	while (v->first < v->count && v->trips[v->first].state == TRIP_ENDED)
		v->first++;
	for (i = v->first; i < v->count; i++) {
		struct salesforce_trip	*t = &v->trips[i];

		if (t->state != TRIP_WAITS)
			continue;
		if (!v->ok)
			t->state = TRIP_ENDED;
		else if (t->not_before > now)
			wait = wait == 0 || t->not_before - now < wait ?
			    t->not_before - now : wait;
		else if (has_room(v))
			start_or_end(v, t);
		else
			break;
	}
	return (wait + 999) / 1000;
}

/* Its token stays until it was compared with the session's. Where all is well
 * another call is on its way while this one's answer is read. */
static void
land(struct voyage *v, struct salesforce_trip *t)
{
	struct salesforce_token	*had = t->token;
	struct salesforce_error	 e = { "", "", NULL };
	struct arena		*arena = arena_new();
	struct err		 err = { 0 };

	v->flying--;
	pthread_mutex_lock(&v->sf->lock);
	v->sf->flying--;
	had->users++;
	salesforce_limits_count(v->sf, t->call);
	salesforce_trip_undress(t);
	if (salesforce_trip_is_good(t))
		salesforce_pace_good(v->sf, clock_steady() - t->begun);
	pthread_mutex_unlock(&v->sf->lock);
	if (t->call->outcome == HTTP_WHOLE && !salesforce_trip_is_good(t))
		salesforce_error((struct slice){ t->call->answer.ptr,
		    t->call->answer.len }, arena, &e);
	if (salesforce_trip_is_good(t)) {
		start_some(v);
		end(v, t, true, &err);
	} else
		look(v, t, &e, had);
	pthread_mutex_lock(&v->sf->lock);
	salesforce_token_leave(had);
	pthread_mutex_unlock(&v->sf->lock);
	arena_free(arena);
}

static void
sail(struct voyage *v)
{
	struct http_call	*call;
	int64_t			 wait;

	for (;;) {
		wait = start_some(v);
		if (v->flying > 0) {
			call = http_wait(v->line->http);
			land(v, call->own);
		} else if (v->first == v->count)
			return;
		else if (wait > 0)
			http_sleep(v->line->http, wait);
	}
}

bool
salesforce_calls(struct salesforce *sf, struct http_call *calls, size_t n,
    salesforce_done *done, struct err *err)
{
	struct voyage	v = { .sf = sf, .count = n, .done = done, .err = err,
			    .ok = true };
	size_t		i;

	v.line = salesforce_line_take(sf, err);
	if (v.line == NULL)
		return false;
	v.trips = mem_array(n + 1, sizeof *v.trips);
	for (i = 0; i < n; i++)
		salesforce_trip_begin(&v.trips[i], &calls[i]);
	sail(&v);
	for (i = 0; i < n; i++)
		salesforce_trip_end(&v.trips[i]);
	mem_free(v.trips);
	salesforce_line_give(sf, v.line);
	return v.ok;
}

bool
salesforce_call(struct salesforce *sf, struct http_call *call,
    struct err *err)
{
	return salesforce_calls(sf, call, 1, NULL, err);
}

/* SPDX-License-Identifier: MIT */
#include <assert.h>

#include "precept/clock.h"
#include "salesforce_session.h"
#include "salesforce_switch.h"

/*
 * Calls to the org: dressed with the token, sent, looked at, repeated where
 * that does no harm. A session that has ended is replaced once for all calls
 * under way, and each of them is sent once more.
 */

#define HEADERS 12	/* of the caller's */

enum state { WAITS, FLIES, ENDED };

/* A call on its way; what was the caller's in it is put back at the end. */
struct trip {
	struct salesforce	*sf;
	struct http_call	*call;
	const char		*path;
	const char *const	*headers;
	bool			(*sink)(struct http_call *, const char *,
				    size_t);
	void			*own;
	struct text		 url;
	const char		*dress[HEADERS + 3];
	struct salesforce_token	*token;
	enum state		 state;
	int64_t			 not_before;	/* clock_steady() */
	int			 tries;
	bool			 again;		/* with a second session */
	bool			 poured;	/* the sink has had some */
};

struct voyage {
	struct salesforce	*sf;
	struct trip		*trips;
	size_t			 count, first, flying;
	salesforce_done		*done;
	struct err		*err;
	bool			 ok;		/* nobody said stop */
	bool			 dead;		/* no call can begin: `why` */
	struct err		 why;
};

static void
begin(struct trip *t, struct salesforce *sf, struct http_call *call)
{
	*t = (struct trip){ .sf = sf, .call = call, .path = call->url,
	    .headers = call->headers, .sink = call->sink, .own = call->own };
	text_init(&t->url, 1 << 20);
	call->outcome = HTTP_UNSENT;
	call->status = 0;
}

static void
undress(struct trip *t)
{
	salesforce_token_leave(t->token);
	t->token = NULL;
	t->call->url = t->path;
	t->call->headers = t->headers;
	t->call->sink = t->sink;
	t->call->own = t->own;
}

/* What is no success is an error to be read, not the rows that are awaited. */
static bool
pour(struct http_call *call, const char *ptr, size_t len)
{
	struct trip	*t = call->own;
	bool		 ok;

	if (call->status < 200 || call->status > 299) {
		text_add(&call->answer, ptr, len);
		return true;
	}
	t->poured = true;
	call->own = t->own;
	ok = t->sink(call, ptr, len);
	call->own = t;
	return ok;
}

/* "/sobjects/…" is below the version; "/services/…" is from the root. */
static void
set_url(struct trip *t)
{
	const char	*path = t->path;

	text_clear(&t->url);
	text_string(&t->url, t->sf->instance);
	if (strncmp(path, "services/", 9) == 0)
		text_char(&t->url, '/');
	else if (strncmp(path, "/services/", 10) != 0)
		text_printf(&t->url, "/services/data/v%s",
		    t->sf->connection->version);
	text_string(&t->url, path);
	t->call->url = t->url.ptr;
}

static void
dress(struct trip *t)
{
	size_t	n = 0, i;

	for (i = 0; t->headers != NULL && t->headers[i] != NULL; i++) {
		assert(n < HEADERS);
		t->dress[n++] = t->headers[i];
	}
	t->dress[n++] = t->sf->token->header.ptr;
	t->dress[n++] = "Sforce-Call-Options: client=precept";
	t->dress[n] = NULL;
	set_url(t);
	t->call->headers = t->dress;
	t->call->own = t;
	if (t->sink != NULL)
		t->call->sink = pour;
	t->token = t->sf->token;
	t->token->users++;
}

static bool
start(struct voyage *v, struct trip *t, struct err *err)
{
	struct salesforce	*sf = v->sf;

	if (sf->closed.kind != ERR_NONE) {
		*err = sf->closed;
		return false;
	}
	if (!salesforce_limits_allow(sf, err) ||
	    (sf->token == NULL && !salesforce_sign_in(sf, err)))
		return false;
	dress(t);
	t->state = FLIES;
	v->flying++;
	http_start(sf->http, t->call);
	return true;
}

static void
end(struct voyage *v, struct trip *t, bool ok, struct err *err)
{
	t->state = ENDED;
	if (v->done == NULL ? ok : v->done(t->call, ok, err))
		return;
	if (v->ok)
		*v->err = *err;
	v->ok = false;
}

static bool
is_good(const struct http_call *call)
{
	return call->outcome == HTTP_WHOLE && ((call->status >= 200 &&
	    call->status <= 300) || call->status == 304);
}

static bool
has_ended(const struct salesforce_error *e, int status)
{
	return status == 401 && strcmp(e->code, "INVALID_SESSION_ID") == 0 &&
	    strstr(e->text, SALESFORCE_NEVER_VALID) == NULL;
}

static bool
is_crowded(const struct salesforce_error *e)
{
	return strcmp(e->code, "REQUEST_LIMIT_EXCEEDED") == 0 &&
	    salesforce_passing(e->code, e->text);
}

/* How long until the call is worth another try; -1: never. */
static int64_t
pause_of(const struct trip *t, const struct salesforce_error *e)
{
	struct http_call	like = *t->call;
	bool			whole = like.outcome == HTTP_WHOLE;
	int64_t			pause;

	if (t->poured)
		return -1;
	if (whole && strcmp(e->code, "QUERY_TIMEOUT") == 0 &&
	    t->tries > SALESFORCE_QUERY_TRIES)
		return -1;
	/* An error of the org says that nothing was done; for http it looks
	 * like the answer of a service that is busy. */
	if (whole && (SALESFORCE_UNDONE(like.status) ||
	    strcmp(e->code, "QUERY_TIMEOUT") == 0 ||
	    (like.status < 500 && salesforce_passing(e->code, e->text))))
		like.status = 429;
	pause = http_pause(&like, t->tries);
	if (pause >= 0 && pause < SALESFORCE_CROWDED_MS && is_crowded(e))
		pause = SALESFORCE_CROWDED_MS;
	return pause;
}

/* All that fail together find the new session there already. */
static bool
renew(struct trip *t, const struct salesforce_token *had, struct err *err)
{
	t->again = true;
	return t->sf->token != had || salesforce_sign_in(t->sf, err);
}

/* The day is over for the whole session: nobody asks again. */
static void
close_day(struct salesforce *sf, const struct salesforce_error *e,
    const struct err *err)
{
	if (strcmp(e->code, "REQUEST_LIMIT_EXCEEDED") == 0 &&
	    !salesforce_passing(e->code, e->text))
		sf->closed = *err;
}

static void
look(struct voyage *v, struct trip *t, const struct salesforce_error *e,
    const struct salesforce_token *had)
{
	struct err	err = { 0 };
	int64_t		pause;

	if (has_ended(e, t->call->status) && !t->again) {
		if (renew(t, had, &err))
			t->state = WAITS;
		else
			end(v, t, false, &err);
		return;
	}
	t->tries++;
	pause = v->ok ? pause_of(t, e) : -1;
	if (pause >= 0) {
		t->state = WAITS;
		t->not_before = clock_steady() + pause * 1000;
		return;
	}
	salesforce_refuse_call(v->sf, t->call, t->path, &err);
	close_day(v->sf, e, &err);
	end(v, t, false, &err);
}

static void
land(struct voyage *v, struct trip *t)
{
	const struct salesforce_token	*had = t->token;
	struct salesforce_error		 e = { "", "", NULL };
	struct arena			*arena;
	struct err			 err = { 0 };

	v->flying--;
	salesforce_limits_count(v->sf, t->call);
	undress(t);
	if (is_good(t->call)) {
		end(v, t, true, &err);
		return;
	}
	arena = arena_new();
	if (t->call->outcome == HTTP_WHOLE)
		salesforce_error((struct slice){ t->call->answer.ptr,
		    t->call->answer.len }, arena, &e);
	look(v, t, &e, had);
	arena_free(arena);
}

/* What is in the way of one call is in the way of all that wait. */
static void
start_or_end(struct voyage *v, struct trip *t)
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
	size_t	i, most = (size_t)v->sf->connection->connections;
	int64_t	now = clock_steady(), wait = 0;

	while (v->first < v->count && v->trips[v->first].state == ENDED)
		v->first++;
	for (i = v->first; i < v->count && v->flying < most; i++) {
		struct trip	*t = &v->trips[i];

		if (t->state != WAITS)
			continue;
		if (!v->ok)
			t->state = ENDED;
		else if (t->not_before <= now)
			start_or_end(v, t);
		else if (wait == 0 || t->not_before - now < wait)
			wait = t->not_before - now;
	}
	return (wait + 999) / 1000;
}

static void
sail(struct voyage *v)
{
	struct http_call	*call;
	int64_t			 wait;

	for (;;) {
		wait = start_some(v);
		if (v->flying > 0) {
			call = http_wait(v->sf->http);
			land(v, call->own);
		} else if (v->first == v->count)
			return;
		else if (wait > 0)
			http_sleep(v->sf->http, wait);
	}
}

bool
salesforce_calls(struct salesforce *sf, struct http_call *calls, size_t n,
    salesforce_done *done, struct err *err)
{
	struct voyage	v = { .sf = sf, .count = n, .done = done, .err = err,
			    .ok = true };
	size_t		i;

	pthread_mutex_lock(&sf->lock);
	v.trips = mem_array(n + 1, sizeof *v.trips);
	for (i = 0; i < n; i++)
		begin(&v.trips[i], sf, &calls[i]);
	sail(&v);
	for (i = 0; i < n; i++)
		text_free(&v.trips[i].url);
	mem_free(v.trips);
	pthread_mutex_unlock(&sf->lock);
	return v.ok;
}

bool
salesforce_call(struct salesforce *sf, struct http_call *call,
    struct err *err)
{
	return salesforce_calls(sf, call, 1, NULL, err);
}

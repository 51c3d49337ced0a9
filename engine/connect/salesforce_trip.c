/* SPDX-License-Identifier: MIT */
#include <assert.h>

#include "salesforce_switch.h"
#include "salesforce_trip.h"

/* A call dressed for the org, and what its answer means for another try. */

void
salesforce_trip_begin(struct salesforce_trip *t, struct http_call *call)
{
	*t = (struct salesforce_trip){ .call = call, .path = call->url,
	    .headers = call->headers, .sink = call->sink, .own = call->own };
	text_init(&t->url, 1 << 20);
	call->outcome = HTTP_UNSENT;
	call->status = 0;
}

void
salesforce_trip_end(struct salesforce_trip *t)
{
	text_free(&t->url);
}

/* What is no success is an error to be read, not the rows that are awaited. */
static bool
pour(struct http_call *call, const char *ptr, size_t len)
{
	struct salesforce_trip	*t = call->own;
	bool			 ok;

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
set_url(struct salesforce_trip *t, const struct salesforce *sf)
{
	text_clear(&t->url);
	text_string(&t->url, sf->instance);
	if (strncmp(t->path, "services/", 9) == 0)
		text_char(&t->url, '/');
	else if (strncmp(t->path, "/services/", 10) != 0)
		text_printf(&t->url, "/services/data/v%s",
		    sf->connection->version);
	text_string(&t->url, t->path);
	t->call->url = t->url.ptr;
}

void
salesforce_trip_dress(struct salesforce_trip *t, struct salesforce *sf)
{
	size_t	n = 0, i;

	for (i = 0; t->headers != NULL && t->headers[i] != NULL; i++) {
		assert(n < SALESFORCE_HEADERS);
		t->dress[n++] = t->headers[i];
	}
	t->dress[n++] = sf->token->header.ptr;
	t->dress[n++] = "Sforce-Call-Options: client=precept";
	t->dress[n] = NULL;
	set_url(t, sf);
	t->call->headers = t->dress;
	t->call->own = t;
	if (t->sink != NULL)
		t->call->sink = pour;
	t->token = sf->token;
	t->token->users++;
}

void
salesforce_trip_undress(struct salesforce_trip *t)
{
	salesforce_token_leave(t->token);
	t->token = NULL;
	t->call->url = t->path;
	t->call->headers = t->headers;
	t->call->sink = t->sink;
	t->call->own = t->own;
}

bool
salesforce_trip_is_good(const struct salesforce_trip *t)
{
	const struct http_call	*call = t->call;

	return call->outcome == HTTP_WHOLE && ((call->status >= 200 &&
	    call->status <= 300) || call->status == 304);
}

bool
salesforce_trip_needs_session(const struct salesforce_trip *t,
    const struct salesforce_error *e)
{
	return !t->again && t->call->status == 401 &&
	    strcmp(e->code, "INVALID_SESSION_ID") == 0 &&
	    strstr(e->text, SALESFORCE_NEVER_VALID) == NULL;
}

static bool
is_crowded(const struct salesforce_error *e)
{
	return strcmp(e->code, "REQUEST_LIMIT_EXCEEDED") == 0 &&
	    salesforce_passing(e->code, e->text);
}

int64_t
salesforce_trip_pause(const struct salesforce_trip *t,
    const struct salesforce_error *e)
{
	struct http_call	like = *t->call;
	bool			whole = like.outcome == HTTP_WHOLE;
	bool			slow = strcmp(e->code, "QUERY_TIMEOUT") == 0;
	int64_t			pause;

	if (t->poured || (slow && t->tries > SALESFORCE_QUERY_TRIES))
		return -1;
	/* An error of the org says that nothing was done; for http it looks
	 * like the answer of a service that is busy. */
	if (whole && (SALESFORCE_UNDONE(like.status) || slow ||
	    (like.status < 500 && salesforce_passing(e->code, e->text))))
		like.status = 429;
	pause = http_pause(&like, t->tries);
	if (pause >= 0 && pause < SALESFORCE_CROWDED_MS && is_crowded(e))
		pause = SALESFORCE_CROWDED_MS;
	return pause;
}

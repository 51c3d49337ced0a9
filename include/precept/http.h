/* SPDX-License-Identifier: MIT */
/*
 * http.h - calls to one service over HTTP: several at once over kept
 * connections, each sent at most once when it must not be doubled.
 *
 *	struct http_call call = { .method = "GET", .url = url };
 *	if (http_do(http, &call, &err) && call.status == 200)
 *		... call.body ...
 *	http_call_clear(&call);
 *
 * One `struct http` holds the connections of one credential, and is used by
 * one thread at a time. TLS only, but for loopback; redirects are answers,
 * never followed; ceilings on time, header and (inflated) body bytes.
 */
#ifndef PRECEPT_HTTP_H
#define PRECEPT_HTTP_H

#include "precept/err.h"
#include "precept/text.h"

struct http;

struct http_options {
	int		 connections;	/* at once, at most; 0: 5 */
	int		 stall;		/* seconds without a byte that end a
					   call; 0: 120 */
	const char	*ca_file;	/* PEM, beside the system's; or NULL */
	const char	*agent;		/* User-Agent; NULL: precept */
	const char	*proxy;		/* NULL: none, whatever the
					   environment says */
};

enum http_outcome {
	HTTP_WHOLE,		/* status and a whole answer, maybe an error */
	HTTP_UNSENT,		/* nothing left this machine: safe to repeat */
	HTTP_UNKNOWN		/* it was sent, and no whole answer came */
};

struct http_call {
	/* asked; all borrowed until the call is done */
	const char		*method;
	const char		*url;
	const char *const	*headers;	/* "Name: value", NULL ended */
	struct slice		 body;		/* with a Content-Type */
	bool			 once;		/* not idempotent */
	bool			 hush;		/* bodies are secret: wiped */
	int64_t			 timeout;	/* ms; 0: 120,000 */
	size_t			 max_bytes;	/* of the answer; 0: 64 MiB */
	/* The body as it comes, whatever the status, which is already there;
	 * it may gather in `answer` what is no success. false ends the call.
	 * NULL: all is gathered in `answer`. */
	bool			(*sink)(struct http_call *, const char *,
				    size_t);
	void			*own;		/* the caller's */

	/* answered */
	enum http_outcome	 outcome;
	int			 status;
	struct text		 answer;
	struct text		 answer_headers;	/* raw lines */
	int64_t			 retry_after;	/* ms, an hour at most; -1: not
						   said */
	int64_t			 took;		/* microseconds */
	uint64_t		 bytes_out, bytes_in;	/* on the wire */
	char			 why[256];	/* unless HTTP_WHOLE: a phrase
						   for an admin */
	bool			 hopeless;	/* again would be the same */
	struct http_call	*next;		/* http's own, as all below */
	struct http		*http;
	struct http_flight	*flight;
};

struct http	*http_open(const struct http_options *, struct err *);
/* Calls that are not done are given up, and never come from http_wait. */
void		 http_close(struct http *);

/*
 * Queues a call and clears what an earlier one answered. Not more than
 * `connections` are under way at once, and fewer while the service says that
 * it is too much (429, 503, Salesforce's concurrent REQUEST_LIMIT_EXCEEDED):
 * half of them, then one more for every ten that went well. A Retry-After
 * holds back what is still queued, a minute at most.
 */
void		 http_start(struct http *, struct http_call *);
/* The next call that is done, whatever came of it; NULL: none was queued. */
struct http_call *http_wait(struct http *);
/* Waits, while queued calls go on; http_wait has those that end. */
void		 http_sleep(struct http *, int64_t ms);
/* One call from start to end, while no other is queued. false: no whole
 * answer (err: ERR_REMOTE with host and reason). */
bool		 http_do(struct http *, struct http_call *, struct err *);
/* The token is a new one: closes the connections that were kept. Calls under
 * way end on theirs, those after them begin on new ones. */
void		 http_forget(struct http *);
/* Frees what was answered; ready to be asked again. */
void		 http_call_clear(struct http_call *);

/* A header's value, of the last answer; a NULL slice if there is none. */
struct slice	 http_header(const struct http_call *, const char *name);

/*
 * When to try again, after `tries` tries (1: the first has just failed): ms
 * to wait, for http_sleep, or -1 when the call must not be repeated. A random
 * time up to 0.5 s x 2^tries, 60 s at most; Retry-After wins. Five tries at
 * most, and not more repeats in all than ten, ten a minute and one for every
 * ten calls.
 *
 * What never left is repeated, and a 429. Any other passing trouble (408, 500,
 * 502, 503, 504, an unknown outcome) only if the call is not `once`.
 */
int64_t		 http_pause(const struct http_call *, int tries);

/* Percent-encodes everything but unreserved characters (RFC 3986). */
void		 http_escape(struct text *, struct slice);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * salesforce.h - one Salesforce org, signed in: what its readers and writers
 * stand on.
 *
 * Facts: Salesforce's REST API guide v62, Bulk API 2.0 guide, and its help
 * on OAuth flows; disputed ones are in salesforce_switch.h by name.
 */
#ifndef SALESFORCE_H
#define SALESFORCE_H

#include "precept/arena.h"
#include "precept/connection.h"
#include "precept/http.h"

struct salesforce;

/* What it has cost so far, and what the org says of its day. */
struct salesforce_usage {
	uint64_t	calls, bytes_out, bytes_in;
	int64_t		day_used, day_max;	/* Sforce-Limit-Info; -1: not
						   known yet */
};

/* Signs in at the first call, not here. `dir` is the workspace's. */
struct salesforce *salesforce_open(const struct connection *,
	    const char *dir, struct err *);
void	salesforce_close(struct salesforce *);

/*
 * A call whose url is a path below /services/data/vNN.N ("/sobjects/…") or
 * one from the root ("/services/data/…", as nextRecordsUrl is). Signs in, at
 * most once more on INVALID_SESSION_ID; repeats what may be repeated, with
 * pauses; counts against the budget. true: an answer with 2xx, 300 or 304.
 * false: err is a sentence with the vendor's code, cause and remedy, and
 * call->outcome says whether anything may have happened.
 */
bool	salesforce_call(struct salesforce *, struct http_call *,
	    struct err *);
/* Several at once, over the connection's connections. `done` is called for
 * each as it ends, from this thread; ok as salesforce_call's answer. */
bool	salesforce_calls(struct salesforce *, struct http_call *, size_t n,
	    bool (*done)(struct http_call *, bool ok, struct err *),
	    struct err *);
const struct salesforce_usage *salesforce_usage(const struct salesforce *);
/* Waits for something that Salesforce works on. */
void	salesforce_sleep(struct salesforce *, int64_t ms);
/* Who is signed in, his record id; signs in if nobody is yet. NULL: no. */
const char *salesforce_user(struct salesforce *, struct err *);

/* The first error in an answer of any of Salesforce's shapes. */
struct salesforce_error {
	const char	*code;		/* "UNABLE_TO_LOCK_ROW" or "" */
	const char	*text;		/* the vendor's own */
	const char	*fields;	/* "Name, Phone" or NULL */
};
bool	salesforce_error(struct slice body, struct arena *,
	    struct salesforce_error *);
/* What it means and what to do, for people; "" for unknown codes. */
const char *salesforce_remedy(const char *code);
/* Repeating the row alone may help: UNABLE_TO_LOCK_ROW and its like. */
bool	salesforce_passing(const char *code, const char *text);

#endif

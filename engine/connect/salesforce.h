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
#include "precept/help.h"
#include "precept/http.h"

struct salesforce;		/* several threads may use it at once */

/* What it has cost so far, and what the org says of its day. */
struct salesforce_usage {
	uint64_t	calls, bytes_out, bytes_in;
	int64_t		day_used, day_max;	/* Sforce-Limit-Info; -1: not
						   known yet */
};

/* Signs in at the first call, not here. `dir` is the workspace's; the
 * connection is borrowed. */
struct salesforce *salesforce_open(const struct connection *,
	    const char *dir, struct err *);
void	salesforce_close(struct salesforce *);

/* Now, to see whether it works. After a refusal nothing is tried again. */
bool	salesforce_sign_in(struct salesforce *, struct err *);
/* Who is signed in, his record id; signs in if nobody is yet. NULL: no. */
const char *salesforce_user(struct salesforce *, struct err *);
/* The org's id; NULL before that. */
const char *salesforce_org(const struct salesforce *);
/* Waits for something that Salesforce works on. */
void	salesforce_sleep(struct salesforce *, int64_t ms);

/*
 * A call whose url is a path below /services/data/vNN.N ("/sobjects/…") or
 * one from the root ("/services/data/…", as nextRecordsUrl is; the slash may
 * be missing, as in contentUrl). Signs in, at most once more on
 * INVALID_SESSION_ID; repeats what may be repeated, with pauses; counts
 * against the budget. true: an answer with 2xx, 300 or 304. false: err is a
 * sentence with the vendor's code, cause and remedy, call->answer is the
 * vendor's, and call->outcome says whether anything may have happened.
 *
 * Threads may share a session: their calls go one after the other.
 *
 * At most 12 headers. A sink gets the bodies of 2xx alone; when it has had
 * some of them the call is not repeated. A call is `once` when it must not
 * be doubled: it is repeated only where nothing can have been done.
 */
bool	salesforce_call(struct salesforce *, struct http_call *,
	    struct err *);
/*
 * Several at once, over the connection's connections, and fewer while the
 * org says that it is busy. `done` is called for each as it ends, from this
 * thread, ok and err as salesforce_call's. When it gives false no more begin:
 * those under way still come, those that never began are HTTP_UNSENT, and its
 * err is handed on.
 */
typedef bool salesforce_done(struct http_call *, bool ok, struct err *);
bool	salesforce_calls(struct salesforce *, struct http_call *, size_t n,
	    salesforce_done *, struct err *);

/* Rows of an answer were locked: fewer calls at once for a while. */
void	salesforce_locked(struct salesforce *);

const struct salesforce_usage *salesforce_usage(const struct salesforce *);
/* From here on this budget holds too, counted from here; NULL: none. */
void	salesforce_budget(struct salesforce *, const struct budget *rule);
/* Do so many calls more fit into the budgets? false: the sentence. */
bool	salesforce_budget_allows(struct salesforce *, uint64_t more,
	    struct err *);
/* What was sent must be settled whatever it costs: in between, the budgets
 * hold nothing up. They nest. */
void	salesforce_settling(struct salesforce *, bool begin);

/* The org's limits of the day, by GET /limits; in the arena. */
struct salesforce_limit {
	const char	*name;		/* "DailyApiRequests" */
	int64_t		 max, left;
};
struct salesforce_limits {
	struct salesforce_limit	*all;
	size_t			 count;
	int64_t			 ahead;		/* our clock of the org's, in
						   seconds; 0: or not said */
};
bool	salesforce_limits(struct salesforce *, struct arena *,
	    struct salesforce_limits *, struct err *);

/* The first error in an answer of any of Salesforce's shapes; false: there
 * is none that can be read. */
struct salesforce_error {
	const char	*code;		/* "UNABLE_TO_LOCK_ROW" or "" */
	const char	*text;		/* the vendor's own, in one line */
	const char	*fields;	/* "Name, Phone" or NULL */
};
bool	salesforce_error(struct slice body, struct arena *,
	    struct salesforce_error *);
/* What it means and what to do, for people: "cause. Remedy."; "" for unknown
 * codes. */
const char *salesforce_remedy(const char *code);
/* Repeating the row alone may help: UNABLE_TO_LOCK_ROW and its like. */
bool	salesforce_passing(const char *code, const char *text);

/* The codes' pages; the last has no code. */
extern const struct help salesforce_help[];

#endif

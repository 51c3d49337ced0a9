/* SPDX-License-Identifier: MIT */
/*
 * sandbox.h - the services on loopback: what the files of the sandbox share.
 *
 * A request comes in as a `struct request`; its handler answers into it. All
 * handlers run on one thread. Written from the services' published facts,
 * not from our client.
 */
#ifndef SANDBOX_H
#define SANDBOX_H

#include "precept/sandbox.h"

struct org;			/* the Salesforce org's data: org.h */
struct faults;			/* what goes wrong on demand: faults.h */
struct auth;			/* users, clients, tokens: auth.h */
struct calls;			/* what was asked so far: calls.h */
struct server;			/* the HTTP server: server.h */
struct query_cursor;		/* pages to come: query_cursor.h */
struct usage;			/* the Pendo subscription: usage.h */
struct success;			/* the Gainsight tenant: success.h */

struct sandbox {
	struct org	*org;
	struct faults	*faults;
	int64_t		 clock_shift;	/* microseconds, added to now */
	const char	*base;		/* "http://127.0.0.1:PORT" */
	uint64_t	 api_used, api_max;	/* of the day */
	int64_t		 api_day;	/* which day that is */
	struct auth	*auth;
	struct calls	*calls;
	struct server	*server;
	struct arena	*arena;		/* as long as the sandbox */
	struct query_cursor *cursors;	/* query_cursor.h */
	uint64_t	 cursor_count;	/* made so far */
	bool		 tooling_filled;	/* tooling.h */
	uint64_t	 switched;	/* switches.h */
	struct usage	*usage;		/* Pendo's data: usage.h */
	struct success	*success;	/* Gainsight's: success.h */
};

#define REQUEST_PARTS 16
#define REQUEST_OUT ((size_t)512 << 20)		/* bytes of an answer */

struct request {
	struct sandbox	*sandbox;
	struct arena	*arena;		/* lives as long as the request */
	/* asked */
	const char	*method;	/* after ?_HttpMethod=; HEAD is GET */
	const char	*path;		/* as sent, without the query */
	/*
	 * The segments below /services/data/vNN.N, percent-decoded; for
	 * paths elsewhere (version is 0 there), below the host.
	 */
	const char	*part[REQUEST_PARTS];
	int		 parts;
	double		 version;	/* 62.0 */
	struct slice	 body;		/* inflated */
	const char	*user;		/* whose token it is: his id */
	void		*own;		/* request.h: headers, parameters */
	/* answered */
	int		 status;	/* 0: nobody has answered yet */
	struct text	 out;
	const char	*type;		/* NULL: JSON in UTF-8 */
	/* An error in another service's form; NULL: Salesforce's. `out` is
	 * empty and `status` set when it is called. */
	void		(*refuse)(struct request *, const char *code,
			    const char *message);
};

/* A parameter of the query or of a form body, decoded; NULL: not there. */
const char	*request_param(const struct request *, const char *name);
const char	*request_header(const struct request *, const char *name);
void		 request_answer_header(struct request *, const char *name,
		    const char *value);
/* [{"message":…,"errorCode":…,"fields":[…]}], the answer of most errors;
 * `fields` is NULL or "A,B". What was written to `out` before is gone. */
void		 request_error(struct request *, int status, const char *code,
		    const char *fields, const char *fmt, ...)
		    __attribute__((format(printf, 5, 6)));
/* Microseconds since 1970 by the sandbox's clock. */
int64_t		 sandbox_now(const struct sandbox *);

/*
 * A call inside a call (composite, batch), answered when this returns: same
 * user, same arena, not counted again. `url` is "/services/data/v62.0/…",
 * "/v62.0/…" or "v62.0/…", with its query. text_free(&part->out) is left to
 * the caller.
 */
struct request	*request_part(struct request *whole, const char *method,
		    const char *url, struct slice body);

/*
 * One family of resources, ended by { 0 }; the first route that fits takes
 * the call. "*" in the pattern is any one segment, a "**" at the end any
 * number (also none). If only the method does not fit, it is 405.
 *
 *	{ "PATCH", "sobjects/" "*" "/" "*", patch_row },
 *
 * A handler that leaves `status` 0 has answered 200, or 204 when `out` is
 * empty. A new table gets its line in routes.c.
 */
struct route {
	const char	*method;	/* NULL: any */
	const char	*pattern;
	void		(*answer)(struct request *);
};

extern const struct route route_auth[], route_row[], route_query[],
	route_many[], route_bulk[], route_tooling[];
/* Elsewhere on the host: below "/". */
extern const struct route route_sign_in[], route_versions[], route_control[],
	route_limits[], route_success[], route_usage[];

#endif

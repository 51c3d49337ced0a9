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

#include "precept/arena.h"
#include "precept/err.h"
#include "precept/text.h"

struct org;			/* the Salesforce org's data: org.h */
struct faults;			/* what goes wrong on demand: faults.h */

struct sandbox {
	struct org	*org;
	struct faults	*faults;
	int64_t		 clock_shift;	/* microseconds, added to now */
	const char	*base;		/* "http://127.0.0.1:PORT" */
	uint64_t	 api_used, api_max;	/* of the day */
};

#define REQUEST_PARTS 16

struct request {
	struct sandbox	*sandbox;
	struct arena	*arena;		/* lives as long as the request */
	/* asked */
	const char	*method;	/* after ?_HttpMethod= */
	const char	*path;		/* as sent, without the query */
	/* The segments below /services/data/vNN.N, percent-decoded. */
	const char	*part[REQUEST_PARTS];
	int		 parts;
	double		 version;	/* 62.0 */
	struct slice	 body;		/* inflated */
	const char	*user;		/* whose token it is: his id */
	void		*own;		/* the server's own */
	/* answered */
	int		 status;	/* 0: nobody has answered yet */
	struct text	 out;
	const char	*type;		/* NULL: application/json;charset=UTF-8 */
};

/* A parameter of the query or of a form body, decoded; NULL: not there. */
const char	*request_param(const struct request *, const char *name);
const char	*request_header(const struct request *, const char *name);
void		 request_answer_header(struct request *, const char *name,
		    const char *value);
/* [{"message":…,"errorCode":…,"fields":[…]}], the answer of most errors;
 * `fields` is NULL or "A,B". */
void		 request_error(struct request *, int status, const char *code,
		    const char *fields, const char *fmt, ...)
		    __attribute__((format(printf, 5, 6)));
/* Microseconds since 1970 by the sandbox's clock. */
int64_t		 sandbox_now(const struct sandbox *);

/*
 * One family of resources; the first route that fits takes it. "*" in
 * the pattern is any one segment, a "**" at the end any number.
 *
 *	{ "PATCH", "sobjects/" "*" "/" "*", patch_row }
 */
struct route {
	const char	*method;	/* NULL: any */
	const char	*pattern;
	void		(*answer)(struct request *);
};

extern const struct route route_auth[], route_row[], route_query[],
	route_many[], route_bulk[], route_tooling[];

#endif

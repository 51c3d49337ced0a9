/* SPDX-License-Identifier: MIT */
/* request.h - what a request is made of, for those who make and send it. */
#ifndef REQUEST_H
#define REQUEST_H

#include "sandbox.h"

struct pair {
	const char	*name, *value;
	struct pair	*next;
};

struct request_own {
	struct pair	*headers, *params;	/* asked */
	struct pair	*answer;		/* headers of the answer */
	const char	*query;		/* behind the ?, as sent; or "" */
	const char	*sent_method;	/* before ?_HttpMethod= */
	bool		 form_read;	/* the body's fields are in params */
	bool		 head;		/* HEAD: the body stays here */
};

/*
 * A request from its first line. The arena, sandbox and own are made; false:
 * the target is no path, has a bad %-escape or a NUL (status 400 answered).
 */
bool	request_begin(struct request *, struct sandbox *, const char *method,
	    const char *target);
void	request_add_header(struct request *, struct slice name,
	    struct slice value);
/* Everything goes, also `out`. */
void	request_end(struct request *);

/* The path and the query into parts and params; false as above. */
bool	request_read_target(struct request *, const char *target);
/* "a=1&b=2" behind the params that are there. */
void	request_read_form(struct request *, struct slice);

/* The first of that name; case does not count. */
const char *request_pair(const struct pair *, const char *name);

#endif

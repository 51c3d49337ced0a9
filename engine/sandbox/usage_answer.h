/* SPDX-License-Identifier: MIT */
/* usage_answer.h - the way of a call to /api/v1, and its errors. */
#ifndef USAGE_ANSWER_H
#define USAGE_ANSWER_H

#include "request.h"
#include "usage.h"

/* Below /api/v1, after key and rate. `parts` are of the whole path: the
 * first below /api/v1 is part[2]. */
struct usage_route {
	const char	*method, *pattern;
	bool		 write;		/* wants a key that may */
	void		(*answer)(struct request *);
};

extern const struct usage_route usage_ask_routes[], usage_meta_one_routes[],
	usage_meta_many_routes[], usage_schema_routes[],
	usage_thing_routes[], usage_report_routes[], usage_segment_routes[];

/* The call is for Pendo: its errors are Pendo's from here on. */
void	usage_answer_begin(struct request *);
/* {"message":"…"} */
void	usage_answer_refuse(struct request *, int status, const char *fmt,
	    ...) PRINTF_LIKE(3, 4);
/* 422: {"overall":{},"fields":{"pipeline":"Required"}} */
void	usage_answer_fields(struct request *, const char *field,
	    const char *message);
/* What the run has found wrong. */
void	usage_answer_failed(struct request *, const struct usage_run *);
/* The body as a value in the run's arena; false: 400, answered. */
bool	usage_answer_body(struct request *, struct usage_run *,
	    struct usage_value *);
/* May the call's key write? */
bool	usage_answer_writes(const struct request *);

#endif

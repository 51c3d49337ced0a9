/* SPDX-License-Identifier: MIT */
/* success_answer.h - the way of a call to Gainsight, and its envelope. */
#ifndef SUCCESS_ANSWER_H
#define SUCCESS_ANSWER_H

#include "request.h"
#include "success_value.h"

/*
 * Below "/". When the handler is called, who asks is known, the call is
 * counted, and `out` has the envelope up to "data": — what it writes is the
 * value of that. Or it ends in request_error().
 */
struct success_route {
	const char	*method, *pattern;
	void		(*answer)(struct request *);
};

extern const struct success_route success_describe_routes[],
	success_query_routes[], success_write_routes[],
	success_person_routes[], success_cta_routes[],
	success_timeline_routes[];

/* Whose paths are v1, v1.0 and v2. */
bool	success_answer_is_ours(const struct request *);
/* The call is for Gainsight: it has an id, and its errors an envelope. */
void	success_answer_begin(struct request *);
/* No route of this path is there: 404 GS_APIG_1000. */
void	success_answer_absent(struct request *);
/* The envelope anew, before "data": result false, with that code. */
void	success_answer_fail(struct request *, int status, const char *code,
	    const char *sentence);
/* The body as an object in the call's arena; NULL: 400, answered. */
const struct doc *success_answer_body(struct request *);
/* The object of a part of the path; NULL: 400 OBJECT_NOT_FOUND. */
struct success_object *success_answer_object(struct request *,
	    const char *name);
/* The call fits the minute and the day; false: 429 GU_2400. */
bool	success_limit_count(struct request *);

#endif

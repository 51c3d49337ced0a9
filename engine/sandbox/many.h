/* SPDX-License-Identifier: MIT */
/* many.h - what collections, composite, batch and tree share. */
#ifndef MANY_H
#define MANY_H

#include "row.h"

#define MANY_ROWS 200
#define MANY_CALLS 25

/* What became of each row; `rows` are those of the call. */
struct many_results {
	struct org_outcome	*rows;
	size_t			 count, failed;
	bool			 created;	/* upsert: say so */
};

/* { "allOrNone": …, "records": […] }: at most MANY_ROWS of them. false: the
 * request is answered. */
bool	many_body(struct request *, bool *all_or_none, struct row_list *);
bool	many_too_many(struct request *);	/* EXCEEDED_ID_LIMIT; false */

/* many_answer.c: the rows' results, or the refusal of them all. Ends what
 * org_begin began. */
void	many_answer(struct request *, struct many_results *,
	    bool all_or_none);

/* many_write.c: POST, PATCH, PATCH upsert, DELETE of composite/sobjects */
void	many_create(struct request *);
void	many_update(struct request *);
void	many_upsert(struct request *);
void	many_delete(struct request *);
/* sandbox/load, which no org has: rows as those of composite/sobjects, with
 * ids of their own and read-only fields. POST creates, PATCH updates. */
void	many_load_new(struct request *);
void	many_load_known(struct request *);
/* many_read.c: GET and POST of composite/sobjects/X */
void	many_get(struct request *);
void	many_post(struct request *);
/* many_composite.c, many_batch.c, many_tree.c */
void	many_composite(struct request *);
void	many_batch(struct request *);
void	many_tree(struct request *);

/* many_calls.c: a call inside the body of another. */
struct many_call {
	const char	*method, *url, *reference;
	struct slice	 body;		/* as it was sent; len 0: none */
	struct request	*answer;	/* NULL: it was not made */
};
struct many_calls {
	struct many_call	*items;
	size_t			 count;
	bool			 all_or_none, halt;
};
/* `list` is the member they stand in, `body` the name of a call's body. */
bool	many_calls_read(struct request *, const char *list, const char *body,
	    struct many_calls *);
/* The answer to a call's path: 204 has null, in any case JSON. */
struct slice many_calls_result(const struct request *);

/* many_refer.c: "@{ref.id}" in a text, by the answers so far. NULL, and *why:
 * there is no such value. `url`: percent-encoded for a URL. */
const char *many_refer(const struct many_calls *, struct slice text, bool url,
	    struct arena *, const char **why);

#endif

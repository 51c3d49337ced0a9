/* SPDX-License-Identifier: MIT */
/*
 * apply_gather.h - rows of a plan that wait for others of their action: a
 * service takes many in one call.
 */
#ifndef PRECEPT_APPLY_GATHER_H
#define PRECEPT_APPLY_GATHER_H

#include "precept/text.h"

struct apply_gather;

struct apply_gather *apply_gather_new(size_t actions);
void	apply_gather_free(struct apply_gather *);	/* NULL is fine */
/* Keeps the rows of a body; true: there are as many as are replayed at a
 * time. */
bool	apply_gather_add(struct apply_gather *, size_t action,
	    struct slice body);
/* All of them as one body, until the next add; false: there are none. */
bool	apply_gather_take(struct apply_gather *, size_t action,
	    struct slice *body);

#endif

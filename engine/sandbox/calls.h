/* SPDX-License-Identifier: MIT */
/* calls.h - what was asked so far, for whoever counts. */
#ifndef CALLS_H
#define CALLS_H

#include "sandbox.h"

#define CALLS_MAX 100000	/* the oldest are forgotten first */

struct calls	*calls_new(void);
void		 calls_free(struct calls *);

/* The request is answered: `status` 0 says the connection was reset. */
void		 calls_add(struct calls *, const struct request *, int status);
void		 calls_clear(struct calls *);
/* [{"method":…,"path":…,"query":…,"status":…,"received":…,"bytes":…}, …] */
void		 calls_show(const struct calls *, struct text *);

#endif

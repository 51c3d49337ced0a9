/* SPDX-License-Identifier: MIT */
/*
 * done.h - which rows of a run are in the ledger already.
 *
 *	struct set *done = done_rows(store, run, 0, &err);
 *	if (set_has(done, done_row(done_key("rule", 0), origin))) …
 */
#ifndef PRECEPT_DONE_H
#define PRECEPT_DONE_H

#include "precept/journal.h"
#include "precept/set.h"

/* Rows whose outcome is known; `op` 0: all, else those that it came to. The
 * caller frees the set; NULL on an error. */
struct set	*done_rows(struct store *, int64_t run, char op,
		    struct err *);
uint64_t	 done_key(const char *rule, int action);
uint64_t	 done_row(uint64_t key, int64_t origin);

#endif

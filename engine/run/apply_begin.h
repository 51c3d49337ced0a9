/* SPDX-License-Identifier: MIT */
/* apply_begin.h - may this plan be applied here and now, and was it before? */
#ifndef PRECEPT_APPLY_BEGIN_H
#define PRECEPT_APPLY_BEGIN_H

#include "run_private.h"

/*
 * The journal's row of the apply: a new one, or that of an earlier one that
 * did not come to its end. Refused: other rules or schemas, applied before.
 */
bool	apply_begin(struct workspace *, const char *path,
	    const struct plan_head *, struct run_row *, struct arena *,
	    struct err *);

/* Rows that the plan would write, of each action of the rule: out of the file,
 * if its counts are not known (NULL). The caller frees. */
uint64_t *apply_count(const char *path, const struct rule *,
	    const struct run_counts *planned, struct err *);

#endif

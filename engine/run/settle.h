/* SPDX-License-Identifier: MIT */
/*
 * settle.h - calls to a service whose outcome is open: their rows were
 * queued for a job, or the answer was lost, or a kill came in between.
 * Nothing is sent again before it is known what became of it.
 */
#ifndef PRECEPT_SETTLE_H
#define PRECEPT_SETTLE_H

#include "run_private.h"

struct settling {
	struct workspace	*w;
	struct writer		*writer;	/* its row gets the counts */
	struct arena		*heads, *rows;	/* reset for each call */
	const struct rule	*rule;
	struct target		**targets;	/* of its actions */
	struct run_counts	*actions;	/* or NULL */
	bool			 live;		/* rows not done are rejected;
						   else they come again */
};

/* Flushes the rule's remote targets and settles all its queued calls. */
bool	settle_rule(struct settling *, struct err *);

/* Calls that an earlier process left open, of any run. */
bool	settle_orphans(struct workspace *, struct err *);

#endif

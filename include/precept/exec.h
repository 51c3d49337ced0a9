/* SPDX-License-Identifier: MIT */
/*
 * exec.h - the one way of a row: source, filters, mapping, match, classify,
 * then the switch. Plan and run differ in the sink they give, in nothing
 * else; nothing below the sink knows which of them it is.
 */
#ifndef PRECEPT_EXEC_H
#define PRECEPT_EXEC_H

#include "precept/connect.h"
#include "precept/journal.h"
#include "precept/query.h"

struct set;

/* All actions of a rule over one batch, in the order of the source. */
struct exec_batch {
	const struct rule	*rule;
	struct batch		*batch;
	struct changes		**changes;	/* one an action */
	/* Rows an action's own filter could not judge, beside the batch's. */
	const struct scan_broken **rejected;
	size_t			*rejected_count;
	uint64_t		*filtered;	/* by the action's filters */
	int64_t			 last;		/* origin up to which all rows
						   are settled with it */
};

struct sink {
	/* By any worker, before take: encodes. May be NULL. */
	bool	(*prepare)(struct sink *, struct changes *, struct err *);
	/* In order. */
	bool	(*take)(struct sink *, struct exec_batch *, struct err *);
	/* In order, when the batch is in exec->counts. May be NULL. */
	bool	(*settle)(struct sink *, struct exec_batch *, struct err *);
};

struct exec {
	const struct connect	*connect;
	const struct rule	*rule;
	struct rule_day		 day;
	const struct set	*only;		/* origins to do, NULL: all */
	int64_t			 after;		/* settled up to this origin */
	const struct set	*made;		/* done_row()s before it that
						   made a record; or NULL */
	bool			 dry;		/* targets make no files */
	struct sink		*sink;
	struct target		**targets;	/* one an action, in a run */
	/* Rows done so far and, if known, in all; from one thread. */
	void			(*progress)(void *, uint64_t done,
				    uint64_t total, const char *what);
	void			*progress_ctx;
	struct run_counts	 counts;	/* the source and all actions */
	struct run_counts	*by_action;	/* one an action; exec_finish
						   frees */
	uint64_t		 matched, blanked; /* for guards */
	uint64_t		 by_zero;	/* divisions by zero: null */
};

/*
 * Runs the rule once; false: nothing after the failing batch was taken.
 * Whatever it says, exec_finish() must follow.
 */
bool	exec_run(struct exec *, struct err *);
/* Makes last (or takes back) what the targets did, and closes them. */
bool	exec_finish(struct exec *, bool keep, struct err *);

/* Rows of `view` in the target's kinds, with the reasons of those that do
 * not convert; op is CHANGE_CREATE or CHANGE_REJECT. */
struct changes *mapping_apply(struct batch *, struct batch_view *,
	    const struct action *);
/* Adds the rows of one action to the counts. */
void	exec_tally(struct run_counts *, const struct changes *);
/* Sets op and written by comparing now with was. */
void	classify(struct changes *);
/* "Id = '001…AAA'", "Name = 'x', JBCXM__Date__c = '2026-08-01'". */
const char *classify_keys(struct changes *, size_t row);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * writer.h - what run, apply, retry and undo do with classified rows: write
 * them and put down in the ledger what became of each.
 */
#ifndef PRECEPT_WRITER_H
#define PRECEPT_WRITER_H

#include "precept/exec.h"
#include "precept/workspace.h"

struct writer {
	struct store	*store;
	struct run_row	*row;		/* its counts and progress are kept */
	uint64_t	 pending;	/* rows since the last commit */
	struct text	 body;
	uint64_t	*keys;
	size_t		 key_cap;
	bool		 kept;		/* the target failed half-way: what it
					   did with the rows is written down */
};

/* `row` is the journal's row of this run; both are borrowed. */
void	writer_init(struct writer *, struct store *, struct run_row *);
void	writer_clear(struct writer *);

/*
 * Writes one action's rows and their ledger entry in the open transaction
 * (which it opens). The counts are the caller's, if c->queued is false. Rows
 * for a service are journalled and committed first, as an intent.
 */
bool	writer_take(struct writer *, struct target *, struct changes *,
	    struct err *);
/* What became of the rows of a call that was queued, or cut off. */
bool	writer_done(struct writer *, struct changes *, int64_t call,
	    struct err *);
/* Rows rejected before any action, or by an action's own filter. */
bool	writer_broken(struct writer *, const struct rule *,
	    const struct action *, const struct scan_broken *, size_t,
	    struct err *);
/* All rows up to `progress` are settled; commits now and then. */
bool	writer_settle(struct writer *, int64_t progress, struct err *);
/* Commits what is pending, with the row as it is now. */
bool	writer_commit(struct writer *, struct err *);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * changes.h - what an action would do to each row of a batch: the one thing
 * that plan shows, apply checks, run writes and the ledger keeps. Columns,
 * not row objects.
 */
#ifndef PRECEPT_CHANGES_H
#define PRECEPT_CHANGES_H

#include "precept/rule.h"

enum change {
	CHANGE_SAME	= '=',	/* the target has these values already */
	CHANGE_CREATE	= '+',
	CHANGE_UPDATE	= '~',
	CHANGE_REJECT	= '!',	/* with a reason in `rejects` */
	CHANGE_SKIP	= '.',	/* on_missing/on_existing say leave it */
	CHANGE_DELETE	= '-'	/* only undo does this */
};

struct changes {
	const struct rule	*rule;
	const struct action	*action;
	int			 worker;
	struct arena		*arena;
	size_t			 count;
	const int64_t		*origin;
	char			*op;		/* enum change, one a row */
	size_t			 width;		/* == action->count */
	struct column		**now;		/* width: in target kinds */
	struct column		**was;		/* width: current values; valid
						   for rows with matches 1 */
	uint8_t			*written;	/* count × width: 1 = written */
	uint8_t			*matches;	/* 0, 1, 2 for more than one */
	uint64_t		*hashes;	/* of the keys; NULL without */
	struct slice		*id;		/* of the match, or of what was
						   created; ptr NULL: none */
	struct rejects		 rejects;	/* reasons, by row */
	/* Rows as JSON lines (ledger.h), if they were encoded before their
	 * turn; true as long as there are body_rejects reasons. */
	struct text		*body;
	size_t			 body_rejects;
	/* Or the lines of a plan, one a row. ptr NULL: none. */
	struct slice		 lines;
	struct text		*encoded;	/* the target's, by prepare */
	bool			 queued;	/* by write, see settle */
	int64_t			 sent;		/* when, if that is to be
						   settled; microseconds */
};

/* One cell of `written`. */
static inline uint8_t *
changes_cell(const struct changes *c, size_t row, size_t field)
{
	return &c->written[row * c->width + field];
}

/*
 * What an action writes to. Opened for one run; several workers match at
 * once, writes come one at a time and in order.
 */
struct target {
	const struct target_ops	*ops;
	const struct action	*action;
};

struct target_ops {
	/*
	 * Looks the rows up by their keys: fills matches, id and was for
	 * rows whose op is not CHANGE_REJECT. NULL: there is nothing to look
	 * up (an export): every row is new.
	 */
	bool	(*match)(struct target *, struct changes *, struct err *);
	/*
	 * Work that needs no order (encoding), by any worker, before write.
	 * May be NULL. Called again if rows were rejected in between.
	 */
	bool	(*prepare)(struct target *, struct changes *, struct err *);
	/*
	 * Writes the rows whose op is CREATE, UPDATE or DELETE. A row that
	 * the target refuses becomes CHANGE_REJECT with a reason; created
	 * rows get their id. false: the target as a whole failed.
	 */
	bool	(*write)(struct target *, struct changes *, struct err *);
	/* All was written: makes it last (keep true) or takes it back. */
	bool	(*finish)(struct target *, bool keep, struct err *);
	void	(*close)(struct target *);
	/*
	 * Only of a service (NULL otherwise): what is written leaves the
	 * machine, so rows are in the journal before, as an intent, and what
	 * became of them after.
	 */
	const struct target_remote *remote;
};

struct target_remote {
	/* Before the first row: how many will come at most, for which action
	 * of which run; 0: what an earlier process sent is to be settled. */
	bool	(*expect)(struct target *, int64_t run, int action,
		    uint64_t rows, struct err *);
	/* Sends what write left queued (c->queued) and waits for the answers;
	 * takes up the jobs that a killed process has left in this run.
	 * ERR_LIMIT: not all was sent, and what was can be settled. */
	bool	(*flush)(struct target *, struct err *);
	/*
	 * What became of rows that were queued, or whose answer was lost:
	 * refused rows become CHANGE_REJECT, rows that were not done
	 * CHANGE_SKIP, the others keep their op. Reads back what no answer
	 * tells.
	 */
	bool	(*settle)(struct target *, struct changes *, struct err *);
	/* About how many calls so many rows are. */
	uint64_t (*calls)(uint64_t created, uint64_t updated);
};

#endif

/* SPDX-License-Identifier: MIT */
/*
 * batch.h - some thousand rows of a rule that have passed its filters, and
 * those that were rejected on the way.
 */
#ifndef PRECEPT_BATCH_H
#define PRECEPT_BATCH_H

#include "precept/rule.h"

struct frame;

/* Rows that have passed, and those that were rejected on the way. */
struct batch {
	int			 worker;	/* 0 … query_workers() - 1 */
	uint64_t		 seq;
	struct arena		*arena;		/* until take() returns */
	const struct rule	*rule;
	struct expr_rows	 rows;		/* slots: Show columns */
	const int64_t		*origin;	/* rows.count of them */
	const struct scan_broken *rejected;	/* with their origin */
	size_t			 rejected_count;
	uint64_t		 read;		/* rows of the source */
	uint64_t		 filtered;	/* that did not pass */
	uint64_t		 bytes;		/* of input in this batch */
	int64_t			 last;		/* its last origin, or 0 */
	struct frame		*frame;
	void			*own;		/* between work() and take() */
};

/*
 * Which rows of a batch hold an action's own filters: a view on those rows,
 * its columns gathered on demand. Rows whose filter cannot be evaluated are
 * in view->rejected.
 */
struct batch_view {
	struct expr_rows	 rows;
	const int64_t		*origin;
	const struct scan_broken *rejected;
	size_t			 rejected_count;
	uint64_t		 filtered;
};
void	batch_view(struct batch *, const struct phrase *filters, size_t count,
	    struct batch_view *);

/* Rejected rows with their origin, in an arena. */
struct batch_list {
	struct scan_broken	*items;
	size_t			 count, cap;
};
void	batch_list_add(struct batch_list *, struct arena *,
	    struct scan_broken);
/* Those of `rejects`: origin[i] is that of row i. */
void	batch_list_note(struct batch_list *, struct arena *,
	    const struct rejects *, const int64_t *origin);

/*
 * Positions where `keep` (NULL: everywhere) is true and there is no reason
 * against the row, in order; returns how many.
 */
size_t	batch_pick(const struct column *keep, const struct rejects *,
	    size_t rows, uint32_t *out);

#endif

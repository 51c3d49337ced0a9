/* SPDX-License-Identifier: MIT */
/*
 * query.h - a rule's rows: scanned, filtered, Show columns on demand; dealt
 * to several workers, handed on in the order of the source.
 *
 *	struct query_ops ops = { .work = map_rows, .take = write_rows };
 *	query_run(rule, scan, &day, &ops, ctx, &counts, &err);
 *
 * work() is called by any worker on its batch; take() then in source order,
 * one batch at a time. Memory is a batch a worker.
 */
#ifndef PRECEPT_QUERY_H
#define PRECEPT_QUERY_H

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
	uint64_t		 bytes;		/* of input so far in this batch */
	struct frame		*frame;
	void			*own;		/* between work() and take() */
};

struct query_ops {
	bool	(*work)(void *ctx, struct batch *, struct err *);
	bool	(*take)(void *ctx, struct batch *, struct err *);
};

struct query_counts {
	uint64_t	read, filtered, rejected, by_zero;
};

int	query_workers(void);

/*
 * false: the source, work() or take() failed; batches before the failing one
 * have been taken, none after it. take() never runs for a batch whose
 * predecessor was not taken.
 */
bool	query_run(const struct rule *, struct scan *, const struct rule_day *,
	    const struct query_ops *, void *ctx, struct query_counts *,
	    struct err *);

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

/* The scan that a source needs. Called by query_explain and run. */
struct store;
struct scan *source_open(const struct source *, struct store *,
	    const struct catalog *, const char *dir, struct err *);

/* The tree: scan, filters, show, actions, for `precept explain`. */
void	query_explain(const struct rule *, struct text *out);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * query.h - a rule's rows: scanned, filtered, Show columns on demand; dealt
 * to several workers, handed on in the order of the source.
 *
 *	struct query_ops ops = { .work = map_rows, .take = write_rows };
 *	struct query q = { rule, scan, &day, &ops, ctx };
 *	query_run(&q, &counts, &err);
 *
 * work() is called by any worker on its batch; take() then in source order,
 * one batch at a time. Memory is a batch a worker.
 */
#ifndef PRECEPT_QUERY_H
#define PRECEPT_QUERY_H

#include "precept/batch.h"

struct query_ops {
	bool	(*work)(void *ctx, struct batch *, struct err *);
	bool	(*take)(void *ctx, struct batch *, struct err *);
};

struct query {
	const struct rule	*rule;
	struct scan		*scan;
	const struct rule_day	*day;
	const struct query_ops	*ops;
	void			*ctx;
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
bool	query_run(const struct query *, struct query_counts *, struct err *);

/* The tree: actions, show, filters, scan, for `precept explain`. What the
 * source does with it comes below; then when the rule runs. */
void	query_explain(const struct rule *, struct text *out);
void	query_explain_when(const struct rule *, struct text *out);

#endif

/* SPDX-License-Identifier: MIT */
/* usage_aggregate.h - count, sum and the others, row by row. */
#ifndef USAGE_AGGREGATE_H
#define USAGE_AGGREGATE_H

#include "usage_pipe.h"

enum usage_aggregator { USAGE_COUNT, USAGE_COUNT_IF, USAGE_SUM, USAGE_MIN,
	USAGE_MAX, USAGE_AVG, USAGE_MEDIAN, USAGE_FIRST, USAGE_LISTED };

struct usage_aggregate {
	const char		*name;
	enum usage_aggregator	 kind;
	struct usage_expr	*expr;		/* NULL: rows */
};

/* Values that were seen, each once. */
struct usage_seen {
	size_t			 count, cap;
	struct usage_value	*slots;
};

struct usage_state {
	double			 sum;
	size_t			 count;
	struct usage_value	 value;
	struct usage_seen	 seen;
};

/* {"out": {"sum": "expr"}}, or a list of such; false: the run has failed. */
bool	usage_aggregate_read(struct usage_run *, const struct usage_value *,
	    struct usage_aggregate **, size_t *count);
void	usage_aggregate_add(struct usage_run *,
	    const struct usage_aggregate *, struct usage_state *,
	    const struct usage_row *);
struct usage_value usage_aggregate_end(struct usage_run *,
	    const struct usage_aggregate *, const struct usage_state *);

#endif

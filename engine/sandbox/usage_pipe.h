/* SPDX-License-Identifier: MIT */
/*
 * usage_pipe.h - a pipeline: rows are pushed from stage to stage, so that
 * only stages that have to wait for all rows keep any.
 */
#ifndef USAGE_PIPE_H
#define USAGE_PIPE_H

#include "usage_expr.h"

struct usage_stage {
	/* false: no more rows are wanted. The row may be changed. */
	bool			(*push)(struct usage_stage *,
				    struct usage_row *);
	void			(*end)(struct usage_stage *); /* or NULL */
	struct usage_stage	*next;
	struct usage_run	*run;
	void			*own;
};

/* Runs it into `sink`; false: the run has failed. */
bool	usage_pipe_run(struct usage_run *, const struct usage_value *pipeline,
	    struct usage_stage *sink);
void	usage_pipe_end(struct usage_stage *);

static inline bool
usage_pipe_push(struct usage_stage *s, struct usage_row *row)
{
	return s->push(s, row);
}

/* An operator's stage from its argument; false: the run has failed. */
struct usage_operator {
	const char	*name;
	bool		(*make)(struct usage_stage *,
			    const struct usage_value *);
};

extern const struct usage_operator usage_pipe_rows[], usage_pipe_wholes[],
	usage_pipe_joins[], usage_pipe_looks[];
/* The operators of a list from that place on; NULL: the run has failed. */
struct usage_stage *usage_pipe_stages(struct usage_run *,
	    const struct usage_value *list, size_t from,
	    struct usage_stage *next);
/* Pipelines one after the other into the same stage. */
bool	usage_pipe_spawn(struct usage_run *, const struct usage_value *,
	    struct usage_stage *to);

/* Rows of a source, pushed into `to`; `s` is all of the "source". */
bool	usage_pipe_source(struct usage_run *, const struct usage_value *s,
	    struct usage_stage *to);

/* {"out": "expr", …} as names and expressions. */
struct usage_outs {
	size_t	 count;
	struct usage_out {
		const char		*path[8];
		size_t			 depth;
		struct usage_expr	*expr;
	} *out;
};
bool	usage_pipe_outs(struct usage_run *, const struct usage_value *,
	    const char *what, struct usage_outs *);
/* "a.b" as a path. */
bool	usage_pipe_path(struct usage_run *, struct slice,
	    struct usage_out *);

#endif

/* SPDX-License-Identifier: MIT */
/* usage_pipe_source.h - where rows come from: what sources share. */
#ifndef USAGE_PIPE_SOURCE_H
#define USAGE_PIPE_SOURCE_H

#include "usage_data.h"
#include "usage_period.h"
#include "usage_pipe.h"

#define USAGE_ONLY 4		/* parameters that narrow a source */

struct usage_source {
	struct usage_run		*run;
	struct usage_stage		*to;
	const struct usage_value	*apps;	/* NULL: the default app */
	bool				 all_apps;
	/* "pageId" and the text, or list of texts, it may be. */
	const char			*only_name[USAGE_ONLY];
	const struct usage_value	*only[USAGE_ONLY];
	size_t				 only_count;
	enum usage_period		 period;
	int64_t				 from, to_time;	/* ms; without */
};

/* The timeSeries beside the source; false: the run has failed. */
bool	usage_pipe_span(struct usage_source *, const struct usage_row *source);
bool	usage_pipe_app_fits(const struct usage_source *, int64_t app);
/* Is the row's value, null if ptr is NULL, one that is wanted? */
bool	usage_pipe_fits(const struct usage_source *, const char *name,
	    struct slice);
/* guideEvents, pollEvents, guidesSeen, pollsSeen */
void	usage_pipe_push_answers(struct usage_source *, enum usage_answers);

static inline struct usage_value
usage_pipe_text(struct slice s)
{
	return s.ptr == NULL ? USAGE_NONE : usage_value_text(s);
}

#endif

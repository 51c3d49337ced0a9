/* SPDX-License-Identifier: MIT */
/*
 * frame.h - the rows that one worker has in hand: which of the slab's rows
 * are still alive, and the columns looked at so far.
 */
#ifndef PRECEPT_FRAME_H
#define PRECEPT_FRAME_H

#include "precept/batch.h"

/* A column and the number of cuts it has been through. */
struct frame_slot {
	struct column	*column;	/* NULL: not asked for yet */
	size_t		 version;
};

/* One narrowing: row i of the new rows was row kept[i]. */
struct frame_cut {
	const uint32_t	*kept;
	size_t		 count;
};

struct frame {
	const struct rule	*rule;
	struct scan		*scan;
	struct slab		 slab;
	struct regex_scratch	*regex;
	const bool		*needed;	/* Show slots actions use */

	const uint32_t		*live;	/* NULL: every row of the slab */
	size_t			 count;
	const int64_t		*origin;
	struct frame_cut	*cuts;
	size_t			 version;	/* cuts made */
	struct frame_slot	*source, *show;
	struct expr_rows	 source_rows, show_rows;
	struct rejects		 rejects;
	struct batch_list	 rejected;
	uint64_t		 filtered;
};

/* One a worker; `day` and `needed` are borrowed. */
struct frame	*frame_new(const struct rule *, struct scan *,
		    const struct rule_day *, const bool *needed);
void		 frame_free(struct frame *);

/* false: no more rows, or an error. Leaves the rows that pass alive. */
bool		 frame_next(struct frame *, struct err *);

/* Show slots that the expression names are marked. */
void		 frame_need(const struct expr *, bool *needed);

#endif

/* SPDX-License-Identifier: MIT */
/* exec_private.h - what the files of exec share. */
#ifndef PRECEPT_EXEC_PRIVATE_H
#define PRECEPT_EXEC_PRIVATE_H

#include "precept/exec.h"

struct work {
	struct exec	*exec;
	struct scan	*scan;
	struct set	**seen;		/* key hashes, one set an action */
	bool		 *created;	/* has the action made a record? */
	int64_t		 last;		/* origin */
	uint64_t	 done;		/* bytes or records, for progress */
};

/* Looks up and classifies a batch's rows of one action, by any worker. */
struct changes *exec_classify(struct work *, struct batch *,
	    struct batch_view *, size_t action, struct err *);
/* The keys of the rows up to exec->after, as if they came now. */
bool	exec_settled(struct work *, struct err *);
/* The source's rows behind exec->after (settled: those up to it). */
struct scan *exec_scan(struct exec *, bool settled, struct err *);
/* Is the row one for a record that the run has had? If not, it has now.
 * `made`: the row has made its record. */
bool	exec_seen(struct work *, const struct changes *, size_t action,
	    size_t row, bool made);
/* Refuses rows for a record that an earlier row of the run has written. */
bool	exec_twin(struct work *, struct changes *, size_t action,
	    struct err *);
/* Adds a taken batch to the counts. */
void	exec_count(struct exec *, const struct exec_batch *);

#endif

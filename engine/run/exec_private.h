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

/* Refuses rows for a record that an earlier row of the run has written. */
bool	exec_twin(struct work *, struct changes *, size_t action,
	    struct err *);
/* Adds a taken batch to the counts. */
void	exec_count(struct exec *, const struct exec_batch *);

#endif

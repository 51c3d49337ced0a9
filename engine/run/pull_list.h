/* SPDX-License-Identifier: MIT */
/* pull_list.h - the objects to ask for, and when they were asked for last. */
#ifndef PULL_LIST_H
#define PULL_LIST_H

#include "precept/pull.h"

/* false: a word names nothing that can be asked for. */
bool	pull_list(struct workspace *, char *const *words, size_t count,
	    struct pull **, size_t *pulled, struct err *);

/* schema/<connection>.<Object>.json of the workspace. */
const char *pull_list_path(struct workspace *, const struct pull *);

/* When the file was pulled, if it is still what it was then; or NULL. */
const char *pull_since(struct workspace *, const struct pull *);
/* The dates of those that were pulled, besides those of others. */
bool	pull_since_write(struct workspace *, const struct pull *, size_t,
	    struct err *);

#endif

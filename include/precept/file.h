/* SPDX-License-Identifier: MIT */
/* file.h - whole files in, whole files out, never half of one. */
#ifndef PRECEPT_FILE_H
#define PRECEPT_FILE_H

#include <stdio.h>

#include "precept/arena.h"
#include "precept/err.h"

/* The whole file; more than max bytes is ERR_LIMIT. Owned by the arena. */
bool	file_read(const char *path, size_t max, struct arena *,
	    struct slice *, struct err *);

/*
 * A file that appears under its name only when it is whole:
 *
 *	struct file_draft *d = file_draft_open("out.jsonl", &err);
 *	file_draft_write(d, ptr, len, &err);
 *	file_draft_keep(d, &err);	or file_draft_drop(d)
 *
 * It is written as "out.jsonl.part" beside it, synced, then renamed.
 */
struct file_draft;
struct file_draft *file_draft_open(const char *path, struct err *);
bool	file_draft_write(struct file_draft *, const void *, size_t,
	    struct err *);
bool	file_draft_keep(struct file_draft *, struct err *);	/* frees */
void	file_draft_drop(struct file_draft *);			/* frees */

bool	file_exists(const char *path);
bool	file_make_dir(const char *path, struct err *);	/* and its parents */

/* dir + "/" + name, or name alone when it is absolute or dir is "." */
char	*file_join(struct arena *, const char *dir, const char *name);

/* The names in a folder that end in `ending`, sorted by bytes. */
bool	file_list(const char *dir, const char *ending, struct arena *,
	    char ***names, size_t *count, struct err *);

#endif

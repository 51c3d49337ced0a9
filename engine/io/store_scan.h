/* SPDX-License-Identifier: MIT */
/* store_scan.h - a scan of an object: what its files share. */
#ifndef PRECEPT_STORE_SCAN_H
#define PRECEPT_STORE_SCAN_H

#include <pthread.h>

#include "store_private.h"

struct store_view {			/* a connection, and what it reads */
	sqlite3			*db;
	sqlite3_stmt		*rows;
	struct store_view	*next;	/* idle */
};

struct store_scan {
	struct scan		 scan;
	const struct store	*store;
	pthread_mutex_t		 lock;	/* of next, seq and idle */
	int64_t			 next, last;	/* row numbers */
	uint64_t		 seq;
	struct store_view	*idle, *views;
	size_t			 view_count;
	struct type		*types;
	bool			*whole;	/* INTEGER in the file */
	size_t			 count;
	char			*name;
};

/* store_slab.c: the ops of the scan. */
bool		 store_slab_next(struct scan *, struct slab *, struct err *);
struct column	*store_slab_column(struct scan *, struct slab *, int slot,
		    const uint32_t *rows, size_t n, struct rejects *);
void		 store_slab_close(struct scan *, struct slab *);

#endif

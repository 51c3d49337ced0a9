/* SPDX-License-Identifier: MIT */
/*
 * bulk_csv.h - the body of a job, record by record, as strictly as the
 * platform reads it.
 *
 *	struct bulk_csv csv;
 *	bulk_csv_open(&csv, sandbox, &job, 0);
 *	while (bulk_csv_next(&csv, arena, &record))
 *		...
 *	if (csv.why != NULL)
 *		fail(csv.why);
 *	bulk_csv_close(&csv);
 */
#ifndef BULK_CSV_H
#define BULK_CSV_H

#include "bulk.h"

#define BULK_COLUMNS 5000
#define BULK_ROW 400000		/* characters */

struct bulk_record {
	struct slice	*cells;
	size_t		 count;
};

struct bulk_csv {
	/* how far it came */
	int64_t		 at;		/* bytes of the body */
	int64_t		 record;	/* from 1, with the header */
	const char	*why;		/* the errorMessage it ends with */
	/* its own */
	struct sandbox	*sandbox;
	const struct bulk_job *job;
	struct text	 window;
	size_t		 from;		/* where `at` is in the window */
	int64_t		 piece;		/* the next one */
	bool		 all;		/* there is none any more */
	char		 delimiter;
	bool		 crlf;
	struct arena	*arena;		/* of the record being read */
	size_t		 cap;
};

/* From the byte `at` on, where a record begins. */
void	bulk_csv_open(struct bulk_csv *, struct sandbox *,
	    const struct bulk_job *, int64_t at);
void	bulk_csv_close(struct bulk_csv *);
/* Its cells in the arena; false: the end, or `why`. */
bool	bulk_csv_next(struct bulk_csv *, struct arena *,
	    struct bulk_record *);

#endif

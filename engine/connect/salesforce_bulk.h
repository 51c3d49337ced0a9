/* SPDX-License-Identifier: MIT */
/* salesforce_bulk.h - Bulk 2.0 ingest: what its files share. */
#ifndef SALESFORCE_BULK_H
#define SALESFORCE_BULK_H

#include "precept/map.h"
#include "salesforce_rows.h"

/* Salesforce takes 150 MB in base64: 100 MB as they are. */
#ifndef SALESFORCE_BULK_BYTES
#define SALESFORCE_BULK_BYTES ((uint64_t)95 << 20)
#endif

/* Rows that wait in a file without a name: it goes with the process. */
struct salesforce_spool {
	int		 fd;		/* -1: no row yet */
	uint64_t	 size;
	struct spool_line {
		uint64_t	offset;
		uint32_t	len;
		uint64_t	order;		/* parents side by side */
	}		*lines;
	size_t		 count, cap;
};

/* What became of one row, found again by what was sent. */
struct salesforce_outcome {
	uint64_t	 hash;
	char		 id[19];	/* or "": refused */
	bool		 taken;		/* rows may be alike */
	bool		 left;		/* the job did not get to it */
	size_t		 error;		/* in `texts` */
};

struct salesforce_bulk {
	struct salesforce_target *t;
	struct salesforce_spool	  spools[SALESFORCE_DELETE + 1];
	struct salesforce_outcome *outcomes;
	size_t			  count, cap;
	bool			  sorted;
	struct text		  texts;	/* sf__Error, NUL ended each */
	struct arena		 *arena;	/* names, messages */
	struct map		  jobs;		/* enum salesforce_way by id */
	const char		 *message;	/* of a job that failed */
	bool			  inserted;	/* a job of inserts has ended */
	bool			  resumed;	/* an earlier process's: nothing
						   is sent */
};

/* Which operation a row goes by. */
enum salesforce_way	 salesforce_bulk_way(const struct changes *,
			    size_t row);
/* The columns of an operation: indices of maps, `*id`: Id comes first. */
size_t			 salesforce_bulk_columns(const struct action *,
			    enum salesforce_way, size_t *columns, bool *id);
/* A cell as text, before its quotes: null is "" where it is left alone and
 * "#N/A" where it is cleared. */
struct slice		 salesforce_bulk_cell(const struct changes *,
			    size_t row, size_t f, enum salesforce_way,
			    char room[COLUMN_ROOM]);
/* A text of the row is what clears a field: it can't go by Bulk. */
bool			 salesforce_bulk_misreads(const struct changes *,
			    size_t row);
/* What a row is known by in the results: its id, its key, or all of it. */
uint64_t		 salesforce_bulk_hash(const struct changes *,
			    size_t row, enum salesforce_way);

/* salesforce_spool.c */
bool	salesforce_spool_add(struct salesforce_spool *, const char *dir,
	    uint64_t order, const struct text *line, struct err *);
/* Sorted lines from *next on, at most SALESFORCE_BULK_BYTES with the header,
 * mapped until salesforce_spool_unmap. */
bool	salesforce_spool_map(struct salesforce_spool *, const char *dir,
	    const struct text *header, size_t *next, struct slice *,
	    struct err *);
void	salesforce_spool_unmap(struct slice);
void	salesforce_spool_free(struct salesforce_spool *);

/* salesforce_job.c: from the upload to the end of the work. */
/* In the journal; "" says that the rows go by Bulk and by nothing else. */
bool	salesforce_job_note(struct salesforce_bulk *, const char *job,
	    struct err *);
bool	salesforce_job_send(struct salesforce_bulk *, enum salesforce_way,
	    struct slice csv, struct err *);
/* The job is at its end: all its results into the outcomes. */
bool	salesforce_job_wait(struct salesforce_bulk *, const char *job,
	    enum salesforce_way, struct err *);
/* Jobs of ours that were opened and whose names were lost. */
bool	salesforce_job_tidy(struct salesforce_bulk *, struct err *);
/* What the job is about now: state, operation. */
struct salesforce_job {
	const char	*state, *operation, *message;
	bool		 begun;		/* some rows were looked at */
};
bool	salesforce_job_look(struct salesforce_bulk *, const char *job,
	    struct salesforce_job *, struct err *);
bool	salesforce_job_state(struct salesforce_bulk *, const char *job,
	    const char *state, struct err *);

/* salesforce_result.c */
bool	salesforce_result_read(struct salesforce_bulk *, const char *job,
	    enum salesforce_way, const char *kind, struct err *);
/* The outcome of a row; NULL: there is none. */
struct salesforce_outcome *salesforce_result_find(struct salesforce_bulk *,
	    uint64_t hash);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * faults.h - what goes wrong on demand.
 *
 *	on POST /composite/sobjects: lock row 17 twice
 *
 * A handler asks while it answers:
 *
 *	if ((f = faults_find(r, FAULT_SHUFFLE)) != NULL)
 *		shuffle(rows);
 *	if ((f = faults_row(r, n)) != NULL)
 *		fail_row(row, f->code, f->text);
 *
 * "times" and "once" count calls that were hit: within one call a fault
 * answers the same however often it is asked.
 */
#ifndef FAULTS_H
#define FAULTS_H

#include "sandbox.h"

/* The server does those above the line by itself, handlers the others. */
enum fault_kind {
	FAULT_STATUS,		/* number: the status; no body */
	FAULT_HTML,		/* number: the status; a page for people */
	FAULT_ERROR,		/* number, code, text: an error as usual */
	FAULT_LATENCY,		/* number: microseconds */
	FAULT_RESET,		/* before anything was done */
	FAULT_RESET_AFTER,	/* all was done, and nobody hears of it */
	FAULT_CUT,		/* number: bytes of the body that arrive */
	FAULT_EXPIRE,		/* the token is no good any more */
	FAULT_DAILY,		/* the day's calls are used up */
	FAULT_CONCURRENT,	/* too many long calls at once */
	FAULT_SLOW_QUERY,	/* QUERY_TIMEOUT */
	FAULT_LOCATOR,		/* INVALID_QUERY_LOCATOR */
	/* ---- */
	FAULT_ROW,		/* number: the row, 1 is the first; code, text:
				   what its error says */
	FAULT_SHUFFLE,		/* rows of results in another order */
	FAULT_PAGE_SIZE,	/* number: rows on a page of results */
	FAULT_BULK_FAILED,	/* text: the errorMessage of the job */
	FAULT_SLOW_JOB,		/* the job does not get on by this call */
	FAULT_HIDE_FIELD,	/* object, field: as field-level security */
	FAULT_VALIDATION	/* object, field: a write of a value to it
				   fails by a validation rule that says text */
};

struct fault {
	enum fault_kind	 kind;
	int64_t		 number;
	const char	*code, *text, *object, *field;
	/* Where and when. */
	const char	*line;			/* as written */
	const char	*method, *pattern;	/* NULL: any */
	int64_t		 after, every, left;	/* left -1: without end */
	const char	*retry_after;		/* seconds, or NULL */
	/* What came of it. */
	int64_t		 seen, hits;	/* calls that fit; that were hit */
	bool		 met, used;	/* by the call under way */
	struct fault	*next;
};

struct faults	*faults_new(void);
void		 faults_free(struct faults *);	/* NULL is fine */
void		 faults_clear(struct faults *);
/* Adds all lines of a script or none; err: "line 3: …" */
bool		 faults_parse(struct faults *, struct slice, struct err *);
/* A JSON list: each line, how many calls fitted and were hit. */
void		 faults_show(const struct faults *, struct text *);
void		 faults_help(struct text *);
/* "50ms", "2s", "5m", "1h", "3d" in microseconds; false: it is none. */
bool		 faults_duration(struct slice, int64_t *);

/* A call begins: which faults are for it? Latency comes before the rest. */
void		 faults_meet(struct request *, bool latency);
/* The first one of the kind for this call, or NULL. */
const struct fault *faults_find(struct request *, enum fault_kind);
const struct fault *faults_row(struct request *, int64_t row);
/* Case does not count. */
const struct fault *faults_field(struct request *, enum fault_kind,
		    const char *object, const char *field);

#endif

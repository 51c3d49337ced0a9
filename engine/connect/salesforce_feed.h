/* SPDX-License-Identifier: MIT */
/*
 * salesforce_feed.h - between the thread that fetches answers and the workers
 * that read them: a short queue.
 */
#ifndef SALESFORCE_FEED_H
#define SALESFORCE_FEED_H

#include <pthread.h>
#include <stdatomic.h>

#include "salesforce_scan.h"

#define FEED_ROOM 4

/* An answer; those who hold it count. SCAN_PAD zeros behind its bytes. */
struct salesforce_body {
	char		*ptr;
	size_t		 len;
	atomic_int	 holders;
};

/* Some thousand records of an answer. */
struct salesforce_piece {
	struct salesforce_body	*body;
	bool			 csv;
	size_t			 from, to;	/* csv: whole records */
	const int		*columns;	/* csv: by field */
	size_t			 width;		/* csv: columns of its header */
	uint64_t		 seq;
};

struct salesforce_feed {
	struct salesforce_scan	 by;
	struct soql_write	 soql;
	const char	       **fields;	/* asked for; Id is first */
	size_t			 count;
	const char		*name;		/* "salesforce.Account" */
	struct arena		*arena;		/* of the scan, then the
						   thread's */
	struct salesforce_body	*last;		/* the page fetched last */
	char			 next[1024];	/* where the next is, or "" */
	uint64_t		 total;
	uint64_t		 seq;		/* of the next piece */
	bool			 bulk;		/* too long for a URL */

	pthread_t		 thread;
	bool			 running;
	pthread_mutex_t		 lock;
	pthread_cond_t		 moved;
	/* Under the lock: */
	struct salesforce_piece	 queue[FEED_ROOM];
	size_t			 head, waiting;
	bool			 done, stop;
	struct err		 err;
};

/* salesforce_feed.c */
void	salesforce_feed_start(struct salesforce_feed *);
void	salesforce_feed_stop(struct salesforce_feed *);
/* The fetcher's: waits for room. false: nobody reads on. */
bool	salesforce_feed_put(struct salesforce_feed *,
	    struct salesforce_piece);
/* Waits. false: all were taken, or an error. */
bool	salesforce_feed_take(struct salesforce_feed *,
	    struct salesforce_piece *, struct err *);
/* false: nobody reads on. */
bool	salesforce_feed_sleep(struct salesforce_feed *, int64_t ms);

/* Takes the answer's bytes; one holder. */
struct salesforce_body *salesforce_body_take(struct http_call *);
struct salesforce_body *salesforce_body_hold(struct salesforce_body *);
void	salesforce_body_drop(struct salesforce_body *);	/* NULL is fine */

/* A GET of a path; *code is the vendor's word if it failed with one. */
bool	salesforce_feed_get(struct salesforce_feed *, const char *url,
	    struct http_call *, const char **code, struct err *);

/* salesforce_page.c: page by page over REST. */
bool	salesforce_page_first(struct salesforce_feed *, struct err *);
bool	salesforce_page_walk(struct salesforce_feed *, struct err *);
/* The id of the last record of the last page, in the arena; or NULL. */
const char *salesforce_page_last(struct salesforce_feed *);

/* salesforce_bulk_query.c: as a job. */
enum salesforce_bulk { SALESFORCE_BULK_DONE, SALESFORCE_BULK_REFUSED,
	SALESFORCE_BULK_FAILED };
enum salesforce_bulk salesforce_bulk_query(struct salesforce_feed *,
	    struct err *);

#endif

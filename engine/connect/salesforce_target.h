/* SPDX-License-Identifier: MIT */
/*
 * salesforce_target.h - what the files of a load action on a Salesforce
 * object share.
 *
 * Up to a few thousand rows go by sObject Collections, 200 a call; more go
 * as one Bulk 2.0 job an operation. Records are looked up by their keys, or
 * all of them are pulled once when there are many.
 */
#ifndef SALESFORCE_TARGET_H
#define SALESFORCE_TARGET_H

#include <pthread.h>

#include "precept/connect.h"
#include "precept/journal.h"
#include "salesforce.h"

#define SALESFORCE_CALL_ROWS 200	/* sObject Collections' limit */
#define SALESFORCE_FEW 2000		/* Salesforce's own line to Bulk */
/* Made, filled, closed, looked at twice, and three results. */
#define SALESFORCE_JOB_CALLS 8
extern int64_t salesforce_settle_ms;	/* a lost insert may be on its way */

struct salesforce_bulk;
struct salesforce_mirror;

struct salesforce_target {
	struct target		 target;
	const struct connect	*connect;
	struct salesforce	*org;
	pthread_mutex_t		 lock;		/* of the org, for workers */
	size_t			 looked_up;	/* rows, one by one so far */
	struct salesforce_mirror *mirror;	/* of the object; or NULL */
	int64_t			 run;
	int			 action;	/* in its rule */
	int64_t			 started;	/* of the run; microseconds */
	struct salesforce_bulk	*bulk;		/* NULL: not by Bulk */
};

/*
 * Records as columns: fields[] of the action's object (index count: Id).
 * All of it lives in the arena.
 */
struct salesforce_found {
	struct arena		*arena;
	const struct action	*action;
	const struct field	**fields;
	size_t			 width;
	size_t			 count, cap;
	struct slice		**texts;	/* width arrays */
	struct column		**columns;	/* made when all are in */
};

/* Close with target->ops->close. */
struct target *salesforce_target(const struct connect *,
	    struct salesforce *, const struct action *);

/* Fields of the action, then Id: what matching reads. */
void	salesforce_found_init(struct salesforce_found *, struct arena *,
	    const struct action *);
/* Adds the records whose `field` is one of the values, some hundreds a query.
 * `more` is a further condition or NULL. */
bool	salesforce_find_in(struct salesforce *, const struct field *,
	    const struct column *values, const char *more,
	    struct salesforce_found *, struct err *);
/* The columns, with one row of nulls behind the last. */
void	salesforce_found_end(struct salesforce_found *, struct rejects *);

/* target_ops.match */
bool	salesforce_match(struct target *, struct changes *, struct err *);
/* By a look at the org as it is now, whatever was pulled. */
bool	salesforce_match_now(struct salesforce_target *, struct changes *,
	    struct err *);
/* The object's records in a store of their own, for many lookups. */
struct salesforce_mirror *salesforce_mirror_open(struct salesforce_target *,
	    struct err *);
bool	salesforce_mirror_match(struct salesforce_mirror *, struct changes *,
	    struct err *);
void	salesforce_mirror_close(struct salesforce_mirror *);

/* Sends rows by collections; c->queued if some outcome stays unknown. */
bool	salesforce_rows(struct salesforce_target *, struct changes *,
	    struct err *);

/* What became of rows, read back; of those marked (NULL: of all sent). Those
 * not done become CHANGE_SKIP; lost inserts are looked for until then. */
bool	salesforce_settle(struct salesforce_target *, struct changes *,
	    const bool *rows, int64_t until, struct err *);

/* A row refused, in the vendor's words and with a remedy. */
void	salesforce_reject(struct changes *, size_t row,
	    const struct salesforce_error *);

/* Bulk 2.0: rows are queued, sent as jobs by flush, settled by key. */
struct salesforce_bulk *salesforce_bulk_new(struct salesforce_target *);
bool	salesforce_bulk_put(struct salesforce_bulk *, struct changes *,
	    struct err *);
bool	salesforce_bulk_flush(struct salesforce_bulk *, struct err *);
/* Takes up a job that an earlier process made. */
bool	salesforce_bulk_resume(struct salesforce_bulk *, const char *job,
	    struct err *);
bool	salesforce_bulk_settle(struct salesforce_bulk *, struct changes *,
	    struct err *);
void	salesforce_bulk_free(struct salesforce_bulk *);

/* Is the row sent at all? */
static inline bool
salesforce_is_sent(const struct changes *c, size_t row)
{
	return c->op[row] == CHANGE_CREATE || c->op[row] == CHANGE_UPDATE ||
	    c->op[row] == CHANGE_DELETE;
}

/* The one external id that the action upserts by; NULL: none. Once: no two
 * records can have it, so that a row may go twice. */
const struct field *salesforce_upsert_key(const struct action *);
bool	salesforce_upserts_once(const struct action *);

#endif

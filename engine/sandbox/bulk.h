/* SPDX-License-Identifier: MIT */
/*
 * bulk.h - Bulk API 2.0: jobs, and what the files of bulk share.
 *
 * A job and its bytes lie in the org's SQLite: its body as it was sent, then
 * the rows of its results, each in pieces. A job gets on whenever somebody
 * asks how it is: nobody has to wait for a clock.
 */
#ifndef BULK_H
#define BULK_H

#include "org_write.h"
#include "soql.h"

#define BULK_BATCH 10000	/* rows that the platform writes at once */
#define BULK_CHUNK 200		/* rows looked at together */
#define BULK_PIECE ((size_t)1 << 20)	/* bytes */

/* What the pieces of a job are parts of. */
enum bulk_part { BULK_BODY, BULK_SUCCESS, BULK_FAILED, BULK_IDS,
	BULK_ROWS };

/* All texts in the arena that it was read into. */
struct bulk_job {
	int64_t		 number;	/* its id counts them */
	char		 id[19];	/* "750…" */
	bool		 query;		/* not ingest */
	const char	*user, *operation, *object;
	const char	*key, *rule;	/* externalIdFieldName,
					   assignmentRuleId; or NULL */
	const char	*soql;		/* of a query */
	const char	*delimiter, *ending;	/* "COMMA", "LF" */
	double		 version;
	int64_t		 created, stamp;	/* milliseconds */
	/* what changes */
	const char	*state;
	const char	*message;	/* errorMessage, or NULL */
	const char	*doom;		/* it will fail with this; or NULL */
	int64_t		 size;		/* of the body; -1: there is none */
	int64_t		 at;		/* bytes of it that are done */
	int64_t		 processed, failed, batches;	/* rows; steps */
};

/* bulk_store.c; each works on the sandbox's org. */
/* The tables are there, and what is too old is gone. */
void	bulk_store_open(struct sandbox *);
/* Gives it its number, id and stamps. */
void	bulk_store_add(struct sandbox *, struct bulk_job *);
bool	bulk_store_find(struct sandbox *, const char *id, struct arena *,
	    struct bulk_job *);
/* The first job behind `number` of the kind; false: there is none. */
bool	bulk_store_after(struct sandbox *, bool query, int64_t number,
	    struct arena *, struct bulk_job *);
void	bulk_store_save(struct sandbox *, struct bulk_job *);	/* its stamp */
void	bulk_store_drop(struct sandbox *, const struct bulk_job *);
/* Behind the pieces that are there. */
void	bulk_store_put(struct sandbox *, const struct bulk_job *,
	    enum bulk_part, struct slice);
/* Piece `n`, from 0, added to the text; false: there is none. */
bool	bulk_store_get(struct sandbox *, const struct bulk_job *,
	    enum bulk_part, int64_t n, struct text *);
/* Rows of a query, a piece as they come: its number is the first one's. */
void	bulk_store_put_rows(struct sandbox *, const struct bulk_job *,
	    int64_t first, struct slice);
/* The piece with that row; false: there is none. */
bool	bulk_store_get_rows(struct sandbox *, const struct bulk_job *,
	    int64_t row, int64_t *first, struct text *);
void	bulk_store_clear(struct sandbox *);	/* all jobs */

/* bulk_ask.c: the members of a body, NULL for those that are not there. */
struct bulk_ask {
	const char	*object, *operation, *key, *type, *delimiter, *ending;
	const char	*rule, *query, *state, *mode;
};
/* false: the request is answered. */
bool	bulk_ask(struct request *, struct bulk_ask *);
/* What both kinds of job have: CSV, its delimiter and line ending. */
bool	bulk_ask_form(struct request *, const struct bulk_ask *,
	    struct bulk_job *);
/* "COMMA" as its character; 0: there is no such name. */
char	bulk_ask_delimiter(const char *name);
/* A body of parts: the job into r->body, its rows into `content`. */
bool	bulk_ask_parts(struct request *, struct slice *content);

/* bulk_show.c: a job as JSON; answers of a state. */
enum bulk_show { BULK_NEW, BULK_CHANGED, BULK_WHOLE };
void	bulk_show(struct request *, const struct bulk_job *, enum bulk_show);
bool	bulk_show_ended(const struct bulk_job *);
/* GET: the list of the kind. */
void	bulk_show_list(struct request *, bool query);

/* bulk_job.c: what ingest and query do alike. */
/* The job of the path; false: there is none, and 404 is answered. */
bool	bulk_job_find(struct request *, bool query, struct bulk_job *);
void	bulk_job_fail(struct bulk_job *, const char *message);
/* PATCH state, DELETE. */
void	bulk_job_patch(struct request *, bool query);
void	bulk_job_delete(struct request *, bool query);
/* The faults of the call end the job, or let it wait: it gets no further. */
bool	bulk_job_faulty(struct request *, struct bulk_job *);

/* bulk_work.c: the job gets on by a step. */
void	bulk_work(struct request *, struct bulk_job *);

/* bulk_ingest.c, bulk_query.c */
void	bulk_ingest_create(struct request *);
void	bulk_ingest_upload(struct request *);	/* PUT batches */
void	bulk_ingest_info(struct request *);
void	bulk_query_create(struct request *);
void	bulk_query_info(struct request *);
/* bulk_page.c: GET results, resultPages */
const char *bulk_page_skip(const char *, const char *end);	/* a row */
void	bulk_page_results(struct request *);
void	bulk_page_list(struct request *);
/* bulk_result.c: GET successfulResults and its like */
void	bulk_result_success(struct request *);
void	bulk_result_failed(struct request *);
void	bulk_result_rest(struct request *);

#endif

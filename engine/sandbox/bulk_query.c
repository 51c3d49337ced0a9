/* SPDX-License-Identifier: MIT */
#include "bulk.h"
#include "faults.h"
#include "query_answer.h"

/*
 * jobs/query: the ids when it is taken up, then a quarter of the rows at
 * every look. Rows are kept as they were: pages do not change any more.
 */

#define STEPS 4
#define LEAST 20000		/* rows of a step */
#define PIECE 200		/* rows kept together */

static void
start(struct request *r, const struct bulk_job *job, struct soql *q)
{
	*q = (struct soql){ .org = r->sandbox->org, .arena = r->arena,
	    .user = job->user, .text = slice_of(job->soql), .bulk = true,
	    .all = strcmp(job->operation, "queryAll") == 0,
	    .zone = query_answer_zone(r), .version = job->version,
	    .now = sandbox_now(r->sandbox) };
}

static struct soql_csv
form_of(const struct bulk_job *job)
{
	return (struct soql_csv){ bulk_ask_delimiter(job->delimiter),
	    strcmp(job->ending, "CRLF") == 0 ? "\r\n" : "\n" };
}

static bool
refuse(struct request *r, const char *why)
{
	request_error(r, 400, "INVALIDJOB", NULL, "InvalidJob : %s", why);
	return false;
}

static bool
read_job(struct request *r, struct bulk_job *job)
{
	struct bulk_ask	ask;

	*job = (struct bulk_job){ .query = true, .user = r->user,
	    .version = r->version, .state = "UploadComplete" };
	if (!bulk_ask(r, &ask) || !bulk_ask_form(r, &ask, job))
		return false;
	if (ask.operation == NULL || (strcmp(ask.operation, "query") != 0 &&
	    strcmp(ask.operation, "queryAll") != 0))
		return refuse(r, arena_printf(r->arena, "Invalid value for "
		    "operation: %s", ask.operation == NULL ? "nothing" :
		    ask.operation));
	if (ask.query == NULL || *ask.query == '\0')
		return refuse(r, "The query is missing");
	if (ask.object != NULL || ask.key != NULL || ask.rule != NULL ||
	    ask.state != NULL)
		return refuse(r, "A query has operation, query, contentType, "
		    "columnDelimiter and lineEnding, and nothing else");
	job->operation = ask.operation;
	job->soql = ask.query;
	return true;
}

void
bulk_query_create(struct request *r)
{
	const struct fault	*f;
	struct bulk_job		 job;
	struct soql		 q;

	bulk_store_open(r->sandbox);
	if (!read_job(r, &job))
		return;
	start(r, &job, &q);
	if (!soql_open(&q)) {
		request_error(r, 400, q.fault.code, NULL, "%s",
		    q.fault.text);
		return;
	}
	job.object = soql_object(&q)->name;
	if ((f = faults_find(r, FAULT_BULK_FAILED)) != NULL)
		job.doom = f->text;
	bulk_store_add(r->sandbox, &job);
	bulk_show(r, &job, BULK_NEW);
}

/* Taken up: which rows, in which order. */
static bool
take_ids(struct request *r, struct bulk_job *job, struct soql *q)
{
	struct text	ids, header;
	struct soql_csv	form = form_of(job);
	bool		done;

	text_init(&ids, REQUEST_OUT);
	done = soql_ids(q, &ids);
	if (done) {
		job->size = (int64_t)(ids.len / 18);
		bulk_store_put(r->sandbox, job, BULK_IDS,
		    (struct slice){ ids.ptr, ids.len });
		text_init(&header, REQUEST_OUT);
		soql_header(q, &form, &header);
		bulk_store_put_rows(r->sandbox, job, -1,
		    (struct slice){ header.ptr, header.len });
		text_free(&header);
		job->state = "InProgress";
	}
	text_free(&ids);
	return done;
}

/* The ids from `at` on, so many that they end in piece's end at most. */
static size_t
get_ids(struct request *r, const struct bulk_job *job, int64_t at,
    struct text *ids)
{
	int64_t	byte = at * 18, piece = byte / (int64_t)BULK_PIECE;
	size_t	skip = (size_t)(byte % (int64_t)BULK_PIECE);

	text_clear(ids);
	while (ids->len < skip + (size_t)PIECE * 18 && bulk_store_get(
	    r->sandbox, job, BULK_IDS, piece, ids))
		piece++;
	if (ids->len <= skip)
		return 0;
	memmove(ids->ptr, ids->ptr + skip, ids->len - skip);
	return (ids->len - skip) / 18;
}

static int64_t
count_rows(const struct text *rows)
{
	int64_t		 n = 0;
	const char	*p = rows->ptr, *end = p + rows->len;

	for (; rows->len > 0 && p < end; n++)
		p = bulk_page_skip(p, end);
	return n;
}

static void
reverse(char *ids, size_t count)
{
	char	kept[18];

	for (size_t i = 0; i < count / 2; i++) {
		char	*a = ids + i * 18, *b = ids + (count - 1 - i) * 18;

		memcpy(kept, a, 18);
		memcpy(a, b, 18);
		memcpy(b, kept, 18);
	}
}

static bool
put_rows(struct request *r, struct bulk_job *job, struct soql *q,
    char *ids, size_t count)
{
	struct soql_csv	form = form_of(job);
	struct text	rows;
	bool		done;

	if (faults_find(r, FAULT_SHUFFLE) != NULL)
		reverse(ids, count);
	text_init(&rows, REQUEST_OUT);
	done = soql_rows(q, ids, count, &form, &rows);
	if (done && rows.len > 0) {
		bulk_store_put_rows(r->sandbox, job, job->processed,
		    (struct slice){ rows.ptr, rows.len });
		job->processed += count_rows(&rows);
	}
	text_free(&rows);
	job->at += (int64_t)count;
	return done;
}

static bool
take_rows(struct request *r, struct bulk_job *job, struct soql *q)
{
	int64_t		most = job->size / STEPS;
	int64_t		until = job->at + (most < LEAST ? LEAST : most);
	struct text	ids;
	size_t		have = 0, used = 0, n;
	bool		done = true;

	text_init(&ids, BULK_PIECE * 4);
	while (done && job->at < until && job->at < job->size) {
		if (have - used < PIECE && job->at + (int64_t)(have - used) <
		    job->size) {
			have = get_ids(r, job, job->at, &ids);
			used = 0;
		}
		n = have - used < PIECE ? have - used : PIECE;
		done = put_rows(r, job, q, ids.ptr + used * 18, n);
		used += n;
	}
	text_free(&ids);
	job->batches++;
	if (job->at >= job->size)
		job->state = "JobComplete";
	return done;
}

static void
move_on(struct request *r, struct bulk_job *job)
{
	bool		new = strcmp(job->state, "UploadComplete") == 0;
	struct soql	q;

	if ((!new && strcmp(job->state, "InProgress") != 0) ||
	    bulk_job_faulty(r, job))
		return;
	start(r, job, &q);
	if (!soql_open(&q) || !(new ? take_ids(r, job, &q) :
	    take_rows(r, job, &q)))
		bulk_job_fail(job, arena_printf(r->arena,
		    "InvalidBatch : Failed to process query: %s: %s",
		    q.fault.code, q.fault.text));
}

void
bulk_query_info(struct request *r)
{
	struct bulk_job	job;

	if (!bulk_job_find(r, true, &job))
		return;
	if (!bulk_show_ended(&job)) {
		org_begin(r->sandbox->org);
		move_on(r, &job);
		bulk_store_save(r->sandbox, &job);
		org_keep(r->sandbox->org);
	}
	bulk_show(r, &job, BULK_WHOLE);
}

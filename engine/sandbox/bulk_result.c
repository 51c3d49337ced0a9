/* SPDX-License-Identifier: MIT */
#include "bulk_row.h"

/* What became of a job's rows: three files of CSV. */

static bool
find(struct request *r, struct bulk_job *job)
{
	if (!bulk_job_find(r, false, job))
		return false;
	if (!bulk_show_ended(job)) {
		request_error(r, 400, "INVALIDJOBSTATE", NULL, "There are no "
		    "results yet: the job is in state %s", job->state);
		return false;
	}
	r->type = "text/csv";
	r->status = 200;
	return true;
}

static void
put_pieces(struct request *r, const struct bulk_job *job,
    enum bulk_part part, int64_t from)
{
	while (bulk_store_get(r->sandbox, job, part, from, &r->out))
		from++;
}

/* The two columns of ours, and those that were sent. */
static void
put_header(struct request *r, const struct bulk_job *job,
    const char *second)
{
	struct bulk_csv		csv;
	struct bulk_record	header;

	text_printf(&r->out, "\"sf__Id\"%c\"%s\"",
	    bulk_ask_delimiter(job->delimiter), second);
	bulk_csv_open(&csv, r->sandbox, job, 0);
	if (!bulk_csv_next(&csv, r->arena, &header))
		header.count = 0;
	bulk_row_put(&r->out, job, &header);
	bulk_csv_close(&csv);
}

static void
answer(struct request *r, enum bulk_part part, const char *second)
{
	struct bulk_job	job;

	if (!find(r, &job))
		return;
	put_header(r, &job, second);
	put_pieces(r, &job, part, 0);
}

void
bulk_result_success(struct request *r)
{
	answer(r, BULK_SUCCESS, "sf__Created");
}

void
bulk_result_failed(struct request *r)
{
	answer(r, BULK_FAILED, "sf__Error");
}

/* The rows behind the last one that was done. */
static void
put_rest(struct request *r, const struct bulk_job *job)
{
	struct bulk_csv		csv;
	struct bulk_record	header;
	int64_t			piece;
	struct text		first, head;

	bulk_csv_open(&csv, r->sandbox, job, 0);
	if (bulk_csv_next(&csv, r->arena, &header) && job->at <= csv.at) {
		/* None is done: all of it, header and all. */
		bulk_csv_close(&csv);
		put_pieces(r, job, BULK_BODY, 0);
		return;
	}
	bulk_csv_close(&csv);
	if (csv.why != NULL || job->size <= 0) {
		put_pieces(r, job, BULK_BODY, 0);
		return;
	}
	text_init(&head, REQUEST_OUT);
	bulk_row_put(&head, job, &header);
	text_add(&r->out, head.ptr + 1, head.len - 1);
	text_free(&head);
	piece = job->at / (int64_t)BULK_PIECE;
	text_init(&first, BULK_PIECE + 1);
	if (bulk_store_get(r->sandbox, job, BULK_BODY, piece, &first))
		text_add(&r->out, first.ptr + job->at % (int64_t)BULK_PIECE,
		    first.len - (size_t)(job->at % (int64_t)BULK_PIECE));
	text_free(&first);
	put_pieces(r, job, BULK_BODY, piece + 1);
}

void
bulk_result_rest(struct request *r)
{
	struct bulk_job	job;

	if (!find(r, &job))
		return;
	put_rest(r, &job);
}

/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "bulk.h"
#include "faults.h"

/* The rows of a query that is done, page by page. */

#define PAGE 50000		/* rows of a page, when nobody says */
#define LINKS 5			/* pages named at once */

/* Behind the row at `p`: all values are in quotes. */
const char *
bulk_page_skip(const char *p, const char *end)
{
	bool	quoted = false;

	for (; p < end; p++) {
		quoted ^= *p == '"';
		if (*p == '\n' && !quoted)
			return p + 1;
	}
	return end;
}

/* The job is done, and asked by its own version. */
static bool
find_done(struct request *r, struct bulk_job *job)
{
	if (!bulk_job_find(r, true, job))
		return false;
	if (job->version < r->version || job->version > r->version)
		request_error(r, 409, "API_ERROR", NULL, "The results of "
		    "this job are to be read by version %.1f of the API, as "
		    "it was created.", job->version);
	else if (strcmp(job->state, "JobComplete") != 0)
		request_error(r, 400, "INVALIDJOBSTATE", NULL, "There are no "
		    "results: the job is in state %s", job->state);
	return r->status == 0;
}

static int64_t
page_size(struct request *r, const char *asked)
{
	const struct fault	*f = faults_find(r, FAULT_PAGE_SIZE);
	int64_t			 n = asked == NULL ? PAGE :
				    strtoll(asked, NULL, 10);

	if (f != NULL && f->number < n)
		n = f->number;
	return n;
}

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "abcdefghijklmnopqrstuvwxyz0123456789-_";

/* The row's number in base64, without padding. */
static const char *
locator_of(struct request *r, int64_t row)
{
	char		 text[24];
	int		 len = snprintf(text, sizeof text, "%lld",
			    (long long)row);
	struct text	 out;
	uint32_t	 bits = 0;
	int		 have = 0;
	const char	*made;

	text_init(&out, 64);
	for (int i = 0; i < len || have > 0; ) {
		for (; have < 6 && i < len; have += 8)
			bits = bits << 8 | (uint8_t)text[i++];
		if (have < 6) {
			bits <<= 6 - have;
			have = 6;
		}
		have -= 6;
		text_char(&out, letters[bits >> have & 63]);
		bits &= (1u << have) - 1;
	}
	made = arena_string(r->arena, out.ptr);
	text_free(&out);
	return made;
}

static bool
read_locator(struct request *r, const struct bulk_job *job, int64_t *row)
{
	const char	*asked = request_param(r, "locator"), *at;
	char		 text[24] = "";
	size_t		 n = 0;
	uint32_t	 bits = 0;
	int		 have = 0;

	*row = 0;
	if (asked == NULL || *asked == '\0')
		return true;
	for (const char *p = asked; *p != '\0' && n < 20; p++) {
		at = strchr(letters, *p);
		if (at == NULL)
			break;
		bits = (bits << 6 | (uint32_t)(at - letters)) & 0xffff;
		have += 6;
		if (have >= 8) {
			have -= 8;
			text[n++] = (char)(bits >> have & 0xff);
		}
	}
	*row = strtoll(text, NULL, 10);
	if (*row >= 0 && *row < job->processed + (job->processed == 0) &&
	    strcmp(asked, locator_of(r, *row)) == 0)
		return true;
	request_error(r, 400, "INVALID_QUERY_LOCATOR", NULL,
	    "invalid query locator");
	return false;
}

/* Up to `count` rows from `row` on; how many there were. */
static int64_t
put_page(struct request *r, const struct bulk_job *job, int64_t row,
    int64_t count)
{
	struct text	 piece;
	int64_t		 first, put = 0;
	const char	*p, *from, *end;

	text_init(&piece, REQUEST_OUT);
	while (put < count && row + put < job->processed && (text_clear(
	    &piece), bulk_store_get_rows(r->sandbox, job, row + put, &first,
	    &piece))) {
		p = piece.ptr;
		end = p + piece.len;
		for (; first < row + put && p < end; first++)
			p = bulk_page_skip(p, end);
		from = p;
		for (; put < count && p < end; put++)
			p = bulk_page_skip(p, end);
		text_add(&r->out, from, (size_t)(p - from));
	}
	text_free(&piece);
	return put;
}

void
bulk_page_results(struct request *r)
{
	struct bulk_job	job;
	int64_t		row, first, put, most;

	if (!find_done(r, &job) || !read_locator(r, &job, &row))
		return;
	most = page_size(r, request_param(r, "maxRecords"));
	if (most < 1) {
		request_error(r, 400, "INVALID_FIELD", NULL,
		    "maxRecords is a number from 1 on");
		return;
	}
	bulk_store_get_rows(r->sandbox, &job, -1, &first, &r->out);
	put = put_page(r, &job, row, most);
	r->type = "text/csv";
	request_answer_header(r, "Sforce-NumberOfRecords",
	    arena_printf(r->arena, "%lld", (long long)put));
	request_answer_header(r, "Sforce-Locator",
	    row + put < job.processed ? locator_of(r, row + put) : "null");
}

/* Five pages at once, for those who read them side by side. */
void
bulk_page_list(struct request *r)
{
	struct bulk_job	job;
	const char	*url;
	int64_t		row, most;

	if (r->version < 58) {
		request_error(r, 404, "NOT_FOUND", NULL,
		    "The requested resource does not exist");
		return;
	}
	if (!find_done(r, &job) || !read_locator(r, &job, &row))
		return;
	most = page_size(r, NULL);
	url = arena_printf(r->arena, "/services/data/v%.1f/jobs/query/%s",
	    r->version, job.id);
	text_string(&r->out, "{\"resultPages\":[");
	for (int i = 0; i < LINKS && row < job.processed; i++, row += most)
		text_printf(&r->out, "%s{\"resultUrl\":\"%s/results?"
		    "locator=%s&maxRecords=%lld\"}", i == 0 ? "" : ",", url,
		    locator_of(r, row), (long long)most);
	text_string(&r->out, "],\"nextRecordUrl\":");
	if (row < job.processed)
		text_printf(&r->out, "\"%s/resultPages?locator=%s\"", url,
		    locator_of(r, row));
	else
		text_string(&r->out, "null");
	text_printf(&r->out, ",\"done\":%s}", row < job.processed ? "false" :
	    "true");
}

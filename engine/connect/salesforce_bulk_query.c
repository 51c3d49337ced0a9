/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "precept/doc.h"
#include "precept/json.h"
#include "precept/log.h"
#include "salesforce_feed.h"

/*
 * A query as a Bulk API 2.0 job: made, looked at until it is done, fetched
 * page by page as CSV, and removed.
 */

#define RECORDS 20000		/* of a result page */
#define PIECE 2000		/* rows handed on at once */
#define PAGE_MAX ((size_t)256 << 20)
#define POLL_MOST 20000		/* ms */

int64_t	salesforce_scan_poll = 250;

struct job {
	const char	*id, *state, *message;
};

static bool
send(struct salesforce_feed *f, const char *method, const char *url,
    struct slice body, struct http_call *call, struct err *err)
{
	static const char *const	headers[] = {
	    "Content-Type: application/json", NULL };

	*call = (struct http_call){ .method = method, .url = url,
		.once = strcmp(method, "POST") == 0 };
	if (body.len > 0) {
		call->body = body;
		call->headers = headers;
	}
	return f->by.call(f->by.session, call, err) ||
	    err_in(err, "%s", f->name);
}

/* false: the answer is no job. */
static bool
read_job(struct salesforce_feed *f, const struct http_call *call,
    struct job *job, struct err *err)
{
	struct doc	*d;

	if (!doc_parse((struct slice){ call->answer.ptr, call->answer.len },
	    "the job", f->arena, &d, err))
		return false;
	*job = (struct job){ doc_text(d, "id"), doc_text(d, "state"),
		doc_text(d, "errorMessage") };
	if (job->id != NULL && job->state != NULL)
		return true;
	return err_set(err, ERR_REMOTE, "%s: Salesforce's answer is no job",
	    f->name);
}

/* A job that Salesforce does not take is a query for REST. */
static enum salesforce_bulk
make_job(struct salesforce_feed *f, struct job *job, struct err *err)
{
	const char		*soql = soql_write_query(&f->soql, f->fields,
				    f->count, f->arena);
	struct http_call	 call;
	struct text		 body;
	bool			 ok, refused;

	text_init(&body, (size_t)1 << 20);
	text_string(&body, "{\"operation\":\"query\",\"contentType\":\"CSV\","
	    "\"columnDelimiter\":\"COMMA\",\"lineEnding\":\"LF\","
	    "\"query\":");
	json_put_string(&body, slice_of(soql));
	text_char(&body, '}');
	ok = send(f, "POST", "/jobs/query", (struct slice){ body.ptr,
	    body.len }, &call, err);
	refused = !ok && call.outcome == HTTP_WHOLE && call.status >= 400 &&
	    call.status < 500;
	ok = ok && read_job(f, &call, job, err);
	http_call_clear(&call);
	text_free(&body);
	return ok ? SALESFORCE_BULK_DONE : refused ?
	    SALESFORCE_BULK_REFUSED : SALESFORCE_BULK_FAILED;
}

static const char *
job_url(struct salesforce_feed *f, const struct job *job)
{
	return arena_printf(f->arena, "/jobs/query/%s", job->id);
}

/* Jobs that nobody wants any more; what comes of it is no matter. */
static void
end_job(struct salesforce_feed *f, const struct job *job, bool done)
{
	struct http_call	call;
	struct err		err = { 0 };

	if (!send(f, done ? "DELETE" : "PATCH", job_url(f, job), done ?
	    (struct slice){ NULL, 0 } : SLICE("{\"state\":\"Aborted\"}"),
	    &call, &err))
		log_line(LOG_INFO, "job %s stays: %s", job->id, err.text);
	http_call_clear(&call);
}

static bool
look_at(struct salesforce_feed *f, struct job *job, struct err *err)
{
	struct http_call	call;
	bool			ok;

	ok = send(f, "GET", job_url(f, job), (struct slice){ NULL, 0 },
	    &call, err) && read_job(f, &call, job, err);
	http_call_clear(&call);
	return ok;
}

static enum salesforce_bulk
wait_for(struct salesforce_feed *f, struct job *job, struct err *err)
{
	int64_t	pause = salesforce_scan_poll;

	log_line(LOG_INFO, "%s: job %s was started", f->name, job->id);
	for (;; pause = pause * 3 / 2 > POLL_MOST ? POLL_MOST :
	    pause * 3 / 2) {
		if (!salesforce_feed_sleep(f, pause)) {
			end_job(f, job, false);
			return SALESFORCE_BULK_FAILED;
		}
		if (!look_at(f, job, err))
			return SALESFORCE_BULK_FAILED;
		if (strcmp(job->state, "JobComplete") == 0)
			return SALESFORCE_BULK_DONE;
		if (strcmp(job->state, "Failed") != 0 &&
		    strcmp(job->state, "Aborted") != 0)
			continue;
		err_set(err, ERR_REMOTE, "job %s is %s: %s", job->id,
		    job->state, job->message == NULL ? "Salesforce says not "
		    "why" : job->message);
		return SALESFORCE_BULK_REFUSED;
	}
}

/* "Owner.Email" in a header of quoted names; -1: it is not there. */
static int
find_column(struct slice header, const char *name)
{
	const char	*at = header.ptr, *end = at + header.len, *stop;
	struct slice	 one;

	for (int i = 0; at <= end; i++, at = stop + 1) {
		stop = memchr(at, ',', (size_t)(end - at));
		if (stop == NULL)
			stop = end;
		one = slice_trim((struct slice){ at, (size_t)(stop - at) });
		if (one.len >= 2 && *one.ptr == '"')
			one = (struct slice){ one.ptr + 1, one.len - 2 };
		if (slice_is_nocase(one, name))
			return i;
	}
	return -1;
}

static size_t
count_columns(struct slice header)
{
	size_t	n = 1;

	for (size_t i = 0; i < header.len; i++)
		n += header.ptr[i] == ',';
	return n;
}

static bool
read_header(struct salesforce_feed *f, struct salesforce_piece *p,
    struct err *err)
{
	const char	*end = memchr(p->body->ptr, '\n', p->body->len);
	struct slice	 header = { p->body->ptr,
			    (size_t)(end - p->body->ptr) };
	int		*columns = arena_array(f->arena, f->count,
			    sizeof *columns);

	for (size_t i = 0; i < f->count; i++) {
		columns[i] = find_column(header, f->fields[i]);
		if (columns[i] < 0)
			return err_set(err, ERR_REMOTE, "%s: the result of "
			    "the job has no column '%s'", f->name,
			    f->fields[i]);
	}
	p->columns = columns;
	p->width = count_columns(header);
	p->to = header.len + 1;
	return true;
}

/* The next rows, whole: a newline between quotes ends none. */
static void
cut_rows(struct salesforce_piece *p, size_t end)
{
	const char	*b = p->body->ptr;
	bool		 inside = false;
	size_t		 rows = 0, i;

	p->from = p->to;
	for (i = p->from; i < end && rows < PIECE; i++) {
		inside ^= b[i] == '"';
		rows += b[i] == '\n' && !inside;
	}
	p->to = i;
}

static bool
hand_on(struct salesforce_feed *f, struct salesforce_body *body,
    struct err *err)
{
	struct salesforce_piece	p = { .body = body, .csv = true };
	size_t			end = body->len;

	/* One newline was added to it; what had one already has two. */
	if (end > 1 && body->ptr[end - 2] == '\n')
		end--;
	if (!read_header(f, &p, err))
		return false;
	while (p.to < end) {
		cut_rows(&p, end);
		if (!salesforce_feed_put(f, p))
			return false;
	}
	return true;
}

/* The locator of the page behind this one; NULL: it was the last. */
static const char *
next_locator(struct salesforce_feed *f, const struct http_call *call)
{
	struct slice	s = slice_trim(http_header(call, "Sforce-Locator"));

	return s.ptr == NULL || s.len == 0 || slice_is(s, "null") ? NULL :
	    arena_text(f->arena, s);
}

static bool
fetch_page(struct salesforce_feed *f, const struct job *job,
    const char **locator, struct err *err)
{
	static const char *const headers[] = { "Accept: text/csv", NULL };
	struct http_call	 call = { .headers = headers,
				    .max_bytes = PAGE_MAX };
	struct salesforce_body	*body;
	const char		*code;
	bool			 ok;

	ok = salesforce_feed_get(f, arena_printf(f->arena,
	    "%s/results?maxRecords=%d%s%s", job_url(f, job), RECORDS,
	    *locator == NULL ? "" : "&locator=",
	    *locator == NULL ? "" : *locator), &call, &code, err);
	if (ok) {
		*locator = next_locator(f, &call);
		body = salesforce_body_take(&call);
		ok = hand_on(f, body, err);
		salesforce_body_drop(body);
	}
	http_call_clear(&call);
	return ok;
}

enum salesforce_bulk
salesforce_bulk_query(struct salesforce_feed *f, struct err *err)
{
	const char		*locator = NULL;
	enum salesforce_bulk	 got;
	struct job		 job;
	bool			 ok;

	if ((got = make_job(f, &job, err)) != SALESFORCE_BULK_DONE ||
	    (got = wait_for(f, &job, err)) != SALESFORCE_BULK_DONE)
		return got;
	do {
		ok = fetch_page(f, &job, &locator, err);
	} while (ok && locator != NULL);
	end_job(f, &job, true);
	return ok ? SALESFORCE_BULK_DONE : SALESFORCE_BULK_FAILED;
}

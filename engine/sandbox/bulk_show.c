/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "bulk.h"
#include "faults.h"
#include "precept/date.h"
#include "precept/json.h"

/* Jobs as JSON. */

#define LIST 1000	/* jobs on a page of their list */

static void
put(struct text *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	text_printf(out, ",\"%s\":", name);
	json_put_string(out, slice_of(value));
}

static void
put_time(struct text *out, const char *name, int64_t millis)
{
	char	room[DATE_TEXT];

	datetime_print_sf(millis * 1000, room);
	put(out, name, room);
}

/* What the platform would have needed: by the rows, not by our clock. */
static void
put_counts(struct text *out, const struct bulk_job *job)
{
	long long	active = job->query ? 0 : (long long)job->processed;

	text_printf(out, ",\"numberRecordsProcessed\":%lld",
	    (long long)job->processed);
	if (!job->query)
		text_printf(out, ",\"numberRecordsFailed\":%lld",
		    (long long)job->failed);
	text_printf(out, ",\"retries\":0,\"totalProcessingTime\":%lld",
	    active + 50 * (long long)job->batches);
	if (!job->query)
		text_printf(out, ",\"apiActiveProcessingTime\":%lld,"
		    "\"apexProcessingTime\":0", active);
	else
		text_string(out, ",\"isPkChunkingSupported\":true");
}

static void
put_job(struct request *r, const struct bulk_job *job, enum bulk_show how)
{
	struct text	*out = &r->out;

	text_printf(out, "{\"id\":\"%s\"", job->id);
	put(out, "operation", job->operation);
	put(out, "object", job->object);
	put(out, "createdById", job->user);
	put_time(out, "createdDate", job->created);
	put_time(out, "systemModstamp", job->stamp);
	put(out, "state", job->state);
	put(out, "externalIdFieldName", job->key);
	put(out, "assignmentRuleId", job->rule);
	text_printf(out, ",\"concurrencyMode\":\"Parallel\","
	    "\"contentType\":\"CSV\",\"apiVersion\":%.1f", job->version);
	if (how == BULK_WHOLE)
		put(out, "jobType", job->query ? "V2Query" : "V2Ingest");
	if (!job->query && how != BULK_CHANGED)
		text_printf(out, ",\"contentUrl\":\"services/data/v%.1f/jobs/"
		    "ingest/%s/batches\"", job->version, job->id);
	if (how != BULK_CHANGED) {
		put(out, "lineEnding", job->ending);
		put(out, "columnDelimiter", job->delimiter);
	}
	if (how == BULK_WHOLE) {
		put_counts(out, job);
		put(out, "errorMessage", job->message);
	}
	text_char(out, '}');
}

void
bulk_show(struct request *r, const struct bulk_job *job, enum bulk_show how)
{
	put_job(r, job, how);
}

bool
bulk_show_ended(const struct bulk_job *job)
{
	return strcmp(job->state, "JobComplete") == 0 ||
	    strcmp(job->state, "Failed") == 0 ||
	    strcmp(job->state, "Aborted") == 0;
}

/* ?jobType= of another kind of job: there are none of those here. */
static bool
is_wanted(struct request *r, bool query)
{
	const char	*type = request_param(r, "jobType");

	return type == NULL || *type == '\0' ||
	    strcmp(type, query ? "V2Query" : "V2Ingest") == 0;
}

static size_t
page_size(struct request *r)
{
	const struct fault	*f = faults_find(r, FAULT_PAGE_SIZE);

	return f == NULL ? LIST : (size_t)f->number;
}

void
bulk_show_list(struct request *r, bool query)
{
	const char	*at = request_param(r, "queryLocator");
	int64_t		 last = at == NULL ? 0 : strtoll(at, NULL, 10);
	size_t		 left = page_size(r), put_so_far = 0;
	struct bulk_job	 job;
	bool		 more = false;
	struct text	 url;

	bulk_store_open(r->sandbox);
	text_init(&url, 256);
	text_string(&r->out, "{\"records\":[");
	while (is_wanted(r, query) && (more = bulk_store_after(r->sandbox,
	    query, last, r->arena, &job)) && left-- > 0) {
		if (put_so_far++ > 0)
			text_char(&r->out, ',');
		put_job(r, &job, BULK_WHOLE);
		last = job.number;
	}
	if (more)
		text_printf(&url, "\"/services/data/v%.1f/jobs/%s?"
		    "queryLocator=%lld\"", r->version, query ? "query" :
		    "ingest", (long long)last);
	text_printf(&r->out, "],\"done\":%s,\"nextRecordsUrl\":%s}",
	    more ? "false" : "true", more ? url.ptr : "null");
	text_free(&url);
}

/* SPDX-License-Identifier: MIT */
#include "bulk.h"
#include "faults.h"

/* What is done with a job of either kind: found, closed, dropped. */

bool
bulk_job_find(struct request *r, bool query, struct bulk_job *job)
{
	bulk_store_open(r->sandbox);
	if (bulk_store_find(r->sandbox, r->part[2], r->arena, job) &&
	    job->query == query)
		return true;
	request_error(r, 404, "NOT_FOUND", NULL,
	    "The requested resource does not exist");
	return false;
}

void
bulk_job_fail(struct bulk_job *job, const char *message)
{
	job->state = "Failed";
	job->message = message;
}

bool
bulk_job_faulty(struct request *r, struct bulk_job *job)
{
	const struct fault	*f;

	if (job->doom != NULL)
		bulk_job_fail(job, job->doom);
	else if ((f = faults_find(r, FAULT_BULK_FAILED)) != NULL)
		bulk_job_fail(job, f->text);
	else if (faults_find(r, FAULT_SLOW_JOB) == NULL)
		return false;
	return true;
}

static void
refuse(struct request *r, const char *doing, const struct bulk_job *job)
{
	request_error(r, 400, "INVALIDJOBSTATE", NULL,
	    "%s already %s Job not allowed", doing,
	    strcmp(job->state, "JobComplete") == 0 ? "Completed" :
	    job->state);
}

static bool
close_job(struct request *r, struct bulk_job *job)
{
	const struct fault	*f;

	if (job->query || strcmp(job->state, "Open") != 0) {
		refuse(r, "Closing", job);
		return false;
	}
	job->state = "UploadComplete";
	f = faults_find(r, FAULT_BULK_FAILED);
	if (f != NULL)
		job->doom = f->text;
	return true;
}

static bool
abort_job(struct request *r, struct bulk_job *job)
{
	if (bulk_show_ended(job)) {
		refuse(r, "Aborting", job);
		return false;
	}
	job->state = "Aborted";
	return true;
}

static bool
change(struct request *r, struct bulk_job *job, const char *state)
{
	if (state != NULL && strcmp(state, "UploadComplete") == 0)
		return close_job(r, job);
	if (state != NULL && strcmp(state, "Aborted") == 0)
		return abort_job(r, job);
	request_error(r, 400, "INVALIDJOBSTATE", NULL, "A job's state can be "
	    "set to UploadComplete or Aborted, not to %s.",
	    state == NULL ? "nothing" : state);
	return false;
}

void
bulk_job_patch(struct request *r, bool query)
{
	struct bulk_job	job;
	struct bulk_ask	ask;

	if (!bulk_job_find(r, query, &job) || !bulk_ask(r, &ask) ||
	    !change(r, &job, ask.state))
		return;
	bulk_store_save(r->sandbox, &job);
	bulk_show(r, &job, BULK_CHANGED);
}

void
bulk_job_delete(struct request *r, bool query)
{
	struct bulk_job	job;

	if (!bulk_job_find(r, query, &job))
		return;
	if (!bulk_show_ended(&job)) {
		request_error(r, 400, "API_ERROR", NULL, "Error encountered "
		    "when deleting the job because the job is not "
		    "terminated");
		return;
	}
	bulk_store_drop(r->sandbox, &job);
	r->status = 204;
}

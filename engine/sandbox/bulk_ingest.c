/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "bulk.h"

/* jobs/ingest: made, filled once, closed, asked for. */

#define UPLOAD ((size_t)150 << 20)	/* bytes in base64 */

static const char *const operations[] = { "insert", "update", "upsert",
	"delete", "hardDelete" };

static bool
refuse(struct request *r, const char *why)
{
	request_error(r, 400, "INVALIDJOB", NULL, "InvalidJob : %s", why);
	return false;
}

static bool
operation_good(struct request *r, const struct bulk_ask *ask)
{
	for (size_t i = 0; ask->operation != NULL && i < COUNT(operations);
	    i++)
		if (strcmp(ask->operation, operations[i]) == 0)
			return true;
	return refuse(r, arena_printf(r->arena, "Invalid value for "
	    "operation: %s", ask->operation == NULL ? "nothing" :
	    ask->operation));
}

/* Upsert has its key, and nothing else has. */
static bool
key_good(struct request *r, const struct bulk_ask *ask,
    const struct org_object *o, struct bulk_job *job)
{
	const struct org_field	*f;

	if (strcmp(ask->operation, "upsert") != 0)
		return true;
	if (ask->key == NULL || *ask->key == '\0')
		return refuse(r, arena_printf(r->arena, "External ID was "
		    "blank for %s. An External ID must be specified for "
		    "upsert.", o->name));
	f = org_field(o, slice_of(ask->key));
	if (f == NULL || !org_sees(r->sandbox->org, r->user, o, f) ||
	    (f->type != ORG_ID && !(f->flags & (ORG_EXTERNAL |
	    ORG_LOOKUP))))
		return refuse(r, arena_printf(r->arena, "Field name "
		    "provided, %s does not match an External ID, Salesforce "
		    "Id, or indexed field for %s", ask->key, o->name));
	job->key = f->name;
	return true;
}

static bool
read_job(struct request *r, struct bulk_job *job)
{
	const struct org_object	*o;
	struct bulk_ask		 ask;

	*job = (struct bulk_job){ .user = r->user, .version = r->version,
	    .state = "Open", .size = -1 };
	if (!bulk_ask(r, &ask) || !operation_good(r, &ask) ||
	    !bulk_ask_form(r, &ask, job))
		return false;
	if (ask.object == NULL)
		return refuse(r, "The object is missing");
	o = org_object(r->sandbox->org, slice_of(ask.object));
	if (o == NULL) {
		request_error(r, 400, "INVALIDENTITY", NULL,
		    "Entity '%s' is not supported by the Bulk API.",
		    ask.object);
		return false;
	}
	if (ask.query != NULL || ask.state != NULL)
		return refuse(r, "A new job has no query and no state");
	job->operation = ask.operation;
	job->object = o->name;
	job->rule = ask.rule;
	return key_good(r, &ask, o, job);
}

static bool
has_type(struct request *r, const char *type)
{
	const char	*h = request_header(r, "Content-Type");

	return h != NULL && strncasecmp(h, type, strlen(type)) == 0;
}

static void
upload(struct request *r, struct bulk_job *job, struct slice body)
{
	job->size = (int64_t)body.len;
	org_begin(r->sandbox->org);
	bulk_store_put(r->sandbox, job, BULK_BODY, body);
	bulk_store_save(r->sandbox, job);
	org_keep(r->sandbox->org);
}

void
bulk_ingest_create(struct request *r)
{
	bool		whole = has_type(r, "multipart/form-data");
	struct slice	content = { NULL, 0 };
	struct bulk_job	job;

	bulk_store_open(r->sandbox);
	if ((whole && !bulk_ask_parts(r, &content)) || !read_job(r, &job))
		return;
	if (whole)
		job.state = "UploadComplete";
	bulk_store_add(r->sandbox, &job);
	if (whole)
		upload(r, &job, content);
	bulk_show(r, &job, BULK_NEW);
	r->status = 200;
}

void
bulk_ingest_upload(struct request *r)
{
	struct bulk_job	job;

	if (!bulk_job_find(r, false, &job))
		return;
	if (!has_type(r, "text/csv"))
		request_error(r, 415, "UNSUPPORTED_MEDIA_TYPE", NULL,
		    "Content type is not supported: the data of a job is "
		    "text/csv.");
	else if (job.size >= 0 && strcmp(job.state, "Open") == 0)
		request_error(r, 400, "CLIENTINPUTERROR", NULL, "Found "
		    "multiple contents for job: <%s>, please 'Close' / "
		    "'Abort' / 'Delete' the current Job then create a new "
		    "Job and make sure you only do 'PUT' once on a given "
		    "Job.", job.id);
	else if (strcmp(job.state, "Open") != 0)
		request_error(r, 400, "INVALIDJOBSTATE", NULL, "Data cannot "
		    "be uploaded to a job in state %s", job.state);
	else if ((r->body.len + 2) / 3 * 4 > UPLOAD)
		request_error(r, 400, "CLIENTINPUTERROR", NULL, "The data of "
		    "a job has at most 150 MB in base64; send at most 100 "
		    "MB.");
	else
		upload(r, &job, r->body);
	if (r->status == 0)
		r->status = 201;
}

/* Taken up at the first look, rows from the second on. */
static void
move_on(struct request *r, struct bulk_job *job)
{
	bool	new = strcmp(job->state, "UploadComplete") == 0;

	if (!new && strcmp(job->state, "InProgress") != 0)
		return;
	if (bulk_job_faulty(r, job))
		;
	else if (strcmp(job->operation, "hardDelete") == 0 &&
	    !org_erases(r->sandbox->org, job->user))
		bulk_job_fail(job, "FeatureNotEnabled : hardDelete operation "
		    "requires special user profile permission, please "
		    "contact your system administrator");
	else if (job->size < 0)
		bulk_job_fail(job, "InvalidBatch : There is no data");
	else if (!new)
		bulk_work(r, job);
	else
		job->state = "InProgress";
	bulk_store_save(r->sandbox, job);
}

void
bulk_ingest_info(struct request *r)
{
	struct bulk_job	job;

	if (!bulk_job_find(r, false, &job))
		return;
	move_on(r, &job);
	bulk_show(r, &job, BULK_WHOLE);
}

/* SPDX-License-Identifier: MIT */
#include "precept/date.h"
#include "precept/doc.h"
#include "precept/json.h"
#include "salesforce_bulk.h"

/*
 * One Bulk 2.0 job: made, filled, closed, waited for. Its id is in the
 * journal before the first row leaves, so that it can be taken up after a
 * kill. The upload is never repeated: in doubt the job is aborted and its
 * rows go with another.
 */

#define TRIES 3
#define FIRST_LOOK 250		/* ms; then 1.5 times as long, 20 s at most */
#define LAST_LOOK 20000

static const char *const operations[] = { [SALESFORCE_UPDATE] = "update",
	[SALESFORCE_UPSERT] = "upsert", [SALESFORCE_INSERT] = "insert",
	[SALESFORCE_DELETE] = "delete" };

static const char *const json_type[] = {
	"Content-Type: application/json; charset=UTF-8", NULL };

static const char *
job_url(struct salesforce_bulk *b, const char *job, const char *rest)
{
	return arena_printf(b->arena, "/jobs/ingest/%s%s", job, rest);
}

/* A call whose answer is a small document. */
static bool
ask(struct salesforce_bulk *b, struct http_call *call, struct doc **doc,
    struct err *err)
{
	struct err why = { 0 };

	if (!salesforce_call(b->t->org, call, err))
		return false;
	if (doc == NULL || doc_parse((struct slice){ call->answer.ptr,
	    call->answer.len }, "it", b->arena, doc, &why))
		return true;
	return err_set(err, ERR_REMOTE, "Salesforce's answer about a job "
	    "cannot be read: %s", why.text);
}

/* Without a number nobody knows. */
static bool
has_begun(const struct doc *processed)
{
	return processed == NULL || processed->number > 0;
}

bool
salesforce_job_look(struct salesforce_bulk *b, const char *job,
    struct salesforce_job *out, struct err *err)
{
	struct http_call call = { .method = "GET",
		.url = job_url(b, job, "") };
	struct doc	*doc;
	bool		 ok = ask(b, &call, &doc, err);

	http_call_clear(&call);
	if (!ok)
		return false;
	*out = (struct salesforce_job){ doc_text(doc, "state"),
		doc_text(doc, "operation"), doc_text(doc, "errorMessage"),
		has_begun(doc_get(doc, "numberRecordsProcessed")) };
	if (out->state != NULL && out->operation != NULL)
		return true;
	return err_set(err, ERR_REMOTE, "Salesforce's answer about job %s "
	    "has no state", job);
}

bool
salesforce_job_state(struct salesforce_bulk *b, const char *job,
    const char *state, struct err *err)
{
	const char *body = arena_printf(b->arena, "{\"state\":\"%s\"}",
	    state);
	struct http_call call = { .method = "PATCH",
		.url = job_url(b, job, ""), .headers = json_type,
		.body = slice_of(body) };
	bool	ok = ask(b, &call, NULL, err);

	http_call_clear(&call);
	return ok;
}

static const char *
make_body(struct salesforce_bulk *b, enum salesforce_way way)
{
	const struct action	*a = b->t->target.action;
	const char		*key = "";

	if (way == SALESFORCE_UPSERT)
		key = arena_printf(b->arena, "\"externalIdFieldName\":\"%s\","
		    , salesforce_upsert_key(a)->name);
	return arena_printf(b->arena, "{\"object\":\"%s\","
	    "\"operation\":\"%s\",%s\"contentType\":\"CSV\","
	    "\"columnDelimiter\":\"COMMA\",\"lineEnding\":\"LF\"}",
	    a->schema->object, operations[way], key);
}

/* The id of a new job; NULL: there is none, or its name was lost. */
static const char *
make_job(struct salesforce_bulk *b, enum salesforce_way way,
    struct err *err)
{
	struct http_call call = { .method = "POST", .url = "/jobs/ingest",
		.headers = json_type, .once = true,
		.body = slice_of(make_body(b, way)) };
	struct doc	*doc;
	const char	*id = NULL;

	if (ask(b, &call, &doc, err) && (id = doc_text(doc, "id")) == NULL)
		err_set(err, ERR_REMOTE, "Salesforce has made a job without "
		    "an id");
	if (id == NULL && call.outcome != HTTP_UNSENT &&
	    (call.status < 400 || call.status >= 500)) {
		struct err later = { 0 };

		salesforce_job_tidy(b, &later);
	}
	http_call_clear(&call);
	return id;
}

bool
salesforce_job_note(struct salesforce_bulk *b, const char *id,
    struct err *err)
{
	struct store	*s = b->t->connect->store;
	int		 action = b->t->action;

	return (store_in_transaction(s) || store_begin(s, err)) &&
	    journal_job(s, b->t->run, action, id, err) &&
	    store_commit(s, err);
}

static bool
upload(struct salesforce_bulk *b, const char *id, struct slice csv,
    struct err *err)
{
	static const char *const type[] = { "Content-Type: text/csv", NULL };
	struct http_call call = { .method = "PUT",
		.url = job_url(b, id, "/batches"), .headers = type,
		.body = csv, .once = true, .timeout = 3600000 };
	bool	ok = ask(b, &call, NULL, err);

	http_call_clear(&call);
	return ok;
}

/* The answer to this may be lost as well. Only a job that is known to be open
 * still may be given up: nothing else tells that none of it was done. */
static bool
close_job(struct salesforce_bulk *b, const char *id, struct err *err)
{
	struct salesforce_job	now;
	struct err		first = { 0 }, second = { 0 };

	if (salesforce_job_state(b, id, "UploadComplete", &first) ||
	    !salesforce_job_look(b, id, &now, &second) ||
	    strcmp(now.state, "Open") != 0)
		return true;
	*err = first;
	return false;
}

static void
abort_job(struct salesforce_bulk *b, const char *id)
{
	struct err ignored = { 0 };

	salesforce_job_state(b, id, "Aborted", &ignored);
}

static bool
send_begun(struct salesforce_bulk *b, enum salesforce_way way,
    struct slice csv, struct err *err)
{
	const char *id = make_job(b, way, err);

	if (id == NULL)
		return false;
	if (!salesforce_job_note(b, id, err)) {
		abort_job(b, id);
		return false;
	}
	if (upload(b, id, csv, err) && close_job(b, id, err)) {
		map_put(&b->jobs, slice_of(id),
		    (void *)(uintptr_t)(way + 1));
		return true;
	}
	abort_job(b, id);
	return false;
}

/* A job that a budget would not let come to its end is not made. */
static bool
send_once(struct salesforce_bulk *b, enum salesforce_way way,
    struct slice csv, struct err *err)
{
	bool	ok;

	if (!salesforce_budget_allows(b->t->org, SALESFORCE_JOB_CALLS, err))
		return false;
	salesforce_settling(b->t->org, true);
	ok = send_begun(b, way, csv, err);
	salesforce_settling(b->t->org, false);
	return ok;
}

/* Nothing was begun as long as the job is not closed, so another try is as
 * good as the first. */
bool
salesforce_job_send(struct salesforce_bulk *b, enum salesforce_way way,
    struct slice csv, struct err *err)
{
	for (int i = 0; i < TRIES; i++) {
		*err = (struct err){ 0 };
		if (send_once(b, way, csv, err))
			return true;
		if (err->kind != ERR_REMOTE)
			break;
		salesforce_sleep(b->t->org, FIRST_LOOK << i);
	}
	return err_in(err, "a Bulk job for %s",
	    b->t->target.action->schema->object);
}

static bool
is_over(const char *state)
{
	return strcmp(state, "JobComplete") == 0 ||
	    strcmp(state, "Failed") == 0 || strcmp(state, "Aborted") == 0;
}

/* One answer that cannot be read is none to give up for. */
static bool
look_again(struct salesforce_bulk *b, const char *job,
    struct salesforce_job *now, struct err *err)
{
	struct err first = { 0 };

	if (salesforce_job_look(b, job, now, &first))
		return true;
	if (first.kind != ERR_REMOTE) {
		*err = first;
		return false;
	}
	salesforce_sleep(b->t->org, FIRST_LOOK);
	return salesforce_job_look(b, job, now, err);
}

/* Until it is over; a job whose closing was lost is closed once more. */
static bool
wait_for(struct salesforce_bulk *b, const char *job,
    struct salesforce_job *now, struct err *err)
{
	int64_t	pause = FIRST_LOOK;

	for (;;) {
		struct err ignored = { 0 };

		if (!look_again(b, job, now, err))
			return err_in(err, "job %s goes on at Salesforce; "
			    "the next start takes it up", job);
		if (is_over(now->state))
			return true;
		if (strcmp(now->state, "Open") == 0)
			salesforce_job_state(b, job, "UploadComplete",
			    &ignored);
		salesforce_sleep(b->t->org, pause);
		pause = pause * 3 / 2 < LAST_LOOK ? pause * 3 / 2 : LAST_LOOK;
	}
}

static void
keep_message(struct salesforce_bulk *b, const struct salesforce_job *j)
{
	b->message = j->message != NULL && *j->message != '\0' ?
	    j->message : arena_printf(b->arena, "its state is %s", j->state);
}

bool
salesforce_job_wait(struct salesforce_bulk *b, const char *job,
    enum salesforce_way way, struct err *err)
{
	struct salesforce_job now;

	if (!wait_for(b, job, &now, err))
		return false;
	if (strcmp(now.state, "Aborted") == 0 && !now.begun)
		return true;
	b->inserted |= way == SALESFORCE_INSERT;
	if (!salesforce_result_read(b, job, way, "successfulResults", err) ||
	    !salesforce_result_read(b, job, way, "failedResults", err))
		return false;
	if (strcmp(now.state, "JobComplete") == 0)
		return true;
	keep_message(b, &now);
	return salesforce_result_read(b, job, way, "unprocessedrecords", err);
}

/* Open jobs of ours for this object, made since the run began, that the
 * journal does not know. */
static bool
is_lost(struct salesforce_bulk *b, const struct doc *d, const char *user,
    const char **known, size_t count)
{
	const char	*id = doc_text(d, "id"), *at, *by, *state, *object;
	int64_t		 made;

	at = doc_text(d, "createdDate");
	by = doc_text(d, "createdById");
	state = doc_text(d, "state");
	object = doc_text(d, "object");
	if (id == NULL || at == NULL || by == NULL || state == NULL ||
	    object == NULL || strcmp(state, "Open") != 0 ||
	    strncmp(by, user, 15) != 0 ||
	    strcmp(object, b->t->target.action->schema->object) != 0 ||
	    !datetime_parse(slice_of(at), &made) ||
	    made < b->t->started - 60000000)
		return false;
	for (size_t i = 0; i < count; i++)
		if (strcmp(known[i], id) == 0)
			return false;
	return true;
}

bool
salesforce_job_tidy(struct salesforce_bulk *b, struct err *err)
{
	struct http_call call = { .method = "GET",
		.url = "/jobs/ingest?jobType=V2Ingest" };
	const char	 *user = salesforce_user(b->t->org, err), **known;
	struct doc	 *doc;
	const struct doc *list;
	size_t		  count;
	bool		  ok;

	known = user == NULL ? NULL : journal_jobs(b->t->connect->store,
	    b->t->run, b->t->action, b->arena, &count, err);
	ok = known != NULL && ask(b, &call, &doc, err);
	list = ok ? doc_get(doc, "records") : NULL;
	for (const struct doc *d = list == NULL ? NULL : list->child;
	    d != NULL; d = d->next)
		if (is_lost(b, d, user, known, count))
			abort_job(b, doc_text(d, "id"));
	http_call_clear(&call);
	return ok;
}

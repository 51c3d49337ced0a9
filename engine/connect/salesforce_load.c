/* SPDX-License-Identifier: MIT */
#include "precept/clock.h"
#include "salesforce_bulk.h"

/* A load action on a Salesforce object. */

static bool
write_rows(struct target *target, struct changes *c, struct err *err)
{
	struct salesforce_target *t = (struct salesforce_target *)target;

	if (t->bulk != NULL)
		return salesforce_bulk_put(t->bulk, c, err);
	return salesforce_rows(t, c, err);
}

/* Rows that nothing says went by Bulk have gone by calls; a job whose name
 * was lost may lie about even so. */
static bool
resume_jobs(struct salesforce_target *t, struct err *err)
{
	struct arena	 *a = arena_new();
	const char	**jobs;
	size_t		  n = 0;
	bool		  ok;

	jobs = journal_jobs(t->connect->store, t->run, t->action, a, &n, err);
	ok = jobs != NULL;
	if (n > 0) {
		t->bulk = salesforce_bulk_new(t);
		t->bulk->resumed = true;
	}
	for (size_t i = 0; ok && i < n; i++)
		ok = *jobs[i] == '\0' || salesforce_bulk_resume(t->bulk,
		    jobs[i], err);
	arena_free(a);
	return ok && (t->bulk == NULL || salesforce_job_tidy(t->bulk, err));
}

static bool
begin_bulk(struct salesforce_target *t, struct err *err)
{
	t->bulk = salesforce_bulk_new(t);
	return salesforce_job_note(t->bulk, "", err);
}

/* Without rows it is an earlier process's run that is settled. */
static bool
expect(struct target *target, int64_t run, int action, uint64_t rows,
    struct err *err)
{
	struct salesforce_target *t = (struct salesforce_target *)target;
	struct arena		 *a = arena_new();
	struct run_row		  row;
	bool			  ok;

	t->run = run;
	t->action = action;
	ok = journal_run(t->connect->store, run, a, &row, err);
	if (ok)
		t->started = row.started;
	arena_free(a);
	if (!ok)
		return false;
	if (rows == 0)
		return resume_jobs(t, err);
	return rows <= SALESFORCE_FEW || connect_is_own(t->connect,
	    target->action->connection) || begin_bulk(t, err);
}

static bool
flush(struct target *target, struct err *err)
{
	struct salesforce_target *t = (struct salesforce_target *)target;

	return t->bulk == NULL || salesforce_bulk_flush(t->bulk, err);
}

/* When the org must be through with what was sent by calls; by the clock
 * that never jumps. */
static int64_t
end_of(const struct changes *c)
{
	return c->sent == 0 ? 0 : clock_steady() + c->sent +
	    salesforce_settle_ms * 1000 - clock_now();
}

static bool
settle(struct target *target, struct changes *c, struct err *err)
{
	struct salesforce_target *t = (struct salesforce_target *)target;

	return t->bulk == NULL ? salesforce_settle(t, c, NULL, end_of(c),
	    err) : salesforce_bulk_settle(t->bulk, c, err);
}

static uint64_t
calls_of(uint64_t created, uint64_t updated)
{
	if (created + updated > SALESFORCE_FEW)
		return ((created > 0) + (updated > 0)) * SALESFORCE_JOB_CALLS;
	return (created + SALESFORCE_CALL_ROWS - 1) / SALESFORCE_CALL_ROWS +
	    (updated + SALESFORCE_CALL_ROWS - 1) / SALESFORCE_CALL_ROWS;
}

static bool
finish(struct target *target, bool keep, struct err *err)
{
	(void)target;
	(void)keep;
	(void)err;
	return true;
}

static void
close_target(struct target *target)
{
	struct salesforce_target *t = (struct salesforce_target *)target;

	salesforce_bulk_free(t->bulk);
	salesforce_mirror_close(t->mirror);
	pthread_mutex_destroy(&t->lock);
	mem_free(t);
}

struct target *
salesforce_target(const struct connect *c, struct salesforce *org,
    const struct action *a)
{
	static const struct target_remote remote = { .expect = expect,
		.flush = flush, .settle = settle,
		.calls = calls_of };
	static const struct target_ops ops = { .match = salesforce_match,
		.write = write_rows, .finish = finish,
		.close = close_target, .remote = &remote };
	struct salesforce_target *t = mem_alloc(sizeof *t);

	t->target = (struct target){ &ops, a };
	t->connect = c;
	t->org = org;
	pthread_mutex_init(&t->lock, NULL);
	return &t->target;
}

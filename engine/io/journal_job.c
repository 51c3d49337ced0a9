/* SPDX-License-Identifier: MIT */
#include "precept/journal.h"
#include "store_private.h"

/* Jobs of a service, by its own name for them. */

bool
journal_job(struct store *s, int64_t run, int action, const char *job,
    struct err *err)
{
	sqlite3_stmt	*stmt;
	bool		 ok;

	stmt = store_prepare(s, s->db, "INSERT INTO job (run, action, name) "
	    "VALUES (?, ?, ?)", err);
	if (stmt == NULL)
		return false;
	sqlite3_bind_int64(stmt, 1, run);
	sqlite3_bind_int(stmt, 2, action);
	store_bind(stmt, 3, slice_of(job));
	ok = store_do(s, stmt, err);
	sqlite3_finalize(stmt);
	return ok;
}

static const char **
read_jobs(struct store *s, sqlite3_stmt *stmt, struct arena *a,
    size_t *count, struct err *err)
{
	size_t		  cap = 8;
	const char	**jobs = arena_array(a, cap, sizeof *jobs);
	bool		  more;

	for (*count = 0; store_step(s, stmt, &more, err) && more;
	    (*count)++) {
		if (*count == cap) {
			const char **old = jobs;

			jobs = arena_array(a, cap * 2, sizeof *jobs);
			memcpy(jobs, old, cap * sizeof *old);
			cap *= 2;
		}
		jobs[*count] = arena_text(a, store_slice(stmt, 0));
	}
	return err->kind == ERR_NONE ? jobs : NULL;
}

const char **
journal_jobs(struct store *s, int64_t run, int action, struct arena *a,
    size_t *count, struct err *err)
{
	sqlite3_stmt	 *stmt;
	const char	**jobs;

	stmt = store_prepare(s, s->db, "SELECT name FROM job WHERE run = ? "
	    "AND action = ? ORDER BY id", err);
	if (stmt == NULL)
		return NULL;
	sqlite3_bind_int64(stmt, 1, run);
	sqlite3_bind_int(stmt, 2, action);
	jobs = read_jobs(s, stmt, a, count, err);
	sqlite3_finalize(stmt);
	return jobs;
}

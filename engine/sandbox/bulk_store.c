/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "bulk.h"
#include "org_private.h"
#include "precept/id.h"

/* Jobs in two tables of the org: one row a job, one row a piece. */

#define DAY ((int64_t)86400000)		/* milliseconds */
#define OPEN_DAYS 1
#define KEPT_DAYS 7

#define TABLES \
	"CREATE TABLE IF NOT EXISTS bulk_job (" \
	"number INTEGER PRIMARY KEY AUTOINCREMENT, query INTEGER, " \
	"user TEXT, operation TEXT, object TEXT, key TEXT, rule TEXT, " \
	"soql TEXT, delimiter TEXT, ending TEXT, version REAL, " \
	"created INTEGER, stamp INTEGER, state TEXT, message TEXT, " \
	"doom TEXT, size INTEGER, at INTEGER, processed INTEGER, " \
	"failed INTEGER, batches INTEGER);" \
	"CREATE TABLE IF NOT EXISTS bulk_piece (job INTEGER, part INTEGER, " \
	"number INTEGER, bytes BLOB, PRIMARY KEY (job, part, number))"

#define COLUMNS "number, query, user, operation, object, key, rule, soql, " \
	"delimiter, ending, version, created, stamp, state, message, doom, " \
	"size, at, processed, failed, batches"

static int64_t
now(struct sandbox *s)
{
	return sandbox_now(s) / 1000;
}

static void
do_sql(struct sandbox *s, const char *sql)
{
	struct err	err = { 0 };

	if (!org_sql_do(s->org, sql, &err))
		abort();	/* the statement is ours, and right */
}

static void
run(sqlite3_stmt *stmt)
{
	sqlite3_step(stmt);
	sqlite3_reset(stmt);
}

/* Results are kept for a week; who opens a job and forgets it loses it. */
static void
sweep(struct sandbox *s)
{
	sqlite3_stmt	*stmt;

	stmt = org_sql(s->org, "UPDATE bulk_job SET state = 'Aborted' WHERE "
	    "state = 'Open' AND created < ?1");
	sqlite3_bind_int64(stmt, 1, now(s) - OPEN_DAYS * DAY);
	run(stmt);
	stmt = org_sql(s->org, "DELETE FROM bulk_piece WHERE job IN (SELECT "
	    "number FROM bulk_job WHERE created < ?1)");
	sqlite3_bind_int64(stmt, 1, now(s) - KEPT_DAYS * DAY);
	run(stmt);
	stmt = org_sql(s->org, "DELETE FROM bulk_job WHERE created < ?1");
	sqlite3_bind_int64(stmt, 1, now(s) - KEPT_DAYS * DAY);
	run(stmt);
}

void
bulk_store_open(struct sandbox *s)
{
	do_sql(s, TABLES);
	sweep(s);
}

static void
make_id(struct bulk_job *job)
{
	char	narrow[32];

	snprintf(narrow, sizeof narrow, "750Sb%010lld",
	    (long long)(job->number % INT64_C(10000000000)));
	id_widen(slice_of(narrow), job->id);
	job->id[18] = '\0';
}

/* From `?1` on, in the order of COLUMNS without the number. */
static void
bind(sqlite3_stmt *stmt, const struct bulk_job *job)
{
	const char	*texts[] = { job->user, job->operation, job->object,
			    job->key, job->rule, job->soql, job->delimiter,
			    job->ending };
	int		 i = 1;

	sqlite3_bind_int(stmt, i++, job->query);
	for (size_t k = 0; k < COUNT(texts); k++)
		org_sql_text(stmt, i++, slice_of(texts[k]));
	sqlite3_bind_double(stmt, i++, job->version);
	sqlite3_bind_int64(stmt, i++, job->created);
	sqlite3_bind_int64(stmt, i++, job->stamp);
	org_sql_text(stmt, i++, slice_of(job->state));
	org_sql_text(stmt, i++, slice_of(job->message));
	org_sql_text(stmt, i++, slice_of(job->doom));
	sqlite3_bind_int64(stmt, i++, job->size);
	sqlite3_bind_int64(stmt, i++, job->at);
	sqlite3_bind_int64(stmt, i++, job->processed);
	sqlite3_bind_int64(stmt, i++, job->failed);
	sqlite3_bind_int64(stmt, i++, job->batches);
}

void
bulk_store_add(struct sandbox *s, struct bulk_job *job)
{
	sqlite3_stmt	*stmt = org_sql(s->org, "INSERT INTO bulk_job (query, "
			    "user, operation, object, key, rule, soql, "
			    "delimiter, ending, version, created, stamp, "
			    "state, message, doom, size, at, processed, "
			    "failed, batches) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
			    "?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, "
			    "?17, ?18, ?19, ?20)");

	job->created = job->stamp = now(s);
	bind(stmt, job);
	run(stmt);
	job->number = sqlite3_last_insert_rowid(s->org->db);
	make_id(job);
}

void
bulk_store_save(struct sandbox *s, struct bulk_job *job)
{
	sqlite3_stmt	*stmt = org_sql(s->org, "UPDATE bulk_job SET stamp = "
			    "?12, state = ?13, message = ?14, doom = ?15, "
			    "size = ?16, at = ?17, processed = ?18, "
			    "failed = ?19, batches = ?20 WHERE number = ?21");

	job->stamp = now(s);
	bind(stmt, job);
	sqlite3_bind_int64(stmt, 21, job->number);
	run(stmt);
}

static const char *
text_at(sqlite3_stmt *stmt, int i, struct arena *arena)
{
	struct slice	s = org_sql_slice(stmt, i);

	return s.ptr == NULL ? NULL : arena_text(arena, s);
}

static void
read_job(sqlite3_stmt *stmt, struct arena *arena, struct bulk_job *job)
{
	const char	**texts[] = { &job->user, &job->operation,
			    &job->object, &job->key, &job->rule, &job->soql,
			    &job->delimiter, &job->ending };

	job->number = sqlite3_column_int64(stmt, 0);
	job->query = sqlite3_column_int(stmt, 1) != 0;
	for (size_t i = 0; i < COUNT(texts); i++)
		*texts[i] = text_at(stmt, 2 + (int)i, arena);
	job->version = sqlite3_column_double(stmt, 10);
	job->created = sqlite3_column_int64(stmt, 11);
	job->stamp = sqlite3_column_int64(stmt, 12);
	job->state = text_at(stmt, 13, arena);
	job->message = text_at(stmt, 14, arena);
	job->doom = text_at(stmt, 15, arena);
	job->size = sqlite3_column_int64(stmt, 16);
	job->at = sqlite3_column_int64(stmt, 17);
	job->processed = sqlite3_column_int64(stmt, 18);
	job->failed = sqlite3_column_int64(stmt, 19);
	job->batches = sqlite3_column_int64(stmt, 20);
	make_id(job);
}

static bool
read_first(sqlite3_stmt *stmt, struct arena *arena, struct bulk_job *job)
{
	bool	found = sqlite3_step(stmt) == SQLITE_ROW;

	if (found)
		read_job(stmt, arena, job);
	sqlite3_reset(stmt);
	return found;
}

bool
bulk_store_find(struct sandbox *s, const char *id, struct arena *arena,
    struct bulk_job *job)
{
	sqlite3_stmt	*stmt;
	char		 wide[19];

	if (!org_id_wide(slice_of(id), wide) ||
	    memcmp(wide, "750Sb", 5) != 0)
		return false;
	stmt = org_sql(s->org, "SELECT " COLUMNS " FROM bulk_job WHERE "
	    "number = ?1");
	wide[15] = '\0';
	sqlite3_bind_int64(stmt, 1, strtoll(wide + 5, NULL, 10));
	return read_first(stmt, arena, job) &&
	    memcmp(job->id, wide, 15) == 0;
}

bool
bulk_store_after(struct sandbox *s, bool query, int64_t number,
    struct arena *arena, struct bulk_job *job)
{
	sqlite3_stmt	*stmt = org_sql(s->org, "SELECT " COLUMNS " FROM "
			    "bulk_job WHERE number > ?1 AND query = ?2 "
			    "ORDER BY number LIMIT 1");

	sqlite3_bind_int64(stmt, 1, number);
	sqlite3_bind_int(stmt, 2, query);
	return read_first(stmt, arena, job);
}

void
bulk_store_drop(struct sandbox *s, const struct bulk_job *job)
{
	sqlite3_stmt	*stmt;

	stmt = org_sql(s->org, "DELETE FROM bulk_piece WHERE job = ?1");
	sqlite3_bind_int64(stmt, 1, job->number);
	run(stmt);
	stmt = org_sql(s->org, "DELETE FROM bulk_job WHERE number = ?1");
	sqlite3_bind_int64(stmt, 1, job->number);
	run(stmt);
}

static void
put_piece(struct sandbox *s, const struct bulk_job *job, enum bulk_part part,
    struct slice bytes)
{
	sqlite3_stmt	*stmt = org_sql(s->org, "INSERT INTO bulk_piece "
			    "SELECT ?1, ?2, coalesce(max(number), -1) + 1, ?3 "
			    "FROM bulk_piece WHERE job = ?1 AND part = ?2");

	sqlite3_bind_int64(stmt, 1, job->number);
	sqlite3_bind_int(stmt, 2, (int)part);
	sqlite3_bind_blob64(stmt, 3, bytes.ptr, bytes.len, SQLITE_STATIC);
	run(stmt);
	sqlite3_clear_bindings(stmt);
}

void
bulk_store_put(struct sandbox *s, const struct bulk_job *job,
    enum bulk_part part, struct slice bytes)
{
	while (bytes.len > 0) {
		size_t	n = bytes.len < BULK_PIECE ? bytes.len : BULK_PIECE;

		put_piece(s, job, part, (struct slice){ bytes.ptr, n });
		bytes.ptr += n;
		bytes.len -= n;
	}
}

bool
bulk_store_get(struct sandbox *s, const struct bulk_job *job,
    enum bulk_part part, int64_t n, struct text *out)
{
	sqlite3_stmt	*stmt = org_sql(s->org, "SELECT bytes FROM bulk_piece "
			    "WHERE job = ?1 AND part = ?2 AND number = ?3");
	bool		 found;

	sqlite3_bind_int64(stmt, 1, job->number);
	sqlite3_bind_int(stmt, 2, (int)part);
	sqlite3_bind_int64(stmt, 3, n);
	found = sqlite3_step(stmt) == SQLITE_ROW;
	if (found)
		text_add(out, sqlite3_column_blob(stmt, 0),
		    (size_t)sqlite3_column_bytes(stmt, 0));
	sqlite3_reset(stmt);
	return found;
}

void
bulk_store_put_rows(struct sandbox *s, const struct bulk_job *job,
    int64_t first, struct slice bytes)
{
	sqlite3_stmt	*stmt = org_sql(s->org, "INSERT INTO bulk_piece "
			    "VALUES (?1, ?2, ?3, ?4)");

	sqlite3_bind_int64(stmt, 1, job->number);
	sqlite3_bind_int(stmt, 2, BULK_ROWS);
	sqlite3_bind_int64(stmt, 3, first);
	sqlite3_bind_blob64(stmt, 4, bytes.ptr, bytes.len, SQLITE_STATIC);
	run(stmt);
	sqlite3_clear_bindings(stmt);
}

bool
bulk_store_get_rows(struct sandbox *s, const struct bulk_job *job,
    int64_t row, int64_t *first, struct text *out)
{
	sqlite3_stmt	*stmt = org_sql(s->org, "SELECT number, bytes FROM "
			    "bulk_piece WHERE job = ?1 AND part = ?2 AND "
			    "number <= ?3 ORDER BY number DESC LIMIT 1");
	bool		 found;

	sqlite3_bind_int64(stmt, 1, job->number);
	sqlite3_bind_int(stmt, 2, BULK_ROWS);
	sqlite3_bind_int64(stmt, 3, row);
	found = sqlite3_step(stmt) == SQLITE_ROW;
	if (found) {
		*first = sqlite3_column_int64(stmt, 0);
		text_add(out, sqlite3_column_blob(stmt, 1),
		    (size_t)sqlite3_column_bytes(stmt, 1));
	}
	sqlite3_reset(stmt);
	return found;
}

void
bulk_store_clear(struct sandbox *s)
{
	do_sql(s, TABLES);
	do_sql(s, "DELETE FROM bulk_piece; DELETE FROM bulk_job");
}

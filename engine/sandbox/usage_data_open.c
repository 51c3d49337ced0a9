/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "precept/log.h"
#include "usage_data_private.h"

/* The tables, and rows out of them. Days are in the subscription's zone. */

/*
 * Events lie by their days, in whatever order they came: a span of days is
 * one stretch of the file. `seq` is counted in the file's user_version.
 */
#define TABLES \
	"PRAGMA journal_mode = WAL;" \
	"PRAGMA synchronous = OFF;" \
	"PRAGMA temp_store = FILE;" \
	"CREATE TABLE IF NOT EXISTS usage_event (day INTEGER, app INTEGER, " \
	"events INTEGER, minutes INTEGER, first INTEGER, last INTEGER, " \
	"visitor TEXT, account TEXT, page TEXT, feature TEXT, track TEXT, " \
	"seq INTEGER, PRIMARY KEY (day, seq)) WITHOUT ROWID;" \
	"CREATE TABLE IF NOT EXISTS usage_answer (time INTEGER, type TEXT, " \
	"visitor TEXT, account TEXT, guide TEXT, step TEXT, poll TEXT, " \
	"response TEXT);" \
	"CREATE INDEX IF NOT EXISTS usage_answer_time ON usage_answer " \
	"(time);" \
	"CREATE TABLE IF NOT EXISTS usage_object (kind TEXT, id TEXT, " \
	"doc TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID;" \
	"CREATE TABLE IF NOT EXISTS usage_field (kind TEXT, grp TEXT, " \
	"name TEXT, type TEXT, display TEXT, deleted INTEGER, " \
	"PRIMARY KEY (kind, grp, name)) WITHOUT ROWID;"

sqlite3_stmt *
usage_data_sql(struct usage *u, const char *sql)
{
	sqlite3_stmt	*stmt;

	if (sqlite3_prepare_v2(u->data->db, sql, -1, &stmt, NULL) ==
	    SQLITE_OK)
		return stmt;
	log_line(LOG_ERROR, "sandbox: %s: %s", sql,
	    sqlite3_errmsg(u->data->db));
	abort();
}

void
usage_data_do(struct usage *u, const char *sql)
{
	if (sqlite3_exec(u->data->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		log_line(LOG_ERROR, "sandbox: %s: %s", sql,
		    sqlite3_errmsg(u->data->db));
}

static bool
read_seq(struct usage *u)
{
	sqlite3_stmt	*stmt = usage_data_sql(u, "PRAGMA user_version");
	bool		 good = sqlite3_step(stmt) == SQLITE_ROW;

	u->data->seq = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return good;
}

struct usage *
usage_data_open(struct sandbox *sandbox, const char *path, struct err *err)
{
	struct usage	*u = arena_alloc(sandbox->arena, sizeof *u);

	u->sandbox = sandbox;
	u->arena = sandbox->arena;
	u->zone = zone_find("UTC");
	u->data = arena_alloc(u->arena, sizeof *u->data);
	u->data->path = path == NULL ? "the data of Pendo" : path;
	if (sqlite3_open(path == NULL ? ":memory:" : path, &u->data->db) ==
	    SQLITE_OK && sqlite3_exec(u->data->db, TABLES, NULL, NULL,
	    NULL) == SQLITE_OK && read_seq(u))
		return u;
	err_set(err, ERR_SYSTEM, "%s: %s; move the file away to begin with "
	    "a new one", u->data->path, sqlite3_errmsg(u->data->db));
	usage_data_close(u);
	return NULL;
}

void
usage_data_close(struct usage *u)
{
	if (u == NULL)
		return;
	sqlite3_finalize(u->data->insert);
	sqlite3_close(u->data->db);
}

void
usage_data_clear(struct usage *u)
{
	usage_data_do(u, "DELETE FROM usage_event; "
	    "DELETE FROM usage_answer; DELETE FROM usage_object; "
	    "DELETE FROM usage_field;");
}

void
usage_data_begin(struct usage *u)
{
	usage_data_do(u, "BEGIN");
}

void
usage_data_keep(struct usage *u)
{
	char	seq[64];

	snprintf(seq, sizeof seq, "PRAGMA user_version = %lld",
	    (long long)u->data->seq);
	usage_data_do(u, seq);
	usage_data_do(u, "COMMIT");
}

void
usage_data_objects(struct usage *u, const char *kind,
    bool (*take)(void *, struct slice id, struct slice doc), void *own)
{
	sqlite3_stmt	*stmt = usage_data_sql(u, "SELECT id, doc FROM "
			    "usage_object WHERE kind = ?1 ORDER BY id");

	org_sql_text(stmt, 1, slice_of(kind));
	while (sqlite3_step(stmt) == SQLITE_ROW &&
	    take(own, org_sql_slice(stmt, 0), org_sql_slice(stmt, 1)))
		;
	sqlite3_finalize(stmt);
}

bool
usage_data_get(struct usage *u, const char *kind, struct slice id,
    struct arena *arena, struct slice *doc)
{
	sqlite3_stmt	*stmt = usage_data_sql(u, "SELECT doc FROM "
			    "usage_object WHERE kind = ?1 AND id = ?2");
	bool		 found;

	org_sql_text(stmt, 1, slice_of(kind));
	org_sql_text(stmt, 2, id);
	found = sqlite3_step(stmt) == SQLITE_ROW;
	if (found)
		*doc = slice_of(arena_text(arena, org_sql_slice(stmt, 0)));
	sqlite3_finalize(stmt);
	return found;
}

void
usage_data_put(struct usage *u, const char *kind, struct slice id,
    struct slice doc)
{
	sqlite3_stmt	*stmt = usage_data_sql(u, "INSERT OR REPLACE INTO "
			    "usage_object VALUES (?1, ?2, ?3)");

	org_sql_text(stmt, 1, slice_of(kind));
	org_sql_text(stmt, 2, id);
	org_sql_text(stmt, 3, doc);
	sqlite3_step(stmt);
	sqlite3_finalize(stmt);
}

bool
usage_data_drop(struct usage *u, const char *kind, struct slice id)
{
	sqlite3_stmt	*stmt = usage_data_sql(u, "DELETE FROM usage_object "
			    "WHERE kind = ?1 AND id = ?2");

	org_sql_text(stmt, 1, slice_of(kind));
	org_sql_text(stmt, 2, id);
	sqlite3_step(stmt);
	sqlite3_finalize(stmt);
	return sqlite3_changes(u->data->db) > 0;
}

/* SPDX-License-Identifier: MIT */
#include "precept/store.h"
#include "store_private.h"

/*
 * The tables of the file. A step that was released is never changed: a new
 * layout is a new step at the end, and the number of steps that a file has
 * seen is its user_version.
 */

static const char *const steps[] = {
	"PRAGMA application_id = 1347568464;"
	/* Local objects; their rows are in a table of their own each. */
	"CREATE TABLE object ("
	" connection TEXT NOT NULL COLLATE NOCASE,"
	" name TEXT NOT NULL COLLATE NOCASE,"
	" schema TEXT NOT NULL,"	/* JSON, as in schema/ */
	" next_id INTEGER NOT NULL DEFAULT 1,"
	" PRIMARY KEY (connection, name)) STRICT, WITHOUT ROWID;"
	/* Instants in microseconds since 1970 UTC, dates in days. */
	"CREATE TABLE run ("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" kind TEXT NOT NULL, rule TEXT NOT NULL, of INTEGER NOT NULL,"
	" date INTEGER NOT NULL, started INTEGER NOT NULL,"
	" finished INTEGER NOT NULL, state TEXT NOT NULL,"
	" rule_hash TEXT, plan TEXT, progress INTEGER NOT NULL,"
	" read INTEGER NOT NULL, filtered INTEGER NOT NULL,"
	" rejected INTEGER NOT NULL, created INTEGER NOT NULL,"
	" updated INTEGER NOT NULL, same INTEGER NOT NULL,"
	" skipped INTEGER NOT NULL, deleted INTEGER NOT NULL,"
	" stale INTEGER NOT NULL, text TEXT, pid INTEGER NOT NULL) STRICT;"
	"CREATE INDEX run_running ON run (id) WHERE state = 'running';"
	/* Batches of rows, as JSON lines; outcome comes after the answer. */
	"CREATE TABLE call ("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" run INTEGER NOT NULL, action INTEGER NOT NULL,"
	" state TEXT NOT NULL, rows INTEGER NOT NULL,"
	" body TEXT NOT NULL, outcome TEXT) STRICT;"
	"CREATE INDEX call_run ON call (run, id);"
	/* Which keys a call may hold: ten bits a key, see journal_find.c. */
	"CREATE TABLE call_keys ("
	" call INTEGER PRIMARY KEY, bits BLOB NOT NULL) STRICT;",
	/* What a service works on, by its own name for it. */
	"CREATE TABLE job ("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" run INTEGER NOT NULL, action INTEGER NOT NULL,"
	" name TEXT NOT NULL) STRICT;"
	"CREATE INDEX call_intent ON call (id) WHERE state = 'intent';",
	"ALTER TABLE call ADD COLUMN sent INTEGER NOT NULL DEFAULT 0;",
};

static bool
ask(struct store *s, const char *sql, int64_t *n, struct err *err)
{
	sqlite3_stmt	*stmt = store_prepare(s, s->db, sql, err);
	bool		 row, ok;

	if (stmt == NULL)
		return false;
	ok = store_step(s, stmt, &row, err);
	*n = ok && row ? sqlite3_column_int64(stmt, 0) : 0;
	sqlite3_finalize(stmt);
	return ok;
}

bool
store_known(struct store *s, bool *empty, struct err *err)
{
	int64_t	mine, version, tables;

	if (!ask(s, "PRAGMA application_id", &mine, err) ||
	    !ask(s, "PRAGMA user_version", &version, err) ||
	    !ask(s, "SELECT count(*) FROM sqlite_schema", &tables, err))
		return false;
	*empty = mine == 0 && version == 0 && tables == 0;
	if (*empty)
		return true;
	if (mine != STORE_APPLICATION)
		return err_set(err, ERR_SYSTEM, "%s is not a Precept store "
		    "(it is another program's SQLite file): move it away or "
		    "name another store", s->path);
	if (version > (int64_t)COUNT(steps))
		return err_set(err, ERR_SYSTEM, "%s was written by a newer "
		    "Precept (its layout is %lld, this program knows %zu): "
		    "use that Precept", s->path, (long long)version,
		    COUNT(steps));
	if (!s->write && version < (int64_t)COUNT(steps))
		return err_set(err, ERR_SYSTEM, "%s was written by an older "
		    "Precept (its layout is %lld, this program's %zu): run a "
		    "rule once, that brings it up to date", s->path,
		    (long long)version, COUNT(steps));
	return true;
}

static bool
take_step(struct store *s, size_t i, struct err *err)
{
	char	version[64];

	sqlite3_snprintf(sizeof version, version, "PRAGMA user_version = %d",
	    (int)i + 1);
	return store_exec(s, s->db, steps[i], err) &&
	    store_exec(s, s->db, version, err);
}

bool
store_migrate(struct store *s, struct err *err)
{
	int64_t	version;
	bool	ok = true;

	if (!ask(s, "PRAGMA user_version", &version, err))
		return false;
	if (version == (int64_t)COUNT(steps))
		return true;
	if (!store_begin(s, err))
		return false;
	for (size_t i = (size_t)version; ok && i < COUNT(steps); i++)
		ok = take_step(s, i, err);
	if (ok)
		return store_commit(s, err);
	store_rollback(s);
	return false;
}

/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <pthread.h>
#include <sys/stat.h>

#include "precept/team.h"
#include "store_private.h"

/*
 * The file and its connections. In WAL mode a commit in one connection while
 * another makes a checkpoint can spoil the file (SQLite 3.7.0 to 3.51.2), so
 * the writer does both and readers neither.
 */

#define WAIT 5000	/* milliseconds, for a backup to let go */
#define CHECKPOINT 8192	/* pages in the WAL after which it is carried over */

/*
 * The page size counts only before the first page is there. Memory: 24 MiB
 * for the writer, and as much for all readers; a worker has two, one that
 * scans and one that looks records up.
 */
#define SETTINGS							\
	"PRAGMA page_size = 4096;"					\
	"PRAGMA cache_size = -24576;"					\
	"PRAGMA synchronous = FULL;"					\
	"PRAGMA journal_size_limit = 67108864;"
#define READERS_CACHE 24576	/* KiB */

/* No lock around each call: a connection is one thread's at a time. */
static void
set_up(void)
{
	sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static bool
connect_to(const struct store *s, int flags, const char *settings,
    sqlite3 **db, struct err *err)
{
	static pthread_once_t	once = PTHREAD_ONCE_INIT;

	pthread_once(&once, set_up);
	if (sqlite3_open_v2(s->path, db, flags | SQLITE_OPEN_NOMUTEX,
	    NULL) != SQLITE_OK)
		return store_fail(s, *db, err);
	sqlite3_busy_timeout(*db, WAIT);
	sqlite3_wal_autocheckpoint(*db, 0);
	sqlite3_db_config(*db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(*db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(*db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(*db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	return store_exec(s, *db, settings, err);
}

sqlite3 *
store_reader(const struct store *s, struct err *err)
{
	char	 cache[64];
	sqlite3	*db = NULL;

	if (s->db == NULL)
		return NULL;
	sqlite3_snprintf(sizeof cache, cache, "PRAGMA cache_size = %d",
	    -READERS_CACHE / (2 * team_size()));
	if (connect_to(s, SQLITE_OPEN_READONLY, cache, &db, err))
		return db;
	sqlite3_close(db);
	return NULL;
}

/* The file itself is never opened here: to close it would drop the locks
 * that SQLite holds on it in this process. */
static bool
look(const struct store *s, bool *there, struct err *err)
{
	struct stat	st;

	if (stat(s->path, &st) == 0) {
		*there = st.st_size > 0;
		return true;
	}
	*there = false;
	if (errno == ENOENT)
		return true;
	return err_errno(err, "%s cannot be opened", s->path);
}

static bool
open_to_read(struct store *s, struct err *err)
{
	bool	empty;

	if (!connect_to(s, SQLITE_OPEN_READWRITE,
	    "PRAGMA query_only = ON", &s->db, err) ||
	    !store_known(s, &empty, err))
		return false;
	if (empty) {
		sqlite3_close(s->db);
		s->db = NULL;
	}
	return true;
}

static bool
open_to_write(struct store *s, struct err *err)
{
	bool	empty;

	if (!connect_to(s, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
	    SETTINGS, &s->db, err) || !store_known(s, &empty, err) ||
	    !store_exec(s, s->db, "PRAGMA journal_mode = WAL", err))
		return false;
	sqlite3_wal_autocheckpoint(s->db, CHECKPOINT);
	return store_migrate(s, err);
}

bool
store_open_file(struct store *s, struct err *err)
{
	bool	there;

	if (s->write && !store_lock(s, err))
		return false;
	if (!look(s, &there, err))
		return false;
	if (s->write)
		return open_to_write(s, err);
	return !there || open_to_read(s, err);
}

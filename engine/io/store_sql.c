/* SPDX-License-Identifier: MIT */
#include "store_private.h"

/* Statements, and what SQLite says as a sentence an admin can act on. */

bool
store_fail(const struct store *s, sqlite3 *db, struct err *err)
{
	const char	*why = sqlite3_errmsg(db);
	int		 os = sqlite3_system_errno(db);

	switch (sqlite3_errcode(db) & 0xff) {
	case SQLITE_NOTADB:
		return err_set(err, ERR_SYSTEM, "%s is not a Precept store "
		    "(it is no SQLite file): move it away or name another "
		    "store", s->path);
	case SQLITE_CORRUPT:
		return err_set(err, ERR_SYSTEM, "%s is damaged: %s; restore "
		    "it from a backup or move it away to begin anew", s->path,
		    why);
	case SQLITE_FULL:
		return err_set(err, ERR_SYSTEM, "%s: the disk is full; "
		    "nothing of what was not committed is kept: free some "
		    "space", s->path);
	case SQLITE_IOERR:
		return err_set(err, ERR_SYSTEM, "%s: the disk failed (%s); "
		    "nothing of what was not committed is kept: see to the "
		    "disk, then do it again", s->path,
		    os != 0 ? strerror(os) : why);
	case SQLITE_CANTOPEN:
		return err_set(err, ERR_SYSTEM, "%s cannot be opened: %s",
		    s->path, os != 0 ? strerror(os) : why);
	case SQLITE_READONLY:
		return err_set(err, ERR_SYSTEM, "%s may not be written: look "
		    "at the permissions of the file and of its folder",
		    s->path);
	case SQLITE_BUSY:
		return err_set(err, ERR_SYSTEM, "%s is held by another "
		    "program (a backup or an SQLite shell): end it, then do "
		    "it again", s->path);
	default:
		return err_set(err, ERR_SYSTEM, "%s: %s", s->path, why);
	}
}

bool
store_exec(const struct store *s, sqlite3 *db, const char *sql,
    struct err *err)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return store_fail(s, db, err);
	return true;
}

sqlite3_stmt *
store_prepare(const struct store *s, sqlite3 *db, const char *sql,
    struct err *err)
{
	sqlite3_stmt	*stmt;

	if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt,
	    NULL) == SQLITE_OK)
		return stmt;
	store_fail(s, db, err);
	return NULL;
}

bool
store_step(const struct store *s, sqlite3_stmt *stmt, bool *row,
    struct err *err)
{
	int	rc = sqlite3_step(stmt);

	*row = rc == SQLITE_ROW;
	if (rc == SQLITE_ROW || rc == SQLITE_DONE)
		return true;
	return store_fail(s, sqlite3_db_handle(stmt), err);
}

bool
store_do(const struct store *s, sqlite3_stmt *stmt, struct err *err)
{
	bool	row, ok = store_step(s, stmt, &row, err);

	sqlite3_reset(stmt);
	return ok;
}

void
store_bind(sqlite3_stmt *stmt, int i, struct slice text)
{
	if (text.ptr == NULL)
		sqlite3_bind_null(stmt, i);
	else
		sqlite3_bind_text64(stmt, i, text.ptr, text.len,
		    SQLITE_STATIC, SQLITE_UTF8);
}

struct slice
store_slice(sqlite3_stmt *stmt, int column)
{
	/* one look at the column, not two: this connection is one thread's */
	sqlite3_value	*value = sqlite3_column_value(stmt, column);
	const void	*ptr = sqlite3_value_text(value);

	if (ptr == NULL)
		return (struct slice){ NULL, 0 };
	return (struct slice){ ptr, (size_t)sqlite3_value_bytes(value) };
}

void
store_put_name(struct text *out, const char *name)
{
	text_char(out, '"');
	for (; *name != '\0'; name++) {
		if (*name == '"')
			text_char(out, '"');
		text_char(out, *name);
	}
	text_char(out, '"');
}

/* SPDX-License-Identifier: MIT */
#include "journal_filter.h"
#include "precept/clock.h"
#include "precept/journal.h"
#include "store_private.h"

/* Calls: what was asked for, and what came of it. */

static const char *const names[] = {
	[CALL_INTENT] = "intent",
	[CALL_DONE] = "done",
};

static enum call_state
state_of(struct slice name)
{
	for (size_t i = 0; i < COUNT(names); i++)
		if (slice_is(name, names[i]))
			return (enum call_state)i;
	return CALL_INTENT;
}

static bool
put_call(struct store *s, struct call *c, struct err *err)
{
	sqlite3_stmt	*stmt;
	bool		 ok;

	stmt = store_prepare(s, s->db, "INSERT INTO call (run, action, state, "
	    "rows, body, sent) VALUES (?, ?, ?, ?, ?, ?)", err);
	if (stmt == NULL)
		return false;
	sqlite3_bind_int64(stmt, 1, c->run);
	sqlite3_bind_int(stmt, 2, c->action);
	store_bind(stmt, 3, slice_of(names[c->state]));
	sqlite3_bind_int64(stmt, 4, (int64_t)c->rows);
	store_bind(stmt, 5, c->body.ptr == NULL ? SLICE("") : c->body);
	sqlite3_bind_int64(stmt, 6, clock_now());
	ok = store_do(s, stmt, err);
	sqlite3_finalize(stmt);
	if (ok)
		c->id = sqlite3_last_insert_rowid(s->db);
	return ok;
}

static bool
put_keys(struct store *s, const struct call *c, struct err *err)
{
	struct slice	 bits = journal_filter_make(c->keys, c->key_count);
	sqlite3_stmt	*stmt;
	bool		 ok = false;

	stmt = store_prepare(s, s->db, "INSERT OR REPLACE INTO call_keys "
	    "(call, bits) VALUES (?, ?)", err);
	if (stmt != NULL) {
		sqlite3_bind_int64(stmt, 1, c->id);
		sqlite3_bind_blob64(stmt, 2, bits.ptr, bits.len,
		    SQLITE_STATIC);
		ok = store_do(s, stmt, err);
	}
	sqlite3_finalize(stmt);
	mem_free((char *)bits.ptr);
	return ok;
}

/* A call and its keys: both or neither. */
bool
journal_call(struct store *s, struct call *c, struct err *err)
{
	bool	own = !store_in_transaction(s);

	if (own && !store_begin(s, err))
		return false;
	if (put_call(s, c, err) &&
	    (c->key_count == 0 || put_keys(s, c, err)))
		return !own || store_commit(s, err);
	if (own)
		store_rollback(s);
	return false;
}

bool
journal_call_done(struct store *s, const struct call *c, struct err *err)
{
	sqlite3_stmt	*stmt;
	bool		 ok;

	stmt = store_prepare(s, s->db, "UPDATE call SET state = 'done', "
	    "rows = ?2, body = ?3 WHERE id = ?1", err);
	if (stmt == NULL)
		return false;
	sqlite3_bind_int64(stmt, 1, c->id);
	sqlite3_bind_int64(stmt, 2, (int64_t)c->rows);
	store_bind(stmt, 3, c->body.ptr == NULL ? SLICE("") : c->body);
	ok = store_do(s, stmt, err);
	sqlite3_finalize(stmt);
	return ok && (c->key_count == 0 || put_keys(s, c, err));
}

struct journal_cursor {
	const struct store	*store;
	sqlite3_stmt		*rows;		/* NULL: there is no file */
	sqlite3_stmt		*one;		/* by id; when looking */
	uint64_t		 key;
};

#define COLUMNS "id, run, action, state, rows, body, sent"

static struct journal_cursor *
open_cursor(struct store *s, const char *sql, struct err *err)
{
	struct journal_cursor	*j = mem_alloc(sizeof *j);

	j->store = s;
	if (s->db == NULL)
		return j;
	j->rows = store_prepare(s, s->db, sql, err);
	if (j->rows != NULL)
		return j;
	journal_cursor_close(j);
	return NULL;
}

struct journal_cursor *
journal_calls(struct store *s, int64_t run, bool reverse, struct err *err)
{
	struct journal_cursor	*j;

	j = open_cursor(s, reverse ?
	    "SELECT " COLUMNS " FROM call WHERE run = ? ORDER BY id DESC" :
	    "SELECT " COLUMNS " FROM call WHERE run = ? ORDER BY id", err);
	if (j != NULL && j->rows != NULL)
		sqlite3_bind_int64(j->rows, 1, run);
	return j;
}

struct journal_cursor *
journal_find(struct store *s, uint64_t key, struct err *err)
{
	struct journal_cursor	*j;

	j = open_cursor(s, "SELECT call, bits FROM call_keys ORDER BY call",
	    err);
	if (j == NULL || j->rows == NULL)
		return j;
	j->key = key;
	j->one = store_prepare(s, s->db, "SELECT " COLUMNS " FROM call WHERE "
	    "id = ?", err);
	if (j->one != NULL)
		return j;
	journal_cursor_close(j);
	return NULL;
}

static void
read_call(sqlite3_stmt *stmt, struct call *c)
{
	*c = (struct call){
		.id = sqlite3_column_int64(stmt, 0),
		.run = sqlite3_column_int64(stmt, 1),
		.action = sqlite3_column_int(stmt, 2),
		.state = state_of(store_slice(stmt, 3)),
		.rows = (uint64_t)sqlite3_column_int64(stmt, 4),
		.body = store_slice(stmt, 5),
		.sent = sqlite3_column_int64(stmt, 6),
	};
}

static bool
may_hold(const struct journal_cursor *j)
{
	const void	*bits = sqlite3_column_blob(j->rows, 1);

	return journal_filter_has((struct slice){ bits,
	    (size_t)sqlite3_column_bytes(j->rows, 1) }, j->key);
}

/* The next call whose filter has the key. */
static bool
find_next(struct journal_cursor *j, bool *more, struct err *err)
{
	do {
		if (!store_step(j->store, j->rows, more, err))
			return false;
	} while (*more && !may_hold(j));
	if (!*more)
		return true;
	sqlite3_reset(j->one);
	sqlite3_bind_int64(j->one, 1, sqlite3_column_int64(j->rows, 0));
	return store_step(j->store, j->one, more, err);
}

bool
journal_next(struct journal_cursor *j, struct call *c, struct err *err)
{
	bool	more;

	if (j->rows == NULL)
		return false;
	if (!(j->one != NULL ? find_next(j, &more, err) :
	    store_step(j->store, j->rows, &more, err)) || !more)
		return false;
	read_call(j->one != NULL ? j->one : j->rows, c);
	return true;
}

void
journal_cursor_close(struct journal_cursor *j)
{
	if (j == NULL)
		return;
	sqlite3_finalize(j->rows);
	sqlite3_finalize(j->one);
	mem_free(j);
}

static bool
copy_call(struct store *s, sqlite3_stmt *stmt, struct arena *a,
    struct call *c, struct err *err)
{
	bool more;

	if (!store_step(s, stmt, &more, err) || !more)
		return false;
	read_call(stmt, c);
	c->body.ptr = arena_text(a, c->body);
	return true;
}

bool
journal_intent(struct store *s, int64_t run, int64_t after, struct arena *a,
    struct call *c, struct err *err)
{
	sqlite3_stmt	*stmt;
	bool		 found;

	if (s->db == NULL)
		return false;
	stmt = store_prepare(s, s->db, "SELECT " COLUMNS " FROM call WHERE "
	    "state = 'intent' AND id > ?1 AND (?2 = 0 OR run = ?2) "
	    "ORDER BY id LIMIT 1", err);
	if (stmt == NULL)
		return false;
	sqlite3_bind_int64(stmt, 1, after);
	sqlite3_bind_int64(stmt, 2, run);
	found = copy_call(s, stmt, a, c, err);
	sqlite3_finalize(stmt);
	return found;
}

/* SPDX-License-Identifier: MIT */
#include <assert.h>

#include "precept/store.h"
#include "store_private.h"

/* The store from outside: opened, closed, and its one transaction. */

struct store *
store_open(const char *path, bool write, struct err *err)
{
	struct store	*s = mem_alloc(sizeof *s);

	s->path = mem_text(path, strlen(path));
	s->write = write;
	s->lock = -1;
	if (store_open_file(s, err))
		return s;
	store_close(s);
	return NULL;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	store_rollback(s);
	sqlite3_close_v2(s->db);
	store_unlock(s);
	store_counters_free(s);
	mem_free(s->running);
	mem_free(s->path);
	mem_free(s);
}

bool
store_begin(struct store *s, struct err *err)
{
	assert(s->write && !s->in);
	s->in = store_exec(s, s->db, "BEGIN IMMEDIATE", err);
	return s->in;
}

bool
store_commit(struct store *s, struct err *err)
{
	assert(s->in);
	if (store_counters_keep(s, err) &&
	    store_exec(s, s->db, "COMMIT", err)) {
		s->in = false;
		return true;
	}
	store_rollback(s);
	return false;
}

/* SQLite may have rolled back already, after a failure of the disk. */
void
store_rollback(struct store *s)
{
	if (!s->in)
		return;
	if (!sqlite3_get_autocommit(s->db))
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	s->in = false;
	store_counters_forget(s);
}

bool
store_in_transaction(const struct store *s)
{
	return s->in;
}

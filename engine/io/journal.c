/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "precept/journal.h"
#include "store_private.h"

/* Runs: one row each, changed until the run ends. */

#define COLUMNS "kind, rule, of, date, started, finished, state, rule_hash, "\
	"plan, progress, read, filtered, rejected, created, updated, same, "  \
	"skipped, deleted, stale, text, pid"
#define COLUMN_COUNT 21

static enum run_state
state_of(struct slice name)
{
	for (int state = RUN_RUNNING; state <= RUN_STOPPED; state++)
		if (slice_is(name, run_state_name((enum run_state)state)))
			return (enum run_state)state;
	return RUN_FAILED;
}

/* Parameters 1 to COLUMN_COUNT. */
static void
bind_row(sqlite3_stmt *stmt, const struct run_row *r)
{
	const struct run_counts	*n = &r->counts;
	const uint64_t		 counts[] = { n->read, n->filtered,
		n->rejected, n->created, n->updated, n->same, n->skipped,
		n->deleted, n->stale };

	store_bind(stmt, 1, slice_of(r->kind == NULL ? "" : r->kind));
	store_bind(stmt, 2, slice_of(r->rule == NULL ? "" : r->rule));
	sqlite3_bind_int64(stmt, 3, r->of);
	sqlite3_bind_int64(stmt, 4, r->date);
	sqlite3_bind_int64(stmt, 5, r->started);
	sqlite3_bind_int64(stmt, 6, r->finished);
	store_bind(stmt, 7, slice_of(run_state_name(r->state)));
	store_bind(stmt, 8, slice_of(r->rule_hash));
	store_bind(stmt, 9, slice_of(r->plan));
	sqlite3_bind_int64(stmt, 10, r->progress);
	for (size_t i = 0; i < COUNT(counts); i++)
		sqlite3_bind_int64(stmt, 11 + (int)i, (int64_t)counts[i]);
	store_bind(stmt, 20, slice_of(r->text));
	sqlite3_bind_int64(stmt, 21, r->pid);
}

static const char *
copy(sqlite3_stmt *stmt, int column, struct arena *arena)
{
	struct slice	s = store_slice(stmt, column);

	return s.ptr == NULL ? NULL : arena_text(arena, s);
}

static uint64_t
count(sqlite3_stmt *stmt, int column)
{
	return (uint64_t)sqlite3_column_int64(stmt, column);
}

/* SELECT id, COLUMNS */
static void
read_row(sqlite3_stmt *stmt, struct arena *arena, struct run_row *r)
{
	*r = (struct run_row){
		.id = sqlite3_column_int64(stmt, 0),
		.kind = copy(stmt, 1, arena),
		.rule = copy(stmt, 2, arena),
		.of = sqlite3_column_int64(stmt, 3),
		.date = sqlite3_column_int64(stmt, 4),
		.started = sqlite3_column_int64(stmt, 5),
		.finished = sqlite3_column_int64(stmt, 6),
		.state = state_of(store_slice(stmt, 7)),
		.rule_hash = copy(stmt, 8, arena),
		.plan = copy(stmt, 9, arena),
		.progress = sqlite3_column_int64(stmt, 10),
		.counts = { count(stmt, 11), count(stmt, 12),
		    count(stmt, 13), count(stmt, 14), count(stmt, 15),
		    count(stmt, 16), count(stmt, 17), count(stmt, 18),
		    count(stmt, 19) },
		.text = copy(stmt, 20, arena),
		.pid = sqlite3_column_int64(stmt, 21),
	};
}

/* This process works on the run, until it says otherwise. */
static void
work_on(struct store *s, int64_t id)
{
	s->running = mem_resize(s->running, s->running_count + 1,
	    sizeof *s->running);
	s->running[s->running_count++] = id;
}

static void
work_no_more(struct store *s, int64_t id)
{
	size_t	n = 0;

	for (size_t i = 0; i < s->running_count; i++)
		if (s->running[i] != id)
			s->running[n++] = s->running[i];
	s->running_count = n;
}

static bool
works_on(const struct store *s, int64_t id)
{
	for (size_t i = 0; i < s->running_count; i++)
		if (s->running[i] == id)
			return true;
	return false;
}

bool
journal_begin(struct store *s, struct run_row *row, struct err *err)
{
	sqlite3_stmt	*stmt;
	bool		 ok;

	row->pid = getpid();
	stmt = store_prepare(s, s->db, "INSERT INTO run (" COLUMNS ") VALUES "
	    "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	    err);
	if (stmt == NULL)
		return false;
	bind_row(stmt, row);
	ok = store_do(s, stmt, err);
	sqlite3_finalize(stmt);
	if (!ok)
		return false;
	row->id = sqlite3_last_insert_rowid(s->db);
	if (row->state == RUN_RUNNING)
		work_on(s, row->id);
	return true;
}

bool
journal_update(struct store *s, const struct run_row *row, struct err *err)
{
	sqlite3_stmt	*stmt;
	bool		 ok;

	stmt = store_prepare(s, s->db, "UPDATE run SET (" COLUMNS ") = "
	    "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
	    "WHERE id = ?", err);
	if (stmt == NULL)
		return false;
	bind_row(stmt, row);
	sqlite3_bind_int64(stmt, COLUMN_COUNT + 1, row->id);
	ok = store_do(s, stmt, err);
	sqlite3_finalize(stmt);
	if (!ok)
		return false;
	work_no_more(s, row->id);
	if (row->state == RUN_RUNNING && row->pid == getpid())
		work_on(s, row->id);
	return true;
}

struct list {
	struct run_row	*rows;
	size_t		 count, cap;
};

static void
add_row(struct list *l, sqlite3_stmt *stmt, struct arena *arena)
{
	if (l->count == l->cap) {
		l->cap = l->cap == 0 ? 16 : l->cap * 2;
		l->rows = mem_resize(l->rows, l->cap, sizeof *l->rows);
	}
	read_row(stmt, arena, &l->rows[l->count++]);
}

/* The rows move from the heap into the arena. */
static void
settle(struct list *l, struct arena *arena)
{
	struct run_row	*rows = arena_array(arena, l->count + 1, sizeof *rows);

	if (l->count > 0)
		memcpy(rows, l->rows, l->count * sizeof *rows);
	mem_free(l->rows);
	l->rows = rows;
}

/* All rows of the query; ?1 is `n`. */
static bool
read_rows(struct store *s, const char *sql, int64_t n, struct arena *arena,
    struct list *l, struct err *err)
{
	sqlite3_stmt	*stmt = NULL;
	bool		 row, ok = true;

	*l = (struct list){ 0 };
	if (s->db != NULL) {
		stmt = store_prepare(s, s->db, sql, err);
		if (stmt == NULL)
			return false;
		sqlite3_bind_int64(stmt, 1, n);
		while ((ok = store_step(s, stmt, &row, err)) && row)
			add_row(l, stmt, arena);
		sqlite3_finalize(stmt);
	}
	settle(l, arena);
	return ok;
}

bool
journal_runs(struct store *s, size_t limit, struct arena *arena,
    struct run_row **rows, size_t *found, struct err *err)
{
	struct list	l;
	bool		ok;

	ok = read_rows(s, "SELECT id, " COLUMNS " FROM run ORDER BY id DESC "
	    "LIMIT ?", limit == 0 ? -1 : (int64_t)limit, arena, &l, err);
	*rows = l.rows;
	*found = l.count;
	return ok;
}

bool
journal_run(struct store *s, int64_t id, struct arena *arena,
    struct run_row *row, struct err *err)
{
	struct list	l;

	if (!read_rows(s, "SELECT id, " COLUMNS " FROM run WHERE id = ?", id,
	    arena, &l, err))
		return false;
	if (l.count == 0)
		return err_set(err, ERR_RULE, "there is no run %lld in %s: "
		    "'precept log' lists the runs", (long long)id, s->path);
	*row = l.rows[0];
	return true;
}

/* Who holds the writer's lock is at work; nobody else can be. */
bool
journal_open_runs(struct store *s, struct arena *arena,
    struct run_row **rows, size_t *found, struct err *err)
{
	int64_t		writer = s->write ? 0 : store_writer(s);
	struct list	l;

	*found = 0;
	if (!read_rows(s, "SELECT id, " COLUMNS " FROM run WHERE "
	    "state = 'running' AND id > ? ORDER BY id", 0, arena, &l, err))
		return false;
	*rows = l.rows;
	for (size_t i = 0; i < l.count; i++)
		if (!works_on(s, l.rows[i].id) &&
		    (writer == 0 || l.rows[i].pid != writer))
			l.rows[(*found)++] = l.rows[i];
	return true;
}

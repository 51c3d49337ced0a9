/* SPDX-License-Identifier: MIT */
/*
 * journal.h - runs and their ledger, in the store.
 *
 * A run is a row; each batch of rows that was written, rejected or is about
 * to be sent is a call with its rows as JSON lines (ledger.h). For the local
 * store a call is committed together with the rows themselves; for a service
 * its intent is committed before the first byte leaves, its outcome after.
 */
#ifndef PRECEPT_JOURNAL_H
#define PRECEPT_JOURNAL_H

#include "precept/store.h"

enum run_state { RUN_RUNNING, RUN_DONE, RUN_PARTIAL, RUN_FAILED, RUN_WAITING,
	RUN_STOPPED };		/* names: "running", "done", "partial", … */

struct run_counts {
	uint64_t	read, filtered, rejected, created, updated, same,
			skipped, deleted, stale;
};

struct run_row {
	int64_t		 id;
	const char	*kind;		/* run, apply, retry, undo, load */
	const char	*rule;		/* its name */
	int64_t		 of;		/* the run it retries or undoes, or 0 */
	int64_t		 date;		/* rule date, days */
	int64_t		 started, finished;	/* microseconds; 0 not yet */
	enum run_state	 state;
	const char	*rule_hash;	/* 64 hex digits */
	const char	*plan;		/* id of the plan that was applied */
	int64_t		 progress;	/* origin (or plan row) settled up to */
	struct run_counts counts;
	const char	*text;		/* why it failed or waits, or NULL */
	int64_t		 pid;		/* of the process, while running */
};

const char	*run_state_name(enum run_state);

/* Sets row->id. In its own transaction unless one is open. */
bool	journal_begin(struct store *, struct run_row *, struct err *);
/* Writes state, counts, progress, finished, text. */
bool	journal_update(struct store *, const struct run_row *, struct err *);
/* Newest first; `limit` 0 is all. Texts in the arena. */
bool	journal_runs(struct store *, size_t limit, struct arena *,
	    struct run_row **rows, size_t *count, struct err *);
/* false with ERR_RULE if there is no such run. */
bool	journal_run(struct store *, int64_t id, struct arena *,
	    struct run_row *, struct err *);

enum call_state { CALL_INTENT, CALL_DONE };

struct call {
	int64_t		 id, run;
	int		 action;	/* in its rule; -1: before any action */
	enum call_state	 state;
	uint64_t	 rows;
	struct slice	 body;		/* head line and row lines, ledger.h */
	/* Hashes of the record keys and ids in it, for journal_find. */
	const uint64_t	*keys;
	size_t		 key_count;
	int64_t		 sent;		/* not before; microseconds */
};

/* Sets call->id; sent is now. */
bool	journal_call(struct store *, struct call *, struct err *);
/* What became of its rows, in place of what was meant. */
bool	journal_call_done(struct store *, const struct call *, struct err *);
/*
 * The first call with an intent and no outcome whose id is greater than
 * `after`, of one run or (0) of any; the body in the arena. false at the end
 * (err->kind ERR_NONE) or on an error.
 */
bool	journal_intent(struct store *, int64_t run, int64_t after,
	    struct arena *, struct call *, struct err *);

/*
 * Jobs that a service works on for a run (Bulk 2.0): written down as soon as
 * they have a name, so that they can be taken up by it.
 */
bool	journal_job(struct store *, int64_t run, int action, const char *job,
	    struct err *);
/* Their names, in the arena; NULL on an error. */
const char **journal_jobs(struct store *, int64_t run, int action,
	    struct arena *, size_t *count, struct err *);

/* The calls of a run in order (reverse: the other way round). */
struct journal_cursor;
struct journal_cursor *journal_calls(struct store *, int64_t run,
	    bool reverse, struct err *);
/* Calls that may hold this key hash, oldest first (a filter: check them). */
struct journal_cursor *journal_find(struct store *, uint64_t key,
	    struct err *);
/* false at the end (err->kind ERR_NONE) or on an error. Borrowed texts. */
bool	journal_next(struct journal_cursor *, struct call *, struct err *);
void	journal_cursor_close(struct journal_cursor *);

/* Runs that no living process is working on, still "running". */
bool	journal_open_runs(struct store *, struct arena *, struct run_row **,
	    size_t *count, struct err *);

#endif

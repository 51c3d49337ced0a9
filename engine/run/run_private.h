/* SPDX-License-Identifier: MIT */
/* run_private.h - what the files of run, apply, retry and undo share. */
#ifndef PRECEPT_RUN_PRIVATE_H
#define PRECEPT_RUN_PRIVATE_H

#include "precept/ledger.h"
#include "precept/run.h"

/* Rows of a recorded body taken in at a time. */
#define REPLAY_ROWS 2000

int64_t	run_pid(void);		/* this process, for the journal */
void	run_add_counts(struct run_counts *, const struct run_counts *);

/* Is the rule planned and its plan applied at once? (Rows for a service; any
 * rule with a guard.) */
bool	run_is_planned_first(const struct workspace *, const struct rule *);

/* The exec of a rule as the order wants it; the sink is the caller's. */
void	run_exec(const struct workspace *, const struct run_order *,
	    struct exec *);

/* The calls of its run into the report. */
void	run_tell_calls(const struct workspace *, struct arena *,
	    struct run_report *);

/* A new run's row in the journal, or that of the run taken up again. */
bool	run_begin(struct workspace *, const struct run_order *,
	    struct arena *, struct run_row *, struct err *);
/*
 * Rolls back, writes the row as FAILED with the reason; returns false. If
 * that can't be written either, the reason says that the run stays open.
 */
bool	run_fail(struct workspace *, struct run_row *, struct arena *,
	    struct err *);

/* Where the plan of a run is, as long as it is not done. */
const char *run_plan_path(const struct workspace *, const struct run_row *,
	    struct arena *);
/*
 * Applies the plan of a run under that run's own row; `fresh`: it was made
 * a moment ago, so what it saw still counts. The file goes when all is done.
 */
bool	apply_own(struct workspace *, const char *path, bool fresh,
	    struct run_report *, struct arena *, struct err *);

/*
 * Rows of a recorded body, as changes again: now from `now`, the values that
 * must still stand in `seen` (one column a field). Fields of the action are
 * those of the body. At the end of the body count is 0.
 */
struct replay {
	struct ledger_reader	 reader;
	struct ledger_head	 head;
	const struct rule	*rule;
	const struct action	*action;
	bool			 back;		/* undo: was and now swapped */
	size_t			 id_map;	/* the map that takes the
						   record id, or SIZE_MAX */
	struct arena		*arena;		/* of the rows */
	const struct set	*done;		/* rows to leave out, or NULL */
	uint64_t		 done_key;
	struct column		**seen;
	struct slice		 lines;		/* of the rows, if all are
						   there; else ptr NULL */
	struct changes		*changes;
};
bool	replay_next(struct replay *, struct err *);
bool	replay_leaves_out(const struct replay *, const struct ledger_row *);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * run.h - what commands and the scheduler call: run a rule for a day, with
 * everything around it: guards, ledger, counts.
 */
#ifndef PRECEPT_RUN_H
#define PRECEPT_RUN_H

#include "precept/help.h"
#include "precept/plan.h"
#include "precept/writer.h"

struct run_progress {
	void	(*tell)(void *ctx, uint64_t done, uint64_t total,
		    const char *what);
	void	*ctx;
};

/* What came of one rule, for reports. Texts in the arena given. */
struct run_report {
	struct run_row		 row;
	const struct rule	*rule;
	struct run_counts	*actions;	/* one an action */
	uint64_t		 by_zero;
	const char		*plan_path;	/* of a run that waits */
	const char		*held;		/* the guard's words, or NULL */
	struct connect_calls	*calls;		/* one a service */
	size_t			 call_count;
};

struct run_order {
	const struct rule	*rule;
	const char		*kind;		/* "run", "retry" */
	int64_t			 date;		/* days */
	const struct set	*only;		/* origins, or NULL */
	int64_t			 of;		/* the run it retries, or 0 */
	struct run_row		*resume;	/* a run that was cut off */
	struct run_progress	 progress;
};

/*
 * Runs one rule. true with row.state DONE, PARTIAL (rows were rejected) or
 * WAITING (a guard turned it into the saved plan plan_path). false: it could
 * not be run to its end; the run is in the journal as FAILED, everything
 * committed before stays, nothing half-written.
 */
bool	run_rule(struct workspace *, const struct run_order *,
	    struct arena *, struct run_report *, struct err *);

/* The dry run of one rule into a plan; counts as a run would have them. */
bool	run_plan(struct workspace *, const struct run_order *,
	    struct plan *, struct arena *, struct run_report *,
	    struct err *);

/* NULL, or the sentence of the first guard that the counts are against. */
const char *guard_check(const struct rule *, const struct run_counts *,
	    uint64_t matched, uint64_t blanked, struct arena *);

/*
 * Applies a plan file: rows whose record has changed since are rejected
 * (D406) and counted as stale, the rest is done; what stands already is
 * counted as same. Refused (ERR_RULE) if rules or schemas are others than
 * the plan was made with, or if the plan was applied before. An apply that
 * was cut off goes on.
 */
bool	apply_plan(struct workspace *, const char *path,
	    const struct run_progress *, struct arena *, struct run_report *,
	    struct err *);

/* The rejected rows of a run again, for its own date; of a run into a service
 * that failed half-way the rows that are not written yet, as that run. */
bool	retry_run(struct workspace *, int64_t run,
	    const struct run_progress *, struct arena *, struct run_report *,
	    struct err *);

/*
 * Old values back where ours still stand, what was created deleted; the
 * other way round, last first. Records that were changed since are left and
 * counted as stale (not as rejected too), each in the ledger with its reason
 * (D407). One that only keeps a changed field counts as updated; row.text
 * says how many.
 */
bool	undo_run(struct workspace *, int64_t run,
	    const struct run_progress *, struct arena *, struct run_report *,
	    struct err *);

/* Pages of the codes of rejected rows; ends in an entry without a code. */
extern const struct help run_help[];

/*
 * Runs that were cut off: finishes them where that is safe, else settles
 * them as stopped. A sentence a run in notes. Called before anything else
 * writes.
 */
bool	recover_runs(struct workspace *, struct arena *,
	    const char ***notes, size_t *count, struct err *);

#endif

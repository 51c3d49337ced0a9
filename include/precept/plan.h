/* SPDX-License-Identifier: MIT */
/*
 * plan.h - a dry run's result as a file: what would be done to each record,
 * with what it was, to be read, diffed, approved and applied.
 *
 * JSON lines: a head with the hashes of the rules and schemas, bodies of
 * ledger.h, and an end line with the hash of all lines before it: a plan
 * that is cut off or edited is refused.
 */
#ifndef PRECEPT_PLAN_H
#define PRECEPT_PLAN_H

#include "precept/exec.h"
#include "precept/file.h"
#include "precept/ledger.h"
#include "precept/workspace.h"

struct plan {
	struct sink		 sink;		/* first: a plan is a sink */
	struct exec		*exec;		/* set before exec_run */
	struct file_draft	*draft;		/* NULL: only for show */
	struct ledger_bodies	 bodies;
	struct hash_sum		*sum;		/* of what went into it */
	struct text		*shown;		/* first rows, for the report */
	size_t			 show_max;	/* rows; the rest is counted */
	size_t			 show_count;
	uint64_t		 rows;
};

struct plan_order {
	const struct rule *const *rules;	/* these, and no others */
	size_t		 rule_count;
	const char	*path;		/* NULL: the shown rows are enough */
	int64_t		 date;
	size_t		 show_max;
};

/*
 * Writes the head for these rules. The first `show_max` rows of each are a
 * body in plan->shown.
 */
bool	plan_open(struct plan *, const struct workspace *,
	    const struct plan_order *, struct err *);
/* Before each rule's exec_run. */
void	plan_rule(struct plan *, struct exec *);
/* The end line; the file appears under its name. */
bool	plan_close(struct plan *, struct err *);
void	plan_drop(struct plan *);

/* What stands in the head of a plan file. */
struct plan_head {
	const char	*made;		/* 2026-08-01T03:00:00.000Z */
	int64_t		 date;		/* rule date */
	const char	*schemas;	/* hash */
	const char	**rules, **hashes;
	size_t		 rule_count;
	char		 id[65];	/* hash of the whole file */
};

/*
 * Reads a plan file a chunk of lines at a time. plan_read_open checks the
 * head and the end; plan_read_body gives the next head line with at most
 * some thousand row lines, to be read by ledger_open. Borrowed until the
 * next call.
 */
/* The last line of a plan file, from the hash of all before it. */
#define PLAN_END 96
void	plan_end(const char *hash, char end[PLAN_END]);

struct plan_reader;
struct plan_reader *plan_read_open(const char *path, struct arena *,
		    struct plan_head *, struct err *);
bool	plan_read_body(struct plan_reader *, struct slice *body,
	    struct err *);
void	plan_read_close(struct plan_reader *);

#endif

/* SPDX-License-Identifier: MIT */
/* workbench.h - a workspace of its own for one test, gone afterwards. */
#ifndef PRECEPT_WORKBENCH_H
#define PRECEPT_WORKBENCH_H

#include "precept/fill.h"
#include "precept/run.h"

struct workbench {
	char		 dir[64];
	struct workspace w;
	struct arena	*arena;
};

void	workbench_open(struct workbench *);
void	workbench_close(struct workbench *);
/* A file below it: "data/in.csv". */
void	workbench_file(struct workbench *, const char *name, const char *text);
/* (Re)opens the workspace for writing; findings fail the test. */
void	workbench_load(struct workbench *);
/* `precept load`; the workspace is opened anew afterwards. */
void	workbench_fill(struct workbench *, const char *into,
	    const char *file, const char *fields);
/* Runs the named rule for 2026-08-01. */
bool	workbench_run(struct workbench *, const char *rule,
	    struct run_report *, struct err *);
/* The row lines of a run, one after another, '\n' between; in the arena. */
char	*workbench_ledger(struct workbench *, int64_t run);
/* The row lines of bodies that follow one another. */
char	*workbench_lines(struct workbench *, struct slice bodies);
int64_t	workbench_day(void);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * load_world.h - a workspace whose connection `salesforce` is a sandbox, for
 * suites of load actions.
 *
 *	load_world_start(NULL);
 *	load_world_rule("r", "Id = \"id\", Name = \"name\"", "operation = ...");
 *	load_world_csv("id,name\n...");
 *	load_world_run(RUN_DONE);
 *	load_world_is("SELECT Name FROM Account", "Acme\n");
 *
 * Accounts have, beside what each org has, the fields of load_world.c. Ask
 * (sandbox_ask.h) is signed in. What is called here is not in the log of
 * calls that load_world_calls() counts: that begins with each run.
 */
#ifndef PRECEPT_LOAD_WORLD_H
#define PRECEPT_LOAD_WORLD_H

#include "sandbox_ask.h"
#include "workbench.h"

struct load_world {
	struct workbench	bench;
	struct run_report	report;		/* of the last run */
	struct err		err;
	const char		*more;		/* in the rule: "budget = …"; or
						   NULL */
};
extern struct load_world load_world;

/* `faults` may be NULL. */
void	load_world_start(const char *faults);
void	load_world_stop(void);
/* rules/connection.lua once more, with `more` in it; a rule's turn is after. */
void	load_world_connection(const char *more);
/* Fixtures: the above without faults. */
void	load_world_open(void);
void	load_world_close(void);

/*
 * rules/r.lua with one rule "r": data/in.csv, which is there before, into
 * Account. `action` is what else the action says: "operation = \"update\",
 * keys = { \"Id\" }". The workspace is opened anew.
 */
void	load_world_rule(const char *map, const char *action);
/* data/in.csv: a header line and rows. "id" and "parent" are ids, "staff" and
 * "n" integers, "day" a date, other columns texts. */
void	load_world_csv(const char *text);
/* The same with n rows: printf's `line` gets the number three times. */
void	load_world_rows(const char *header, const char *line, int n);

/* Runs "r"; it ends in this state. */
void	load_world_run(enum run_state);
/* It fails, and this is in its sentence. */
void	load_world_fails(const char *text);
/* A line of counts: "+2 ~1 =0 !0 .0". */
void	load_world_counts(const char *want);
/* The ledger of the last run, whole. */
void	load_world_ledger(const char *want);
/* What the next command does before anything else: settles and resumes. */
void	load_world_recover(void);

/* Creates an account; its id, in the bench's arena. */
const char *load_world_account(const char *json);
/* data/in.csv into the org as accounts, past HTTP; its header has API names. */
void	load_world_fill(void);
/* The rows of a query, a line each, values with '|' between. */
const char *load_world_query(const char *soql);
void	load_world_is(const char *soql, const char *want);
void	load_world_has(int64_t accounts);
/* Calls that begin with "METHOD path" below /services/data/vNN.N. */
int	load_world_calls(const char *method, const char *path);
void	load_world_forget_calls(void);

#endif

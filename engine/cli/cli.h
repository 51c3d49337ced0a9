/* SPDX-License-Identifier: MIT */
/* cli.h - one command, one file, one constant entry. */
#ifndef PRECEPT_CLI_H
#define PRECEPT_CLI_H

#include <stdio.h>

#include "precept/ledger.h"
#include "precept/run.h"

#define PRECEPT_VERSION "0.1.0"

/* Stable: scripts rely on them. */
enum cli_exit {
	EXIT_DONE	= 0,	/* plan: nothing to change */
	EXIT_ERROR	= 1,	/* in the rules or the call */
	EXIT_CHANGES	= 2,	/* plan: changes are waiting */
	EXIT_REJECTED	= 3,	/* rows were rejected */
	EXIT_UNREACHED	= 4	/* a service could not be reached */
};

enum cli_option {
	OPTION_DATE	= 1 << 0,	/* --date DAY */
	OPTION_OUTPUT	= 1 << 1,	/* -o FILE */
	OPTION_ROWS	= 1 << 2,	/* -n N, --rows N */
	OPTION_ALL	= 1 << 3,	/* -a, --all */
	OPTION_FIELDS	= 1 << 4,	/* --fields NAME:TYPE,… */
	OPTION_SET	= 1 << 5,	/* --row NAME=VALUE, more than once */
	OPTION_RULES	= 1 << 6,	/* words are rules or .lua files */
	OPTION_SANDBOX	= 1 << 7,	/* those of precept sandbox */
	OPTION_YES	= 1 << 8	/* --yes */
};

#define ARGS_MAX 256

struct args {
	const char	*dir;		/* -C, default "." */
	bool		 json, quiet, help;
	int		 colour;	/* -1 auto, 0, 1 */
	const char	*date, *output, *fields;
	long		 rows;		/* -1: not given */
	bool		 all, yes;
	const char	*sets[ARGS_MAX];
	size_t		 set_count;
	char		*words[ARGS_MAX];	/* the rest */
	size_t		 word_count;
	long		 port, api_limit;	/* -1: not given */
	bool		 tls, fresh;
	const char	*certificate, *clock, *faults, *schema;
	bool		 screen;	/* stdout is coloured */
};

struct command {
	const char	*name, *usage, *summary;
	const char	*text;		/* more of --help; may be "" */
	unsigned	 options;
	int		(*run)(struct args *);
};

extern const struct command *const cli_commands[];	/* NULL ended */
const struct command *cli_find(const char *name);

/* false: a sentence was printed. */
bool	args_parse(struct args *, const struct command *, int, char **);
void	args_usage(const struct command *, struct text *);
/* --date, or today. false: a sentence was printed. */
bool	args_date(const struct args *, int64_t *days);
/* The number of a run; no more than `most` words. false: as above. */
bool	args_run(const char *word, int64_t *run);
bool	args_words(const struct args *, const struct command *, size_t most);

/* "precept: …" on stderr; the exit code that goes with the error. */
int	screen_error(const struct err *);
void	screen_note(const char *, ...) PRINTF_LIKE(1, 2);
/* Codes around a piece of text if stdout is coloured, else "". */
const char *screen_colour(const struct args *, char op);
const char *screen_plain(const struct args *);
/* A line that is written over, on a terminal's stderr only. */
struct run_progress screen_progress(const struct args *);
void	screen_progress_end(void);
void	screen_print(struct text *);	/* to stdout, secrets masked; frees */
/* Findings for people, or as {"findings":[…]}. */
void	screen_findings(const struct diags *, const struct args *,
	    struct text *out);

/*
 * The workspace of the call; findings are printed. false: *code is what to
 * exit with. Runs cut off are taken up when it is opened for writing.
 */
bool	open_workspace(struct workspace *, struct args *,
	    enum workspace_store, int *code);
bool	open_bare(struct workspace *, struct args *, enum workspace_store,
	    int *code);
/* The rules that the words name, all without any. NULL: printed. */
const struct rule **open_rules(struct workspace *, const struct args *,
	    size_t *count);

/* Ledger rows for people, or as JSON objects after the first with commas. */
size_t	rows_show(const struct args *, struct slice body, struct text *out,
	    struct err *);
size_t	rows_json(struct slice body, bool comma, struct text *out,
	    struct err *);
/* "12 created, 3 updated, …": what came of a rule's rows. */
void	rows_counts(const struct run_counts *, bool dry, struct text *out);
void	rows_counts_json(const struct run_counts *, struct text *out);
void	rows_report(const struct args *, const struct run_report *, bool dry,
	    struct text *out);
void	rows_report_json(const struct run_report *, struct text *out);
int	rows_exit(const struct run_report *);

#endif

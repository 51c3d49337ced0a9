/* SPDX-License-Identifier: MIT */
/*
 * bind.h - rule files: run once in a sealed Lua state, to declare.
 *
 *	struct bind *b = bind_open(&limits);
 *	bind_load(b, "rules/usage.lua", text, arena, &diags, &tops);
 *	... bind_call(b, &batch) for `func` functions ...
 *	bind_close(b);
 *
 * A file sees string, table, math, utf8 (the safe parts) and the words of
 * stdlib; it has no files, no clock, no chance, no other file's globals. It
 * is stopped by steps, time and memory.
 */
#ifndef PRECEPT_BIND_H
#define PRECEPT_BIND_H

#include "precept/column.h"
#include "precept/decl.h"
#include "precept/err.h"
#include "precept/help.h"

struct bind;

struct bind_limits {
	size_t	memory;		/* bytes alive, 0: 16 MiB for a file */
	size_t	churn;		/* bytes allocated in all, 0: 256 MiB */
	int64_t	steps;		/* instructions, 0: 20 million a file */
	int64_t	time;		/* microseconds a file, 0: 1 second */
};

/* NULL: the limits above. Runs a self-test of the seal the first time; NULL
 * and an ERR_SYSTEM sentence if a hostile script is not stopped. */
struct bind	*bind_open(const struct bind_limits *, struct err *);
void		 bind_close(struct bind *);

/*
 * Runs one file. Whatever is wrong in it becomes findings (P0xx) with file,
 * line, column; what could be declared all the same is in *tops (in the
 * arena, so are all texts). `file` and `text` must outlive the arena's use;
 * the text is told to diags_source(). False: this file has an error.
 */
bool		 bind_load(struct bind *, const char *file, struct slice text,
		    struct arena *, struct diags *, struct decl_top **tops);

/* One call of a `func`: which, with what, for which rows. */
struct bind_batch {
	int			 func;		/* decl.func */
	const struct type	*gives;		/* as `returns` says */
	struct column *const	*args;
	size_t			 arg_count;
	size_t			 rows;
	const uint8_t		*mask;		/* NULL: all rows */
	struct arena		*arena;
	struct rejects		*rejects;
};

/*
 * A `func` over a batch, from any thread (calls wait for each other). The
 * result column has the type that was declared; a row on which the function
 * raises, answers with another kind, or gets a number that Lua cannot hold
 * is rejected (D310, D311, D312). Dates go in and come back as text; null
 * is nil.
 */
struct column	*bind_call(struct bind *, const struct bind_batch *);

/* The words of stdlib with their summary, for help and editors. */
struct bind_word {
	const char *name, *summary;
};
size_t		 bind_words(const struct bind_word **);

/* P001 to P023, D310 to D312; the last has no code. */
extern const struct help bind_help[];

#endif

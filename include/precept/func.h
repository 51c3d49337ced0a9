/* SPDX-License-Identifier: MIT */
/*
 * func.h - the functions of the expression language, in families.
 *
 * A family is one file, expr/func_<family>.c, with a table of these. The
 * page, the example (which the tests execute) and the type rule stand beside
 * the code.
 */
#ifndef PRECEPT_FUNC_H
#define PRECEPT_FUNC_H

#include "precept/expr.h"
#include "precept/help.h"

#define FUNC_ARGS 16		/* of the arguments at the most */

struct func {
	const char	*name;		/* "substring" */
	const char	*family;	/* "text" */
	/*
	 * Arguments as types, "?" may be left out, "..." the last again and
	 * again: "text, integer, integer?". "any" is any kind, "numeric",
	 * "day" (date or datetime), "text" (every kind of text).
	 */
	const char	*args;
	const char	*gives;		/* "text", or "" when `type` decides */
	const char	*summary;	/* one sentence */
	const char	*example;	/* "substring('Account', 1, 3)" */
	const char	*result;	/* "Acc": as column_text would print */
	/*
	 * Type rule for what strings cannot say, called when the arguments
	 * are as `args` says; may put EXPR_CONVERT nodes over them. On a
	 * mistake it adds a finding and gives false.
	 */
	bool	(*type)(struct expr *call, struct place at, struct diags *,
		    struct arena *);
	/*
	 * Null in, null out is handled before unless `sees_null`. `lazy`:
	 * args is NULL, the function evaluates those it needs, for the rows
	 * that need them.
	 */
	bool	sees_null, lazy;
	struct column *(*eval)(const struct expr *call, struct column **args,
		    struct expr_rows *, const uint8_t *mask);
	void	*ctx;			/* of functions made by func { } */
};

/* Built in; the name is lower case. NULL if there is none. */
const struct func *func_find(struct slice name);
size_t		   func_count(void);
const struct func *func_at(size_t);	/* sorted by family, then name */

/*
 * Checks the arguments of a CALL whose func is set and whose args are
 * checked, converts them where that is exact, sets type and nullable.
 */
bool		   func_type(struct expr *call, struct place at,
		    struct diags *, struct arena *);

/* All of them with their examples, as Markdown: rules/FUNCTIONS.md. */
void		   func_page(struct text *);

/* D301 to D304 and P250 to P258; the last has no code. */
extern const struct help func_help[];

#endif

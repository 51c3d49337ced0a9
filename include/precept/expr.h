/* SPDX-License-Identifier: MIT */
/*
 * expr.h - the expression language of show, filters, map and on.
 *
 *	text --expr_parse--> tree --expr_check--> typed tree
 *	typed tree --expr_eval--> column
 *
 * Parsed once, checked against the names in scope, evaluated over columns,
 * printed back, pushed down. One tree for all: the checker fills in what the
 * parser leaves open (type, slot, func) and may put conversions in between.
 */
#ifndef PRECEPT_EXPR_H
#define PRECEPT_EXPR_H

#include "precept/diag.h"
#include "precept/expr_tree.h"
#include "precept/help.h"

/* What a name stands for. */
struct expr_name {
	int		 slot;
	struct type	 type;
	bool		 nullable;
	const char	*shown;		/* "salesforce.Account.Name" */
};

/* The names that can be used. */
struct expr_scope {
	/* `name` may have points: Owner.Email. false: there is none. */
	bool	(*find)(void *ctx, struct slice name, struct expr_name *);
	/* Every name, for "did you mean". */
	void	(*each)(void *ctx, void (*one)(void *arg, const char *name,
		    const struct type *), void *arg);
	void		*ctx;
	const char	*what;		/* "Show column", "field of Account" */
	const struct func *const *funcs; /* from func { }, NULL ended */
};

/*
 * `at` is the place of the text in the rule file: findings point inside it.
 * NULL when something was found (P2xx); the tree lives in the arena.
 */
struct expr	*expr_parse(struct slice text, struct place at,
		    struct arena *, struct diags *);

/*
 * Names to slots, types to every node; several findings a tree. `want` is
 * what the place takes (NULL: anything): a decimal there gives a top-level
 * division its scale; it converts nothing. false if an error was found.
 * What it adds to the tree lives in the arena of the findings, which must
 * live as long as the tree.
 */
bool	expr_check(struct expr **, const struct expr_scope *,
	    const struct type *want, struct place at, struct diags *);

/* As text again, in one canonical form with only the parentheses needed. */
void	expr_show(const struct expr *, struct text *out);

/* A text literal as an expression: it's -> 'it''s'. */
void	expr_quote(struct slice, struct text *out);

/* P200 to P249; the last has no code. */
extern const struct help expr_help[];

/* Releases compiled regular expressions in the tree. NULL is fine. */
void	expr_forget(struct expr *);

/* The day a rule is run for, and its zone. */
struct rule_day {
	int64_t			 date;		/* days */
	const struct zone	*zone;		/* NULL: UTC */
	int			 week_start;	/* 1 Monday … 7 Sunday */
};

struct regex_scratch;

/* The rows an expression is evaluated over. */
struct expr_rows {
	size_t			 count;
	struct column	       *(*get)(void *ctx, int slot);
	void			*ctx;
	struct arena		*arena;		/* results live here */
	struct rejects		*rejects;
	const struct rule_day	*day;
	struct regex_scratch	*regex;		/* this thread's */
	uint64_t		 by_zero;	/* divisions by zero so far */
};

/*
 * A column of rows->count values (or the very column that `get` gave, for a
 * bare name). `mask` NULL: every row counts; else rows with mask[i] 0 are
 * not needed: their value is undefined and they are never rejected.
 */
struct column	*expr_eval(const struct expr *, struct expr_rows *,
		    const uint8_t *mask);

#endif

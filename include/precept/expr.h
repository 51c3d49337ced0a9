/* SPDX-License-Identifier: MIT */
/*
 * expr.h - the expression language of show, filters, map and on.
 *
 *	text --expr_parse--> tree --expr_check--> typed tree --expr_eval--> column
 *
 * Parsed once, checked against the names in scope, evaluated over columns,
 * printed back, pushed down. One tree for all: the checker fills in what the
 * parser leaves open (type, slot, func) and may put conversions in between.
 */
#ifndef PRECEPT_EXPR_H
#define PRECEPT_EXPR_H

#include "precept/column.h"
#include "precept/diag.h"

#define EXPR_DEPTH 100		/* nested parentheses, calls, cases */
#define EXPR_LENGTH 20000	/* bytes of one expression */

/* name, how it is written, binding strength (higher binds tighter) */
#define EXPR_OPS(X)					\
	X(LITERAL,	"",		0)		\
	X(NAME,		"",		0)		\
	X(RULE_DATE,	"rule_date",	0)		\
	X(CALL,		"",		0)		\
	X(CASE,		"case",		0)		\
	X(CONVERT,	"",		0)		\
	X(OR,		"or",		1)		\
	X(AND,		"and",		2)		\
	X(NOT,		"not",		3)		\
	X(EQ,		"=",		4)		\
	X(NE,		"!=",		4)		\
	X(LT,		"<",		4)		\
	X(LE,		"<=",		4)		\
	X(GT,		">",		4)		\
	X(GE,		">=",		4)		\
	X(IS_NULL,	"is null",	4)		\
	X(NOT_NULL,	"is not null",	4)		\
	X(IN,		"in",		4)		\
	X(NOT_IN,	"not in",	4)		\
	X(BETWEEN,	"between",	4)		\
	X(LIKE,		"like",		4)		\
	X(CONTAINS,	"contains",	4)		\
	X(STARTS,	"starts with",	4)		\
	X(ENDS,		"ends with",	4)		\
	X(MATCHES,	"matches",	4)		\
	X(INCLUDES,	"includes",	4)		\
	X(EXCLUDES,	"excludes",	4)		\
	X(CONCAT,	"||",		5)		\
	X(ADD,		"+",		6)		\
	X(SUB,		"-",		6)		\
	X(MUL,		"*",		7)		\
	X(DIV,		"/",		7)		\
	X(MOD,		"%",		7)		\
	X(NEG,		"-",		8)

enum expr_op {
#define X(name, text, strength) EXPR_##name,
	EXPR_OPS(X)
#undef X
	EXPR_OP_COUNT
};

struct func;
struct regex;

/* `7 days`: all three may be set by arithmetic on literals. */
struct duration {
	int64_t	months, days, micros;
};

struct expr {
	enum expr_op	  op;
	int		  at, len;	/* bytes in the text it came from */
	struct type	  type;		/* checked */
	bool		  nullable;	/* checked: can it be null? */
	struct expr	**args;
	size_t		  arg_count;
	/*
	 * AND, OR, CONCAT: two or more, a chain `a and b and c` is one node.
	 * IN, NOT_IN, INCLUDES, EXCLUDES: args[0] in args[1..], which may be
	 * any expressions. BETWEEN: value, low, high. CASE: when, then, when,
	 * then, …, else (the else is always there: a null literal if it was
	 * not written). NOT BETWEEN, NOT LIKE, … are NOT over the plain one.
	 *
	 * After the check both sides of a comparison are of one kind (and
	 * scale), but for an id against a text or picklist: compared as ids
	 * where the text is one. A null literal has its neighbour's kind.
	 * Dates and durations: the date is args[0].
	 */
	struct slice	  name;		/* NAME: unquoted; CALL: lower case */
	int		  slot;		/* NAME, checked */
	const struct func *func;	/* CALL, checked */
	const struct column *literal;	/* LITERAL: one row, may be null; NULL
					   for a duration */
	struct duration	  duration;	/* LITERAL of KIND_DURATION */
	struct regex	 *regex;	/* MATCHES and regex_*, checked; freed
					   by expr_forget */
	int		  scale;	/* DIV of decimals: round to this */
	void		 *plan;		/* the evaluator's own, made by check */
};

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
 * division its scale; it converts nothing. false if anything was found.
 * What it adds to the tree lives in the arena of the findings, which must
 * live as long as the tree.
 */
bool	expr_check(struct expr **, const struct expr_scope *,
	    const struct type *want, struct place at, struct diags *);

/* As text again, in one canonical form with only the parentheses needed. */
void	expr_show(const struct expr *, struct text *out);

/* A text literal as an expression: it's -> 'it''s'. */
void	expr_quote(struct slice, struct text *out);

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

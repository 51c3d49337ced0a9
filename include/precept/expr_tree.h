/* SPDX-License-Identifier: MIT */
/* expr_tree.h - what an expression is: one tree for all who work on it. */
#ifndef PRECEPT_EXPR_TREE_H
#define PRECEPT_EXPR_TREE_H

#include "precept/column.h"

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

#endif

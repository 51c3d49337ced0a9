/* SPDX-License-Identifier: MIT */
/* usage_expr.h - the expressions of pipelines: read once, worked out a row. */
#ifndef USAGE_EXPR_H
#define USAGE_EXPR_H

#include "usage_value.h"

enum usage_op { USAGE_OR, USAGE_AND, USAGE_EQUAL, USAGE_UNEQUAL, USAGE_LESS,
	USAGE_LESS_EQUAL, USAGE_MORE, USAGE_MORE_EQUAL, USAGE_ADD,
	USAGE_SUBTRACT, USAGE_MULTIPLY, USAGE_DIVIDE, USAGE_REMAINDER,
	USAGE_NOT, USAGE_MINUS, USAGE_CONST, USAGE_PATH, USAGE_MEMBER,
	USAGE_INDEX, USAGE_SLICE, USAGE_ITEMS, USAGE_CALL };

struct usage_expr {
	enum usage_op		 op;
	struct usage_value	 value;		/* CONST */
	const char		*name;		/* MEMBER, and of a PATH */
	size_t			 hint;		/* where the PATH was last */
	const struct usage_func	*func;
	struct usage_expr	*arg[8];	/* NULL in a SLICE: left out */
	int			 args;
	struct usage_expr	**items;	/* ITEMS */
	size_t			 count;
};

/* What a function gets; it answers null for what it has no use for. */
struct usage_func {
	const char		*name;
	int			 least, most;
	struct usage_value	(*run)(struct usage_run *,
				    const struct usage_value *, int count);
};

/* The tables of usage_func.c and usage_func_time.c, name NULL ended. */
extern const struct usage_func usage_func_plain[], usage_func_time[];
const struct usage_func *usage_func_find(struct slice name);

/* NULL: it is no expression; the run has failed with 400. `member` is of the
 * request, for the error. */
struct usage_expr *usage_expr_parse(struct usage_run *, struct slice,
		    const char *member);
struct usage_value usage_expr_eval(struct usage_run *, struct usage_expr *,
		    const struct usage_row *);

#endif

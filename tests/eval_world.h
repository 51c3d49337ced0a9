/* SPDX-License-Identifier: MIT */
/*
 * eval_world.h - a small table of every kind, and expressions over it.
 *
 * The columns, five rows, the last one null: i j (integer), n (number),
 * d e (decimal(10,2), decimal(10,3)), t u (text), p (picklist), m
 * (multipicklist), a c (id), b (boolean), day (date), at (datetime).
 */
#ifndef PRECEPT_EVAL_WORLD_H
#define PRECEPT_EVAL_WORLD_H

#include "precept/expr.h"
#include "precept/regex.h"

#define EVAL_COLUMNS 14
#define EVAL_ROWS 5

struct eval_world {
	struct arena		*arena;
	struct column		*columns[EVAL_COLUMNS];
	struct rule_day		 day;
	struct regex_scratch	*regex;
};

/* The rule runs on 2026-05-14, in this zone. */
void	eval_open(struct eval_world *, const char *zone);
void	eval_close(struct eval_world *);
/* Names a column; NULL past the last. */
const char *eval_name(size_t);

/* NULL when something was found; it is written to `out` then. */
struct expr *eval_compile(struct eval_world *, struct slice,
	    struct text *out);
/*
 * Over the columns given, of `count` rows. Rejections go to `rejects`, which
 * is made here.
 */
struct column *eval_over(struct eval_world *, const struct expr *,
	    struct expr_rows *, struct rejects *, const uint8_t *mask);
/* A column with its rejections and divisions by zero, a line. */
void	eval_print(const struct column *, const struct expr_rows *,
	    struct text *out);

#endif

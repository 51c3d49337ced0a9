/* SPDX-License-Identifier: MIT */
/*
 * expr_checker.h - what the parts of the check share.
 *
 * A rule checks one node whose arguments are checked: it sets type and
 * nullable, converts arguments, or adds a finding and gives false.
 */
#ifndef EXPR_CHECKER_H
#define EXPR_CHECKER_H

#include "expr_literal.h"
#include "precept/func.h"

struct checker {
	const struct expr_scope	*scope;
	struct place		 at;
	struct diags		*diags;
	struct arena		*arena;
	struct expr		**root;
	const struct expr	 *owner;	/* of the node, or NULL */
};

typedef bool expr_rule(struct checker *, struct expr **);

/* The rules, by the file that has them. */
expr_rule	expr_check_name, expr_check_call;
expr_rule	expr_check_compare, expr_check_in, expr_check_between;
expr_rule	expr_check_math, expr_check_minus;
expr_rule	expr_check_text, expr_check_matches, expr_check_includes;
expr_rule	expr_check_concat, expr_check_case;
/* + and - with a date, a datetime or a duration in it. */
expr_rule	expr_check_day;

/* `a / b` of decimals is to be rounded to this scale, once. */
void		expr_check_scale(struct expr *division, int scale);

/* A new finding of this node; returns it. */
struct diag    *expr_find(struct checker *, const char *code,
		    const struct expr *, const char *, ...) PRINTF_LIKE(4, 5);
/* As the label: "visitors is integer, 'x' is text". */
void		expr_find_types(struct checker *, struct diag *,
		    const struct expr *, const struct expr *);
/* "salesforce.Account.Name is text(80)". */
const char     *expr_find_type(struct checker *, const struct expr *);
/* As it would be shown, cut where it is long. */
const char     *expr_find_text(struct checker *, const struct expr *);
/*
 * A "try": the whole expression with this node in that place, or the node
 * alone where that is long. The tree is as before.
 */
void		expr_find_try(struct checker *, struct diag *,
		    struct expr **place, struct expr *instead);

/* A "try" that makes the place fit beside a value of another kind, if any. */
void		expr_find_remedy(struct checker *, struct diag *,
		    struct expr **place, enum kind other);

/* The finding's "try", if another language has such a function. */
bool		expr_foreign(struct checker *, struct diag *, struct expr **);
/* sum(), rank(): the finding itself. */
bool		expr_foreign_aggregate(struct checker *, struct expr **);

/* New nodes, for corrections and conversions. */
struct expr    *expr_new_call(struct checker *, const char *name,
		    struct expr *arg);
struct expr    *expr_new_one(struct checker *, enum expr_op, struct expr *);
struct expr    *expr_new_pair(struct checker *, enum expr_op, struct expr *,
		    struct expr *);
struct expr    *expr_new_name(struct checker *, struct slice);
struct expr    *expr_new_day(struct checker *, enum kind, int64_t);

/* Puts a conversion in place, if one is needed; nulls take the type. */
void		expr_convert(struct checker *, struct expr **,
		    const struct type *);

/* What may stand on two sides of a comparison. */
enum expr_family { FAMILY_NULL, FAMILY_BOOLEAN, FAMILY_NUMBER, FAMILY_TEXT,
	FAMILY_DAY, FAMILY_DURATION };

enum expr_family expr_family(enum kind);
/* "a number", "text", "a date". */
const char     *expr_family_name(enum kind);

/* The numeric type that holds both; a decimal's digits may exceed 38. */
struct type	expr_common_number(const struct type *, const struct type *);
/* An integer as a decimal: how many digits it may have. */
struct type	expr_common_decimal(const struct expr *);

/*
 * One type for all of count places: comparisons, lists, branches. On a
 * mistake *at is the place that does not fit and false comes back.
 */
bool		expr_common(struct expr **const *places, size_t count,
		    struct type *, size_t *at);

#endif

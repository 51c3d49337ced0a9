/* SPDX-License-Identifier: MIT */
/*
 * expr_kernel.h - what the parts of the evaluator share.
 *
 * Every column that an evaluation makes can be read in every row that is not
 * null, also where the mask says that the value does not count: kernels work
 * on whole columns and need not look at the mask, unless they count a row or
 * reject it.
 */
#ifndef EXPR_KERNEL_H
#define EXPR_KERNEL_H

#include "precept/expr.h"

/* A column, or one value that stands for every row: c->count is 1 then. */
struct operand {
	struct column	*c;
	bool		 one;
};

/* Constants are evaluated once for all rows. */
struct operand	 expr_eval_operand(const struct expr *, struct expr_rows *,
		    const uint8_t *mask);
/* The same with a value for each row. */
struct column	*expr_eval_fill(struct operand, struct expr_rows *);

/* Is any row wanted? All are if the mask is NULL. */
static inline bool
expr_any(const uint8_t *mask, size_t count)
{
	return mask == NULL ? count > 0 : memchr(mask, 1, count) != NULL;
}

static inline bool
expr_wants(const uint8_t *mask, size_t row)
{
	return mask == NULL || mask[row];
}

static inline size_t
operand_row(struct operand o, size_t row)
{
	return o.one ? 0 : row;
}

static inline bool
operand_null(struct operand o, size_t row)
{
	return o.c->null != NULL && o.c->null[operand_row(o, row)];
}

/* Where this column or that one is null; NULL if none is. A copy. */
uint8_t		*expr_eval_nulls(const struct column *, const struct column *,
		    struct expr_rows *);
/* As a condition: null is false. May be the column's own bytes. */
const uint8_t	*expr_eval_truth(const struct column *, struct expr_rows *);
/* The row is rejected with a sentence that was added; it becomes null. */
void		 expr_eval_bad(struct column *, size_t row,
		    struct expr_rows *);

/* Row i of the result is that of from[which[i]]. */
struct column	*expr_eval_choose(const struct type *,
		    const struct operand *from, size_t count,
		    const uint16_t *which, struct expr_rows *);

/* The operators, by the file that has them. */
typedef struct column *expr_kernel(const struct expr *, struct expr_rows *,
    const uint8_t *mask);

expr_kernel	expr_eval_compare, expr_eval_in, expr_eval_between;
expr_kernel	expr_eval_arithmetic, expr_eval_negate, expr_eval_day;
expr_kernel	expr_eval_and, expr_eval_or, expr_eval_not, expr_eval_null;
expr_kernel	expr_eval_case;
expr_kernel	expr_eval_like, expr_eval_search, expr_eval_matches;
expr_kernel	expr_eval_includes, expr_eval_concat;
expr_kernel	expr_eval_convert, expr_eval_call;

/* The operands' texts one after the other, null as empty. */
struct column	*expr_eval_join(const struct operand *, size_t count,
		    struct expr_rows *, const uint8_t *mask);

/* Two columns that become one, as the arithmetic files pass it on. */
struct sum {
	enum expr_op		 op;
	const struct column	*a, *b;
	struct column		*out;
	struct expr_rows	*rows;
	const uint8_t		*mask;
};

/* Fills `out`, whose kind is that of both; nulls are in it already. */
void	 expr_eval_sum(const struct sum *);
void	 expr_eval_decimals(const struct sum *);
/* Is the row wanted, and its answer not null? */
bool	 expr_eval_counts(const struct sum *, size_t row);
/* The row has no answer; one that counts is rejected, or counted. */
void	 expr_eval_overflow(const struct sum *, size_t row);
void	 expr_eval_by_zero(const struct sum *, size_t row);

/* Two operands of one kind, EQ NE LT LE GT GE. */
struct column	*expr_eval_order(enum expr_op, struct operand,
		    struct operand, struct expr_rows *);

#endif

/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"

/*
 * and, or, not, is null, case: what is on the right is evaluated only for
 * the rows that the left leaves open, so that nothing else can be rejected.
 */

/* Rows of the mask where `what` is `value`; false if there is none. */
static bool
narrow(uint8_t *open, const uint8_t *what, uint8_t value, size_t count)
{
	uint8_t	any = 0;

	for (size_t i = 0; i < count; i++) {
		open[i] &= what[i] == value;
		any |= open[i];
	}
	return any;
}

static uint8_t *
copy_mask(const uint8_t *mask, struct expr_rows *rows)
{
	uint8_t	*out = arena_raw(rows->arena, rows->count);

	if (mask == NULL)
		memset(out, 1, rows->count);
	else
		memcpy(out, mask, rows->count);
	return out;
}

/*
 * A chain: the rows still open are those on which every argument so far was
 * `go` (true in an and, false in an or).
 */
static struct column *
eval_chain(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask, uint8_t go)
{
	struct column	*out = column_make(rows->arena, KIND_BOOLEAN,
			    rows->count);
	uint8_t		*open = copy_mask(mask, rows);
	const uint8_t	*truth;

	memset(out->b, go, rows->count);
	for (size_t k = 0; k < e->arg_count; k++) {
		truth = expr_eval_truth(expr_eval(e->args[k], rows,
		    k == 0 ? mask : open), rows);
		if (go)
			for (size_t i = 0; i < rows->count; i++)
				out->b[i] &= truth[i] | !open[i];
		else
			for (size_t i = 0; i < rows->count; i++)
				out->b[i] |= truth[i] & open[i];
		if (!narrow(open, truth, go, rows->count))
			break;
	}
	return out;
}

struct column *
expr_eval_and(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask)
{
	return eval_chain(e, rows, mask, 1);
}

struct column *
expr_eval_or(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask)
{
	return eval_chain(e, rows, mask, 0);
}

struct column *
expr_eval_not(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask)
{
	const struct column	*c = expr_eval(e->args[0], rows, mask);
	const uint8_t		*truth = expr_eval_truth(c, rows);
	struct column		*out = column_make(rows->arena, KIND_BOOLEAN,
				    rows->count);

	for (size_t i = 0; i < rows->count; i++)
		out->b[i] = !truth[i];
	return out;
}

/* IS_NULL and NOT_NULL. */
struct column *
expr_eval_null(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask)
{
	const struct column	*c = expr_eval(e->args[0], rows, mask);
	struct column		*out = column_make(rows->arena, KIND_BOOLEAN,
				    rows->count);
	const uint8_t		 flip = e->op == EXPR_NOT_NULL;

	if (c->null == NULL)
		memset(out->b, flip, rows->count);
	else
		for (size_t i = 0; i < rows->count; i++)
			out->b[i] = c->null[i] ^ flip;
	return out;
}

/* The condition's rows get branch k, the rest stays open. */
static bool
decide(uint16_t *which, uint8_t *open, const uint8_t *hit, uint16_t k,
    size_t count)
{
	uint8_t	any = 0;

	for (size_t i = 0; i < count; i++) {
		which[i] = hit[i] ? k : which[i];
		open[i] &= !hit[i];
		any |= open[i];
	}
	return any;
}

/* The rows where the condition holds, of those still open. */
static uint8_t *
find_hits(const struct expr *when, struct expr_rows *rows,
    const uint8_t *open)
{
	struct column	*c = expr_eval(when, rows, open);
	uint8_t		*hit = copy_mask(open, rows);

	narrow(hit, expr_eval_truth(c, rows), 1, rows->count);
	return hit;
}

/* A branch that no row takes is never evaluated. */
static struct operand
eval_branch(const struct expr *then, struct expr_rows *rows,
    const uint8_t *hit)
{
	struct column	*none;

	if (expr_any(hit, rows->count))
		return expr_eval_operand(then, rows, hit);
	none = column_all_null(rows->arena, then->type.kind, 1);
	none->scale = then->type.scale;
	return (struct operand){ none, true };
}

struct column *
expr_eval_case(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask)
{
	const size_t	 branches = e->arg_count / 2 + 1;
	struct operand	*from = arena_array(rows->arena, branches,
			    sizeof *from);
	uint16_t	*which = arena_array(rows->arena, rows->count,
			    sizeof *which);
	uint8_t		*open = copy_mask(mask, rows), *hit;
	size_t		 k = 0;

	for (bool any = true; any && k + 1 < branches; k++) {
		hit = find_hits(e->args[2 * k], rows, open);
		from[k] = eval_branch(e->args[2 * k + 1], rows, hit);
		any = decide(which, open, hit, (uint16_t)k, rows->count);
	}
	from[k] = eval_branch(e->args[e->arg_count - 1], rows, open);
	for (size_t i = 0; i < rows->count; i++)
		which[i] = open[i] ? (uint16_t)k : which[i];
	return expr_eval_choose(&e->type, from, k + 1, which, rows);
}

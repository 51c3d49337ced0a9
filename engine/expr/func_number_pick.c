/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"
#include "func_number.h"

/* abs, sign, mod; least and greatest of several. */

bool
func_number_type_same(struct expr *call, struct place at,
    struct diags *found, struct arena *arena)
{
	(void)at;
	(void)found;
	(void)arena;
	call->type = call->args[0]->type;
	return true;
}

static void
make_positive(const struct column *c, struct column *out)
{
	size_t	i;

	if (c->kind == KIND_INTEGER)
		for (i = 0; i < c->count; i++)
			out->i[i] = (int64_t)(c->i[i] < 0 ?
			    -(uint64_t)c->i[i] : (uint64_t)c->i[i]);
	else if (c->kind == KIND_DECIMAL)
		for (i = 0; i < c->count; i++)
			out->d[i] = c->d[i] < 0 ? -c->d[i] : c->d[i];
	else
		for (i = 0; i < c->count; i++)
			out->f[i] = c->f[i] < 0 ? -c->f[i] : c->f[i];
}

struct column *
func_number_abs(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);

	make_positive(args[0], out);
	if (out->kind != KIND_INTEGER)
		return out;
	for (size_t i = 0; i < rows->count; i++)
		if (out->i[i] < 0 && expr_wants(mask, i))
			func_refuse(out, i, rows, "D301",
			    "abs(-9223372036854775808) does not fit an "
			    "integer (64 bits)");
	return out;
}

static int
sign_at(const struct column *c, size_t row)
{
	switch (c->kind) {
	case KIND_INTEGER:
		return (c->i[row] > 0) - (c->i[row] < 0);
	case KIND_DECIMAL:
		return (c->d[row] > 0) - (c->d[row] < 0);
	default:
		return (c->f[row] > 0) - (c->f[row] < 0);
	}
}

struct column *
func_number_sign(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);

	for (size_t i = 0; i < rows->count; i++)
		out->i[i] = expr_wants(mask, i) ? sign_at(args[0], i) : 0;
	return out;
}

bool
func_number_type_mod(struct expr *call, struct place at,
    struct diags *found, struct arena *arena)
{
	call->nullable = true;
	return func_unify(call, 0, at, found, arena);
}

struct column *
func_number_mod(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct sum	s = { EXPR_MOD, args[0], args[1], NULL, rows, mask };

	s.out = func_make(call, rows);
	expr_eval_sum(&s);
	return s.out;
}

bool
func_number_type_most(struct expr *call, struct place at,
    struct diags *found, struct arena *arena)
{
	if (!func_unify(call, 0, at, found, arena))
		return false;
	call->nullable = true;
	for (size_t i = 0; i < call->arg_count; i++)
		call->nullable &= call->args[i]->nullable;
	return true;
}

/* Where k beats the best so far, or that is null, k is the best. */
static struct column *
pick(enum expr_op better, const struct expr *call, struct column **args,
    struct expr_rows *rows)
{
	uint16_t	*which = arena_array(rows->arena, rows->count,
			    sizeof *which);
	struct operand	 from[FUNC_ARGS];
	struct operand	 best = { args[0], false };
	const uint8_t	*wins;
	size_t		 i, k;

	from[0] = best;
	for (k = 1; k < call->arg_count; k++) {
		from[k] = (struct operand){ args[k], false };
		wins = expr_eval_order(better, from[k], best, rows)->b;
		for (i = 0; i < rows->count; i++)
			if (wins[i] || operand_null(best, i))
				which[i] = (uint16_t)k;
		best.c = expr_eval_choose(&call->type, from, k + 1, which,
		    rows);
	}
	return best.c;
}

struct column *
func_number_least(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	(void)mask;
	return pick(EXPR_LT, call, args, rows);
}

struct column *
func_number_greatest(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	(void)mask;
	return pick(EXPR_GT, call, args, rows);
}

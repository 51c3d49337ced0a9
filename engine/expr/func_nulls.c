/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"
#include "func_kernel.h"

/* What stands in where something is null, and null where it is a value. */

static bool
type_first_of(struct expr *call, struct place at, struct diags *found,
    struct arena *arena)
{
	if (!func_unify(call, 0, at, found, arena))
		return false;
	call->nullable = true;
	for (size_t i = 0; i < call->arg_count; i++)
		call->nullable &= call->args[i]->nullable;
	return true;
}

/* The rows that argument k answers; false if none is left open. */
static bool
take(struct operand from, uint16_t *which, uint8_t *open, uint16_t k,
    size_t count)
{
	uint8_t	any = 0;

	for (size_t i = 0; i < count; i++) {
		which[i] = open[i] ? k : which[i];
		open[i] &= operand_null(from, i);
		any |= open[i];
	}
	return any;
}

/* An argument is evaluated only where all before it are null. */
static struct column *
eval_first_of(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct operand	 from[FUNC_ARGS];
	uint16_t	*which = arena_array(rows->arena, rows->count,
			    sizeof *which);
	uint8_t		*open = arena_raw(rows->arena, rows->count);
	bool		 any = true;
	size_t		 k;

	(void)args;
	if (mask == NULL)
		memset(open, 1, rows->count);
	else
		memcpy(open, mask, rows->count);
	for (k = 0; any && k < call->arg_count; k++) {
		from[k] = expr_eval_operand(call->args[k], rows,
		    k == 0 ? mask : open);
		any = take(from[k], which, open, (uint16_t)k, rows->count);
	}
	return expr_eval_choose(&call->type, from, k, which, rows);
}

static bool
type_null_if(struct expr *call, struct place at, struct diags *found,
    struct arena *arena)
{
	if (!func_unify(call, 0, at, found, arena))
		return false;
	call->nullable = true;
	return true;
}

static struct column *
eval_null_if(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct operand	a = { args[0], false }, b = { args[1], false };

	(void)call;
	(void)mask;
	return func_masked(args[0], expr_eval_order(EXPR_EQ, a, b, rows)->b,
	    rows);
}

const struct func func_nulls[] = {
	{
		.name = "coalesce", .family = "nulls",
		.args = "any, any, ...", .gives = "",
		.summary = "The first of the values that is not null.",
		.example = "coalesce(null, 'none')", .result = "none",
		.type = type_first_of, .lazy = true, .eval = eval_first_of,
	}, {
		.name = "if_null", .family = "nulls",
		.args = "any, any", .gives = "",
		.summary = "The first value, or the second where it is null.",
		.example = "if_null(null, 0)", .result = "0",
		.type = type_first_of, .lazy = true, .eval = eval_first_of,
	}, {
		.name = "nullif", .family = "nulls",
		.args = "any, any", .gives = "",
		.summary = "The first value, or null where both are the same.",
		.example = "nullif('n/a', 'n/a') is null", .result = "true",
		.type = type_null_if, .sees_null = true, .eval = eval_null_if,
	}, { 0 }
};

/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"
#include "func_kernel.h"

/* A function over its arguments; null in, null out for most of them. */

/* Where one of the arguments is null; NULL if none is. */
static uint8_t *
gather_nulls(struct column **args, size_t count, struct expr_rows *rows)
{
	uint8_t	*null = NULL;

	for (size_t k = 0; k < count; k++) {
		if (args[k]->null == NULL)
			continue;
		if (null == NULL)
			null = arena_alloc(rows->arena, rows->count);
		for (size_t i = 0; i < rows->count; i++)
			null[i] |= args[k]->null[i];
	}
	return null;
}

/* The rows that are wanted and have no null. */
static uint8_t *
without_nulls(const uint8_t *mask, const uint8_t *null,
    struct expr_rows *rows)
{
	uint8_t	*out = arena_raw(rows->arena, rows->count);

	for (size_t i = 0; i < rows->count; i++)
		out[i] = !null[i] & (mask == NULL || mask[i]);
	return out;
}

struct column *
expr_eval_call(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask)
{
	const struct func	*f = e->func;
	struct column		*args[FUNC_ARGS], *out;
	uint8_t			*null;

	if (f->lazy)
		return f->eval(e, NULL, rows, mask);
	for (size_t k = 0; k < e->arg_count; k++)
		args[k] = expr_eval(e->args[k], rows, mask);
	null = f->sees_null ? NULL : gather_nulls(args, e->arg_count, rows);
	if (null == NULL)
		return f->eval(e, args, rows, mask);
	mask = without_nulls(mask, null, rows);
	if (expr_any(mask, rows->count))
		return func_masked(f->eval(e, args, rows, mask), null, rows);
	out = column_all_null(rows->arena, e->type.kind, rows->count);
	out->scale = e->type.scale;
	return out;
}

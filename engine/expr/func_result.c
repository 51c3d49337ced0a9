/* SPDX-License-Identifier: MIT */
#include "func_kernel.h"

/* Columns that functions give back, and rows they have no answer for. */

struct column *
func_masked(const struct column *c, const uint8_t *null,
    struct expr_rows *rows)
{
	struct column	*out = arena_raw(rows->arena, sizeof *out);

	*out = *c;
	out->null = arena_raw(rows->arena, c->count);
	for (size_t i = 0; i < c->count; i++)
		out->null[i] = null[i] | (c->null != NULL && c->null[i]);
	return out;
}

struct column *
func_as(const struct column *c, enum kind kind, struct expr_rows *rows)
{
	struct column	*out;

	out = arena_raw(rows->arena, sizeof *out);
	*out = *c;
	out->kind = kind;
	return out;
}

struct column *
func_make(const struct expr *call, struct expr_rows *rows)
{
	struct column	*out = column_make(rows->arena, call->type.kind,
			    rows->count);

	out->scale = call->type.scale;
	return out;
}

void
func_refuse(struct column *out, size_t row, struct expr_rows *rows,
    const char *code, const char *sentence)
{
	rejects_add(rows->rejects, (uint32_t)row, code, "%s", sentence);
	column_nulls(out, rows->arena)[row] = 1;
}

void
func_too_long(struct column *out, size_t row, struct expr_rows *rows,
    const uint8_t *mask)
{
	if (mask == NULL || mask[row])
		func_refuse(out, row, rows, "D304",
		    "the text that is made here has more than 1048576 bytes");
}

void
func_regex_limit(struct slice s, size_t row, struct expr_rows *rows)
{
	rejects_add(rows->rejects, (uint32_t)row, "D303",
	    "the regular expression takes too many steps on %s",
	    reject_value(rows->rejects, s));
}

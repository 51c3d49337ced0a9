/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "expr_kernel.h"
#include "func_convert.h"

/* integer(), decimal(), number() of numbers and booleans. */

static void
refuse(const struct column *c, size_t row, struct column *out,
    struct expr_rows *rows)
{
	char		room[COLUMN_ROOM];
	struct slice	s = column_text(c, row, room);

	rejects_add(rows->rejects, (uint32_t)row, "D301",
	    "%.*s does not fit %s", (int)s.len, s.ptr,
	    out->kind == KIND_INTEGER ? "an integer (64 bits)" :
	    "a decimal (38 digits)");
	expr_eval_bad(out, row, rows);
}

static bool
cut_decimal(dec128 v, int scale, int64_t *out)
{
	v /= decimal_power(scale);
	*out = (int64_t)v;
	return v == *out;
}

static bool
cut_double(double v, int64_t *out)
{
	if (!(v >= -0x1p63 && v < 0x1p63))
		return false;
	*out = (int64_t)v;
	return true;
}

static bool
to_integer(const struct column *c, size_t row, int64_t *out)
{
	switch (c->kind) {
	case KIND_BOOLEAN:
		*out = c->b[row];
		return true;
	case KIND_INTEGER:
		*out = c->i[row];
		return true;
	case KIND_DECIMAL:
		return cut_decimal(c->d[row], c->scale, out);
	default:
		return cut_double(c->f[row], out);
	}
}

struct column *
func_convert_integer(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out;

	if (args[0]->kind == KIND_INTEGER)
		return args[0];
	if (kind_is_text(args[0]->kind))
		return func_convert_texts(call, args[0], rows, mask);
	out = func_make(call, rows);
	for (size_t i = 0; i < rows->count; i++) {
		out->i[i] = 0;
		if (expr_wants(mask, i) &&
		    !to_integer(args[0], i, &out->i[i]))
			refuse(args[0], i, out, rows);
	}
	return out;
}

static double
to_number(const struct column *c, size_t row)
{
	switch (c->kind) {
	case KIND_BOOLEAN:
		return c->b[row];
	case KIND_INTEGER:
		return (double)c->i[row];
	default:
		return decimal_double(c->d[row], c->scale);
	}
}

struct column *
func_convert_number(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out;

	if (args[0]->kind == KIND_NUMBER)
		return args[0];
	if (kind_is_text(args[0]->kind))
		return func_convert_texts(call, args[0], rows, mask);
	out = func_make(call, rows);
	for (size_t i = 0; i < rows->count; i++)
		out->f[i] = expr_wants(mask, i) ? to_number(args[0], i) : 0;
	return out;
}

/* Of a double those digits that it takes to tell it from all others. */
static bool
to_decimal(const struct column *c, size_t row, int scale, dec128 *out)
{
	struct column	plain = *c;
	char		room[COLUMN_ROOM];
	struct decimal	d;

	switch (c->kind) {
	case KIND_BOOLEAN:
		return decimal_rescale(c->b[row], 0, scale, out);
	case KIND_INTEGER:
		return decimal_rescale(c->i[row], 0, scale, out);
	case KIND_DECIMAL:
		return decimal_rescale(c->d[row], c->scale, scale, out);
	default:
		plain.raw = NULL;
		if (decimal_parse(column_text(&plain, row, room), &d) !=
		    DECIMAL_OK)
			return *out = 0, fabs(c->f[row]) < 1;
		return decimal_rescale(d.coefficient, d.scale, scale, out);
	}
}

struct column *
func_convert_decimal(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out;

	if (kind_is_text(args[0]->kind))
		return func_convert_texts(call, args[0], rows, mask);
	if (args[0]->kind == KIND_DECIMAL &&
	    args[0]->scale == call->type.scale)
		return args[0];
	out = func_make(call, rows);
	for (size_t i = 0; i < rows->count; i++) {
		out->d[i] = 0;
		if (expr_wants(mask, i) && !to_decimal(args[0], i,
		    out->scale, &out->d[i]))
			refuse(args[0], i, out, rows);
	}
	return out;
}

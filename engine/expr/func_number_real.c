/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "expr_kernel.h"
#include "func_number.h"

/* sqrt, exp, ln, log, power: over doubles, whatever the numbers were. */

static double
value_at(const struct column *c, size_t row)
{
	switch (c->kind) {
	case KIND_INTEGER:
		return (double)c->i[row];
	case KIND_DECIMAL:
		return decimal_double(c->d[row], c->scale);
	default:
		return c->f[row];
	}
}

/* No number comes out: sqrt(-1), ln(0), exp(1000). */
static void
refuse(const struct expr *call, struct column **args, size_t row,
    struct column *out, struct expr_rows *rows)
{
	char		x[COLUMN_ROOM], y[COLUMN_ROOM];
	struct slice	a = column_text(args[0], row, x), b = { "", 0 };

	if (call->arg_count > 1)
		b = column_text(args[1], row, y);
	rejects_add(rows->rejects, (uint32_t)row, "D301",
	    "%s(%.*s%s%.*s) %s", call->func->name, (int)a.len, a.ptr,
	    call->arg_count > 1 ? ", " : "", (int)b.len, b.ptr,
	    out->f[row] > 0 ? "does not fit a number (up to 1.8e308)" :
	    "is not a number");
	out->f[row] = 0;
	expr_eval_bad(out, row, rows);
}

struct maths {
	double	(*one)(double);
	double	(*two)(double, double);
};

static struct column *
compute(struct maths m, const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);
	double		 v;

	for (size_t i = 0; i < rows->count; i++) {
		out->f[i] = 0;
		if (!expr_wants(mask, i))
			continue;
		v = value_at(args[0], i);
		v = call->arg_count > 1 ? m.two(v, value_at(args[1], i)) :
		    m.one(v);
		out->f[i] = v;
		if (!isfinite(v))
			refuse(call, args, i, out, rows);
	}
	return out;
}

struct column *
func_number_sqrt(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	return compute((struct maths){ sqrt, NULL }, call, args, rows, mask);
}

struct column *
func_number_exp(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	return compute((struct maths){ exp, NULL }, call, args, rows, mask);
}

struct column *
func_number_ln(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	return compute((struct maths){ log, NULL }, call, args, rows, mask);
}

/* The bases of which powers are exact get exact logarithms. */
static double
log_to_base(double x, double base)
{
	if (base == 2)
		return log2(x);
	if (base == 10)
		return log10(x);
	return log(x) / log(base);
}

struct column *
func_number_log(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	return compute((struct maths){ log10, log_to_base }, call, args, rows,
	    mask);
}

struct column *
func_number_power(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	return compute((struct maths){ NULL, pow }, call, args, rows, mask);
}

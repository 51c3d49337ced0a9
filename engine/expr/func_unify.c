/* SPDX-License-Identifier: MIT */
#include "func_kernel.h"

/* Several arguments of one type, and arguments that must be literals. */

#define INTEGER_DIGITS 19

static int
larger(int a, int b)
{
	return a > b ? a : b;
}

static void
widen_decimals(const struct type *a, const struct type *b, struct type *out)
{
	const int	whole = larger(a->precision - a->scale,
			    b->precision - b->scale);

	out->kind = KIND_DECIMAL;
	out->scale = larger(a->scale, b->scale);
	out->precision = whole + out->scale;
	if (out->precision > DECIMAL_DIGITS)
		out->precision = DECIMAL_DIGITS;
	out->length = 0;
}

static struct type
as_decimal(const struct type *t)
{
	struct type	d = { KIND_DECIMAL, INTEGER_DIGITS, 0, 0 };

	return t->kind == KIND_DECIMAL ? *t : d;
}

static void
common_number(const struct type *a, const struct type *b, struct type *out)
{
	struct type	x = as_decimal(a), y = as_decimal(b);

	if (a->kind == KIND_NUMBER || b->kind == KIND_NUMBER)
		*out = (struct type){ .kind = KIND_NUMBER };
	else if (a->kind == KIND_INTEGER && b->kind == KIND_INTEGER)
		*out = *a;
	else
		widen_decimals(&x, &y, out);
}

static void
common_text(const struct type *a, const struct type *b, struct type *out)
{
	const enum kind	kind = a->kind == b->kind ? a->kind : KIND_TEXT;
	uint32_t	length = a->length > b->length ? a->length : b->length;

	if (a->length == 0 || b->length == 0)
		length = 0;
	*out = (struct type){ .kind = kind, .length = length };
}

/* The type that both become without loss. */
bool
func_common(const struct type *a, const struct type *b, struct type *out)
{
	if (a->kind == KIND_NULL || b->kind == KIND_NULL)
		*out = a->kind == KIND_NULL ? *b : *a;
	else if (kind_is_numeric(a->kind) && kind_is_numeric(b->kind))
		common_number(a, b, out);
	else if (kind_is_text(a->kind) && kind_is_text(b->kind))
		common_text(a, b, out);
	else if (a->kind == b->kind)
		*out = *a;
	else
		return false;
	return true;
}

bool
func_unify(struct expr *call, size_t first, struct place at,
    struct diags *found, struct arena *arena)
{
	struct type	 common = { .kind = KIND_NULL };
	struct diag	*d;

	for (size_t i = first; i < call->arg_count; i++) {
		if (func_common(&common, &call->args[i]->type, &common))
			continue;
		d = func_wrong(call, call->args[i], "P255", at, found);
		func_say(found, d, "takes values of one kind; this is %s, "
		    "what is before it is %s",
		    type_show(&call->args[i]->type, arena),
		    type_show(&common, arena));
		return false;
	}
	for (size_t i = first; i < call->arg_count; i++)
		func_convert(call, i, &common, arena);
	call->type = common;
	return true;
}

const struct column *
func_literal(const struct expr *call, size_t i)
{
	const struct expr	*e = call->args[i];

	if (e->op != EXPR_LITERAL || e->literal == NULL ||
	    column_is_null(e->literal, 0))
		return NULL;
	return e->literal;
}

const struct column *
func_need_literal(const struct expr *call, size_t i, struct place at,
    struct diags *found)
{
	const struct column	*c = func_literal(call, i);
	struct diag		*d;

	if (c != NULL)
		return c;
	d = func_wrong(call, call->args[i], "P252", at, found);
	func_say(found, d, "needs argument %zu written out, as a literal",
	    i + 1);
	return NULL;
}

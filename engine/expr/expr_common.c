/* SPDX-License-Identifier: MIT */
#include "expr_checker.h"

/* Which kinds go together, and the one type for several. */

#define INTEGER_DIGITS 19

enum expr_family
expr_family(enum kind kind)
{
	switch (kind) {
	case KIND_BOOLEAN:
		return FAMILY_BOOLEAN;
	case KIND_INTEGER:
	case KIND_DECIMAL:
	case KIND_NUMBER:
		return FAMILY_NUMBER;
	case KIND_DATE:
	case KIND_DATETIME:
		return FAMILY_DAY;
	case KIND_DURATION:
		return FAMILY_DURATION;
	case KIND_NULL:
		return FAMILY_NULL;
	default:
		return FAMILY_TEXT;
	}
}

const char *
expr_family_name(enum kind kind)
{
	switch (kind) {
	case KIND_BOOLEAN:
		return "a boolean";
	case KIND_DATE:
		return "a date";
	case KIND_DATETIME:
		return "a datetime";
	case KIND_DURATION:
		return "a length of time";
	case KIND_ID:
		return "an id";
	case KIND_NULL:
		return "null";
	default:
		return kind_is_text(kind) ? "text" : "a number";
	}
}

/* An integer literal has the digits it has. */
struct type
expr_common_decimal(const struct expr *e)
{
	struct type	type = { .kind = KIND_DECIMAL };
	int64_t		value;

	if (e->type.kind == KIND_DECIMAL)
		return e->type;
	type.precision = INTEGER_DIGITS;
	if (!expr_is_integer(e, &value))
		return type;
	type.precision = 1;
	while (value > 9 || value < -9) {
		value /= 10;
		type.precision++;
	}
	return type;
}

static int
larger(int a, int b)
{
	return a > b ? a : b;
}

struct type
expr_common_number(const struct type *a, const struct type *b)
{
	struct type	out = { .kind = KIND_DECIMAL };

	if (a->kind == KIND_NUMBER || b->kind == KIND_NUMBER)
		out.kind = KIND_NUMBER;
	else if (a->kind == KIND_INTEGER && b->kind == KIND_INTEGER)
		out.kind = KIND_INTEGER;
	if (out.kind != KIND_DECIMAL)
		return out;
	out.scale = larger(a->scale, b->scale);
	out.precision = out.scale + larger(
	    (a->kind == KIND_INTEGER ? INTEGER_DIGITS : a->precision) -
	    a->scale,
	    (b->kind == KIND_INTEGER ? INTEGER_DIGITS : b->precision) -
	    b->scale);
	return out;
}

/* Integer literals beside decimals need no 19 digits. */
static struct type
number_of(const struct expr *e, bool decimals)
{
	return decimals && e->type.kind == KIND_INTEGER ?
	    expr_common_decimal(e) : e->type;
}

static void
widen(struct type *have, const struct expr *e, bool decimals)
{
	struct type	type = number_of(e, decimals);

	switch (expr_family(have->kind)) {
	case FAMILY_NUMBER:
		*have = expr_common_number(have, &type);
		break;
	case FAMILY_TEXT:
		if (have->kind != type.kind)
			have->kind = KIND_TEXT;
		if (have->length == 0 || type.length == 0)
			have->length = 0;
		else if (type.length > have->length)
			have->length = type.length;
		break;
	case FAMILY_DAY:
		if (type.kind == KIND_DATE)
			have->kind = KIND_DATE;
		break;
	default:
		break;
	}
}

static bool
has_kind(struct expr **const *places, size_t count, enum kind kind)
{
	for (size_t i = 0; i < count; i++)
		if ((*places[i])->type.kind == kind)
			return true;
	return false;
}

bool
expr_common(struct expr **const *places, size_t count, struct type *out,
    size_t *at)
{
	const bool	decimals = has_kind(places, count, KIND_DECIMAL);
	bool		first = true;

	*out = (struct type){ .kind = KIND_NULL };
	for (*at = 0; *at < count; ++*at) {
		const struct expr *e = *places[*at];

		if (e->type.kind == KIND_NULL)
			continue;
		if (first)
			*out = number_of(e, decimals);
		else if (expr_family(out->kind) != expr_family(e->type.kind))
			return false;
		else
			widen(out, e, decimals);
		first = false;
	}
	return true;
}

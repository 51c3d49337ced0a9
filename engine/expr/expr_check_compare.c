/* SPDX-License-Identifier: MIT */
#include "expr_checker.h"
#include "precept/id.h"

/* = != < between in: what can be compared, and made the same kind for it. */

static const struct type	boolean = { .kind = KIND_BOOLEAN };

static bool
is_test(struct expr *e)
{
	e->type = boolean;
	e->nullable = false;
	return true;
}

static bool
bad_ids(struct checker *c, struct expr **const *places, size_t count)
{
	struct slice	 text;
	struct diag	*d;
	bool		 bad = false;

	for (size_t i = 0; i < count; i++) {
		if (!expr_is_text(*places[i], &text) || id_valid(text))
			continue;
		d = expr_find(c, "P235", *places[i],
		    "%s is no Salesforce id", expr_find_text(c, *places[i]));
		diag_note(c->diags, d, "note", "an id has 15 letters and "
		    "digits, or 18 of which the last three are a checksum");
		bad = true;
	}
	return bad;
}

/* The text kind for the literals: that of the others if they agree. */
static enum kind
text_kind(struct expr **const *places, size_t count)
{
	enum kind	kind = KIND_NULL;

	for (size_t i = 0; i < count; i++) {
		const struct expr *e = *places[i];

		if (e->op == EXPR_LITERAL)
			continue;
		if (e->type.kind == KIND_ID)
			return KIND_ID;
		kind = kind == KIND_NULL || kind == e->type.kind ?
		    e->type.kind : KIND_TEXT;
	}
	return kind == KIND_NULL ? KIND_TEXT : kind;
}

static bool
has_id(struct expr **const *places, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if ((*places[i])->type.kind == KIND_ID)
			return true;
	return false;
}

/* A text column beside an id is compared as it stands: it may be no id. */
static bool
align_texts(struct checker *c, struct expr **const *places, size_t count)
{
	const bool	id = has_id(places, count);
	struct type	type = { .kind = id ? KIND_ID :
			    text_kind(places, count) };

	if (id && bad_ids(c, places, count))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!id || (*places[i])->op == EXPR_LITERAL)
			expr_convert(c, places[i], &type);
	return true;
}

/* All places of one family to one kind; decimals if the digits suffice. */
static bool
align(struct checker *c, struct expr **const *places, size_t count,
    const struct type *type)
{
	if (expr_family(type->kind) == FAMILY_TEXT)
		return align_texts(c, places, count);
	if (type->kind == KIND_NULL)
		return true;
	for (size_t i = 0; i < count; i++) {
		struct type	own = *type;

		if (type->kind == KIND_DECIMAL &&
		    type->precision > DECIMAL_DIGITS)
			own = expr_common_decimal(*places[i]);
		expr_convert(c, places[i], &own);
	}
	return true;
}

/* Two places that do not go together. */
static bool
mismatch(struct checker *c, const struct expr *e, struct expr **a,
    struct expr **b)
{
	struct diag	*d;

	d = expr_find(c, "P224", e, "%s cannot be compared with %s",
	    expr_family_name((*a)->type.kind),
	    expr_family_name((*b)->type.kind));
	expr_find_types(c, d, *a, *b);
	expr_find_remedy(c, d, a, (*b)->type.kind);
	expr_find_remedy(c, d, b, (*a)->type.kind);
	return false;
}

static bool
compare_all(struct checker *c, struct expr **place, bool order)
{
	struct expr	  *e = *place;
	struct expr	***places = arena_array(c->arena, e->arg_count,
			      sizeof *places);
	struct type	   type;
	struct diag	  *d;
	size_t		   i, at;

	for (i = 0; i < e->arg_count; i++)
		places[i] = &e->args[i];
	if (!expr_common(places, e->arg_count, &type, &at)) {
		for (i = 0; (*places[i])->type.kind == KIND_NULL; i++)
			continue;
		return mismatch(c, e->arg_count > 2 ? *places[at] : e,
		    places[i], places[at]);
	}
	if (order && type.kind == KIND_BOOLEAN) {
		d = expr_find(c, "P225", e, "booleans have no order");
		diag_note(c->diags, d, "note",
		    "only = and != compare them");
		return false;
	}
	return align(c, places, e->arg_count, &type) && is_test(e);
}

/* a < null, a between null and 3: never. */
static bool
null_side(struct checker *c, struct expr **place)
{
	struct expr	*e = *place, *test;
	struct diag	*d;

	for (size_t i = 0; i < e->arg_count; i++) {
		if (!expr_is_null(e->args[i]))
			continue;
		d = expr_find(c, "P226", e->args[i],
		    "nothing is smaller or larger than null: this test "
		    "never holds");
		if (i > 0 && e->op != EXPR_BETWEEN) {
			test = expr_new_one(c, EXPR_IS_NULL, e->args[0]);
			expr_find_try(c, d, place, test);
		}
		return true;
	}
	return false;
}

bool
expr_check_compare(struct checker *c, struct expr **place)
{
	const enum expr_op	op = (*place)->op;
	const bool		order = op != EXPR_EQ && op != EXPR_NE;

	if (order && null_side(c, place))
		return false;
	return compare_all(c, place, order);
}

bool
expr_check_between(struct checker *c, struct expr **place)
{
	return !null_side(c, place) && compare_all(c, place, true);
}

/* a in ('x', null): without the null, and asking for it. */
static struct expr *
without_nulls(struct checker *c, const struct expr *e)
{
	const bool	 in = e->op == EXPR_IN;
	struct expr	*list = expr_new_one(c, e->op, NULL);
	struct expr	*null = expr_new_one(c, in ? EXPR_IS_NULL :
			    EXPR_NOT_NULL, e->args[0]);

	list->args = arena_array(c->arena, e->arg_count, sizeof *list->args);
	list->arg_count = 0;
	for (size_t i = 0; i < e->arg_count; i++)
		if (!expr_is_null(e->args[i]))
			list->args[list->arg_count++] = e->args[i];
	if (list->arg_count < 2)
		return null;
	return expr_new_pair(c, in ? EXPR_OR : EXPR_AND, list, null);
}

bool
expr_check_in(struct checker *c, struct expr **place)
{
	struct expr	*e = *place;
	struct diag	*d;

	for (size_t i = 0; i < e->arg_count; i++) {
		if (!expr_is_null(e->args[i]))
			continue;
		d = expr_find(c, "P226", e->args[i], i == 0 ?
		    "null is in no list: this test never holds" :
		    "null in a list is never found");
		if (i > 0)
			expr_find_try(c, d, place, without_nulls(c, e));
		return false;
	}
	return compare_all(c, place, false);
}

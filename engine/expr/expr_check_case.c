/* SPDX-License-Identifier: MIT */
#include "expr_checker.h"

/* case: conditions are conditions, and all branches are of one kind. */

static bool
check_conditions(struct checker *c, struct expr *e)
{
	const struct type	 boolean = { .kind = KIND_BOOLEAN };
	struct diag		*d;

	for (size_t i = 0; i + 1 < e->arg_count; i += 2) {
		if (e->args[i]->type.kind == KIND_NULL)
			expr_convert(c, &e->args[i], &boolean);
		if (e->args[i]->type.kind == KIND_BOOLEAN)
			continue;
		d = expr_find(c, "P223", e->args[i],
		    "'when' takes a condition, not %s",
		    expr_family_name(e->args[i]->type.kind));
		diag_label(c->diags, d, "%s", expr_find_type(c, e->args[i]));
		diag_note(c->diags, d, "note", "case when a = 1 then 'x' end, "
		    "or shorter: case a when 1 then 'x' end");
		return false;
	}
	return true;
}

static bool
mixed(struct checker *c, struct expr **a, struct expr **b)
{
	struct diag	*d;

	d = expr_find(c, "P234", *b, "the branches of a case are of two "
	    "kinds: %s and %s", expr_family_name((*a)->type.kind),
	    expr_family_name((*b)->type.kind));
	expr_find_types(c, d, *a, *b);
	if (kind_is_text((*a)->type.kind) && (*b)->op != EXPR_LITERAL)
		expr_find_try(c, d, b, expr_new_call(c, "text", *b));
	else if (kind_is_text((*b)->type.kind) && (*a)->op != EXPR_LITERAL)
		expr_find_try(c, d, a, expr_new_call(c, "text", *a));
	else if (expr_family((*a)->type.kind) == FAMILY_DAY)
		diag_note(c->diags, d, "note", "to_date() makes a datetime a "
		    "date");
	else {
		expr_find_remedy(c, d, a, (*b)->type.kind);
		expr_find_remedy(c, d, b, (*a)->type.kind);
	}
	return false;
}

/* A literal beside a picklist is any text; a date is no datetime here. */
static bool
is_same_day(struct expr **const *places, size_t count, size_t *first,
    size_t *at)
{
	for (*at = *first + 1; *at < count; ++*at)
		if ((*places[*at])->type.kind != KIND_NULL &&
		    (*places[*at])->type.kind != (*places[*first])->type.kind)
			return false;
	return true;
}

static bool
join_branches(struct checker *c, struct expr *e, struct expr ***places,
    size_t count)
{
	struct type	type;
	size_t		at, first = 0;
	bool		one;

	one = expr_common(places, count, &type, &at);
	while (first < count && (*places[first])->type.kind == KIND_NULL)
		first++;
	if (one && expr_family(type.kind) == FAMILY_DAY)
		one = is_same_day(places, count, &first, &at);
	if (!one)
		return mixed(c, places[first], places[at]);
	if (type.kind == KIND_DECIMAL && type.precision > DECIMAL_DIGITS)
		type.precision = DECIMAL_DIGITS;
	e->type = type;
	for (size_t i = 0; i < count; i++) {
		expr_convert(c, places[i], &type);
		e->nullable = e->nullable || (*places[i])->nullable;
	}
	return true;
}

bool
expr_check_case(struct checker *c, struct expr **place)
{
	struct expr	  *e = *place;
	struct expr	***places;
	size_t		   count = 0;

	if (!check_conditions(c, e))
		return false;
	places = arena_array(c->arena, e->arg_count, sizeof *places);
	for (size_t i = 1; i < e->arg_count; i += 2)
		places[count++] = &e->args[i];
	places[count++] = &e->args[e->arg_count - 1];
	return join_branches(c, e, places, count);
}

/* SPDX-License-Identifier: MIT */
#include "expr_checker.h"
#include "precept/near.h"

/* Calls: to functions, or to what another language calls it. */

static const struct func *
find(const struct checker *c, struct slice name)
{
	const struct func *const	*f = c->scope->funcs;

	for (; f != NULL && *f != NULL; f++)
		if (slice_is_nocase(name, (*f)->name))
			return *f;
	return func_find(name);
}

/*
 * round(a / b, 2) rounds once: the division itself rounds to 2 places. Of
 * two integers there is nothing left to round, which few people mean.
 */
static void
impose_scale(struct checker *c, struct expr *e)
{
	struct expr	*division = e->args[0];
	struct diag	*d;
	int64_t		 places;

	if (division->op != EXPR_DIV || !expr_is_integer(e->args[1], &places) ||
	    places < 0 || places > DECIMAL_DIGITS)
		return;
	if (division->type.kind == KIND_DECIMAL)
		expr_check_scale(division, (int)places);
	if (division->type.kind != KIND_INTEGER || places == 0)
		return;
	d = diag_add(c->diags, DIAG_WARNING, "P236", diag_inside(c->at,
	    (size_t)division->at, (size_t)division->len),
	    "a division of two integers has no places to round");
	expr_find_types(c, d, division->args[0], division->args[1]);
	expr_find_try(c, d, &division->args[0], expr_new_call(c, "decimal",
	    division->args[0]));
}

static void
unknown(struct checker *c, struct expr **place)
{
	struct expr			*e = *place, *other;
	struct near			 near = near_to(e->name);
	const struct func *const	*f = c->scope->funcs;
	struct diag			*d;

	for (; f != NULL && *f != NULL; f++)
		near_try(&near, slice_of((*f)->name));
	for (size_t i = 0; i < func_count(); i++)
		near_try(&near, slice_of(func_at(i)->name));
	d = expr_find(c, "P221", e, "there is no function '%.*s'",
	    (int)(e->name.len < 200 ? e->name.len : 200), e->name.ptr);
	if (expr_foreign(c, d, place) || near.best.ptr == NULL)
		return;
	other = arena_alloc(c->arena, sizeof *other);
	*other = *e;
	other->name = near.best;
	diag_note(c->diags, d, "note", "the nearest is %.*s",
	    (int)near.best.len, near.best.ptr);
	expr_find_try(c, d, place, other);
}

bool
expr_check_call(struct checker *c, struct expr **place)
{
	struct expr	*e = *place;

	e->func = find(c, e->name);
	if (e->func == NULL) {
		if (!expr_foreign_aggregate(c, place))
			unknown(c, place);
		return false;
	}
	if (e->arg_count > FUNC_ARGS) {
		expr_find(c, "P237", e, "%s has %zu arguments, at most %d "
		    "are allowed", e->func->name, e->arg_count, FUNC_ARGS);
		return false;
	}
	if (slice_is(e->name, "round") && e->arg_count == 2)
		impose_scale(c, e);
	return func_type(e, c->at, c->diags, c->arena);
}

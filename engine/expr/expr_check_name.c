/* SPDX-License-Identifier: MIT */
#include "expr_checker.h"
#include "precept/near.h"

/* Names: to slots, or to what was probably meant. */

#define LISTED 8	/* names in a note at the most */

struct search {
	struct near	near;
	struct type	type;		/* of the nearest */
	struct text	list;		/* "a, b, c" */
	size_t		count;
};

static void
try_one(void *arg, const char *name, const struct type *type)
{
	struct search	*s = arg;
	const char	*before = s->near.best.ptr;

	near_try(&s->near, slice_of(name));
	if (s->near.best.ptr != before)
		s->type = *type;
	if (s->count++ < LISTED)
		text_printf(&s->list, "%s%s", s->count > 1 ? ", " : "", name);
}

/* In double quotes the node is longer than its name. */
static bool
is_quoted(const struct expr *e)
{
	return e->len > (int)e->name.len;
}

static bool
is_test(const struct expr *owner)
{
	return owner != NULL && owner->op >= EXPR_EQ &&
	    owner->op <= EXPR_EXCLUDES;
}

/* status = Active, or with a name in double quotes where a text could be. */
static bool
could_be_text(const struct checker *c, struct expr **place)
{
	const struct expr	*owner = c->owner;

	if (is_test(owner) && place != &owner->args[0])
		return kind_is_text(owner->args[0]->type.kind) ||
		    (is_quoted(*place) &&
		    owner->args[0]->type.kind == KIND_NULL);
	return is_quoted(*place) && !is_test(owner);
}

static void
note_names(struct checker *c, struct diag *d, const struct search *s)
{
	if (s->count == 0)
		return;
	diag_note(c->diags, d, "note", "there %s %s%s",
	    s->count == 1 ? "is" : "are", s->list.ptr,
	    s->count > LISTED ? ", and more" : "");
}

static void
unknown(struct checker *c, struct expr **place)
{
	struct expr	*e = *place;
	struct search	 s = { .near = near_to(e->name) };
	const bool	 text = could_be_text(c, place);
	struct diag	*d;

	text_init(&s.list, 1024);
	c->scope->each(c->scope->ctx, try_one, &s);
	d = expr_find(c, "P220", e, "'%.*s' is no %s",
	    (int)(e->name.len < 200 ? e->name.len : 200), e->name.ptr,
	    c->scope->what);
	if (text)
		expr_find_try(c, d, place,
		    expr_literal_text(c->arena, e->name));
	if (s.near.best.ptr != NULL && (!text || kind_is_text(s.type.kind))) {
		diag_note(c->diags, d, "note", "the nearest is %.*s (%s)",
		    (int)s.near.best.len, s.near.best.ptr,
		    type_show(&s.type, c->arena));
		expr_find_try(c, d, place, expr_new_name(c, s.near.best));
	}
	if (d->notes == NULL)
		note_names(c, d, &s);
	text_free(&s.list);
}

bool
expr_check_name(struct checker *c, struct expr **place)
{
	struct expr		*e = *place;
	struct expr_name	 name = { 0 };

	if (!c->scope->find(c->scope->ctx, e->name, &name)) {
		unknown(c, place);
		return false;
	}
	e->slot = name.slot;
	e->type = name.type;
	e->nullable = name.nullable;
	return true;
}

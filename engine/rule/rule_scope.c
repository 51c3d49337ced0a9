/* SPDX-License-Identifier: MIT */
#include "precept/near.h"
#include "rule_make.h"
#include "rule_word.h"

/*
 * Which names an expression may use: show sees the source's fields, filters
 * and maps see Show columns. A name that was found wrong before has slot -1,
 * so that one mistake is told once.
 */

static bool
find_field(void *ctx, struct slice name, struct expr_name *out)
{
	struct build	*b = ctx;
	struct reach	*to;
	int		 slot;

	out->slot = -1;
	if (b->rule->source.schema == NULL)
		return true;
	slot = rule_source_slot(b, name);
	if (slot < 0)
		return false;
	to = &b->reach[slot];
	out->slot = slot;
	out->type = to->field->type;
	out->nullable = to->nullable;
	out->shown = arena_printf(b->make->arena, "%s.%.*s",
	    rule_source_name(b->rule), SHOWN(name));
	return true;
}

static void
each_field(void *ctx, void (*one)(void *, const char *, const struct type *),
    void *arg)
{
	const struct build	*b = ctx;
	const struct schema	*s = b->rule->source.schema;
	size_t			 i;

	for (i = 0; s != NULL && i < s->count; i++)
		one(arg, s->fields[i].name, &s->fields[i].type);
}

bool
rule_scope_has(const struct build *b, struct slice column, size_t *at)
{
	uintptr_t	place = (uintptr_t)map_get(&b->names, column);

	*at = place - 1;
	return place > 0;
}

const struct reach *
rule_scope_reach(const struct build *b, size_t show)
{
	const struct expr	*e = b->rule->shows[show].value.expr;

	return e != NULL && e->op == EXPR_NAME ? &b->reach[e->slot] : NULL;
}

static const char *
shown_as(const struct build *b, size_t show)
{
	const struct expr	*e = b->rule->shows[show].value.expr;

	if (e->op != EXPR_NAME)
		return b->rule->shows[show].name;
	return arena_printf(b->make->arena, "%s.%s",
	    rule_source_name(b->rule), b->rule->source.fields[e->slot].path);
}

static bool
find_column(void *ctx, struct slice name, struct expr_name *out)
{
	const struct build	*b = ctx;
	const struct expr	*e;
	size_t			 at;

	if (!rule_scope_has(b, name, &at))
		return false;
	e = b->rule->shows[at].value.expr;
	out->slot = -1;
	if (e == NULL)
		return true;
	out->slot = (int)at;
	out->type = e->type;
	out->nullable = e->nullable && !b->kept[at];
	out->shown = shown_as(b, at);
	return true;
}

static void
each_column(void *ctx, void (*one)(void *, const char *,
    const struct type *), void *arg)
{
	const struct build	*b = ctx;
	const struct show	*s = b->rule->shows;
	size_t			 i;

	for (i = 0; i < b->rule->show_count; i++)
		if (!s[i].hidden && s[i].value.expr != NULL)
			one(arg, s[i].name, &s[i].value.expr->type);
}

struct expr_scope
rule_scope(struct build *b, int names)
{
	bool	source = names == NAMES_SOURCE;

	return (struct expr_scope){
		.find = source ? find_field : find_column,
		.each = source ? each_field : each_column,
		.ctx = b,
		.what = source ? "field" : "Show column",
		.funcs = b->make->funcs
	};
}

/* The column that shows this very field under a name of its own. */
static const char *
column_of(const struct build *b, struct slice path)
{
	const struct expr	*e;
	size_t			 i;

	for (i = 0; i < b->rule->show_count; i++) {
		e = b->rule->shows[i].value.expr;
		if (!b->rule->shows[i].hidden && e != NULL &&
		    e->op == EXPR_NAME && slice_is(path,
		    b->rule->source.fields[e->slot].path))
			return b->rule->shows[i].name;
	}
	return NULL;
}

/* It is there, but only Show columns can be used here. */
static void
found_hidden(struct build *b, struct slice name, struct place at)
{
	struct diags	*ds = b->make->diags;
	struct diag	*d;
	const char	*column = column_of(b, name);

	d = diag_add(ds, DIAG_ERROR, "P110", at,
	    "only Show columns can be used here");
	diag_label(ds, d, "%s.%.*s is not one of them",
	    rule_source_name(b->rule), SHOWN(name));
	if (column != NULL)
		diag_note(ds, d, "try", "%s      -- the Show column of it",
		    column);
	else
		diag_note(ds, d, "try", "show = { ..., \"%.*s\" }",
		    SHOWN(name));
}

static void
found_no_column(struct build *b, struct slice name, struct place at)
{
	struct near	 near = near_to(name);
	struct diags	*ds = b->make->diags;
	struct diag	*d;
	size_t		 i;

	for (i = 0; i < b->rule->show_count; i++)
		if (!b->rule->shows[i].hidden)
			near_try(&near, slice_of(b->rule->shows[i].name));
	d = diag_add(ds, DIAG_ERROR, "P109", at,
	    "there is no Show column '%.*s'", SHOWN(name));
	if (near.best.ptr != NULL)
		diag_label(ds, d, "did you mean '%.*s'?", SHOWN(near.best));
}

void
rule_scope_unknown(struct build *b, int names, struct slice name,
    struct place at)
{
	const struct schema	*schema = b->rule->source.schema;
	struct reach		 to;

	if (names == NAMES_SOURCE)
		rule_object_no_field(b->make, schema, name, at);
	else if (schema != NULL && rule_object_reach(b->make, schema, name,
	    &to))
		found_hidden(b, name, at);
	else
		found_no_column(b, name, at);
}

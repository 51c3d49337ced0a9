/* SPDX-License-Identifier: MIT */
#include "rule_make.h"
#include "rule_take.h"
#include "rule_word.h"

/* Conditions over Show columns, of a rule or of one action. */

static void
found_no_condition(struct build *b, const struct phrase *p)
{
	struct diags	*ds = b->make->diags;
	struct diag	*d;

	d = diag_add(ds, DIAG_ERROR, "P112", p->at,
	    "a filter is a condition, and this is none");
	diag_label(ds, d, "this is %s", rule_word_type(b->make->arena,
	    &p->expr->type));
	if (p->expr->op == EXPR_NAME)
		diag_note(ds, d, "try", "%.*s is not null", SHOWN(p->text));
}

struct look {
	struct build		*build;
	const struct phrase	*phrase;
};

/* The source cannot do it: all records are fetched, and dropped here. What
 * an action filters is never asked of the source. */
static void
look_at(void *arg, const struct expr *e)
{
	const struct look	*l = arg;
	const struct reach	*to = rule_scope_reach(l->build,
				    (size_t)e->slot);
	struct diags		*ds = l->build->make->diags;
	struct diag		*d;

	if (to == NULL || (to->field->flags & FIELD_FILTERABLE))
		return;
	d = diag_add(ds, DIAG_WARNING, "P113", diag_inside(l->phrase->at,
	    (size_t)e->at, (size_t)e->len),
	    "%s cannot filter by %s, so every record is fetched first",
	    to->schema->connection, to->field->name);
	diag_label(ds, d, "%s.%s.%s is %s and not filterable",
	    to->schema->connection, to->schema->object, to->field->name,
	    rule_word_type(l->build->make->arena, &to->field->type));
}

static void
add_filter(struct build *b, const struct decl *d, struct phrase *list,
    size_t *count)
{
	struct phrase	*p = &list[*count];
	struct look	 look = { b, p };

	if (!rule_phrase_read(b->make, d, p) ||
	    !rule_phrase_check(b, p, NAMES_SHOW, NULL))
		return;
	if (p->expr->type.kind != KIND_BOOLEAN) {
		found_no_condition(b, p);
		expr_forget(p->expr);
		return;
	}
	if (b->rule->source.kind == SOURCE_OBJECT && b->rule->actions == NULL)
		rule_phrase_names(p->expr, look_at, &look);
	(*count)++;
}

void
rule_filter_make(struct build *b, const struct decl *body,
    struct phrase **filters, size_t *count)
{
	const struct decl	*d = decl_get(body, "filters");
	size_t			 items = d == NULL ? 0 :
				    d->kind == DECL_TABLE ? d->count : 1;
	struct phrase		*list;
	size_t			 i;

	list = arena_array(b->make->arena, *count + items + 1, sizeof *list);
	if (*count > 0)
		memcpy(list, *filters, *count * sizeof *list);
	*filters = list;
	if (d == NULL)
		return;
	if (d->kind == DECL_TEXT)
		add_filter(b, d, list, count);
	else if (d->kind != DECL_TABLE)
		rule_take_wrong(b->make, "filters",
		    "a condition as text, or a list of them", d);
	for (i = 0; d->kind == DECL_TABLE && i < d->count; i++)
		add_filter(b, d->entries[i].value, list, count);
}

static const struct expr *
bare(const struct expr *e)
{
	while (e->op == EXPR_CONVERT && e->arg_count == 1)
		e = e->args[0];
	return e;
}

static bool
is_value(const struct expr *e)
{
	e = bare(e);
	return e->op == EXPR_RULE_DATE || (e->op == EXPR_LITERAL &&
	    e->literal != NULL && !column_is_null(e->literal, 0));
}

/* A condition that is false for null keeps its column from null. */
static void
keep(struct build *b, const struct expr *e)
{
	const struct expr	*name;
	size_t			 i;

	for (i = 0; e->op == EXPR_AND && i < e->arg_count; i++)
		if (e->args[i]->op != EXPR_AND)
			keep(b, e->args[i]);
	if (e->arg_count == 0)
		return;
	name = bare(e->args[0]);
	switch (e->op) {
	case EXPR_EQ:
		if (!is_value(e->args[1]))
			return;
		break;
	case EXPR_NOT_NULL: case EXPR_LT: case EXPR_LE: case EXPR_GT:
	case EXPR_GE: case EXPR_BETWEEN: case EXPR_LIKE: case EXPR_CONTAINS:
	case EXPR_STARTS: case EXPR_ENDS: case EXPR_MATCHES:
	case EXPR_INCLUDES:
		break;
	default:
		return;
	}
	if (name->op == EXPR_NAME)
		b->kept[name->slot] = true;
}

void
rule_filter_keeps(struct build *b, const struct phrase *filters, size_t count)
{
	size_t	i;

	for (i = 0; i < count; i++)
		keep(b, filters[i].expr);
}

/* SPDX-License-Identifier: MIT */
#include "precept/convert.h"
#include "precept/near.h"
#include "rule_parts.h"
#include "rule_word.h"

/*
 * What is written down needs no row to be checked: literals, also those that
 * a `case` or coalesce() may give.
 */

struct literal {
	struct build		*build;
	const struct action	*action;
	const struct mapping	*map;
	bool			 found;
};

static void
note_target(struct build *b, struct diag *d, const struct action *a,
    const struct field *f)
{
	diag_note(b->make->diags, d, "target", "%s is %s",
	    rule_word_target(b->make->arena, a, f),
	    rule_word_type(b->make->arena, &f->type));
}

static void
found_no_value(struct build *b, const struct action *a,
    const struct field *f, struct slice value, struct place at)
{
	struct near	 near = near_to(value);
	struct diags	*ds = b->make->diags;
	struct diag	*d;
	size_t		 i;

	for (i = 0; f->values[i] != NULL; i++)
		near_try(&near, slice_of(f->values[i]));
	d = diag_add(ds, DIAG_ERROR, "P116", at,
	    "'%.*s' is no value of %s", SHOWN(value),
	    rule_word_target(b->make->arena, a, f));
	if (near.best.ptr != NULL)
		diag_label(ds, d, "did you mean '%.*s'?", SHOWN(near.best));
	if (f->values[0] != NULL && i <= 20)
		diag_note(ds, d, "note", "it takes %s",
		    rule_word_list(b->make->arena, f->values));
}

bool
rule_literal_has(const struct field *f, struct slice value)
{
	size_t	i;

	for (i = 0; f->values[i] != NULL; i++)
		if (slice_is(value, f->values[i]))
			return true;
	return false;
}

/* Every part of `a;b` for a multi-select picklist, else the whole. */
bool
rule_literal_value(struct build *b, const struct action *a,
    const struct mapping *m, struct slice text, struct place at)
{
	const struct field	*f = m->field;
	bool			 found = false;

	if (!(f->flags & FIELD_RESTRICTED) || f->values == NULL)
		return false;
	while (text.len > 0) {
		const char	*end = f->type.kind != KIND_MULTI ? NULL :
				    memchr(text.ptr, ';', text.len);
		struct slice	 part = { text.ptr, end == NULL ? text.len :
				    (size_t)(end - text.ptr) };

		if (!rule_literal_has(f, part)) {
			found_no_value(b, a, f, part, at);
			found = true;
		}
		if (end == NULL)
			break;
		text = (struct slice){ end + 1, text.len - part.len - 1 };
	}
	return found;
}

static void
found_unfit(struct literal *l, const struct reject *why, struct place at)
{
	struct diags	*ds = l->build->make->diags;
	bool		 length = strcmp(why->code, "D204") == 0;
	struct diag	*d;

	d = diag_add(ds, DIAG_ERROR, length ? "P115" : "P117", at,
	    "%s", why->text);
	note_target(l->build, d, l->action, l->map->field);
	l->found = true;
}

static void
check_literal(struct literal *l, const struct expr *e)
{
	const struct type	*to = &l->map->field->type;
	struct place		 at = diag_inside(l->map->value.at,
				    (size_t)e->at, (size_t)e->len);
	struct arena		*arena = l->build->make->arena;
	struct rejects		 rejects;
	char			 room[COLUMN_ROOM];

	if (e->literal == NULL || column_is_null(e->literal, 0))
		return;
	rejects_init(&rejects, arena, 1);
	convert_column(e->literal, to, NULL, arena, &rejects);
	if (rejects.count > 0)
		found_unfit(l, &rejects.items[0], at);
	else if (rule_literal_value(l->build, l->action, l->map,
	    column_text(e->literal, 0, room), at))
		l->found = true;
}

static bool
is_call(const struct expr *e, const char *name)
{
	return e->op == EXPR_CALL && slice_is(e->name, name);
}

/* The values that an expression may give, as far as they are literals. */
static void
check_results(struct literal *l, const struct expr *e, int depth)
{
	size_t	i;

	if (depth > EXPR_DEPTH)
		return;
	if (e->op == EXPR_LITERAL)
		check_literal(l, e);
	else if (e->op == EXPR_CONVERT)
		check_results(l, e->args[0], depth + 1);
	else if (is_call(e, "coalesce") || is_call(e, "if_null"))
		for (i = 0; i < e->arg_count; i++)
			check_results(l, e->args[i], depth + 1);
	else if (e->op == EXPR_CASE)
		for (i = 0; i < e->arg_count; i++)
			if (i % 2 == 1 || i + 1 == e->arg_count)
				check_results(l, e->args[i], depth + 1);
}

bool
rule_literal_check(struct build *b, const struct action *a,
    const struct mapping *m)
{
	struct literal	l = { b, a, m, false };

	check_results(&l, m->value.expr, 0);
	return l.found;
}

/* SPDX-License-Identifier: MIT */
#include "precept/convert.h"
#include "rule_parts.h"
#include "rule_word.h"

/* Does what is mapped fit the target: P104, with what to write instead. */

struct doubt {
	struct build		*build;
	const struct action	*action;
	const struct mapping	*map;
	const struct type	*from, *to;
	struct diag		*diag;
};

/* "salesforce.Account.Band__c is picklist (text, 40)". */
static void
label_source(struct doubt *t)
{
	const struct build	*b = t->build;
	struct diags		*ds = b->make->diags;
	const struct expr	*e = t->map->value.expr;
	const char		*type = rule_word_type(b->make->arena, t->from);
	const struct show	*s;
	const struct expr	*field;

	if (e->op != EXPR_NAME) {
		diag_label(ds, t->diag, "this is %s", type);
		return;
	}
	s = &b->rule->shows[e->slot];
	field = s->value.expr;
	if (field->op != EXPR_NAME) {
		diag_label(ds, t->diag, "%s is %s", s->name, type);
		diag_note(ds, t->diag, "source", "%s = \"%.*s\" in line %d",
		    s->name, SHOWN(s->value.text), s->value.at.line);
		return;
	}
	diag_label(ds, t->diag, "%s.%s is %s", rule_source_name(b->rule),
	    b->rule->source.fields[field->slot].path, type);
	if (!slice_is(field->name, s->name))
		diag_note(ds, t->diag, "source", "%s = \"%.*s\" in line %d",
		    s->name, SHOWN(s->value.text), s->value.at.line);
}

static void
note_target(struct doubt *t)
{
	struct arena	*arena = t->build->make->arena;

	diag_note(t->build->make->diags, t->diag, "target", "%s is %s",
	    rule_word_target(arena, t->action, t->map->field),
	    rule_word_type(arena, t->to));
}

/* What to write, then from a tab stop on why. */
static void
note_try(struct doubt *t, const char *text, const char *why)
{
	int	len = (int)strlen(text), to = len + 6;

	while (to % 8 != 7)
		to++;
	diag_note(t->build->make->diags, t->diag, "try", "%s%*s%s", text,
	    to - len, "", why);
}

/* A function's %s becomes the expression. */
static const char *
put_in(struct arena *arena, const char *function, struct slice text)
{
	const char	*hole = strstr(function, "%s");

	return arena_printf(arena, "%.*s%.*s%s", (int)(hole - function),
	    function, SHOWN(text), hole + 2);
}

static void
try_function(struct doubt *t, const char *function, const char *why)
{
	struct arena	*arena = t->build->make->arena;
	const char	*text;

	if (function == NULL)
		return;
	text = put_in(arena, function, t->map->value.text);
	if (!rule_phrase_fits(t->build, text, t->to))
		return;
	if (kind_is_text(t->from->kind) &&
	    rule_word_rejected(t->to->kind)[0] != '\0')
		why = rule_word_rejected(t->to->kind);
	note_try(t, text, arena_printf(arena, "-- %s", why));
}

static void
try_nearest(struct doubt *t)
{
	struct arena	*arena = t->build->make->arena;
	const char	*word = rule_word_field(t->to->kind);
	const char	*column = rule_alike_column(t->build, t->map->field);
	const char	*field;

	word = strchr(word, ' ') + 1;
	if (column != NULL) {
		note_try(t, column, arena_printf(arena, "(the nearest %s)",
		    word));
		return;
	}
	field = rule_alike_field(t->build, t->map->field);
	if (field != NULL)
		note_try(t, field, arena_printf(arena,
		    "(the nearest %s, once show has it)", word));
}

/* date '2026-03-01' is what '2026-03-01' was meant to be. */
static void
try_date(struct doubt *t)
{
	const struct expr	*e = t->map->value.expr;
	const char		*text;

	if (e->op != EXPR_LITERAL || !kind_is_text(t->from->kind))
		return;
	text = arena_printf(t->build->make->arena, "date %.*s",
	    SHOWN(t->map->value.text));
	if (t->to->kind == KIND_DATE &&
	    rule_phrase_fits(t->build, text, t->to))
		note_try(t, text, "-- a date");
}

static void
found_unlike(struct doubt *t, const char *why, const char *function)
{
	struct diags	*ds = t->build->make->diags;
	struct arena	*arena = t->build->make->arena;
	const char	*from = rule_word_value(t->from->kind);

	if (kind_is_numeric(t->from->kind) && kind_is_numeric(t->to->kind))
		t->diag = diag_add(ds, DIAG_ERROR, "P104", t->map->value.at,
		    "%s does not go into %s as it is: %s",
		    rule_word_type(arena, t->from),
		    rule_word_type(arena, t->to), why);
	else
		t->diag = diag_add(ds, DIAG_ERROR, "P104", t->map->value.at,
		    "%s cannot go into %s", from,
		    rule_word_field(t->to->kind));
	label_source(t);
	note_target(t);
	try_date(t);
	try_function(t, function, why);
	try_nearest(t);
}

static void
found_longer(struct doubt *t)
{
	struct diags	*ds = t->build->make->diags;

	t->diag = diag_add(ds, DIAG_WARNING, "P114", t->map->value.at,
	    "rows with more than %u characters will be rejected",
	    t->to->length);
	label_source(t);
	note_target(t);
	try_function(t, arena_printf(t->build->make->arena, "left(%%s, %u)",
	    t->to->length), "what is longer is cut");
}

/* Values that the source may have and the target will not take. */
static void
check_values(struct doubt *t)
{
	const struct expr	*e = t->map->value.expr;
	const struct field	*to = t->map->field;
	const struct reach	*from = e->op != EXPR_NAME ? NULL :
				    rule_scope_reach(t->build,
				    (size_t)e->slot);
	const char		*missing = NULL;
	size_t			 i;

	if (from == NULL || from->field->values == NULL ||
	    to->values == NULL || !(to->flags & FIELD_RESTRICTED))
		return;
	for (i = 0; from->field->values[i] != NULL; i++)
		if (!rule_literal_has(to, slice_of(from->field->values[i])))
			missing = arena_printf(t->build->make->arena,
			    "%s%s'%s'", missing == NULL ? "" : missing,
			    missing == NULL ? "" : ", ",
			    from->field->values[i]);
	if (missing == NULL)
		return;
	t->diag = diag_add(t->build->make->diags, DIAG_WARNING, "P149",
	    t->map->value.at, "%s takes no %s: such rows will be rejected",
	    rule_word_target(t->build->make->arena, t->action, to), missing);
	label_source(t);
}

void
rule_convert_check(struct build *b, const struct action *a,
    const struct mapping *m)
{
	const struct type	*to = &m->field->type;
	const struct type	*from = &m->value.expr->type;
	struct doubt		 t = { b, a, m, from, to, NULL };
	const char		*why = "", *function = NULL;
	enum convert_how	 how = convert_how(t.from, to, &why, &function);
	bool			 number = m->value.expr->op == EXPR_LITERAL &&
				    kind_is_numeric(t.from->kind) &&
				    kind_is_numeric(to->kind);

	if (how > CONVERT_CHECKED && !number) {
		found_unlike(&t, why == NULL ? "" : why, function);
		return;
	}
	if (rule_literal_check(b, a, m))
		return;
	if (kind_is_text(t.from->kind) && kind_is_text(to->kind) &&
	    to->length > 0 && t.from->length > to->length)
		found_longer(&t);
	check_values(&t);
}

/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "precept/convert.h"
#include "rule_make.h"
#include "rule_take.h"

/* Texts of a rule to checked expressions. */

#define DEPTH (2 * EXPR_DEPTH)	/* of a tree: nothing deeper is made */

/* `map = { Score__c = 5 }`: a plain value is the expression it looks like. */
static const char *
plain_text(struct arena *arena, const struct decl *d)
{
	char	*out;

	switch (d->kind) {
	case DECL_TEXT:
		return arena_text(arena, d->text);
	case DECL_BOOLEAN:
		return d->boolean ? "true" : "false";
	case DECL_INTEGER:
		return arena_printf(arena, "%lld", (long long)d->integer);
	case DECL_NUMBER:
		out = arena_printf(arena, "%.15g", d->number);
		return strtod(out, NULL) == d->number ? out :
		    arena_printf(arena, "%.17g", d->number);
	default:
		return NULL;
	}
}

const char *
rule_phrase_plain(struct make *m, const struct decl *d)
{
	return plain_text(m->arena, d);
}

bool
rule_phrase_read(struct make *m, const struct decl *d, struct phrase *p)
{
	const char	*text = plain_text(m->arena, d);

	*p = (struct phrase){ .at = d->at };
	if (text == NULL) {
		if (d->kind != DECL_WORD)
			diag_add(m->diags, DIAG_ERROR, "P101", d->at,
			    "an expression is text, not %s",
			    decl_kind_text(d));
		return false;
	}
	p->text = d->kind == DECL_TEXT ? d->text : slice_of(text);
	p->expr = expr_parse(p->text, p->at, m->diags->arena, m->diags);
	return p->expr != NULL;
}

static void
walk(const struct expr *e, void (*one)(void *, const struct expr *),
    void *arg, int depth)
{
	size_t	i;

	if (e->op == EXPR_NAME)
		one(arg, e);
	for (i = 0; i < e->arg_count && depth < DEPTH; i++)
		walk(e->args[i], one, arg, depth + 1);
}

void
rule_phrase_names(const struct expr *e,
    void (*one)(void *, const struct expr *), void *arg)
{
	if (e != NULL)
		walk(e, one, arg, 0);
}

/* Names first: what is unknown or was wrong before spoils the rest. */
struct look {
	struct build		*build;
	int			 names;
	struct place		 at;
	bool			 quiet, spoilt;
};

static void
look_at(void *arg, const struct expr *e)
{
	struct look		*l = arg;
	struct expr_scope	 scope = rule_scope(l->build, l->names);
	struct expr_name	 name = { 0 };

	if (scope.find(scope.ctx, e->name, &name)) {
		if (name.slot < 0)
			l->spoilt = true;
		return;
	}
	l->spoilt = true;
	if (!l->quiet)
		rule_scope_unknown(l->build, l->names, e->name,
		    diag_inside(l->at, (size_t)e->at, (size_t)e->len));
}

bool
rule_phrase_check(struct build *b, struct phrase *p, int names,
    const struct type *want)
{
	struct expr_scope	scope = rule_scope(b, names);
	struct look		look = { b, names, p->at, false, false };

	if (p->expr == NULL)
		return false;
	rule_phrase_names(p->expr, look_at, &look);
	if (!look.spoilt && expr_check(&p->expr, &scope, want, p->at,
	    b->make->diags))
		return true;
	expr_forget(p->expr);
	p->expr = NULL;
	return false;
}

bool
rule_phrase_fits(struct build *b, const char *text, const struct type *to)
{
	struct arena		*arena = arena_new();
	struct diags		 found;
	struct place		 at = { 0 };
	struct expr_scope	 scope = rule_scope(b, NAMES_SHOW);
	struct look		 look = { b, NAMES_SHOW, at, true, false };
	struct expr		*e;
	const char		*why, *function;
	bool			 ok = false;

	diags_init(&found, arena);
	e = expr_parse(slice_of(text), at, arena, &found);
	rule_phrase_names(e, look_at, &look);
	if (e != NULL && !look.spoilt) {
		ok = expr_check(&e, &scope, to, at, &found) &&
		    convert_how(&e->type, to, &why, &function) <=
		    CONVERT_CHECKED;
		expr_forget(e);
	}
	arena_free(arena);
	return ok;
}

/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "expr_checker.h"
#include "expr_parser.h"

/* Findings of the check: two-sided, with corrections to paste. */

#define SHOWN 60	/* bytes of an expression inside a sentence */

struct diag *
expr_find(struct checker *c, const char *code, const struct expr *e,
    const char *format, ...)
{
	char	*sentence;
	va_list	 ap, again;
	int	 size;

	va_start(ap, format);
	va_copy(again, ap);
	size = vsnprintf(NULL, 0, format, ap) + 1;
	sentence = arena_raw(c->arena, (size_t)size);
	vsnprintf(sentence, (size_t)size, format, again);
	va_end(again);
	va_end(ap);
	return diag_add(c->diags, DIAG_ERROR, code, diag_inside(c->at,
	    (size_t)e->at, (size_t)e->len), "%s", sentence);
}

static const char *
shown(struct checker *c, const struct expr *e)
{
	struct text	 out;
	const char	*copy;

	text_init(&out, EXPR_LENGTH * 4);
	expr_show(e, &out);
	copy = arena_text(c->arena, (struct slice){ out.ptr, out.len });
	text_free(&out);
	return copy;
}

const char *
expr_find_text(struct checker *c, const struct expr *e)
{
	const char	*s = shown(c, e);
	size_t		 n = SHOWN;

	if (strlen(s) <= SHOWN)
		return s;
	while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return arena_printf(c->arena, "%.*s...", (int)n, s);
}

const char *
expr_find_type(struct checker *c, const struct expr *e)
{
	struct expr_name	 name;
	const char		*what;

	while (e->op == EXPR_CONVERT)
		e = e->args[0];
	what = e->op == EXPR_LITERAL ? kind_name(e->type.kind) :
	    type_show(&e->type, c->arena);
	if (e->op == EXPR_NAME && c->scope->find(c->scope->ctx, e->name,
	    &name) && name.shown != NULL)
		return arena_printf(c->arena, "%s is %s", name.shown, what);
	return arena_printf(c->arena, "%s is %s", expr_find_text(c, e), what);
}

void
expr_find_types(struct checker *c, struct diag *d, const struct expr *a,
    const struct expr *b)
{
	diag_label(c->diags, d, "%s, %s", expr_find_type(c, a),
	    expr_find_type(c, b));
}

void
expr_find_try(struct checker *c, struct diag *d, struct expr **place,
    struct expr *instead)
{
	struct expr	*old = *place;
	const char	*all;

	*place = instead;
	all = shown(c, *c->root);
	*place = old;
	if (strlen(all) > EXPR_TRY)
		all = shown(c, instead);
	diag_note(c->diags, d, "try", "%s", all);
}

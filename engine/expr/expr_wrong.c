/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "expr_parser.h"

/* Findings of the lexer and the parser, and corrections to paste. */

struct diag *
expr_wrong(struct parser *p, const char *code, size_t at, size_t len,
    const char *format, ...)
{
	char	*sentence;
	va_list	 ap, again;
	int	 size;

	p->failed = true;
	va_start(ap, format);
	va_copy(again, ap);
	size = vsnprintf(NULL, 0, format, ap) + 1;
	sentence = arena_raw(p->arena, (size_t)size);
	vsnprintf(sentence, (size_t)size, format, again);
	va_end(again);
	va_end(ap);
	return diag_add(p->diags, DIAG_ERROR, code,
	    diag_inside(p->at, at, len), "%s", sentence);
}

/* Blanks around a word that would run into its neighbours are the caller's. */
void
expr_wrong_try(struct parser *p, struct diag *d, size_t at, size_t len,
    const char *fix)
{
	struct slice	before = { p->text.ptr, at };
	struct slice	after = { p->text.ptr + at + len,
			    p->text.len - at - len };

	if (before.len + strlen(fix) + after.len > EXPR_TRY)
		diag_note(p->diags, d, "try", "%s", fix);
	else
		diag_note(p->diags, d, "try", "%.*s%s%.*s", (int)before.len,
		    before.ptr, fix, (int)after.len, after.ptr);
}

const char *
expr_wrong_word(struct parser *p, const struct token *t)
{
	if (t->kind == TOKEN_END)
		return "the end";
	if (t->kind == TOKEN_TEXT && t->len < 40)
		return arena_printf(p->arena, "%.*s", t->len,
		    p->text.ptr + t->at);
	return arena_printf(p->arena, "'%.*s%s'", t->len < 40 ? t->len : 40,
	    p->text.ptr + t->at, t->len < 40 ? "" : "...");
}

struct slice
expr_wrong_piece(struct parser *p, const struct token *from,
    const struct token *to)
{
	return (struct slice){ p->text.ptr + from->at,
	    (size_t)(to->at + to->len - from->at) };
}

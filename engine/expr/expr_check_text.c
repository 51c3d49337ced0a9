/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "expr_checker.h"
#include "precept/regex.h"
#include "precept/utf8.h"

/* like contains starts ends matches includes excludes, and ||. */

static const char	*const words[EXPR_OP_COUNT] = {
#define X(name, text, strength) [EXPR_##name] = text,
	EXPR_OPS(X)
#undef X
};

static bool
is_test(struct expr *e)
{
	e->type = (struct type){ .kind = KIND_BOOLEAN };
	e->nullable = false;
	return true;
}

/* 10 beside contains is '10', visitors is text(visitors). */
static struct expr *
as_text(struct checker *c, struct expr *e)
{
	struct text	 out;
	struct expr	*text;

	if (e->op != EXPR_LITERAL)
		return expr_new_call(c, "text", e);
	text_init(&out, 1024);
	expr_show(e, &out);
	text = expr_literal_text(c->arena, (struct slice){
	    arena_text(c->arena, (struct slice){ out.ptr, out.len }),
	    out.len });
	text_free(&out);
	return text;
}

/* Null patterns and what is no text. true: all are texts. */
static bool
are_texts(struct checker *c, struct expr *e)
{
	struct diag	*d;

	for (size_t i = 0; i < e->arg_count; i++) {
		if (expr_is_null(e->args[i])) {
			expr_find(c, "P226", e->args[i],
			    "'%s' never holds for null", words[e->op]);
			return false;
		}
		if (kind_is_text(e->args[i]->type.kind) ||
		    e->args[i]->type.kind == KIND_NULL)
			continue;
		d = expr_find(c, "P230", e, "'%s' takes text, not %s",
		    words[e->op], expr_family_name(e->args[i]->type.kind));
		diag_label(c->diags, d, "%s", expr_find_type(c, e->args[i]));
		expr_find_try(c, d, &e->args[i], as_text(c, e->args[i]));
		return false;
	}
	return true;
}

bool
expr_check_text(struct checker *c, struct expr **place)
{
	return are_texts(c, *place) && is_test(*place);
}

/* Where character n of a literal stands, behind its quote. */
static size_t
place_of(struct slice text, size_t n)
{
	size_t	end = n == 0 ? 0 : utf8_at(text, n - 1), at = 1;

	for (size_t i = 0; i < end; i++)
		at += text.ptr[i] == '\'' ? 2 : 1;
	return at;
}

/* "at character 7: ..." points there. */
static bool
bad_pattern(struct checker *c, const struct expr *e, struct slice text,
    const struct err *err)
{
	static const char	 before[] = "at character ";
	const char		*why = err->text;
	struct expr		 spot = *e;
	char			*end;
	size_t			 n;

	if (strncmp(why, before, sizeof before - 1) == 0) {
		n = strtoul(why + sizeof before - 1, &end, 10);
		spot.at += (int)place_of(text, n);
		spot.len = 1;
		if (spot.at >= e->at + e->len)
			spot.at = e->at + e->len - 1;
		if (*end == ':')
			why = end + 2;
	}
	expr_find(c, "P232", &spot, "this is no regular expression: %s", why);
	return false;
}

bool
expr_check_matches(struct checker *c, struct expr **place)
{
	struct expr	*e = *place, *pattern = e->args[1];
	struct err	 err = { 0 };
	struct slice	 text;
	struct diag	*d;

	if (!are_texts(c, e))
		return false;
	if (!expr_is_text(pattern, &text)) {
		d = expr_find(c, "P231", pattern,
		    "the pattern of 'matches' has to be written out");
		diag_note(c->diags, d, "note", "a regular expression is "
		    "compiled once, before any row is read; 'contains' and "
		    "'starts with' take any text");
		return false;
	}
	if (e->regex == NULL && (e->regex = regex_compile(text, &err)) == NULL)
		return bad_pattern(c, pattern, text, &err);
	return is_test(e);
}

bool
expr_check_includes(struct checker *c, struct expr **place)
{
	struct expr	*e = *place;
	struct slice	 text;
	struct diag	*d;

	if (!are_texts(c, e))
		return false;
	if (e->args[0]->type.kind == KIND_ID) {
		d = expr_find(c, "P233", e->args[0],
		    "'%s' takes a multi-select picklist, not an id",
		    words[e->op]);
		diag_label(c->diags, d, "%s", expr_find_type(c, e->args[0]));
		return false;
	}
	for (size_t i = 1; i < e->arg_count; i++) {
		if (expr_is_text(e->args[i], &text))
			continue;
		d = expr_find(c, "P233", e->args[i],
		    "the list of '%s' takes texts only", words[e->op]);
		diag_label(c->diags, d, "%s", expr_find_type(c, e->args[i]));
		return false;
	}
	return is_test(e);
}

/* Takes anything; null is empty. The length is known if all lengths are. */
bool
expr_check_concat(struct checker *c, struct expr **place)
{
	struct expr		*e = *place;
	const struct type	 text = { .kind = KIND_TEXT };
	uint64_t		 length = 0;
	bool			 known = true;
	struct slice		 s;

	for (size_t i = 0; i < e->arg_count; i++) {
		if (!kind_is_text(e->args[i]->type.kind))
			expr_convert(c, &e->args[i], &text);
		length += e->args[i]->type.length;
		known = known && (e->args[i]->type.length > 0 ||
		    expr_is_null(e->args[i]) ||
		    expr_is_text(e->args[i], &s));
	}
	e->type = text;
	e->type.length = known && length <= UINT32_MAX ? (uint32_t)length : 0;
	e->nullable = false;
	return true;
}

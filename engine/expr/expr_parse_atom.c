/* SPDX-License-Identifier: MIT */
#include "expr_literal.h"
#include "expr_parser.h"
#include "precept/date.h"

/* Atoms: literals, names, calls, what stands in parentheses, case. */

/* A reserved word that somebody might have called a field. */
static bool
could_be_name(struct slice s)
{
	static const char	*const glue[] = { "and", "or", "then", "else",
	    "when" };

	for (size_t i = 0; i < COUNT(glue); i++)
		if (slice_is_nocase(s, glue[i]))
			return false;
	return expr_word_reserved(s);
}

static struct expr *
expected(struct parser *p)
{
	const struct token	*t = p->next;
	const char		*word = expr_wrong_word(p, t);
	struct diag		*d;

	if (t->kind == TOKEN_END && t == p->tokens)
		expr_wrong(p, "P200", 0, p->text.len,
		    "the expression is empty");
	else if (t->kind == TOKEN_END)
		expr_wrong(p, "P211", (size_t)t->at, 0,
		    "a value is missing after %s", expr_wrong_word(p, t - 1));
	else if (t->kind == TOKEN_WORD && slice_is(t->text, "not")) {
		d = expr_wrong(p, "P211", (size_t)t->at, (size_t)t->len,
		    "a value is expected here, not a condition with 'not'");
		diag_note(p->diags, d, "note", "a condition can be a value "
		    "in parentheses: a = (not b)");
	} else {
		d = expr_wrong(p, "P211", (size_t)t->at, (size_t)t->len,
		    "a value is expected here, not %s", word);
		if (t->kind == TOKEN_WORD && could_be_name(t->text))
			diag_note(p->diags, d, "note", "a field with this "
			    "name stands in double quotes: \"%.*s\"",
			    (int)t->text.len, t->text.ptr);
	}
	return NULL;
}

static struct expr *
parse_group(struct parser *p)
{
	const struct token	*open = p->next++;
	struct expr		*e = expr_parse_any(p);
	struct diag		*d;

	if (e == NULL || expr_parse_take(p, ")"))
		return e;
	if (p->next->kind != TOKEN_END) {
		expr_parse_end(p);
		return NULL;
	}
	d = expr_wrong(p, "P212", (size_t)open->at, 1,
	    "a parenthesis is not closed");
	diag_label(p->diags, d, "it begins here");
	return NULL;
}

static struct slice
lowered(struct parser *p, struct slice s)
{
	char	*copy = arena_text(p->arena, s);

	for (size_t i = 0; i < s.len; i++)
		if (copy[i] >= 'A' && copy[i] <= 'Z')
			copy[i] = (char)(copy[i] + 32);
	return (struct slice){ copy, s.len };
}

static struct expr *
parse_call(struct parser *p)
{
	const struct token	*from = p->next;
	struct expr_list	 args = { NULL, 0, 0 };
	struct expr		*e;

	p->next += 2;
	if (!expr_parse_is(p, ")"))
		do {
			if ((e = expr_parse_any(p)) == NULL)
				return NULL;
			expr_node_add(p, &args, e);
		} while (expr_parse_take(p, ","));
	if (!expr_parse_need(p, ")", NULL))
		return NULL;
	e = expr_node(p, EXPR_CALL, args.items, args.count, from);
	if (e != NULL)
		e->name = lowered(p, from->text);
	return e;
}

static struct expr *
parse_name(struct parser *p)
{
	const struct token	*t = p->next++;
	struct expr		*e = expr_node(p, EXPR_NAME, NULL, 0, t);

	if (e != NULL)
		e->name = t->text;
	return e;
}

static struct expr *
parse_text(struct parser *p)
{
	const struct token	*t = p->next++;

	return expr_node_span(expr_literal_text(p->arena, t->text), t, t);
}

/* null, true, false; NULL if it is none of them. */
static struct expr *
parse_constant(struct parser *p)
{
	if (expr_parse_take(p, "null"))
		return expr_literal_null(p->arena);
	if (expr_parse_take(p, "true"))
		return expr_literal_boolean(p->arena, true);
	if (expr_parse_take(p, "false"))
		return expr_literal_boolean(p->arena, false);
	return NULL;
}

static struct expr *
parse_word(struct parser *p)
{
	const struct token	*t = p->next;
	struct expr		*e = parse_constant(p);

	if (e != NULL)
		return expr_node_span(e, t, t);
	if (expr_parse_is(p, "case"))
		return expr_parse_case(p);
	if (expr_parse_take(p, "rule_date"))
		return expr_node(p, EXPR_RULE_DATE, NULL, 0, t);
	if (expr_word_reserved(t->text))
		return expected(p);
	if (t[1].kind == TOKEN_SIGN && slice_is(t[1].text, "("))
		return parse_call(p);
	return parse_name(p);
}

struct expr *
expr_parse_atom(struct parser *p)
{
	struct expr	*e;
	bool		 is;

	switch (p->next->kind) {
	case TOKEN_NUMBER:
		return expr_parse_number(p, false);
	case TOKEN_TEXT:
		return parse_text(p);
	case TOKEN_QUOTED:
		return parse_name(p);
	case TOKEN_WORD:
		e = expr_parse_day(p, &is);
		return is ? e : parse_word(p);
	case TOKEN_SIGN:
		if (slice_is(p->next->text, "("))
			return parse_group(p);
		break;
	case TOKEN_END:
		break;
	}
	return expected(p);
}

static struct expr *
no_when(struct parser *p)
{
	struct diag	*d;

	d = expr_wrong(p, "P215", (size_t)p->next->at, (size_t)p->next->len,
	    "'when' is missing before %s", expr_wrong_word(p, p->next));
	diag_note(p->diags, d, "note",
	    "case when condition then value else value end");
	return NULL;
}

/* when CONDITION then, or with a subject: when VALUE then. */
static bool
parse_when(struct parser *p, const struct expr *subject,
    struct expr_list *args)
{
	const struct token	*from = p->next;
	struct expr		*pair[2];

	if ((pair[1] = expr_parse_any(p)) == NULL)
		return false;
	if (subject != NULL) {
		if ((pair[0] = expr_node_copy(p, subject)) == NULL)
			return false;
		pair[1] = expr_node(p, EXPR_EQ, pair, 2, from);
		if (pair[1] == NULL)
			return false;
	}
	expr_node_add(p, args, pair[1]);
	if (!expr_parse_need(p, "then", NULL))
		return false;
	if ((pair[1] = expr_parse_any(p)) == NULL)
		return false;
	expr_node_add(p, args, pair[1]);
	return true;
}

/* The else, or the null that stands for it. */
static struct expr *
parse_else(struct parser *p)
{
	struct expr	*e;

	if (expr_parse_take(p, "else"))
		return expr_parse_any(p);
	e = expr_literal_null(p->arena);
	e->at = p->next->at;
	return e;
}

struct expr *
expr_parse_case(struct parser *p)
{
	const struct token	*from = p->next++;
	struct expr_list	 args = { NULL, 0, 0 };
	struct expr		*subject = NULL, *last;

	if (!expr_parse_is(p, "when") &&
	    (subject = expr_parse_any(p)) == NULL)
		return NULL;
	if (!expr_parse_is(p, "when"))
		return no_when(p);
	while (expr_parse_take(p, "when"))
		if (!parse_when(p, subject, &args))
			return NULL;
	if ((last = parse_else(p)) == NULL)
		return NULL;
	expr_node_add(p, &args, last);
	if (!expr_parse_need(p, "end", "a case ends in 'end'"))
		return NULL;
	return expr_node(p, EXPR_CASE, args.items, args.count, from);
}

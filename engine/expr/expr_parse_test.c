/* SPDX-License-Identifier: MIT */
#include "expr_parser.h"

/* Tests: two sides and one of = < in like between …, at most one in a row. */

struct form;
typedef struct expr *form_parse(struct parser *, const struct form *,
    struct expr_list *, const struct token *from);

/* `a not like b` is NOT over the plain one unless it has its own `negated`. */
struct form {
	const char	*first, *second;
	enum expr_op	 op, negated;
	form_parse	*parse;
};

static form_parse	parse_pair, parse_between, parse_list, parse_is;

static const struct form forms[] = {
	{ "=", NULL, EXPR_EQ, EXPR_LITERAL, parse_pair },
	{ "!=", NULL, EXPR_NE, EXPR_LITERAL, parse_pair },
	{ "<", NULL, EXPR_LT, EXPR_LITERAL, parse_pair },
	{ "<=", NULL, EXPR_LE, EXPR_LITERAL, parse_pair },
	{ ">", NULL, EXPR_GT, EXPR_LITERAL, parse_pair },
	{ ">=", NULL, EXPR_GE, EXPR_LITERAL, parse_pair },
	{ "is", NULL, EXPR_IS_NULL, EXPR_LITERAL, parse_is },
	{ "in", NULL, EXPR_IN, EXPR_NOT_IN, parse_list },
	{ "between", NULL, EXPR_BETWEEN, EXPR_NOT, parse_between },
	{ "like", NULL, EXPR_LIKE, EXPR_NOT, parse_pair },
	{ "contains", NULL, EXPR_CONTAINS, EXPR_NOT, parse_pair },
	{ "starts", "with", EXPR_STARTS, EXPR_NOT, parse_pair },
	{ "ends", "with", EXPR_ENDS, EXPR_NOT, parse_pair },
	{ "matches", NULL, EXPR_MATCHES, EXPR_NOT, parse_pair },
	{ "includes", NULL, EXPR_INCLUDES, EXPR_EXCLUDES, parse_list },
	{ "excludes", NULL, EXPR_EXCLUDES, EXPR_INCLUDES, parse_list },
};

static struct expr *
parse_pair(struct parser *p, const struct form *f, struct expr_list *args,
    const struct token *from)
{
	struct expr	*right = expr_parse_side(p);

	if (right == NULL)
		return NULL;
	expr_node_add(p, args, right);
	return expr_node(p, f->op, args->items, args->count, from);
}

static struct expr *
parse_between(struct parser *p, const struct form *f, struct expr_list *args,
    const struct token *from)
{
	struct expr	*low = expr_parse_side(p), *high;

	if (low == NULL)
		return NULL;
	if (!expr_parse_need(p, "and", "between has a lower and an upper "
	    "end: a between 1 and 10"))
		return NULL;
	if ((high = expr_parse_side(p)) == NULL)
		return NULL;
	expr_node_add(p, args, low);
	expr_node_add(p, args, high);
	return expr_node(p, f->op, args->items, args->count, from);
}

/* a in 'x', 'y': the parentheses are missing. */
static struct expr *
no_list(struct parser *p, const struct form *f)
{
	const struct token	*from = p->next;
	struct slice		 item;
	struct diag		*d;

	if (p->next->kind == TOKEN_END) {
		expr_wrong(p, "P214", (size_t)from->at, 0,
		    "a list is missing after '%s'", f->first);
		return NULL;
	}
	do
		if (expr_parse_side(p) == NULL)
			return NULL;
	while (expr_parse_take(p, ","));
	item = expr_wrong_piece(p, from, p->next - 1);
	d = expr_wrong(p, "P214", (size_t)from->at, item.len,
	    "a list stands in parentheses");
	expr_wrong_try(p, d, (size_t)from->at, item.len,
	    arena_printf(p->arena, "(%.*s)", (int)item.len, item.ptr));
	return NULL;
}

static struct expr *
parse_list(struct parser *p, const struct form *f, struct expr_list *args,
    const struct token *from)
{
	struct expr	*item;

	if (!expr_parse_take(p, "("))
		return no_list(p, f);
	if (expr_parse_is(p, ")")) {
		expr_wrong(p, "P214", (size_t)p->next->at - 1, 2,
		    "a list is empty, so the test would never hold");
		return NULL;
	}
	do {
		if ((item = expr_parse_any(p)) == NULL)
			return NULL;
		expr_node_add(p, args, item);
	} while (expr_parse_take(p, ","));
	if (!expr_parse_need(p, ")", NULL))
		return NULL;
	return expr_node(p, f->op, args->items, args->count, from);
}

/* is true, is 'x', is not 5, is empty. */
static struct expr *
not_after_is(struct parser *p, const struct token *is, bool negated)
{
	const struct token	*t = p->next;
	const bool		 end = t->kind == TOKEN_END;
	struct slice		 old = expr_wrong_piece(p, is, t - end);
	const char		*fix = negated ? "!=" : "=";
	struct diag		*d;

	d = expr_wrong(p, "P211", (size_t)is->at, old.len,
	    "'is' asks only for null: is null, is not null");
	if (end || slice_is_nocase(t->text, "empty") ||
	    slice_is_nocase(t->text, "blank"))
		fix = negated ? "is not null" : "is null";
	else if (t->kind != TOKEN_SIGN)
		fix = arena_printf(p->arena, "%s %.*s", fix, t->len,
		    p->text.ptr + t->at);
	else
		return NULL;
	expr_wrong_try(p, d, (size_t)is->at, old.len, fix);
	return NULL;
}

static struct expr *
parse_is(struct parser *p, const struct form *f, struct expr_list *args,
    const struct token *from)
{
	const struct token	*is = p->next - 1;
	bool			 negated = expr_parse_take(p, "not");

	if (!expr_parse_take(p, "null"))
		return not_after_is(p, is, negated);
	return expr_node(p, negated ? EXPR_NOT_NULL : f->op, args->items,
	    args->count, from);
}

/*
 * The form whose words stand here, or NULL; *negated if after a `not`. A
 * word that could as well be a name (`starts`) counts only as a whole.
 */
static const struct form *
find_form(struct parser *p, bool *negated, size_t *words)
{
	const struct token	*at = p->next;

	*negated = at->kind == TOKEN_WORD && slice_is_nocase(at->text, "not");
	if (*negated)
		at++;
	for (size_t i = 0; i < COUNT(forms); i++) {
		if ((at->kind != TOKEN_WORD && at->kind != TOKEN_SIGN) ||
		    !slice_is_nocase(at->text, forms[i].first))
			continue;
		if (forms[i].second != NULL && (at[1].kind != TOKEN_WORD ||
		    !slice_is_nocase(at[1].text, forms[i].second)))
			continue;
		if (*negated && forms[i].negated == EXPR_LITERAL)
			continue;
		*words = (size_t)(at - p->next) + 1 +
		    (forms[i].second != NULL);
		return &forms[i];
	}
	return NULL;
}

static struct expr *
parse_form(struct parser *p, const struct form *f, bool negated,
    struct expr *left, const struct token *from)
{
	struct expr_list	 args = { NULL, 0, 0 };
	struct form		 other = *f;
	struct expr		*e;

	expr_node_add(p, &args, left);
	if (negated && f->negated != EXPR_NOT)
		other.op = f->negated;
	e = f->parse(p, &other, &args, from);
	if (e != NULL && negated && f->negated == EXPR_NOT)
		e = expr_node(p, EXPR_NOT, &e, 1, from);
	return e;
}

static bool
is_up(enum expr_op op)
{
	return op == EXPR_LT || op == EXPR_LE;
}

/* 1 < a < 3: what is probably meant, in the words that were written. */
static void
try_both(struct parser *p, struct diag *d, const struct token *const at[3],
    const struct expr *test, const struct form *second)
{
	struct slice	a = expr_wrong_piece(p, at[0], at[1] - 2);
	struct slice	b = expr_wrong_piece(p, at[1], at[2] - 2);
	struct slice	c = expr_wrong_piece(p, at[2], p->next - 1);
	const char	*sign = arena_printf(p->arena, "%.*s",
			    (int)at[1][-1].text.len, at[1][-1].text.ptr);
	size_t		from = (size_t)at[0]->at;
	size_t		len = (size_t)(c.ptr + c.len - a.ptr);

	if (is_up(test->op) && is_up(second->op))
		expr_wrong_try(p, d, from, len, arena_printf(p->arena,
		    "%.*s between %.*s and %.*s", (int)b.len, b.ptr,
		    (int)a.len, a.ptr, (int)c.len, c.ptr));
	if (test->op == EXPR_LE && second->op == EXPR_LE)
		return;
	expr_wrong_try(p, d, from, len, arena_printf(p->arena,
	    "%.*s %s %.*s and %.*s %s %.*s", (int)a.len, a.ptr, sign,
	    (int)b.len, b.ptr, (int)b.len, b.ptr, second->first,
	    (int)c.len, c.ptr));
	if (is_up(test->op) && is_up(second->op))
		diag_note(p->diags, d, "note",
		    "between takes both ends in");
}

/* A test after a test: `from` and `right` are where its sides begin. */
static struct expr *
chained(struct parser *p, const struct token *from,
    const struct token *right, const struct expr *test)
{
	const struct token	*at[3] = { from, right, NULL };
	const struct form	*f;
	size_t			 words;
	bool			 negated, signs;
	struct diag		*d;

	f = find_form(p, &negated, &words);
	p->next += words;
	at[2] = p->next;
	signs = test->op >= EXPR_EQ && test->op <= EXPR_GE &&
	    f->op >= EXPR_EQ && f->op <= EXPR_GE;
	if (signs && expr_parse_side(p) == NULL)
		return NULL;
	d = expr_wrong(p, "P213", (size_t)from->at,
	    (size_t)(p->next[-1].at + p->next[-1].len - from->at),
	    "two tests stand in a row without 'and' or 'or' between them");
	if (signs)
		try_both(p, d, at, test, f);
	else
		diag_note(p->diags, d, "note",
		    "if the first is a value of the second, put it in "
		    "parentheses");
	return NULL;
}

struct expr *
expr_parse_test(struct parser *p)
{
	const struct token	*from = p->next, *right;
	struct expr		*e = expr_parse_side(p);
	const struct form	*f;
	size_t			 words;
	bool			 negated;

	if (e == NULL || (f = find_form(p, &negated, &words)) == NULL)
		return e;
	p->next += words;
	right = p->next;
	e = parse_form(p, f, negated, e, from);
	if (e != NULL && find_form(p, &negated, &words) != NULL)
		return chained(p, from, right, e);
	return e;
}

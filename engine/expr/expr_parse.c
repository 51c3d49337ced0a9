/* SPDX-License-Identifier: MIT */
#include "expr_parser.h"
#include "precept/near.h"
#include "precept/utf8.h"

/* From text to tree: a recursive descent over the tokens, or … to … minus. */

static bool
is_open(const struct token *t)
{
	return t->kind == TOKEN_WORD || t->kind == TOKEN_SIGN;
}

bool
expr_parse_is(const struct parser *p, const char *word)
{
	return is_open(p->next) && slice_is_nocase(p->next->text, word);
}

bool
expr_parse_take(struct parser *p, const char *word)
{
	if (!expr_parse_is(p, word))
		return false;
	p->next++;
	return true;
}

bool
expr_parse_need(struct parser *p, const char *word, const char *why)
{
	struct diag	*d;

	if (expr_parse_take(p, word))
		return true;
	d = expr_wrong(p, *word == ')' ? "P212" : "P211",
	    (size_t)p->next->at, (size_t)p->next->len,
	    "'%s' is missing %s %s", word,
	    p->next->kind == TOKEN_END ? "at" : "before",
	    expr_wrong_word(p, p->next));
	if (why != NULL)
		diag_note(p->diags, d, "note", "%s", why);
	return false;
}

/* What is made of two sides: - and / of two nodes, from the left. */
static struct expr *
parse_pairs(struct parser *p, const enum expr_op *ops, size_t count,
    struct expr *(*side)(struct parser *))
{
	static const char	*const signs[EXPR_OP_COUNT] = {
#define X(name, text, strength) [EXPR_##name] = text,
		EXPR_OPS(X)
#undef X
	};
	const struct token	*from = p->next;
	struct expr		*args[2] = { side(p), NULL };
	size_t			 i;

	while (args[0] != NULL) {
		for (i = 0; i < count; i++)
			if (expr_parse_take(p, signs[ops[i]]))
				break;
		if (i == count)
			return args[0];
		if ((args[1] = side(p)) == NULL)
			return NULL;
		args[0] = expr_node(p, ops[i], args, 2, from);
	}
	return NULL;
}

/* What is one node however long the chain is: and, or, ||. */
static struct expr *
parse_chain(struct parser *p, enum expr_op op, const char *sign,
    struct expr *(*side)(struct parser *))
{
	const struct token	*from = p->next;
	struct expr_list	 list = { NULL, 0, 0 };
	struct expr		*e;

	do {
		if ((e = side(p)) == NULL)
			return NULL;
		expr_node_add(p, &list, e);
	} while (expr_parse_take(p, sign));
	if (list.count == 1)
		return e;
	return expr_node(p, op, list.items, list.count, from);
}

/* -5 and -7 days are literals. */
static struct expr *
parse_minus(struct parser *p)
{
	const struct token	*from = p->next;
	struct expr		*e;

	if (!expr_parse_take(p, "-"))
		return expr_parse_atom(p);
	if (p->next->kind == TOKEN_NUMBER)
		return expr_parse_number(p, true);
	if (!expr_node_enter(p))
		return NULL;
	e = parse_minus(p);
	expr_node_leave(p);
	return e == NULL ? NULL : expr_node(p, EXPR_NEG, &e, 1, from);
}

static struct expr *
parse_product(struct parser *p)
{
	static const enum expr_op	ops[] = { EXPR_MUL, EXPR_DIV,
	    EXPR_MOD };

	return parse_pairs(p, ops, COUNT(ops), parse_minus);
}

static struct expr *
parse_sum(struct parser *p)
{
	static const enum expr_op	ops[] = { EXPR_ADD, EXPR_SUB };

	return parse_pairs(p, ops, COUNT(ops), parse_product);
}

struct expr *
expr_parse_side(struct parser *p)
{
	return parse_chain(p, EXPR_CONCAT, "||", parse_sum);
}

static struct expr *
parse_not(struct parser *p)
{
	const struct token	*from = p->next;
	struct expr		*e;

	if (!expr_parse_take(p, "not"))
		return expr_parse_test(p);
	if (!expr_node_enter(p))
		return NULL;
	e = parse_not(p);
	expr_node_leave(p);
	return e == NULL ? NULL : expr_node(p, EXPR_NOT, &e, 1, from);
}

static struct expr *
parse_and(struct parser *p)
{
	return parse_chain(p, EXPR_AND, "and", parse_not);
}

struct expr *
expr_parse_any(struct parser *p)
{
	struct expr	*e;

	if (!expr_node_enter(p))
		return NULL;
	e = parse_chain(p, EXPR_OR, "or", parse_and);
	expr_node_leave(p);
	return e;
}

static bool
is_fit(struct parser *p)
{
	size_t	valid = utf8_valid(p->text.ptr, p->text.len);

	if (slice_trim(p->text).len == 0) {
		expr_wrong(p, "P200", 0, p->text.len,
		    "the expression is empty");
		return false;
	}
	if (p->text.len > EXPR_LENGTH) {
		expr_wrong(p, "P201", 0, p->text.len, "the expression has "
		    "%zu bytes, at most %d are allowed", p->text.len,
		    EXPR_LENGTH);
		return false;
	}
	if (valid == p->text.len)
		return true;
	expr_wrong(p, "P203", valid, 1, "byte 0x%02x is not UTF-8 text",
	    (unsigned char)p->text.ptr[valid]);
	return false;
}

struct expr *
expr_parse(struct slice text, struct place at, struct arena *arena,
    struct diags *diags)
{
	struct parser	 p = { .at = at, .arena = arena, .diags = diags };
	struct expr	*e;

	/* A copy: literals and names point into it. */
	p.text = (struct slice){ arena_text(arena, text), text.len };
	if (!is_fit(&p) || !expr_lex(&p))
		return NULL;
	e = expr_parse_any(&p);
	if (e == NULL || !expr_parse_end(&p))
		return NULL;
	return p.failed ? NULL : e;
}

/* SPDX-License-Identifier: MIT */
#include "soql_parser.h"

/*
 * WHERE and HAVING. As on the platform AND and OR do not mix without
 * parentheses, and NOT stands alone: NOT A = 1 AND B = 2 is refused.
 */

static bool
parse_operator(struct soql_parser *p, enum soql_op *op)
{
	static const struct { const char *word; enum soql_op op; } table[] = {
	    { "=", SOQL_EQ }, { "!=", SOQL_NE }, { "<>", SOQL_NE },
	    { "<", SOQL_LT }, { "<=", SOQL_LE }, { ">", SOQL_GT },
	    { ">=", SOQL_GE }, { "LIKE", SOQL_LIKE }, { "IN", SOQL_IN },
	    { "INCLUDES", SOQL_INCLUDES }, { "EXCLUDES", SOQL_EXCLUDES } };

	for (size_t i = 0; i < COUNT(table); i++)
		if (soql_lex_take_sign(&p->lex, table[i].word) ||
		    soql_lex_take(&p->lex, table[i].word)) {
			*op = table[i].op;
			return true;
		}
	if (!soql_lex_take(&p->lex, "NOT"))
		return soql_lex_unexpected(&p->lex);
	*op = SOQL_NOT_IN;
	return soql_lex_take(&p->lex, "IN") || soql_lex_unexpected(&p->lex);
}

static bool
add_value(struct soql_parser *p, struct soql_cond *c)
{
	c->values = soql_parse_grow(p, c->values, c->count,
	    sizeof *c->values);
	return soql_parse_value(p, c->op == SOQL_LIKE,
	    &c->values[c->count++]);
}

static bool
parse_subquery(struct soql_parser *p, struct soql_cond *c)
{
	c->sub = arena_alloc(p->q->arena, sizeof *c->sub);
	if (!soql_parse_deeper(p) || !soql_parse_select(p, c->sub))
		return false;
	p->depth--;
	return soql_lex_take_sign(&p->lex, ")") ||
	    soql_lex_unexpected(&p->lex);
}

/* ('a', 'b') or (SELECT …) */
static bool
parse_list(struct soql_parser *p, struct soql_cond *c)
{
	if (soql_lex_sign(&p->lex, ":"))
		return add_value(p, c);
	if (!soql_lex_take_sign(&p->lex, "("))
		return soql_lex_unexpected(&p->lex);
	if ((c->op == SOQL_IN || c->op == SOQL_NOT_IN) &&
	    soql_lex_is(&p->lex, "SELECT"))
		return parse_subquery(p, c);
	if (soql_lex_sign(&p->lex, ")"))
		return soql_fault_at(p->q, p->lex.at, "MALFORMED_QUERY",
		    "unexpected token: '%.*s'", (int)(p->lex.end -
		    c->term->at), p->q->text.ptr + c->term->at);
	do {
		if (!add_value(p, c))
			return false;
	} while (soql_lex_take_sign(&p->lex, ","));
	return soql_lex_take_sign(&p->lex, ")") ||
	    soql_lex_unexpected(&p->lex);
}

static bool
parse_comparison(struct soql_parser *p, struct soql_cond *c)
{
	if (!soql_parse_term(p, &c->term) || !parse_operator(p, &c->op))
		return false;
	if (c->op >= SOQL_IN)
		return parse_list(p, c);
	if (c->op == SOQL_LIKE && soql_lex_is(&p->lex, "NULL"))
		return soql_lex_unexpected(&p->lex);
	return add_value(p, c);
}

static bool
parse_simple(struct soql_parser *p, struct soql_cond *c)
{
	if (soql_lex_is(&p->lex, "NOT"))
		return soql_lex_unexpected(&p->lex);
	if (!soql_lex_take_sign(&p->lex, "("))
		return parse_comparison(p, c);
	if (!soql_parse_deeper(p) || !soql_parse_condition(p, c))
		return false;
	p->depth--;
	return soql_lex_take_sign(&p->lex, ")") ||
	    soql_lex_unexpected(&p->lex);
}

static struct soql_cond *
new_condition(struct soql_parser *p)
{
	return arena_alloc(p->q->arena, sizeof(struct soql_cond));
}

/* What `word` joins, behind the first. */
static bool
parse_chain(struct soql_parser *p, struct soql_cond *c, const char *word)
{
	struct soql_cond	*first = new_condition(p), **end;

	*first = *c;
	*c = (struct soql_cond){ .op = slice_is(SLICE("AND"), word) ?
	    SOQL_AND : SOQL_OR, .args = first };
	end = &first->next;
	while (soql_lex_take(&p->lex, word)) {
		*end = new_condition(p);
		if (!parse_simple(p, *end))
			return false;
		end = &(*end)->next;
	}
	return true;
}

bool
soql_parse_condition(struct soql_parser *p, struct soql_cond *c)
{
	bool	ok = true;

	if (soql_lex_take(&p->lex, "NOT")) {
		c->op = SOQL_NOT;
		c->args = new_condition(p);
		ok = parse_simple(p, c->args);
	} else if (!parse_simple(p, c))
		return false;
	else if (soql_lex_is(&p->lex, "AND"))
		ok = parse_chain(p, c, "AND");
	else if (soql_lex_is(&p->lex, "OR"))
		ok = parse_chain(p, c, "OR");
	if (ok && (soql_lex_is(&p->lex, "AND") || soql_lex_is(&p->lex, "OR")))
		return soql_lex_unexpected(&p->lex);
	return ok;
}

/* SPDX-License-Identifier: MIT */
#include "expr_parser.h"
#include "precept/near.h"

/* What is left over behind an expression, and what seems to be meant. */

/* The words that can stand between two values. */
static const char *const between[] = { "and", "or", "in", "between", "like",
	"contains", "starts with", "ends with", "matches", "includes",
	"excludes", "is null", "is not null", "not in", "not like" };

/* What other languages say. */
static const struct {
	const char	*word, *ours;
} synonyms[] = {
	{ "equals", "=" }, { "eq", "=" }, { "ne", "!=" }, { "gt", ">" },
	{ "ge", ">=" }, { "gte", ">=" }, { "lt", "<" }, { "le", "<=" },
	{ "lte", "<=" }, { "begins", "starts" }, { "ilike", "like" },
	{ "rlike", "matches" }, { "regexp", "matches" }, { "mod", "%" },
	{ "div", "/" }, { "plus", "+" }, { "minus", "-" },
};

/* contain 'x', isnt null: the nearest operator. */
static void
try_operator(struct parser *p, struct diag *d, const struct token *t)
{
	struct near	near = near_to(t->text);
	size_t		i;

	for (i = 0; i < COUNT(synonyms); i++)
		if (slice_is_nocase(t->text, synonyms[i].word)) {
			expr_wrong_try(p, d, (size_t)t->at, (size_t)t->len,
			    synonyms[i].ours);
			return;
		}
	for (i = 0; i < COUNT(between); i++)
		near_try(&near, slice_of(between[i]));
	/* Short words are near to everything. */
	if (near.best.ptr == NULL || t->text.len < 4)
		return;
	expr_wrong_try(p, d, (size_t)t->at, (size_t)t->len,
	    arena_printf(p->arena, "%.*s", (int)near.best.len,
	    near.best.ptr));
}

/* starts 'x', ends 'x'. */
static bool
with_is_missing(struct parser *p, const struct token *t)
{
	struct diag	*d;

	if (!slice_is_nocase(t->text, "starts") &&
	    !slice_is_nocase(t->text, "ends"))
		return false;
	d = expr_wrong(p, "P211", (size_t)t->at, (size_t)t->len,
	    "'with' is missing after '%.*s'", t->len, p->text.ptr + t->at);
	expr_wrong_try(p, d, (size_t)t->at, (size_t)t->len,
	    arena_printf(p->arena, "%.*s with", t->len,
	    p->text.ptr + t->at));
	return true;
}

/* a not null, a not = 5. */
static bool
not_alone(struct parser *p, const struct token *t)
{
	struct slice	 both;
	struct diag	*d;
	bool		 null;

	if (!slice_is_nocase(t->text, "not") || t[1].kind == TOKEN_END)
		return false;
	null = slice_is_nocase(t[1].text, "null");
	if (!null && !slice_is(t[1].text, "="))
		return false;
	both = expr_wrong_piece(p, t, t + 1);
	d = expr_wrong(p, "P211", (size_t)t->at, both.len,
	    "'%.*s' is no operator", (int)both.len, both.ptr);
	expr_wrong_try(p, d, (size_t)t->at, both.len,
	    null ? "is not null" : "!=");
	return true;
}

/* visitors 10, name days. */
static void
no_operator(struct parser *p, const struct token *t)
{
	struct duration	 unit;
	struct diag	*d;

	d = expr_wrong(p, "P211", (size_t)t->at, (size_t)t->len,
	    "an operator is missing before %s", expr_wrong_word(p, t));
	if (t->kind != TOKEN_WORD)
		return;
	if (expr_word_unit(t->text, &unit))
		diag_note(p->diags, d, "note", "a length of time is written "
		    "with a number: 7 days");
	else if (!expr_word_reserved(t->text))
		try_operator(p, d, t);
}

bool
expr_parse_end(struct parser *p)
{
	const struct token	*t = p->next;

	if (t->kind == TOKEN_END)
		return true;
	if (t->kind == TOKEN_WORD &&
	    (with_is_missing(p, t) || not_alone(p, t)))
		return false;
	if (slice_is(t->text, ")") && t->kind == TOKEN_SIGN)
		expr_wrong(p, "P212", (size_t)t->at, 1,
		    "a ')' has no '(' before it");
	else if (t->kind == TOKEN_SIGN && !slice_is(t->text, "("))
		expr_wrong(p, "P211", (size_t)t->at, (size_t)t->len,
		    "%s is not expected here", expr_wrong_word(p, t));
	else
		no_operator(p, t);
	return false;
}

/* SPDX-License-Identifier: MIT */
#include "soql_parser.h"

/* Fields by their paths, functions of them, two at most in one another. */

static const char	*const words[SOQL_FUNC_COUNT] = {
#define X(name, word) word,
	SOQL_FUNCS(X)
#undef X
};

static enum soql_func
find_func(struct slice word)
{
	for (int i = SOQL_COUNT; i < SOQL_FUNC_COUNT; i++)
		if (slice_is_nocase(word, words[i]))
			return (enum soql_func)i;
	return SOQL_FIELD;
}

static struct soql_term *
new_term(struct soql_parser *p)
{
	struct soql_term	*t = arena_alloc(p->q->arena, sizeof *t);

	t->at = t->last_at = p->lex.at;
	return t;
}

static void
end_term(struct soql_parser *p, struct soql_term *t)
{
	t->text = (struct slice){ p->q->text.ptr + t->at,
	    p->lex.before - t->at };
}

static bool
add_part(struct soql_parser *p, struct soql_term *t)
{
	if (p->lex.kind != SOQL_TOKEN_WORD)
		return soql_lex_unexpected(&p->lex);
	t->parts = soql_parse_grow(p, t->parts, t->part_count,
	    sizeof *t->parts);
	t->parts[t->part_count++] = p->lex.text;
	t->last_at = p->lex.at;
	soql_lex_next(&p->lex);
	return true;
}

static bool	parse_term(struct soql_parser *, struct soql_term **, int);

static bool
parse_argument(struct soql_parser *p, struct soql_term *t, int depth)
{
	if (t->func == SOQL_COUNT && soql_lex_take_sign(&p->lex, ")"))
		return true;
	if (!parse_term(p, &t->arg, depth + 1))
		return false;
	return soql_lex_take_sign(&p->lex, ")") ||
	    soql_lex_unexpected(&p->lex);
}

static bool
parse_term(struct soql_parser *p, struct soql_term **out, int depth)
{
	struct soql_term	*t = *out = new_term(p);

	/* A clause's word is a field only where nothing else can be meant. */
	if (soql_lex_is(&p->lex, "FROM") || soql_lex_is(&p->lex, "SELECT") ||
	    !add_part(p, t))
		return soql_lex_unexpected(&p->lex);
	if (soql_lex_sign(&p->lex, "(")) {
		t->func = find_func(t->parts[0]);
		if (slice_is_nocase(t->parts[0], "FIELDS") && depth == 0)
			return true;
		if (t->func == SOQL_FIELD || depth == 2)
			return soql_lex_unexpected(&p->lex);
		soql_lex_next(&p->lex);
		t->parts = NULL;
		t->part_count = 0;
		if (!parse_argument(p, t, depth))
			return false;
	} else
		while (soql_lex_take_sign(&p->lex, "."))
			if (!add_part(p, t))
				return false;
	end_term(p, t);
	return true;
}

bool
soql_parse_term(struct soql_parser *p, struct soql_term **out)
{
	return parse_term(p, out, 0);
}

/* SPDX-License-Identifier: MIT */
#include "expr_parser.h"
#include "expr_show.h"

/*
 * A tree as text again, with only the parentheses it needs: what is shown is
 * parsed into the same tree. Conversions that the check put in are not shown.
 */

static const struct {
	const char	*text;
	int		 strength;
} ops[EXPR_OP_COUNT] = {
#define X(name, text, strength) [EXPR_##name] = { text, strength },
	EXPR_OPS(X)
#undef X
};

#define TEST 4		/* strength of = in like … */
#define ATOM 9

static void	show(const struct expr *, int at_least, struct text *);

static void
show_args(const struct expr *e, size_t from, struct text *out)
{
	text_char(out, '(');
	for (size_t i = from; i < e->arg_count; i++) {
		if (i > from)
			text_string(out, ", ");
		show(e->args[i], 0, out);
	}
	text_char(out, ')');
}

static void
show_case(const struct expr *e, struct text *out)
{
	text_string(out, "case");
	for (size_t i = 0; i + 1 < e->arg_count; i += 2) {
		text_string(out, " when ");
		show(e->args[i], 0, out);
		text_string(out, " then ");
		show(e->args[i + 1], 0, out);
	}
	text_string(out, " else ");
	show(e->args[e->arg_count - 1], 0, out);
	text_string(out, " end");
}

/* Two sides, or a chain: the first may be as strong, the others stronger. */
static void
show_sides(const struct expr *e, const char *sign, int strength,
    struct text *out)
{
	const int	first = strength > TEST && e->op != EXPR_CONCAT ?
			    strength : strength + 1;

	show(e->args[0], first, out);
	for (size_t i = 1; i < e->arg_count; i++) {
		text_printf(out, " %s ", sign);
		show(e->args[i], strength + 1, out);
	}
}

static const struct expr *
past_converts(const struct expr *e)
{
	while (e->op == EXPR_CONVERT)
		e = e->args[0];
	return e;
}

/* - in front of a number would be read as a part of it. */
static void
show_minus(const struct expr *e, struct text *out)
{
	const struct expr	*arg = past_converts(e->args[0]);

	text_char(out, '-');
	if (arg->op != EXPR_LITERAL && arg->op != EXPR_NEG)
		show(arg, ATOM - 1, out);
	else {
		text_char(out, '(');
		show(arg, 0, out);
		text_char(out, ')');
	}
}

/* not (a like b) is `a not like b`; NULL where there is no such form. */
static const struct expr *
negated_form(const struct expr *e)
{
	const struct expr	*arg = past_converts(e->args[0]);

	switch (arg->op) {
	case EXPR_BETWEEN:
	case EXPR_LIKE:
	case EXPR_CONTAINS:
	case EXPR_STARTS:
	case EXPR_ENDS:
	case EXPR_MATCHES:
		return arg;
	default:
		return NULL;
	}
}

static void
show_test(const struct expr *e, const char *not, struct text *out)
{
	show(e->args[0], TEST + 1, out);
	text_printf(out, " %s%s", not, ops[e->op].text);
	if (e->op == EXPR_IS_NULL || e->op == EXPR_NOT_NULL)
		return;
	text_char(out, ' ');
	switch (e->op) {
	case EXPR_IN:
	case EXPR_NOT_IN:
	case EXPR_INCLUDES:
	case EXPR_EXCLUDES:
		show_args(e, 1, out);
		return;
	default:
		show(e->args[1], TEST + 1, out);
	}
	if (e->op == EXPR_BETWEEN) {
		text_string(out, " and ");
		show(e->args[2], TEST + 1, out);
	}
}

static void
show_not(const struct expr *e, struct text *out)
{
	const struct expr	*form = negated_form(e);

	if (form != NULL) {
		show_test(form, "not ", out);
		return;
	}
	text_string(out, "not ");
	show(e->args[0], ops[EXPR_NOT].strength, out);
}

/* How tight it binds: `a not like b` is a test, 1 month + 2 days a sum. */
static int
strength_of(const struct expr *e)
{
	if (e->op == EXPR_NOT && negated_form(e) != NULL)
		return TEST;
	if (e->op == EXPR_LITERAL && expr_show_parts(e) > 1)
		return ops[EXPR_ADD].strength;
	return ops[e->op].strength == 0 ? ATOM : ops[e->op].strength;
}

static void
show_bare(const struct expr *e, struct text *out)
{
	const int	strength = ops[e->op].strength;

	switch (e->op) {
	case EXPR_LITERAL:
		expr_show_literal(e, out);
		break;
	case EXPR_NAME:
		expr_show_name(e->name, out);
		break;
	case EXPR_RULE_DATE:
		text_string(out, "rule_date");
		break;
	case EXPR_CALL:
		text_slice(out, e->name);
		show_args(e, 0, out);
		break;
	case EXPR_CASE:
		show_case(e, out);
		break;
	case EXPR_NOT:
		show_not(e, out);
		break;
	case EXPR_NEG:
		show_minus(e, out);
		break;
	default:
		if (strength == TEST)
			show_test(e, "", out);
		else
			show_sides(e, ops[e->op].text, strength, out);
	}
}

static void
show(const struct expr *e, int at_least, struct text *out)
{
	e = past_converts(e);
	if (strength_of(e) >= at_least) {
		show_bare(e, out);
		return;
	}
	text_char(out, '(');
	show_bare(e, out);
	text_char(out, ')');
}

void
expr_show(const struct expr *e, struct text *out)
{
	show(e, 0, out);
}

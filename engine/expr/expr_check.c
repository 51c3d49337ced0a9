/* SPDX-License-Identifier: MIT */
#include "expr_checker.h"
#include "precept/regex.h"

/*
 * Types from the leaves to the root. A node whose arguments have findings is
 * left alone: one mistake is said once.
 */

static expr_rule	check_rule_date, check_logic, check_null;

static expr_rule	*const rules[EXPR_OP_COUNT] = {
	[EXPR_NAME] = expr_check_name,
	[EXPR_RULE_DATE] = check_rule_date,
	[EXPR_CALL] = expr_check_call,
	[EXPR_CASE] = expr_check_case,
	[EXPR_OR] = check_logic,
	[EXPR_AND] = check_logic,
	[EXPR_NOT] = check_logic,
	[EXPR_EQ] = expr_check_compare,
	[EXPR_NE] = expr_check_compare,
	[EXPR_LT] = expr_check_compare,
	[EXPR_LE] = expr_check_compare,
	[EXPR_GT] = expr_check_compare,
	[EXPR_GE] = expr_check_compare,
	[EXPR_IS_NULL] = check_null,
	[EXPR_NOT_NULL] = check_null,
	[EXPR_IN] = expr_check_in,
	[EXPR_NOT_IN] = expr_check_in,
	[EXPR_BETWEEN] = expr_check_between,
	[EXPR_LIKE] = expr_check_text,
	[EXPR_CONTAINS] = expr_check_text,
	[EXPR_STARTS] = expr_check_text,
	[EXPR_ENDS] = expr_check_text,
	[EXPR_MATCHES] = expr_check_matches,
	[EXPR_INCLUDES] = expr_check_includes,
	[EXPR_EXCLUDES] = expr_check_includes,
	[EXPR_CONCAT] = expr_check_concat,
	[EXPR_ADD] = expr_check_math,
	[EXPR_SUB] = expr_check_math,
	[EXPR_MUL] = expr_check_math,
	[EXPR_DIV] = expr_check_math,
	[EXPR_MOD] = expr_check_math,
	[EXPR_NEG] = expr_check_minus,
};

static bool
check_rule_date(struct checker *c, struct expr **place)
{
	(void)c;
	(*place)->type = (struct type){ .kind = KIND_DATE };
	(*place)->nullable = false;
	return true;
}

static bool
check_null(struct checker *c, struct expr **place)
{
	(void)c;
	(*place)->type = (struct type){ .kind = KIND_BOOLEAN };
	(*place)->nullable = false;
	return true;
}

/* status = 'A' or 'B': the second is no test; status in ('A', 'B') is. */
static struct expr *
as_list(struct checker *c, const struct expr *or)
{
	struct expr	*first = or->args[0], *in;
	size_t		 i;

	if (or->op != EXPR_OR || first->op != EXPR_EQ)
		return NULL;
	for (i = 1; i < or->arg_count; i++)
		if (or->args[i]->op != EXPR_LITERAL ||
		    or->args[i]->type.kind == KIND_BOOLEAN)
			return NULL;
	in = expr_new_pair(c, EXPR_IN, first->args[0], first->args[1]);
	in->arg_count = or->arg_count + 1;
	in->args = arena_array(c->arena, in->arg_count, sizeof *in->args);
	memcpy(in->args, first->args, 2 * sizeof *in->args);
	for (i = 1; i < or->arg_count; i++)
		in->args[i + 1] = or->args[i];
	return in;
}

static void
no_condition(struct checker *c, struct expr **place, struct expr **arg)
{
	struct expr	*e = *place, *list = as_list(c, e);
	struct diag	*d;

	d = expr_find(c, "P223", *arg, "'%s' takes conditions, not %s",
	    e->op == EXPR_OR ? "or" : e->op == EXPR_AND ? "and" : "not",
	    expr_family_name((*arg)->type.kind));
	diag_label(c->diags, d, "%s", expr_find_type(c, *arg));
	if (list != NULL)
		expr_find_try(c, d, place, list);
	else if ((*arg)->op != EXPR_LITERAL && e->op == EXPR_NOT)
		expr_find_try(c, d, place, expr_new_one(c, EXPR_IS_NULL,
		    *arg));
	else if ((*arg)->op != EXPR_LITERAL)
		expr_find_try(c, d, arg, expr_new_one(c, EXPR_NOT_NULL,
		    *arg));
}

static bool
check_logic(struct checker *c, struct expr **place)
{
	struct expr		*e = *place;
	const struct type	 boolean = { .kind = KIND_BOOLEAN };

	for (size_t i = 0; i < e->arg_count; i++) {
		if (e->args[i]->type.kind == KIND_NULL)
			expr_convert(c, &e->args[i], &boolean);
		if (e->args[i]->type.kind == KIND_BOOLEAN)
			continue;
		no_condition(c, place, &e->args[i]);
		return false;
	}
	e->type = boolean;
	e->nullable = false;
	return true;
}

static void
lonely_duration(struct checker *c, const struct expr *e)
{
	struct diag	*d;

	d = expr_find(c, "P229", e,
	    "a length of time stands only beside a date: + or -");
	diag_label(c->diags, d, "%s is a length of time",
	    expr_find_text(c, e));
	diag_note(c->diags, d, "note", "rule_date - 30 days is a date; a day "
	    "less a day is a number of days");
}

static bool
takes_duration(enum expr_op op)
{
	return op == EXPR_CALL || (op >= EXPR_ADD && op <= EXPR_NEG);
}

static bool
check_node(struct checker *c, struct expr **place)
{
	struct expr	*e = *place;
	bool		 ok = true;

	if (e->op == EXPR_LITERAL || e->op == EXPR_CONVERT)
		return true;
	for (size_t i = 0; i < e->arg_count; i++) {
		c->owner = e;
		if (!check_node(c, &e->args[i])) {
			ok = false;
		} else if (e->args[i]->type.kind == KIND_DURATION &&
		    !takes_duration(e->op)) {
			lonely_duration(c, e->args[i]);
			ok = false;
		}
	}
	return ok && rules[e->op](c, place);
}

bool
expr_check(struct expr **root, const struct expr_scope *scope,
    const struct type *want, struct place at, struct diags *diags)
{
	struct checker	c = { scope, at, diags, diags->arena, root, NULL };

	if (!check_node(&c, root))
		return false;
	if ((*root)->type.kind == KIND_DURATION) {
		lonely_duration(&c, *root);
		return false;
	}
	if (want != NULL && want->kind == KIND_DECIMAL &&
	    (*root)->op == EXPR_DIV && (*root)->type.kind == KIND_DECIMAL)
		expr_check_scale(*root, want->scale);
	return true;
}

void
expr_forget(struct expr *e)
{
	if (e == NULL)
		return;
	regex_free(e->regex);
	e->regex = NULL;
	for (size_t i = 0; i < e->arg_count; i++)
		expr_forget(e->args[i]);
}

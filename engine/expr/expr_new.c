/* SPDX-License-Identifier: MIT */
#include "expr_checker.h"

/* Nodes that the check adds: corrections to show, conversions. */

static struct expr *
node(struct checker *c, enum expr_op op, size_t count)
{
	struct expr	*e = arena_alloc(c->arena, sizeof *e);

	e->op = op;
	e->arg_count = count;
	e->args = arena_array(c->arena, count + 1, sizeof *e->args);
	return e;
}

struct expr *
expr_new_call(struct checker *c, const char *name, struct expr *arg)
{
	struct expr	*e = node(c, EXPR_CALL, 1);

	e->name = slice_of(name);
	e->args[0] = arg;
	return e;
}

struct expr *
expr_new_one(struct checker *c, enum expr_op op, struct expr *arg)
{
	struct expr	*e = node(c, op, 1);

	e->args[0] = arg;
	return e;
}

struct expr *
expr_new_pair(struct checker *c, enum expr_op op, struct expr *a,
    struct expr *b)
{
	struct expr	*e = node(c, op, 2);

	e->args[0] = a;
	e->args[1] = b;
	return e;
}

struct expr *
expr_new_name(struct checker *c, struct slice name)
{
	struct expr	*e = node(c, EXPR_NAME, 0);

	e->name = name;
	return e;
}

struct expr *
expr_new_day(struct checker *c, enum kind kind, int64_t value)
{
	struct expr	*e = expr_literal_make(c->arena, kind);

	expr_literal(e)->i[0] = value;
	return e;
}

static bool
is_converted(const struct type *have, const struct type *want)
{
	if (have->kind != want->kind)
		return false;
	return have->kind != KIND_DECIMAL || have->scale == want->scale;
}

/* Texts of any kind hold the same bytes: a literal just changes its kind. */
static void
rename_literal(struct checker *c, struct expr *e, enum kind kind)
{
	const struct slice	text = e->literal->s[0];
	struct column		*column = column_make(c->arena, kind, 1);

	column->s[0] = text;
	e->literal = column;
	e->type.kind = kind;
}

void
expr_convert(struct checker *c, struct expr **place, const struct type *want)
{
	struct expr	*e = *place, *over;
	struct column	*column;

	if (is_converted(&e->type, want))
		return;
	if (expr_is_null(e)) {
		column = column_all_null(c->arena, want->kind, 1);
		column->scale = want->scale;
		e->literal = column;
		e->type = *want;
		return;
	}
	if (e->op == EXPR_LITERAL && kind_is_text(e->type.kind) &&
	    kind_is_text(want->kind)) {
		rename_literal(c, e, want->kind);
		return;
	}
	over = node(c, EXPR_CONVERT, 1);
	over->args[0] = e;
	over->type = *want;
	over->nullable = e->nullable;
	over->at = e->at;
	over->len = e->len;
	*place = over;
}

/* SPDX-License-Identifier: MIT */
#include "soql_write_parts.h"

/*
 * Conditions that hold wherever ours does. Negation goes down to the tests,
 * so that NOT is never asked; and and or always have their parentheses.
 */

static struct soql_node
child(struct soql_node n, size_t i)
{
	return (struct soql_node){ n.expr->args[i], n.source };
}

/* All of them, or those that can be asked; NULL: none of it can. */
static const char *
join(struct soql_writer *w, struct soql_node n, bool all, bool not)
{
	const char	*out = NULL, *one;
	size_t		 count = 0;

	for (size_t i = 0; i < n.expr->arg_count; i++) {
		one = soql_write_test(w, child(n, i), not);
		if (one == NULL && !all)
			return NULL;
		if (one == NULL)
			continue;
		out = count++ == 0 ? one : arena_printf(w->arena, "%s %s %s",
		    out, all ? "AND" : "OR", one);
	}
	return count > 1 ? arena_printf(w->arena, "(%s)", out) : out;
}

static enum expr_op
turned(enum expr_op op)
{
	switch (op) {
	case EXPR_LT:
		return EXPR_GT;
	case EXPR_LE:
		return EXPR_GE;
	case EXPR_GT:
		return EXPR_LT;
	case EXPR_GE:
		return EXPR_LE;
	default:
		return op;
	}
}

static enum expr_op
opposite(enum expr_op op)
{
	switch (op) {
	case EXPR_EQ:
		return EXPR_NE;
	case EXPR_NE:
		return EXPR_EQ;
	case EXPR_LT:
		return EXPR_GE;
	case EXPR_LE:
		return EXPR_GT;
	case EXPR_GT:
		return EXPR_LE;
	default:
		return EXPR_LT;
	}
}

/* An order that does not hold: the opposite does, or one of them is null. */
static const char *
compare(struct soql_writer *w, enum expr_op op, const struct soql_field *f,
    const struct column *c, bool not)
{
	const char	*test;

	if (!not)
		return soql_write_compare(w, op, f, c);
	test = soql_write_compare(w, opposite(op), f, c);
	if (test == NULL || op == EXPR_EQ || op == EXPR_NE)
		return test;
	return arena_printf(w->arena, "(%s OR %s = null)", test, f->path);
}

static const char *
test_sides(struct soql_writer *w, struct soql_node n, bool not)
{
	struct soql_field	 f;
	const struct column	*c;

	if (soql_write_field(w, child(n, 0), &f))
		return (c = soql_write_constant(w, child(n, 1))) == NULL ?
		    NULL : compare(w, n.expr->op, &f, c, not);
	if (!soql_write_field(w, child(n, 1), &f) ||
	    (c = soql_write_constant(w, child(n, 0))) == NULL)
		return NULL;
	return compare(w, turned(n.expr->op), &f, c, not);
}

static const char *
test_between(struct soql_writer *w, struct soql_node n, bool not)
{
	struct soql_field	 f;
	const struct column	*low, *high;
	const char		*from, *to;

	if (!soql_write_field(w, child(n, 0), &f) ||
	    (low = soql_write_constant(w, child(n, 1))) == NULL ||
	    (high = soql_write_constant(w, child(n, 2))) == NULL)
		return NULL;
	from = compare(w, EXPR_GE, &f, low, not);
	to = compare(w, EXPR_LE, &f, high, not);
	if (from == NULL || to == NULL)
		return not ? NULL : from == NULL ? to : from;
	return arena_printf(w->arena, "(%s %s %s)", from, not ? "OR" : "AND",
	    to);
}

static const char *
test_null(struct soql_writer *w, struct soql_node n, bool not)
{
	struct soql_field	f;

	if (!soql_write_field(w, child(n, 0), &f) ||
	    f.kind == KIND_BOOLEAN)
		return NULL;
	not ^= n.expr->op == EXPR_NOT_NULL;
	return arena_printf(w->arena, "%s %s null", f.path,
	    not ? "!=" : "=");
}

/* A list of datetimes or booleans is asked as one test after the other. */
static const char *
test_each(struct soql_writer *w, struct soql_node n,
    const struct soql_field *f, bool not)
{
	const struct column	*c;
	const char		*out = NULL, *one;
	size_t			 count = 0;

	for (size_t i = 1; i < n.expr->arg_count; i++) {
		c = soql_write_constant(w, child(n, i));
		if (c == NULL)
			return NULL;
		if (column_is_null(c, 0))
			continue;
		one = compare(w, EXPR_EQ, f, c, not);
		if (one == NULL)
			return NULL;
		out = count++ == 0 ? one : arena_printf(w->arena, "%s %s %s",
		    out, not ? "AND" : "OR", one);
	}
	return count > 1 ? arena_printf(w->arena, "(%s)", out) : out;
}

static bool
has_list(const struct soql_field *f)
{
	return !f->day && f->kind != KIND_DATETIME &&
	    f->kind != KIND_BOOLEAN;
}

/* The members as a list; NULL if one of them cannot be asked for. */
static const char *
write_list(struct soql_writer *w, struct soql_node n,
    const struct soql_field *f, bool not)
{
	const struct column	*c;
	struct text		 list;
	const char		*one, *out = NULL;
	size_t			 i;

	text_init(&list, SOQL_WRITE_MAX);
	for (i = 1; i < n.expr->arg_count; i++) {
		c = soql_write_constant(w, child(n, i));
		if (c == NULL)
			break;
		if (column_is_null(c, 0))
			continue;
		if (compare(w, EXPR_EQ, f, c, not) == NULL ||
		    (one = soql_write_literal(w, f->kind, c)) == NULL)
			break;
		text_printf(&list, "%s%s", list.len > 0 ? ", " : "", one);
	}
	if (i == n.expr->arg_count && list.len > 0 && !list.full)
		out = arena_text(w->arena, (struct slice){ list.ptr,
		    list.len });
	text_free(&list);
	return out;
}

static const char *
test_in(struct soql_writer *w, struct soql_node n, bool not)
{
	struct soql_field	 f;
	const char		*list;

	not ^= n.expr->op == EXPR_NOT_IN;
	if (!soql_write_field(w, child(n, 0), &f))
		return NULL;
	if (!has_list(&f))
		return test_each(w, n, &f, not);
	if ((list = write_list(w, n, &f, not)) == NULL)
		return NULL;
	return not ? arena_printf(w->arena, "(%s NOT IN (%s) OR %s = null)",
	    f.path, list, f.path) : arena_printf(w->arena, "%s IN (%s)",
	    f.path, list);
}

/* Without case more is like it, and so less is not: not is not asked. */
static const char *
test_like(struct soql_writer *w, struct soql_node n, bool not)
{
	struct soql_field	 f;
	const struct column	*c;
	const char		*text;
	enum expr_op		 op = n.expr->op;

	if (not || !soql_write_field(w, child(n, 0), &f) ||
	    (f.kind != KIND_TEXT && f.kind != KIND_PICKLIST) ||
	    (c = soql_write_constant(w, child(n, 1))) == NULL ||
	    column_is_null(c, 0) || !kind_is_text(c->kind) ||
	    c->s[0].len == 0)
		return NULL;
	text = op == EXPR_LIKE ? soql_write_pattern(w, c->s[0]) :
	    soql_write_escape(w, c->s[0], true);
	return text == NULL ? NULL : arena_printf(w->arena,
	    "%s LIKE '%s%s%s'", f.path,
	    op == EXPR_CONTAINS || op == EXPR_ENDS ? "%" : "", text,
	    op == EXPR_CONTAINS || op == EXPR_STARTS ? "%" : "");
}

static bool
is_many(const struct column *c)
{
	return c != NULL && kind_is_text(c->kind) &&
	    (column_is_null(c, 0) || c->s[0].len > 0);
}

static const char *
test_includes(struct soql_writer *w, struct soql_node n, bool not)
{
	struct soql_field	 f;
	const struct column	*c;
	const char		*out = NULL, *one;

	not ^= n.expr->op == EXPR_EXCLUDES;
	if (not || !soql_write_field(w, child(n, 0), &f) ||
	    f.kind != KIND_MULTI)
		return NULL;
	for (size_t i = 1; i < n.expr->arg_count; i++) {
		c = soql_write_constant(w, child(n, i));
		if (!is_many(c) || (one = soql_write_literal(w, f.kind, c)) ==
		    NULL)
			return NULL;
		if (column_is_null(c, 0))
			continue;
		out = out == NULL ? one : arena_printf(w->arena, "%s, %s",
		    out, one);
	}
	return out == NULL ? NULL : arena_printf(w->arena,
	    "%s INCLUDES (%s)", f.path, out);
}

static const char *
test_flag(struct soql_writer *w, struct soql_node n, bool not)
{
	struct soql_field	f;

	if (!soql_write_field(w, n, &f) || f.kind != KIND_BOOLEAN ||
	    (not && strchr(f.path, '.') != NULL))
		return NULL;
	return arena_printf(w->arena, "%s = %s", f.path,
	    not ? "FALSE" : "TRUE");
}

const char *
soql_write_test(struct soql_writer *w, struct soql_node n, bool not)
{
	n = soql_write_follow(w, n);
	switch (n.expr->op) {
	case EXPR_AND:
	case EXPR_OR:
		return join(w, n, (n.expr->op == EXPR_AND) != not, not);
	case EXPR_NOT:
		return soql_write_test(w, child(n, 0), !not);
	case EXPR_NAME:
		return test_flag(w, n, not);
	case EXPR_EQ: case EXPR_NE: case EXPR_LT: case EXPR_LE:
	case EXPR_GT: case EXPR_GE:
		return test_sides(w, n, not);
	case EXPR_BETWEEN:
		return test_between(w, n, not);
	case EXPR_IS_NULL: case EXPR_NOT_NULL:
		return test_null(w, n, not);
	case EXPR_IN: case EXPR_NOT_IN:
		return test_in(w, n, not);
	case EXPR_LIKE: case EXPR_CONTAINS: case EXPR_STARTS: case EXPR_ENDS:
		return test_like(w, n, not);
	case EXPR_INCLUDES: case EXPR_EXCLUDES:
		return test_includes(w, n, not);
	default:
		return NULL;
	}
}

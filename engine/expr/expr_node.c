/* SPDX-License-Identifier: MIT */
#include "expr_parser.h"

/* Nodes of the tree, which may grow neither too deep nor too large. */

/*
 * While it is parsed a node knows how tall the tree under it is. All that
 * recurses over a tree later, on any thread's stack, relies on EXPR_TALL.
 */
struct node {
	struct expr	expr;
	int		height;
};

static int
height_over(struct expr **args, size_t count)
{
	int	height = 0;

	for (size_t i = 0; i < count; i++) {
		/* Literals are made elsewhere and have no height. */
		if (args[i]->op == EXPR_LITERAL)
			continue;
		if (((struct node *)(void *)args[i])->height > height)
			height = ((struct node *)(void *)args[i])->height;
	}
	return height + 1;
}

static struct expr *
too_large(struct parser *p, const struct token *from, const char *why)
{
	struct diag	*d;

	d = expr_wrong(p, "P202", (size_t)from->at, (size_t)from->len,
	    "the expression is too large: %s", why);
	diag_note(p->diags, d, "note", "give parts of it names of their own "
	    "in show, or say it with a list: a in ('x', 'y')");
	return NULL;
}

struct expr *
expr_node(struct parser *p, enum expr_op op, struct expr **args,
    size_t count, const struct token *from)
{
	struct node	*n = arena_alloc(p->arena, sizeof *n);
	struct expr	*e = &n->expr;

	n->height = height_over(args, count);
	if (n->height > EXPR_TALL)
		return too_large(p, from, "more than 1000 operators in a row");
	if (p->nodes++ >= EXPR_NODES)
		return too_large(p, from, "it has more than 20000 parts");
	e->op = op;
	e->at = from->at;
	if (p->next > p->tokens)
		e->len = p->next[-1].at + p->next[-1].len - e->at;
	if (count > 0) {
		e->args = arena_array(p->arena, count, sizeof *e->args);
		memcpy(e->args, args, count * sizeof *e->args);
		e->arg_count = count;
	}
	return e;
}

struct expr *
expr_node_span(struct expr *e, const struct token *from, const struct token *to)
{
	e->at = from->at;
	e->len = to->at + to->len - from->at;
	return e;
}

void
expr_node_add(struct parser *p, struct expr_list *list, struct expr *e)
{
	struct expr	**more;

	if (list->count == list->cap) {
		list->cap = list->cap * 2 + 4;
		more = arena_array(p->arena, list->cap, sizeof *more);
		if (list->count > 0)
			memcpy(more, list->items,
			    list->count * sizeof *more);
		list->items = more;
	}
	list->items[list->count++] = e;
}

bool
expr_node_enter(struct parser *p)
{
	if (++p->depth <= EXPR_DEPTH)
		return true;
	expr_wrong(p, "P202", (size_t)p->next->at, (size_t)p->next->len,
	    "the expression is nested more than %d levels deep", EXPR_DEPTH);
	return false;
}

void
expr_node_leave(struct parser *p)
{
	p->depth--;
}

struct expr *
expr_node_copy(struct parser *p, const struct expr *e)
{
	struct expr	*copy, **args = NULL;
	size_t		 i;

	if (p->nodes >= EXPR_NODES)
		return too_large(p, p->next, "it has more than 20000 parts");
	if (e->op == EXPR_LITERAL) {
		p->nodes++;
		copy = arena_raw(p->arena, sizeof *copy);
		*copy = *e;
		return copy;
	}
	if (e->arg_count > 0)
		args = arena_array(p->arena, e->arg_count, sizeof *args);
	for (i = 0; i < e->arg_count; i++)
		if ((args[i] = expr_node_copy(p, e->args[i])) == NULL)
			return NULL;
	copy = expr_node(p, e->op, args, e->arg_count, p->next);
	if (copy == NULL)
		return NULL;
	copy->at = e->at;
	copy->len = e->len;
	copy->name = e->name;
	return copy;
}

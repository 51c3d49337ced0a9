/* SPDX-License-Identifier: MIT */
#include "rule_graph.h"
#include "rule_parts.h"
#include "rule_word.h"

/*
 * Loops: a field is written from another, that one from a third, … and the
 * last from the first. Fields are nodes, mappings are edges; what cannot be
 * in a loop is peeled off from both ends first.
 */

struct edge {
	struct reach		 from, to;	/* keys of `nodes`, too */
	size_t			 a, b;		/* their numbers */
	const struct build	*build;
	const struct mapping	*map;
	struct edge		*next_out, *next_in;
};

struct node {
	struct edge	*out, *in;
	struct edge	*way;		/* how the search came here */
	size_t		 degree;
	bool		 gone;
};

struct loop {
	struct graph	*g;
	struct edge	*edges;
	size_t		 edge_count;
	struct node	*nodes;
	size_t		 count;
	size_t		*queue;
	/* The mapping at hand, while edges are collected. */
	const struct build	*build;
	const struct action	*action;
	const struct mapping	*map;
};

static void
add_edge(void *arg, const struct reach *from)
{
	struct loop	*l = arg;
	struct edge	*e;

	if (from->field == l->map->field)
		return;
	if (l->edges != NULL) {
		e = &l->edges[l->edge_count];
		e->from = *from;
		e->to = (struct reach){ l->action->schema, l->map->field,
		    false };
		e->build = l->build;
		e->map = l->map;
	}
	l->edge_count++;
}

static void
collect(struct loop *l)
{
	size_t	i, k, j;

	l->edge_count = 0;
	for (i = 0; i < l->g->count; i++) {
		l->build = l->g->builds[i];
		for (k = 0; k < l->build->rule->action_count; k++) {
			l->action = &l->build->rule->actions[k];
			if (l->action->kind != ACTION_LOAD)
				continue;
			for (j = 0; j < l->action->count; j++) {
				l->map = &l->action->maps[j];
				if (l->map->field != NULL && !l->map->key)
					rule_flow_reads(l->build, l->map,
					    add_edge, l);
			}
		}
	}
}

static size_t
number(struct map *numbers, const struct reach *r)
{
	struct slice	key = { (const char *)&r->field, sizeof r->field };
	uintptr_t	n = (uintptr_t)map_get(numbers, key);

	if (n == 0) {
		n = numbers->count + 1;
		map_put(numbers, key, (void *)n);
	}
	return n - 1;
}

static void
link_nodes(struct loop *l)
{
	struct map	numbers = { 0 };
	size_t		i;

	for (i = 0; i < l->edge_count; i++) {
		l->edges[i].a = number(&numbers, &l->edges[i].from);
		l->edges[i].b = number(&numbers, &l->edges[i].to);
	}
	l->count = numbers.count;
	map_clear(&numbers);
	l->nodes = mem_array(l->count + 1, sizeof *l->nodes);
	l->queue = mem_array(l->count + 1, sizeof *l->queue);
	for (i = l->edge_count; i-- > 0;) {
		struct edge *e = &l->edges[i];

		e->next_out = l->nodes[e->a].out;
		l->nodes[e->a].out = e;
		e->next_in = l->nodes[e->b].in;
		l->nodes[e->b].in = e;
	}
}

/* Takes nodes away that nothing leads to (or, backwards, away from). */
static void
peel(struct loop *l, bool backwards)
{
	size_t		 i, head = 0, tail = 0;
	struct edge	*e;

	for (i = 0; i < l->count; i++) {
		struct node *n = &l->nodes[i];

		n->degree = 0;
		for (e = backwards ? n->out : n->in; e != NULL;
		    e = backwards ? e->next_out : e->next_in)
			n->degree += !l->nodes[backwards ? e->b : e->a].gone;
		if (n->degree == 0 && !n->gone)
			l->queue[tail++] = i;
	}
	while (head < tail) {
		struct node *n = &l->nodes[l->queue[head++]];

		n->gone = true;
		for (e = backwards ? n->in : n->out; e != NULL;
		    e = backwards ? e->next_in : e->next_out) {
			size_t next = backwards ? e->a : e->b;

			if (!l->nodes[next].gone &&
			    --l->nodes[next].degree == 0)
				l->queue[tail++] = next;
		}
	}
}

/* The shortest way from a node back to itself: its last edge, or NULL. */
static struct edge *
search(struct loop *l, size_t start)
{
	size_t		 i, head = 0, tail = 0;
	struct edge	*e;

	for (i = 0; i < l->count; i++)
		l->nodes[i].way = NULL;
	l->queue[tail++] = start;
	while (head < tail)
		for (e = l->nodes[l->queue[head++]].out; e != NULL;
		    e = e->next_out) {
			if (e->b == start)
				return e;
			if (l->nodes[e->b].gone ||
			    l->nodes[e->b].way != NULL)
				continue;
			l->nodes[e->b].way = e;
			l->queue[tail++] = e->b;
		}
	return NULL;
}

static const char *
name_of(struct loop *l, const struct reach *r)
{
	return arena_printf(l->g->make->arena, "%s.%s",
	    rule_word_object(l->g->make->arena, r->schema), r->field->name);
}

static void
note_edge(struct loop *l, struct diag *d, const struct edge *e)
{
	const struct place	*at = &e->map->target_at;

	diag_note(l->g->make->diags, d, "note", "rule '%s' writes %s from %s "
	    "(%s:%d)", e->build->rule->name, name_of(l, &e->to),
	    name_of(l, &e->from), at->file, at->line);
}

/* The edges of the loop in their order, by turning the way around. */
static void
found_loop(struct loop *l, struct edge *last, size_t start)
{
	struct edge	*first = NULL, *e = last, *before;
	struct diag	*d;

	for (;; e = before) {
		before = e->a == start ? NULL : l->nodes[e->a].way;
		l->nodes[e->a].gone = true;
		e->next_in = first;
		first = e;
		if (before == NULL)
			break;
	}
	d = diag_add(l->g->make->diags, DIAG_WARNING, "P140",
	    last->map->target_at, "a loop: %s is written from what is "
	    "written from it", name_of(l, &last->to));
	diag_label(l->g->make->diags, d,
	    "every run changes what the next one reads");
	for (e = first; e != NULL; e = e->next_in)
		note_edge(l, d, e);
}

void
rule_loop_check(struct graph *g)
{
	struct loop	 l = { .g = g };
	struct edge	*last;
	size_t		 i;

	collect(&l);
	l.edges = mem_array(l.edge_count + 1, sizeof *l.edges);
	collect(&l);
	link_nodes(&l);
	peel(&l, false);
	peel(&l, true);
	for (i = 0; i < l.count; i++) {
		if (l.nodes[i].gone)
			continue;
		last = search(&l, i);
		if (last != NULL)
			found_loop(&l, last, i);
		l.nodes[i].gone = true;
	}
	mem_free(l.edges);
	mem_free(l.nodes);
	mem_free(l.queue);
}

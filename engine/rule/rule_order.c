/* SPDX-License-Identifier: MIT */
#include "precept/near.h"
#include "rule_graph.h"

/* `after` makes rules a forest: roots first, each before its followers. */

static void
found_twice(struct make *m, const struct rule *r, const struct rule *other)
{
	struct diag	*d;

	d = diag_add(m->diags, DIAG_ERROR, "P103", r->name_at,
	    "there are two rules '%s'", r->name);
	diag_note(m->diags, d, "note", "the other is in %s:%d",
	    other->name_at.file, other->name_at.line);
}

static void
put_names(struct graph *g, struct map *names)
{
	struct build	*other;
	size_t		 i;

	for (i = 0; i < g->count; i++) {
		struct slice name = slice_of(g->builds[i]->rule->name);

		other = map_get(names, name);
		if (other != NULL)
			found_twice(g->make, g->builds[i]->rule,
			    other->rule);
		else
			map_put(names, name, g->builds[i]);
	}
}

static void
found_no_rule(struct graph *g, const struct rule *r)
{
	struct near	 near = near_to(slice_of(r->after));
	struct diag	*d;
	size_t		 i;

	for (i = 0; i < g->count; i++)
		near_try(&near, slice_of(g->builds[i]->rule->name));
	d = diag_add(g->make->diags, DIAG_ERROR, "P136", r->after_at,
	    "there is no rule '%s'", r->after);
	if (near.best.ptr != NULL)
		diag_label(g->make->diags, d, "did you mean '%.*s'?",
		    (int)near.best.len, near.best.ptr);
}

static void
link_after(struct graph *g, const struct map *names)
{
	struct build	*b;
	size_t		 i;

	for (i = 0; i < g->count; i++) {
		b = g->builds[i];
		if (b->rule->after == NULL)
			continue;
		b->before = map_get(names, slice_of(b->rule->after));
		if (b->before == NULL)
			found_no_rule(g, b->rule);
	}
}

static void
found_circle(struct graph *g, struct build *b)
{
	struct arena		*arena = g->make->arena;
	const struct build	*at = b->before;
	const char		*way;
	struct diag		*d;

	if (at == b) {
		diag_add(g->make->diags, DIAG_ERROR, "P137",
		    b->rule->after_at, "'%s' cannot run after itself",
		    b->rule->name);
		return;
	}
	way = arena_printf(arena, "'%s'", b->rule->name);
	for (; at != b; at = at->before)
		way = arena_printf(arena, "%s after '%s'", way,
		    at->rule->name);
	d = diag_add(g->make->diags, DIAG_ERROR, "P137", b->rule->after_at,
	    "rules wait for each other in a circle");
	diag_note(g->make->diags, d, "note", "%s after '%s'", way,
	    b->rule->name);
}

/* Walk up from each; who meets its own mark is in a circle, cut there. */
static void
cut_circles(struct graph *g)
{
	struct build	*at;
	size_t		 i;

	for (i = 0; i < g->count; i++) {
		for (at = g->builds[i]; at != NULL && at->mark == 0;
		    at = at->before)
			at->mark = i + 1;
		if (at == NULL || at->mark != i + 1)
			continue;
		found_circle(g, at);
		at->before = NULL;
	}
}

/* Followers in the order of the files: put in front, from the last on. */
static void
link_followers(struct graph *g)
{
	struct build	*b;
	size_t		 i;

	for (i = g->count; i-- > 0;) {
		b = g->builds[i];
		if (b->before == NULL)
			continue;
		b->next = b->before->first;
		b->before->first = b;
	}
}

static void
number_tree(struct build *root, struct ruleset *set, size_t *clock)
{
	struct build	*b = root;

	for (;;) {
		b->enter = ++*clock;
		set->rules[set->count++] = b->rule;
		if (b->first != NULL) {
			b = b->first;
			continue;
		}
		b->leave = ++*clock;
		while (b != root && b->next == NULL) {
			b = b->before;
			b->leave = ++*clock;
		}
		if (b == root)
			return;
		b = b->next;
	}
}

void
rule_order_make(struct graph *g, struct ruleset *set)
{
	struct map	names = { 0 };
	size_t		clock = 0, i;

	put_names(g, &names);
	link_after(g, &names);
	map_clear(&names);
	cut_circles(g);
	link_followers(g);
	set->rules = arena_array(g->make->arena, g->count + 1,
	    sizeof(struct rule *));
	for (i = 0; i < g->count; i++)
		if (g->builds[i]->before == NULL)
			number_tree(g->builds[i], set, &clock);
}

bool
rule_order_has(const struct build *before, const struct build *b)
{
	return before->enter <= b->enter && b->leave <= before->leave;
}

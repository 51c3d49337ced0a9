/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "precept/hash.h"
#include "rule_graph.h"

/* Declarations to rules: each on its own, then what they are together. */

static bool
is(const struct decl_top *top, const char *word)
{
	return strcmp(top->word, word) == 0;
}

static size_t
count(const struct decl_top *top, const char *word)
{
	size_t	n = 0;

	for (; top != NULL; top = top->next)
		n += is(top, word);
	return n;
}

static void
make_funcs(struct make *m, const struct decl_top *top)
{
	m->funcs = arena_array(m->arena, count(top, "func") + 1,
	    sizeof *m->funcs);
	for (; top != NULL; top = top->next)
		if (is(top, "func"))
			rule_func_make(m, top);
}

static void
build_all(struct graph *g, const struct decl_top *top)
{
	struct rule	*last = NULL;

	g->builds = arena_array(g->make->arena, count(top, "rule") + 1,
	    sizeof *g->builds);
	for (; top != NULL; top = top->next) {
		if (!is(top, "rule"))
			continue;
		g->builds[g->count] = rule_build(g->make, top);
		if (last != NULL && last->file == top->at.file)
			last->next_in_file = g->builds[g->count]->rule;
		last = g->builds[g->count++]->rule;
	}
}

static const struct connection *
make_connections(struct make *m, const struct decl_top *top)
{
	struct connection	*first = NULL, **end = &first;

	for (; top != NULL; top = top->next) {
		if (!is(top, "connection"))
			continue;
		*end = rule_connection_make(m, first, top);
		end = &(*end)->next;
	}
	return first;
}

static int
by_name(const void *a, const void *b)
{
	const struct rule	*const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

/* The order of files and rules in them means nothing. */
static void
hash_all(struct ruleset *set)
{
	struct rule	**sorted = mem_array(set->count + 1,
			    sizeof(struct rule *));
	struct hash_sum	 *sum = hash_begin();
	char		  hex[HASH_HEX];
	size_t		  i;

	if (set->count > 0)
		memcpy(sorted, set->rules,
		    set->count * sizeof(struct rule *));
	qsort(sorted, set->count, sizeof *sorted, by_name);
	for (i = 0; i < set->count; i++) {
		rule_hash(sorted[i], hex);
		hash_add(sum, hex, sizeof hex - 1);
	}
	mem_free(sorted);
	hash_end(sum, set->hash);
}

struct ruleset *
ruleset_make(struct arena *arena, struct diags *diags,
    const struct catalog *catalog, struct bind *bind, const char *dir,
    const struct decl_top *tops)
{
	struct ruleset	*set = arena_alloc(arena, sizeof *set);
	struct make	 make = { .arena = arena, .diags = diags,
			    .catalog = catalog, .bind = bind, .dir = dir };
	struct graph	 graph = { .make = &make };
	size_t		 i;

	set->arena = arena;
	set->diags = diags;
	set->catalog = catalog;
	make_funcs(&make, tops);
	set->funcs = make.funcs;
	set->connections = make_connections(&make, tops);
	build_all(&graph, tops);
	rule_order_make(&graph, set);
	rule_chain_check(&graph);
	rule_conflict_check(&graph);
	rule_writes_check(&graph, set->connections);
	rule_loop_check(&graph);
	for (i = 0; i < graph.count; i++)
		rule_build_done(graph.builds[i]);
	hash_all(set);
	return set;
}

const struct rule *
ruleset_find(const struct ruleset *set, struct slice name)
{
	size_t	i;

	for (i = 0; i < set->count; i++)
		if (slice_is(name, set->rules[i]->name))
			return set->rules[i];
	return NULL;
}

static void
forget(struct phrase *list, size_t n)
{
	size_t	i;

	for (i = 0; i < n; i++) {
		expr_forget(list[i].expr);
		list[i].expr = NULL;
	}
}

void
ruleset_forget(struct ruleset *set)
{
	size_t	i, k, j;

	for (i = 0; set != NULL && i < set->count; i++) {
		struct rule *r = set->rules[i];

		for (k = 0; k < r->show_count; k++)
			forget(&r->shows[k].value, 1);
		forget(r->filters, r->filter_count);
		for (k = 0; k < r->action_count; k++) {
			struct action *a = &r->actions[k];

			forget(a->filters, a->filter_count);
			for (j = 0; j < a->count; j++) {
				forget(&a->maps[j].value, 1);
				forget(&a->maps[j].fallback, 1);
			}
		}
	}
}

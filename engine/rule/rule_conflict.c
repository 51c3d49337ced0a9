/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "rule_graph.h"
#include "rule_parts.h"
#include "rule_word.h"

/*
 * Two rules that write one field, neither after the other; two actions that
 * write one file. All that is written is sorted, so that only neighbours
 * have to be looked at.
 */

struct write {
	const struct build	*build;
	const struct action	*action;
	const struct mapping	*map;		/* NULL: the file */
};

struct writes {
	struct write	*items;
	size_t		 count;
};

static bool
changes_records(const struct action *a)
{
	return a->kind == ACTION_LOAD && a->schema != NULL &&
	    a->operation != OP_INSERT && a->on_existing == EXISTING_UPDATE;
}

static void
each_write(const struct graph *g, bool files,
    void (*one)(struct writes *, struct write), struct writes *w)
{
	size_t	i, k, j;

	for (i = 0; i < g->count; i++) {
		const struct build	*b = g->builds[i];

		for (k = 0; k < b->rule->action_count; k++) {
			const struct action *a = &b->rule->actions[k];

			if (files && a->kind == ACTION_EXPORT)
				one(w, (struct write){ b, a, NULL });
			if (files || !changes_records(a))
				continue;
			for (j = 0; j < a->count; j++)
				if (!a->maps[j].key &&
				    a->maps[j].field != NULL)
					one(w, (struct write){ b, a,
					    &a->maps[j] });
		}
	}
}

static void
count_write(struct writes *w, struct write one)
{
	(void)one;
	w->count++;
}

static void
put_write(struct writes *w, struct write one)
{
	w->items[w->count++] = one;
}

static struct writes
collect(const struct graph *g, bool files)
{
	struct writes	w = { 0 };

	each_write(g, files, count_write, &w);
	w.items = mem_array(w.count + 1, sizeof *w.items);
	w.count = 0;
	each_write(g, files, put_write, &w);
	return w;
}

static int
compare_order(const struct write *x, const struct write *y)
{
	if (x->build->enter != y->build->enter)
		return x->build->enter < y->build->enter ? -1 : 1;
	return (x->action > y->action) - (x->action < y->action);
}

static int
by_field(const void *a, const void *b)
{
	const struct write	*x = a, *y = b;
	uintptr_t		 f = (uintptr_t)x->map->field;
	uintptr_t		 g = (uintptr_t)y->map->field;

	return f != g ? (f < g ? -1 : 1) : compare_order(x, y);
}

static const char *
plain(const char *path)
{
	while (path[0] == '.' && path[1] == '/')
		path += 2;
	return path;
}

static int
by_path(const void *a, const void *b)
{
	const struct write	*x = a, *y = b;
	int			 n = strcmp(plain(x->action->path),
				    plain(y->action->path));

	return n != 0 ? n : compare_order(x, y);
}

static void
found_field(const struct graph *g, const struct write *one,
    const struct write *two)
{
	struct diags		*ds = g->make->diags;
	const struct place	*at = &one->map->target_at;
	struct diag		*d;

	d = diag_add(ds, DIAG_WARNING, "P139", two->map->target_at,
	    "two rules write %s, and neither runs after the other",
	    rule_word_target(g->make->arena, two->action, two->map->field));
	diag_label(ds, d, "rule '%s' writes it", two->build->rule->name);
	diag_note(ds, d, "note", "rule '%s' writes it too (%s:%d)",
	    one->build->rule->name, at->file, at->line);
	diag_note(ds, d, "try", "after = \"%s\"      -- in rule '%s'",
	    one->build->rule->name, two->build->rule->name);
}

static void
check_fields(const struct graph *g)
{
	struct writes	w = collect(g, false);
	size_t		i;

	qsort(w.items, w.count, sizeof *w.items, by_field);
	for (i = 1; i < w.count; i++) {
		const struct write *one = &w.items[i - 1];

		if (one->map->field == w.items[i].map->field &&
		    !rule_order_has(one->build, w.items[i].build))
			found_field(g, one, &w.items[i]);
	}
	mem_free(w.items);
}

static void
check_files(const struct graph *g)
{
	struct writes	w = collect(g, true);
	size_t		i;

	qsort(w.items, w.count, sizeof *w.items, by_path);
	for (i = 1; i < w.count; i++) {
		const struct action	*one = w.items[i - 1].action;
		const struct action	*two = w.items[i].action;
		struct diag		*d;

		if (two->path[0] == '\0' ||
		    strcmp(plain(one->path), plain(two->path)) != 0)
			continue;
		d = diag_add(g->make->diags, DIAG_ERROR, "P144",
		    two->path_at, "two actions write the file '%s'",
		    two->path);
		diag_note(g->make->diags, d, "note",
		    "the other is in rule '%s' (%s:%d)",
		    w.items[i - 1].build->rule->name, one->path_at.file,
		    one->path_at.line);
	}
	mem_free(w.items);
}

void
rule_conflict_check(struct graph *g)
{
	check_fields(g);
	check_files(g);
}

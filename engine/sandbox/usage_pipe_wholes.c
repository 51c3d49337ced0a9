/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "usage_aggregate.h"

/* Operators that answer when all rows are there. */

struct group {
	struct usage_value	*keys;
	struct usage_state	*states;
	uint64_t		 hash;
};

struct grouping {
	struct usage_out	*keys;		/* expr: the field itself */
	size_t			 width;
	struct usage_aggregate	*aggregates;
	size_t			 count;		/* of aggregates */
	struct group		**groups;	/* in the order they came */
	size_t			 groups_count, cap;
	uint32_t		*slots;		/* index + 1 */
	size_t			 slot_count;
	struct usage_value	*now;		/* the row's keys */
};

static void
grow(struct usage_run *run, struct grouping *g)
{
	struct group	**more;

	g->cap = g->cap == 0 ? 16 : 2 * g->cap;
	more = arena_array(run->arena, g->cap, sizeof *more);
	if (g->groups_count > 0)
		memcpy(more, g->groups, g->groups_count * sizeof *more);
	g->groups = more;
	g->slot_count = 2 * g->cap;
	g->slots = arena_array(run->arena, g->slot_count, sizeof *g->slots);
	for (size_t i = 0; i < g->groups_count; i++) {
		size_t	at = more[i]->hash & (g->slot_count - 1);

		while (g->slots[at] != 0)
			at = (at + 1) & (g->slot_count - 1);
		g->slots[at] = (uint32_t)i + 1;
	}
}

static bool
same(const struct grouping *g, const struct group *group)
{
	for (size_t i = 0; i < g->width; i++)
		if (!usage_value_equal(group->keys[i], g->now[i]))
			return false;
	return true;
}

static struct group *
group_of(struct usage_run *run, struct grouping *g, uint64_t hash)
{
	struct group	*group;
	size_t		 at;

	if (g->groups_count == g->cap)
		grow(run, g);
	for (at = hash & (g->slot_count - 1); g->slots[at] != 0;
	    at = (at + 1) & (g->slot_count - 1)) {
		group = g->groups[g->slots[at] - 1];
		if (group->hash == hash && same(g, group))
			return group;
	}
	group = arena_alloc(run->arena, sizeof *group);
	group->hash = hash;
	group->keys = arena_array(run->arena, g->width,
	    sizeof *group->keys);
	for (size_t i = 0; i < g->width; i++)
		group->keys[i] = usage_value_keep(g->now[i], run->arena);
	group->states = arena_array(run->arena, g->count,
	    sizeof *group->states);
	g->groups[g->groups_count++] = group;
	g->slots[at] = (uint32_t)g->groups_count;
	return group;
}

static bool
push_group(struct usage_stage *s, struct usage_row *row)
{
	struct grouping	*g = s->own;
	struct group	*group;
	uint64_t	 hash = 0;

	for (size_t i = 0; i < g->width; i++) {
		g->now[i] = usage_expr_eval(s->run, g->keys[i].expr, row);
		hash = usage_value_hash(g->now[i], hash);
	}
	group = group_of(s->run, g, hash);
	for (size_t i = 0; i < g->count; i++)
		usage_aggregate_add(s->run, &g->aggregates[i],
		    &group->states[i], row);
	return true;
}

static void
end_group(struct usage_stage *s)
{
	struct grouping	*g = s->own;
	struct arena	*a = s->run->arena;

	for (size_t i = 0; i < g->groups_count; i++) {
		struct usage_row	*row = usage_row_new(a, g->width +
					    g->count);

		for (size_t k = 0; k < g->width; k++)
			usage_row_set_path(row, g->keys[k].path,
			    g->keys[k].depth, g->groups[i]->keys[k], a);
		for (size_t k = 0; k < g->count; k++)
			usage_row_set(row, g->aggregates[k].name,
			    usage_aggregate_end(s->run, &g->aggregates[k],
			    &g->groups[i]->states[k]), a);
		if (!usage_pipe_push(s->next, row))
			return;
		arena_reset(s->run->scratch);
	}
}

static bool
read_keys(struct usage_run *run, struct grouping *g,
    const struct usage_value *list)
{
	if (list == NULL || list->kind != USAGE_LIST)
		return usage_fail(run, 422, "pipeline", "group takes a list "
		    "of fields, 'group'");
	g->width = list->list->count;
	g->keys = arena_array(run->arena, g->width, sizeof *g->keys);
	g->now = arena_array(run->arena, g->width, sizeof *g->now);
	for (size_t i = 0; i < g->width; i++) {
		const struct usage_value	*v = &list->list->items[i];

		if (v->kind != USAGE_TEXT)
			return usage_fail(run, 422, "pipeline", "group takes "
			    "names of fields");
		g->keys[i].expr = usage_expr_parse(run, v->text, "group");
		if (g->keys[i].expr == NULL || !usage_pipe_path(run, v->text,
		    &g->keys[i]))
			return false;
	}
	return true;
}

static bool
make_group(struct usage_stage *s, const struct usage_value *v)
{
	struct grouping			*g = arena_alloc(s->run->arena,
					    sizeof *g);
	const struct usage_value	*fields;

	s->own = g;
	s->push = push_group;
	s->end = end_group;
	if (v->kind != USAGE_OBJECT)
		return usage_fail(s->run, 422, "pipeline", "group takes an "
		    "object");
	fields = usage_row_named(v->object, "fields");
	return read_keys(s->run, g, usage_row_named(v->object, "group")) &&
	    (fields == NULL || usage_aggregate_read(s->run, fields,
	    &g->aggregates, &g->count));
}

static void
end_reduce(struct usage_stage *s)
{
	struct grouping	*g = s->own;

	/* One row, also of none. */
	group_of(s->run, g, 0);
	end_group(s);
}

static bool
make_reduce(struct usage_stage *s, const struct usage_value *v)
{
	struct grouping	*g = arena_alloc(s->run->arena, sizeof *g);

	s->own = g;
	s->push = push_group;
	s->end = end_reduce;
	return usage_aggregate_read(s->run, v, &g->aggregates, &g->count);
}

static bool
make_count(struct usage_stage *s, const struct usage_value *v)
{
	struct grouping	*g = arena_alloc(s->run->arena, sizeof *g);

	(void)v;
	g->aggregates = arena_alloc(s->run->arena, sizeof *g->aggregates);
	g->aggregates->name = usage_name(s->run, SLICE("count"));
	g->count = 1;
	s->own = g;
	s->push = push_group;
	s->end = end_reduce;
	return true;
}

/* The sort keys' values stand before each row. */
struct sorted {
	struct usage_row	*row;
	size_t			 seq;
	struct usage_value	*keys;
};

struct sorting {
	struct usage_expr	**exprs;
	bool			*down;
	size_t			 width, count, cap;
	struct sorted		*rows;
};

static bool
push_sort(struct usage_stage *s, struct usage_row *row)
{
	struct sorting	*t = s->own;
	struct arena	*a = s->run->arena;
	struct sorted	*more, *r;

	if (t->count == t->cap) {
		t->cap = 2 * t->cap + 16;
		more = arena_array(a, t->cap, sizeof *more);
		if (t->count > 0)
			memcpy(more, t->rows, t->count * sizeof *more);
		t->rows = more;
	}
	r = &t->rows[t->count];
	r->row = usage_row_keep(row, a);
	r->seq = t->count++;
	r->keys = arena_array(a, t->width, sizeof *r->keys);
	for (size_t i = 0; i < t->width; i++)
		r->keys[i] = usage_value_keep(usage_expr_eval(s->run,
		    t->exprs[i], row), a);
	return true;
}

static int
by_keys(const void *a, const void *b, void *own)
{
	const struct sorted	*x = a, *y = b;
	const struct sorting	*t = own;

	for (size_t i = 0; i < t->width; i++) {
		int	order = usage_value_compare(x->keys[i], y->keys[i]);

		if (order != 0)
			return t->down[i] ? -order : order;
	}
	return (x->seq > y->seq) - (x->seq < y->seq);
}

static void
end_sort(struct usage_stage *s)
{
	struct sorting	*t = s->own;

	if (t->count > 0)
		qsort_r(t->rows, t->count, sizeof *t->rows, by_keys, t);
	for (size_t i = 0; i < t->count; i++) {
		if (!usage_pipe_push(s->next, t->rows[i].row))
			return;
		arena_reset(s->run->scratch);
	}
}

static bool
make_sort(struct usage_stage *s, const struct usage_value *v)
{
	struct sorting	*t = arena_alloc(s->run->arena, sizeof *t);

	s->own = t;
	s->push = push_sort;
	s->end = end_sort;
	if (v->kind != USAGE_LIST)
		return usage_fail(s->run, 422, "pipeline", "sort takes a list "
		    "of fields");
	t->width = v->list->count;
	t->exprs = arena_array(s->run->arena, t->width, sizeof *t->exprs);
	t->down = arena_array(s->run->arena, t->width, sizeof *t->down);
	for (size_t i = 0; i < t->width; i++) {
		struct slice	name = v->list->items[i].text;

		if (v->list->items[i].kind != USAGE_TEXT)
			return usage_fail(s->run, 422, "pipeline", "sort "
			    "takes names of fields");
		t->down[i] = name.len > 0 && *name.ptr == '-';
		name.ptr += t->down[i];
		name.len -= t->down[i];
		t->exprs[i] = usage_expr_parse(s->run, name, "sort");
		if (t->exprs[i] == NULL)
			return false;
	}
	return true;
}

const struct usage_operator usage_pipe_wholes[] = {
	{ "group", make_group }, { "reduce", make_reduce },
	{ "count", make_count }, { "sort", make_sort },
	{ 0 }
};

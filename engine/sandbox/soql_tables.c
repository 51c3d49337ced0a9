/* SPDX-License-Identifier: MIT */
#include "soql_tables.h"

static struct soql_join *
add_join(struct soql_tables *t, struct arena *arena,
    const struct org_object *object)
{
	struct soql_join	*j = arena_alloc(arena, sizeof *j);

	j->object = object;
	j->query = t->query;
	j->number = t->join_count++;
	j->id_column = -1;
	*t->joins_end = j;
	t->joins_end = &j->next;
	return j;
}

struct soql_tables *
soql_tables_new(struct arena *arena, const struct org_object *object,
    int query)
{
	struct soql_tables	*t = arena_alloc(arena, sizeof *t);

	t->object = object;
	t->query = query;
	t->joins_end = &t->joins;
	t->columns_end = &t->columns;
	t->out_end = &t->out;
	add_join(t, arena, object);
	return t;
}

struct soql_join *
soql_tables_join(struct soql_tables *t, struct arena *arena,
    const struct soql_join *from, const struct org_field *field,
    const struct org_object *object)
{
	struct soql_join	*j;

	for (j = t->joins; j != NULL; j = j->next)
		if (j->from == from && j->field == field &&
		    j->object == object)
			return j;
	if (t->join_count > SOQL_JOINS)
		return NULL;
	j = add_join(t, arena, object);
	j->from = from;
	j->field = field;
	return j;
}

int
soql_tables_column(struct soql_tables *t, struct arena *arena,
    const struct soql_join *join, const struct org_field *field)
{
	struct soql_column	*c;
	int			 n = 0;

	for (c = t->columns; c != NULL; c = c->next, n++)
		if (c->join == join && c->field == field)
			return n;
	c = arena_alloc(arena, sizeof *c);
	c->join = join;
	c->field = field;
	*t->columns_end = c;
	t->columns_end = &c->next;
	return t->column_count++;
}

/* SPDX-License-Identifier: MIT */
#include "doctor_use.h"
#include "precept/workspace.h"

/* Sources are read; what a load action needs depends on its operation. */

struct uses {
	struct doctor_use	*list;
	size_t			 count;
	const char		*connection;
};

static unsigned
needs_of(const struct action *a)
{
	switch (a->operation) {
	case OP_INSERT:
		return DOCTOR_CREATE;
	case OP_UPDATE:
		return DOCTOR_READ | DOCTOR_UPDATE;
	default:
		return DOCTOR_READ | DOCTOR_CREATE | DOCTOR_UPDATE;
	}
}

static void
add(struct uses *u, const struct schema *s, unsigned needs)
{
	size_t	i = 0;

	if (s == NULL || strcmp(s->connection, u->connection) != 0)
		return;
	while (i < u->count && strcmp(u->list[i].object, s->object) != 0)
		i++;
	u->list[i].object = s->object;
	u->list[i].needs |= needs;
	u->count += i == u->count;
}

static void
add_rule(struct uses *u, const struct rule *r)
{
	if (r->source.kind == SOURCE_OBJECT)
		add(u, r->source.schema, DOCTOR_READ);
	for (size_t i = 0; i < r->action_count; i++)
		if (r->actions[i].kind == ACTION_LOAD)
			add(u, r->actions[i].schema,
			    needs_of(&r->actions[i]));
}

size_t
doctor_use(const struct workspace *w, const char *connection,
    struct arena *a, const struct doctor_use **out)
{
	struct uses	u = { .connection = connection };
	size_t		most = 0;

	for (size_t i = 0; i < w->rules->count; i++)
		most += 1 + w->rules->rules[i]->action_count;
	u.list = arena_array(a, most + 1, sizeof *u.list);
	memset(u.list, 0, (most + 1) * sizeof *u.list);
	for (size_t i = 0; i < w->rules->count; i++)
		add_rule(&u, w->rules->rules[i]);
	*out = u.list;
	return u.count;
}

/* SPDX-License-Identifier: MIT */
#include <ctype.h>

#include "precept/connection.h"
#include "precept/prepare.h"
#include "precept/workspace.h"
#include "prepare_field.h"
#include "salesforce_prepare.h"

/* What rules write, held against what the services have. */

struct list {
	struct workspace	*w;
	struct prepare		*items;
	size_t			 count, cap;
};

static struct prepare *
add_object(struct list *l, const struct schema *s)
{
	struct prepare	*grown;

	if (l->count == l->cap) {
		l->cap = l->cap == 0 ? 16 : l->cap * 2;
		grown = arena_array(l->w->arena, l->cap, sizeof *grown);
		if (l->count > 0)
			memcpy(grown, l->items, l->count * sizeof *grown);
		l->items = grown;
	}
	l->items[l->count] = (struct prepare){ .connection = s->connection,
	    .object = s->object, .through = connection_find(
	    l->w->connect.connections, slice_of(s->connection)) };
	return &l->items[l->count++];
}

/* The object, described when it is first met. */
static struct prepare *
get_object(struct list *l, const struct schema *s, struct err *err)
{
	struct salesforce_prepare	p = { .arena = l->w->arena };

	for (size_t i = 0; i < l->count; i++)
		if (strcmp(l->items[i].connection, s->connection) == 0 &&
		    strcmp(l->items[i].object, s->object) == 0)
			return &l->items[i];
	p.object = add_object(l, s);
	p.session = connect_salesforce(&l->w->connect, s->connection, err);
	return p.session != NULL && salesforce_prepare_describe(&p, err) ?
	    p.object : NULL;
}

static bool
is_remote(const struct list *l, const struct action *a)
{
	return a->kind == ACTION_LOAD && a->schema != NULL &&
	    connect_is_salesforce(&l->w->connect, a->schema->connection);
}

static bool
add_action(struct list *l, const struct rule *r, const struct action *a,
    struct err *err)
{
	struct prepare	*o;

	if (!is_remote(l, a))
		return true;
	o = get_object(l, a->schema, err);
	for (size_t i = 0; o != NULL && i < a->count; i++)
		prepare_field_add(o, l->w->arena, r, &a->maps[i]);
	return o != NULL;
}

/* Those to make may be there, hidden. */
static bool
look(struct list *l, struct err *err)
{
	struct salesforce_prepare	p = { .arena = l->w->arena };

	for (size_t i = 0; i < l->count; i++) {
		p.object = &l->items[i];
		p.session = connect_salesforce(&l->w->connect,
		    p.object->connection, err);
		if (p.session == NULL || !salesforce_prepare_look(&p, err))
			return false;
	}
	return true;
}

bool
prepare_list(struct workspace *w, const struct rule *const *rules, size_t n,
    struct prepare **out, size_t *count, struct err *err)
{
	struct list	l = { .w = w };

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < rules[i]->action_count; k++)
			if (!add_action(&l, rules[i], &rules[i]->actions[k],
			    err))
				return false;
	if (!look(&l, err))
		return false;
	*count = 0;
	for (size_t i = 0; i < l.count; i++)
		if (l.items[i].count > 0)
			l.items[(*count)++] = l.items[i];
	*out = l.items;
	return true;
}

size_t
prepare_count(const struct prepare *list, size_t count, enum prepare_how how)
{
	size_t	n = 0;

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < list[i].count; k++)
			n += list[i].fields[k].how == how;
	return n;
}

/* SPDX-License-Identifier: MIT */
#include "rule_graph.h"
#include "rule_parts.h"

/* A rule that runs after another should have a reason: it reads of it. */

#define BACK 8		/* rules of a chain that are looked at, backwards */

static bool
reads_object(const struct build *b, const struct schema *s)
{
	size_t	i;

	if (b->rule->source.schema == s)
		return true;
	for (i = 0; i < b->rule->source.count; i++)
		if (b->reach[i].schema == s)
			return true;
	return false;
}

static bool
reads_field(const struct build *b, const struct field *f)
{
	size_t	i;

	for (i = 0; i < b->rule->source.count; i++)
		if (b->reach[i].field == f)
			return true;
	return false;
}

/* Gainsight computes scores and health from usage data by itself. */
static bool
is_carried_on(const struct action *a, const struct source *s)
{
	return rule_usage_is(a) && s->connection != NULL &&
	    strcmp(s->connection, a->connection) == 0;
}

static bool
action_feeds(const struct action *a, const struct build *b)
{
	const struct source	*s = &b->rule->source;
	size_t			 i;

	if (a->schema == NULL)
		return true;
	if (a->kind == ACTION_EXPORT)
		return s->path != NULL && strcmp(s->path, a->path) == 0;
	if (s->kind != SOURCE_OBJECT)
		return false;
	if (is_carried_on(a, s) ||
	    (rule_write_creates(a) && reads_object(b, a->schema)))
		return true;
	for (i = 0; i < a->count; i++)
		if (!a->maps[i].key && reads_field(b, a->maps[i].field))
			return true;
	return false;
}

static bool
feeds(const struct build *from, const struct build *b)
{
	size_t	i;

	for (i = 0; i < from->rule->action_count; i++)
		if (action_feeds(&from->rule->actions[i], b))
			return true;
	return from->rule->action_count == 0;
}

static bool
is_fed(const struct build *b)
{
	const struct build	*from = b->before;
	int			 i;

	for (i = 0; i < BACK && from != NULL; i++, from = from->before)
		if (feeds(from, b))
			return true;
	return false;
}

void
rule_chain_check(struct graph *g)
{
	const struct rule	*r;
	struct diag		*d;
	size_t			 i;

	for (i = 0; i < g->count; i++) {
		r = g->builds[i]->rule;
		if (g->builds[i]->before == NULL ||
		    r->source.schema == NULL || is_fed(g->builds[i]))
			continue;
		d = diag_add(g->make->diags, DIAG_WARNING, "P138",
		    r->after_at, "'%s' reads nothing that '%s' writes",
		    r->name, r->after);
		diag_note(g->make->diags, d, "note", "nothing is wrong if "
		    "only the order matters, or if the service itself "
		    "carries it on");
	}
}

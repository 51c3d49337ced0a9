/* SPDX-License-Identifier: MIT */
#include "rule_graph.h"

/* From a mapping through Show columns to the fields of the source. */

struct flow {
	const struct build	*build;
	void			(*one)(void *, const struct reach *);
	void			*arg;
};

static void
at_field(void *arg, const struct expr *e)
{
	const struct flow	*f = arg;

	f->one(f->arg, &f->build->reach[e->slot]);
}

static void
at_column(void *arg, const struct expr *e)
{
	const struct flow	*f = arg;

	rule_phrase_names(f->build->rule->shows[e->slot].value.expr,
	    at_field, arg);
}

void
rule_flow_reads(const struct build *b, const struct mapping *m,
    void (*one)(void *, const struct reach *), void *arg)
{
	struct flow	f = { b, one, arg };

	if (b->rule->source.kind == SOURCE_OBJECT)
		rule_phrase_names(m->value.expr, at_column, &f);
}

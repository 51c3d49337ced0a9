/* SPDX-License-Identifier: MIT */
#include "rule_make.h"
#include "rule_take.h"

/* One rule "name" { … } from its parts, in the order that they need. */

static void
take_after(struct build *b, const struct decl *body)
{
	const struct decl	*d = rule_take_text(body, "after");

	if (d == NULL)
		return;
	b->rule->after = arena_text(b->make->arena, d->text);
	b->rule->after_at = d->at;
}

struct build *
rule_build(struct make *m, const struct decl_top *top)
{
	struct build	*b = arena_alloc(m->arena, sizeof *b);
	struct rule	*r = arena_alloc(m->arena, sizeof *r);

	b->make = m;
	b->rule = r;
	r->name = top->name;
	r->at = top->at;
	r->name_at = top->name_at;
	r->file = top->at.file;
	rule_source_make(b, top->body);
	rule_show_make(b, top->body);
	rule_file_check(b);
	rule_customers_make(b, top->body);
	rule_filter_make(b, top->body, &r->filters, &r->filter_count);
	rule_filter_keeps(b, r->filters, r->filter_count);
	rule_action_make(b, top->body);
	rule_guard_make(b, top->body);
	r->budget = rule_budget_take(m, top->body);
	rule_test_make(b, top->body);
	rule_schedule_make(b, top->body);
	take_after(b, top->body);
	return b;
}

void
rule_build_done(struct build *b)
{
	map_clear(&b->paths);
	map_clear(&b->names);
}

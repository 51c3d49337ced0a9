/* SPDX-License-Identifier: MIT */
#include "rule_parts.h"
#include "rule_take.h"

/* Which action it is: a load into an object, or a file. */

static void
add_action(struct build *b, const struct decl *d)
{
	struct rule	*r = b->rule;
	bool		*kept = arena_alloc(b->make->arena, r->show_count + 1);
	struct action	*a;

	if (d->kind != DECL_TABLE || d->word == NULL) {
		rule_take_wrong(b->make, "actions", "a list of actions such "
		    "as load { ... }", d);
		return;
	}
	a = &r->actions[r->action_count++];
	a->word = d->word;
	a->at = d->word_at;
	rule_filter_make(b, d, &a->filters, &a->filter_count);
	memcpy(kept, b->kept, r->show_count);
	rule_filter_keeps(b, a->filters, a->filter_count);
	if (strcmp(d->word, "export_file") == 0)
		rule_export_make(b, a, d);
	else
		rule_load_make(b, a, d);
	memcpy(b->kept, kept, r->show_count);
}

/* actions = load { … }: looked at all the same. */
static void
found_one(struct build *b, const struct decl *d)
{
	struct diags	*ds = b->make->diags;
	struct diag	*diag;

	diag = diag_add(ds, DIAG_ERROR, "P101", d->word_at,
	    "'actions' takes a list, also of one action");
	diag_note(ds, diag, "try", "actions = { %s { ... } }", d->word);
	b->rule->actions = arena_array(b->make->arena, 1,
	    sizeof *b->rule->actions);
	add_action(b, d);
}

void
rule_action_make(struct build *b, const struct decl *body)
{
	const struct decl	*list = rule_take_table(body, "actions");
	size_t			 i;

	if (list == NULL)
		return;
	if (list->word != NULL) {
		found_one(b, list);
		return;
	}
	b->rule->actions = arena_array(b->make->arena, list->count + 1,
	    sizeof *b->rule->actions);
	if (list->count == 0)
		diag_add(b->make->diags, DIAG_ERROR, "P102", list->at,
		    "'actions' is empty: the rule does nothing");
	for (i = 0; i < list->count; i++)
		add_action(b, list->entries[i].value);
}

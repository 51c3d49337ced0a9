/* SPDX-License-Identifier: MIT */
#include "precept/ledger.h"

/* Bodies that workers encode side by side, before their turn. */

#define BODY_MAX ((size_t)1 << 30)

void
ledger_bodies_make(struct ledger_bodies *b, int workers,
    const struct rule *rule)
{
	b->count = (size_t)workers * rule->action_count;
	b->texts = mem_array(b->count + 1, sizeof *b->texts);
	for (size_t i = 0; i < b->count; i++)
		text_init(&b->texts[i], BODY_MAX);
}

void
ledger_bodies_free(struct ledger_bodies *b)
{
	for (size_t i = 0; i < b->count; i++)
		text_free(&b->texts[i]);
	mem_free(b->texts);
	*b = (struct ledger_bodies){ 0 };
}

struct text *
ledger_body(struct ledger_bodies *b, const struct changes *c, size_t *rows)
{
	size_t		 action = (size_t)(c->action - c->rule->actions);
	struct text	*body = &b->texts[(size_t)c->worker *
			    c->rule->action_count + action];

	text_clear(body);
	ledger_put_head(body, c->rule, c->action);
	*rows = ledger_put_rows(body, c);
	return body;
}

/* SPDX-License-Identifier: MIT */
#include "apply_gather.h"
#include "run_private.h"

/* Rows of a plan that wait for others of their action. */

#define GATHER_MAX ((size_t)1 << 30)

struct apply_gather {
	struct waiting {
		struct text	body;
		size_t		rows;
	}		*actions;
	size_t		 count;
};

struct apply_gather *
apply_gather_new(size_t actions)
{
	struct apply_gather *g = mem_alloc(sizeof *g);

	g->count = actions;
	g->actions = mem_array(actions + 1, sizeof *g->actions);
	for (size_t i = 0; i < actions; i++)
		text_init(&g->actions[i].body, GATHER_MAX);
	return g;
}

void
apply_gather_free(struct apply_gather *g)
{
	if (g == NULL)
		return;
	for (size_t i = 0; i < g->count; i++)
		text_free(&g->actions[i].body);
	mem_free(g->actions);
	mem_free(g);
}

/* The head is the same for all bodies of an action. */
bool
apply_gather_add(struct apply_gather *g, size_t action, struct slice body)
{
	struct waiting	*w = &g->actions[action];
	const char	*end = body.ptr + body.len,
			*rows = memchr(body.ptr, '\n', body.len);

	rows = rows == NULL ? end : rows + 1;
	if (w->rows == 0) {
		text_clear(&w->body);
		text_add(&w->body, body.ptr, (size_t)(rows - body.ptr));
	}
	text_add(&w->body, rows, (size_t)(end - rows));
	for (const char *at = rows; at < end; at++) {
		w->rows++;
		at = memchr(at, '\n', (size_t)(end - at));
		if (at == NULL)
			break;
	}
	return w->rows >= REPLAY_ROWS;
}

bool
apply_gather_take(struct apply_gather *g, size_t action, struct slice *body)
{
	struct waiting *w = &g->actions[action];

	if (w->rows == 0)
		return false;
	w->rows = 0;
	*body = (struct slice){ w->body.ptr, w->body.len };
	return true;
}

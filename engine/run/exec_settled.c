/* SPDX-License-Identifier: MIT */
#include "done.h"
#include "exec_private.h"

/*
 * A run that was cut off goes on behind the last row that is settled. Which
 * records it had seen until then went with the process, so the rows up to
 * there are looked at once more. Nothing is done with them: they only come
 * before their twins, as they did the first time.
 */

static bool
work_batch(void *ctx, struct batch *b, struct err *err)
{
	struct work	 *w = ctx;
	size_t		  n = b->rule->action_count;
	struct changes	**list = arena_array(b->arena, n + 1, sizeof *list);

	b->own = list;
	for (size_t i = 0; i < n; i++) {
		struct batch_view view;

		list[i] = exec_classify(w, b, &view, i, err);
		if (list[i] == NULL)
			return err_in(err, "rule '%s', %s", b->rule->name,
			    b->rule->actions[i].word);
	}
	return true;
}

/* The record that a row has made is there by now; the ledger knows better. */
static void
see_rows(struct work *w, const struct changes *c, size_t action)
{
	uint64_t key = done_key(c->rule->name, (int)action);

	for (size_t row = 0; c->hashes != NULL && row < c->count; row++)
		exec_seen(w, c, action, row, c->op[row] == CHANGE_CREATE ||
		    set_has(w->exec->made, done_row(key, c->origin[row])));
}

static bool
take_batch(void *ctx, struct batch *b, struct err *err)
{
	struct changes **list = b->own;

	(void)err;
	for (size_t i = 0; i < b->rule->action_count; i++)
		see_rows(ctx, list[i], i);
	return true;
}

bool
exec_settled(struct work *w, struct err *err)
{
	static const struct query_ops	ops = { work_batch, take_batch };
	struct exec			*x = w->exec;
	struct query			 query = { x->rule, NULL, &x->day,
					    &ops, w };
	struct query_counts		 ignored;
	bool				 ok;

	query.scan = exec_scan(x, true, err);
	if (query.scan == NULL)
		return false;
	ok = query_run(&query, &ignored, err);
	scan_close(query.scan);
	return ok;
}

/* SPDX-License-Identifier: MIT */
#include <assert.h>

#include "precept/store.h"
#include "store_match.h"
#include "store_write.h"

/*
 * A load action on a local object. Each worker matches through a connection
 * of its own, opened when it first does; writes go through the one writer.
 */

struct store_target {
	struct target		 target;
	struct store		*store;
	int			 workers;
	struct store_match	**matches;
	struct store_writing	*writing;	/* NULL: nothing yet */
};

static bool
match(struct target *target, struct changes *c, struct err *err)
{
	struct store_target	*t = (struct store_target *)target;
	struct store_match	**m = &t->matches[c->worker];

	assert(c->worker < t->workers);
	if (*m == NULL)
		*m = store_match_new(t->store, target->action, err);
	return *m != NULL && store_match_batch(*m, c, err);
}

static bool
write_rows(struct target *target, struct changes *c, struct err *err)
{
	struct store_target	*t = (struct store_target *)target;

	if (t->writing == NULL)
		t->writing = store_writing_new(t->store, target->action);
	return store_writing_batch(t->writing, c, err);
}

/* What was written belongs to the store's transaction. */
static bool
finish(struct target *target, bool keep, struct err *err)
{
	(void)target;
	(void)keep;
	(void)err;
	return true;
}

static void
close_target(struct target *target)
{
	struct store_target	*t = (struct store_target *)target;

	for (int i = 0; i < t->workers; i++)
		store_match_free(t->matches[i]);
	store_writing_free(t->writing);
	mem_free(t->matches);
	mem_free(t);
}

struct target *
store_target(struct store *s, const struct action *a, int workers,
    struct err *err)
{
	static const struct target_ops ops = { .match = match,
		.write = write_rows, .finish = finish,
		.close = close_target };
	struct store_target	*t;

	if (s->write && (!store_object_make(s, a->schema, err) ||
	    (a->key_count > 0 && !store_keys_index(s, a, err))))
		return NULL;
	t = mem_alloc(sizeof *t);
	t->target = (struct target){ &ops, a };
	t->store = s;
	t->workers = workers;
	t->matches = mem_array((size_t)workers, sizeof *t->matches);
	return &t->target;
}

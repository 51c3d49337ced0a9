/* SPDX-License-Identifier: MIT */
#include "exec_private.h"
#include "precept/set.h"

/*
 * A record is written once a run: of two rows with the same keys the second
 * is rejected, whatever the first came to. Whether the record that the first
 * one made is there already when the second is looked up depends on how the
 * rows fell into batches and commits; what becomes of the second must not.
 */

#define AHEAD 8		/* rows whose place in the set is fetched before */
#define MADE 1ULL	/* the last bit of a hash: the record was created */

/* Only what was found there decided against the row. */
static bool
is_left(const struct changes *c, size_t row)
{
	return c->op[row] == CHANGE_SKIP ||
	    (c->op[row] == CHANGE_REJECT && c->matches[row] == 1);
}

bool
exec_seen(struct work *w, const struct changes *c, size_t action, size_t row,
    bool made)
{
	struct set	*seen = w->seen[action];
	uint64_t	 hash = c->hashes[row] | MADE;

	if (made) {
		w->created[action] = true;
		return !set_add(seen, hash);
	}
	if (c->op[row] == CHANGE_REJECT && !is_left(c, row))
		return false;
	if (w->created[action] && set_has(seen, hash))
		return true;
	return !is_left(c, row) && !set_add(seen, hash ^ MADE);
}

static void
refuse(struct changes *c, size_t row)
{
	rejects_drop(&c->rejects, (uint32_t)row);
	c->op[row] = CHANGE_REJECT;
	c->body = NULL;
	rejects_add(&c->rejects, (uint32_t)row, "D403",
	    "an earlier row of this run writes the record with %s already",
	    classify_keys(c, row));
}

bool
exec_twin(struct work *w, struct changes *c, size_t action, struct err *err)
{
	struct sink	*sink = w->exec->sink;
	bool		 found = false;

	for (size_t row = 0; c->hashes != NULL && row < c->count; row++) {
		if (row + AHEAD < c->count)
			set_hint(w->seen[action], c->hashes[row + AHEAD] |
			    (c->op[row + AHEAD] == CHANGE_CREATE ? MADE : 0));
		if (!exec_seen(w, c, action, row,
		    c->op[row] == CHANGE_CREATE))
			continue;
		if (set_has(w->seen[action], c->hashes[row] | MADE))
			c->id[row] = (struct slice){ 0 };
		refuse(c, row);
		found = true;
	}
	return !found || sink->prepare == NULL || sink->prepare(sink, c, err);
}

/* SPDX-License-Identifier: MIT */
#include "salesforce_bulk.h"

/*
 * What became of rows that went by Bulk: their outcomes out of the results of
 * the jobs, found again by what was sent.
 */

static void
take(struct salesforce_bulk *b, struct changes *c, size_t row,
    struct salesforce_outcome *o)
{
	struct salesforce_error	error = { .code = "" };
	const char		*text;

	if (o->id[0] != '\0') {
		if (c->op[row] == CHANGE_CREATE)
			c->id[row] = slice_of(arena_string(c->arena, o->id));
		return;
	}
	text = b->texts.ptr + o->error;
	salesforce_error(slice_of(text), c->arena, &error);
	if (c->op[row] == CHANGE_DELETE &&
	    strcmp(error.code, "ENTITY_IS_DELETED") == 0)
		return;
	salesforce_reject(c, row, &error);
}

static void
leave(struct salesforce_bulk *b, struct changes *c, size_t row)
{
	if (b->message == NULL) {
		c->op[row] = CHANGE_SKIP;
		return;
	}
	c->op[row] = CHANGE_REJECT;
	rejects_add(&c->rejects, (uint32_t)row, "D412", "Salesforce ended "
	    "the job without this row: %s", b->message);
}

/* After a kill the rule's own operation is not at hand: what a row was sent
 * by is then tried out. */
static struct salesforce_outcome *
find(struct salesforce_bulk *b, const struct changes *c, size_t row)
{
	struct salesforce_outcome *o;

	o = salesforce_result_find(b, salesforce_bulk_hash(c, row,
	    salesforce_bulk_way(c, row)));
	if (o == NULL && c->id[row].len > 0)
		o = salesforce_result_find(b, salesforce_bulk_hash(c, row,
		    SALESFORCE_UPDATE));
	if (o == NULL && c->op[row] == CHANGE_CREATE)
		o = salesforce_result_find(b, salesforce_bulk_hash(c, row,
		    SALESFORCE_INSERT));
	return o;
}

/* By calls: what Bulk would misread, and what somebody else locked, where
 * sending it twice does no harm. */
static bool
goes_again(const struct salesforce_bulk *b, const struct changes *c,
    size_t row, const struct salesforce_outcome *o)
{
	struct salesforce_error error = { .code = "" };

	if (o == NULL || o->left)
		return o == NULL && salesforce_bulk_misreads(c, row);
	if (o->id[0] != '\0' || (c->op[row] == CHANGE_CREATE &&
	    !salesforce_upserts_once(c->action)))
		return false;
	salesforce_error(slice_of(b->texts.ptr + o->error), c->arena, &error);
	return error.code[0] != '\0' && salesforce_passing(error.code,
	    error.text);
}

/* By calls, some at a time. */
static bool
send_again(struct salesforce_bulk *b, struct changes *c, const bool *again,
    struct err *err)
{
	char	*ops = arena_raw(c->arena, c->count + 1);
	bool	 ok;

	if (memchr(again, true, c->count) == NULL)
		return true;
	memcpy(ops, c->op, c->count);
	for (size_t row = 0; row < c->count; row++)
		if (!again[row])
			c->op[row] = CHANGE_SAME;
	ok = salesforce_rows(b->t, c, err);
	for (size_t row = 0; row < c->count; row++)
		if (!again[row])
			c->op[row] = ops[row];
	return ok;
}

/* Inserts are known by all that was sent: if the results show that in another
 * way the org itself has to tell. */
static bool
look_up(struct salesforce_bulk *b, struct changes *c, const bool *unknown,
    struct err *err)
{
	if (memchr(unknown, true, c->count) == NULL)
		return true;
	if (!salesforce_settle(b->t, c, unknown, 0, err))
		return false;
	for (size_t row = 0; row < c->count; row++)
		if (unknown[row] && c->op[row] == CHANGE_SKIP)
			leave(b, c, row);
	return true;
}

static bool
is_unknown(const struct salesforce_bulk *b, const struct changes *c,
    size_t row)
{
	return (b->inserted && c->op[row] == CHANGE_CREATE) ||
	    salesforce_bulk_misreads(c, row);
}

bool
salesforce_bulk_settle(struct salesforce_bulk *b, struct changes *c,
    struct err *err)
{
	bool	*unknown = arena_alloc(c->arena, c->count + 1);
	bool	*again = arena_alloc(c->arena, c->count + 1);

	for (size_t row = 0; row < c->count; row++) {
		struct salesforce_outcome *o;

		if (!salesforce_is_sent(c, row))
			continue;
		o = find(b, c, row);
		if (!b->resumed && goes_again(b, c, row, o))
			again[row] = true;
		else if (o != NULL && !o->left)
			take(b, c, row, o);
		else if (o == NULL && is_unknown(b, c, row))
			unknown[row] = true;
		else
			leave(b, c, row);
	}
	return look_up(b, c, unknown, err) && send_again(b, c, again, err);
}

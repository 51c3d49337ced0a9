/* SPDX-License-Identifier: MIT */
#include "precept/date.h"
#include "salesforce_target.h"

/*
 * What became of rows whose answer was lost: the org is asked, nothing is
 * sent again. Rows without keys are known by all their values, among the
 * records that this user made since the run began.
 */

static bool
holds_all(const struct changes *c, struct column *const *found, size_t row)
{
	for (size_t f = 0; f < c->width; f++)
		if (*changes_cell(c, row, f) && !c->action->maps[f].key &&
		    !column_same(c->now[f], row, found[f], row))
			return false;
	return true;
}

static bool
was_done(const struct changes *c, struct column *const *found, size_t row)
{
	if (c->op[row] == CHANGE_DELETE)
		return c->matches[row] == 0;
	return c->matches[row] == 1 && holds_all(c, found, row);
}

/* The values that were there before stay what the ledger tells of. */
static bool
settle_by_keys(struct salesforce_target *t, struct changes *c,
    struct err *err)
{
	struct column	**before = c->was, **found;
	bool		  ok;

	ok = salesforce_match_now(t, c, err);
	found = c->was;
	c->was = before;
	for (size_t row = 0; ok && row < c->count; row++)
		if (salesforce_is_sent(c, row) && !was_done(c, found, row))
			c->op[row] = CHANGE_SKIP;
	return ok;
}

/* The first written text, id, number or day that every row has. */
static const struct field *
choose_field(const struct changes *c, size_t *index)
{
	for (size_t f = 0; f < c->width; f++) {
		const struct field	*by = c->action->maps[f].field;
		size_t			 nulls = 0;

		for (size_t row = 0; row < c->count; row++)
			nulls += column_is_null(c->now[f], row);
		if (nulls > 0 || !(by->flags & FIELD_FILTERABLE) ||
		    by->type.kind == KIND_BOOLEAN)
			continue;
		*index = f;
		return by;
	}
	return NULL;
}

static bool
is_alike(const struct changes *c, const struct salesforce_found *found,
    size_t row, size_t record)
{
	for (size_t f = 0; f < c->width; f++)
		if (!column_is_null(c->now[f], row) &&
		    !column_same(c->now[f], row, found->columns[f], record))
			return false;
	return true;
}

/* Each record stands for one row at most. */
static void
take_alike(struct changes *c, struct salesforce_found *found)
{
	bool *taken = arena_array(c->arena, found->count + 1, sizeof *taken);

	for (size_t row = 0; row < c->count; row++) {
		size_t i = 0;

		if (c->op[row] != CHANGE_CREATE)
			continue;
		while (i < found->count && (taken[i] ||
		    !is_alike(c, found, row, i)))
			i++;
		c->matches[row] = i < found->count;
		if (i == found->count) {
			c->op[row] = CHANGE_SKIP;
			continue;
		}
		taken[i] = true;
		c->id[row] = found->columns[c->width]->s[i];
	}
}

static bool
settle_alike(struct salesforce_target *t, struct changes *c,
    struct err *err)
{
	struct salesforce_found	 found;
	struct rejects		 ignored;
	char			 since[DATE_TEXT];
	size_t			 index = 0;
	const char		*user = salesforce_user(t->org, err);
	const struct field	*by = choose_field(c, &index);

	if (user == NULL)
		return false;
	if (by == NULL)
		return err_set(err, ERR_REMOTE, "rows for %s.%s were sent, "
		    "their answer was lost, and they have no value that "
		    "they could be looked up by: give the action keys, look "
		    "for the records, then 'precept log' for the rows",
		    c->action->connection, c->action->object);
	datetime_print(t->started - 5000000, since);
	salesforce_found_init(&found, c->arena, c->action);
	if (!salesforce_find_in(t->org, by, c->now[index],
	    arena_printf(c->arena, "CreatedDate >= %s AND CreatedById = '%s'",
	    since, user), &found, err))
		return false;
	rejects_init(&ignored, c->arena, found.count + 1);
	salesforce_found_end(&found, &ignored);
	take_alike(c, &found);
	return true;
}

bool
salesforce_settle(struct salesforce_target *t, struct changes *c,
    const bool *rows, struct err *err)
{
	char	*ops = arena_raw(c->arena, c->count + 1);
	bool	 ok;

	memcpy(ops, c->op, c->count);
	for (size_t row = 0; rows != NULL && row < c->count; row++)
		if (!rows[row] && salesforce_is_sent(c, row))
			c->op[row] = CHANGE_SAME;
	ok = c->action->key_count > 0 ? settle_by_keys(t, c, err) :
	    settle_alike(t, c, err);
	for (size_t row = 0; rows != NULL && row < c->count; row++)
		if (!rows[row])
			c->op[row] = ops[row];
	return ok;
}

/* SPDX-License-Identifier: MIT */
#include "precept/exec.h"

/* What would happen to each row: create, update, same, reject, skip. */

const char *
classify_keys(struct changes *c, size_t row)
{
	const struct action	*a = c->action;
	const char		*all = "";
	char			 room[COLUMN_ROOM];

	for (size_t k = 0; k < a->key_count; k++)
		all = arena_printf(c->arena, "%s%s%s = %s", all,
		    k > 0 ? ", " : "", a->maps[a->keys[k]].target,
		    reject_value(&c->rejects,
		    column_text(c->now[a->keys[k]], row, room)));
	return all;
}

static bool
is_locked(const struct mapping *m)
{
	return m->key || !(m->field->flags & FIELD_UPDATEABLE);
}

/* Marks a field in the matched rows where its value would change. */
static void
compare_field(struct changes *c, size_t f)
{
	const struct mapping	*m = &c->action->maps[f];
	const struct column	*now = c->now[f], *was = c->was[f];
	uint8_t			*cell = c->written + f;

	if (is_locked(m) || was == NULL)
		return;
	for (size_t row = 0; row < c->count; row++, cell += c->width) {
		if (c->matches[row] != 1 || c->op[row] == CHANGE_REJECT)
			continue;
		if (column_is_null(now, row) && !m->clear)
			continue;
		*cell = !column_same(now, row, was, row);
	}
}

static void
settle_match(struct changes *c, size_t row)
{
	bool changed = memchr(changes_cell(c, row, 0), 1, c->width) != NULL;

	switch (c->action->on_existing) {
	case EXISTING_UPDATE:
		c->op[row] = changed ? CHANGE_UPDATE : CHANGE_SAME;
		break;
	case EXISTING_SKIP:
		c->op[row] = CHANGE_SKIP;
		break;
	case EXISTING_REJECT:
		c->op[row] = CHANGE_REJECT;
		rejects_add(&c->rejects, (uint32_t)row, "D404",
		    "there is a record with %s already", classify_keys(c, row));
		break;
	}
}

static void
settle_new(struct changes *c, size_t row)
{
	switch (c->action->on_missing) {
	case MISSING_CREATE:
		c->op[row] = CHANGE_CREATE;
		memset(changes_cell(c, row, 0), 1, c->width);
		break;
	case MISSING_SKIP:
		c->op[row] = CHANGE_SKIP;
		break;
	case MISSING_REJECT:
		c->op[row] = CHANGE_REJECT;
		rejects_add(&c->rejects, (uint32_t)row, "D405",
		    "there is no record with %s", classify_keys(c, row));
		break;
	}
}

void
classify(struct changes *c)
{
	for (size_t f = 0; c->was != NULL && f < c->width; f++)
		compare_field(c, f);
	for (size_t row = 0; row < c->count; row++) {
		if (c->op[row] == CHANGE_REJECT)
			continue;
		if (c->matches[row] == 0) {
			settle_new(c, row);
		} else if (c->matches[row] == 1) {
			settle_match(c, row);
		} else {
			c->op[row] = CHANGE_REJECT;
			rejects_add(&c->rejects, (uint32_t)row, "D402",
			    "more than one record has %s: none of them was "
			    "changed", classify_keys(c, row));
		}
	}
}

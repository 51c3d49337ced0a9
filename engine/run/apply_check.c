/* SPDX-License-Identifier: MIT */
#include "apply_check.h"

/* Does the target still hold what the plan saw? */

static void
reject_stale(struct changes *c, size_t row, const char *field,
    const char *why)
{
	c->op[row] = CHANGE_REJECT;
	c->rejects.field = field;
	rejects_add(&c->rejects, (uint32_t)row, "D406",
	    "the record has changed since the plan was made: %s; make a new "
	    "plan for it", why);
	c->rejects.field = NULL;
}

static const char *
show(struct changes *c, const struct column *col, size_t row)
{
	char room[COLUMN_ROOM];

	if (column_is_null(col, row))
		return "empty";
	return reject_value(&c->rejects, column_text(col, row, room));
}

/* A value that stands already needs no write; a third one is a conflict. */
static bool
check_field(struct changes *c, struct column *const *seen, size_t row,
    size_t f)
{
	const char *name = c->action->maps[f].field->name;

	if (column_same(c->was[f], row, seen[f], row))
		return true;
	if (column_same(c->was[f], row, c->now[f], row)) {
		*changes_cell(c, row, f) = 0;
		return true;
	}
	reject_stale(c, row, name, arena_printf(c->arena, "%s is %s now, "
	    "the plan saw %s", name, show(c, c->was[f], row),
	    show(c, seen[f], row)));
	return false;
}

static void
check_update(struct changes *c, struct column *const *seen, size_t row)
{
	if (c->matches[row] == 0) {
		reject_stale(c, row, NULL, "it is gone");
		return;
	}
	for (size_t f = 0; f < c->width; f++)
		if (*changes_cell(c, row, f) &&
		    !check_field(c, seen, row, f))
			return;
	if (memchr(changes_cell(c, row, 0), 1, c->width) == NULL)
		c->op[row] = CHANGE_SAME;
}

static void
check_create(struct changes *c, size_t row)
{
	if (c->matches[row] == 0)
		return;
	for (size_t f = 0; f < c->width; f++)
		if (*changes_cell(c, row, f) &&
		    !column_same(c->was[f], row, c->now[f], row)) {
			reject_stale(c, row, NULL, "it was created by "
			    "somebody else");
			return;
		}
	c->op[row] = CHANGE_SAME;
}

void
apply_check(struct changes *c, struct column *const *seen)
{
	for (size_t row = 0; row < c->count; row++) {
		if (c->op[row] == CHANGE_REJECT)
			continue;
		if (c->matches[row] > 1)
			reject_stale(c, row, NULL,
			    "more than one record has its keys");
		else if (c->op[row] == CHANGE_CREATE)
			check_create(c, row);
		else
			check_update(c, seen, row);
	}
}

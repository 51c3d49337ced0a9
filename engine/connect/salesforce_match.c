/* SPDX-License-Identifier: MIT */
#include "salesforce_target.h"

/*
 * Rows of a batch and records that were found, joined by their keys. What
 * Salesforce finds without regard to case is compared exactly here.
 */

#define NONE UINT32_MAX

struct join {
	struct changes		*c;
	struct salesforce_found	 found;
	struct column		**keys;		/* of the records */
	uint32_t		*slots;		/* 1 + record; 0: empty */
	size_t			 slot_count;
	uint32_t		*next;		/* record with the same hash */
	uint32_t		*record;	/* of each row, or NONE */
};

static uint64_t
hash_record(const struct join *j, size_t record)
{
	uint64_t hash = 0;

	for (size_t k = 0; k < j->c->action->key_count; k++)
		hash = column_hash(j->keys[k], record, hash);
	return hash;
}

static uint64_t
hash_row(const struct join *j, size_t row)
{
	const struct action	*a = j->c->action;
	uint64_t		 hash = 0;

	for (size_t k = 0; k < a->key_count; k++)
		hash = column_hash(j->c->now[a->keys[k]], row, hash);
	return hash;
}

static bool
is_same(const struct join *j, size_t row, size_t record)
{
	const struct action *a = j->c->action;

	for (size_t k = 0; k < a->key_count; k++)
		if (!column_same(j->c->now[a->keys[k]], row, j->keys[k],
		    record))
			return false;
	return true;
}

static void
index_records(struct join *j)
{
	const struct action	*a = j->c->action;
	struct arena		*arena = j->c->arena;
	size_t			 n = j->found.count;

	j->keys = arena_array(arena, a->key_count + 1, sizeof *j->keys);
	for (size_t k = 0; k < a->key_count; k++)
		j->keys[k] = j->found.columns[a->keys[k]];
	for (j->slot_count = 16; j->slot_count < n * 2;)
		j->slot_count *= 2;
	j->slots = arena_array(arena, j->slot_count, sizeof *j->slots);
	j->next = arena_array(arena, n + 1, sizeof *j->next);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t *slot = &j->slots[hash_record(j, i) &
		    (j->slot_count - 1)];

		j->next[i] = *slot;
		*slot = i + 1;
	}
}

static void
find_record(struct join *j, size_t row)
{
	struct changes	*c = j->c;
	uint32_t	 at;

	at = j->slots[hash_row(j, row) & (j->slot_count - 1)];
	for (; at != 0 && c->matches[row] < 2; at = j->next[at - 1]) {
		if (!is_same(j, row, at - 1))
			continue;
		c->matches[row]++;
		j->record[row] = at - 1;
	}
	if (c->matches[row] == 1)
		c->id[row] = j->found.columns[c->width]->s[j->record[row]];
	else
		j->record[row] = NONE;
}

/* Values of the rows' records, nulls where there is none. */
static void
fill_was(struct join *j)
{
	struct changes	*c = j->c;

	for (size_t row = 0; row < c->count; row++)
		if (j->record[row] == NONE)
			j->record[row] = (uint32_t)j->found.count;
	c->was = arena_array(c->arena, c->width + 1, sizeof *c->was);
	for (size_t f = 0; f < c->width; f++)
		c->was[f] = column_gather(j->found.columns[f], j->record,
		    c->count, c->arena);
}

static void
join_rows(struct join *j)
{
	struct changes *c = j->c;

	index_records(j);
	j->record = arena_array(c->arena, c->count + 1, sizeof *j->record);
	for (size_t row = 0; row < c->count; row++) {
		c->matches[row] = 0;
		j->record[row] = NONE;
		if (c->op[row] != CHANGE_REJECT)
			find_record(j, row);
	}
	fill_was(j);
}

/* The key with the most values: the fewest records are found by it. */
static const struct column *
choose_key(const struct changes *c, const struct field **by)
{
	const struct action	*a = c->action;
	size_t			 best = a->keys[0], most = 0;

	for (size_t k = 0; k < a->key_count; k++) {
		const struct column	*col = c->now[a->keys[k]];
		size_t			 n = 0;

		for (size_t row = 1; row < c->count; row++)
			n += !column_same(col, row, col, row - 1);
		if (n > most) {
			most = n;
			best = a->keys[k];
		}
	}
	*by = a->maps[best].field;
	return c->now[best];
}

/* Values that are asked for once. */
static const struct column *
distinct(const struct changes *c, const struct column *col)
{
	uint32_t	*rows = arena_array(c->arena, c->count + 1,
			    sizeof *rows);
	size_t		 n = 0;

	for (size_t row = 0; row < c->count; row++)
		if (c->op[row] != CHANGE_REJECT &&
		    (n == 0 || !column_same(col, row, col, rows[n - 1])))
			rows[n++] = (uint32_t)row;
	return column_gather(col, rows, n, c->arena);
}

bool
salesforce_match_now(struct salesforce_target *t, struct changes *c,
    struct err *err)
{
	struct join		 j = { .c = c };
	const struct field	*by;
	const struct column	*values = choose_key(c, &by);
	struct rejects		 ignored;

	rejects_init(&ignored, c->arena, 1);
	salesforce_found_init(&j.found, c->arena, c->action);
	if (!salesforce_find_in(t->org, by, distinct(c, values), NULL,
	    &j.found, err))
		return false;
	rejects_init(&ignored, c->arena, j.found.count + 1);
	salesforce_found_end(&j.found, &ignored);
	join_rows(&j);
	return true;
}

/* A few thousand rows are looked up; for more, all records are pulled. */
static bool
match_locked(struct salesforce_target *t, struct changes *c,
    struct err *err)
{
	t->looked_up += c->count;
	if (t->mirror == NULL && t->looked_up > SALESFORCE_FEW &&
	    (t->mirror = salesforce_mirror_open(t, err)) == NULL)
		return false;
	return t->mirror != NULL || salesforce_match_now(t, c, err);
}

bool
salesforce_match(struct target *target, struct changes *c, struct err *err)
{
	struct salesforce_target	*t = (struct salesforce_target *)target;
	bool				 ok;

	pthread_mutex_lock(&t->lock);
	ok = match_locked(t, c, err);
	pthread_mutex_unlock(&t->lock);
	return ok && (t->mirror == NULL ||
	    salesforce_mirror_match(t->mirror, c, err));
}

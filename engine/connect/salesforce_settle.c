/* SPDX-License-Identifier: MIT */
#include "precept/clock.h"
#include "precept/date.h"
#include "precept/hash.h"
#include "salesforce_target.h"

/* The org's clock may be behind ours. */
#define CLOCKS_APART ((int64_t)15 * 60 * 1000000)

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
	/* An upsert may go again, and an insert may not: whatever else has
	 * become of the record's values, it is there. */
	if (c->op[row] == CHANGE_CREATE &&
	    !salesforce_upserts_once(c->action))
		return c->matches[row] > 0;
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

/* Records that may be those of rows without keys. */
struct search {
	struct salesforce_target *t;
	struct changes		*c;
	struct salesforce_found	 found;
	bool			*taken;		/* it is another row's */
};

static bool
is_alike(const struct search *s, size_t row, size_t record)
{
	const struct changes *c = s->c;

	for (size_t f = 0; f < c->width; f++)
		if (!column_is_null(c->now[f], row) &&
		    !column_same(c->now[f], row, s->found.columns[f], record))
			return false;
	return true;
}

static struct slice
id_of(const struct search *s, size_t record)
{
	return s->found.columns[s->c->width]->s[record];
}

/* Records of rows whose answers did come. */
static void
leave_out(struct search *s)
{
	const struct changes *c = s->c;

	s->taken = arena_array(c->arena, s->found.count + 1,
	    sizeof *s->taken);
	for (size_t row = 0; row < c->count; row++)
		for (size_t i = 0; c->id[row].len > 0 &&
		    i < s->found.count; i++)
			s->taken[i] |= slice_equal(c->id[row], id_of(s, i));
}

/* Does the ledger tell of the record already? A row's line has its id before
 * the list of its keys. */
static bool
is_known(const struct search *s, struct slice id, struct err *err)
{
	struct journal_cursor	*calls;
	struct call		 call;
	const char		*part = arena_printf(s->c->arena,
				    ",\"%.*s\",[", (int)id.len, id.ptr);
	bool			 known = false;

	calls = journal_find(s->t->connect->store, hash_bytes(id.ptr,
	    id.len), err);
	while (calls != NULL && !known && journal_next(calls, &call, err))
		known = memmem(call.body.ptr, call.body.len, part,
		    strlen(part)) != NULL;
	journal_cursor_close(calls);
	return known;
}

/* The record that the row made; found.count: there is none. */
static size_t
find_alike(struct search *s, size_t row, struct err *err)
{
	size_t i;

	for (i = 0; i < s->found.count && err->kind == ERR_NONE; i++) {
		if (s->taken[i] || !is_alike(s, row, i))
			continue;
		s->taken[i] = true;
		if (!is_known(s, id_of(s, i), err))
			break;
	}
	return i;
}

/* Each record stands for one row at most. */
static bool
take_alike(struct search *s, struct err *err)
{
	struct changes *c = s->c;

	leave_out(s);
	for (size_t row = 0; row < c->count; row++) {
		size_t i;

		if (c->op[row] != CHANGE_CREATE)
			continue;
		i = find_alike(s, row, err);
		if (err->kind != ERR_NONE)
			return false;
		c->matches[row] = i < s->found.count;
		if (i < s->found.count)
			c->id[row] = id_of(s, i);
		else
			c->op[row] = CHANGE_SKIP;
	}
	return true;
}

static bool
settle_alike(struct salesforce_target *t, struct changes *c,
    struct err *err)
{
	struct search		 s = { .t = t, .c = c };
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
	datetime_print(t->started - CLOCKS_APART, since);
	salesforce_found_init(&s.found, c->arena, c->action);
	if (!salesforce_find_in(t->org, by, c->now[index],
	    arena_printf(c->arena, "CreatedDate >= %s AND CreatedById = '%s'",
	    since, user), &s.found, err))
		return false;
	rejects_init(&ignored, c->arena, s.found.count + 1);
	salesforce_found_end(&s.found, &ignored);
	return take_alike(&s, err);
}

struct looking {
	struct salesforce_target *t;
	struct changes		*c;
	const char		*ops;
	bool			*open;	/* not known yet what became of them */
};

/* One look: rows that are there are open no more. */
static bool
look(struct looking *l, struct err *err)
{
	struct changes	*c = l->c;
	bool		 ok;

	for (size_t row = 0; row < c->count; row++)
		c->op[row] = l->open[row] ? l->ops[row] : CHANGE_SAME;
	ok = c->action->key_count > 0 ? settle_by_keys(l->t, c, err) :
	    settle_alike(l->t, c, err);
	for (size_t row = 0; row < c->count; row++) {
		l->open[row] &= !ok || c->op[row] == CHANGE_SKIP;
		c->op[row] = l->ops[row];
	}
	return ok;
}

/* An insert that is not there yet may be on its way. */
static bool
awaits_insert(const struct looking *l)
{
	if (salesforce_upserts_once(l->c->action))
		return false;
	for (size_t row = 0; row < l->c->count; row++)
		if (l->open[row] && l->ops[row] == CHANGE_CREATE)
			return true;
	return false;
}

static bool
look_until(struct looking *l, int64_t until, struct err *err)
{
	int64_t	pause = 250;

	for (;;) {
		if (!look(l, err))
			return false;
		if (!awaits_insert(l) || clock_steady() >= until)
			return true;
		salesforce_sleep(l->t->org, pause);
		pause = pause < 15000 ? pause * 2 : 30000;
	}
}

bool
salesforce_settle(struct salesforce_target *t, struct changes *c,
    const bool *rows, int64_t until, struct err *err)
{
	struct looking	l = { t, c, c->op, NULL };
	bool		ok;

	c->op = arena_raw(c->arena, c->count + 1);
	l.open = arena_alloc(c->arena, c->count + 1);
	for (size_t row = 0; row < c->count; row++) {
		c->op[row] = l.ops[row];
		l.open[row] = salesforce_is_sent(c, row) &&
		    (rows == NULL || rows[row]);
	}
	salesforce_settling(t->org, true);
	ok = look_until(&l, until, err);
	salesforce_settling(t->org, false);
	for (size_t row = 0; ok && row < c->count; row++)
		if (l.open[row])
			c->op[row] = CHANGE_SKIP;
	return ok;
}

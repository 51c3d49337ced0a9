/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "precept/catalog.h"
#include "precept/id.h"
#include "precept/team.h"
#include "store_rows.h"

/* Records looked up by keys, against a search that looks at all of them. */

#define RECORDS 3000
#define WANTED 2000
#define ROUNDS 12

static struct arena	*arena;
static struct err	 err;
static char		 path[512];
static struct store	*store;
static struct schema	*schema;
static uint64_t		 seed;

static const char json[] =
    "{ \"object\": \"Thing\", \"label\": \"Thing\", \"fields\": ["
    "{ \"name\": \"Id\", \"type\": \"id\", \"flags\": [\"id\", \"unique\"] },"
    "{ \"name\": \"Text\", \"type\": \"text(80)\" },"
    "{ \"name\": \"Whole\", \"type\": \"integer\" },"
    "{ \"name\": \"Yes\", \"type\": \"boolean\" },"
    "{ \"name\": \"Amount\", \"type\": \"decimal(38,4)\" },"
    "{ \"name\": \"Ratio\", \"type\": \"number\" },"
    "{ \"name\": \"Day\", \"type\": \"date\" },"
    "{ \"name\": \"At\", \"type\": \"datetime\" },"
    "{ \"name\": \"Account\", \"type\": \"id\" },"
    "{ \"name\": \"Code\", \"type\": \"text\", \"flags\": [\"unique\"] } ] }";

static const char *const fields = "Text,Whole,Yes,Amount,Ratio,Day,At,Account";
enum { TEXT, WHOLE, YES, AMOUNT, RATIO, DAY, AT, ACCOUNT, WIDTH };

static void
begin(void)
{
	arena = arena_new();
	err = (struct err){ 0 };
	seed = 88172645463325252;
	snprintf(path, sizeof path, "%s/precept.db", support_folder());
	schema = rows_schema(arena, "store", json);
	store = store_open(path, true, &err);
	ck_assert_msg(store != NULL, "%s", err.text);
}

static void
end(void)
{
	store_close(store);
	arena_free(arena);
}

static unsigned
draw(unsigned below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed >> 20) % below;
}

/* Few values, so that there are duplicates; the same value in many forms. */
static const char *
draw_cell(size_t field)
{
	unsigned	n = draw(60);

	if (draw(12) == 0)
		return NULL;
	switch (field) {
	case TEXT:
		return n == 0 ? "" : n < 5 ? arena_printf(arena,
		    "common start of %u", n) : arena_printf(arena,
		    "%c\xc3\xa9 x%u", 'a' + (int)n % 3, n);
	case WHOLE:
		return arena_printf(arena, "%d", (int)n - 30);
	case YES:
		return n % 2 ? "true" : "false";
	case AMOUNT:
		if (n < 8)
			return arena_printf(arena,
			    "12345678901234567890123456789.%u", n);
		return arena_printf(arena, draw(2) ? "%d.50" : "%d.5000",
		    (int)n - 30);
	case RATIO:
		return arena_printf(arena, draw(2) ? "%u.25" : "%u25e-2", n);
	case DAY:
		return arena_printf(arena, "2026-%02u-%02u", n % 12 + 1,
		    n % 28 + 1);
	case AT:
		return arena_printf(arena, draw(2) ?
		    "2026-01-01T10:00:%02uZ" : "2026-01-01T11:00:%02u+01:00",
		    n);
	default:
		return arena_printf(arena, draw(2) ? "001A%011u" :
		    "001A%011uIAA", n);
	}
}

static const char **
draw_cells(size_t n)
{
	const char	**cells = arena_array(arena, n * WIDTH,
	    sizeof *cells);

	for (size_t i = 0; i < n * WIDTH; i++)
		cells[i] = draw_cell(i % WIDTH);
	return cells;
}

static struct changes *
load(const char *const *cells, size_t n)
{
	struct action	*a = rows_action(arena, schema, fields, "");
	struct changes	*c = rows_changes(arena, a, cells, n);
	struct target	*t = store_target(store, a, 1, &err);

	ck_assert_msg(t != NULL, "%s", err.text);
	assert_ok(store_begin(store, &err), &err);
	assert_ok(t->ops->write(t, c, &err), &err);
	assert_ok(store_commit(store, &err), &err);
	t->ops->close(t);
	ck_assert_uint_eq(c->rejects.count, 0);
	return c;
}

static bool
same_key(const struct changes *a, size_t i, const struct changes *b, size_t j)
{
	const struct action	*action = a->action;
	bool			 any = false;

	for (size_t k = 0; k < action->key_count; k++) {
		size_t	f = action->keys[k];

		any |= !column_is_null(a->now[f], i);
		if (!column_same(a->now[f], i, b->now[f], j))
			return false;
	}
	return any;
}

static void
check_was(const struct changes *c, size_t row, const struct changes *all,
    size_t found)
{
	if (!slice_equal(c->id[row], all->id[found]))
		ck_abort_msg("row %zu: another record was found", row);
	for (size_t f = 0; f < c->width; f++)
		if (!column_same(c->was[f], row, all->now[f], found))
			ck_abort_msg("row %zu: field %zu differs", row, f);
}

static void
check_row(const struct changes *c, size_t row, const struct changes *all)
{
	unsigned	matches = 0;
	size_t		found = 0;

	for (size_t i = 0; i < all->count && matches < 2; i++)
		if (same_key(c, row, all, i)) {
			found = matches == 0 ? i : found;
			matches++;
		}
	if (c->op[row] == CHANGE_REJECT)
		matches = 0;
	if (c->matches[row] != matches)
		ck_abort_msg("row %zu: %u records, %u were found", row,
		    matches, c->matches[row]);
	if (matches == 1)
		check_was(c, row, all, found);
}

static void
match_and_check(const char *keys, const struct changes *all,
    const char *const *wanted)
{
	struct action	*a = rows_action(arena, schema, fields, keys);
	struct changes	*c = rows_changes(arena, a, wanted, WANTED);
	struct target	*t = store_target(store, a, 2, &err);

	ck_assert_msg(t != NULL, "%s", err.text);
	for (size_t row = 0; row < c->count; row += 17)
		c->op[row] = CHANGE_REJECT;
	c->worker = 1;
	assert_ok(t->ops->match(t, c, &err), &err);
	for (size_t row = 0; row < c->count; row++)
		check_row(c, row, all);
	t->ops->close(t);
}

static const char *const key_sets[] = {
	"Text", "Whole", "Day", "At", "Account", "Amount", "Ratio", "Yes",
	"Text,Whole", "Whole,Day,Account", "At,Yes,Text", "Amount,Text",
	"Account,Amount,Ratio", "Text,Whole,Yes,Day,At,Account",
};

START_TEST(what_a_search_of_all_records_finds_is_found)
{
	struct changes	*all = load(draw_cells(RECORDS), RECORDS);

	match_and_check(key_sets[_i], all, draw_cells(WANTED));
}
END_TEST

START_TEST(a_store_that_is_only_read_finds_the_same)
{
	struct changes	*all = load(draw_cells(RECORDS), RECORDS);

	store_close(store);
	store = store_open(path, false, &err);
	ck_assert_msg(store != NULL, "%s", err.text);
	match_and_check(key_sets[_i], all, draw_cells(WANTED));
}
END_TEST

static const char *
one(const char *cell, const char *key, char *matches)
{
	struct action	*a = rows_action(arena, schema, key, key);
	struct changes	*c = rows_changes(arena, a, &cell, 1);
	struct target	*t = store_target(store, a, 1, &err);

	ck_assert_msg(t != NULL, "%s", err.text);
	assert_ok(t->ops->match(t, c, &err), &err);
	t->ops->close(t);
	*matches = (char)c->matches[0];
	return c->id[0].ptr;
}

START_TEST(an_id_is_the_same_with_15_and_with_18_characters)
{
	const char	*forms[] = { "a99000000000001", "a99000000000001AAA" };
	char		 matches;

	load(draw_cells(3), 3);
	for (size_t i = 0; i < COUNT(forms); i++) {
		ck_assert_str_eq(one(forms[i], "Id", &matches),
		    "a99000000000001AAA");
		ck_assert_int_eq(matches, 1);
	}
	one("a99000000000009", "Id", &matches);
	ck_assert_int_eq(matches, 0);
}
END_TEST

START_TEST(an_object_that_was_never_written_matches_nothing)
{
	char	matches;

	store_close(store);
	store = store_open(path, false, &err);
	ck_assert_ptr_null(one("x", "Text", &matches));
	ck_assert_int_eq(matches, 0);
}
END_TEST

START_TEST(rows_not_committed_yet_are_not_seen)
{
	const char	*cells[WIDTH] = { "x" };
	struct action	*a = rows_action(arena, schema, fields, "Text");
	struct changes	*c = rows_changes(arena, a, cells, 1);
	struct target	*t = store_target(store, a, 1, &err);

	assert_ok(store_begin(store, &err), &err);
	assert_ok(t->ops->write(t, c, &err), &err);
	assert_ok(t->ops->match(t, c, &err), &err);
	ck_assert_int_eq(c->matches[0], 0);
	assert_ok(store_commit(store, &err), &err);
	assert_ok(t->ops->match(t, c, &err), &err);
	ck_assert_int_eq(c->matches[0], 1);
	t->ops->close(t);
}
END_TEST

struct job {
	struct target	*target;
	struct changes	*all, *mine[4];
	bool		 right[4];
};

/* Assertions of Check are for one thread. */
static void
match_alone(void *ctx, int me)
{
	struct job	*job = ctx;
	struct changes	*c = job->mine[me];
	struct err	 own = { 0 };

	c->worker = me;
	c->arena = arena_new();
	job->right[me] = true;
	for (int round = 0; round < ROUNDS; round++) {
		job->right[me] &= job->target->ops->match(job->target, c,
		    &own) && memcmp(c->matches, job->all->matches, WANTED) ==
		    0;
		arena_reset(c->arena);
	}
	arena_free(c->arena);
}

START_TEST(workers_match_at_once)
{
	struct action	*a = rows_action(arena, schema, fields, "Text,Whole");
	const char	**wanted = draw_cells(WANTED);
	struct job	 job;

	load(draw_cells(RECORDS), RECORDS);
	job.target = store_target(store, a, 4, &err);
	job.all = rows_changes(arena, a, wanted, WANTED);
	for (int i = 0; i < 4; i++)
		job.mine[i] = rows_changes(arena, a, wanted, WANTED);
	assert_ok(job.target->ops->match(job.target, job.all, &err), &err);
	team_run(4, match_alone, &job);
	for (int i = 0; i < 4; i++)
		ck_assert(job.right[i]);
	job.target->ops->close(job.target);
}
END_TEST

struct reading {
	struct scan	*scan;
	uint64_t	 rows, order;
	pthread_mutex_t	 lock;
};

static void
read_part(void *ctx, int me)
{
	struct reading	*r = ctx;
	struct slab	 slab = { .arena = arena_new() };
	struct err	 own = { 0 };

	(void)me;
	while (scan_next(r->scan, &slab, &own)) {
		pthread_mutex_lock(&r->lock);
		r->rows += slab.count;
		for (size_t i = 0; i < slab.count; i++)
			r->order += (uint64_t)slab.origin[i] > slab.seq * 2048
			    && (uint64_t)slab.origin[i] <=
			    (slab.seq + 1) * 2048;
		pthread_mutex_unlock(&r->lock);
		arena_reset(slab.arena);
	}
	scan_slab_close(r->scan, &slab);
	arena_free(slab.arena);
}

START_TEST(workers_scan_at_once_what_was_there_at_first)
{
	struct scan_field	 f = { "Text", { .kind = KIND_TEXT } };
	struct reading		 r = { .lock = PTHREAD_MUTEX_INITIALIZER };
	const size_t		 records = 7000;

	load(draw_cells(records), records);
	r.scan = store_scan(store, catalog_make(arena), schema, &f, 1, &err);
	ck_assert_msg(r.scan != NULL, "%s", err.text);
	ck_assert_uint_eq(r.scan->total, records);
	load(draw_cells(10), 10);
	team_run(3, read_part, &r);
	ck_assert_uint_eq(r.rows, records);
	ck_assert_uint_eq(r.order, records);
	scan_close(r.scan);
}
END_TEST

START_TEST(a_scan_does_not_see_what_is_written_after_it_began)
{
	struct scan_field	 f = { "Text", { .kind = KIND_TEXT } };
	struct slab		 slab = { .arena = arena_new() };
	struct rejects		 bad;
	struct scan		*scan;

	load((const char *[WIDTH]){ "before" }, 1);
	scan = store_scan(store, catalog_make(arena), schema, &f, 1, &err);
	ck_assert_msg(scan != NULL, "%s", err.text);
	rows_sql(arena, path, "UPDATE \"o:store.Thing\" SET Text = 'after'");
	ck_assert(scan_next(scan, &slab, &err));
	rejects_init(&bad, slab.arena, slab.count);
	assert_slice(scan_column(scan, &slab, 0, NULL, 1, &bad)->s[0],
	    "before");
	scan_slab_close(scan, &slab);
	scan_close(scan);
	arena_free(slab.arena);
}
END_TEST

TCase *
test_store_match(void)
{
	TCase	*tc = tcase_create("store_match");

	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_loop_test(tc, what_a_search_of_all_records_finds_is_found,
	    0, COUNT(key_sets));
	tcase_add_loop_test(tc, a_store_that_is_only_read_finds_the_same,
	    0, COUNT(key_sets));
	tcase_add_test(tc, an_id_is_the_same_with_15_and_with_18_characters);
	tcase_add_test(tc, an_object_that_was_never_written_matches_nothing);
	tcase_add_test(tc, rows_not_committed_yet_are_not_seen);
	tcase_add_test(tc, workers_match_at_once);
	tcase_add_test(tc, a_scan_does_not_see_what_is_written_after_it_began);
	tcase_add_test(tc, workers_scan_at_once_what_was_there_at_first);
	return tc;
}

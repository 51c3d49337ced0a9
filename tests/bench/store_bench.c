/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "precept/clock.h"
#include "precept/id.h"
#include "precept/store.h"
#include "precept/team.h"

/*
 * What the store takes: accounts of 12 fields written, then looked up again,
 * compared and read, by two workers.
 *
 *	make build/release/store_bench
 *	build/release/store_bench FILE ROWS [random]
 *
 * With `random` ids come in no order. The file is made anew.
 */

#define BATCH 2048
#define COMMIT 50000
#define WORKERS 2
#define FIELDS 12

static const char json[] =
    "{ \"object\": \"Account\", \"label\": \"Account\", \"prefix\": \"001\","
    " \"fields\": ["
    "{ \"name\": \"Id\", \"type\": \"id\", \"flags\": [\"id\", \"unique\"] },"
    "{ \"name\": \"Name\", \"type\": \"text(255)\" },"
    "{ \"name\": \"Industry\", \"type\": \"picklist\" },"
    "{ \"name\": \"Type\", \"type\": \"picklist\" },"
    "{ \"name\": \"AnnualRevenue\", \"type\": \"decimal(18,2)\" },"
    "{ \"name\": \"Customer\", \"type\": \"boolean\" },"
    "{ \"name\": \"Visitors\", \"type\": \"integer\" },"
    "{ \"name\": \"Minutes\", \"type\": \"decimal(18,2)\" },"
    "{ \"name\": \"Seen\", \"type\": \"datetime\" },"
    "{ \"name\": \"Score\", \"type\": \"decimal(4,1)\" },"
    "{ \"name\": \"Renewal\", \"type\": \"date\" },"
    "{ \"name\": \"Description\", \"type\": \"text(4000)\" } ] }";

static const char description[] = "A customer since the beginning, with a "
    "long story of renewals; see https://www.example.com/accounts for it.";

static struct action	 action;
static struct store	*store;
static struct catalog	*catalog;
static struct target	*target;
static struct schema	*schema;
static size_t		 total;
static bool		 shuffled;
static _Atomic size_t	 next_batch, same, other;

static void
check(bool ok, const struct err *err)
{
	if (ok)
		return;
	fprintf(stderr, "%s\n", err->text);
	abort();
}

/* A number of its own for each n below 2^24, in no order. */
static size_t
serial(size_t n)
{
	return shuffled ? n * 6700417 % (1 << 24) : n;
}

/* Of this thread, so that a busy machine does not count. */
static int64_t
processor_time(void)
{
	struct timespec	t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static const char *
cell(struct arena *a, size_t field, size_t n)
{
	size_t	r = n * 2654435761u % 1000003;
	char	id[19] = { 0 };

	switch (field) {
	case 0:
		id_widen(slice_of(arena_printf(a, "001%012zu", serial(n))),
		    id);
		return arena_string(a, id);
	case 1:
		return arena_printf(a, "Customer %zu Incorporated", n);
	case 2:
		return r % 30 == 0 ? NULL : "Manufacturing";
	case 3:
		return r % 3 == 0 ? "Customer" : "Prospect";
	case 4:
		return r % 10 < 3 ? NULL : arena_printf(a, "%zu000.0", r);
	case 5:
		return r % 10 < 6 ? "true" : "false";
	case 6:
		return r % 4 == 0 ? NULL : arena_printf(a, "%zu", r % 5000);
	case 7:
		return r % 4 == 0 ? NULL : arena_printf(a, "%zu.%zu", r % 999,
		    r % 100);
	case 8:
		return r % 4 == 0 ? NULL : arena_printf(a,
		    "2026-05-%02zuT10:11:%02zu.000+0000", r % 28 + 1, r % 60);
	case 9:
		return r % 5 < 2 ? NULL : arena_printf(a, "%zu.0", r % 11);
	case 10:
		return arena_printf(a, "2026-%02zu-%02zu", r % 12 + 1,
		    r % 28 + 1);
	default:
		return r % 10 == 0 ? NULL : description + r % 100;
	}
}

static struct changes *
make_changes(struct arena *a, size_t from, size_t n)
{
	struct changes	*c = arena_alloc(a, sizeof *c);

	c->action = &action;
	c->arena = a;
	c->count = n;
	c->width = action.count;
	c->op = arena_alloc(a, n);
	c->now = arena_array(a, c->width, sizeof *c->now);
	c->written = arena_alloc(a, n * c->width);
	c->matches = arena_alloc(a, n);
	c->id = arena_array(a, n, sizeof *c->id);
	rejects_init(&c->rejects, a, n);
	memset(c->op, CHANGE_CREATE, n);
	memset(c->written, 1, n * c->width);
	for (size_t f = 0; f < c->width; f++) {
		struct slice	*texts = arena_array(a, n, sizeof *texts);

		for (size_t row = 0; row < n; row++)
			texts[row] = slice_of(cell(a, f, from + row));
		c->now[f] = column_read(&action.maps[f].field->type, texts, n,
		    a, &c->rejects);
	}
	return c;
}

static void
write_all(void)
{
	struct arena	*a = arena_new();
	struct err	 err = { 0 };
	int64_t		 spent = 0, busy = 0, start, busy_start;
	size_t		 open = 0;

	for (size_t at = 0; at < total; at += BATCH) {
		size_t		 n = total - at < BATCH ? total - at : BATCH;
		struct changes	*c = make_changes(a, at, n);

		start = clock_steady();
		busy_start = processor_time();
		if (!store_in_transaction(store))
			check(store_begin(store, &err), &err);
		check(target->ops->write(target, c, &err), &err);
		open += n;
		if (open >= COMMIT || at + n == total) {
			check(store_commit(store, &err), &err);
			open = 0;
		}
		spent += clock_steady() - start;
		busy += processor_time() - busy_start;
		if (c->rejects.count > 0)
			abort();
		arena_reset(a);
	}
	arena_free(a);
	printf("inserts\t%.0f rows/s, of the processor alone %.0f\n",
	    (double)total * 1e6 / (double)spent,
	    (double)total * 1e6 / (double)busy);
}

static void
compare(const struct changes *c)
{
	size_t	equal = 0;

	for (size_t row = 0; row < c->count; row++) {
		bool	is_same = c->matches[row] == 1;

		for (size_t f = 0; f < c->width && is_same; f++)
			is_same = column_same(c->now[f], row, c->was[f], row);
		equal += is_same;
	}
	same += equal;
	other += c->count - equal;
}

/* Making the rows is not what is measured: a few batches, often. */
static void
match_batches(void *ctx, int me)
{
	struct arena	*rows = arena_new(), *a = arena_new();
	int64_t		*spent = ctx, start;
	struct err	 err = { 0 };
	size_t		 at;

	while ((at = next_batch++ * BATCH) < total) {
		size_t		 n = total - at < BATCH ? total - at : BATCH;
		struct changes	*c = make_changes(rows, at, n);

		c->worker = me;
		c->arena = a;
		start = processor_time();
		check(target->ops->match(target, c, &err), &err);
		compare(c);
		spent[me] += processor_time() - start;
		arena_reset(rows);
		arena_reset(a);
	}
	arena_free(rows);
	arena_free(a);
}

static void
match_all(const char *name)
{
	int64_t	spent[WORKERS] = { 0 };

	next_batch = same = other = 0;
	team_run(WORKERS, match_batches, spent);
	printf("%s\t%.0f rows/s with %d workers; %zu same, %zu other\n", name,
	    (double)total * 1e6 * WORKERS / (double)(spent[0] + spent[1]),
	    WORKERS, (size_t)same, (size_t)other);
}

static void
read_rows(void *ctx, int me)
{
	struct scan	*scan = ctx;
	struct slab	 slab = { .arena = arena_new() };
	struct err	 err = { 0 };
	struct rejects	 bad;

	(void)me;
	while (scan_next(scan, &slab, &err)) {
		rejects_init(&bad, slab.arena, slab.count);
		for (int f = 0; f < FIELDS; f++)
			scan_column(scan, &slab, f, NULL, slab.count, &bad);
		same += slab.count;
		arena_reset(slab.arena);
	}
	scan_slab_close(scan, &slab);
	arena_free(slab.arena);
}

static void
read_all(void)
{
	struct scan_field	 fields[FIELDS];
	struct err		 err = { 0 };
	struct scan		*scan;
	int64_t			 start = clock_steady();

	for (size_t f = 0; f < FIELDS; f++)
		fields[f] = (struct scan_field){ schema->fields[f].name,
			schema->fields[f].type };
	same = 0;
	scan = store_scan(store, catalog, schema, fields, FIELDS, &err);
	check(scan != NULL, &err);
	team_run(WORKERS, read_rows, scan);
	scan_close(scan);
	printf("scan\t%.0f rows/s with %d workers\n", (double)same * 1e6 /
	    (double)(clock_steady() - start), WORKERS);
}

static void
open_target(size_t fields)
{
	static size_t	 keys[] = { 0 };
	struct err	 err = { 0 };

	action = (struct action){ .kind = ACTION_LOAD, .schema = schema,
		.count = fields, .keys = keys, .key_count = 1 };
	action.maps = mem_array(fields, sizeof *action.maps);
	for (size_t f = 0; f < fields; f++) {
		action.maps[f].field = &schema->fields[f];
		action.maps[f].target = schema->fields[f].name;
	}
	target = store_target(store, &action, WORKERS, &err);
	check(target != NULL, &err);
}

static void
close_target(void)
{
	target->ops->close(target);
	mem_free(action.maps);
}

int
main(int argc, char **argv)
{
	struct arena	*a = arena_new();
	struct err	 err = { 0 };
	struct rusage	 use;

	if (argc < 3)
		return 2;
	total = strtoull(argv[2], NULL, 10);
	shuffled = argc > 3;
	unlink(argv[1]);
	check(schema_parse(slice_of(json), "bench", "json", a, &schema, &err),
	    &err);
	catalog = catalog_make(a);
	store = store_open(argv[1], true, &err);
	check(store != NULL, &err);
	open_target(FIELDS);
	write_all();
	close_target();
	open_target(FIELDS);
	match_all("match");
	close_target();
	open_target(6);
	match_all("match 6");
	close_target();
	read_all();
	store_close(store);
	arena_free(a);
	getrusage(RUSAGE_SELF, &use);
	printf("memory\t%ld MB at most\n", use.ru_maxrss / 1024);
	return 0;
}

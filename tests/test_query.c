/* SPDX-License-Identifier: MIT */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "precept/csv.h"
#include "precept/file.h"
#include "precept/query.h"
#include "precept/set.h"
#include "support.h"

/* Scan, filters, Show columns; the order; only some rows (retry). */

#define ROWS 5000

static struct arena	*arena;
static char		 path[] = "/tmp/precept-query-XXXXXX";
static struct rule	 rule;
static struct scan_field fields[2];
static struct show	 shows[2];
static struct mapping	 maps[2];
static struct action	 action;
static struct phrase	 filters[2];

static bool
find(void *ctx, struct slice name, struct expr_name *out)
{
	(void)ctx;
	for (int i = 0; i < 2; i++)
		if (slice_is(name, shows[i].name)) {
			*out = (struct expr_name){ i, fields[i].type, true,
				shows[i].name };
			return true;
		}
	return false;
}

static void
each(void *ctx, void (*one)(void *, const char *, const struct type *),
    void *arg)
{
	(void)ctx;
	for (int i = 0; i < 2; i++)
		one(arg, shows[i].name, &fields[i].type);
}

static struct expr *
compile(const char *text)
{
	struct expr_scope	scope = { .find = find, .each = each };
	struct place		at = { "x", 1, 1, 0, true };
	struct diags		diags;
	struct expr		*e;

	diags_init(&diags, arena);
	e = expr_parse(slice_of(text), at, arena, &diags);
	ck_assert_ptr_nonnull(e);
	ck_assert(expr_check(&e, &scope, NULL, at, &diags));
	return e;
}

static void
open_rule(void)
{
	FILE	*f;
	int	 fd;

	arena = arena_new();
	memcpy(path + sizeof path - 7, "XXXXXX", 6);
	fd = mkstemp(path);
	f = fdopen(fd, "w");
	fputs("n,name\n", f);
	for (int i = 1; i <= ROWS; i++)
		fprintf(f, "%s,row %d\n", i == 77 ? "seven" : i % 10 == 0 ?
		    "" : "1", i);
	fclose(f);
	fields[0] = (struct scan_field){ "n", { .kind = KIND_INTEGER } };
	fields[1] = (struct scan_field){ "name", { .kind = KIND_TEXT } };
	shows[0].name = "n";
	shows[1].name = "name";
	for (int i = 0; i < 2; i++)
		shows[i].value.expr = maps[i].value.expr =
		    compile(shows[i].name);
	action = (struct action){ .maps = maps, .count = 2 };
	rule = (struct rule){ .name = "test", .shows = shows,
		.show_count = 2, .actions = &action, .action_count = 1,
		.filters = filters };
	rule.source = (struct source){ .kind = SOURCE_CSV, .fields = fields,
		.count = 2 };
}

static void
close_rule(void)
{
	remove(path);
	arena_free(arena);
}

struct seen {
	uint64_t	rows, rejected, batches;
	int64_t		last;
	bool		ordered;
	uint64_t	fail_at;
};

static bool
work(void *ctx, struct batch *b, struct err *err)
{
	(void)ctx;
	(void)err;
	b->own = b->rows.get(b->rows.ctx, 1);
	return true;
}

static bool
take(void *ctx, struct batch *b, struct err *err)
{
	struct seen	*s = ctx;
	struct column	*names = b->own;

	for (size_t i = 0; i < b->rows.count; i++) {
		char want[32];

		snprintf(want, sizeof want, "row %lld",
		    (long long)b->origin[i] - 1);
		if (!slice_is(names->s[i], want) || b->origin[i] <= s->last)
			s->ordered = false;
		s->last = b->origin[i];
	}
	s->rows += b->rows.count;
	s->rejected += b->rejected_count;
	if (++s->batches == s->fail_at)
		return err_set(err, ERR_SYSTEM, "enough");
	return true;
}

static bool
run(struct scan *scan, struct seen *s, struct query_counts *n,
    struct err *err)
{
	static const struct query_ops	ops = { work, take };
	struct rule_day			day = { 0 };
	struct query			q = { &rule, scan, &day, &ops, s };
	bool				ok;

	s->ordered = true;
	ok = query_run(&q, n, err);
	scan_close(scan);
	return ok;
}

static struct scan *
open_csv(void)
{
	struct err	 err = { 0 };
	struct scan	*scan = csv_open(path, ',', fields, 2, &err);

	ck_assert_msg(scan != NULL, "%s", err.text);
	return scan;
}

START_TEST(filters_drop_rows_and_bad_values_reject_theirs)
{
	struct seen		s = { 0 };
	struct query_counts	n;
	struct err		err = { 0 };

	filters[0].expr = compile("n is not null");
	rule.filter_count = 1;
	ck_assert(run(open_csv(), &s, &n, &err));
	ck_assert(s.ordered);
	ck_assert_uint_eq(n.read, ROWS);
	ck_assert_uint_eq(n.filtered, ROWS / 10);
	ck_assert_uint_eq(n.rejected, 1);
	ck_assert_uint_eq(s.rejected, 1);
	ck_assert_uint_eq(s.rows, ROWS - ROWS / 10 - 1);
}
END_TEST

START_TEST(a_row_that_was_filtered_is_not_looked_at_again)
{
	struct seen		s = { 0 };
	struct query_counts	n;
	struct err		err = { 0 };

	filters[0].expr = compile("name != 'row 77'");
	filters[1].expr = compile("n = 1");
	rule.filter_count = 2;
	ck_assert(run(open_csv(), &s, &n, &err));
	ck_assert_uint_eq(n.rejected, 0);
	ck_assert_uint_eq(n.filtered, ROWS / 10 + 1);
	ck_assert(s.ordered);
}
END_TEST

START_TEST(a_failing_take_stops_all)
{
	struct seen		s = { .fail_at = 1 };
	struct query_counts	n;
	struct err		err = { 0 };

	rule.filter_count = 0;
	ck_assert(!run(open_csv(), &s, &n, &err));
	ck_assert_str_eq(err.text, "enough");
	ck_assert_uint_eq(s.batches, 1);
}
END_TEST

START_TEST(picked_rows_are_the_only_ones)
{
	struct seen		s = { 0 };
	struct query_counts	n;
	struct err		err = { 0 };
	struct set		*only = set_new();

	for (int64_t line = 2; line <= ROWS + 1; line += 100)
		set_add(only, (uint64_t)line);
	set_add(only, 78);
	rule.filter_count = 0;
	ck_assert(run(scan_pick(open_csv(), only, 1000, INT64_MAX), &s, &n, &err));
	ck_assert_uint_eq(s.rows, 40);
	ck_assert_uint_eq(n.read, 40);
	ck_assert(s.ordered);
	s = (struct seen){ 0 };
	ck_assert(run(scan_pick(open_csv(), only, 0, INT64_MAX), &s, &n,
	    &err));
	ck_assert_uint_eq(s.rows, 50);
	ck_assert_uint_eq(n.rejected, 1);
	s = (struct seen){ 0 };
	ck_assert(run(scan_pick(open_csv(), only, 0, 1000), &s, &n, &err));
	ck_assert_uint_eq(s.rows, 10);
	set_free(only);
}
END_TEST

TCase *
test_query(void)
{
	TCase *tc = tcase_create("query");

	tcase_add_checked_fixture(tc, open_rule, close_rule);
	tcase_add_test(tc, filters_drop_rows_and_bad_values_reject_theirs);
	tcase_add_test(tc, a_row_that_was_filtered_is_not_looked_at_again);
	tcase_add_test(tc, a_failing_take_stops_all);
	tcase_add_test(tc, picked_rows_are_the_only_ones);
	return tc;
}

/* SPDX-License-Identifier: MIT */
#include <sys/stat.h>

#include "drain.h"
#include "precept/bind.h"
#include "precept/ruleset.h"
#include "precept/sandbox.h"
#include "salesforce_describe.h"
#include "salesforce_scan.h"
#include "support.h"

/*
 * Described, asked and read: all of the reading side against the sandbox,
 * which others wrote from the same facts.
 */

#define RECORDS 2100		/* more than a page */

static struct sandbox		*sandbox;
static struct salesforce	*sf;
static struct connection	 connection;
static struct arena		*arena;
static struct err		 err;

static void
start(const char *faults)
{
	const char	*dir = support_folder(), *path;

	err = (struct err){ 0 };
	arena = arena_new();
	unsetenv("CREDENTIALS_DIRECTORY");
	ck_assert_int_eq(mkdir(arena_printf(arena, "%s/secrets", dir), 0700),
	    0);
	path = support_file("secrets/secret", SANDBOX_SECRET);
	ck_assert_int_eq(chmod(path, 0600), 0);
	sandbox = sandbox_start(&(struct sandbox_options){
	    .faults = faults }, &err);
	ck_assert_msg(sandbox != NULL, "%s", err.text);
	connection = (struct connection){ .name = "salesforce",
	    .kind = "salesforce", .sign_in = SIGN_IN_CLIENT,
	    .client_id = SANDBOX_CLIENT, .client_secret = "secret",
	    .login = sandbox_url(sandbox), .version = "62.0",
	    .connections = 5, .budget = { -1, 0 } };
	sf = salesforce_open(&connection, dir, &err);
	ck_assert_msg(sf != NULL, "%s", err.text);
}

static void
stop(void)
{
	salesforce_close(sf);
	sandbox_stop(sandbox);
	arena_free(arena);
}

static void
add_account(int n)
{
	static const char *const headers[] = {
	    "Content-Type: application/json", NULL };
	struct http_call	 call = { .method = "POST",
				    .url = "/sobjects/Account",
				    .headers = headers, .once = true };

	call.body = slice_of(arena_printf(arena, "{\"Name\":\"A %d's "
	    "\\\"n\\\"\",\"NumberOfEmployees\":%d,\"AnnualRevenue\":%d.25}",
	    n, n, n));
	assert_ok(salesforce_call(sf, &call, &err), &err);
	http_call_clear(&call);
}

static struct schema *
describe(const char *object)
{
	struct salesforce_describe	d = { .session = sf,
					    .connection = "salesforce",
					    .object = object };

	assert_ok(salesforce_describe(&d, arena, &err), &err);
	ck_assert_ptr_nonnull(d.schema);
	return d.schema;
}

struct world {
	struct catalog	*catalog;
	struct bind	*bind;
	struct diags	 diags;
	struct ruleset	*set;
};

/* A rule that is checked against what the org describes. */
static const struct rule *
make_rule(struct world *w, const char *filter)
{
	struct decl_top	*tops = NULL;
	struct text	 found;

	w->catalog = catalog_make(arena);
	catalog_add(w->catalog, describe("Account"));
	catalog_add(w->catalog, describe("User"));
	w->bind = bind_open(NULL, &err);
	diags_init(&w->diags, arena);
	bind_load(w->bind, "r.lua", slice_of(arena_printf(arena, "rule \"r\" "
	    "{ source = \"salesforce.Account\", show = { \"Id\", \"Name\", "
	    "staff = \"NumberOfEmployees\", money = \"AnnualRevenue\", "
	    "made = \"CreatedDate\", who = \"Owner.Name\" }, filters = "
	    "[==[%s]==], actions = { export_file { path = \"o.csv\", map = { "
	    "Id = \"Id\", N = \"Name\", S = \"staff\", M = \"money\", "
	    "D = \"made\", W = \"who\" } } } }", filter)), arena, &w->diags,
	    &tops);
	w->set = ruleset_make(arena, &w->diags, w->catalog, w->bind, ".",
	    tops);
	text_init(&found, 100000);
	diags_show(&w->diags, false, &found);
	ck_assert_msg(w->diags.errors == 0, "%s", found.ptr);
	text_free(&found);
	return w->set->rules[0];
}

static size_t
count_lines(const char *text)
{
	size_t	n = 0;

	for (; (text = strchr(text, '\n')) != NULL; text++)
		n++;
	return n;
}

/* What the filter lets through there, read by two workers. */
static char *
read_all(const char *filter)
{
	struct rule_day		 day = { .date = 20544, .week_start = 1 };
	struct salesforce_scan	 by = { .session = sf, .day = &day };
	struct world		 w;
	struct scan		*scan;
	char			*got;

	by.rule = make_rule(&w, filter);
	by.catalog = w.catalog;
	scan = salesforce_scan_open(&by, &err);
	ck_assert_msg(scan != NULL, "%s", err.text);
	got = drain(scan, (int)by.rule->source.count, 2, &err);
	ck_assert_msg(got != NULL, "%s", err.text);
	ck_assert_ptr_null(strchr(got, '?'));
	ck_assert_ptr_null(strchr(got, '!'));
	ruleset_forget(w.set);
	bind_close(w.bind);
	return got;
}

static void
check_count(const char *filter, size_t want)
{
	char	*got = read_all(filter);

	ck_assert_msg(count_lines(got) == want, "%s: %zu of %zu", filter,
	    count_lines(got), want);
	mem_free(got);
}

START_TEST(all_records_come_and_filters_hold_there)
{
	char	*got;

	start(NULL);
	for (int n = 1; n <= RECORDS; n++)
		add_account(n);
	check_count("Name is not null", RECORDS);
	check_count("staff > 10 and staff <= 20", 10);
	check_count("staff between 5 and 7 or money = 9.25", 4);
	check_count("staff not in (1, 2) and staff < 5", 2);
	check_count("Name starts with 'A 209'", 11);
	check_count("made > to_datetime('2100-01-01')", 0);
	check_count("not (staff > 3)", 3);
	got = read_all("Name = 'A 7''s \"n\"'");
	ck_assert_uint_eq(count_lines(got), 1);
	ck_assert_ptr_nonnull(strstr(got, "|A 7's \"n\"|7|7.25|"));
	mem_free(got);
	salesforce_scan_bulk = 2000;
	salesforce_scan_poll = 1;
	check_count("Name is not null", RECORDS);
	stop();
}
END_TEST

START_TEST(a_description_is_fetched_once)
{
	struct salesforce_describe	d;
	const char			*since;

	start(NULL);
	d = (struct salesforce_describe){ .session = sf,
	    .connection = "salesforce", .object = "Account" };
	assert_ok(salesforce_describe(&d, arena, &err), &err);
	ck_assert(schema_field(d.schema, SLICE("Name"))->flags &
	    FIELD_REQUIRED);
	ck_assert(schema_id(d.schema) != NULL);
	since = d.changed;
	ck_assert_ptr_nonnull(since);
	d.since = since;
	assert_ok(salesforce_describe(&d, arena, &err), &err);
	d.since = NULL;
	d.object = "No_Such__c";
	ck_assert(!salesforce_describe(&d, arena, &err));
	ck_assert_int_eq(strncmp(err.text, "salesforce.No_Such__c: ", 23), 0);
	stop();
}
END_TEST

TCase *
test_salesforce_read(void)
{
	TCase	*tc = tcase_create("salesforce_read");

	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, all_records_come_and_filters_hold_there);
	tcase_add_test(tc, a_description_is_fetched_once);
	return tc;
}

/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "load_world.h"
#include "org_write.h"
#include "precept/file.h"
#include "precept/http.h"
#include "precept/json.h"

/* A workspace whose connection is a sandbox. */

#define DATA "/services/data/v62.0"

struct load_world load_world;

static const char schema[] = "{ \"object\": \"Account\", \"prefix\": "
    "\"001\", \"fields\": [\n"
    "{ \"name\": \"Id\", \"type\": \"id\", \"flags\": [\"id\", \"unique\"]"
    " },\n"
    "{ \"name\": \"Name\", \"type\": \"text(255)\", "
    "\"flags\": [\"required\"] },\n"
    "{ \"name\": \"Rating\", \"type\": \"picklist\", "
    "\"values\": [\"Hot\", \"Warm\", \"Cold\"] },\n"
    "{ \"name\": \"NumberOfEmployees\", \"type\": \"integer\" },\n"
    "{ \"name\": \"ParentId\", \"type\": \"id\", \"refers\": "
    "[\"Account\"], \"relation\": \"Parent\" },\n"
    "{ \"name\": \"Key__c\", \"type\": \"text(40)\", "
    "\"flags\": [\"unique\", \"external\"] },\n"
    "{ \"name\": \"Loose__c\", \"type\": \"text(40)\", "
    "\"flags\": [\"external\"] },\n"
    "{ \"name\": \"Day__c\", \"type\": \"date\" },\n"
    "{ \"name\": \"Tier__c\", \"type\": \"picklist\", \"flags\": "
    "[\"restricted\"], \"values\": [\"Gold\", \"Iron\"] } ] }";

static const char connection[] = "connection \"salesforce\" { kind = "
    "\"salesforce\", login = \"%s\", sign_in = \"client_credentials\", "
    "client_id = \"" SANDBOX_CLIENT "\", client_secret = secret "
    "\"salesforce\"%s }\n";

static const char *
in_dir(const char *name)
{
	return file_join(load_world.bench.arena, load_world.bench.dir, name);
}

void
load_world_start(const char *faults)
{
	struct workbench	*b = &load_world.bench;
	struct sandbox_options	 o = { .faults = faults };

	memset(&load_world, 0, sizeof load_world);
	unsetenv("CREDENTIALS_DIRECTORY");
	workbench_open(b);
	ck_assert_int_eq(mkdir(in_dir("secrets"), 0700), 0);
	ck_assert_int_eq(mkdir(in_dir("schema"), 0700), 0);
	workbench_file(b, "secrets/salesforce", SANDBOX_SECRET);
	ck_assert_int_eq(chmod(in_dir("secrets/salesforce"), 0600), 0);
	workbench_file(b, "schema/salesforce.Account.json", schema);
	o.schemas = in_dir("schema");
	ask_start(&o);
	load_world_connection("");
	ask_sign_in();
}

void
load_world_connection(const char *more)
{
	struct workbench	*b = &load_world.bench;
	char			 text[1000];

	snprintf(text, sizeof text, connection, sandbox_url(ask.sandbox),
	    more);
	workbench_file(b, "rules/connection.lua", text);
}

void
load_world_stop(void)
{
	workbench_close(&load_world.bench);
	ask_stop();
}

void
load_world_open(void)
{
	load_world_start(NULL);
}

void
load_world_close(void)
{
	load_world_stop();
}

/* What a column of data/in.csv is, by its name. */
static const char *
type_of(struct slice name)
{
	static const char *const numbers[] = { "staff", "n" },
				*const records[] = { "id", "parent" };

	for (size_t i = 0; i < COUNT(numbers); i++)
		if (slice_is(name, numbers[i]))
			return "integer";
	for (size_t i = 0; i < COUNT(records); i++)
		if (slice_is(name, records[i]))
			return "id";
	return slice_is(name, "day") ? "date" : "text(255)";
}

static void
put_columns(const char *header, struct text *fields, struct text *show)
{
	while (*header != '\0') {
		size_t	len = strcspn(header, ",");

		text_printf(fields, "%.*s = \"%s\", ", (int)len, header,
		    type_of((struct slice){ header, len }));
		text_printf(show, "\"%.*s\", ", (int)len, header);
		header += len + (header[len] == ',');
	}
}

static const char *
read_header(void)
{
	struct arena	*a = load_world.bench.arena;
	struct slice	 all;

	assert_ok(file_read(in_dir("data/in.csv"), 1 << 26, a, &all,
	    &load_world.err), &load_world.err);
	return arena_text(a, (struct slice){ all.ptr,
	    strcspn(all.ptr, "\n") });
}

void
load_world_rule(const char *map, const char *action)
{
	struct workbench	*b = &load_world.bench;
	struct text		 fields, show;

	text_init(&fields, 1000);
	text_init(&show, 1000);
	put_columns(read_header(), &fields, &show);
	workbench_file(b, "rules/r.lua", arena_printf(b->arena,
	    "rule \"r\" {\nsource = csv { path = \"data/in.csv\", fields = "
	    "{ %s } },\nshow = { %s },\n%sactions = { load_to_sfdc { object = "
	    "\"Account\", %s,\nmap = { %s } } } }\n", fields.ptr, show.ptr,
	    load_world.more == NULL ? "" : load_world.more, action, map));
	text_free(&fields);
	text_free(&show);
	workbench_load(b);
}

void
load_world_csv(const char *text)
{
	workbench_file(&load_world.bench, "data/in.csv", text);
}

void
load_world_rows(const char *header, const char *line, int n)
{
	FILE	*f = fopen(in_dir("data/in.csv"), "w");

	ck_assert_ptr_nonnull(f);
	fprintf(f, "%s\n", header);
	for (int i = 1; i <= n; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		fprintf(f, line, i, i, i);
#pragma GCC diagnostic pop
		fputc('\n', f);
	}
	ck_assert_int_eq(fclose(f), 0);
}

static bool
run(void)
{
	load_world_forget_calls();
	load_world.err = (struct err){ 0 };
	return workbench_run(&load_world.bench, "r", &load_world.report,
	    &load_world.err);
}

void
load_world_run(enum run_state state)
{
	assert_ok(run(), &load_world.err);
	ck_assert_str_eq(run_state_name(load_world.report.row.state),
	    run_state_name(state));
}

void
load_world_fails(const char *text)
{
	ck_assert(!run());
	ck_assert_msg(strstr(load_world.err.text, text) != NULL, "%s",
	    load_world.err.text);
}

void
load_world_counts(const char *want)
{
	const struct run_counts	*n = &load_world.report.row.counts;
	const char		*got = arena_printf(load_world.bench.arena,
				    "+%llu ~%llu =%llu !%llu .%llu",
				    (unsigned long long)n->created,
				    (unsigned long long)n->updated,
				    (unsigned long long)n->same,
				    (unsigned long long)n->rejected,
				    (unsigned long long)n->skipped);

	ck_assert_str_eq(got, want);
}

void
load_world_ledger(const char *want)
{
	ck_assert_str_eq(workbench_ledger(&load_world.bench,
	    load_world.report.row.id), want);
}

void
load_world_recover(void)
{
	const char	**notes;
	size_t		  count;

	load_world.err = (struct err){ 0 };
	assert_ok(recover_runs(&load_world.bench.w, load_world.bench.arena,
	    &notes, &count, &load_world.err), &load_world.err);
}

const char *
load_world_account(const char *json)
{
	ask_json("POST", DATA "/sobjects/Account", json);
	ck_assert_msg(ask.status == 201, "%s", ask.body);
	return arena_string(load_world.bench.arena, ask_member("id"));
}

/* All handlers run on one thread, and nobody is asking it now. */
void
load_world_fill(void)
{
	size_t	rows;

	assert_ok(org_load(ask.sandbox->org, "Account",
	    in_dir("data/in.csv"), &rows, &load_world.err), &load_world.err);
	ck_assert_uint_gt(rows, 0);
}

/* One record: values alone, what is in braces is left out. */
static void
put_record(struct json *j, struct text *out)
{
	enum json_token	token;
	bool		first = true;

	while ((token = json_next(j)) == JSON_KEY) {
		struct arena	*a = load_world.bench.arena;
		struct slice	 s = { 0 };

		token = json_next(j);
		if (token == JSON_OBJECT) {
			json_skip(j, token);
			continue;
		}
		if (!first)
			text_char(out, '|');
		first = false;
		if (token == JSON_STRING && json_text(j, a, &s))
			text_slice(out, s);
		else if (token == JSON_NUMBER)
			text_slice(out, j->value);
		else
			text_string(out, token == JSON_NULL ? "" :
			    token == JSON_TRUE ? "true" : "false");
	}
	text_char(out, '\n');
}

static void
put_records(struct text *out)
{
	struct json	j;
	enum json_token	token;

	json_init(&j, (struct slice){ ask.body, ask.body_len });
	json_next(&j);
	while ((token = json_next(&j)) == JSON_KEY) {
		if (!slice_is(j.value, "records")) {
			json_skip(&j, json_next(&j));
			continue;
		}
		json_next(&j);
		while (json_next(&j) == JSON_OBJECT)
			put_record(&j, out);
	}
}

const char *
load_world_query(const char *soql)
{
	struct arena	*a = load_world.bench.arena;
	struct text	 url, out;
	const char	*rows;

	text_init(&url, 1 << 20);
	text_init(&out, 1 << 24);
	text_string(&url, DATA "/query?q=");
	http_escape(&url, slice_of(soql));
	ask_call("GET", url.ptr, "", "");
	ck_assert_msg(ask.status == 200, "%s", ask.body);
	put_records(&out);
	rows = arena_string(a, out.len == 0 ? "" : out.ptr);
	text_free(&url);
	text_free(&out);
	return rows;
}

void
load_world_is(const char *soql, const char *want)
{
	ck_assert_str_eq(load_world_query(soql), want);
}

void
load_world_has(int64_t accounts)
{
	load_world_query("SELECT COUNT() FROM Account");
	ck_assert_msg(strstr(ask.body, arena_printf(load_world.bench.arena,
	    "\"totalSize\":%lld,", (long long)accounts)) != NULL, "%s",
	    ask.body);
}

void
load_world_forget_calls(void)
{
	ask_call("DELETE", "/sandbox/log", "", "");
}

int
load_world_calls(const char *method, const char *path)
{
	const char	*want = arena_printf(load_world.bench.arena,
			    "{\"method\":\"%s\",\"path\":\"" DATA "%s",
			    method, path), *at;
	int		 n = 0;

	ask_call("GET", "/sandbox/log", "", "");
	for (at = ask.body; (at = strstr(at, want)) != NULL; at++)
		n++;
	return n;
}

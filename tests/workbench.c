/* SPDX-License-Identifier: MIT */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "precept/date.h"
#include "precept/file.h"
#include "workbench.h"

/* A workspace in a folder of its own. */

void
workbench_open(struct workbench *b)
{
	struct err err = { 0 };

	memset(b, 0, sizeof *b);
	snprintf(b->dir, sizeof b->dir, "/tmp/precept-work-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(b->dir));
	b->arena = arena_new();
	ck_assert(file_make_dir(file_join(b->arena, b->dir, "rules"), &err));
	ck_assert(file_make_dir(file_join(b->arena, b->dir, "data"), &err));
}

static void
remove_all(struct workbench *b, const char *below)
{
	static const char *const endings[] = { ".lua", ".csv", ".jsonl",
		".plan", ".json", ".part", "precept.db", "precept.db.lock",
		"precept.db-wal", "precept.db-shm", "salesforce" };
	struct err	  err = { 0 };
	char		 *dir = file_join(b->arena, b->dir, below), **names;
	size_t		  count;

	for (size_t i = 0; i < COUNT(endings); i++) {
		if (!file_exists(dir) || !file_list(dir, endings[i],
		    b->arena, &names, &count, &err))
			continue;
		for (size_t k = 0; k < count; k++)
			unlink(file_join(b->arena, dir, names[k]));
	}
	rmdir(dir);
}

void
workbench_close(struct workbench *b)
{
	workspace_close(&b->w);
	remove_all(b, "rules");
	remove_all(b, "data");
	remove_all(b, "plans");
	remove_all(b, "out");
	remove_all(b, "schema");
	remove_all(b, "secrets");
	remove_all(b, ".");
	rmdir(b->dir);
	arena_free(b->arena);
}

void
workbench_file(struct workbench *b, const char *name, const char *text)
{
	FILE *f = fopen(file_join(b->arena, b->dir, name), "w");

	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	ck_assert_int_eq(fclose(f), 0);
}

void
workbench_load(struct workbench *b)
{
	struct err	err = { 0 };
	struct text	out;

	workspace_close(&b->w);
	ck_assert_msg(workspace_open(&b->w, b->dir, NULL, 0,
	    WORKSPACE_WRITE, &err), "%s", err.text);
	text_init(&out, 1 << 20);
	diags_show(&b->w.diags, false, &out);
	ck_assert_msg(b->w.diags.errors == 0, "%s", out.ptr);
	text_free(&out);
}

void
workbench_fill(struct workbench *b, const char *into, const char *file,
    const char *fields)
{
	struct fill		fill = { .into = into, .fields = fields };
	struct err		err = { 0 };
	struct run_report	report;
	const char		*left;

	workspace_close(&b->w);
	ck_assert_msg(workspace_open_bare(&b->w, b->dir, WORKSPACE_WRITE,
	    &err), "%s", err.text);
	fill.path = file_join(b->w.arena, b->dir, file);
	ck_assert_msg(fill_object(&b->w, &fill, &report, &left, &err), "%s",
	    err.text);
	workspace_close(&b->w);
}

int64_t
workbench_day(void)
{
	return date_days((struct civil){ 2026, 8, 1 });
}

bool
workbench_run(struct workbench *b, const char *rule, struct run_report *r,
    struct err *err)
{
	struct run_order o = { .kind = "run", .date = workbench_day() };

	o.rule = ruleset_find(b->w.rules, slice_of(rule));
	ck_assert_ptr_nonnull(o.rule);
	return run_rule(&b->w, &o, b->arena, r, err);
}

static void
add_lines(struct text *out, struct slice bodies)
{
	const char *at = bodies.ptr, *end = at + bodies.len;

	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));

		stop = stop == NULL ? end : stop + 1;
		if (*at == '[')
			text_add(out, at, (size_t)(stop - at));
		at = stop;
	}
}

static char *
take_lines(struct workbench *b, struct text *out)
{
	char *lines = arena_string(b->arena, out->len == 0 ? "" : out->ptr);

	text_free(out);
	return lines;
}

char *
workbench_lines(struct workbench *b, struct slice bodies)
{
	struct text out;

	text_init(&out, (size_t)1 << 30);
	add_lines(&out, bodies);
	return take_lines(b, &out);
}

char *
workbench_ledger(struct workbench *b, int64_t run)
{
	struct journal_cursor	*cursor;
	struct err		 err = { 0 };
	struct text		 out;
	struct call		 call;

	text_init(&out, (size_t)1 << 30);
	cursor = journal_calls(b->w.store, run, false, &err);
	ck_assert_msg(cursor != NULL, "%s", err.text);
	while (journal_next(cursor, &call, &err))
		add_lines(&out, call.body);
	ck_assert_msg(err.kind == ERR_NONE, "%s", err.text);
	journal_cursor_close(cursor);
	return take_lines(b, &out);
}

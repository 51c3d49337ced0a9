/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "precept/bind.h"
#include "precept/file.h"
#include "precept/ruleset.h"
#include "support.h"

/*
 * Rule files and all that is found in them, whole as people read it: see
 * README.md for tests/cases/check/<name>.case.
 */

#define CASES "tests/cases/check"
#define FILE_MAX 200000

struct part {
	const char	*title;		/* what stands behind "=== " */
	struct slice	 text;
	struct part	*next;
};

/* A file of cases on its way; `again` is what it should say. */
struct cases {
	struct arena	*arena;
	struct text	 again, wrong;
	size_t		 count, fixes;	/* and tries that were pasted */
};

static struct part *
split(struct slice all, struct arena *arena)
{
	struct part	*first = NULL, *last = NULL;
	const char	*at = all.ptr, *stop = all.ptr + all.len, *end;

	for (; at < stop; at = end + 1) {
		end = memchr(at, '\n', (size_t)(stop - at));
		ck_assert_ptr_nonnull(end);
		if (strncmp(at, "=== ", 4) == 0) {
			struct part *p = arena_alloc(arena, sizeof *p);

			p->title = arena_text(arena, (struct slice){ at + 4,
			    (size_t)(end - at) - 4 });
			p->text.ptr = end + 1;
			if (last != NULL)
				last->next = p;
			else
				first = p;
			last = p;
		} else if (last != NULL)
			last->text.len = (size_t)(end + 1 - last->text.ptr);
	}
	return first;
}

static struct catalog *
make_catalog(struct arena *arena)
{
	struct catalog	*c = catalog_make(arena);
	struct err	 err = { 0 };

	assert_ok(catalog_add_shipped(c, &err), &err);
	assert_ok(catalog_add_folder(c, CASES "/schema", &err), &err);
	return c;
}

static bool
is_rule_file(const char *name)
{
	return strncmp(name, "rules/", 6) == 0;
}

static void
load(struct bind *b, const char *file, struct slice text, struct diags *ds,
    struct decl_top **tops)
{
	while (*tops != NULL)
		tops = &(*tops)->next;
	bind_load(b, file, text, ds->arena, ds, tops);
}

/* Files that are no rules lie in the workspace. */
static const struct part *
load_files(struct bind *b, const struct part *p, struct diags *ds,
    struct decl_top **tops)
{
	for (; strncmp(p->title, "file ", 5) == 0; p = p->next) {
		const char *name = p->title + 5;

		if (is_rule_file(name))
			load(b, name, p->text, ds, tops);
		else
			support_file(name, arena_text(ds->arena, p->text));
	}
	return p;
}

/* Findings of a case; gives the part that says what they should be. */
static const struct part *
find(const struct part *p, struct slice text, struct diags *ds)
{
	const char	*dir = support_folder();
	struct err	 err = { 0 };
	struct bind	*bind = bind_open(NULL, &err);
	struct decl_top	*tops = NULL;
	struct ruleset	*set;

	ck_assert_msg(bind != NULL, "%s", err.text);
	diags_init(ds, arena_new());
	load(bind, "rules/a.lua", text, ds, &tops);
	p = load_files(bind, p->next, ds, &tops);
	ck_assert_str_eq(p->title, "finds");
	set = ruleset_make(ds->arena, ds, make_catalog(ds->arena), bind,
	    dir, tops);
	diags_sort(ds);
	ruleset_forget(set);
	bind_close(bind);
	return p;
}

/* What is to be written there: a try up to its remark. */
static struct slice
cut_try(const char *text)
{
	const char *end = strstr(text, "  ");

	return (struct slice){ text, end == NULL ? strlen(text) :
	    (size_t)(end - text) };
}

static struct slice
paste(struct slice text, const struct place *at, struct slice fix,
    struct arena *arena)
{
	const char	*line = text.ptr;
	size_t		 before;

	for (int i = 1; i < at->line; i++)
		line = strchr(line, '\n') + 1;
	before = (size_t)(line - text.ptr) + (size_t)at->col - 1;
	return slice_of(arena_printf(arena, "%.*s%.*s%.*s", (int)before,
	    text.ptr, (int)fix.len, fix.ptr,
	    (int)(text.len - before - (size_t)at->len),
	    text.ptr + before + at->len));
}

static bool
is_fixable(const struct diag *d, const struct diag_note *n)
{
	return (strcmp(d->code, "P104") == 0 ||
	    strcmp(d->code, "P114") == 0) && strcmp(n->head, "try") == 0 &&
	    strcmp(d->at.file, "rules/a.lua") == 0 &&
	    strstr(n->text, "once show has it") == NULL;
}

/* Each try, pasted: its finding is gone, and nothing new is found. */
static size_t
paste_fixes(const struct part *p, const struct diags *ds)
{
	size_t n = 0;

	for (const struct diag *d = ds->first; d != NULL; d = d->next)
		for (const struct diag_note *t = d->notes; t != NULL;
		    t = t->next) {
			struct diags after;

			if (!is_fixable(d, t))
				continue;
			find(p, paste(p->text, &d->at, cut_try(t->text),
			    ds->arena), &after);
			ck_assert_msg(after.errors + after.warnings <
			    ds->errors + ds->warnings, "%s: '%s' mends "
			    "nothing", p->title, t->text);
			arena_free(after.arena);
			n++;
		}
	return n;
}

static const struct part *
check(const struct part *p, struct text *out, size_t *fixes)
{
	struct diags		 ds;
	const struct part	*end = find(p, p->text, &ds);

	diags_show(&ds, false, out);
	*fixes += paste_fixes(p, &ds);
	arena_free(ds.arena);
	return end;
}

static void
put_part(struct text *out, const struct part *p)
{
	text_printf(out, "=== %s\n", p->title);
	text_slice(out, p->text);
}

/* One blank line stands between cases. */
static struct slice
trim(struct slice s)
{
	while (s.len > 0 && s.ptr[s.len - 1] == '\n')
		s.len--;
	return s;
}

static const struct part *
run_case(struct cases *c, const struct part *p)
{
	const struct part	*first = p;
	struct text		 got;

	text_init(&got, FILE_MAX);
	p = check(p, &got, &c->fixes);
	for (; first != p; first = first->next)
		put_part(&c->again, first);
	text_printf(&c->again, "=== finds\n%s%s", got.len == 0 ? "" : got.ptr,
	    p->next == NULL ? "" : "\n");
	if (!slice_equal(trim(p->text), trim((struct slice){ got.ptr,
	    got.len })))
		text_printf(&c->wrong, "%s\n", got.len == 0 ? "(nothing)" :
		    got.ptr);
	text_free(&got);
	c->count++;
	return p->next;
}

/* CASES_WRITE=1 writes what is found into the files, to be read and kept. */
static void
keep(const char *path, const struct text *again)
{
	FILE	*f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	fwrite(again->ptr, 1, again->len, f);
	fclose(f);
}

/* Gives how many tries were pasted. */
static size_t
run_cases(const char *path)
{
	struct cases		 c = { .arena = arena_new() };
	struct err		 err = { 0 };
	const struct part	*p;
	struct slice		 all;

	text_init(&c.again, FILE_MAX);
	text_init(&c.wrong, FILE_MAX);
	assert_ok(file_read(path, FILE_MAX, c.arena, &all, &err), &err);
	for (p = split(all, c.arena); p != NULL;)
		p = run_case(&c, p);
	if (getenv("CASES_WRITE") != NULL)
		keep(path, &c.again);
	else
		ck_assert_msg(c.wrong.len == 0, "%s: found, and not "
		    "expected:\n\n%s", path, c.wrong.ptr);
	ck_assert_uint_gt(c.count, 0);
	text_free(&c.again);
	text_free(&c.wrong);
	arena_free(c.arena);
	return c.fixes;
}

START_TEST(the_findings_are_these)
{
	struct arena	*arena = arena_new();
	struct err	 err = { 0 };
	char		**names;
	size_t		 count, i, fixes = 0;

	assert_ok(file_list(CASES, ".case", arena, &names, &count, &err),
	    &err);
	ck_assert_uint_ge(count, 10);
	for (i = 0; i < count; i++)
		fixes += run_cases(file_join(arena, CASES, names[i]));
	ck_assert_uint_ge(fixes, 15);
	arena_free(arena);
}
END_TEST

/* Every file of the folder as one text. */
static void
read_all(const char *dir, const char *ending, struct text *out)
{
	struct arena	*arena = arena_new();
	struct err	 err = { 0 };
	char		**names;
	struct slice	 text;
	size_t		 count, i;

	assert_ok(file_list(dir, ending, arena, &names, &count, &err), &err);
	for (i = 0; i < count; i++) {
		if (strcmp(names[i], "rule_help.c") == 0)
			continue;
		assert_ok(file_read(file_join(arena, dir, names[i]),
		    FILE_MAX, arena, &text, &err), &err);
		text_slice(out, text);
	}
	arena_free(arena);
}

static bool
has(const struct text *text, const char *before, const char *code,
    const char *after)
{
	char	want[32];

	snprintf(want, sizeof want, "%s%s%s", before, code, after);
	return strstr(text->ptr, want) != NULL;
}

START_TEST(every_code_has_a_page_and_a_case)
{
	struct text	code, cases;
	size_t		i, found = 0;
	const char	*at;

	text_init(&code, 1 << 20);
	text_init(&cases, 1 << 20);
	read_all("engine/rule", ".c", &code);
	read_all(CASES, ".case", &cases);
	for (i = 0; rule_help[i].code != NULL; i++) {
		ck_assert_msg(has(&code, "\"", rule_help[i].code, "\""),
		    "%s is never found", rule_help[i].code);
		ck_assert_msg(has(&cases, "[", rule_help[i].code, "]"),
		    "%s has no case", rule_help[i].code);
	}
	for (at = code.ptr; (at = strstr(at, "\"P1")) != NULL; at += 6) {
		for (i = 0; rule_help[i].code != NULL; i++)
			if (strncmp(rule_help[i].code, at + 1, 4) == 0)
				break;
		ck_assert_msg(rule_help[i].code != NULL,
		    "%.4s has no page", at + 1);
		found++;
	}
	ck_assert_uint_gt(found, 50);
	text_free(&code);
	text_free(&cases);
}
END_TEST

TCase *
test_check(void)
{
	TCase	*tc = tcase_create("check");

	tcase_add_test(tc, the_findings_are_these);
	tcase_add_test(tc, every_code_has_a_page_and_a_case);
	return tc;
}

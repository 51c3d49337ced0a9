/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "precept/bind.h"
#include "precept/clock.h"
#include "precept/file.h"
#include "support.h"

/*
 * Every script of tests/hostile, as a rule file and as the body of a func:
 * it ends in time, says what tests/hostile/codes has for it, in a text that
 * cannot drive a terminal, and the next file finds all as it was.
 */

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LONGEST 6000000		/* microseconds */
#else
#define LONGEST 1500000
#endif
#define FILE_MAX ((size_t)1 << 20)
#define FINDING_MAX 4096

static const char good[] = "rule \"r\" { source = \"a.B\", show = { \"Id\" },"
	" actions = { load { into = \"a.B\", map = { A = (\"x\"):rep(2) } } }"
	" }\nfunc \"f\" { args = {}, returns = \"text\",\n"
	"function() return (\"y\"):upper() end }\n";

static struct bind	*bind;
static struct arena	*arena;
static struct diags	 diags;
static struct err	 err;

static void
open_bind(void)
{
	err = (struct err){ 0 };
	bind = bind_open(NULL, &err);
	ck_assert_msg(bind != NULL, "%s", err.text);
	arena = arena_new();
}

static void
close_bind(void)
{
	bind_close(bind);
	arena_free(arena);
}

static void
check_texts(const char *name)
{
	for (const struct diag *d = diags.first; d != NULL; d = d->next) {
		size_t len = strlen(d->text);

		ck_assert_msg(len <= FINDING_MAX, "%s: %zu bytes", name, len);
		for (size_t i = 0; i < len; i++)
			ck_assert_msg((unsigned char)d->text[i] >= 0x20 &&
			    d->text[i] != 0x7f, "%s: %s", name, d->text);
	}
}

/* The first code, or "ok". */
static const char *
load(const char *name, struct slice source, struct decl_top **tops)
{
	int64_t	start = clock_worked();

	diags_init(&diags, arena);
	bind_load(bind, name, source, arena, &diags, tops);
	start = clock_worked() - start;
	ck_assert_msg(start < LONGEST, "%s: %lld us", name,
	    (long long)start);
	check_texts(name);
	diags_sort(&diags);
	return diags.first == NULL ? "ok" : diags.first->code;
}

static const char *
call(const char *name, int func)
{
	struct type		 type = { .kind = KIND_TEXT };
	struct rejects		 rejects;
	struct bind_batch	 batch = { .func = func, .gives = &type,
				    .rows = 1, .arena = arena,
				    .rejects = &rejects };
	struct column		*got;
	int64_t			 start = clock_worked();

	rejects_init(&rejects, arena, 1);
	got = bind_call(bind, &batch);
	start = clock_worked() - start;
	ck_assert_msg(start < LONGEST, "%s: %lld us", name,
	    (long long)start);
	if (rejects.count > 0)
		return rejects.items[0].text;
	return column_is_null(got, 0) ? "null" :
	    arena_text(arena, got->s[0]);
}

/* The same state, or a new one: nothing of before is left. */
static void
check_good(const char *name)
{
	struct decl_top	*tops;

	ck_assert_msg(strcmp(load("good.lua", slice_of(good), &tops), "ok")
	    == 0, "after %s: %s", name, diags.first == NULL ? "" :
	    diags.first->text);
	ck_assert_str_eq(tops->name, "r");
	ck_assert_str_eq(call(name,
	    tops->next->body->entries[0].value->func), "Y");
}

static void
check_as_func(const char *name, struct slice source)
{
	struct decl_top	*tops;
	const char	*text;

	text = arena_printf(arena, "func \"f\" { args = {}, returns = "
	    "\"text\", function(...) %.*s\nend }", (int)source.len,
	    source.ptr);
	if (strcmp(load(name, slice_of(text), &tops), "ok") == 0)
		call(name, tops->body->entries[0].value->func);
	check_good(name);
}

static void
check_script(const char *name, const char *code)
{
	char		*path = arena_printf(arena, "tests/hostile/%s", name);
	struct slice	 source;
	struct decl_top	*tops;

	assert_ok(file_read(path, FILE_MAX, arena, &source, &err), &err);
	ck_assert_msg(strcmp(load(name, source, &tops), code) == 0,
	    "%s: %s and not %s", name, diags.first == NULL ? "ok" :
	    diags.first->code, code);
	check_good(name);
	check_as_func(name, source);
}

START_TEST(no_script_gets_out)
{
	char	 line[200], name[100], code[10];
	FILE	*f = fopen("tests/hostile/codes", "r");
	char	**names;
	size_t	 count, scripts = 0;

	ck_assert_ptr_nonnull(f);
	while (fgets(line, sizeof line, f) != NULL) {
		ck_assert_int_eq(sscanf(line, "%99s %9s", name, code), 2);
		check_script(name, code);
		scripts++;
	}
	fclose(f);
	assert_ok(file_list("tests/hostile", ".lua", arena, &names, &count,
	    &err), &err);
	ck_assert_uint_eq(scripts, count);
}
END_TEST

/* Too long to be written down: a part, and how often. */
static const struct { const char *head, *part, *tail, *code; int times; }
long_ones[] = {
	{ "return ", "(", "", "P001", 5000 },
	{ "return ", "{", "", "P001", 5000 },
	{ "return ", "{", "1", "P001", 100000 },
	{ "return ", "\"a\"..", "\"a\"", "P001", 40000 },
	{ "return ", "- ", "1", "P001", 50000 },
	{ "return ", "not ", "1", "P001", 50000 },
	{ "local t={", "1.5,", "}", "ok", 60000 },
	{ "local t={", "{},", "}", "ok", 60000 },
	{ "local t={", "1.5,", "}", "P002", 70000 },
	{ "local ", "a,", "a=1", "P001", 300 },
	{ "", "if x then ", "", "P001", 5000 },
	{ "", "function ", "", "P001", 5000 },
	{ "local a ", "a", "", "P001", 200000 },
	{ "--", "[", "", "P001", 200000 },
	{ "--[", "=", "[", "P001", 200000 },
	{ "", "}", "", "P001", 1000 },
	{ "rule \"r\" {", "a={", "", "P001", 20000 },
	{ "rule \"r\" ({", "a=1,", "})", "P012", 50000 },
	{ "local t = {", "a=1,", "}", "P017", 50000 },
	{ "local x = ", "y+", "1", "P014", 50000 },
	{ "", "x{", "", "P001", 50000 },
	{ "goto a ", "::a::", "", "P001", 1000 },
	{ "return \"", "\\z", "\"", "ok", 100000 },
	{ "return \"", "\\", "", "P001", 100001 },
};

START_TEST(nothing_long_breaks_the_reader)
{
	struct decl_top	*tops;
	struct text	 text;
	char		*name = arena_printf(arena, "%s%s %d",
			    long_ones[_i].head, long_ones[_i].part,
			    long_ones[_i].times);

	text_init(&text, FILE_MAX);
	text_string(&text, long_ones[_i].head);
	for (int n = 0; n < long_ones[_i].times; n++)
		text_string(&text, long_ones[_i].part);
	text_string(&text, long_ones[_i].tail);
	ck_assert_msg(strcmp(load(name, (struct slice){ text.ptr, text.len },
	    &tops), long_ones[_i].code) == 0, "%s: %s", name,
	    diags.first == NULL ? "ok" : diags.first->code);
	check_good(name);
	text_free(&text);
}
END_TEST

static const char odd[] = "\"'{}[]()=,-.\\\n\r\377x1~&";

/* Any part of a good file, and any byte of it another: never a crash. */
START_TEST(damaged_files_are_findings_or_files)
{
	struct decl_top	*tops;
	uint32_t	 random = 1;
	struct slice	 cut = { good, 0 };
	char		 other[sizeof good];

	for (; cut.len < sizeof good - 1; cut.len++)
		load("cut.lua", cut, &tops);
	for (int i = 0; i < 2000; i++) {
		memcpy(other, good, sizeof good);
		for (int n = 0; n < 3; n++) {
			random = random * 1664525 + 1013904223;
			other[random % (sizeof good - 1)] =
			    odd[(random >> 16) % sizeof odd];
		}
		load("other.lua", (struct slice){ other, sizeof good - 1 },
		    &tops);
		if (i % 200 == 0)
			arena_reset(arena);
	}
	check_good("damaged files");
}
END_TEST

TCase *
test_hostile(void)
{
	TCase *tc = tcase_create("hostile");

	tcase_add_checked_fixture(tc, open_bind, close_bind);
	tcase_add_test(tc, no_script_gets_out);
	tcase_add_loop_test(tc, nothing_long_breaks_the_reader, 0,
	    COUNT(long_ones));
	tcase_add_test(tc, damaged_files_are_findings_or_files);
	return tc;
}

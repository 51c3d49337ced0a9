/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "bind_parts.h"
#include "precept/clock.h"
#include "precept/file.h"
#include "precept/team.h"
#include "support.h"

/*
 * Rule files: bind.case has sources with what comes of them, word for word;
 * here are the functions, the limits, and the speed of many files.
 */

#define CASES_MAX ((size_t)1 << 20)

static struct bind	*bind;
static struct arena	*arena;
static struct diags	 diags;
static struct err	 err;

/* A slow machine under a sanitizer runs out of steps, not of time. */
static void
open_bind(void)
{
	struct bind_limits limits = { .time = 60000000 };

	err = (struct err){ 0 };
	bind = bind_open(&limits, &err);
	ck_assert_msg(bind != NULL, "%s", err.text);
	arena = arena_new();
	diags_init(&diags, arena);
}

static void
close_bind(void)
{
	bind_close(bind);
	arena_free(arena);
}

static void	show_value(const struct decl *, int, struct text *);

static void
show_place(const struct place *at, struct text *out)
{
	text_printf(out, " @%d", at->line);
	if (at->col > 0)
		text_printf(out, ":%d+%d%s", at->col, at->len,
		    at->exact ? "" : "~");
}

static void
show_entries(const struct decl *d, int depth, struct text *out)
{
	for (size_t i = 0; i < d->count; i++) {
		const struct decl_entry *e = &d->entries[i];

		text_printf(out, "%*s", 2 * depth, "");
		if (e->key != NULL) {
			text_string(out, e->key);
			show_place(&e->key_at, out);
			text_string(out, " = ");
		}
		ck_assert((e->key == NULL) == (i < d->items));
		show_value(e->value, depth, out);
	}
}

static void
show_value(const struct decl *d, int depth, struct text *out)
{
	if (d->kind == DECL_TEXT)
		text_printf(out, "'%.*s'", (int)d->text.len, d->text.ptr);
	else if (d->kind == DECL_INTEGER)
		text_printf(out, "%lld", (long long)d->integer);
	else if (d->kind == DECL_NUMBER)
		text_printf(out, "%g", d->number);
	else if (d->kind == DECL_BOOLEAN)
		text_string(out, d->boolean ? "true" : "false");
	else if (d->kind == DECL_FUNCTION)
		text_printf(out, "function %d", d->func);
	else if (d->kind == DECL_WORD)
		text_string(out, "?");
	else
		text_string(out, d->word == NULL ? "table" : d->word);
	show_place(&d->at, out);
	text_char(out, '\n');
	if (d->kind == DECL_TABLE)
		show_entries(d, depth + 1, out);
}

static void
show_tops(const struct decl_top *top, struct text *out)
{
	for (; top != NULL; top = top->next) {
		text_string(out, top->word);
		show_place(&top->at, out);
		text_printf(out, " '%s'", top->name);
		show_place(&top->name_at, out);
		text_string(out, ": ");
		show_value(top->body, 0, out);
	}
}

/* What was declared, then what was found. */
static void
run_case(struct slice source, struct text *out)
{
	struct decl_top	*tops;
	bool		 good;

	diags_init(&diags, arena);
	good = bind_load(bind, "x.lua", source, arena, &diags, &tops);
	ck_assert(good == (diags.errors == 0));
	show_tops(tops, out);
	diags_sort(&diags);
	diags_show(&diags, false, out);
}

/* Up to the mark at the beginning of a line; moves on behind its line. */
static struct slice
take_part(struct slice *rest, const char *mark, struct slice *name)
{
	const char	*at = memmem(rest->ptr, rest->len, mark, strlen(mark));
	const char	*end = rest->ptr + rest->len, *eol;
	struct slice	 part = { rest->ptr, rest->len };

	if (at == NULL) {
		rest->len = 0;
		return part;
	}
	part.len = (size_t)(at + 1 - rest->ptr);
	eol = memchr(at + 1, '\n', (size_t)(end - at - 1));
	ck_assert_ptr_nonnull(eol);
	*name = slice_trim((struct slice){ at + strlen(mark),
	    (size_t)(eol - at) - strlen(mark) });
	rest->ptr = eol + 1;
	rest->len = (size_t)(end - eol - 1);
	return part;
}

START_TEST(sources_give_what_their_case_says)
{
	struct slice	rest, name = { 0 }, next = { 0 }, source, want;
	struct text	got;
	int		cases = 0;

	assert_ok(file_read("tests/bind.case", CASES_MAX, arena, &rest, &err),
	    &err);
	take_part(&rest, "\n=== ", &next);
	while (rest.len > 0) {
		name = next;
		source = take_part(&rest, "\n---", &(struct slice){ 0 });
		want = take_part(&rest, "\n=== ", &next);
		text_init(&got, CASES_MAX);
		run_case(source, &got);
		ck_assert_msg(slice_equal(slice_trim(want), slice_trim(
		    (struct slice){ got.ptr, got.len })), "%.*s gave:\n%s",
		    (int)name.len, name.ptr, got.ptr);
		text_free(&got);
		cases++;
	}
	ck_assert_int_gt(cases, 30);
}
END_TEST

/* Loads a file; every finding as text, "" when there is none. */
static const char *
load(const char *file, const char *source, struct decl_top **tops)
{
	struct text	out;
	const char	*shown;

	diags_init(&diags, arena);
	bind_load(bind, file, slice_of(source), arena, &diags, tops);
	text_init(&out, CASES_MAX);
	diags_show(&diags, false, &out);
	shown = arena_string(arena, out.ptr == NULL ? "" : out.ptr);
	text_free(&out);
	return shown;
}

/* The number of the one function in a file. */
static int
load_func(const char *file, const char *source)
{
	struct decl_top	*tops;

	ck_assert_str_eq(load(file, source, &tops), "");
	ck_assert_ptr_nonnull(tops);
	ck_assert_int_eq(tops->body->entries[0].value->kind, DECL_FUNCTION);
	return tops->body->entries[0].value->func;
}

static struct type
type_of(const char *text)
{
	struct type	type;

	ck_assert_msg(type_parse(slice_of(text), &type), "%s", text);
	return type;
}

static struct column *
column_of(const char *type, const char *const *texts, size_t count)
{
	struct slice	*slices = arena_array(arena, count, sizeof *slices);
	struct type	 t = type_of(type);
	struct rejects	 rejects;

	for (size_t i = 0; i < count; i++)
		slices[i] = slice_of(texts[i]);
	rejects_init(&rejects, arena, count);
	return column_read(&t, slices, count, arena, &rejects);
}

/* Values and reasons, one after the other. */
static const char *
call(int func, const char *gives, struct column *arg, const uint8_t *mask)
{
	struct type		 type = type_of(gives);
	struct rejects		 rejects;
	struct bind_batch	 batch = { .func = func, .gives = &type,
				    .args = &arg, .arg_count = 1,
				    .rows = arg->count, .mask = mask,
				    .arena = arena, .rejects = &rejects };
	struct column		*got;
	struct text		 out;
	char			 room[COLUMN_ROOM];
	const char		*shown;

	rejects_init(&rejects, arena, arg->count);
	got = bind_call(bind, &batch);
	ck_assert_int_eq(got->kind, type.kind);
	ck_assert_uint_eq(got->count, arg->count);
	text_init(&out, 10000);
	for (size_t i = 0; i < arg->count; i++) {
		text_string(&out, i == 0 ? "" : ", ");
		if (rejects_has(&rejects, (uint32_t)i))
			text_char(&out, '!');
		else if (column_is_null(got, i))
			text_string(&out, "null");
		else
			text_slice(&out, column_text(got, i, room));
	}
	for (size_t i = 0; i < rejects.count; i++)
		text_printf(&out, "\n%u %s %s", rejects.items[i].row,
		    rejects.items[i].code, rejects.items[i].text);
	shown = arena_string(arena, out.ptr);
	text_free(&out);
	return shown;
}

#define F(body) "func \"f\" { args = { \"text\" }, returns = \"text\",\n" \
	"function(x) " body " end }"

static const struct { const char *type, *value, *gives, *body, *want; }
borders[] = {
	{ "integer", "41", "integer", F("return x + 1"), "42" },
	{ "integer", "41", "text", F("return math.type(x)"), "integer" },
	{ "integer", NULL, "boolean", F("return x == nil"), "true" },
	{ "text", "a", "text", F("return nil"), "null" },
	{ "text", "a", "text", F("return null"), "null" },
	{ "number", "0.5", "number", F("return x * 3"), "1.5" },
	{ "text", "héllo", "text", F("return x:upper():sub(1, 1)"), "H" },
	{ "boolean", "true", "boolean", F("return not x"), "false" },
	{ "date", "2026-03-01", "text", F("return x"), "2026-03-01" },
	{ "text", "2026-03-01", "date", F("return x"), "2026-03-01" },
	{ "datetime", "2026-03-01T10:00:00Z", "datetime", F("return x"),
	    "2026-03-01T10:00:00.000Z" },
	{ "decimal(18,2)", "12.00", "text", F("return math.type(x)"),
	    "integer" },
	{ "decimal(18,2)", "12.50", "text", F("return math.type(x)"),
	    "float" },
	{ "decimal(18,2)", "12.50", "decimal(18,2)", F("return x / 7"),
	    "1.79" },
	{ "decimal(18,0)", "999999999999999999", "decimal(18,0)",
	    F("return x"), "999999999999999999" },
	{ "text", "0.10", "decimal(18,2)", F("return x"), "0.10" },
	{ "decimal(38,2)", "12345678901234567.25", "number", F("return x"),
	    "!\n0 D312 f.lua: argument 1 of the func has more digits than "
	    "Lua can hold: give it text(...)" },
	{ "text", "0.105", "decimal(18,2)", F("return x"),
	    "!\n0 D311 f.lua: the func gave '0.105', which is not a number "
	    "of these places; it returns decimal(18,2)" },
	{ "text", "a", "decimal(4,2)", F("return 123"),
	    "!\n0 D311 f.lua: the func gave 123, which is out of range; it "
	    "returns decimal(4,2)" },
	{ "text", "a", "integer", F("return 1.5"),
	    "!\n0 D311 f.lua: the func gave 1.5, which is not a whole "
	    "number; it returns integer" },
	{ "text", "a", "integer", F("return x"),
	    "!\n0 D311 f.lua: the func gave 'a', which is not a whole "
	    "number; it returns integer" },
	{ "text", "a", "number", F("return 0/0"),
	    "!\n0 D311 f.lua: the func gave -nan, which is not a finite "
	    "number; it returns number" },
	{ "text", "a", "text", F("return {}"),
	    "!\n0 D311 f.lua: the func gave a table, which is not text; it "
	    "returns text" },
	{ "text", "a", "text", F("return 12"),
	    "!\n0 D311 f.lua: the func gave 12, which is not text; it "
	    "returns text" },
	{ "text", "a", "text(3)", F("return 'abcd'"),
	    "!\n0 D311 f.lua: the func gave 'abcd', which is too long; it "
	    "returns text(3)" },
	{ "text", "a", "text", F("return '\\xff'"),
	    "!\n0 D311 f.lua: the func gave '\\xFF', which is not valid "
	    "UTF-8; it returns text" },
	{ "text", "a", "date", F("return '2026-02-30'"),
	    "!\n0 D311 f.lua: the func gave '2026-02-30', which is not a "
	    "date, like 2026-03-01; it returns date" },
	{ "text", "a", "boolean", F("return 1"),
	    "!\n0 D311 f.lua: the func gave 1, which is not true or false; "
	    "it returns boolean" },
	{ "text", "a", "text", F("return x.y.z"),
	    "!\n0 D310 f.lua:2: attempt to index a nil value (field 'y')" },
	{ "text", "a", "text", F("error('not\\nthis')"),
	    "!\n0 D310 f.lua:2: not\\x0athis" },
	{ "text", "a", "text", F("return nothere"),
	    "!\n0 D310 f.lua:2: there is no word 'nothere'" },
	{ "text", "a", "text", F("rule 'x' {}"),
	    "!\n0 D310 f.lua:2: the words of a rule file can be used only "
	    "while the file is read, not in a func" },
	{ "text", "a", "text", F("while true do end"),
	    "!\n0 D310 f.lua: the func was stopped: it took more than "
	    "1020000 steps" },
};

START_TEST(values_cross_the_border_or_are_rejected)
{
	int	func = load_func("f.lua", borders[_i].body);

	ck_assert_str_eq(call(func, borders[_i].gives, column_of(
	    borders[_i].type, &borders[_i].value, 1), NULL),
	    borders[_i].want);
}
END_TEST

static const char *const three[] = { "1", "2", "3" };

START_TEST(one_bad_row_is_one_reason)
{
	int func = load_func("f.lua", F("if x == 2 then error('two') end "
	    "return x * 10"));

	ck_assert_str_eq(call(func, "integer",
	    column_of("integer", three, 3), NULL),
	    "10, !, 30\n1 D310 f.lua:2: two");
}
END_TEST

START_TEST(rows_that_are_not_asked_for_are_not_called)
{
	const uint8_t mask[] = { 1, 0, 1 };
	int func = load_func("f.lua", F("if x == 2 then error('two') end "
	    "return x * 10"));

	ck_assert_str_eq(call(func, "integer",
	    column_of("integer", three, 3), mask), "10, null, 30");
}
END_TEST

START_TEST(what_is_stopped_takes_the_rest_of_its_batch_only)
{
	struct column *arg = column_of("integer", three, 3);
	int slow = load_func("a.lua", F("while x == 2 do end return x"));
	int good = load_func("b.lua", F("return x"));

	ck_assert_str_eq(call(slow, "integer", arg, NULL), "1, !, !\n"
	    "1 D310 a.lua: the func was stopped: it took more than "
	    "1060000 steps\n2 D310 a.lua: the func was stopped: it took "
	    "more than 1060000 steps");
	ck_assert_str_eq(call(good, "integer", arg, NULL), "1, 2, 3");
	ck_assert_str_eq(call(slow, "integer",
	    column_of("integer", three, 1), NULL), "1");
}
END_TEST

START_TEST(memory_of_a_func_has_a_ceiling)
{
	int func = load_func("f.lua", F("local t = {} for i = 1, 1e9 do "
	    "t[i] = ('x'):rep(100000) .. i end"));

	ck_assert_str_eq(call(func, "text", column_of("integer", three, 1),
	    NULL), "!\n0 D310 f.lua: the func was stopped: it needs more "
	    "than 16 MiB of memory");
}
END_TEST

START_TEST(functions_outlive_a_file_that_was_stopped)
{
	struct decl_top	*tops;
	int		 func = load_func("f.lua", F("return x * 2"));

	load("loop.lua", "while true do end", &tops);
	ck_assert_uint_eq(diags.errors, 1);
	ck_assert_msg(bind->seal.L == NULL, "the state was kept");
	ck_assert_str_eq(call(func, "integer",
	    column_of("integer", three, 3), NULL), "2, 4, 6");
}
END_TEST

START_TEST(files_see_nothing_of_each_other)
{
	struct decl_top	*tops;

	load("a.lua", "leaked = 1 rule = 2 _ENV.csv = 3", &tops);
	ck_assert_uint_eq(diags.errors, 3);
	ck_assert_str_eq(load("b.lua", "local x = leaked", &tops),
	    "b.lua:1:11: error[P014]: 'leaked' means nothing here: it is no "
	    "word, and no local that was set before\n\n"
	    "   1 | local x = leaked\n     |           ^^^^^^\n");
	ck_assert_str_eq(load("c.lua", "rule 'r' { source = csv { path = "
	    "'a', schema = 'b.C' }, show = {}, actions = {} }", &tops), "");
}
END_TEST

START_TEST(no_more_than_a_hundred_findings_a_file)
{
	struct decl_top	*tops;

	load("a.lua", "for i = 1, 1000 do csv { path = i, fields = {} } end",
	    &tops);
	ck_assert_uint_eq(diags.errors, 100);
	load("b.lua", "for i = 1, 1000 do local x = nothere end", &tops);
	ck_assert_uint_eq(diags.errors, 1);
}
END_TEST

START_TEST(a_big_file_and_other_bytes_are_refused)
{
	struct decl_top	*tops;
	char		*big = arena_alloc(arena, 300000);

	memset(big, ' ', 299999);
	load("a.lua", big, &tops);
	ck_assert_str_eq(diags.first->code, "P002");
	ck_assert_str_eq(diags.first->text,
	    "a rule file may have 256 KiB: make several files of it");
	ck_assert(!bind_load(bind, "b.lua", SLICE("local a = 1\n\0"), arena,
	    &diags, &tops));
	ck_assert_str_eq(diags.last->text, "there is a zero byte in this "
	    "line: a rule file is text");
	ck_assert_int_eq(diags.last->at.line, 2);
	load("c.lua", "local a = 1\n-- \xe9t\xe9", &tops);
	ck_assert_str_eq(diags.first->text, "this line is not valid UTF-8: "
	    "save the file with the encoding UTF-8");
	ck_assert_int_eq(diags.first->at.line, 2);
	load("d.lua", "\033LuaT", &tops);
	ck_assert_str_eq(diags.first->text,
	    "this is compiled Lua: a rule file is text");
}
END_TEST

START_TEST(own_limits_hold)
{
	struct bind_limits	 limits = { .steps = 1000, .time = 200000 };
	struct decl_top		*tops;

	bind_close(bind);
	bind = bind_open(&limits, &err);
	load("a.lua", "for i = 1, 1e9 do end", &tops);
	ck_assert_str_eq(diags.first->text,
	    "the file was stopped at line 1: it took more than 1000 steps");
	bind_close(bind);
	limits = (struct bind_limits){ .steps = INT64_MAX / 2,
		.time = 50000 };
	bind = bind_open(&limits, &err);
	load("a.lua", "\nfor i = 1, 1e9 do end", &tops);
	ck_assert_str_eq(diags.first->text,
	    "the file was stopped at line 2: it ran longer than 50 ms");
	bind_close(bind);
	limits = (struct bind_limits){ .churn = 1 << 20 };
	bind = bind_open(&limits, &err);
	load("a.lua", "for i = 1, 1e6 do local s = ('x'):rep(50000) .. i end",
	    &tops);
	ck_assert_str_eq(diags.first->text, "the file was stopped at line 1:"
	    " it used more than 1 MiB of memory over time");
}
END_TEST

/* Each allocation once refused, then it and all after it. */
static const char small_file[] =
	"local fields = { 'Id', v = 'V' }\n"
	"func 'f' { args = { 'text' }, returns = 'text', string.upper }\n"
	"rule 'r' { source = csv { path = 'a', fields = fields },\n"
	"  show = fields, filters = a > 1, actions = { load_to_usage {\n"
	"  account = 'Id', level = \"ACCOUNTLEVEL\", date = 'd',\n"
	"  measures = { V = 'v' .. #fields } } } }\n";

static int64_t
fail_allocations(bool fresh, bool on)
{
	struct decl_top	*tops;
	int64_t		 n;

	for (n = 1;; n++) {
		struct arena *own = arena_new();
		struct diags ds;

		diags_init(&ds, own);
		if (fresh)
			bind_state_close(bind);
		bind->seal.fail_at = n;
		bind->seal.fail_on = on;
		bind_load(bind, "x.lua", slice_of(small_file), own, &ds,
		    &tops);
		bool reached = bind->seal.fail_at == 0 || on;

		if (on && ds.errors == 1 && strcmp(ds.first->code,
		    "P014") == 0)
			reached = false;
		bind->seal.fail_at = 0;
		arena_free(own);
		if (!reached)
			return n;
	}
}

START_TEST(no_allocation_may_be_lost)
{
	struct decl_top	*tops;
	bool		 fresh = _i & 1, on = _i & 2;

	ck_assert_int_gt(fail_allocations(fresh, on), fresh ? 100 : 20);
	load("y.lua", small_file, &tops);
	ck_assert_uint_eq(diags.errors, 1);
	ck_assert_ptr_nonnull(tops);
}
END_TEST

#define MANY 1000

START_TEST(a_thousand_files_are_read_in_no_time)
{
	const char	*file;
	struct decl_top	*tops;
	int64_t		 start = clock_worked(), took;

	for (int i = 0; i < MANY; i++) {
		file = arena_printf(arena, "rules/%d.lua", i);
		diags_init(&diags, arena);
		ck_assert(bind_load(bind, file, SLICE(
		    "-- What Pendo left on the Account goes to Usage.\n"
		    "rule \"Pendo Account to Usage Push\" {\n"
		    "  source = \"salesforce.Account\",\n"
		    "  customers_only = true,\n"
		    "  show = { \"Id\", visitors = \"Pendo_v__c\",\n"
		    "    minutes = \"Pendo_m__c\", last = \"Pendo_l__c\" },\n"
		    "  filters = \"visitors is not null\",\n"
		    "  actions = { load_to_usage { account = \"Id\",\n"
		    "    level = \"ACCOUNTLEVEL\", date = \"rule_date\",\n"
		    "    measures = { [\"Active Visitors\"] = \"visitors\",\n"
		    "    [\"Minutes\"] = \"minutes\" } } },\n"
		    "  schedule = \"daily at 03:00 in Europe/London\",\n"
		    "}\n"), arena, &diags, &tops));
	}
	took = clock_worked() - start;
	printf("%d rule files in %lld us\n", MANY, (long long)took);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
	ck_assert_int_lt(took, 1000000);
#endif
}
END_TEST

static void
call_in_team(void *ctx, int me)
{
	int			*func = ctx;
	struct arena		*own = arena_new();
	struct type		 type = type_of("integer");
	struct column		*arg = column_make(own, KIND_INTEGER, 100);
	struct rejects		 rejects;
	struct bind_batch	 batch = { .func = *func, .gives = &type,
				    .args = &arg, .arg_count = 1,
				    .rows = 100, .arena = own,
				    .rejects = &rejects };

	for (int i = 0; i < 100; i++)
		arg->i[i] = i + me;
	for (int round = 0; round < 20; round++) {
		rejects_init(&rejects, own, 100);
		struct column *got = bind_call(bind, &batch);

		for (int i = 0; i < 100; i++)
			if (got->i[i] != 2 * (i + me))
				ck_abort_msg("%d", i);
	}
	arena_free(own);
}

START_TEST(several_threads_may_call)
{
	int	func = load_func("f.lua", F("return 2 * x"));

	team_run(4, call_in_team, &func);
}
END_TEST

START_TEST(every_word_has_a_summary_and_a_stub)
{
	const struct bind_word	*words;
	size_t			 n = bind_words(&words);
	struct slice		 meta;
	struct decl_top		*tops;

	ck_assert_uint_ge(n, 12);
	assert_ok(file_read("stdlib/meta/precept.lua", CASES_MAX, arena,
	    &meta, &err), &err);
	for (size_t i = 0; i < n; i++) {
		const char *stub = arena_printf(arena, "\nfunction %s(",
		    words[i].name);

		ck_assert_msg(strstr(meta.ptr, stub) != NULL, "%s: no stub",
		    words[i].name);
		ck_assert_uint_gt(strlen(words[i].summary), 10);
		ck_assert_str_eq(load("w.lua", arena_printf(arena,
		    "local x = %s", words[i].name), &tops), "");
	}
}
END_TEST

START_TEST(every_code_has_its_page)
{
	static const char *const codes[] = { "P001", "P002", "P010", "P011",
		"P012", "P013", "P014", "P015", "P016", "P017", "P018",
		"P019", "P020", "P021", "P022", "P023", "D310", "D311",
		"D312" };
	size_t	n;

	for (n = 0; n < COUNT(codes); n++) {
		ck_assert_str_eq(bind_help[n].code, codes[n]);
		ck_assert_uint_gt(strlen(bind_help[n].text), 40);
	}
	ck_assert_ptr_null(bind_help[n].code);
}
END_TEST

START_TEST(decls_are_looked_up_by_key)
{
	struct decl_top		*tops;
	const struct decl	*body;

	load("a.lua", "connection 'x' { 'item', a = 1, b = 'two', c = {}, "
	    "d = { 1 }, e = { f = true }, g = 0.5, h = secret 's' }", &tops);
	body = tops->body;
	ck_assert_int_eq(decl_get(body, "a")->integer, 1);
	ck_assert_ptr_null(decl_get(body, "item"));
	ck_assert_ptr_null(decl_get(decl_get(body, "a"), "x"));
	ck_assert_ptr_null(decl_get(NULL, "x"));
	ck_assert_str_eq(decl_entry(body, "b")->key, "b");
	ck_assert_str_eq(decl_kind_text(decl_get(body, "a")),
	    "a whole number");
	ck_assert_str_eq(decl_kind_text(decl_get(body, "b")), "text");
	ck_assert_str_eq(decl_kind_text(decl_get(body, "c")),
	    "an empty table");
	ck_assert_str_eq(decl_kind_text(decl_get(body, "d")), "a list");
	ck_assert_str_eq(decl_kind_text(decl_get(body, "e")), "a table");
	ck_assert_str_eq(decl_kind_text(decl_get(decl_get(body, "e"), "f")),
	    "true or false");
	ck_assert_str_eq(decl_kind_text(decl_get(body, "g")), "a number");
	ck_assert_str_eq(decl_kind_text(decl_get(body, "h")), "secret");
}
END_TEST

TCase *
test_bind(void)
{
	TCase *tc = tcase_create("bind");

	tcase_add_checked_fixture(tc, open_bind, close_bind);
	tcase_add_test(tc, sources_give_what_their_case_says);
	tcase_add_loop_test(tc, values_cross_the_border_or_are_rejected, 0,
	    COUNT(borders));
	tcase_add_test(tc, one_bad_row_is_one_reason);
	tcase_add_test(tc, rows_that_are_not_asked_for_are_not_called);
	tcase_add_test(tc, what_is_stopped_takes_the_rest_of_its_batch_only);
	tcase_add_test(tc, memory_of_a_func_has_a_ceiling);
	tcase_add_test(tc, functions_outlive_a_file_that_was_stopped);
	tcase_add_test(tc, files_see_nothing_of_each_other);
	tcase_add_test(tc, no_more_than_a_hundred_findings_a_file);
	tcase_add_test(tc, a_big_file_and_other_bytes_are_refused);
	tcase_add_test(tc, own_limits_hold);
	tcase_add_loop_test(tc, no_allocation_may_be_lost, 0, 4);
	tcase_add_test(tc, a_thousand_files_are_read_in_no_time);
	tcase_add_test(tc, several_threads_may_call);
	tcase_add_test(tc, every_word_has_a_summary_and_a_stub);
	tcase_add_test(tc, every_code_has_its_page);
	tcase_add_test(tc, decls_are_looked_up_by_key);
	return tc;
}

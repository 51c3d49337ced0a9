/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "drain.h"
#include "precept/json.h"
#include "scan_block.h"
#include "support.h"

/* JSON lines in, with any size of blocks and number of workers. */

#define TEXT { .kind = KIND_TEXT }

static const struct scan_field three[] = { { "a", TEXT },
	{ "Owner.Name", TEXT }, { "n", { .kind = KIND_INTEGER } } };
static struct err	err;

static void
reset(void)
{
	scan_block_size = 0;
	err = (struct err){ 0 };
}

static char *
read_text(const char *text, int threads)
{
	struct scan	*s = jsonl_open(support_file("x.jsonl", text), three,
	    3, &err);

	return s == NULL ? NULL : drain(s, 3, threads, &err);
}

static const struct {
	const char	*file, *want;
} files[] = {
	{ "", "" },
	{ "\n", "" },
	{ "{}\n", "1|-|-|-\n" },
	{ "{\"a\":\"x\",\"Owner\":{\"Name\":\"y\"},\"n\":3}", "1|x|y|3\n" },
	{ "\xef\xbb\xbf{\"a\":\"x\"}\r\n\r\n  \n{\"n\": 4}\n",
	    "1|x|-|-\n4|-|-|4\n" },
	{ "{\"a\":\"x\",\"n\":1}\n{\"a\":\"y\",\"n\":2}\n"
	    "{\"a\":\"z\\n\\u00e9\",\"n\":null}\n{\"a\":\"\",\"n\":4}\n",
	    "1|x|-|1\n2|y|-|2\n3|z\\n\xc3\xa9|-|-\n4||-|4\n" },
	{ "{\"a\":1,\"Owner\":null}\n{\"a\":true,\"Owner\":{}}\n"
	    "{\"a\":1.50,\"Owner\":{\"Id\":[{\"Name\":1}],\"Name\":false}}\n",
	    "1|1|-|-\n2|true|-|-\n3|1.50|false|-\n" },
	{ "{\"\\u0061\":\"x\",\"b\":[1,{\"a\":2}],\"c\":{\"a\":3}}\n"
	    "{\"\\u0061\":\"y\",\"b\":[4,{\"a\":5}],\"c\":{\"a\":6}}\n"
	    "{\"\\u0061\":\"z\",\"b\":[],\"c\":{}}\n",
	    "1|x|-|-\n2|y|-|-\n3|z|-|-\n" },
	{ "{\"a\":\"x\"}\n{\"a\":\"y\",}\n[1]\n\"{}\"\n{\"a\":\"z\"} {}\n"
	    "{\"a\":\"z\"\n{\"a\":\"x\"}\n",
	    "1|x|-|-\n"
	    "2!D111|the line is not JSON: a member's name in quotes is "
	    "missing (byte 10)\n"
	    "3!D111|the line is a list, not an object\n"
	    "4!D111|the line is text, not an object\n"
	    "5!D111|the line is not JSON: there is text behind the value "
	    "(byte 11)\n"
	    "6!D111|the line is not JSON: a comma or } is missing (byte 9)\n"
	    "7|x|-|-\n" },
	{ "{\"a\":{}}\n{\"a\":[1]}\n{\"Owner\":\"me\"}\n{\"Owner\":[]}\n"
	    "{\"Owner\":{\"Name\":{}}}\n",
	    "1!D112|a is an object, not a single value\n"
	    "2!D112|a is a list, not a single value\n"
	    "3!D112|Owner is text, not an object\n"
	    "4!D112|Owner is a list, not a single value\n"
	    "5!D112|Owner.Name is an object, not a single value\n" },
	{ "{\"a\":1,\"a\":2}\n{\"x\":1,\"\\u0078\":2}\n"
	    "{\"Owner\":{\"Id\":1,\"Id\":2}}\n{\"x\":{\"a\":1},\"a\":2}\n",
	    "1!D113|the member \"a\" is there twice\n"
	    "2!D113|the member \"x\" is there twice\n"
	    "3!D113|the member \"Id\" is there twice\n"
	    "4|2|-|-\n" },
	{ "{\"a\":\"x\",\"n\":1}\n{\"a\":\"x\",\"n\":01}\n"
	    "{\"a\":\"x\",\"n\":-}\n{\"a\":\"x\",\"n\":tru}\n"
	    "{\"a\":\"x\ty\",\"n\":1}\n{\"a\":\"\\ud800\",\"n\":1}\n",
	    "1|x|-|1\n"
	    "2!D111|the line is not JSON: a number begins with a zero too "
	    "many (byte 14)\n"
	    "3!D111|the line is not JSON: a minus has no number behind it "
	    "(byte 14)\n"
	    "4!D111|the line is not JSON: a word is none of true, false and "
	    "null (byte 14)\n"
	    "5!D111|the line is not JSON: a string has a control character "
	    "in it that is not escaped (byte 8)\n"
	    "6!D111|the line is not JSON: a string has \\u0000 or half a "
	    "surrogate pair in it (byte 14)\n" },
	{ "{\"a\":\"x\",\"n\":\"seven\"}\n{\"a\":\"\xff\",\"n\":1}\n",
	    "1|x|-|-\n1?D201|n|'seven' is not a number\n"
	    "2|-|-|1\n2?D206|a|'\\xFF' is not valid UTF-8\n" },
};

START_TEST(small_files_are_read)
{
	static const size_t	sizes[] = { 0, 1, 7, 16, 64 };
	char			*got;
	size_t			 s;
	int			 threads;

	for (s = 0; s < COUNT(sizes); s++)
		for (threads = 1; threads <= 2; threads++) {
			scan_block_size = sizes[s];
			got = read_text(files[_i].file, threads);
			ck_assert_msg(got != NULL, "%s", err.text);
			ck_assert_str_eq(got, files[_i].want);
			mem_free(got);
		}
}
END_TEST

START_TEST(what_is_no_file_of_lines_is_refused)
{
	struct text	want;
	const char	*path = support_file("x.jsonl", "\xff\xfe{");

	text_init(&want, 1000);
	text_printf(&want, "%s is UTF-16; save it as UTF-8", path);
	ck_assert_ptr_null(jsonl_open(path, three, 3, &err));
	assert_err(&err, ERR_RULE, want.ptr);
	text_free(&want);
	err = (struct err){ 0 };
	ck_assert_ptr_null(jsonl_open("/no/such.jsonl", three, 3, &err));
	assert_err(&err, ERR_RULE, "/no/such.jsonl cannot be opened: No such "
	    "file or directory");
}
END_TEST

START_TEST(one_member_may_be_asked_for_twice)
{
	static const struct scan_field	twice[] = { { "a", TEXT },
	    { "n", TEXT }, { "a", TEXT } };
	struct scan	*s = jsonl_open(support_file("x.jsonl",
	    "{\"n\":1,\"a\":2}\n{\"n\":3,\"a\":4}\n"), twice, 3, &err);
	char		*got = drain(s, 3, 1, &err);

	ck_assert_str_eq(got, "1|2|1|2\n2|4|3|4\n");
	mem_free(got);
}
END_TEST

START_TEST(a_line_over_16_mib_is_refused)
{
	struct text	file;
	char		*fill = mem_alloc(SCAN_RECORD_MAX);

	memset(fill, ' ', SCAN_RECORD_MAX);
	text_init(&file, SIZE_MAX);
	text_string(&file, "{}\n{\"a\":1");
	text_add(&file, fill, SCAN_RECORD_MAX);
	text_string(&file, "}\n{}\n");
	ck_assert_ptr_null(read_text(file.ptr, 2));
	ck_assert_ptr_nonnull(strstr(err.text, "/x.jsonl is longer than 16 "
	    "MiB"));
	ck_assert_int_eq(strncmp(err.text, "line 2 of /", 11), 0);
	ck_assert_int_eq(err.kind, ERR_LIMIT);
	text_free(&file);
	mem_free(fill);
}
END_TEST

static uint64_t	state;

static size_t
pick(size_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(state >> 33) % n;
}

/* What a value looks like in the file, and what it is. */
static const struct {
	const char	*json, *text;
} values[] = {
	{ "null", "-" }, { "\"\"", "" }, { "\"x\"", "x" }, { "12", "12" },
	{ "-0.50e3", "-0.50e3" }, { "true", "true" }, { "false", "false" },
	{ "\"a\\\"b\\\\\"", "a\"b\\" },
	{ "\"a longer text, with \xc3\xa9 and {}[],:\"",
	    "a longer text, with \xc3\xa9 and {}[],:" },
	{ "\"\\ud83d\\ude00\\n\"", "\xf0\x9f\x98\x80\\n" },
};

static const char	*const others[] = { "[]", "{}", "[1,2,\"a\"]",
	"{\"a\":1,\"n\":[{\"a\":null}]}", "\"x\"", "7", "null" };
static const char	*const bad[] = { "{\"a\":1", "{\"a\":}", "[]", "nope",
	"{\"a\":1}}", "{\"a\":\"x}", "{a:1}", "{\"a\":+1}" };

/* One record; `a` is its first member, Owner or n may be missing. */
static void
make_record(struct text *file, struct text *want, int64_t line, size_t shape)
{
	size_t		 a = pick(COUNT(values)), o = pick(COUNT(values));
	size_t		 n = pick(100);
	const char	*gap = shape & 1 ? " " : "";

	text_printf(file, "{\"a\":%s%s", gap, values[a].json);
	if (shape & 2)
		text_printf(file, ",%s\"x\":%s%s", gap, gap,
		    others[pick(shape & 4 ? COUNT(others) : 1)]);
	if (shape & 8)
		text_printf(file, ",\"Owner\":%s{\"Id\":%zu,\"Name\":%s}", gap,
		    n, values[o].json);
	if (shape & 16)
		text_printf(file, "%s,\"n\":%zu", gap, n);
	text_string(file, "}");
	text_printf(want, "%lld|%s|%s|", (long long)line, values[a].text,
	    shape & 8 ? values[o].text : "-");
	if (shape & 16)
		text_printf(want, "%zu\n", n);
	else
		text_string(want, "-\n");
}

static void
make_file(struct text *file, struct text *want)
{
	size_t	rows = pick(80), mixed = pick(8), shape = pick(32), i;

	text_clear(file);
	text_clear(want);
	text_string(file, "");
	text_string(want, "");
	for (i = 1; i <= rows; i++) {
		if (mixed > 0 && pick(mixed) == 0)
			shape = pick(32);
		if (mixed > 0 && pick(20) == 0) {
			text_string(file, bad[pick(COUNT(bad))]);
			text_printf(want, "%zu!D111\n", i);
		} else if (mixed == 0 || pick(20) > 0) {
			make_record(file, want, (int64_t)i, shape);
		}
		text_string(file, i < rows ? "\n" : pick(2) ? "\r\n" : "");
	}
}

static void
cut_sentences(char *lines)
{
	char	*to = lines, *at, *end;

	for (at = lines; *at != '\0'; at = end + 1) {
		char	*bang = at + strspn(at, "0123456789");

		end = strchr(at, '\n');
		if (*bang != '!')
			bang = end;
		else
			bang += 5;
		memmove(to, at, (size_t)(bang - at));
		to += bang - at;
		*to++ = '\n';
	}
	*to = '\0';
}

START_TEST(random_files_are_read)
{
	static const size_t	sizes[] = { 0, 16, 17, 100, 1000 };
	struct text		file, want;
	char			*got;
	int			 i, threads;

	text_init(&file, SIZE_MAX);
	text_init(&want, SIZE_MAX);
	state = (uint64_t)_i * 7919;
	for (i = 0; i < 60; i++) {
		make_file(&file, &want);
		for (threads = 1; threads <= 4; threads *= 2) {
			scan_block_size = sizes[pick(COUNT(sizes))];
			got = read_text(file.ptr, threads);
			ck_assert_msg(got != NULL, "%s", err.text);
			cut_sentences(got);
			ck_assert_msg(strcmp(got, want.ptr) == 0, "%d "
			    "threads, blocks of %zu:\n--- file\n%s\n--- got\n"
			    "%s\n--- want\n%s", threads, scan_block_size,
			    file.ptr, got, want.ptr);
			mem_free(got);
		}
	}
	text_free(&file);
	text_free(&want);
}
END_TEST

TCase *
test_jsonl(void)
{
	TCase	*tc = tcase_create("jsonl");

	tcase_set_timeout(tc, 120);
	tcase_add_checked_fixture(tc, reset, reset);
	tcase_add_loop_test(tc, small_files_are_read, 0, COUNT(files));
	tcase_add_test(tc, what_is_no_file_of_lines_is_refused);
	tcase_add_test(tc, one_member_may_be_asked_for_twice);
	tcase_add_test(tc, a_line_over_16_mib_is_refused);
	tcase_add_loop_test(tc, random_files_are_read, 0, 30);
	return tc;
}

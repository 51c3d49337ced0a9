/* SPDX-License-Identifier: MIT */
#include "drain.h"
#include "page.h"
#include "support.h"

/* The rows inside answers, with any size of blocks and number of workers. */

#define TEXT { .kind = KIND_TEXT }
#define HEAD "{\"attributes\":{\"type\":\"Account\"},\"Id\":"

static const struct scan_field two[] = { { "Id", TEXT },
	{ "Owner.Name", TEXT } };
static struct err	err;

static void
reset(void)
{
	scan_block_size = 0;
	err = (struct err){ 0 };
}

static char *
read_text(const char *text, const char *records, int threads)
{
	struct scan	*s = jsonl_open_pages(support_file("p.jsonl", text),
	    records, two, 2, &err);

	return s == NULL ? NULL : drain(s, 2, threads, &err);
}

static const struct {
	const char	*file, *records, *want;
} files[] = {
	{ "", "records", "" },
	{ " \n\n", "records", "" },
	{ "{\"records\":[]}", "records", "" },
	{ "{\"totalSize\":2,\"done\":true,\"records\":["
	    HEAD "1,\"Owner\":null}," HEAD "2,\"Owner\":{\"Name\":\"x\"}}]}\n",
	    "records", "1|1|-\n2|2|x\n" },
	{ "{\"records\" : [ " HEAD "1} , " HEAD "2 } ] , \"done\":true }\r\n"
	    "\n{\"records\":[" HEAD "3}]}{\"records\":[]}\n"
	    "{\"a\":[{\"records\":[1]}],\"records\":[" HEAD "4}],\"b\":{}}",
	    "records", "1|1|-\n2|2|-\n3|3|-\n4|4|-\n" },
	{ "{\n  \"data\": {\n    \"n\": 1,\n    \"rows\": [\n      {\n"
	    "        \"Id\": \"a\"\n      },\n      {\n"
	    "        \"Id\": \"b\"\n      }\n    ],\n    \"m\": {}\n  },\n"
	    "  \"ok\": true\n}\n{\"data\":{\"rows\":[{\"Id\":\"c\"}]}}",
	    "data.rows", "1|a|-\n2|b|-\n3|c|-\n" },
	{ "{\"records\":[" HEAD "1,\"Kids\":{\"records\":[" HEAD "7},"
	    HEAD "8}]}}," HEAD "2,\"Kids\":{\"records\":[" HEAD "9}]}},"
	    HEAD "3,\"Kids\":null}]}", "records", "1|1|-\n2|2|-\n3|3|-\n" },
	{ "{\"records\":[" HEAD "\"},{\\\"attributes\\\":{\\\"type\\\":1\"},"
	    HEAD "\"]}\\\\\"}]}", "records",
	    "1|},{\"attributes\":{\"type\":1|-\n2|]}\\|-\n" },
	{ "{\"records\":[" HEAD "1}," HEAD "[2]}," HEAD "3,\"Owner\":4},5,"
	    HEAD "6,\"Id\":6}," HEAD "\"\\ud800\"}," HEAD "7}]}", "records",
	    "1|1|-\n2!D112|Id is a list, not a single value\n"
	    "3!D112|Owner is a number, not an object\n"
	    "4!D111|the record is a number, not an object\n"
	    "5!D113|the member \"Id\" is there twice\n"
	    "6!D111|the record is not JSON: a string has \\u0000 or half a "
	    "surrogate pair in it (byte 47)\n"
	    "7|7|-\n" },
};

static const size_t	sizes[] = { 0, 1, 7, 16, 64, 200 };

START_TEST(answers_are_read)
{
	char	*got;

	for (size_t s = 0; s < COUNT(sizes); s++)
		for (int threads = 1; threads <= 2; threads++) {
			scan_block_size = sizes[s];
			got = read_text(files[_i].file, files[_i].records,
			    threads);
			ck_assert_msg(got != NULL, "%s", err.text);
			ck_assert_str_eq(got, files[_i].want);
			mem_free(got);
		}
}
END_TEST

static const struct {
	const char	*file, *records, *want;
} broken[] = {
	{ "{\"records\":[{\"Id\":1},{\"Id\":2}", "records",
	    "30: it ends where a comma or ] is missing" },
	{ "{\"records\":[{\"Id\":1},{\"Id\":2}]\n", "records",
	    "31: a comma or } is missing" },
	{ "{\"records\":[{\"Id\":1} {\"Id\":2}]}", "records",
	    "21: a comma or ] is missing" },
	{ "{\"records\":[{\"Id\":1},]}", "records", "21: a value is missing" },
	{ "{\"records\":[{\"Id\":1},{\"Id\":}]}", "records",
	    "21: a value is missing" },
	{ "{\"records\":[{\"Id\":1},{\"Id\":\"2", "records",
	    "21: a string has a control character in it that is not "
	    "escaped" },
	{ "{\"Records\":[]}", "records", "0: it has no list 'records'" },
	{ "{\"records\":{}}", "records", "0: it has no list 'records'" },
	{ "{\"data\":[]}", "data.rows", "0: it has no object 'data'" },
	{ "{\"records\":[]}\n[{\"errorCode\":\"X\"}]", "records",
	    "16: it is no object" },
	{ "{\"records\":[]}\n<html>", "records", "15: a value is missing" },
};

START_TEST(what_is_no_answer_ends_it)
{
	struct text	want;
	const char	*path = support_file("p.jsonl", "");

	text_init(&want, 1000);
	text_printf(&want, "the answer in %s cannot be read beyond byte %s",
	    path, broken[_i].want);
	for (size_t s = 0; s < COUNT(sizes); s++)
		for (int threads = 1; threads <= 2; threads++) {
			scan_block_size = sizes[s];
			err = (struct err){ 0 };
			ck_assert_ptr_null(read_text(broken[_i].file,
			    broken[_i].records, threads));
			assert_err(&err, ERR_RULE, want.ptr);
		}
	text_free(&want);
}
END_TEST

static uint64_t	state;

static size_t
pick(size_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(state >> 33) % n;
}

/* A record, mostly shaped like the others, sometimes with rows inside. */
static void
put_record(struct text *file, struct text *want, size_t n)
{
	static const char	*const names[] = { "x", "},{", "\xc3\xa9]}" };
	size_t			 name = pick(4);

	text_printf(file, HEAD "%zu", n * 7);
	if (name == 3)
		text_printf(file, ",\"Owner\":null");
	else
		text_printf(file, ",\"Owner\":{\"Name\":\"%s\"}",
		    names[name]);
	if (pick(10) == 0)
		text_printf(file, ",\"Kids\":{\"records\":[" HEAD "1},"
		    HEAD "2}]}");
	text_string(file, "}");
	text_printf(want, "%zu|%zu|%s\n", n, n * 7,
	    name == 3 ? "-" : names[name]);
}

static void
put_answers(struct text *file, struct text *want)
{
	size_t	pages = pick(4), n = 0;

	text_clear(file);
	text_clear(want);
	text_string(file, "");
	text_string(want, "");
	for (size_t p = 0; p < pages; p++) {
		size_t count = pick(30);

		text_printf(file, "{\"totalSize\":%zu,\"records\":[", count);
		for (size_t i = 0; i < count; i++) {
			text_string(file, i > 0 ? "," : "");
			put_record(file, want, ++n);
		}
		text_printf(file, "],\"done\":%s}%s", pick(2) ? "true" :
		    "false", pick(4) ? "\n" : "");
	}
}

START_TEST(any_answers_are_read_in_any_blocks)
{
	struct text	file, want;
	char		*got;

	text_init(&file, 1 << 20);
	text_init(&want, 1 << 20);
	for (int round = 0; round < 60; round++) {
		put_answers(&file, &want);
		scan_block_size = pick(4) == 0 ? 0 : 1 + pick(400);
		got = read_text(file.ptr, "records", 1 + (int)pick(3));
		ck_assert_msg(got != NULL, "%s", err.text);
		if (strcmp(got, want.ptr) != 0)
			ck_abort_msg("%s\ngave\n%s", file.ptr, got);
		mem_free(got);
	}
	text_free(&file);
	text_free(&want);
}
END_TEST

static void
note(void *ctx, struct slice name, enum json_token token, struct slice value)
{
	struct text	*out = ctx;

	text_printf(out, "%.*s %d %.*s|", (int)name.len, name.ptr,
	    (int)token, token >= JSON_TRUE ? 0 : (int)value.len, value.ptr);
}

START_TEST(what_stands_beside_the_list_is_told)
{
	static const char	body[] = "{\"totalSize\":2,\"done\":false,"
	    "\"nextRecordsUrl\":\"/q/01g-2000\",\"records\":[{\"Id\":1},"
	    "{\"Id\":2}],\"more\":null,\"x\":{\"y\":1}}";
	struct arena		*a = arena_new();
	struct jsonl_rows	 rows;
	struct page		 page;
	struct page_at		 at = { .at = body, .where = PAGE_BEFORE };
	struct text		 out;

	text_init(&out, 1000);
	page_make(&page, "records", jsonl_want_make(a, two, 2));
	page.seen = note;
	page.ctx = &out;
	jsonl_rows_init(&rows, 2);
	ck_assert_int_eq(page_rows(&page, &rows, &at, body + sizeof body,
	    body + sizeof body - 1), PAGE_OVER);
	ck_assert_uint_eq(rows.count, 2);
	assert_slice(rows.texts[0][1], "2");
	assert_text(&out, "totalSize 7 2|done 9 |nextRecordsUrl 6 "
	    "/q/01g-2000|more 10 |");
	jsonl_rows_clear(&rows);
	text_free(&out);
	arena_free(a);
}
END_TEST

TCase *
test_page(void)
{
	TCase	*tc = tcase_create("page");

	tcase_add_checked_fixture(tc, reset, reset);
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, answers_are_read, 0, COUNT(files));
	tcase_add_loop_test(tc, what_is_no_answer_ends_it, 0, COUNT(broken));
	tcase_add_test(tc, any_answers_are_read_in_any_blocks);
	tcase_add_test(tc, what_stands_beside_the_list_is_told);
	return tc;
}

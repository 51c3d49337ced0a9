/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "drain.h"
#include "precept/csv.h"
#include "scan_block.h"
#include "scan_bytes.h"
#include "support.h"

/*
 * CSV in and out. Whatever the size of blocks, the number of workers and the
 * kind of processor, the rows are those of the plain parser in this file.
 */

#define TEXT { .kind = KIND_TEXT }

static const struct scan_field three[] = { { "a", TEXT }, { "b", TEXT },
	{ "c", TEXT } };
static struct err	err;

static void
reset(void)
{
	scan_block_size = 0;
	scan_bytes_use(NULL);
	err = (struct err){ 0 };
}

static char *
read_path(const char *path, char delimiter, int fields, int threads)
{
	struct scan	*s = csv_open(path, delimiter, three, (size_t)fields,
	    &err);

	return s == NULL ? NULL : drain(s, fields, threads, &err);
}

/* Small files: what each must give, read with a header a,b,c. */
static const struct {
	const char	*file, *want;
} files[] = {
	{ "a,b,c\n1,2,3\n", "2|1|2|3\n" },
	{ "a,b,c\n", "" },
	{ "a,b,c", "" },
	{ "a,b,c\r\n1,2,3\r\n4,5,6\r\n", "2|1|2|3\n3|4|5|6\n" },
	{ "a,b,c\r\n1,2,\"3\"\r\n4,5,", "2|1|2|3\n3|4|5|-\n" },
	{ "a,b,c\n1,2,3\r\n4,5,\"6\"\r\n", "2|1|2|3\n3|4|5|6\n" },
	{ "a,b,c\r\n1,2,3\n4,5,\"6\"\n", "2|1|2|3\n3|4|5|6\n" },
	{ "a,b,c\n1,2,3", "2|1|2|3\n" },
	{ "a,b,c\n1,2,\"3\"", "2|1|2|3\n" },
	{ "a,b,c\n1,2,\"3\"\r", "2|1|2|3\n" },
	{ "\xef\xbb\xbf" "a,b,c\n1,2,3\n", "2|1|2|3\n" },
	{ "\xef\xbb\xbf\"a\",\"b\",\"c\"\n1,2,3\n", "2|1|2|3\n" },
	{ "\"a\",\"b\",\"c\"\n\"1\",\"x,y\",\"z\"\n", "2|1|x,y|z\n" },
	{ "a,b,c\n1,\"x\ny\r\n\",3\n4,5,6\n", "2|1|x\\ny\r\\n|3\n5|4|5|6\n" },
	{ "a,b,c\n\"1\"\"2\",\"\"\"\",\"\"\"x\"\"\"\n",
	    "2|1\"2|\"|\"x\"\n" },
	{ "a,b,c\n,\"\",#N/A\n\"#N/A\",#N/B,#n/a\n",
	    "2|-|-|-\n3|-|#N/B|#n/a\n" },
	{ "a,x\"y,b,c\n", NULL },
	{ "c,a,x,b\n3,1,0,2\n", "2|1|2|3\n" },
	{ "a,b,c\n\n1,2,3\n\r\n\n4,5,6\n\n", "3|1|2|3\n6|4|5|6\n" },
	{ "\"a\",b,\"multi\nline\",c\n1,2,x,3\n", "3|1|2|3\n" },
	{ "a,b,c\n1,2\n1,2,3,4\n1,2,3\n5\n",
	    "2!D101|the line has 2 fields, the header has 3\n"
	    "3!D101|the line has 4 fields, the header has 3\n"
	    "4|1|2|3\n"
	    "5!D101|the line has 1 field, the header has 3\n" },
	{ "a,b,c\n1,\"x\"y,3\n4,5,6\n",
	    "2!D102|there is text after the closing quote of field 2 "
	    "(b)\n3|4|5|6\n" },
	{ "a,b,c\n1,5\" pipe,3\n4,5,6\n",
	    "2!D103|there is a quote inside field 2 (b), which does not "
	    "begin with one\n"
	    "3|4|5|6\n" },
	{ "a,b,c\n1,5\" pipe,3\n4,6\" pipe,6\n7,8,9\n",
	    "2!D103|there is a quote inside field 2 (b), which does not "
	    "begin with one\n"
	    "3!D103|there is a quote inside field 2 (b), which does not "
	    "begin with one\n"
	    "4|7|8|9\n" },
	{ "a,b,c\n1,\"never,3\n4,5,6\n7,8,9\n",
	    "2!D104|the quote opened in field 2 (b) is never closed\n"
	    "3|4|5|6\n4|7|8|9\n" },
	{ "a,b,c\n\"1\",\"never,\"3\"\n\"4\",\"5\",\"6\"\n",
	    "2!D102|there is text after the closing quote of field 2 "
	    "(b)\n3|4|5|6\n" },
	{ "a,b,c\n\"1\",\"2\",\"never\n\"4\",\"5\",\"6\"\n7,8,9\n",
	    "2!D104|the quote opened in field 3 (c) is never closed\n"
	    "3|4|5|6\n4|7|8|9\n" },
	{ "a,b,c\n\"1\n2\",\"3\nx\"y,4\n5,6,7\n",
	    "2!D104|the quote opened in field 2 (b) is never closed\n"
	    "4!D103|there is a quote inside field 1 (a), which does not "
	    "begin with one\n"
	    "5|5|6|7\n" },
	{ "a,b,c\n1,2,3,4,\"x\"y\n",
	    "2!D102|there is text after the closing quote of field 5\n" },
	{ "a,b,c\n1,\"2\"\rx,3\n",
	    "2!D102|there is text after the closing quote of field 2 (b)\n" },
	{ "a,b,c\n1,\"2\"\"\n",
	    "2!D104|the quote opened in field 2 (b) is never closed\n" },
	{ "a,b,c\n1,M\xc3\xbcnchen,\xff\n2,3,4\n", "2|1|M\xc3\xbcnchen|-\n"
	    "2?D206|c|'\\xFF' is not valid UTF-8\n3|2|3|4\n" },
};

START_TEST(small_files_are_read)
{
	static const size_t	sizes[] = { 0, 1, 2, 7, 16, 64 };
	const char		*path = support_file("x.csv", files[_i].file);
	char			*got;
	size_t			 s;
	int			 threads;

	for (s = 0; s < COUNT(sizes); s++)
		for (threads = 1; threads <= 2; threads++) {
			scan_block_size = sizes[s];
			got = read_path(path, ',', 3, threads);
			if (files[_i].want == NULL) {
				ck_assert_ptr_null(got);
				continue;
			}
			ck_assert_msg(got != NULL, "%s", err.text);
			ck_assert_str_eq(got, files[_i].want);
			mem_free(got);
		}
}
END_TEST

/* A header of one column: a blank line is a row whose field is null. */
START_TEST(one_column_has_blank_lines)
{
	const char	*path = support_file("x.csv", "a\n1\n\n\"\"\n2\n");
	char		*got = read_path(path, ',', 1, 1);

	ck_assert_str_eq(got, "2|1\n3|-\n4|-\n5|2\n");
	mem_free(got);
}
END_TEST

static const struct {
	const char	*file, *want;
} refused[] = {
	{ "", "is empty; its first line must name the columns" },
	{ "\xff\xfe" "a\0", "is UTF-16; save it as UTF-8" },
	{ "\xfe\xff\0a", "is UTF-16; save it as UTF-8" },
	{ "\xef\xbb\xbf", "has no header: its first line is empty and must "
	    "name the columns" },
	{ "\n1,2,3\n", "has no header: its first line is empty and must name "
	    "the columns" },
	{ "a,b,b\n", ": column 3 has the name \"b\", which the header has "
	    "already; give each column a name of its own" },
	{ "a,\xff,b\n", ": the name of column 2 is not valid UTF-8; save the "
	    "file as UTF-8" },
	{ "a,b,\"x\"y\n1", ": the header is broken: column 3 has text after "
	    "its closing quote" },
	{ "a,b\"b\n", ": the header is broken: column 2 has a quote inside "
	    "that does not begin with one" },
	{ "a,\"b\n1,2\n", ": the header is broken: column 2 has a quote that "
	    "is never closed" },
	{ "A,b,c\n", " has no column \"a\", did you mean \"A\"?" },
	{ "Account Name,x,y\n", " has no column \"a\"; the first of its 3 "
	    "columns is \"Account Name\"" },
};

START_TEST(what_is_no_csv_is_refused)
{
	const char	*path = support_file("x.csv", refused[_i].file);
	size_t		 len = strlen(path);

	ck_assert_ptr_null(read_path(path, ',', 3, 1));
	ck_assert_int_eq(err.kind, ERR_RULE);
	ck_assert_int_eq(strncmp(err.text, path, len), 0);
	ck_assert_str_eq(err.text + len + (err.text[len] == ' ' &&
	    refused[_i].want[0] != ' '), refused[_i].want);
}
END_TEST

START_TEST(what_can_not_be_opened_is_told)
{
	ck_assert_ptr_null(csv_open("/no/such.csv", ',', three, 3, &err));
	assert_err(&err, ERR_RULE, "/no/such.csv cannot be opened: No such "
	    "file or directory");
	err = (struct err){ 0 };
	ck_assert_ptr_null(csv_open("/tmp", ',', three, 3, &err));
	assert_err(&err, ERR_RULE, "/tmp is not a regular file; write the "
	    "data to a file first");
}
END_TEST

START_TEST(six_delimiters_have_names)
{
	static const struct {
		const char	*name;
		char		 c;
	} all[] = { { "comma", ',' }, { "tab", '\t' }, { "semicolon", ';' },
		{ "pipe", '|' }, { "caret", '^' }, { "backquote", '`' } };
	char	file[64], *got;
	size_t	i;

	for (i = 0; i < COUNT(all); i++) {
		char c = all[i].c;

		ck_assert_int_eq(csv_delimiter(slice_of(all[i].name)), c);
		ck_assert_int_eq(csv_delimiter((struct slice){ &c, 1 }), c);
		snprintf(file, sizeof file, "a%cb%cc\n1%c\"2%c\"%c3.\n", c, c,
		    c, c, c);
		got = read_path(support_file("x.csv", file), c, 1, 1);
		ck_assert_str_eq(got, "2|1\n");
		mem_free(got);
	}
	ck_assert_int_eq(csv_delimiter(SLICE("colon")), 0);
	ck_assert_int_eq(csv_delimiter(SLICE(":")), 0);
	ck_assert_int_eq(csv_delimiter(SLICE("")), 0);
}
END_TEST

START_TEST(a_header_is_told)
{
	struct arena	 *a = arena_new();
	char		**names;
	size_t		  n;

	assert_ok(csv_header(support_file("x.csv", "Id;\"a \"\"b\"\"\";c\r\n"),
	    ';', a, &names, &n, &err), &err);
	ck_assert_uint_eq(n, 3);
	ck_assert_str_eq(names[0], "Id");
	ck_assert_str_eq(names[1], "a \"b\"");
	ck_assert_str_eq(names[2], "c");
	arena_free(a);
}
END_TEST

/* A long file of `count` times the same bytes in one field. */
static const char *
write_long(const char *before, char c, size_t count, const char *after)
{
	static char	 path[512];
	char		*fill = mem_alloc(count);
	FILE		*f;

	snprintf(path, sizeof path, "%s/long.csv", support_folder());
	f = fopen(path, "w");
	memset(fill, c, count);
	fputs(before, f);
	fwrite(fill, 1, count, f);
	fputs(after, f);
	fclose(f);
	mem_free(fill);
	return path;
}

START_TEST(a_record_may_be_longer_than_a_block)
{
	const char	*path = write_long("a,b,c\n1,\"", '\n', 3 << 20,
	    "\",3\n4,5,6\n");
	char		*got = read_path(path, ',', 1, 2);

	ck_assert_msg(got != NULL, "%s", err.text);
	ck_assert_str_eq(got, "2|1\n3145731|4\n");
	mem_free(got);
}
END_TEST

START_TEST(a_record_over_16_mib_is_refused)
{
	const char	*path = write_long("a,b,c\n1,2,3\n1,", 'x',
	    SCAN_RECORD_MAX, ",3\n4,5,6\n");
	struct text	 want;

	ck_assert_ptr_null(read_path(path, ',', 1, 2));
	text_init(&want, 1000);
	text_printf(&want, "line 3 of %s begins a record of more than 16 MiB; "
	    "a quote may be missing there", path);
	assert_err(&err, ERR_LIMIT, want.ptr);
	text_free(&want);
}
END_TEST

START_TEST(a_quote_not_closed_within_16_mib_costs_a_line)
{
	const char	*path = write_long("a,b,c\n1,2,3\n1,\"", '\n',
	    SCAN_RECORD_MAX, "4,5,6\n");
	char		*got = read_path(path, ',', 1, 2);

	ck_assert_str_eq(got, "2|1\n3!D104|the quote opened in field 2 (b) is "
	    "never closed\n16777219|4\n");
	mem_free(got);
}
END_TEST

START_TEST(slabs_have_a_ceiling)
{
	struct slab	 slab = { .arena = arena_new() };
	struct text	 file;
	struct scan	*s;
	size_t		 rows = 0, i;

	text_init(&file, SIZE_MAX);
	text_string(&file, "a\n");
	for (i = 0; i < 20000; i++)
		text_string(&file, "x\n");
	scan_block_size = 1 << 20;
	s = csv_open(support_file("x.csv", file.ptr), ',', three, 1, &err);
	for (i = 0; scan_next(s, &slab, &err); i++) {
		ck_assert_uint_eq(slab.seq, i);
		ck_assert_uint_le(slab.count, SCAN_SLAB_MAX);
		ck_assert_int_eq(slab.origin[0], (int64_t)rows + 2);
		rows += slab.count;
		arena_reset(slab.arena);
	}
	ck_assert_uint_eq(rows, 20000);
	scan_slab_close(s, &slab);
	scan_close(s);
	arena_free(slab.arena);
	text_free(&file);
}
END_TEST

/* The plain parser: one record at a time, one byte at a time. */

struct plain {
	const char	*at, *end;
	int64_t		 line;
	char		 delimiter;
	struct text	*out;
};

static bool
at_line_end(const struct plain *p, const char *at)
{
	return at >= p->end || *at == '\n' ||
	    (*at == '\r' && (at + 1 == p->end || at[1] == '\n'));
}

/* NULL: broken, and `*code` is why. Else what follows the field. */
static const char *
plain_field(const struct plain *p, const char *at, struct text *value,
    const char **code)
{
	bool	two_lines = false;

	text_clear(value);
	if (at < p->end && *at == '"') {
		for (at++;; at++) {
			if (at >= p->end) {
				*code = "D104";
				return NULL;
			}
			if (*at == '"' && at + 1 < p->end && at[1] == '"')
				at++;
			else if (*at == '"')
				break;
			two_lines |= *at == '\n';
			text_char(value, *at);
		}
		at++;
		if (at_line_end(p, at) || *at == p->delimiter)
			return at;
		*code = two_lines ? "D104" : "D102";
		return NULL;
	}
	for (; !at_line_end(p, at) && *at != p->delimiter; at++) {
		if (*at == '"') {
			*code = "D103";
			return NULL;
		}
		text_char(value, *at);
	}
	return at;
}

static void
plain_record(struct plain *p)
{
	struct text	 value, row;
	const char	*at = p->at, *field = at, *code = NULL;
	size_t		 fields = 0;

	text_init(&value, SIZE_MAX);
	text_init(&row, SIZE_MAX);
	for (;; at++) {
		field = at;
		at = plain_field(p, at, &value, &code);
		if (at == NULL)
			break;
		fields++;
		text_char(&row, '|');
		drain_value(&row, value.len == 0 ||
		    strcmp(value.ptr, "#N/A") == 0 ?
		    (struct slice){ NULL, 0 } :
		    (struct slice){ value.ptr, value.len });
		if (at_line_end(p, at))
			break;
	}
	if (at == NULL) {
		at = memchr(field, '\n', (size_t)(p->end - field));
		at = at == NULL ? p->end : at;
	}
	at += at < p->end && *at == '\r';
	at += at < p->end;
	if (code == NULL && fields != 3)
		code = "D101";
	if (code != NULL && !(fields == 1 && at - p->at <= 2 &&
	    (*p->at == '\n' || *p->at == '\r')))
		text_printf(p->out, "%lld!%s\n", (long long)p->line, code);
	else if (code == NULL)
		text_printf(p->out, "%lld%s\n", (long long)p->line, row.ptr);
	for (; p->at < at; p->at++)
		p->line += *p->at == '\n';
	text_free(&value);
	text_free(&row);
}

static char *
read_plainly(const char *file, char delimiter)
{
	struct text	out;
	struct plain	p = { .end = file + strlen(file), .line = 2,
	    .delimiter = delimiter, .out = &out };

	text_init(&out, SIZE_MAX);
	text_string(&out, "");
	for (p.at = strchr(file, '\n') + 1; p.at < p.end;)
		plain_record(&p);
	return text_take(&out);
}

/* The sentences of broken lines are tested above; here the codes do. */
static void
cut_sentences(char *lines)
{
	char	*to = lines, *at = lines;

	while (*at != '\0') {
		char	*bang = at + strspn(at, "0123456789");
		bool	 cut = *bang == '!';

		for (; *at != '\n'; at++)
			if (!cut || at < bang + 5)
				*to++ = *at;
		*to++ = *at++;
	}
	*to = '\0';
}

static uint64_t	state;

static size_t
pick(size_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(state >> 33) % n;
}

static const char	*const pieces[] = { "a", "bc", " ", "\xc3\xa9", "#N/A",
	"long text without any mark in it", "0015g000008r8rHAAQ", "\r", "x" };

static void
make_field(struct text *t, char delimiter, size_t wild)
{
	bool	quoted = pick(2) == 0;
	size_t	n = pick(4), i;

	if (quoted)
		text_char(t, '"');
	for (i = 0; i < n; i++) {
		size_t what = pick(quoted ? 13 : 9);

		if (what < 9)
			text_string(t, pieces[what]);
		else if (what == 9)
			text_char(t, '\n');
		else if (what == 10)
			text_string(t, "\"\"");
		else if (what == 11)
			text_char(t, delimiter);
		else
			text_string(t, "\r\n");
	}
	if (wild > 0 && pick(wild) == 0)
		text_char(t, '"');
	if (quoted && (wild == 0 || pick(wild) != 0))
		text_char(t, '"');
	if (wild > 0 && pick(wild) == 0)
		text_string(t, pieces[pick(COUNT(pieces))]);
}

static void
make_file(struct text *t, char delimiter, size_t wild, size_t rows)
{
	const char	*newline = pick(2) == 0 ? "\n" : "\r\n";
	size_t		 row, f, fields;

	text_clear(t);
	text_printf(t, "a%cb%cc%s", delimiter, delimiter, newline);
	for (row = 0; row < rows; row++) {
		fields = wild > 0 && pick(wild) == 0 ? pick(6) : 3;
		for (f = 0; f < fields; f++) {
			if (f > 0)
				text_char(t, delimiter);
			make_field(t, delimiter, wild);
		}
		if (row + 1 < rows || pick(3) > 0)
			text_string(t, wild > 0 && pick(wild) == 0 ?
			    (pick(2) ? "\n" : "\r\n") : newline);
	}
}

static void
compare(const char *file, char delimiter, const char *want)
{
	static const size_t	sizes[] = { 0, 16, 17, 64, 200, 1000 };
	static const char	*const ways[] = { "portable", "sse2", "avx2",
	    "avx512" };
	const char		*path = support_file("x.csv", file);
	char			*got;
	int			 threads;

	for (threads = 1; threads <= 4; threads *= 2) {
		scan_bytes_use(NULL);
		scan_bytes_use(ways[pick(COUNT(ways))]);
		scan_block_size = strlen(file) > 100000 ? 0 :
		    sizes[pick(COUNT(sizes))];
		got = read_path(path, delimiter, 3, threads);
		ck_assert_msg(got != NULL, "%s", err.text);
		cut_sentences(got);
		ck_assert_msg(strcmp(got, want) == 0, "%d threads, blocks of "
		    "%zu:\n--- file\n%s\n--- got\n%s\n--- want\n%s", threads,
		    scan_block_size, file, got, want);
		mem_free(got);
	}
}

/* Well formed, rarely broken, mostly broken; the first of each is large. */
START_TEST(random_files_are_read_as_the_plain_parser_does)
{
	static const size_t	wild[] = { 0, 300, 40, 6 };
	static const char	delimiters[] = ",\t;|^`";
	struct text		file;
	char			*want, delimiter;
	int			 i;

	text_init(&file, SIZE_MAX);
	state = (uint64_t)_i * 1000003;
	for (i = 0; i < 60; i++) {
		delimiter = delimiters[pick(6)];
		make_file(&file, delimiter, wild[_i % 4],
		    i == 0 ? 10000 : pick(60));
		want = read_plainly(file.ptr, delimiter);
		compare(file.ptr, delimiter, want);
		mem_free(want);
	}
	text_free(&file);
}
END_TEST

/* Every kind of processor finds the same places. */
START_TEST(all_ways_agree)
{
	static const char	 bytes[] = "\"\"\n,\rx\"\n,,abc";
	static const char	*const ways[] = { "portable", "sse2", "avx2",
	    "avx512" };
	char			 buf[1024];
	uint32_t		 sep[1100], inner[1100], twin[1100];
	uint32_t		 found[3][1100];
	struct scan_marks	 m = { .delimiter = ',', .crlf = _i & 1,
	    .sep = sep, .inner = inner, .twin = twin }, first = { 0 };
	size_t			 i, w;

	state = (uint64_t)_i;
	for (i = 0; i < sizeof buf; i++)
		buf[i] = bytes[pick(_i % 3 == 0 ? 3 : sizeof bytes - 1)];
	for (w = 0; w < COUNT(ways); w++) {
		if (!scan_bytes_use(ways[w]))
			continue;
		scan_bytes_begin(&m);
		scan_bytes(&m, buf, 0, 512);
		scan_bytes(&m, buf, 512, sizeof buf);
		if (w == 0) {
			first = m;
			memcpy(found[0], sep, sizeof sep);
			memcpy(found[1], inner, sizeof inner);
			memcpy(found[2], twin, sizeof twin);
		}
		ck_assert_uint_eq(m.bad, first.bad);
		ck_assert_uint_eq(m.newlines, first.newlines);
		ck_assert_uint_eq(m.seps, first.seps);
		ck_assert_uint_eq(m.inners, first.inners);
		ck_assert_uint_eq(m.twins, first.twins);
		ck_assert_mem_eq(sep, found[0], 4 * m.seps);
		ck_assert_mem_eq(inner, found[1], 4 * m.inners);
		ck_assert_mem_eq(twin, found[2], 4 * m.twins);
	}
}
END_TEST

static const struct {
	const char	*text, *want;
} cells[] = {
	{ NULL, "" }, { "", "\"\"" }, { "a b", "a b" }, { "a,b", "\"a,b\"" },
	{ "a;b", "a;b" }, { "5\" pipe", "\"5\"\" pipe\"" },
	{ "\"", "\"\"\"\"" }, { "a\nb", "\"a\nb\"" },
	{ "a\r", "\"a\r\"" },
	{ "long enough, for a word", "\"long enough, for a word\"" },
	{ "long enough for a word \"", "\"long enough for a word \"\"\"" },
	{ "long enough for a word", "long enough for a word" },
};

START_TEST(cells_are_quoted_when_they_must_be)
{
	struct text	t;

	text_init(&t, 1000);
	text_string(&t, "");
	csv_put(&t, slice_of(cells[_i].text), ',');
	ck_assert_str_eq(t.ptr, cells[_i].want);
	text_free(&t);
}
END_TEST

START_TEST(rows_are_written_and_formulas_guarded)
{
	struct slice	 texts[] = { SLICE("=1+1"), SLICE("-a,\"b"),
	    { NULL, 0 }, SLICE("a@b"), SLICE("\tx") };
	struct slice	 numbers[] = { SLICE("-1"), SLICE("2.50"), { NULL, 0 },
	    SLICE("1E2"), SLICE("0") };
	struct type	 text = { .kind = KIND_TEXT };
	struct type	 number = { .kind = KIND_DECIMAL, .precision = 18,
	    .scale = 2 };
	struct arena	*a = arena_new();
	struct rejects	 r;
	struct column	*columns[2];
	struct csv_row	 form = { columns, 2, ';', true };
	uint32_t	 rows[] = { 1, 3 };
	struct text	 t;

	text_init(&t, 1000);
	rejects_init(&r, a, 5);
	columns[0] = column_read(&text, texts, 5, a, &r);
	columns[1] = column_read(&number, numbers, 5, a, &r);
	csv_put_rows(&t, &form, NULL, 5);
	ck_assert_str_eq(t.ptr, "'=1+1;-1\n\"'-a,\"\"b\";2.50\n;\na@b;1E2\n"
	    "'\tx;0\n");
	text_clear(&t);
	form.guard = false;
	form.delimiter = '\t';
	csv_put_rows(&t, &form, rows, 2);
	ck_assert_str_eq(t.ptr, "\"-a,\"\"b\"\t2.50\na@b\t1E2\n");
	text_clear(&t);
	csv_put_value(&t, columns[0], 0, true);
	csv_put_value(&t, columns[0], 0, false);
	csv_put_value(&t, columns[1], 0, true);
	ck_assert_str_eq(t.ptr, "'=1+1=1+1-1");
	text_free(&t);
	arena_free(a);
}
END_TEST

TCase *
test_csv(void)
{
	TCase	*tc = tcase_create("csv");

	tcase_set_timeout(tc, 120);
	tcase_add_checked_fixture(tc, reset, reset);
	tcase_add_loop_test(tc, small_files_are_read, 0, COUNT(files));
	tcase_add_test(tc, one_column_has_blank_lines);
	tcase_add_loop_test(tc, what_is_no_csv_is_refused, 0, COUNT(refused));
	tcase_add_test(tc, what_can_not_be_opened_is_told);
	tcase_add_test(tc, six_delimiters_have_names);
	tcase_add_test(tc, a_header_is_told);
	tcase_add_test(tc, a_record_may_be_longer_than_a_block);
	tcase_add_test(tc, a_record_over_16_mib_is_refused);
	tcase_add_test(tc, a_quote_not_closed_within_16_mib_costs_a_line);
	tcase_add_test(tc, slabs_have_a_ceiling);
	tcase_add_loop_test(tc, random_files_are_read_as_the_plain_parser_does,
	    0, 40);
	tcase_add_loop_test(tc, all_ways_agree, 0, 200);
	tcase_add_loop_test(tc, cells_are_quoted_when_they_must_be, 0,
	    COUNT(cells));
	tcase_add_test(tc, rows_are_written_and_formulas_guarded);
	return tc;
}

/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "precept/csv.h"
#include "precept/log.h"
#include "precept/map.h"
#include "precept/near.h"
#include "precept/utf8.h"
#include "csv_read.h"

/* The beginning of a CSV file: its marks, its header, what is wanted of it. */

#define HEADER_MAX ((size_t)1 << 20)	/* bytes */

static const struct {
	const char	*name;
	char		 c;
} delimiters[] = {
	{ "comma", ',' }, { "tab", '\t' }, { "semicolon", ';' },
	{ "pipe", '|' }, { "caret", '^' }, { "backquote", '`' },
};

char
csv_delimiter(struct slice name)
{
	size_t	i;

	for (i = 0; i < COUNT(delimiters); i++)
		if (slice_is(name, delimiters[i].name) ||
		    (name.len == 1 && name.ptr[0] == delimiters[i].c))
			return delimiters[i].c;
	return 0;
}

/* The first bytes, as a block that begins with the file. */
static bool
read_start(const struct scan_source *s, struct scan_block *b, size_t size,
    struct err *err)
{
	b->whole = s->size <= size;
	b->len = b->whole ? (size_t)s->size : size;
	mem_free(b->buf);
	b->buf = mem_resize(NULL, b->len + 2, 1);
	if (!scan_block_read(s, 0, b->buf, b->len, err))
		return false;
	if (b->whole && b->len > 0 && b->buf[b->len - 1] != '\n')
		b->buf[b->len++] = '\n';
	return true;
}

/* Past a UTF-8 mark. */
static bool
pass_mark(const char *path, const struct scan_block *b, size_t *at,
    struct err *err)
{
	const char	*p = b->buf;

	*at = 0;
	if (b->len == 0)
		return err_set(err, ERR_RULE, "%s is empty; its first line "
		    "must name the columns", path);
	if (b->len >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 ||
	    memcmp(p, "\xfe\xff", 2) == 0))
		return err_set(err, ERR_RULE, "%s is UTF-16; save it as UTF-8",
		    path);
	if (b->len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
		log_line(LOG_INFO, "%s begins with a UTF-8 byte order mark, "
		    "which is passed over", path);
		*at = 3;
	}
	return true;
}

static bool
fail_header(const char *path, const struct csv_record *rec, struct err *err)
{
	static const char *const why[] = {
		"has text after its closing quote",
		"has a quote inside that does not begin with one",
		"has a quote that is never closed"
	};

	return err_set(err, ERR_RULE, "%s: the header is broken: column %zu "
	    "%s", path, rec->field + 1, why[rec->code[3] - '2']);
}

/* Twice as much is read as long as the header goes on. */
static bool
parse_header(const struct scan_source *s, struct scan_block *b,
    struct csv_record *rec, char delimiter, struct err *err)
{
	size_t	size = 4096, at;

	for (;; size *= 2) {
		if (!read_start(s, b, size, err) ||
		    !pass_mark(s->name, b, &at, err))
			return false;
		if (at < b->len && csv_parse(rec, b, at, delimiter) == CSV_DONE)
			break;
		if (b->whole || size >= HEADER_MAX)
			return err_set(err, ERR_RULE, "%s has no header: its "
			    "first line must name the columns", s->name);
	}
	if (rec->code != NULL)
		return fail_header(s->name, rec, err);
	if (rec->fields == 1 && rec->place[1] == at + rec->crlf)
		return err_set(err, ERR_RULE, "%s has no header: its first "
		    "line is empty and must name the columns", s->name);
	return true;
}

static char *
copy_name(const struct scan_block *b, const struct csv_record *rec,
    size_t field, struct arena *a)
{
	const char	*from = b->buf + (uint32_t)(rec->place[field] + 1);
	const char	*end = b->buf + rec->place[field + 1];
	char		*name, *to;

	end -= field + 1 == rec->fields && rec->crlf;
	if (from < end && *from == '"') {
		from++;
		end--;
	}
	name = to = arena_alloc(a, (size_t)(end - from) + 1);
	for (; from < end; from++) {
		*to++ = *from;
		from += *from == '"';
	}
	return name;
}

static bool
check_names(const char *path, char **names, size_t count, struct err *err)
{
	struct map	 seen = { 0 };
	struct slice	 name = { NULL, 0 };
	bool		 valid = true, twice = false;
	size_t		 i;

	for (i = 0; i < count && valid && !twice; i++) {
		name = slice_of(names[i]);
		valid = utf8_valid(name.ptr, name.len) == name.len;
		twice = name.len > 0 && map_put(&seen, name, names[i]) != NULL;
	}
	map_clear(&seen);
	if (!valid)
		return err_set(err, ERR_RULE, "%s: the name of column %zu is "
		    "not valid UTF-8; save the file as UTF-8", path, i);
	if (twice)
		return err_set(err, ERR_RULE, "%s: column %zu has the name "
		    "\"%s\", which the header has already; give each column "
		    "a name of its own", path, i, names[i - 1]);
	return true;
}

/* `end` is where the data begin, `line` on which line. */
static bool
read_header(const struct scan_source *s, struct csv_form *form,
    struct arena *a, uint64_t *end, int64_t *line, struct err *err)
{
	struct scan_block	b = { 0 };
	struct csv_record	rec = { 0 };
	size_t			i;
	bool			ok;

	rec.room = HEADER_MAX;
	rec.place = mem_resize(NULL, rec.room + 1, sizeof *rec.place);
	ok = parse_header(s, &b, &rec, form->delimiter, err);
	if (ok) {
		form->fields = rec.fields;
		form->crlf = rec.crlf;
		form->names = arena_array(a, rec.fields, sizeof(char *));
		for (i = 0; i < rec.fields; i++)
			form->names[i] = copy_name(&b, &rec, i, a);
		*end = rec.next < s->size ? rec.next : s->size;
		for (*line = 1, i = 0; i < rec.next; i++)
			*line += b.buf[i] == '\n';
		ok = check_names(s->name, form->names, rec.fields, err);
	}
	mem_free(rec.place);
	scan_block_clear(&b);
	return ok;
}

static bool
fail_missing(const struct csv *csv, const char *wanted, struct err *err)
{
	struct near	n = near_to(slice_of(wanted));
	size_t		i;

	for (i = 0; i < csv->form.fields; i++)
		near_try(&n, slice_of(csv->form.names[i]));
	if (n.best.ptr != NULL)
		return err_set(err, ERR_RULE, "%s has no column \"%s\", did "
		    "you mean \"%.*s\"?", csv->scan.name, wanted,
		    (int)n.best.len, n.best.ptr);
	return err_set(err, ERR_RULE, "%s has no column \"%s\"; the first of "
	    "its %zu columns is \"%s\"", csv->scan.name, wanted,
	    csv->form.fields, csv->form.names[0]);
}

static bool
find_columns(struct csv *csv, const struct scan_field *fields, size_t count,
    struct err *err)
{
	size_t	i, at;

	csv->count = count;
	csv->columns = arena_array(csv->arena, count, sizeof *csv->columns);
	csv->fields = arena_array(csv->arena, count, sizeof *csv->fields);
	for (i = 0; i < count; i++) {
		for (at = 0; at < csv->form.fields; at++)
			if (strcmp(csv->form.names[at], fields[i].path) == 0)
				break;
		if (at == csv->form.fields)
			return fail_missing(csv, fields[i].path, err);
		csv->columns[i] = at;
		csv->fields[i].path = csv->form.names[at];
		csv->fields[i].type = fields[i].type;
	}
	return true;
}

static struct csv *
make_csv(const char *path, char delimiter)
{
	struct arena	*a = arena_new();
	struct csv	*csv = arena_alloc(a, sizeof *csv);

	csv->arena = a;
	csv->form.delimiter = delimiter;
	csv->scan.ops = &csv_read_ops;
	csv->scan.name = arena_string(a, path);
	csv->scan.what = "line";
	return csv;
}

struct scan *
csv_open(const char *path, char delimiter, const struct scan_field *fields,
    size_t count, struct err *err)
{
	struct csv	*csv = make_csv(path, delimiter);
	uint64_t	 end;
	int64_t		 line;

	if (!scan_block_open(&csv->source, csv->scan.name, err) ||
	    !read_header(&csv->source, &csv->form, csv->arena, &end, &line,
	    err) || !find_columns(csv, fields, count, err)) {
		scan_close(&csv->scan);
		return NULL;
	}
	csv->scan.total = csv->source.size;
	scan_block_start(&csv->source, end, line);
	return &csv->scan;
}

bool
csv_header(const char *path, char delimiter, struct arena *a, char ***names,
    size_t *count, struct err *err)
{
	struct scan_source	s;
	struct csv_form		form = { .delimiter = delimiter };
	uint64_t		end;
	int64_t			line;
	bool			ok;

	ok = scan_block_open(&s, path, err) &&
	    read_header(&s, &form, a, &end, &line, err);
	scan_block_close(&s);
	if (ok) {
		*names = form.names;
		*count = form.fields;
	}
	return ok;
}

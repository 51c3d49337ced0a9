/* SPDX-License-Identifier: MIT */
#include "precept/log.h"
#include "page.h"

/* JSON lines and answers as a source: blocks in, slabs of rows out. */

struct jsonl {
	struct scan		 scan;		/* first: others hold it */
	struct scan_source	 source;
	struct jsonl_want	*wanted;
	struct scan_field	*fields;
	int			*same;		/* the first of the same path */
	size_t			 count;
	struct arena		*arena;		/* owns all of it, itself too */
	struct page		 page;		/* count 0: lines are records */
	struct slice		 head;		/* of a record in an answer */
};

/* What one worker keeps between slabs. */
struct worker {
	struct scan_block	 block;
	struct jsonl_rows	 rows;
	size_t			 dealt;		/* rows already handed out */
	size_t			 base;		/* the slab's first row */
	uint64_t		 seq;		/* of the next slab */
	char			 why[PAGE_WHY];	/* with JSONL_BAD */
};

static struct jsonl *
jsonl_of(struct scan *s)
{
	return (struct jsonl *)(void *)s;
}

static enum jsonl_found
read_rows(const struct jsonl *jl, struct worker *w, size_t from)
{
	return jl->page.count == 0 ?
	    jsonl_lines(&w->rows, jl->wanted, &w->block, from) :
	    page_block(&jl->page, &w->rows, &w->block, from, w->why);
}

/* In one's turn, with as many bytes as the last line needs. */
static bool
read_exactly(struct jsonl *jl, struct worker *w, struct err *err)
{
	for (;;) {
		switch (read_rows(jl, w, w->block.from)) {
		case JSONL_DONE:
			return true;
		case JSONL_LONG:
			return err_set(err, ERR_LIMIT, "%s %lld of %s is "
			    "longer than %zu MiB", jl->scan.what,
			    (long long)(jl->source.line + w->rows.lines),
			    jl->scan.name, SCAN_RECORD_MAX >> 20);
		case JSONL_BAD:
			return err_set(err, ERR_RULE, "the answer in %s "
			    "cannot be read beyond byte %llu: %s",
			    jl->scan.name, (unsigned long long)
			    (w->block.base + w->rows.end), w->why);
		case JSONL_MORE:
			if (!scan_block_more(&jl->source, &w->block, err))
				return false;
		}
	}
}

/* Behind the first newline a line begins; only in answers it is a guess. */
static size_t
find_start(const struct jsonl *jl, const struct scan_block *b)
{
	const char	*newline;

	if (b->number == 0)
		return (size_t)(jl->source.first - b->base);
	if (jl->page.count > 0)
		return page_block_guess(jl->head, b);
	newline = memchr(b->buf, '\n', b->len);
	return newline == NULL ? b->len : (size_t)(newline - b->buf) + 1;
}

static size_t
count_slabs(const struct jsonl_rows *r)
{
	return r->count == 0 ? r->broken_count > 0 :
	    (r->count + SCAN_SLAB_MAX - 1) / SCAN_SLAB_MAX;
}

static void
add_lines(struct jsonl_rows *r, int64_t line)
{
	size_t	i;

	for (i = 0; i < r->count; i++)
		r->line[i] += line;
	for (i = 0; i < r->broken_count; i++)
		r->broken[i].origin += line;
}

/* Before one's turn; the last record may need more bytes. */
static bool
read_early(struct jsonl *jl, struct worker *w, size_t from)
{
	struct err	err = { 0 };
	enum jsonl_found	found = read_rows(jl, w, from);

	if (found == JSONL_MORE && scan_block_more(&jl->source, &w->block,
	    &err))
		found = read_rows(jl, w, from);
	return found == JSONL_DONE;
}

/* The block's rows, and then one's turn for their numbers. */
static bool
settle(struct jsonl *jl, struct worker *w, struct err *err)
{
	struct scan_source	*s = &jl->source;
	struct scan_block	*b = &w->block;
	size_t			 from = b->err.kind != ERR_NONE ? b->limit :
	    find_start(jl, b);
	bool			 done = from < b->limit &&
				    read_early(jl, w, from);
	int64_t			 line;

	if (!scan_block_turn(s, b, err))
		return false;
	if (b->from >= b->limit) {
		w->rows.count = w->rows.broken_count = 0;
		scan_block_pass(s, NULL);
		return true;
	}
	if ((!done || from != b->from) && !read_exactly(jl, w, err))
		return false;
	line = s->line;
	w->seq = s->seq;
	s->at = b->base + w->rows.end;
	s->line += w->rows.lines;
	s->seq += count_slabs(&w->rows);
	scan_block_pass(s, NULL);
	add_lines(&w->rows, line);
	return true;
}

/* The next rows of the worker's block. */
static void
deal(struct worker *w, struct slab *slab)
{
	struct jsonl_rows	*r = &w->rows;
	size_t			 left = r->count - w->dealt;
	bool			 first = w->dealt == 0;

	w->base = w->dealt;
	slab->seq = w->seq++;
	slab->count = left < SCAN_SLAB_MAX ? left : SCAN_SLAB_MAX;
	slab->origin = r->line + w->base;
	slab->broken = r->broken;
	slab->broken_count = first ? r->broken_count : 0;
	slab->bytes = first ? r->end - w->block.from : 0;
	w->dealt += slab->count;
}

static struct worker *
make_worker(const struct jsonl *jl)
{
	struct worker	*w = mem_alloc(sizeof *w);

	jsonl_rows_init(&w->rows, jl->count);
	w->rows.what = jl->scan.what;
	return w;
}

static bool
next(struct scan *scan, struct slab *slab, struct err *err)
{
	struct jsonl	*jl = jsonl_of(scan);
	struct worker	*w = slab->own;

	if (w == NULL)
		slab->own = w = make_worker(jl);
	if (w->dealt < w->rows.count) {
		deal(w, slab);
		return true;
	}
	while (scan_block_claim(&jl->source, &w->block)) {
		w->rows.count = w->dealt = 0;
		if (!settle(jl, w, err)) {
			scan_block_pass(&jl->source, err);
			w->rows.count = 0;
			return false;
		}
		if (count_slabs(&w->rows) > 0) {
			deal(w, slab);
			return true;
		}
	}
	return false;
}

static struct column *
column(struct scan *scan, struct slab *slab, int slot, const uint32_t *rows,
    size_t n, struct rejects *rejects)
{
	struct jsonl		*jl = jsonl_of(scan);
	const struct worker	*w = slab->own;
	const struct slice	*from = w->rows.texts[jl->same[slot]] + w->base;
	const char		*as = rejects->field;
	struct slice		*texts;
	struct column		*c;
	size_t			 i;

	if (rows != NULL) {
		texts = arena_raw(slab->arena, n * sizeof *texts);
		for (i = 0; i < n; i++)
			texts[i] = from[rows[i]];
		from = texts;
	}
	if (as == NULL)
		rejects->field = jl->fields[slot].path;
	c = column_read(&jl->fields[slot].type, from, n, slab->arena,
	    rejects);
	rejects->field = as;
	return c;
}

static void
slab_close(struct scan *scan, struct slab *slab)
{
	struct worker	*w = slab->own;

	(void)scan;
	if (w == NULL)
		return;
	scan_block_clear(&w->block);
	jsonl_rows_clear(&w->rows);
	mem_free(w);
	slab->own = NULL;
}

static void
close_file(struct scan *scan)
{
	struct jsonl	*jl = jsonl_of(scan);

	scan_block_close(&jl->source);
	arena_free(jl->arena);
}

/* Past a UTF-8 mark; UTF-16 is refused. */
static bool
pass_mark(struct jsonl *jl, uint64_t *first, struct err *err)
{
	char	mark[3] = { 0, 0, 0 };
	size_t	len = jl->source.size < 3 ? (size_t)jl->source.size : 3;

	*first = 0;
	if (!scan_block_read(&jl->source, 0, mark, len, err))
		return false;
	if (memcmp(mark, "\xff\xfe", 2) == 0 ||
	    memcmp(mark, "\xfe\xff", 2) == 0)
		return err_set(err, ERR_RULE, "%s is UTF-16; save it as UTF-8",
		    jl->scan.name);
	if (memcmp(mark, "\xef\xbb\xbf", 3) == 0) {
		log_line(LOG_INFO, "%s begins with a UTF-8 byte order mark, "
		    "which is passed over", jl->scan.name);
		*first = 3;
	}
	return true;
}

static void
copy_fields(struct jsonl *jl, const struct scan_field *fields, size_t count)
{
	size_t	i, k;

	jl->count = count;
	jl->fields = arena_array(jl->arena, count, sizeof *jl->fields);
	jl->same = arena_array(jl->arena, count, sizeof *jl->same);
	for (i = 0; i < count; i++) {
		jl->fields[i].path = arena_string(jl->arena, fields[i].path);
		jl->fields[i].type = fields[i].type;
		for (k = 0; strcmp(fields[k].path, fields[i].path) != 0;)
			k++;
		jl->same[i] = (int)k;
	}
	jl->wanted = jsonl_want_make(jl->arena, fields, count);
}

static struct jsonl *
open_file(const char *path, const struct scan_field *fields, size_t count,
    uint64_t *first, struct err *err)
{
	static const struct scan_ops	ops = { next, column, slab_close,
	    close_file };
	struct arena			*a = arena_new();
	struct jsonl			*jl = arena_alloc(a, sizeof *jl);

	jl->arena = a;
	jl->scan = (struct scan){ .ops = &ops, .name = arena_string(a, path),
	    .what = "line" };
	if (!scan_block_open(&jl->source, jl->scan.name, err) ||
	    !pass_mark(jl, first, err)) {
		scan_close(&jl->scan);
		return NULL;
	}
	copy_fields(jl, fields, count);
	jl->scan.total = jl->source.size;
	return jl;
}

struct scan *
jsonl_open(const char *path, const struct scan_field *fields, size_t count,
    struct err *err)
{
	uint64_t	 first;
	struct jsonl	*jl = open_file(path, fields, count, &first, err);

	if (jl == NULL)
		return NULL;
	scan_block_start(&jl->source, first, 1);
	return &jl->scan;
}

#define SAMPLE ((size_t)64 << 10)

struct scan *
jsonl_open_pages(const char *path, const char *records,
    const struct scan_field *fields, size_t count, struct err *err)
{
	uint64_t	 first;
	struct jsonl	*jl = open_file(path, fields, count, &first, err);
	size_t		 len;
	char		*sample;

	if (jl == NULL)
		return NULL;
	len = jl->source.size - first < SAMPLE ?
	    (size_t)(jl->source.size - first) : SAMPLE;
	sample = arena_raw(jl->arena, len + 1);
	jl->scan.what = "record";
	page_make(&jl->page, arena_string(jl->arena, records), jl->wanted);
	if (scan_block_read(&jl->source, first, sample, len, err)) {
		jl->head = page_head(&jl->page,
		    (struct slice){ sample, len });
		scan_block_start(&jl->source, first, 1);
		return &jl->scan;
	}
	scan_close(&jl->scan);
	return NULL;
}

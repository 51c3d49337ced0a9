/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "csv_read.h"

/* CSV as a source: blocks in, slabs of rows out, columns on demand. */

/* What one worker keeps between slabs. */
struct worker {
	struct scan_block	 block;
	struct csv_rows		 rows;
	int64_t			*origin;	/* rows.line from line 1 */
	size_t			 dealt;		/* rows already handed out */
	size_t			 base;		/* the slab's first row */
	uint64_t		 seq;		/* of the next slab */
};

static struct csv *
csv_of(struct scan *s)
{
	return (struct csv *)(void *)s;
}

static bool
fail_long(const struct csv *csv, const struct worker *w, struct err *err)
{
	return err_set(err, ERR_LIMIT, "line %lld of %s begins a record of "
	    "more than %zu MiB; a quote may be missing there",
	    (long long)(csv->source.line + w->rows.lines), csv->scan.name,
	    SCAN_RECORD_MAX >> 20);
}

/* One way or the other, reading on as far as the last record goes. */
static bool
work_exactly(struct csv *csv, struct worker *w, struct arena *a,
    struct err *err)
{
	struct scan_block	*b = &w->block;
	enum csv_found		 found;

	for (;;) {
		found = csv_index(&csv->form, &w->rows, b, b->from);
		if (found == CSV_ODD || (found == CSV_MORE &&
		    b->len - b->limit > SCAN_RECORD_MAX))
			found = csv_exact(&csv->form, &w->rows, b, b->from, a);
		if (found == CSV_LONG)
			return fail_long(csv, w, err);
		if (found == CSV_DONE)
			return true;
		if (!scan_block_more(&csv->source, b, err))
			return false;
	}
}

/* Before one's turn: true if there are rows, from where is `*from`. */
static bool
work_from_guess(struct csv *csv, struct worker *w, struct arena *a,
    size_t *from)
{
	struct scan_block	*b = &w->block;
	enum csv_found		 found;

	if (b->err.kind != ERR_NONE)
		return false;
	*from = b->number == 0 ? (size_t)(csv->source.first - b->base) :
	    csv_index_guess(&csv->form, b);
	if (*from >= b->limit)
		return false;
	found = csv_index(&csv->form, &w->rows, b, *from);
	if (found == CSV_ODD)
		found = csv_exact(&csv->form, &w->rows, b, *from, a);
	return found == CSV_DONE;
}

/* One slab, even if it is empty; the lines are counted from the file's. */
static size_t
count_slabs(const struct csv_rows *r)
{
	return r->count == 0 ? r->broken_count > 0 :
	    (r->count + SCAN_SLAB_MAX - 1) / SCAN_SLAB_MAX;
}

static void
add_lines(struct csv_rows *r, int64_t line)
{
	size_t	i;

	for (i = 0; i < r->count; i++)
		r->line[i] += line;
	for (i = 0; i < r->broken_count; i++)
		r->broken[i].origin += line;
}

/* In one's turn: the rows for sure, and where the next block begins. */
static bool
settle(struct csv *csv, struct worker *w, struct arena *a, struct err *err)
{
	struct scan_source	*s = &csv->source;
	struct scan_block	*b = &w->block;
	size_t			 guess = 0;
	bool			 done = work_from_guess(csv, w, a, &guess);
	int64_t			 line;

	if (!scan_block_turn(s, b, err))
		return false;
	if (b->from >= b->limit) {
		w->rows.count = w->rows.broken_count = 0;
		scan_block_pass(s, NULL);
		return true;
	}
	if ((!done || guess != b->from) && !work_exactly(csv, w, a, err))
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
	struct csv_rows	*r = &w->rows;
	size_t		 left = r->count - w->dealt;
	bool		 first = w->dealt == 0;

	w->base = w->dealt;
	slab->seq = w->seq++;
	slab->count = left < SCAN_SLAB_MAX ? left : SCAN_SLAB_MAX;
	slab->origin = r->line + w->base;
	slab->broken = r->broken;
	slab->broken_count = first ? r->broken_count : 0;
	slab->bytes = first ? r->end - w->block.from : 0;
	w->dealt += slab->count;
}

static bool
next(struct scan *scan, struct slab *slab, struct err *err)
{
	struct csv	*csv = csv_of(scan);
	struct worker	*w = slab->own;

	if (w == NULL)
		slab->own = w = mem_alloc(sizeof *w);
	if (w->dealt < w->rows.count) {
		deal(w, slab);
		return true;
	}
	while (scan_block_claim(&csv->source, &w->block)) {
		w->rows.count = w->dealt = 0;
		if (!settle(csv, w, slab->arena, err)) {
			scan_block_pass(&csv->source, err);
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

/*
 * #N/A is Salesforce's word for null; a quoted empty text is null too. There
 * is no branch on what the data are: these would be guessed wrongly too
 * often. Reading beyond a field is fine, the block has SCAN_PAD behind it.
 */
static inline struct slice
field_of(const struct csv_rows *r, const char *buf, size_t at, bool last)
{
	uint32_t	 from = r->place[at] + 1, to = r->place[at + 1];
	const char	*p = buf + from;
	size_t		 len = to - from, quoted;
	bool		 null;

	if (last && len > 0 && p[len - 1] == '\r')
		len--;
	quoted = *p == '"';
	p += quoted;
	len -= 2 * quoted;
	null = (len == 0) | ((len == 4) & (memcmp(p, "#N/A", 4) == 0));
	return (struct slice){ null ? NULL : p, null ? 0 : len };
}

/*
 * A copy with one quote for each two; the bytes stay for another call. Only
 * a quoted field has quotes inside.
 */
static struct slice
without_twins(struct slice s, struct arena *a)
{
	char	*to, *out;
	size_t	 i;

	if (s.ptr == NULL || memchr(s.ptr, '"', s.len) == NULL)
		return s;
	out = to = arena_raw(a, s.len);
	for (i = 0; i < s.len; i++) {
		*to++ = s.ptr[i];
		if (s.ptr[i] == '"')
			i++;
	}
	return (struct slice){ out, (size_t)(to - out) };
}

static struct column *
column(struct scan *scan, struct slab *slab, int slot, const uint32_t *rows,
    size_t n, struct rejects *rejects)
{
	struct csv		*csv = csv_of(scan);
	struct worker		*w = slab->own;
	const struct csv_rows	*r = &w->rows;
	size_t			 field = csv->columns[slot], i, row;
	bool			 last = field + 1 == csv->form.fields;
	const char		*as = rejects->field;
	struct slice		*texts;
	struct column		*c;

	texts = arena_raw(slab->arena, n * sizeof *texts);
	for (i = 0; i < n; i++) {
		row = w->base + (rows == NULL ? i : rows[i]);
		texts[i] = field_of(r, w->block.buf, row * r->stride + field,
		    last);
		if (r->twin[row])
			texts[i] = without_twins(texts[i], slab->arena);
	}
	if (as == NULL)
		rejects->field = csv->form.names[field];
	c = column_read(&csv->fields[slot].type, texts, n, slab->arena,
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
	csv_index_clear(&w->rows);
	mem_free(w);
	slab->own = NULL;
}

static void
close_file(struct scan *scan)
{
	struct csv	*csv = csv_of(scan);

	scan_block_close(&csv->source);
	arena_free(csv->arena);
}

const struct scan_ops csv_read_ops = { next, column, slab_close, close_file };

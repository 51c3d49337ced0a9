/* SPDX-License-Identifier: MIT */
#include "precept/scan.h"
#include "salesforce_scan_rows.h"

/* The records of an object as a scan: workers take what the feed fetches. */

uint64_t	salesforce_scan_bulk = 20000;

struct records {
	struct scan		 scan;		/* first: others hold it */
	struct salesforce_feed	 feed;
	struct page		 page;
	int			*slots;		/* among the feed's fields */
};

static struct records *
records_of(struct scan *s)
{
	return (struct records *)(void *)s;
}

static bool
next(struct scan *scan, struct slab *slab, struct err *err)
{
	struct records		*s = records_of(scan);
	struct salesforce_rows	*w = slab->own;

	if (w == NULL) {
		slab->own = w = mem_alloc(sizeof *w);
		salesforce_scan_rows_init(w, s->feed.count);
	}
	salesforce_body_drop(w->piece.body);
	w->piece.body = NULL;
	if (!salesforce_feed_take(&s->feed, &w->piece, err) ||
	    !salesforce_scan_rows(w, &s->page, scan->name, err))
		return false;
	slab->seq = w->piece.seq;
	slab->count = w->count;
	slab->origin = w->origin;
	slab->broken = w->piece.csv ? NULL : w->json.broken;
	slab->broken_count = w->piece.csv ? 0 : w->json.broken_count;
	slab->bytes = w->count;
	return true;
}

static struct column *
column(struct scan *scan, struct slab *slab, int slot, const uint32_t *rows,
    size_t n, struct rejects *rejects)
{
	struct records		*s = records_of(scan);
	struct salesforce_rows	*w = slab->own;
	const struct scan_field	*field = &s->feed.by.rule->source.fields[slot];
	const char		*as = rejects->field;
	struct slice		*texts = arena_raw(slab->arena,
				    n * sizeof *texts);
	struct column		*c;

	if (s->slots[slot] < 0)
		return column_all_null(slab->arena, field->type.kind, n);
	for (size_t i = 0; i < n; i++)
		texts[i] = salesforce_scan_text(w, rows == NULL ? i : rows[i],
		    (size_t)s->slots[slot]);
	if (as == NULL)
		rejects->field = field->path;
	c = column_read(&field->type, texts, n, slab->arena, rejects);
	/* JSON has every number as a double, 120.0: nobody wrote that. */
	if (field->type.kind == KIND_DECIMAL)
		c->raw = NULL;
	rejects->field = as;
	return c;
}

static void
slab_close(struct scan *scan, struct slab *slab)
{
	struct salesforce_rows	*w = slab->own;

	(void)scan;
	if (w == NULL)
		return;
	salesforce_scan_rows_clear(w);
	mem_free(w);
	slab->own = NULL;
}

static void
close_scan(struct scan *scan)
{
	struct records	*s = records_of(scan);

	salesforce_feed_stop(&s->feed);
	arena_free(s->feed.arena);
}

static struct records *
make_records(const struct salesforce_scan *by)
{
	static const struct scan_ops	 ops = { next, column, slab_close,
	    close_scan };
	const struct source		*source = &by->rule->source;
	struct arena			*a = arena_new();
	struct records			*s = arena_alloc(a, sizeof *s);
	struct salesforce_feed		*f = &s->feed;

	f->arena = a;
	f->by = *by;
	if (by->call == NULL)
		f->by.call = salesforce_call;
	f->name = arena_printf(a, "%s.%s", source->connection,
	    source->schema->object);
	f->soql = (struct soql_write){ .rule = by->rule,
		.catalog = by->catalog, .day = by->day,
		.changed = by->changed, .since = by->since };
	pthread_mutex_init(&f->lock, NULL);
	pthread_cond_init(&f->moved, NULL);
	s->scan = (struct scan){ .ops = &ops, .name = f->name,
		.what = "record" };
	s->slots = arena_array(a, source->count + 1, sizeof *s->slots);
	return s;
}

/* What is wanted of a page: the fields asked for, as texts. */
static void
want_fields(struct records *s)
{
	struct salesforce_feed	*f = &s->feed;
	struct scan_field	*wanted;

	f->fields = soql_write_fields(f->by.rule, f->arena, &f->count,
	    s->slots);
	wanted = arena_array(f->arena, f->count, sizeof *wanted);
	for (size_t i = 0; i < f->count; i++)
		wanted[i].path = f->fields[i];
	page_make(&s->page, "records", jsonl_want_make(f->arena, wanted,
	    f->count));
}

struct scan *
salesforce_scan_open(const struct salesforce_scan *by, struct err *err)
{
	struct records	*s = make_records(by);

	want_fields(s);
	soql_write_where(&s->feed.soql, s->feed.arena);
	if (!salesforce_page_first(&s->feed, err)) {
		scan_close(&s->scan);
		return NULL;
	}
	s->scan.total = s->feed.total;
	salesforce_feed_start(&s->feed);
	return &s->scan;
}

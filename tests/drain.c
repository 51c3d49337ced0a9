/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <pthread.h>

#include "drain.h"
#include "precept/team.h"
#include "support.h"

/* A whole source, read by a team and put in order again. */

#define SLABS_MAX 100000

struct line {
	int64_t	 origin;
	int	 rank;		/* the row before what was wrong with it */
	char	*text;
};

struct drained {
	struct scan	*scan;
	int		 fields;
	pthread_mutex_t	 lock;
	struct line	*lines;
	size_t		 count, cap;
	struct err	 err;
	int64_t		*first, *last;	/* origins, by seq; -1 no rows */
	uint64_t	 slabs;
};

void
drain_value(struct text *t, struct slice s)
{
	size_t	i;

	if (s.ptr == NULL)
		text_char(t, '-');
	for (i = 0; i < s.len; i++)
		if (s.ptr[i] == '\n')
			text_string(t, "\\n");
		else if (s.ptr[i] == '|')
			text_string(t, "\\p");
		else
			text_char(t, s.ptr[i]);
}

static void
add_line(struct drained *d, int64_t origin, int rank, struct text *t)
{
	if (d->count == d->cap) {
		d->cap = 2 * d->cap + 64;
		d->lines = mem_resize(d->lines, d->cap, sizeof *d->lines);
	}
	d->lines[d->count++] = (struct line){ origin, rank, text_take(t) };
}

static void
add_slab(struct drained *d, struct slab *slab, struct column **columns,
    const struct rejects *r)
{
	struct text	t;
	char		room[COLUMN_ROOM];
	size_t		i;
	int		f;

	text_init(&t, SIZE_MAX);
	for (i = 0; i < slab->count; i++) {
		text_printf(&t, "%" PRId64, slab->origin[i]);
		for (f = 0; f < d->fields; f++) {
			text_char(&t, '|');
			drain_value(&t, column_text(columns[f], i, room));
		}
		add_line(d, slab->origin[i], 0, &t);
	}
	for (i = 0; i < slab->broken_count; i++) {
		text_printf(&t, "%" PRId64 "!%s|%s", slab->broken[i].origin,
		    slab->broken[i].code, slab->broken[i].text);
		add_line(d, slab->broken[i].origin, 0, &t);
	}
	for (i = 0; i < r->count; i++) {
		text_printf(&t, "%" PRId64 "?%s|%s|%s",
		    slab->origin[r->items[i].row], r->items[i].code,
		    r->items[i].field, r->items[i].text);
		add_line(d, slab->origin[r->items[i].row], 1, &t);
	}
}

/* The same column asked for twice is the same, whole or in part. */
static void
ask_again(struct drained *d, struct slab *slab, struct column **columns)
{
	uint32_t	*rows = arena_array(slab->arena, slab->count + 1, 4);
	struct rejects	 r;
	struct column	*again;
	size_t		 n = 0, i;

	for (i = 0; i < slab->count; i += 3)
		rows[n++] = (uint32_t)i;
	rejects_init(&r, slab->arena, slab->count);
	again = scan_column(d->scan, slab, 0, rows, n, &r);
	ck_assert_uint_eq(again->count, n);
	for (i = 0; i < n; i++)
		ck_assert(column_same(columns[0], rows[i], again, i));
}

static void
note_order(struct drained *d, const struct slab *slab)
{
	ck_assert_uint_lt(slab->seq, SLABS_MAX);
	ck_assert_int_eq(d->first[slab->seq], 0);
	d->first[slab->seq] = slab->count > 0 ? slab->origin[0] : -1;
	d->last[slab->seq] = slab->count > 0 ?
	    slab->origin[slab->count - 1] : -1;
	d->slabs++;
}

static void
work(void *ctx, int me)
{
	struct drained	*d = ctx;
	struct slab	 slab = { .arena = arena_new() };
	struct column	*columns[64];
	struct rejects	 r;
	struct err	 err = { 0 };
	int		 f;

	(void)me;
	while (scan_next(d->scan, &slab, &err)) {
		rejects_init(&r, slab.arena, slab.count);
		for (f = 0; f < d->fields; f++)
			columns[f] = scan_column(d->scan, &slab, f, NULL,
			    slab.count, &r);
		if (d->fields > 0)
			ask_again(d, &slab, columns);
		pthread_mutex_lock(&d->lock);
		note_order(d, &slab);
		add_slab(d, &slab, columns, &r);
		pthread_mutex_unlock(&d->lock);
		arena_reset(slab.arena);
	}
	pthread_mutex_lock(&d->lock);
	if (err.kind != ERR_NONE)
		d->err = err;
	pthread_mutex_unlock(&d->lock);
	scan_slab_close(d->scan, &slab);
	arena_free(slab.arena);
}

static int
by_origin(const void *left, const void *right)
{
	const struct line	*a = left, *b = right;

	if (a->origin != b->origin)
		return a->origin < b->origin ? -1 : 1;
	return a->rank - b->rank;
}

/* No holes among the numbers, and the rows' origins rise with them. */
static void
check_order(const struct drained *d)
{
	int64_t		before = 0;
	uint64_t	i;

	for (i = 0; i < d->slabs; i++) {
		ck_assert_int_ne(d->first[i], 0);
		if (d->first[i] == -1)
			continue;
		ck_assert_int_gt(d->first[i], before);
		before = d->last[i];
	}
}

static char *
join_lines(struct drained *d)
{
	struct text	t;
	size_t		i;

	text_init(&t, SIZE_MAX);
	if (d->count > 0)
		qsort(d->lines, d->count, sizeof *d->lines, by_origin);
	for (i = 0; i < d->count; i++) {
		text_string(&t, d->lines[i].text);
		text_char(&t, '\n');
		mem_free(d->lines[i].text);
	}
	mem_free(d->lines);
	return text_take(&t);
}

char *
drain(struct scan *scan, int fields, int threads, struct err *err)
{
	struct drained	 d = { .scan = scan, .fields = fields };
	char		*all;

	d.first = mem_array(SLABS_MAX, sizeof *d.first);
	d.last = mem_array(SLABS_MAX, sizeof *d.last);
	pthread_mutex_init(&d.lock, NULL);
	team_run(threads, work, &d);
	pthread_mutex_destroy(&d.lock);
	scan_close(scan);
	if (d.err.kind == ERR_NONE)
		check_order(&d);
	all = join_lines(&d);
	mem_free(d.first);
	mem_free(d.last);
	if (d.err.kind == ERR_NONE)
		return all;
	*err = d.err;
	mem_free(all);
	return NULL;
}

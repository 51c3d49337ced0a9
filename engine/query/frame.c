/* SPDX-License-Identifier: MIT */
#include "frame.h"
#include "precept/regex.h"

/*
 * Columns are made when they are first asked for, for the rows alive then.
 * A filter that drops rows makes a cut; a column made before it is gathered
 * when it is asked for again, so that what no one needs any more is never
 * copied.
 */

static struct column *
refresh(struct frame *f, struct frame_slot *slot)
{
	for (; slot->version < f->version; slot->version++) {
		struct frame_cut *cut = &f->cuts[slot->version];

		slot->column = column_gather(slot->column, cut->kept,
		    cut->count, f->slab.arena);
	}
	return slot->column;
}

static struct column *
source_get(void *ctx, int n)
{
	struct frame		*f = ctx;
	struct frame_slot	*slot = &f->source[n];

	if (slot->column != NULL)
		return refresh(f, slot);
	f->rejects.field = f->rule->source.fields[n].path;
	slot->column = scan_column(f->scan, &f->slab, n, f->live, f->count,
	    &f->rejects);
	f->rejects.field = NULL;
	slot->version = f->version;
	return slot->column;
}

static struct column *
show_get(void *ctx, int n)
{
	struct frame		*f = ctx;
	struct frame_slot	*slot = &f->show[n];

	if (slot->column != NULL)
		return refresh(f, slot);
	slot->column = expr_eval(f->rule->shows[n].value.expr,
	    &f->source_rows, NULL);
	slot->version = f->version;
	return slot->column;
}

struct frame *
frame_new(const struct rule *rule, struct scan *scan,
    const struct rule_day *day, const bool *needed)
{
	struct frame *f = mem_alloc(sizeof *f);

	f->rule = rule;
	f->scan = scan;
	f->needed = needed;
	f->slab.arena = arena_new();
	f->regex = regex_scratch_new();
	f->source = mem_array(rule->source.count + 1, sizeof *f->source);
	f->show = mem_array(rule->show_count + 1, sizeof *f->show);
	f->cuts = mem_array(rule->filter_count + 2, sizeof *f->cuts);
	f->source_rows = (struct expr_rows){ .get = source_get, .ctx = f,
		.arena = f->slab.arena, .rejects = &f->rejects, .day = day,
		.regex = f->regex };
	f->show_rows = f->source_rows;
	f->show_rows.get = show_get;
	return f;
}

void
frame_free(struct frame *f)
{
	if (f == NULL)
		return;
	scan_slab_close(f->scan, &f->slab);
	arena_free(f->slab.arena);
	regex_scratch_free(f->regex);
	mem_free(f->source);
	mem_free(f->show);
	mem_free(f->cuts);
	mem_free(f);
}

static void
begin(struct frame *f)
{
	arena_reset(f->slab.arena);
	memset(f->source, 0, f->rule->source.count * sizeof *f->source);
	memset(f->show, 0, f->rule->show_count * sizeof *f->show);
	f->version = 0;
	f->live = NULL;
	f->rejected = (struct batch_list){ 0 };
	f->filtered = 0;
}

static void
set_rows(struct frame *f, size_t count)
{
	f->count = f->source_rows.count = f->show_rows.count = count;
	rejects_init(&f->rejects, f->slab.arena, count);
}

/* The rows that remain are those at positions kept[0..n). */
static void
narrow(struct frame *f, const uint32_t *kept, size_t n)
{
	struct arena	*a = f->slab.arena;
	int64_t		*origin = arena_raw(a, n * sizeof *origin + 1);
	uint32_t	*live = arena_raw(a, n * sizeof *live + 1);

	for (size_t i = 0; i < n; i++) {
		origin[i] = f->origin[kept[i]];
		live[i] = f->live == NULL ? kept[i] : f->live[kept[i]];
	}
	f->cuts[f->version++] = (struct frame_cut){ kept, n };
	f->origin = origin;
	f->live = live;
}

/* Drops what a filter (or, with NULL, only a reason) is against. */
static void
keep_rows(struct frame *f, const struct column *keep)
{
	uint32_t	*kept = arena_raw(f->slab.arena,
			    f->count * sizeof *kept + 1);
	size_t		 n = batch_pick(keep, &f->rejects, f->count, kept);

	batch_list_note(&f->rejected, f->slab.arena, &f->rejects, f->origin);
	f->filtered += f->count - n - f->rejects.count;
	if (n < f->count)
		narrow(f, kept, n);
	set_rows(f, n);
}

static void
add_broken(struct frame *f)
{
	for (size_t i = 0; i < f->slab.broken_count; i++)
		batch_list_add(&f->rejected, f->slab.arena, f->slab.broken[i]);
}

bool
frame_next(struct frame *f, struct err *err)
{
	const struct rule *rule = f->rule;

	begin(f);
	if (!scan_next(f->scan, &f->slab, err))
		return false;
	f->origin = f->slab.origin;
	add_broken(f);
	set_rows(f, f->slab.count);
	for (size_t i = 0; i < rule->filter_count && f->count > 0; i++)
		keep_rows(f, expr_eval(rule->filters[i].expr, &f->show_rows,
		    NULL));
	if (f->count == 0)
		return true;
	for (size_t i = 0; i < rule->show_count; i++)
		if (f->needed[i])
			show_get(f, (int)i);
	keep_rows(f, NULL);
	return true;
}

void
frame_need(const struct expr *e, bool *needed)
{
	if (e == NULL)
		return;
	if (e->op == EXPR_NAME)
		needed[e->slot] = true;
	for (size_t i = 0; i < e->arg_count; i++)
		frame_need(e->args[i], needed);
}

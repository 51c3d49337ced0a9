/* SPDX-License-Identifier: MIT */
#include "precept/batch.h"

/* What a batch knows of its rows, and an action's view on some of them. */

void
batch_list_add(struct batch_list *list, struct arena *a, struct scan_broken one)
{
	if (list->count == list->cap) {
		size_t cap = list->cap == 0 ? 16 : list->cap * 2;
		struct scan_broken *more = arena_array(a, cap, sizeof *more);

		if (list->count > 0)
			memcpy(more, list->items, list->count * sizeof *more);
		list->items = more;
		list->cap = cap;
	}
	list->items[list->count++] = one;
}

void
batch_list_note(struct batch_list *list, struct arena *a,
    const struct rejects *r, const int64_t *origin)
{
	for (size_t i = 0; i < r->count; i++)
		batch_list_add(list, a, (struct scan_broken){
		    .origin = origin[r->items[i].row],
		    .code = r->items[i].code, .field = r->items[i].field,
		    .text = r->items[i].text });
}

/* All rows to begin with, 1 each; then what speaks against is taken off. */
static const uint8_t *
pick_mask(const struct column *keep, const struct rejects *r, size_t rows,
    uint8_t *room)
{
	if (keep == NULL)
		memset(room, 1, rows);
	else
		memcpy(room, keep->b, rows);
	for (size_t i = 0; keep != NULL && keep->null != NULL && i < rows; i++)
		room[i] &= !keep->null[i];
	for (size_t i = 0; r->bad != NULL && i < rows; i++)
		room[i] &= !r->bad[i];
	return room;
}

size_t
batch_pick(const struct column *keep, const struct rejects *r, size_t rows,
    uint32_t *out)
{
	const uint8_t	*mask;
	size_t		 n = 0;

	mask = pick_mask(keep, r, rows, arena_raw(r->arena, rows + 1));
	for (size_t i = 0; i < rows; i++) {
		out[n] = (uint32_t)i;
		n += mask[i];
	}
	return n;
}

struct view {
	struct batch	*batch;
	const uint32_t	*kept;
	size_t		 count;
	struct column	**columns;
};

static struct column *
view_get(void *ctx, int slot)
{
	struct view	*v = ctx;
	struct column	*whole;

	if (v->columns[slot] != NULL)
		return v->columns[slot];
	whole = v->batch->rows.get(v->batch->rows.ctx, slot);
	v->columns[slot] = column_gather(whole, v->kept, v->count,
	    v->batch->arena);
	return v->columns[slot];
}

/* Clears the mask of rows that a filter is against or cannot judge. */
static void
apply_filters(const struct phrase *filters, size_t count,
    struct expr_rows *rows, uint8_t *mask)
{
	for (size_t i = 0; i < count; i++) {
		const struct column *c = expr_eval(filters[i].expr, rows,
		    mask);

		for (size_t row = 0; row < rows->count; row++)
			if (mask[row])
				mask[row] = c->b[row] &&
				    !column_is_null(c, row) &&
				    !rejects_has(rows->rejects, (uint32_t)row);
	}
}

/* kept[] becomes the positions that pass; the others are told in `out`. */
static size_t
pick_rows(struct batch *b, const struct phrase *filters, size_t count,
    struct batch_view *out, uint32_t *kept)
{
	struct batch_list	 list = { 0 };
	struct rejects		 mine;
	struct expr_rows	 rows = b->rows;
	uint8_t			*mask = arena_raw(b->arena, rows.count + 1);
	struct column		 keep = { .kind = KIND_BOOLEAN, .b = mask };

	rejects_init(&mine, b->arena, rows.count);
	rows.rejects = &mine;
	memset(mask, 1, rows.count);
	apply_filters(filters, count, &rows, mask);
	b->rows.by_zero = rows.by_zero;
	batch_list_note(&list, b->arena, &mine, b->origin);
	out->rejected = list.items;
	out->rejected_count = list.count;
	return batch_pick(&keep, &mine, rows.count, kept);
}

void
batch_view(struct batch *b, const struct phrase *filters, size_t count,
    struct batch_view *out)
{
	struct view	*v;
	uint32_t	*kept;
	int64_t		*origin;

	*out = (struct batch_view){ .rows = b->rows, .origin = b->origin };
	if (count == 0)
		return;
	v = arena_alloc(b->arena, sizeof *v);
	v->batch = b;
	v->kept = kept = arena_raw(b->arena, b->rows.count * sizeof *kept + 1);
	v->count = pick_rows(b, filters, count, out, kept);
	v->columns = arena_array(b->arena, b->rule->show_count + 1,
	    sizeof *v->columns);
	origin = arena_raw(b->arena, v->count * sizeof *origin + 1);
	for (size_t i = 0; i < v->count; i++)
		origin[i] = b->origin[kept[i]];
	out->origin = origin;
	out->rows.get = view_get;
	out->rows.ctx = v;
	out->rows.count = v->count;
	out->filtered = b->rows.count - v->count - out->rejected_count;
}

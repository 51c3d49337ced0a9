/* SPDX-License-Identifier: MIT */
#include "store_cells.h"
#include "store_scan.h"

/* Ranges of rows, read by each worker for itself. */

#define RANGE 2048		/* row numbers a slab */

/* What a worker keeps between slabs. */
struct hand {
	struct store_view	*view;
	struct store_cells	 cells;
};

static struct hand *
make_hand(const struct store_scan *s)
{
	struct hand	*h = mem_alloc(sizeof *h);

	store_cells_init(&h->cells, s->count);
	for (size_t i = 0; i < s->count; i++)
		store_cells_type(&h->cells, i, s->types[i], s->whole[i]);
	return h;
}

/* A worker that finds no view left sees the end; those that have one do its
 * part. There are as many views as a team has members. */
static bool
take_range(struct store_scan *s, struct slab *slab, int64_t *from)
{
	struct hand	*h = slab->own;
	bool		 more;

	pthread_mutex_lock(&s->lock);
	if (h->view == NULL && s->idle != NULL) {
		h->view = s->idle;
		s->idle = h->view->next;
	}
	more = s->next <= s->last && h->view != NULL;
	*from = s->next;
	if (more) {
		slab->seq = s->seq++;
		s->next += RANGE;
	}
	pthread_mutex_unlock(&s->lock);
	return more;
}

static bool
read_range(const struct store_scan *s, struct slab *slab, int64_t from,
    struct err *err)
{
	struct hand	*h = slab->own;
	sqlite3_stmt	*stmt = h->view->rows;
	int64_t		*origin = arena_raw(slab->arena,
	    RANGE * sizeof *origin);
	bool		 row, ok;

	store_cells_begin(&h->cells, slab->arena, RANGE);
	slab->origin = origin;
	sqlite3_bind_int64(stmt, 1, from);
	sqlite3_bind_int64(stmt, 2, from + RANGE - 1 < s->last ?
	    from + RANGE - 1 : s->last);
	while ((ok = store_step(s->store, stmt, &row, err)) && row) {
		origin[slab->count] = sqlite3_column_int64(stmt, 0);
		store_cells_take(&h->cells, stmt, slab->count++);
	}
	sqlite3_reset(stmt);
	return ok;
}

bool
store_slab_next(struct scan *scan, struct slab *slab, struct err *err)
{
	struct store_scan	*s = (struct store_scan *)scan;
	int64_t			 from;

	if (slab->own == NULL)
		slab->own = make_hand(s);
	slab->count = slab->broken_count = 0;
	slab->bytes = 0;
	if (!take_range(s, slab, &from))
		return false;
	if (!read_range(s, slab, from, err))
		return err_in(err, "%s", s->name);
	slab->bytes = slab->count;
	return true;
}

struct column *
store_slab_column(struct scan *scan, struct slab *slab, int slot,
    const uint32_t *rows, size_t n, struct rejects *rejects)
{
	const struct hand	*h = slab->own;

	(void)scan;
	return store_cells_column(&h->cells, (size_t)slot, rows, n, rejects);
}

/* The view is another worker's now. */
void
store_slab_close(struct scan *scan, struct slab *slab)
{
	struct store_scan	*s = (struct store_scan *)scan;
	struct hand		*h = slab->own;

	if (h == NULL)
		return;
	pthread_mutex_lock(&s->lock);
	if (h->view != NULL) {
		h->view->next = s->idle;
		s->idle = h->view;
	}
	pthread_mutex_unlock(&s->lock);
	store_cells_free(&h->cells);
	mem_free(h);
	slab->own = NULL;
}

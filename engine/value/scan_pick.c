/* SPDX-License-Identifier: MIT */
#include "precept/scan.h"
#include "precept/set.h"

/* A scan that passes on only some rows of another: retry and resume. */

struct pick {
	struct scan		 scan;
	struct scan		*inner;
	const struct set	*only;
	int64_t			 after, until;
};

/* Per worker: the inner slab, and which of its rows are passed on. */
struct picked {
	struct slab		 inner;
	const uint32_t		*rows;
};

static bool
is_wanted(const struct pick *p, int64_t origin)
{
	return origin > p->after && origin <= p->until &&
	    (p->only == NULL || set_has(p->only, (uint64_t)origin));
}

static void
pick_rows(const struct pick *p, struct picked *own, struct slab *slab)
{
	const struct slab	*in = &own->inner;
	uint32_t		*rows;
	int64_t			*origin;

	rows = arena_raw(slab->arena, in->count * sizeof *rows + 1);
	origin = arena_raw(slab->arena, in->count * sizeof *origin + 1);
	slab->count = 0;
	for (size_t i = 0; i < in->count; i++) {
		rows[slab->count] = (uint32_t)i;
		origin[slab->count] = in->origin[i];
		slab->count += is_wanted(p, in->origin[i]);
	}
	own->rows = rows;
	slab->origin = origin;
}

static void
pick_broken(const struct pick *p, const struct slab *in, struct slab *slab)
{
	struct scan_broken *broken = arena_array(slab->arena,
	    in->broken_count + 1, sizeof *broken);

	slab->broken = broken;
	slab->broken_count = 0;
	for (size_t i = 0; i < in->broken_count; i++)
		if (is_wanted(p, in->broken[i].origin))
			broken[slab->broken_count++] = in->broken[i];
}

static bool
next(struct scan *scan, struct slab *slab, struct err *err)
{
	struct pick	*p = (struct pick *)scan;
	struct picked	*own = slab->own;

	if (own == NULL)
		own = slab->own = mem_alloc(sizeof *own);
	own->inner.arena = slab->arena;
	if (!scan_next(p->inner, &own->inner, err))
		return false;
	slab->seq = own->inner.seq;
	slab->bytes = own->inner.bytes;
	pick_rows(p, own, slab);
	pick_broken(p, &own->inner, slab);
	return true;
}

static struct column *
column(struct scan *scan, struct slab *slab, int slot, const uint32_t *rows,
    size_t n, struct rejects *rejects)
{
	struct pick	*p = (struct pick *)scan;
	struct picked	*own = slab->own;
	uint32_t	*inner = arena_raw(slab->arena, n * sizeof *inner + 1);

	for (size_t i = 0; i < n; i++)
		inner[i] = own->rows[rows == NULL ? i : rows[i]];
	return scan_column(p->inner, &own->inner, slot, inner, n, rejects);
}

static void
slab_close(struct scan *scan, struct slab *slab)
{
	struct pick	*p = (struct pick *)scan;
	struct picked	*own = slab->own;

	if (own == NULL)
		return;
	scan_slab_close(p->inner, &own->inner);
	mem_free(own);
	slab->own = NULL;
}

static void
close_pick(struct scan *scan)
{
	struct pick *p = (struct pick *)scan;

	scan_close(p->inner);
	mem_free(p);
}

struct scan *
scan_pick(struct scan *inner, const struct set *only, int64_t after,
    int64_t until)
{
	static const struct scan_ops ops = { next, column, slab_close,
		close_pick };
	struct pick *p = mem_alloc(sizeof *p);

	p->scan = (struct scan){ &ops, inner->name, inner->what,
		inner->total };
	p->inner = inner;
	p->only = only;
	p->after = after;
	p->until = until;
	return &p->scan;
}

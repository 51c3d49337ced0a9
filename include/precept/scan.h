/* SPDX-License-Identifier: MIT */
/*
 * scan.h - how rows come in: slabs of some thousand consecutive rows, dealt
 * to several workers, fields looked at only when and where they are wanted.
 *
 *	struct slab slab = { .arena = arena_new() };
 *	while (scan_next(scan, &slab, &err)) {
 *		struct column *ids = scan_column(scan, &slab, 0, NULL, n, ...);
 *		...
 *		arena_reset(slab.arena);
 *	}
 *
 * What a reader keeps for a worker between slabs (buffers) hangs on the slab
 * and goes with slab_close().
 */
#ifndef PRECEPT_SCAN_H
#define PRECEPT_SCAN_H

#include "precept/column.h"
#include "precept/err.h"

/* A field that will be asked for: its place in `fields` is its slot. */
struct scan_field {
	const char	*path;		/* "Name", "Owner.Email", or a column */
	struct type	 type;		/* what the schema says it is */
};

/* A row the source itself could not make sense of (a broken csv line). */
struct scan_broken {
	int64_t		 origin;
	const char	*code;		/* "D101" … */
	const char	*field;		/* or NULL */
	const char	*text;
};

struct slab {
	struct arena	*arena;		/* the worker's, reset between slabs */
	uint64_t	 seq;		/* 0, 1, 2 …: the order of the source */
	size_t		 count;		/* good rows */
	const int64_t	*origin;	/* of each: a line, a record number */
	const struct scan_broken *broken;
	size_t		 broken_count;
	uint64_t	 bytes;		/* of input, for progress */
	void		*own;		/* the reader's, per worker */
};

struct scan {
	const struct scan_ops	*ops;
	const char		*name;	/* "data/acc.csv", for messages */
	const char		*what;	/* "line" or "record": what origin is */
	uint64_t		 total;	/* bytes, or 0 if not known */
};

struct scan_ops {
	/*
	 * The next slab; false at the end (err->kind is ERR_NONE) or on an
	 * error. Several workers may call at once, each with its own slab.
	 * seq has no holes: a slab may have no rows.
	 */
	bool	(*next)(struct scan *, struct slab *, struct err *);
	/*
	 * Field `slot` of the rows rows[0..n) (NULL: rows 0..n-1) in its
	 * type, made in slab->arena. Bad values are rejected by their place
	 * in rows[]. Only the worker that holds the slab calls.
	 */
	struct column *(*column)(struct scan *, struct slab *, int slot,
	    const uint32_t *rows, size_t n, struct rejects *);
	void	(*slab_close)(struct scan *, struct slab *);
	void	(*close)(struct scan *);
};

struct set;

/*
 * Only some of a scan's rows: those whose origin is in `only` (NULL: any) and
 * greater than `after` and not greater than `until`. Takes the scan over:
 * closing this one closes it.
 */
struct scan	*scan_pick(struct scan *, const struct set *only,
		    int64_t after, int64_t until);

static inline bool
scan_next(struct scan *s, struct slab *slab, struct err *err)
{
	return s->ops->next(s, slab, err);
}

static inline struct column *
scan_column(struct scan *s, struct slab *slab, int slot, const uint32_t *rows,
    size_t n, struct rejects *r)
{
	return s->ops->column(s, slab, slot, rows, n, r);
}

static inline void
scan_slab_close(struct scan *s, struct slab *slab)
{
	s->ops->slab_close(s, slab);
}

static inline void
scan_close(struct scan *s)
{
	if (s != NULL)
		s->ops->close(s);
}

#endif

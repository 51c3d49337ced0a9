/* SPDX-License-Identifier: MIT */
/*
 * column.h - values of one kind, a thousand or two at a time.
 *
 * A column is made in an arena and lives as long as that; text in it may
 * point into the buffer of the source, which lives as long as the batch.
 */
#ifndef PRECEPT_COLUMN_H
#define PRECEPT_COLUMN_H

#include "precept/decimal.h"
#include "precept/reject.h"
#include "precept/type.h"

struct column {
	enum kind	 kind;
	int		 scale;		/* DECIMAL */
	size_t		 count;
	uint8_t		*null;		/* 1 is null; NULL: none is */
	union {
		uint8_t		*b;	/* BOOLEAN: 0 or 1 */
		int64_t		*i;	/* INTEGER DATE DATETIME */
		dec128		*d;	/* DECIMAL */
		double		*f;	/* NUMBER */
		struct slice	*s;	/* TEXT ID PICKLIST MULTI */
		void		*any;
	};
	/*
	 * What the source itself wrote, for values that only pass through:
	 * NULL, or one slice a row, valid where the row is not null.
	 */
	const struct slice *raw;
};

static inline bool
column_is_null(const struct column *c, size_t row)
{
	return c->null != NULL && c->null[row];
}

/* Values are not zeroed; null is NULL (none is). */
struct column	*column_make(struct arena *, enum kind, size_t count);
/* Gives it a null array, all 0, if it has none yet. */
uint8_t		*column_nulls(struct column *, struct arena *);
struct column	*column_all_null(struct arena *, enum kind, size_t count);
/* The rows rows[0..n) of another, in that order. Text is not copied. */
struct column	*column_gather(const struct column *, const uint32_t *rows,
		    size_t n, struct arena *);

/*
 * One value as text, as CSV would have it: 12.50, true, 2026-03-01,
 * 2026-05-12T10:11:12.000Z. Raw text wins. The slice points into the column
 * or into `room`; null gives ptr NULL.
 */
#define COLUMN_ROOM 64
struct slice	 column_text(const struct column *, size_t row,
		    char room[COLUMN_ROOM]);
/* Same value? Nulls are equal, decimals by value, ids widened. */
bool		 column_same(const struct column *, size_t,
		    const struct column *, size_t);
/* For keys and sets: equal values give equal hashes. */
uint64_t	 column_hash(const struct column *, size_t row, uint64_t seed);

/*
 * Texts to a typed column, the way in from CSV, JSON and the store. A text
 * with ptr NULL is null. What does not fit the type is rejected with a
 * reason (D201 not a …, D202 out of range, D203 too many places, D204 too
 * long, D205 not a valid id, D206 not valid UTF-8); its row becomes null.
 * raw is set to `texts` for numbers, which must then live as long.
 */
struct column	*column_read(const struct type *, const struct slice *texts,
		    size_t count, struct arena *, struct rejects *);

#endif

/* SPDX-License-Identifier: MIT */
/* store_order.h - the keys that a batch looks for, in the file's order. */
#ifndef PRECEPT_STORE_ORDER_H
#define PRECEPT_STORE_ORDER_H

#include "store_private.h"

/* One field of a key, as the file has it. */
struct store_part {
	struct slice	text;		/* ptr NULL: null, if not whole */
	int64_t		whole;
};

struct store_sorted {
	uint64_t	head;		/* orders most of the rows by itself */
	uint32_t	row;
};

struct store_order {
	size_t			 parts;		/* of a key */
	bool			*whole;		/* part is INTEGER */
	struct store_part	*keys;		/* rows × parts */
	struct store_sorted	*rows;		/* all of whose parts are set */
	size_t			 count;
	uint32_t		*odd;		/* the others */
	size_t			 odd_count;
};

/*
 * Of the rows that are not rejected. In the changes' arena. With `by_value`
 * keys need more than a comparison of texts: all rows are odd.
 */
void	store_order_make(struct store_order *, const struct changes *,
	    bool by_value);
int	store_order_compare(const struct store_order *,
	    const struct store_part *, const struct store_part *);

static inline const struct store_part *
store_order_key(const struct store_order *o, uint32_t row)
{
	return &o->keys[row * o->parts];
}

#endif

/* SPDX-License-Identifier: MIT */
/* convert_parts.h - a conversion under way, shared by its files. */
#ifndef PRECEPT_CONVERT_PARTS_H
#define PRECEPT_CONVERT_PARTS_H

#include "precept/column.h"
#include "column_refuse.h"

struct conversion {
	const struct column	*from;
	const struct type	*type;
	struct column		*to;
	bool			 owns_null;	/* to->null is not from's */
	struct arena		*arena;
	struct rejects		*rejects;
};

/* The row becomes null in `to`; `why` writes the sentence. */
void	convert_fail(struct conversion *, size_t row,
	    void (*why)(struct refusal));

/* Integer, decimal, number into another of them; values filled in. */
void	convert_numbers(struct conversion *);

#endif

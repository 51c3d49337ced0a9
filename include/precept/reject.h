/* SPDX-License-Identifier: MIT */
/*
 * reject.h - rows that cannot go on, each with its reason.
 *
 * Row numbers are those of the column at hand, 0 to count - 1. The first
 * reason of a row stays.
 */
#ifndef PRECEPT_REJECT_H
#define PRECEPT_REJECT_H

#include "precept/arena.h"

struct reject {
	uint32_t	 row;
	const char	*code;		/* "D201": stable, for scripts */
	const char	*field;		/* as the admin knows it, or NULL */
	const char	*text;		/* one sentence with the value in it */
};

struct rejects {
	struct arena	*arena;
	struct reject	*items;
	size_t		 count, cap;
	uint8_t		*bad;		/* bad[row] is 1; NULL while count 0 */
	size_t		 rows;
	const char	*field;		/* what is being worked on, or NULL */
};

/* For `rows` rows; everything it makes lives in the arena. */
void	rejects_init(struct rejects *, struct arena *, size_t rows);
void	rejects_add(struct rejects *, uint32_t row, const char *code,
	    const char *, ...) PRINTF_LIKE(4, 5);
static inline bool
rejects_has(const struct rejects *r, uint32_t row)
{
	return r->bad != NULL && r->bad[row];
}
/* The row's reason is taken back; nothing if it has none. */
void	rejects_drop(struct rejects *, uint32_t row);
/* A value as messages show it: quoted, cut at 60 characters, escaped. */
const char *reject_value(struct rejects *, struct slice);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * set.h - 64-bit numbers seen so far, 8 to 12 bytes each.
 *
 *	if (!set_add(seen, hash)) puts("again");
 */
#ifndef PRECEPT_SET_H
#define PRECEPT_SET_H

#include "precept/mem.h"

struct set;

struct set	*set_new(void);
void		 set_free(struct set *);
bool		 set_add(struct set *, uint64_t);	/* false: was there */
/* Has memory fetch the place of a number that set_add() is about to get. */
void		 set_hint(const struct set *, uint64_t);
bool		 set_has(const struct set *, uint64_t);
size_t		 set_count(const struct set *);

#endif

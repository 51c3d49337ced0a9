/* SPDX-License-Identifier: MIT */
/*
 * arena.h - many allocations, one end.
 *
 *	struct arena *load = arena_new();
 *	char *name = arena_printf(load, "rule %d", 7);
 *	arena_free(load);
 *
 * An arena belongs to one thread at a time.
 */
#ifndef PRECEPT_ARENA_H
#define PRECEPT_ARENA_H

#include "precept/mem.h"
#include "precept/text.h"

struct arena;

struct arena	*arena_new(void);
void		 arena_free(struct arena *);	/* NULL is fine */

/* Everything goes, the blocks stay for the next round. */
void		 arena_reset(struct arena *);

/* 16-byte aligned. arena_alloc zeroes, arena_raw does not. */
void		*arena_alloc(struct arena *, size_t);
void		*arena_raw(struct arena *, size_t);
void		*arena_array(struct arena *, size_t count, size_t size);

/* Copies that end in NUL. */
char		*arena_text(struct arena *, struct slice);
char		*arena_string(struct arena *, const char *);
char		*arena_printf(struct arena *, const char *, ...)
		    PRINTF_LIKE(2, 3);

/* Bytes in use, for ceilings and reports. */
size_t		 arena_size(const struct arena *);

#endif

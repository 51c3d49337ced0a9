/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "precept/arena.h"

/*
 * A chain of blocks, filled from the first to the last. What is asked for
 * and does not fit gets a block of its own size in the middle of the chain.
 */

#ifndef ARENA_BLOCK
#define ARENA_BLOCK 65536
#endif
#define ALIGN 16

struct block {
	struct block	*next;
	size_t		 used, cap;
	_Alignas(ALIGN) char bytes[];
};

struct arena {
	struct block	*first, *now;
	size_t		 size;
};

struct arena *
arena_new(void)
{
	return mem_alloc(sizeof(struct arena));
}

static void
free_blocks(struct block *b)
{
	struct block	*next;

	for (; b != NULL; b = next) {
		next = b->next;
		mem_free(b);
	}
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	free_blocks(a->first);
	mem_free(a);
}

/* Blocks that this round had no use for go: a chain can't grow for ever. */
void
arena_reset(struct arena *a)
{
	struct block	*b;

	if (a->now == NULL)
		return;
	free_blocks(a->now->next);
	a->now->next = NULL;
	for (b = a->first; b != NULL; b = b->next)
		b->used = 0;
	a->now = a->first;
	a->size = 0;
}

static struct block *
add_block(struct arena *a, size_t size)
{
	size_t		 cap = size > ARENA_BLOCK ? size : ARENA_BLOCK;
	struct block	*b = mem_resize(NULL, sizeof *b + cap, 1);

	b->used = 0;
	b->cap = cap;
	b->next = a->now == NULL ? NULL : a->now->next;
	if (a->now == NULL)
		a->first = b;
	else
		a->now->next = b;
	return b;
}

static struct block *
block_with_room(struct arena *a, size_t size)
{
	struct block	*b = a->now;

	if (b != NULL && b->cap - b->used >= size)
		return b;
	if (b != NULL && b->next != NULL && b->next->cap >= size)
		b = b->next;
	else
		b = add_block(a, size);
	return a->now = b;
}

void *
arena_raw(struct arena *a, size_t size)
{
	struct block	*b;
	size_t		 start;

	if (size > SIZE_MAX / 2)	/* aborts, with the sentence of mem.c */
		return mem_array(size, 2);
	size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	b = block_with_room(a, size);
	start = b->used;
	b->used += size;
	a->size += size;
	return b->bytes + start;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	return memset(arena_raw(a, size), 0, size);
}

void *
arena_array(struct arena *a, size_t count, size_t size)
{
	size_t	total;

	if (__builtin_mul_overflow(count, size, &total))
		return mem_array(count, size);	/* aborts */
	return arena_alloc(a, total);
}

char *
arena_text(struct arena *a, struct slice s)
{
	char	*copy = arena_raw(a, s.len + 1);

	if (s.len > 0)
		memcpy(copy, s.ptr, s.len);
	copy[s.len] = '\0';
	return copy;
}

char *
arena_string(struct arena *a, const char *s)
{
	return arena_text(a, slice_of(s));
}

char *
arena_printf(struct arena *a, const char *format, ...)
{
	va_list	 ap;
	char	*out;
	int	 len;

	va_start(ap, format);
	len = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	if (len < 0)
		return arena_string(a, "");
	out = arena_raw(a, (size_t)len + 1);
	va_start(ap, format);
	vsnprintf(out, (size_t)len + 1, format, ap);
	va_end(ap);
	return out;
}

size_t
arena_size(const struct arena *a)
{
	return a->size;
}

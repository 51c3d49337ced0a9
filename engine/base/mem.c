/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "precept/mem.h"

/* The only place that asks the C library for memory, and gives up without. */

static void *
check(void *ptr, size_t size)
{
	if (ptr == NULL) {
		fprintf(stderr, "precept: out of memory (%zu bytes)\n", size);
		abort();
	}
	return ptr;
}

void *
mem_alloc(size_t size)
{
	return check(calloc(1, size == 0 ? 1 : size), size);
}

void *
mem_array(size_t count, size_t size)
{
	size_t	total;

	if (__builtin_mul_overflow(count, size, &total))
		check(NULL, SIZE_MAX);
	return mem_alloc(total);
}

void *
mem_resize(void *ptr, size_t count, size_t size)
{
	size_t	total;

	if (__builtin_mul_overflow(count, size, &total))
		check(NULL, SIZE_MAX);
	return check(realloc(ptr, total == 0 ? 1 : total), total);
}

char *
mem_text(const char *ptr, size_t len)
{
	char	*copy;

	if (len == SIZE_MAX)
		check(NULL, len);
	copy = check(malloc(len + 1), len + 1);
	if (len > 0)
		memcpy(copy, ptr, len);
	copy[len] = '\0';
	return copy;
}

void
mem_free(void *ptr)
{
	free(ptr);
}

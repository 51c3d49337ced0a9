/* SPDX-License-Identifier: MIT */
/* mem.h - heap memory that never fails in sight. */
#ifndef PRECEPT_MEM_H
#define PRECEPT_MEM_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#else
#define PRINTF_LIKE(f, a)
#endif

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/*
 * All of these abort the process when memory is out: no caller has a branch
 * that no test can reach. Sizes that input decides have ceilings of their own.
 */
void	*mem_alloc(size_t size);			/* zeroed */
void	*mem_array(size_t count, size_t size);		/* zeroed, checked */
void	*mem_resize(void *, size_t count, size_t size);	/* checked */
char	*mem_text(const char *ptr, size_t len);		/* a copy, NUL ended */
void	 mem_free(void *);				/* NULL is fine */

#endif

/* SPDX-License-Identifier: MIT */
#include "func_kernel.h"

/*
 * Every function, by family and name. Aggregates and windows are not here:
 * they see more than a row, and will be a table of their own beside this one.
 */

static const struct func	*const families[] = {
	func_conversion, func_dates, func_nulls, func_numbers, func_text,
};

/* The n-th of all, NULL past the last. */
static const struct func *
nth(size_t n)
{
	const struct func	*f;

	for (size_t k = 0; k < COUNT(families); k++)
		for (f = families[k]; f->name != NULL; f++)
			if (n-- == 0)
				return f;
	return NULL;
}

const struct func *
func_find(struct slice name)
{
	const struct func	*f;

	for (size_t k = 0; k < COUNT(families); k++)
		for (f = families[k]; f->name != NULL; f++)
			if (slice_is(name, f->name))
				return f;
	return NULL;
}

size_t
func_count(void)
{
	size_t	n = 0;

	while (nth(n) != NULL)
		n++;
	return n;
}

const struct func *
func_at(size_t n)
{
	return nth(n);
}

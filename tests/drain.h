/* SPDX-License-Identifier: MIT */
/*
 * drain.h - all rows of a source as text, however many workers read it.
 *
 *	2|001|Acme|-		a row: its origin and its fields, null is -
 *	3!D101|the line ...	a broken one
 *	4?D206|Name|...		a rejected value of the row before
 *
 * Newlines and bars in values are shown as \n and \p. The lines come in the
 * order of origins; the order of slabs is checked on the way.
 */
#ifndef PRECEPT_DRAIN_H
#define PRECEPT_DRAIN_H

#include "precept/scan.h"

/* Closes the scan. The text is the caller's; NULL and `err` on an error. */
char	*drain(struct scan *, int fields, int threads, struct err *);
/* A value as it is shown there. */
void	 drain_value(struct text *, struct slice);

#endif

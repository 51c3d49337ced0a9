/* SPDX-License-Identifier: MIT */
/* usage_seed.h - a subscription made up, the same every time. */
#ifndef USAGE_SEED_H
#define USAGE_SEED_H

#include "usage_data.h"

#define USAGE_SEED_MAX 100000000	/* events */

/*
 * As many events (a number, as text) over the 90 days that end with today,
 * of a visitor to 50 and an account to 500 events, with names, pages,
 * features, a guide and answers to its poll. *rows is the number.
 */
bool	usage_seed_make(struct usage *, const char *count, size_t *rows,
	    struct err *);

#endif

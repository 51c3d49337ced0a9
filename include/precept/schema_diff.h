/* SPDX-License-Identifier: MIT */
/* schema_diff.h - what has changed between two schemas of one object. */
#ifndef PRECEPT_SCHEMA_DIFF_H
#define PRECEPT_SCHEMA_DIFF_H

#include "precept/schema.h"

struct schema_diff {
	char		 sign;		/* + added, - removed, ~ changed */
	const char	*field;
	const char	*text;		/* "text(40) -> text(80); required" */
};

/*
 * In the order of the new schema, removed fields last; labels do not count.
 * `was` NULL: all are added. How many; in the arena.
 */
size_t	schema_diff(const struct schema *was, const struct schema *now,
	    struct arena *, struct schema_diff **);

#endif

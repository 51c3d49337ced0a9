/* SPDX-License-Identifier: MIT */
/*
 * stdlib.h - the files of stdlib/, as they travel inside the program.
 *
 * The build writes the table; the names are paths below stdlib/, in the
 * order of their bytes: "rule.lua", "schema/salesforce.json".
 */
#ifndef PRECEPT_STDLIB_H
#define PRECEPT_STDLIB_H

#include <stddef.h>

struct stdlib_file {
	const char	*name;
	const char	*ptr;		/* NUL ended */
	size_t		 len;		/* without the NUL */
};

extern const struct stdlib_file	stdlib_files[];
extern const size_t		stdlib_count;

#endif

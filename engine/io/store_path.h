/* SPDX-License-Identifier: MIT */
/* store_path.h - a rule's paths (Name, Owner.Email) as columns and joins. */
#ifndef PRECEPT_STORE_PATH_H
#define PRECEPT_STORE_PATH_H

#include "store_private.h"

#define STORE_JOINS 60		/* SQLite joins 64 tables at most */

struct store_join {
	int			 parent;	/* a join, or -1: the object */
	const struct field	*by;		/* the parent's */
	const struct schema	*to;
};

struct store_paths {
	sqlite3			*db;
	const struct catalog	*catalog;
	const struct schema	*schema;	/* of the object itself */
	struct text		 columns, joins;
	struct store_join	 known[STORE_JOINS];
	int			 count;
};

/*
 * Adds ", <the path>" to the columns, and to the joins what it needs; the
 * object itself is `t`. *whole: its values are INTEGER. What the file does
 * not have is NULL.
 */
bool	store_path_add(struct store_paths *, const char *path, bool *whole,
	    struct err *);

#endif

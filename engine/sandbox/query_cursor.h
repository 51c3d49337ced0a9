/* SPDX-License-Identifier: MIT */
/* query_cursor.h - the ids of a query whose pages are not all read yet. */
#ifndef QUERY_CURSOR_H
#define QUERY_CURSOR_H

#include "sandbox.h"

#define QUERY_CURSORS 10	/* open ones of a user; the oldest goes */

struct query_cursor {
	char		 id[19];	/* "01g…" */
	char		 user[19];
	char		*soql;		/* to read it again for each page */
	bool		 all;		/* queryAll */
	bool		 tooling;
	char		*ids;		/* 18 bytes each */
	size_t		 count;
	int64_t		 made;		/* microseconds */
	struct query_cursor *next;
};

/* Takes `ids` over; the texts are copied. */
struct query_cursor *query_cursor_new(struct sandbox *, const char *user,
	    const char *soql, struct text *ids);
/* "01g…-2000": the cursor, and where to go on; NULL: there is none, or it is
 * somebody else's, or older than two days. */
struct query_cursor *query_cursor_find(struct sandbox *, const char *user,
	    const char *locator, size_t *from);
void	query_cursor_close(struct sandbox *);		/* all of them */

#endif

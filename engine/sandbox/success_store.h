/* SPDX-License-Identifier: MIT */
/* success_store.h - records in their tables, in the file of the org. */
#ifndef SUCCESS_STORE_H
#define SUCCESS_STORE_H

#include "success_value.h"

struct sqlite3_stmt;

/* The object's table, with all its columns. */
void	success_store_make(struct success *, struct success_object *);
/* "gs.company" in quotes. */
void	success_store_put_table(struct text *, const struct success_object *);

/* Rows of any SELECT; a cell's text is good until the next row. The SQL is
 * right: anything else aborts. org_query_end() when done. */
struct sqlite3_stmt *success_store_rows(struct success *, const char *sql);
void	success_store_cell(struct sqlite3_stmt *, int i,
	    struct success_cell *);

/* Cells that are set, one a field of the object; the system's fields are
 * filled here. The new GSID is written to `gsid`. */
void	success_store_insert(struct success *, struct success_object *,
	    struct success_cell *cells, char gsid[SUCCESS_GSID_LEN + 1]);
void	success_store_update(struct success *, struct success_object *,
	    struct success_cell *cells, const char *gsid);
bool	success_store_has(struct success *, const struct success_object *,
	    struct slice gsid);
/* The record goes, and the log of deletions says so. */
void	success_store_delete(struct success *, struct success_object *,
	    const char *gsid);
/* Does any other record refer to it? */
bool	success_store_used(struct success *, const struct success_object *,
	    const char *gsid);

/* A field and the value that it must have. */
struct success_match {
	const struct success_field	*field;
	struct success_cell		 cell;
};
struct success_matches {
	struct success_match	 match[3];
	size_t			 count;
};
/* GSIDs of the records that match all of them, at most `max`, in the arena. */
size_t	success_store_find(struct success *, const struct success_object *,
	    const struct success_matches *, struct arena *, const char **gsids,
	    size_t max);
/* One cell of one record; false: there is no such record. */
bool	success_store_get(struct success *, const struct success_object *,
	    const char *gsid, const char *field, struct arena *,
	    struct success_cell *);
/* The cell of the field in a row of the object's cells. */
struct success_cell *success_store_at(const struct success_object *,
	    struct success_cell *, const char *field);

#endif

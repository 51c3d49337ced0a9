/* SPDX-License-Identifier: MIT */
/* store_rows.h - actions and changes by hand, from texts. */
#ifndef STORE_ROWS_H
#define STORE_ROWS_H

#include "precept/store.h"
#include "support.h"

/* From JSON, as schema/ holds it. */
struct schema	*rows_schema(struct arena *, const char *connection,
		    const char *json);
/* Names with commas between them; keys must be among the fields. */
struct action	*rows_action(struct arena *, const struct schema *,
		    const char *fields, const char *keys);
/* `n` rows, all to be created; cells row by row, NULL is null. */
struct changes	*rows_changes(struct arena *, const struct action *,
		    const char *const *cells, size_t n);
/* What classify() would say: create, update, same, reject. */
void		 rows_classify(struct changes *);
/* "+ 001…" a line a row: op, id, code and text of a reject. */
char		*rows_show(struct arena *, const struct changes *);
/* The fields of the rows of an object, "a|b|-" a line each, in order. */
char		*rows_of(struct arena *, struct store *,
		    const struct catalog *, const struct schema *,
		    const char *fields);
/* The first value that SQL gives, past the store; "" for none. */
char		*rows_sql(struct arena *, const char *path, const char *sql);

#endif

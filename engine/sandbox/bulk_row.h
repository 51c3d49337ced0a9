/* SPDX-License-Identifier: MIT */
/* bulk_row.h - the columns of a job's body, and its rows into the org. */
#ifndef BULK_ROW_H
#define BULK_ROW_H

#include "bulk_csv.h"

struct bulk_column {
	struct slice		 name;		/* as the header has it */
	struct slice		 type, relation, key; /* "Type:Rel.Key" */
};

struct bulk_rows {
	struct request		*r;
	const struct bulk_job	*job;
	const struct org_object	*object;
	const struct org_field	*key;		/* of upsert, or NULL */
	struct bulk_column	*columns;
	size_t			 count;
	size_t			 id_at, key_at;	/* SIZE_MAX: no such column */
};

/* The header's columns; the errorMessage of a job that is refused for them,
 * or NULL. All in the request's arena. */
const char	*bulk_row_header(struct bulk_rows *,
		    const struct bulk_record *);
/* Row `i` of a chunk into the org; `row` counts the job's, from 1. */
struct bulk_chunk {
	struct bulk_record	*records;
	size_t			 count;
	int64_t			 row;		/* of the first */
	struct arena		*arena;
};
bool		 bulk_row_write(struct bulk_rows *, struct bulk_chunk *,
		    size_t i, struct org_outcome *);

/* ,"a","b" and the end of the line, as the job has them. */
void		 bulk_row_put(struct text *, const struct bulk_job *,
		    const struct bulk_record *);
void		 bulk_row_put_cell(struct text *, struct slice);

#endif

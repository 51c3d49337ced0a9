/* SPDX-License-Identifier: MIT */
/* store_cells.h - values as the file has them, row by row into columns. */
#ifndef PRECEPT_STORE_CELLS_H
#define PRECEPT_STORE_CELLS_H

#include "store_private.h"

/*
 *	store_cells_init(&cells, types, whole, count);
 *	store_cells_begin(&cells, arena, rows);		all null
 *	store_cells_take(&cells, stmt, row);		columns 1 … count
 *	c = store_cells_column(&cells, i, NULL, n, &rejects);
 */
struct store_cells {
	size_t		  count;
	struct type	 *types;
	bool		 *plain;	/* INTEGER and stays one: no texts */
	struct slice	**texts;
	int64_t		**numbers;
	uint8_t		**nulls;
	struct arena	 *arena;
};

/* `whole`: the file has INTEGER there. */
void		 store_cells_init(struct store_cells *, size_t count);
void		 store_cells_type(struct store_cells *, size_t i, struct type,
		    bool whole);
void		 store_cells_free(struct store_cells *);
void		 store_cells_begin(struct store_cells *, struct arena *,
		    size_t rows);
void		 store_cells_take(struct store_cells *, sqlite3_stmt *,
		    size_t row);
/* What one row has, another gets too. */
void		 store_cells_repeat(struct store_cells *, size_t from,
		    size_t to);
struct column	*store_cells_column(const struct store_cells *, size_t i,
		    const uint32_t *rows, size_t n, struct rejects *);

#endif

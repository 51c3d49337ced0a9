/* SPDX-License-Identifier: MIT */
/* usage_data_rows.h - a CSV file on its way into the tables. */
#ifndef USAGE_DATA_ROWS_H
#define USAGE_DATA_ROWS_H

#include <sqlite3.h>

#include "precept/scan.h"
#include "usage_data.h"

#define USAGE_COLUMNS 64	/* of a file */
#define USAGE_CELLS 11		/* of a row of events */

struct usage_shape {
	const char	*object, *kind;
	int		 numbers;	/* the first so many columns are */
	const char	*columns[USAGE_CELLS];	/* NULL: any */
};

/* What a column of metadata has had so far. */
enum usage_guess { USAGE_NOTHING, USAGE_FLAGS, USAGE_INTEGERS, USAGE_FLOATS,
	USAGE_TIMES, USAGE_STRINGS };

struct usage_load {
	struct usage			*usage;
	struct arena			*arena;
	const struct usage_shape	*shape;
	const char			*path;
	char				**names;
	struct scan			*scan;
	struct scan_field		*fields;
	size_t				 width, rows;
	sqlite3_stmt			*insert;	/* of answers */
	int				 place[USAGE_COLUMNS];
	enum usage_guess		 guess[USAGE_COLUMNS];
};

bool	usage_data_is_metadata(const struct usage_load *);
/* cells[i].ptr NULL: null; the texts end in NUL. */
bool	usage_data_row(struct usage_load *, const struct slice *cells,
	    int64_t line, struct err *);
/* The fields that the columns are become known. */
void	usage_data_rows_end(struct usage_load *);

#endif

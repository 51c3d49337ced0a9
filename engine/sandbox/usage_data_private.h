/* SPDX-License-Identifier: MIT */
/* usage_data_private.h - the file behind the data. */
#ifndef USAGE_DATA_PRIVATE_H
#define USAGE_DATA_PRIVATE_H

#include "org_private.h"
#include "usage_data.h"

struct usage_data {
	sqlite3		*db;
	const char	*path;		/* for messages */
	int64_t		 seq;		/* events so far, ever */
	sqlite3_stmt	*insert;	/* of an event */
};

/* The SQL is right: anything else aborts. The caller finalizes. */
sqlite3_stmt	*usage_data_sql(struct usage *, const char *sql);
void		 usage_data_do(struct usage *, const char *sql);

#endif

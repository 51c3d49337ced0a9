/* SPDX-License-Identifier: MIT */
/* csv_read.h - an open CSV file, between csv_open.c and csv_read.c. */
#ifndef PRECEPT_CSV_READ_H
#define PRECEPT_CSV_READ_H

#include "csv_rows.h"

/* Its scan stands first: that is what others hold. */
struct csv {
	struct scan		 scan;
	struct scan_source	 source;
	struct csv_form		 form;
	struct scan_field	*fields;	/* wanted, types copied */
	size_t			*columns;	/* where each stands */
	size_t			 count;
	struct arena		*arena;		/* owns all of it, itself too */
};

extern const struct scan_ops	csv_read_ops;

#endif

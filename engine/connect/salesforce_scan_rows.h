/* SPDX-License-Identifier: MIT */
/* salesforce_scan_rows.h - a piece of an answer as texts of its fields. */
#ifndef SALESFORCE_SCAN_ROWS_H
#define SALESFORCE_SCAN_ROWS_H

#include "csv_rows.h"
#include "page.h"
#include "salesforce_feed.h"

/* What one worker keeps. */
struct salesforce_rows {
	struct salesforce_piece	 piece;
	struct jsonl_rows	 json;
	struct csv_form		 form;
	struct csv_rows		 csv;
	struct scan_block	 block;		/* the piece's own bytes */
	struct arena		*arena;		/* until the next piece */
	int64_t			*origin;
	struct scan_broken	*broken;
	size_t			 count, room;
};

void	salesforce_scan_rows_init(struct salesforce_rows *, size_t fields);
void	salesforce_scan_rows_clear(struct salesforce_rows *);
/* Reads the piece; lets the one before go. */
bool	salesforce_scan_rows(struct salesforce_rows *, const struct page *,
	    const char *name, struct err *);
/* Field `i` of those asked for; ptr NULL is null. */
struct slice salesforce_scan_text(struct salesforce_rows *, size_t row,
	    size_t i);

#endif

/* SPDX-License-Identifier: MIT */
/* salesforce_rows.h - up to 200 rows in one call of sObject Collections. */
#ifndef SALESFORCE_ROWS_H
#define SALESFORCE_ROWS_H

#include "salesforce_target.h"

enum salesforce_way { SALESFORCE_UPDATE, SALESFORCE_UPSERT,
	SALESFORCE_INSERT, SALESFORCE_DELETE };

enum salesforce_part_state { PART_OPEN, PART_DONE, PART_UNSENT,
	PART_UNKNOWN };

struct salesforce_part {
	struct changes			*c;
	enum salesforce_way		 way;
	enum salesforce_part_state	 state;
	uint32_t			 rows[SALESFORCE_CALL_ROWS];
	size_t				 count;
	bool				 last;	/* locked rows have had their
						   tries */
	bool				 spoilt; /* by one of its rows */
	bool				*due;	/* rows to be sent once more */
	bool				 locked;	/* some of them */
	struct salesforce		*org;
	struct text			 body;
	struct err			 why;
};

/* salesforce_records.c: the body of a call, `out` anew; salesforce_rows.c
 * frees it. */
void	salesforce_records_put(struct text *out, const struct changes *,
	    const uint32_t *rows, size_t count);

/*
 * The outcomes of the rows, out of the answer: ids of what was created, rows
 * refused, locked rows due again. false: it is not the whole answer.
 */
bool	salesforce_part_read(struct salesforce_part *,
	    const struct http_call *);

#endif

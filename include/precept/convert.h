/* SPDX-License-Identifier: MIT */
/*
 * convert.h - the one table of which kind may become which, and the doing.
 */
#ifndef PRECEPT_CONVERT_H
#define PRECEPT_CONVERT_H

#include "precept/column.h"

enum convert_how {
	CONVERT_SAME,		/* every value, unchanged */
	CONVERT_EXACT,		/* every value, in another form */
	CONVERT_CHECKED,	/* row by row: too long or large is rejected */
	CONVERT_LOSSY,		/* only by an explicit function */
	CONVERT_NEVER
};

/*
 * From one type into another, as a mapping does it. For LOSSY and CHECKED
 * *why says what gets lost or checked ("the time of day is lost").
 * CONVERT_LOSSY: *function is what to write, with %s for the expression
 * ("round(%s, 2)", "to_date(%s)"), NULL if there is none.
 */
enum convert_how convert_how(const struct type *from, const struct type *to,
	    const char **why, const char **function);

struct zone;

/*
 * A column in the target's type; raw text is kept where the value is not
 * changed. Rows that do not fit are rejected (D202, D203, D204, D205).
 * `mask` NULL: all rows; else only rows with mask[row] 1 can be rejected.
 */
struct column *convert_column(const struct column *, const struct type *to,
	    const uint8_t *mask, struct arena *, struct rejects *);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * expr_case.h - text cases about expressions.
 *
 *	> visitors > ten
 *	P220 12+3: 'ten' is no field
 *	  note: ...
 *
 * Blocks with an empty line between them: what goes in, on lines that begin
 * with `> `, and what has to come out. A line that begins with # is a remark.
 */
#ifndef PRECEPT_EXPR_CASE_H
#define PRECEPT_EXPR_CASE_H

#include "precept/diag.h"

/* Fails with all that came out wrong, in the form of the file. */
void	expr_case_run(const char *path, size_t at_least,
	    void (*answer)(struct slice, struct text *));
/* CODE column+bytes: sentence, then label and notes, two blanks deep. */
void	expr_case_findings(struct diags *, struct text *);

#endif

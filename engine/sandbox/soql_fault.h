/* SPDX-License-Identifier: MIT */
/* soql_fault.h - refusals in the platform's words, with its caret. */
#ifndef SOQL_FAULT_H
#define SOQL_FAULT_H

#include "soql.h"

/*
 * Always false; the first refusal stays. The text begins with a part of the
 * query's line and a caret below its byte `at`:
 *
 *	\nSELECT Naem FROM Account\n       ^\nERROR at Row:1:Column:8\nNo such …
 */
bool	soql_fault_at(struct soql *, uint32_t at, const char *code,
	    const char *fmt, ...) PRINTF_LIKE(4, 5);
/* Without line and caret. */
bool	soql_fault(struct soql *, const char *code, const char *fmt, ...)
	    PRINTF_LIKE(3, 4);
/* Row from 1 and column from 0, in characters, as the lexer says them. */
void	soql_fault_place(struct slice query, uint32_t at, int *row, int *col);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * csv.h - CSV as Salesforce's Bulk API 2.0 writes it: RFC 4180 quotes,
 * newlines inside quotes, one of six delimiters, LF or CRLF, UTF-8.
 */
#ifndef PRECEPT_CSV_H
#define PRECEPT_CSV_H

#include "precept/scan.h"

/* "comma", "tab", "semicolon", "pipe", "caret", "backquote", or the
 * character itself; 0 if it is none of these. */
char	csv_delimiter(struct slice name);

/*
 * Opens a file and reads its header; `fields[i].path` are header names. An
 * empty value and #N/A are null. ERR_RULE: no such file, no header, a field
 * that the header has not (with the nearest), a name twice in the header.
 *
 * A UTF-8 byte order mark is eaten (log_line LOG_INFO says so); UTF-16 is
 * refused in a sentence. A line with too few or too many fields, a stray
 * quote, text after a closing quote or invalid UTF-8 in a wanted field is
 * broken (D101 … D105): it is reported with its line, the next line goes on.
 * A quote that is never closed breaks only the line it stands in.
 *
 * Lines count from 1, the header is line 1; origin is the line on which the
 * record begins.
 */
struct scan	*csv_open(const char *path, char delimiter,
		    const struct scan_field *fields, size_t count,
		    struct err *);

/* The header's names, in the arena: for `check` and `load`. */
bool	csv_header(const char *path, char delimiter, struct arena *,
	    char ***names, size_t *count, struct err *);

/* One cell, quoted when it must be. ptr NULL (null) writes nothing. */
void	csv_put(struct text *, struct slice, char delimiter);
/* A column's value at `row`; text cells that begin with = + - @ TAB get a '
 * in front if `guard` is set (spreadsheets would run them). */
void	csv_put_value(struct text *, const struct column *, size_t row,
	    bool guard);

#endif

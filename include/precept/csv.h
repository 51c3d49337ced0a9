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
 * refused in a sentence. A line is broken that has too few or too many
 * fields (D101), text after a closing quote (D102), a quote inside a field
 * that does not begin with one (D103), or a quote that is never closed
 * (D104; within 16 MiB, or closed on another line with text behind it). It is
 * reported, and the line after the one on which the bad field begins is a
 * new record: a forgotten quote breaks only the line it stands in. Blank
 * lines are passed over, but where the header has one column: there they are
 * null. A record of more than 16 MiB is ERR_LIMIT. Invalid UTF-8 in a wanted
 * field is rejected as any bad value is (D206).
 *
 * Lines count from 1, the header is line 1; origin is the line on which the
 * record begins. Slabs have at most 4096 rows. The file must be a regular
 * one, and is read as long as it was when it was opened.
 */
struct scan	*csv_open(const char *path, char delimiter,
		    const struct scan_field *fields, size_t count,
		    struct err *);

/* The header's names, in the arena: for `check` and `load`. */
bool	csv_header(const char *path, char delimiter, struct arena *,
	    char ***names, size_t *count, struct err *);

/* One cell, quoted when it must be. ptr NULL (null) writes nothing, an empty
 * text "". */
void	csv_put(struct text *, struct slice, char delimiter);
/* A column's value at `row`, between commas; text cells that begin with
 * = + - @ TAB get a ' in front if `guard` is set (spreadsheets would run
 * them). */
void	csv_put_value(struct text *, const struct column *, size_t row,
	    bool guard);

/* Many rows at once: rows[0..n) (NULL: rows 0..n-1), each ends in LF. */
struct csv_row {
	struct column *const	*columns;
	size_t			 width;
	char			 delimiter;
	bool			 guard;
};
void	csv_put_rows(struct text *, const struct csv_row *,
	    const uint32_t *rows, size_t n);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * csv_rows.h - the rows of one block of CSV, as places in its bytes.
 *
 * Two ways lead here: csv_index() is fast and gives up on anything odd,
 * csv_exact() takes record by record and says what is wrong with a line.
 * Where both answer they answer the same.
 *
 * Field f of row r lies between the separators place[r * stride + f] and
 * place[r * stride + f + 1] (the first may be -1, wrapped around).
 */
#ifndef PRECEPT_CSV_ROWS_H
#define PRECEPT_CSV_ROWS_H

#include "precept/scan.h"
#include "scan_block.h"
#include "scan_bytes.h"

/* What is the same for all blocks of a file. */
struct csv_form {
	char		  delimiter;
	bool		  crlf;		/* the header ends so */
	size_t		  fields;	/* of every line */
	char		**names;	/* of the fields */
};

struct csv_rows {
	uint32_t		*place;
	size_t			 stride, count;
	int64_t			*line;	/* of each row; the block's first: 0 */
	uint8_t			*twin;	/* has a "" in some quoted field? */
	size_t			 room;	/* rows in line and twin */
	size_t			 end;	/* where the next record begins */
	int64_t			 lines;	/* newlines before it */
	struct scan_broken	*broken;
	size_t			 broken_count, broken_cap;
	struct scan_marks	 marks;	/* owns place */
	size_t			 marks_room;
};

enum csv_found {
	CSV_DONE,
	CSV_MORE,	/* the last record goes on behind the bytes */
	CSV_ODD,	/* csv_index: look closely */
	CSV_LONG	/* csv_exact: the record at `end` is over 16 MiB */
};

/* The records that begin in buf[from .. limit). */
enum csv_found	csv_index(const struct csv_form *, struct csv_rows *,
		    const struct scan_block *, size_t from);
/* Texts of broken lines go to the arena. */
enum csv_found	csv_exact(const struct csv_form *, struct csv_rows *,
		    const struct scan_block *, size_t from, struct arena *);

/* Room for the rows of a block of that many bytes. */
void	csv_index_room(struct csv_rows *, size_t bytes);
void	csv_index_rows(struct csv_rows *, size_t rows);
void	csv_index_clear(struct csv_rows *);

/* Where the first record begins, most likely; len if that can't be told. */
size_t	csv_index_guess(const struct csv_form *, const struct scan_block *);

/* One record, for the header too. */
struct csv_record {
	uint32_t	*place;		/* room for `room` + 1 places */
	size_t		 room;
	size_t		 fields;	/* how many there were */
	size_t		 next;		/* where the next record begins */
	bool		 twin;
	const char	*code;		/* broken: "D102" ... */
	size_t		 field;		/* broken: in which, from 0 */
	bool		 crlf;
};

/* The record at `at`. CSV_DONE also if it is broken; never CSV_ODD. */
enum csv_found	csv_parse(struct csv_record *, const struct scan_block *,
		    size_t at, char delimiter);

/* What is between two separators, without its quotes; ptr NULL is null. */
struct slice	csv_field(const struct csv_rows *, const char *buf,
		    size_t row, size_t field, struct arena *);

#endif

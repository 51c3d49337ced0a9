/* SPDX-License-Identifier: MIT */
/*
 * jsonl_rows.h - the records of one block of JSON lines, as texts of the
 * wanted members.
 *
 * Records of a file are mostly alike: between their values stand the same
 * bytes. jsonl_record() reads a line token by token and remembers these
 * bytes; jsonl_alike() takes the next line by comparing, and gives up on the
 * first that differs.
 */
#ifndef PRECEPT_JSONL_ROWS_H
#define PRECEPT_JSONL_ROWS_H

#include "precept/json.h"
#include "scan_block.h"

/* What is wanted, as a tree: "Owner.Name" is Name below Owner. */
struct jsonl_want {
	struct slice		 name;
	const char		*path;		/* from the top, for messages */
	int			 slot;		/* -1: only what is below */
	struct jsonl_want	*below, *next;
};

#define JSONL_VALUES_MAX 256		/* of a record that is remembered */

/* The bytes before each value of a record, and behind the last. */
struct jsonl_layout {
	struct text	 bytes;
	size_t		 lead[JSONL_VALUES_MAX + 1];	/* lengths */
	int		 slot[JSONL_VALUES_MAX];	/* -1: unwanted */
	size_t		 count;
	bool		 known;
	const char	*from;		/* while learning: behind the last */
};

struct jsonl_rows {
	struct slice		**texts;	/* [slot][row] */
	int64_t			 *line;		/* the block's first: 0 */
	size_t			  slots, room, count;
	size_t			  end;		/* the next record */
	int64_t			  lines;	/* newlines before it */
	struct scan_broken	 *broken;
	size_t			  broken_count, broken_cap;
	struct arena		 *arena;	/* what was unescaped */
	struct slice		 *keys;		/* of the objects open now */
	size_t			  keys_count, keys_cap;
	struct jsonl_layout	  layout;
	const char		 *what;		/* "line", for messages */
};

struct jsonl_want *jsonl_want_make(struct arena *, const struct scan_field *,
	    size_t count);

void	jsonl_rows_init(struct jsonl_rows *, size_t slots);
void	jsonl_rows_clear(struct jsonl_rows *);
void	jsonl_rows_restart(struct jsonl_rows *);
/* Room for one more. */
void	jsonl_rows_grow(struct jsonl_rows *);
/* One more that is none; its origin is the line at hand. */
void	jsonl_rows_broken(struct jsonl_rows *, struct scan_broken);

/*
 * The line as row number `count`, which is not yet counted. false: it is
 * broken; code, field and text are filled in.
 */
bool	jsonl_record(struct jsonl_rows *, const struct jsonl_want *,
	    struct slice line, struct scan_broken *);
/* The same of a record that something may follow; *end is behind it. */
bool	jsonl_record_in(struct jsonl_rows *, const struct jsonl_want *,
	    struct slice, const char **end, struct scan_broken *);
/* Behind the record; NULL: read it with jsonl_record(). */
const char *jsonl_alike(struct jsonl_rows *, const char *from,
	    const char *end);

/* What came of a block: LONG: a record is too long; BAD: whole and wrong. */
enum jsonl_found { JSONL_DONE, JSONL_MORE, JSONL_LONG, JSONL_BAD };

/* The lines that begin in buf[from .. limit). */
enum jsonl_found jsonl_lines(struct jsonl_rows *, const struct jsonl_want *,
	    const struct scan_block *, size_t from);

#endif

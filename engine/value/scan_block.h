/* SPDX-License-Identifier: MIT */
/*
 * scan_block.h - a file in blocks, dealt to several workers, that must agree
 * on where records begin.
 *
 * A block owns the records that begin in it; the last may reach far into the
 * next. Where its first record begins is known for sure only when all blocks
 * before it are done. So a worker reads its block and does its work from a
 * guess, waits for its turn, then looks whether the guess was right and does
 * the work again if it was not. What comes out never depends on guesses, on
 * the size of blocks or on the number of workers.
 *
 *	while (scan_block_claim(src, b)) {
 *		guess(b); work(b);			all at once
 *		if (scan_block_turn(src, b, &err)) {	one after another
 *			if (guessed != b->from) work(b);
 *			src->at = ...; src->line += ...; src->seq += ...;
 *		}
 *		scan_block_pass(src, b);
 *	}
 */
#ifndef PRECEPT_SCAN_BLOCK_H
#define PRECEPT_SCAN_BLOCK_H

#include <stdatomic.h>

#include "precept/err.h"
#include "precept/team.h"
#include "precept/text.h"

#define SCAN_RECORD_MAX ((size_t)16 << 20)	/* bytes of one record */
#define SCAN_SLAB_MAX 4096			/* rows of one slab */
#define SCAN_PAD 128				/* zeros behind the bytes */

/* Bytes of a block, 0: as many as hold a good number of rows. For tests. */
extern size_t	scan_block_size;

struct scan_source {
	const char	*name;
	int		 fd;
	uint64_t	 size;		/* of the file when it was opened */
	uint64_t	 first;		/* where the first record begins */
	size_t		 block;
	_Atomic uint64_t dealt;
	struct turn	 turn;
	/* Of the block whose turn it is: */
	uint64_t	 at;		/* the next record begins here */
	int64_t		 line;		/* on this line */
	uint64_t	 seq;		/* of the next slab */
	struct err	 err;		/* what ended it */
};

struct scan_block {
	char		*buf;		/* SCAN_PAD zeros behind len */
	size_t		 cap;
	uint64_t	 number;
	uint64_t	 base;		/* of buf[0] in the file */
	size_t		 len;
	size_t		 limit;		/* records before here are ours */
	bool		 whole;		/* nothing more behind len; buf ends
					 * in a newline, if only a made one */
	size_t		 from;		/* in one's turn: the first record */
	struct err	 err;		/* of reading, for the turn */
};

/* ERR_RULE when it can't be opened or is no regular file. Starts at 0. */
bool	scan_block_open(struct scan_source *, const char *path, struct err *);
/* Records begin at `first`, on this line; picks the size of blocks. */
void	scan_block_start(struct scan_source *, uint64_t first, int64_t line);
void	scan_block_close(struct scan_source *);

/* At most `size` bytes of the file from `at`; false: it got shorter. */
bool	scan_block_read(const struct scan_source *, uint64_t at, char *to,
	    size_t size, struct err *);

/* The next block, read; buf[0] is the byte before it, if there is one.
 * false: no more. */
bool	scan_block_claim(struct scan_source *, struct scan_block *);
/* Twice as many bytes; false: error, or nothing more (`whole`). */
bool	scan_block_more(struct scan_source *, struct scan_block *,
	    struct err *);
/* Waits. false: an earlier block ended it all, or this one can't be read.
 * b->from may be >= limit: then no record begins in this block. */
bool	scan_block_turn(struct scan_source *, struct scan_block *,
	    struct err *);
/* In any case, also after false. err NULL or what ends it for all. */
void	scan_block_pass(struct scan_source *, const struct err *);

void	scan_block_clear(struct scan_block *);

#endif

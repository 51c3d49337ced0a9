/* SPDX-License-Identifier: MIT */
/*
 * scan_bytes.h - where the separators stand, 64 bytes at a time.
 *
 *	struct scan_marks m = { .delimiter = ',', .sep = room, ... };
 *	scan_bytes_begin(&m);			a record begins at `from`
 *	scan_bytes(&m, buf, from, to);		as often as needed
 *
 * Quotes are counted, not understood: `bad` tells that one of them does not
 * stand where a quote may stand, and then nothing here is to be trusted.
 */
#ifndef PRECEPT_SCAN_BYTES_H
#define PRECEPT_SCAN_BYTES_H

#include "precept/mem.h"

#define SCAN_STEP 64
/* Room that scan_bytes() may write beyond the last place it found. */
#define SCAN_SLACK 16

struct scan_marks {
	char		 delimiter;
	bool		 crlf;		/* a CR may follow a closing quote */
	uint32_t	*sep;		/* delimiters, newlines; outside */
	uint32_t	*inner;		/* newlines inside quotes */
	uint32_t	*twin;		/* the second quote of "" inside */
	size_t		 seps, inners, twins;
	size_t		 newlines;	/* outside quotes */
	uint64_t	 bad;
	uint64_t	 inside;	/* all ones or 0: carried over */
	uint64_t	 edge, closed, cr;	/* 1 or 0: of the last byte */
};

/* Ready for the first byte of a record; what was found is forgotten. */
void	scan_bytes_begin(struct scan_marks *);

/*
 * Places are counted from buf. to - from is a multiple of SCAN_STEP; the
 * arrays have room for to - from + SCAN_SLACK places more.
 */
void	scan_bytes(struct scan_marks *, const char *buf, size_t from,
	    size_t to);

/*
 * Ways to do it: "portable", and where they run "sse2", "avx2", "avx512".
 * All find the same. PRECEPT_SCAN in the environment picks one at the first
 * call, else it is the fastest. false: not on this machine.
 */
bool	scan_bytes_use(const char *name);

#endif

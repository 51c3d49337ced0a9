/* SPDX-License-Identifier: MIT */
/*
 * bind_token.h - Lua source as a list of tokens with their places.
 *
 * Lua itself knows only lines; findings want columns. The list ends in a
 * TOKEN_END. What never ends (a text without its last quote, a comment) sets
 * `broken` and ends the list there: Lua says the same, in its own words.
 */
#ifndef PRECEPT_BIND_TOKEN_H
#define PRECEPT_BIND_TOKEN_H

#include "precept/diag.h"

#define NO_TOKEN UINT32_MAX

enum token_kind {
	TOKEN_END,
	TOKEN_NAME,
	TOKEN_KEYWORD,
	TOKEN_NUMBER,
	TOKEN_TEXT,
	TOKEN_MARK		/* an operator, a bracket, a comma */
};

struct token {
	enum token_kind	kind;
	uint32_t	at, len;	/* bytes in the file */
	uint32_t	line, col;	/* from 1; lines as Lua counts them */
	uint32_t	inner, inner_len;	/* TEXT: between the quotes */
	uint32_t	mate;		/* ) ] }: what it closes, or NO_TOKEN */
	bool		plain;		/* TEXT: one line and no escapes */
};

struct tokens {
	const char	*file;
	struct slice	 text;
	struct token	*items;
	size_t		 count, cap;
	bool		 broken;
	struct place	 broken_at;
};

/* Any token but the END one; the arrays are kept for the next file. */
void		 bind_token_scan(struct tokens *, const char *file,
		    struct slice text);
void		 bind_token_clear(struct tokens *);

struct slice	 bind_token_text(const struct tokens *, uint32_t);
bool		 bind_token_is(const struct tokens *, uint32_t, const char *);

/*
 * From one token to another; the first alone when they stand on different
 * lines. One text alone: what is between its quotes, exact when plain.
 */
struct place	 bind_token_place(const struct tokens *, uint32_t from,
		    uint32_t to);

/* The first token of this text on the line, or NO_TOKEN. */
uint32_t	 bind_token_on(const struct tokens *, int line, struct slice);
/* The line as it stands in the file, without its end. */
struct slice	 bind_token_line(const struct tokens *, int line);

/* Room for one more; the array doubles. */
void		*bind_token_grow(void *, size_t count, size_t *cap,
		    size_t size);

#endif

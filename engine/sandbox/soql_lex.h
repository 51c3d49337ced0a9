/* SPDX-License-Identifier: MIT */
/* soql_lex.h - SOQL token by token. */
#ifndef SOQL_LEX_H
#define SOQL_LEX_H

#include "soql_fault.h"
#include "soql_tree.h"

/* TOKEN_BAD: there is a fault; nothing follows. */
enum soql_token { SOQL_TOKEN_BAD, SOQL_TOKEN_END, SOQL_TOKEN_WORD,
	SOQL_TOKEN_STRING, SOQL_TOKEN_NUMBER, SOQL_TOKEN_DATE,
	SOQL_TOKEN_DATETIME, SOQL_TOKEN_TIME, SOQL_TOKEN_SIGN };

struct soql_lex {
	struct soql	*q;
	enum soql_token	 kind;
	struct slice	 text;		/* as written; a string's with quotes */
	uint32_t	 at, end;	/* where it is in the query */
	uint32_t	 before;	/* the end of the token before it */
};

void	soql_lex_start(struct soql_lex *, struct soql *);
void	soql_lex_next(struct soql_lex *);
/* This word of the language, this sign? */
bool	soql_lex_is(const struct soql_lex *, const char *word);
bool	soql_lex_sign(const struct soql_lex *, const char *sign);
/* The same, and on to the next if so. */
bool	soql_lex_take(struct soql_lex *, const char *word);
bool	soql_lex_take_sign(struct soql_lex *, const char *sign);
/* Always false: "unexpected token: 'x'". */
bool	soql_lex_unexpected(struct soql_lex *);

#endif

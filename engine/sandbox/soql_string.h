/* SPDX-License-Identifier: MIT */
/* soql_string.h - the texts of SOQL, without quotes and escapes. */
#ifndef SOQL_STRING_H
#define SOQL_STRING_H

#include "precept/text.h"

struct soql_lex;

/*
 * The string token at hand. In a pattern of LIKE, \% and \_ stay as they
 * are, and a backslash itself is doubled.
 */
bool	soql_string(struct soql_lex *, bool pattern, struct slice *);
/* The same without a token; false: the byte after `wrong` is no escape. */
bool	soql_string_decode(struct slice, bool pattern, struct text *,
	    size_t *wrong);

#endif

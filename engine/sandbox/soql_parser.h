/* SPDX-License-Identifier: MIT */
/* soql_parser.h - what the parts of the parser share. */
#ifndef SOQL_PARSER_H
#define SOQL_PARSER_H

#include "soql_lex.h"

#define SOQL_DEPTH 100		/* of parentheses and of queries in queries */

struct soql_parser {
	struct soql	*q;
	struct soql_lex	 lex;
	int		 depth;
};

/* Each false: the fault is set. What they make lies in the query's arena. */
bool	soql_parse_term(struct soql_parser *, struct soql_term **);
bool	soql_parse_condition(struct soql_parser *, struct soql_cond *);
bool	soql_parse_value(struct soql_parser *, bool pattern,
	    struct soql_value *);
bool	soql_parse_select(struct soql_parser *, struct soql_select *);
/* From WHERE to FOR. */
bool	soql_parse_tail(struct soql_parser *, struct soql_select *);
/* A word that may name an alias: none of the language here. */
bool	soql_parse_alias(struct soql_parser *, struct slice *);

/* Room for one more than `count`, doubled now and then; zeroed. */
void	*soql_parse_grow(struct soql_parser *, void *items, size_t count,
	    size_t size);
/* One deeper; false: too deep. */
bool	soql_parse_deeper(struct soql_parser *);

#endif

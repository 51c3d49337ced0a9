/* SPDX-License-Identifier: MIT */
/*
 * expr_parser.h - what the parts of the lexer and the parser share.
 *
 * Every function gives NULL (or false) once something was found that ends
 * the parse; the finding has been added by then.
 */
#ifndef EXPR_PARSER_H
#define EXPR_PARSER_H

#include "precept/expr.h"

#define EXPR_TALL 1000		/* levels of a tree, so that all may recurse */
#define EXPR_NODES 20000	/* in a tree */
#define EXPR_TRY 100		/* bytes of the longest correction to paste */

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_QUOTED, TOKEN_TEXT,
	TOKEN_NUMBER, TOKEN_SIGN };

struct token {
	enum token_kind	kind;
	int		at, len;
	/*
	 * WORD, QUOTED, TEXT: without quotes. SIGN: as it should be, where
	 * a foreign one (==) was written.
	 */
	struct slice	text;
};

/* Something written that is not the language's, and what is. */
struct slip {
	int		at, len;
	struct slice	fix;
};

struct parser {
	struct slice	 text;
	struct place	 at;
	struct arena	*arena;
	struct diags	*diags;
	struct token	*tokens;	/* the last is END */
	size_t		 token_count, token_cap;
	struct slip	*slips;
	size_t		 slip_count, slip_cap;
	const struct token *next;
	int		 depth;
	size_t		 nodes;
	bool		 failed;	/* something was found */
};

/* All tokens; what another language would write is put right, and found. */
bool	expr_lex(struct parser *);
/* 'text', and texts and names in the quotes of word processors. */
bool	expr_lex_is_quote(const struct parser *, size_t at);
bool	expr_lex_quote(struct parser *, size_t *at);
/* "part" of a name: where it ends, 0 if it does not. */
size_t	expr_lex_part(struct parser *, size_t at, struct slice *part);
/* A sign, ours or another language's. false: none begins here. */
bool	expr_lex_sign(struct parser *, size_t *at);
void	expr_lex_add(struct parser *, enum token_kind, size_t at, size_t end,
	    struct slice);
void	expr_lex_slip(struct parser *, size_t at, size_t end, struct slice fix);
/* Under the first finding: the whole text, with all slips put right. */
void	expr_lex_fixes(struct parser *, struct diag *first);

/* A new finding of these bytes; returns it. */
struct diag *expr_wrong(struct parser *, const char *code, size_t at,
	    size_t len, const char *, ...) PRINTF_LIKE(5, 6);
/* A "try": the text with those bytes replaced, or the fix if that is long. */
void	expr_wrong_try(struct parser *, struct diag *, size_t at, size_t len,
	    const char *fix);
/* As people read it in a finding: 'and', the end. */
const char *expr_wrong_word(struct parser *, const struct token *);
/* The source text of a piece, for corrections. */
struct slice expr_wrong_piece(struct parser *, const struct token *from,
	    const struct token *to);

/* A node from the token `from` to the one just read. NULL: too large. */
struct expr *expr_node(struct parser *, enum expr_op, struct expr **args,
	    size_t count, const struct token *from);
/* Says from where to where it stands. */
struct expr *expr_node_span(struct expr *, const struct token *from,
	    const struct token *to);
/* A list of arguments that grows. */
struct expr_list {
	struct expr	**items;
	size_t		  count, cap;
};
void	expr_node_add(struct parser *, struct expr_list *, struct expr *);
/* false and a finding when nested too deep; every enter has its leave. */
bool	expr_node_enter(struct parser *);
void	expr_node_leave(struct parser *);
/* Once more, for `case x when`. NULL: too large. */
struct expr *expr_node_copy(struct parser *, const struct expr *);

bool	expr_parse_is(const struct parser *, const char *word_or_sign);
/* Reads it if it is there. */
bool	expr_parse_take(struct parser *, const char *word_or_sign);
/* Reads it, or says what is missing. */
bool	expr_parse_need(struct parser *, const char *word_or_sign,
	    const char *why);
struct expr *expr_parse_any(struct parser *);	/* or, and, not */
struct expr *expr_parse_side(struct parser *);	/* no test */
struct expr *expr_parse_test(struct parser *);	/* = in like … */
struct expr *expr_parse_atom(struct parser *);
struct expr *expr_parse_case(struct parser *);
/* A number or a duration; `negative`: after a minus. */
struct expr *expr_parse_number(struct parser *, bool negative);
/* date '2026-03-01', if one begins here: *is tells. */
struct expr *expr_parse_day(struct parser *, bool *is);
/* There must be nothing more; says what seems to be meant. */
bool	expr_parse_end(struct parser *);

/* Words that are no names, in any case, unless in double quotes. */
bool	expr_word_reserved(struct slice);
/* `days` gives 1 day, `2 weeks` is 14 of it. false: no unit. */
bool	expr_word_unit(struct slice, struct duration *);

#endif

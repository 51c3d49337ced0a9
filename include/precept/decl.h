/* SPDX-License-Identifier: MIT */
/*
 * decl.h - what a rule file declared, as plain data with the place of every
 * word. Made by bind out of Lua; nothing above bind sees a Lua state.
 */
#ifndef PRECEPT_DECL_H
#define PRECEPT_DECL_H

#include "precept/diag.h"

enum decl_kind {
	DECL_BOOLEAN, DECL_INTEGER, DECL_NUMBER, DECL_TEXT, DECL_TABLE,
	DECL_FUNCTION,		/* `func` is its number, for bind_call();
				   `text` its file, which it can use */
	DECL_WORD		/* wrong, and already reported: be silent */
};

struct decl_entry {
	const char	*key;		/* NULL: an item of a list */
	struct place	 key_at;	/* items: where the value stands */
	struct decl	*value;
};

struct decl {
	enum decl_kind		 kind;
	struct place		 at;	/* of the value; exact: plain text */
	const char		*word;	/* TABLE of a word: "csv",
					   "load_to_usage"; else NULL */
	struct place		 word_at;
	bool			 boolean;
	int64_t			 integer;
	double			 number;
	struct slice		 text;
	int			 func;
	/* Items first, in order; then keys in the order they stand in. */
	struct decl_entry	*entries;
	size_t			 count, items;
};

/* One `rule "name" { … }`, `func …`, `connection …`, in the file's order. */
struct decl_top {
	const char	*word;		/* "rule", "func", "connection" */
	struct place	 at;
	const char	*name;
	struct place	 name_at;
	struct decl	*body;		/* a TABLE */
	struct decl_top	*next;
};

/* The value of a key, or NULL. */
const struct decl	*decl_get(const struct decl *, const char *key);
const struct decl_entry	*decl_entry(const struct decl *, const char *key);
/* "text", "a number", "a list" … for messages. */
const char		*decl_kind_text(const struct decl *);

#endif

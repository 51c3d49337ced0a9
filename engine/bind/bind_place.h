/* SPDX-License-Identifier: MIT */
/*
 * bind_place.h - where each table of a rule file stands, entry by entry.
 *
 * The source goes to Lua with one invisible entry in every constructor,
 * `{` becoming `{["\0"]=17,`: the table that Lua makes knows its number, and
 * by the number its places. No line moves, so Lua's own lines stay right.
 * pairs() and next() of a rule file leave such entries out.
 */
#ifndef PRECEPT_BIND_PLACE_H
#define PRECEPT_BIND_PLACE_H

#include "bind_token.h"

struct spot {			/* one entry of a constructor; all tokens */
	uint32_t	key;	/* a name, text or number; NO_TOKEN: an item */
	uint32_t	from, to;	/* of the value */
};

struct braces {			/* one constructor; all tokens */
	uint32_t	open, close;
	uint32_t	word, word_end;		/* `load` in load { } */
	uint32_t	name, name_end;		/* `"x"` in rule "x" { } */
	uint32_t	first;		/* its spots: items, then keys sorted */
	uint32_t	items, keys;
};

struct source {
	struct tokens	 tokens;
	struct braces	*braces;
	size_t		 count, cap;
	struct spot	*spots;
	size_t		 spot_count, spot_cap;
	struct spot	*open;		/* of constructors not closed yet */
	size_t		 open_count, open_cap;
	struct frame	*frames;
	size_t		 depth, frame_cap;
	size_t		 twice;		/* keys that were found again */
	struct text	 code;		/* what Lua gets to read */
};

/* Reads the text, fills all of the above. Keys given twice are P017. */
void		 bind_place_read(struct source *, const char *file,
		    struct slice text, struct diags *);
void		 bind_place_clear(struct source *);

/* The item (from 0) or the key of a constructor, or NULL. */
const struct spot *bind_place_item(const struct source *, uint32_t braces,
		    size_t item);
const struct spot *bind_place_key(const struct source *, uint32_t braces,
		    struct slice key);
/* What a key token says. ptr NULL if it has escapes. */
struct slice	 bind_place_name(const struct source *, uint32_t token);
/* The narrowest entry that has this token in its value, or NULL. */
const struct spot *bind_place_around(const struct source *, uint32_t token);
/* The place of a constructor: its word if it has one, else its braces. */
struct place	 bind_place_braces(const struct source *, uint32_t braces);
/* The innermost bracket or block that is never closed, or NO_TOKEN. */
uint32_t	 bind_place_unclosed(const struct source *);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * bind_private.h - the state that rule files run in, as its own files see it.
 *
 * What is known about a Lua table hangs on keys that begin with a zero byte;
 * rule files never see them:
 *	"\0"	the number of the constructor (bind_place.h)
 *	"\0w"	the word that made this table: "load_to_usage"
 *	"\0f"	a made table: the table that the word was given
 *	"\0v"	a value with a place: the value, …
 *	"\0k"	… which stands in "\0f" under this key
 *	"\0b"	keys of whose values nothing comes: a finding was made
 */
#ifndef PRECEPT_BIND_PRIVATE_H
#define PRECEPT_BIND_PRIVATE_H

#include <lauxlib.h>
#include <pthread.h>

#include "bind_place.h"
#include "bind_seal.h"
#include "precept/bind.h"

#define HIDDEN "\0"
#define HIDDEN_WORD "\0w"
#define HIDDEN_FROM "\0f"
#define HIDDEN_VALUE "\0v"
#define HIDDEN_KEY "\0k"
#define HIDDEN_SPOILT "\0b"

#define MOST_FINDINGS 100	/* of one file */

struct opened {			/* `rule "x"`, until its table comes */
	const char	*word;
	const char	*name;
	int		 line;
	bool		 closed;
};

struct said {			/* a name that was complained about */
	int		 line;
	uint64_t	 hash;
};

struct bind_file {		/* a file that has functions */
	char		*name;
	struct text	 text;
	int		 first, end;	/* its functions' numbers */
	unsigned	 epoch;		/* the state that has them */
};

struct bind {
	struct seal		 seal;	/* first: see bind_of() */
	struct bind_limits	 limits;
	pthread_mutex_t		 lock;
	unsigned		 epoch;	/* how many states there were */
	int			 words, env, declared, functions; /* refs */
	/* The file that is being read; diags is NULL while none is. */
	struct source		 source;
	struct arena		*arena;
	struct diags		*diags;
	size_t			 findings;
	int			 error_line;
	int			 compiled;	/* LUA_OK, LUA_ERRSYNTAX … */
	struct opened		*opened;
	size_t			 opened_count, opened_cap;
	struct item		*items;		/* bind_decl.c's own */
	size_t			 item_count, item_cap;
	struct said		 said[MOST_FINDINGS];
	size_t			 said_count;
	/* func { }: functions[number] in Lua; whose file each is. */
	int			 func_count;
	struct bind_file	*files;
	size_t			 file_count, file_cap;
};

static inline struct bind *
bind_of(lua_State *L)
{
	return (struct bind *)bind_seal_of(L);
}

#endif

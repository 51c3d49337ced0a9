/* SPDX-License-Identifier: MIT */
/*
 * bind_seal.h - what stops a Lua state: memory, steps, time.
 *
 * Stopping is sticky: once the seal says stop, every further instruction
 * raises, so that no pcall of a rule file can go on behind it. What it does
 * not stop is a long call of a C function: each of those is charged for its
 * work before it begins (bind_lib.c), and has a ceiling.
 */
#ifndef PRECEPT_BIND_SEAL_H
#define PRECEPT_BIND_SEAL_H

#include <lua.h>

#include "precept/mem.h"

struct bind_limits;

#define BIND_CHUNK "=rule"	/* every rule file's name inside Lua */

/* Before a function that can leave by a Lua error. */
#define RAISES

enum seal_stop { STOP_NONE, STOP_STEPS, STOP_TIME, STOP_CHURN };

struct seal {
	lua_State	*L;
	size_t		 used, used_max;	/* bytes alive */
	size_t		 churn, churn_max;	/* bytes allocated in all */
	int64_t		 steps, steps_max;
	int64_t		 deadline;		/* clock_worked(), 0: none */
	int64_t		 clock_at;		/* steps: next look at it */
	enum seal_stop	 stop;
	int		 line;		/* where it was stopped, 0 unknown */
	int64_t		 fail_at;	/* tests: the n-th allocation fails … */
	bool		 fail_on;	/* … and all after it */
};

/* An empty state under the seal; NULL when even that is too much. */
lua_State	*bind_seal_open(struct seal *);
/* Limits count from here; bind_seal_rest ends that, and takes the hook off. */
void		 bind_seal_arm(struct seal *, const struct bind_limits *);
void		 bind_seal_rest(struct seal *);

static inline struct seal *
bind_seal_of(lua_State *L)
{
	return *(struct seal **)lua_getextraspace(L);
}

/* Counts work that no hook sees, in instructions. */
RAISES void	 bind_seal_charge(lua_State *, size_t work);

/* The line of the rule file that is being executed, 0 if none is. */
int		 bind_seal_line(lua_State *);

#endif

/* SPDX-License-Identifier: MIT */
#include <lauxlib.h>
#include <unistd.h>

#include "bind_seal.h"
#include "precept/bind.h"
#include "precept/clock.h"
#include "precept/log.h"

/* The allocator and the hook. */

#define HOOK_STEP 100		/* instructions between two looks … */
#define CLOCK_STEP 10000	/* … and at the clock, which costs more */
#define CHURN_SMALL 4096	/* such pieces may still be had when stopped */

static void	hook(lua_State *, lua_Debug *);

/* From the allocator too: lua_sethook may be called from anywhere. */
static void
stop(struct seal *s, enum seal_stop why)
{
	if (s->stop != STOP_NONE)
		return;
	s->stop = why;
	s->line = bind_seal_line(s->L);
	lua_sethook(s->L, hook, LUA_MASKCOUNT, 1);
}

static bool
is_late(struct seal *s)
{
	if (s->deadline == 0 || s->steps < s->clock_at)
		return false;
	s->clock_at = s->steps + CLOCK_STEP;
	return clock_worked() > s->deadline;
}

static void
look(struct seal *s)
{
	if (s->steps > s->steps_max)
		stop(s, STOP_STEPS);
	else if (s->churn > s->churn_max)
		stop(s, STOP_CHURN);
	else if (is_late(s))
		stop(s, STOP_TIME);
}

RAISES static void
hook(lua_State *L, lua_Debug *ar)
{
	struct seal	*s = bind_seal_of(L);

	(void)ar;
	s->steps += HOOK_STEP;
	look(s);
	if (s->stop != STOP_NONE)
		luaL_error(L, "stopped");
}

RAISES void
bind_seal_charge(lua_State *L, size_t work)
{
	struct seal	*s = bind_seal_of(L);

	if (s->deadline == 0)
		return;
	if (work > (size_t)s->steps_max)
		work = (size_t)s->steps_max + 1;
	s->steps += (int64_t)work;
	look(s);
	if (s->stop != STOP_NONE)
		luaL_error(L, "stopped");
}

/* Lua collects garbage and asks once more before it gives up. */
static void *
refuse(struct seal *s)
{
	if (s->L != NULL && s->stop == STOP_NONE)
		s->line = bind_seal_line(s->L);
	return NULL;
}

static void *
allocate(void *ud, void *ptr, size_t old, size_t size)
{
	struct seal	*s = ud;

	if (ptr == NULL)
		old = 0;
	if (size == 0) {
		s->used -= old;
		mem_free(ptr);
		return NULL;
	}
	if (size > old) {
		if (s->fail_at > 0 && --s->fail_at == 0) {
			s->fail_at = s->fail_on ? 1 : 0;
			return refuse(s);
		}
		if (size - old > s->used_max - s->used)
			return refuse(s);
		s->churn += size - old;
		if (s->churn > s->churn_max && size > CHURN_SMALL) {
			if (s->L != NULL)
				stop(s, STOP_CHURN);
			return NULL;
		}
	}
	s->used = s->used - old + size;
	return mem_resize(ptr, size, 1);
}

/* Only a mistake in this floor can lead here: every call is protected. */
static int
panic(lua_State *L)
{
	const char	*text = lua_type(L, -1) == LUA_TSTRING ?
			    lua_tostring(L, -1) : "an error";

	log_line(LOG_ERROR, "a Lua error outside a protected call: %s", text);
	_exit(70);
}

lua_State *
bind_seal_open(struct seal *s)
{
	s->L = NULL;
	bind_seal_rest(s);
	s->L = lua_newstate(allocate, s);
	if (s->L == NULL)
		return NULL;
	*(struct seal **)lua_getextraspace(s->L) = s;
	lua_atpanic(s->L, panic);
	return s->L;
}

static size_t
above(size_t now, size_t more)
{
	return more > SIZE_MAX / 2 - now ? SIZE_MAX / 2 : now + more;
}

void
bind_seal_arm(struct seal *s, const struct bind_limits *limits)
{
	s->used_max = above(s->used, limits->memory);
	s->churn = 0;
	s->churn_max = limits->churn;
	s->steps = 0;
	s->clock_at = CLOCK_STEP;
	s->steps_max = limits->steps;
	s->deadline = clock_worked() + limits->time;
	s->stop = STOP_NONE;
	s->line = 0;
	lua_sethook(s->L, hook, LUA_MASKCOUNT, HOOK_STEP);
}

void
bind_seal_rest(struct seal *s)
{
	s->used_max = SIZE_MAX / 2;
	s->churn_max = SIZE_MAX;
	s->deadline = 0;
	if (s->L != NULL)
		lua_sethook(s->L, NULL, 0, 0);
}

int
bind_seal_line(lua_State *L)
{
	lua_Debug	ar;
	int		level;

	for (level = 0; lua_getstack(L, level, &ar); level++) {
		if (lua_getinfo(L, "Sl", &ar) == 0 || ar.currentline <= 0)
			continue;
		if (strcmp(ar.source, BIND_CHUNK) == 0)
			return ar.currentline;
	}
	return 0;
}

/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "bind_border.h"

/*
 * A func over a batch: one protected call around all rows, one inside it for
 * each, so that a row that goes wrong is a reject and no more. What is
 * stopped, by time, steps or memory, takes the rest of the batch with it.
 */

#define STEPS_FIRST 1000000	/* of a batch, and more for each row */
#define STEPS_ROW 20000

struct batch {
	struct bind		*b;
	const struct bind_batch	*in;
	const char		*file;
	size_t			 row;		/* the one at hand */
	struct column		*result;
};

static bool
is_wanted(const struct batch *x, size_t row)
{
	return (x->in->mask == NULL || x->in->mask[row]) &&
	    !rejects_has(x->in->rejects, (uint32_t)row);
}

/* "rule:7: text" as "rules/x.lua:7: text". */
static void
reject_raised(struct batch *x)
{
	lua_State	*L = x->b->seal.L;
	struct slice	 s = SLICE("an error that is no text");
	int		 line;

	if (lua_type(L, -1) == LUA_TSTRING)
		s.ptr = lua_tolstring(L, -1, &s.len);
	line = bind_fault_line(&s);
	if (line == 0)
		line = x->b->error_line;
	rejects_add(x->in->rejects, (uint32_t)x->row, "D310", "%s:%d: %s",
	    x->file, line, bind_find_clean(x->in->arena, s));
}

/* What the function gave, as messages show it. */
static const char *
shown(struct batch *x)
{
	lua_State	*L = x->b->seal.L;
	struct slice	 s;
	char		 digits[40];

	switch (lua_type(L, -1)) {
	case LUA_TSTRING:
		s.ptr = lua_tolstring(L, -1, &s.len);
		return reject_value(x->in->rejects, s);
	case LUA_TBOOLEAN:
		return lua_toboolean(L, -1) ? "true" : "false";
	case LUA_TNUMBER:
		if (lua_isinteger(L, -1))
			snprintf(digits, sizeof digits, "%lld",
			    (long long)lua_tointeger(L, -1));
		else
			snprintf(digits, sizeof digits, "%.14g",
			    lua_tonumber(L, -1));
		return arena_string(x->in->arena, digits);
	default:
		return arena_printf(x->in->arena, "a %s", luaL_typename(L, -1));
	}
}

static void
take_result(struct batch *x)
{
	const char	*wrong;

	wrong = bind_border_take(x->b->seal.L, x->in->gives, x->result, x->row,
	    x->in->arena);
	if (wrong != NULL)
		rejects_add(x->in->rejects, (uint32_t)x->row, "D311",
		    "%s: the func gave %s, which %s; it returns %s", x->file,
		    shown(x), wrong, type_show(x->in->gives, x->in->arena));
}

RAISES static bool
push_args(struct batch *x)
{
	size_t	i;

	for (i = 0; i < x->in->arg_count; i++) {
		if (bind_border_push(x->b->seal.L, x->in->args[i], x->row))
			continue;
		rejects_add(x->in->rejects, (uint32_t)x->row, "D312",
		    "%s: argument %zu of the func has more digits than Lua "
		    "can hold: give it text(...)", x->file, i + 1);
		return false;
	}
	return true;
}

/* Stack: bind_fault_note at 2, the function at 3. */
RAISES static void
call_row(struct batch *x)
{
	lua_State	*L = x->b->seal.L;
	int		 status;

	lua_pushvalue(L, 3);
	if (push_args(x)) {
		x->b->error_line = 0;
		status = lua_pcall(L, (int)x->in->arg_count, 1, 2);
		if (x->b->seal.stop != STOP_NONE || status == LUA_ERRMEM)
			luaL_error(L, "stopped");
		if (status == LUA_OK)
			take_result(x);
		else
			reject_raised(x);
	}
	lua_settop(L, 3);
}

RAISES static int
call_rows(lua_State *L)
{
	struct batch	*x = lua_touserdata(L, 1);

	luaL_checkstack(L, (int)x->in->arg_count + 20, NULL);
	lua_pushcfunction(L, bind_fault_note);
	lua_rawgeti(L, LUA_REGISTRYINDEX, x->b->functions);
	lua_rawgeti(L, 3, x->in->func + 1);
	lua_replace(L, 3);
	for (; x->row < x->in->rows; x->row++)
		if (is_wanted(x, x->row))
			call_row(x);
	return 0;
}

static void
reject_rest(struct batch *x, const char *why)
{
	for (; x->row < x->in->rows; x->row++)
		if (is_wanted(x, x->row))
			rejects_add(x->in->rejects, (uint32_t)x->row, "D310",
			    "%s: the func was stopped: %s", x->file, why);
}

static struct bind_limits
limits_of(const struct batch *x)
{
	struct bind_limits	limits = x->b->limits;
	int64_t			steps;

	steps = STEPS_FIRST + (int64_t)x->in->rows * STEPS_ROW;
	if (steps < limits.steps)
		limits.steps = steps;
	return limits;
}

static void
run_batch(struct batch *x)
{
	struct bind		*b = x->b;
	lua_State		*L = b->seal.L;
	struct bind_limits	 limits = limits_of(x);
	int			 status;

	lua_settop(L, 0);
	bind_seal_arm(&b->seal, &limits);
	lua_pushcfunction(L, call_rows);
	lua_pushlightuserdata(L, x);
	status = lua_pcall(L, 1, 0, 0);
	bind_seal_rest(&b->seal);
	if (status == LUA_OK && b->seal.stop == STOP_NONE) {
		lua_settop(L, 0);
		return;
	}
	reject_rest(x, bind_fault_why(b, &limits, x->in->arena));
	bind_state_close(b);
}

struct column *
bind_call(struct bind *b, const struct bind_batch *in)
{
	struct batch	x = { .b = b, .in = in, .file = "func" };
	struct err	err = { 0 };

	x.result = column_all_null(in->arena, in->gives->kind, in->rows);
	x.result->scale = in->gives->scale;
	column_nulls(x.result, in->arena);
	pthread_mutex_lock(&b->lock);
	if (bind_func_find(b, in->func, &x.file, &err))
		run_batch(&x);
	else
		reject_rest(&x, err.text);
	pthread_mutex_unlock(&b->lock);
	return x.result;
}

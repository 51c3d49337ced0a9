/* SPDX-License-Identifier: MIT */
#include <lualib.h>
#include <stdlib.h>

#include "bind_parts.h"

/*
 * table, pairs and next. Only plain tables: a metatable could lie about its
 * length. pairs and next go by the order of the keys (numbers, texts,
 * booleans), since Lua's own order is another one in every process.
 */

#define RANGE_MAX 1000000

struct key {			/* borrowed from a table that holds them */
	int		 rank;
	lua_Number	 number;
	lua_Integer	 integer;
	struct slice	 text;
	uint32_t	 at;
};

RAISES static void
check_plain(lua_State *L, int index)
{
	luaL_checktype(L, index, LUA_TTABLE);
	if (lua_getmetatable(L, index))
		luaL_error(L, "this table has a metatable: plain tables only");
}

RAISES static lua_Integer
check_index(lua_State *L, int index, lua_Integer otherwise)
{
	lua_Integer	i = luaL_optinteger(L, index, otherwise);

	if (i > RANGE_MAX || i < -RANGE_MAX)
		luaL_error(L, "an index may not be beyond %d", RANGE_MAX);
	return i;
}

RAISES static int
insert(lua_State *L)
{
	lua_Integer	len, at;

	check_plain(L, 1);
	len = (lua_Integer)lua_rawlen(L, 1);
	at = lua_gettop(L) == 3 ? check_index(L, 2, 0) : len;
	bind_seal_charge(L, len > at ? (size_t)(len - at) : 0);
	return bind_lib_pass(L);
}

RAISES static int
remove_one(lua_State *L)
{
	lua_Integer	len, at;

	check_plain(L, 1);
	len = (lua_Integer)lua_rawlen(L, 1);
	at = check_index(L, 2, len);
	bind_seal_charge(L, len > at ? (size_t)(len - at) : 0);
	return bind_lib_pass(L);
}

RAISES static void
charge_range(lua_State *L, lua_Integer from, lua_Integer to)
{
	if (to >= from)
		bind_seal_charge(L, (size_t)(to - from) + 1);
}

RAISES static int
concat(lua_State *L)
{
	lua_Integer	len;

	check_plain(L, 1);
	len = (lua_Integer)lua_rawlen(L, 1);
	charge_range(L, check_index(L, 3, 1), check_index(L, 4, len));
	return bind_lib_pass(L);
}

RAISES static int
unpack(lua_State *L)
{
	lua_Integer	len;

	check_plain(L, 1);
	len = (lua_Integer)lua_rawlen(L, 1);
	charge_range(L, check_index(L, 2, 1), check_index(L, 3, len));
	return bind_lib_pass(L);
}

RAISES static int
move(lua_State *L)
{
	check_plain(L, 1);
	if (!lua_isnoneornil(L, 5))
		check_plain(L, 5);
	lua_settop(L, 5);
	check_index(L, 4, 0);
	charge_range(L, check_index(L, 2, 0), check_index(L, 3, 0));
	if (lua_isnil(L, 5))
		lua_settop(L, 4);
	return bind_lib_pass(L);
}

static size_t
log_of(size_t n)
{
	size_t	log = 1;

	for (; n > 1; n /= 2)
		log++;
	return log;
}

/* Comparing costs as much as the longest text is long. */
RAISES static int
sort(lua_State *L)
{
	size_t		n, longest = 0, i;

	check_plain(L, 1);
	lua_settop(L, 2);
	n = lua_rawlen(L, 1);
	if (n > RANGE_MAX)
		return luaL_error(L, "table.sort: too many elements");
	bind_seal_charge(L, n * log_of(n));
	for (i = 1; i <= n && lua_isnil(L, 2); i++) {
		if (lua_rawgeti(L, 1, (lua_Integer)i) == LUA_TSTRING &&
		    lua_rawlen(L, -1) > longest)
			longest = lua_rawlen(L, -1);
		lua_pop(L, 1);
	}
	bind_seal_charge(L, n * log_of(n) * (longest / 16));
	return bind_lib_pass(L);
}

static bool
read_key(lua_State *L, int index, struct key *key)
{
	*key = (struct key){ 0 };
	switch (lua_type(L, index)) {
	case LUA_TNUMBER:
		key->number = lua_tonumber(L, index);
		if (lua_isinteger(L, index))
			key->integer = lua_tointeger(L, index);
		return true;
	case LUA_TSTRING:
		key->rank = 1;
		key->text.ptr = lua_tolstring(L, index, &key->text.len);
		return true;
	case LUA_TBOOLEAN:
		key->rank = 2;
		key->number = lua_toboolean(L, index);
		return true;
	default:
		return false;
	}
}

static int
compare_keys(const void *a, const void *b)
{
	const struct key	*x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank - y->rank;
	if (x->rank == 1)
		return slice_compare(x->text, y->text);
	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	return (x->integer > y->integer) - (x->integer < y->integer);
}

RAISES static void
check_key(lua_State *L, int index, struct key *key)
{
	if (!read_key(L, index, key))
		luaL_error(L, "a table with a %s as a key has no order",
		    luaL_typename(L, index));
}

/* Copies the visible keys of table 1 into the table at 2; how many. */
RAISES static size_t
list_keys(lua_State *L, size_t *bytes)
{
	size_t	n = 0;

	for (lua_pushnil(L); lua_next(L, 1) != 0;) {
		lua_pop(L, 1);
		if (bind_lib_hidden(L, -1))
			continue;
		bind_seal_charge(L, 1);
		if (lua_type(L, -1) == LUA_TSTRING)
			*bytes += lua_rawlen(L, -1);
		lua_pushvalue(L, -1);
		lua_rawseti(L, 2, (lua_Integer)++n);
	}
	return n;
}

/* upvalues: the table, its keys, their order, how many, how far. */
RAISES static int
step(lua_State *L)
{
	const struct key *order = lua_touserdata(L, lua_upvalueindex(3));
	lua_Integer	  n = lua_tointeger(L, lua_upvalueindex(4));
	lua_Integer	  i = lua_tointeger(L, lua_upvalueindex(5));

	while (i < n) {
		lua_settop(L, 0);
		lua_rawgeti(L, lua_upvalueindex(2), order[i++].at);
		lua_pushvalue(L, 1);
		if (lua_rawget(L, lua_upvalueindex(1)) == LUA_TNIL)
			continue;
		lua_pushinteger(L, i);
		lua_replace(L, lua_upvalueindex(5));
		return 2;
	}
	lua_settop(L, 0);
	lua_pushnil(L);
	return 1;
}

RAISES static int
pairs(lua_State *L)
{
	size_t		 n, i, bytes = 0;
	struct key	*order;

	lua_settop(L, 1);
	if (bind_word_lost(L, 1) != NULL)
		lua_newtable(L), lua_replace(L, 1);
	luaL_checktype(L, 1, LUA_TTABLE);
	lua_newtable(L);
	n = list_keys(L, &bytes);
	bind_seal_charge(L, (n + bytes / 16) * log_of(n));
	order = lua_newuserdatauv(L, (n + 1) * sizeof *order, 0);
	for (i = 0; i < n; i++) {
		lua_rawgeti(L, 2, (lua_Integer)i + 1);
		check_key(L, -1, &order[i]);
		order[i].at = (uint32_t)i + 1;
		lua_pop(L, 1);
	}
	qsort(order, n, sizeof *order, compare_keys);
	lua_pushinteger(L, (lua_Integer)n);
	lua_pushinteger(L, 0);
	lua_pushcclosure(L, step, 5);
	return 1;
}

/* The smallest key after the one given: slow, but always the same. */
RAISES static int
next(lua_State *L)
{
	struct key	after, key, best = { 0 };
	bool		found = false;

	luaL_checktype(L, 1, LUA_TTABLE);
	lua_settop(L, 2);
	if (!lua_isnil(L, 2))
		check_key(L, 2, &after);
	lua_pushnil(L);			/* 3: the best so far */
	for (lua_pushnil(L); lua_next(L, 1) != 0;) {
		lua_pop(L, 1);
		bind_seal_charge(L, 1);
		if (bind_lib_hidden(L, -1))
			continue;
		check_key(L, -1, &key);
		if ((!lua_isnil(L, 2) && compare_keys(&key, &after) <= 0) ||
		    (found && compare_keys(&key, &best) >= 0))
			continue;
		found = true;
		best = key;
		lua_pushvalue(L, -1);
		lua_replace(L, 3);
	}
	if (!found)
		return 1;
	lua_pushvalue(L, 3);
	lua_rawget(L, 1);
	return 2;
}

RAISES void
bind_lib_table(lua_State *L)
{
	static const luaL_Reg guards[] = { { "insert", insert },
		{ "remove", remove_one }, { "concat", concat },
		{ "unpack", unpack }, { "move", move }, { "sort", sort },
		{ "pack", bind_lib_pass } };
	size_t	i;

	lua_newtable(L);
	luaL_requiref(L, "table", luaopen_table, 0);
	for (i = 0; i < COUNT(guards); i++) {
		lua_getfield(L, -1, guards[i].name);
		lua_pushcclosure(L, guards[i].func, 1);
		lua_setfield(L, -3, guards[i].name);
	}
	lua_pop(L, 1);
	bind_lib_freeze(L, "table");
	lua_setfield(L, -2, "table");
	lua_pushcfunction(L, pairs);
	lua_setfield(L, -2, "pairs");
	lua_pushcfunction(L, next);
	lua_setfield(L, -2, "next");
}

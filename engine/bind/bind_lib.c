/* SPDX-License-Identifier: MIT */
#include <lualib.h>

#include "bind_parts.h"

/*
 * The functions of Lua that a rule file may call. An allow list: what is not
 * named here does not exist. Functions whose work grows with their arguments
 * are charged for it first, since no hook sees inside them.
 */

bool
bind_lib_hidden(lua_State *L, int index)
{
	size_t		 len;
	const char	*s;

	if (lua_type(L, index) != LUA_TSTRING)
		return false;
	s = lua_tolstring(L, index, &len);
	return len > 0 && s[0] == '\0';
}

RAISES int
bind_lib_pass(lua_State *L)
{
	int	count = lua_gettop(L);

	lua_pushvalue(L, lua_upvalueindex(1));
	lua_insert(L, 1);
	lua_call(L, count, LUA_MULTRET);
	return lua_gettop(L);
}

RAISES static int
refuse_write(lua_State *L)
{
	return luaL_error(L, "'%s' cannot be changed",
	    lua_tostring(L, lua_upvalueindex(1)));
}

RAISES void
bind_lib_freeze(lua_State *L, const char *name)
{
	lua_newtable(L);
	lua_createtable(L, 0, 3);
	lua_pushvalue(L, -3);
	lua_setfield(L, -2, "__index");
	lua_pushstring(L, name);
	lua_pushcclosure(L, refuse_write, 1);
	lua_setfield(L, -2, "__newindex");
	lua_pushliteral(L, "locked");
	lua_setfield(L, -2, "__metatable");
	lua_setmetatable(L, -2);
	lua_remove(L, -2);
}

/* No addresses, and no code of the rule file. */
RAISES static int
to_string(lua_State *L)
{
	luaL_checkany(L, 1);
	switch (lua_type(L, 1)) {
	case LUA_TNUMBER:
	case LUA_TSTRING:
		lua_settop(L, 1);
		lua_tostring(L, 1);
		break;
	case LUA_TBOOLEAN:
		lua_pushstring(L, lua_toboolean(L, 1) ? "true" : "false");
		break;
	default:
		lua_pushstring(L, bind_word_lost(L, 1) != NULL ?
		    bind_word_lost(L, 1) : luaL_typename(L, 1));
	}
	return 1;
}

RAISES static int
to_number(lua_State *L)
{
	if (lua_type(L, 1) == LUA_TSTRING)
		bind_seal_charge(L, lua_rawlen(L, 1) / 16);
	return bind_lib_pass(L);
}

RAISES static int
give_nothing(lua_State *L)
{
	(void)L;
	return 0;
}

RAISES static int
i_pairs(lua_State *L)
{
	if (bind_word_lost(L, 1) == NULL)
		return bind_lib_pass(L);
	lua_pushcfunction(L, give_nothing);
	return 1;
}

RAISES static void
refuse_fields(lua_State *L)
{
	static const char *const names[] = { "__gc", "__close", "__mode",
		"__metatable", "__name" };
	size_t	i;

	for (i = 0; i < COUNT(names); i++) {
		lua_pushstring(L, names[i]);
		if (lua_rawget(L, 2) != LUA_TNIL)
			luaL_error(L, "a metatable may not have '%s'",
			    names[i]);
		lua_pop(L, 1);
	}
}

/* A copy: what is put into the original later must not count. */
RAISES static int
set_metatable(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	luaL_checktype(L, 2, LUA_TTABLE);
	lua_settop(L, 2);
	if (lua_getmetatable(L, 1))
		return luaL_error(L, "this table has a metatable already");
	refuse_fields(L);
	lua_newtable(L);
	for (lua_pushnil(L); lua_next(L, 2) != 0;) {
		bind_seal_charge(L, 1);
		lua_pushvalue(L, -2);
		lua_insert(L, -2);
		lua_rawset(L, 3);
	}
	lua_setmetatable(L, 1);
	lua_settop(L, 1);
	return 1;
}

/* Takes a function of the global table over, perhaps behind a guard. */
RAISES static void
take_global(lua_State *L, const char *name, lua_CFunction guard)
{
	lua_getglobal(L, name);
	if (guard != NULL)
		lua_pushcclosure(L, guard, 1);
	lua_setfield(L, -2, name);
}

/* No chance: the same input gives the same output. */
RAISES static void
open_math(lua_State *L)
{
	luaL_requiref(L, "math", luaopen_math, 0);
	lua_pushnil(L);
	lua_setfield(L, -2, "random");
	lua_pushnil(L);
	lua_setfield(L, -2, "randomseed");
	bind_lib_freeze(L, "math");
	lua_setfield(L, -2, "math");
}

RAISES void
bind_lib_open(lua_State *L)
{
	static const char *const plain[] = { "assert", "error", "pcall",
		"select", "type" };
	size_t	i;

	luaL_requiref(L, "_G", luaopen_base, 0);
	lua_pop(L, 1);
	for (i = 0; i < COUNT(plain); i++)
		take_global(L, plain[i], NULL);
	take_global(L, "tonumber", to_number);
	take_global(L, "ipairs", i_pairs);
	lua_pushcfunction(L, to_string);
	lua_setfield(L, -2, "tostring");
	lua_pushcfunction(L, set_metatable);
	lua_setfield(L, -2, "setmetatable");
	open_math(L);
	bind_lib_text(L);
	bind_lib_table(L);
}

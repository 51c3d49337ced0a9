/* SPDX-License-Identifier: MIT */
#include <lualib.h>

#include "bind_parts.h"

/* string and utf8, without patterns: those can run for ever. */

#define REP_MAX ((size_t)1 << 20)

RAISES static int
charge_text(lua_State *L)
{
	if (lua_type(L, 1) == LUA_TSTRING)
		bind_seal_charge(L, lua_rawlen(L, 1) / 16);
	return bind_lib_pass(L);
}

RAISES static int
rep(lua_State *L)
{
	size_t		len, sep;
	lua_Integer	n;

	luaL_checklstring(L, 1, &len);
	n = luaL_checkinteger(L, 2);
	luaL_optlstring(L, 3, "", &sep);
	if (n <= 0 || len + sep == 0) {
		lua_pushliteral(L, "");
		return 1;
	}
	if ((lua_Unsigned)n > REP_MAX / (len + sep))
		return luaL_error(L, "string.rep: more than 1 MiB of text");
	bind_seal_charge(L, (size_t)n * (len + sep) / 16);
	return bind_lib_pass(L);
}

/* The text as it stands, no patterns: position of its first and last byte. */
RAISES static int
find(lua_State *L)
{
	size_t		 len, want_len;
	const char	*s = luaL_checklstring(L, 1, &len);
	const char	*want = luaL_checklstring(L, 2, &want_len), *at;
	lua_Integer	 from = luaL_optinteger(L, 3, 1);

	if (from < 0)
		from = (lua_Integer)len + from + 1;
	if (from < 1)
		from = 1;
	bind_seal_charge(L, (len + want_len) / 16);
	if ((lua_Unsigned)from > len + 1)
		at = NULL;
	else
		at = memmem(s + from - 1, len - (size_t)from + 1, want,
		    want_len);
	if (at == NULL) {
		lua_pushnil(L);
		return 1;
	}
	lua_pushinteger(L, at - s + 1);
	lua_pushinteger(L, at - s + (lua_Integer)want_len);
	return 2;
}

RAISES static int
format(lua_State *L)
{
	size_t		 len = 0;
	const char	*s = luaL_checklstring(L, 1, &len);
	int		 i;

	if (memmem(s, len, "%p", 2) != NULL)
		return luaL_error(L, "string.format: no '%%p' here");
	for (i = 2; i <= lua_gettop(L); i++) {
		int type = lua_type(L, i);

		if (type == LUA_TSTRING)
			len += lua_rawlen(L, i);
		else if (type != LUA_TNUMBER && type != LUA_TBOOLEAN &&
		    type != LUA_TNIL)
			return luaL_error(L, "string.format: texts and "
			    "numbers only, argument %d is a %s", i,
			    luaL_typename(L, i));
	}
	bind_seal_charge(L, len / 4);
	return bind_lib_pass(L);
}

RAISES static int
refuse_pattern(lua_State *L)
{
	return luaL_error(L, "there are no Lua patterns in rule files: use "
	    "replace(), regex_replace() or matches in an expression");
}

/* The library at -1, the new table at -2. */
RAISES static void
take(lua_State *L, const char *name, lua_CFunction guard)
{
	lua_getfield(L, -1, name);
	lua_pushcclosure(L, guard, 1);
	lua_setfield(L, -3, name);
}

RAISES static void
open_utf8(lua_State *L)
{
	static const char *const names[] = { "char", "codepoint", "codes",
		"len", "offset" };
	size_t	i;

	lua_newtable(L);
	luaL_requiref(L, "utf8", luaopen_utf8, 0);
	for (i = 0; i < COUNT(names); i++)
		take(L, names[i], charge_text);
	lua_pop(L, 1);
	bind_lib_freeze(L, "utf8");
	lua_setfield(L, -2, "utf8");
}

/* ("x"):upper() finds a table that nobody can reach, behind a lock. */
RAISES static void
lock_strings(lua_State *L)
{
	lua_pushliteral(L, "");
	lua_createtable(L, 0, 2);
	lua_pushvalue(L, -3);
	lua_setfield(L, -2, "__index");
	lua_pushliteral(L, "locked");
	lua_setfield(L, -2, "__metatable");
	lua_setmetatable(L, -2);
	lua_pop(L, 1);
}

RAISES void
bind_lib_text(lua_State *L)
{
	static const char *const names[] = { "byte", "char", "len", "lower",
		"reverse", "sub", "upper" };
	static const char *const refused[] = { "match", "gmatch", "gsub" };
	size_t	i;

	lua_newtable(L);
	luaL_requiref(L, "string", luaopen_string, 0);
	for (i = 0; i < COUNT(names); i++)
		take(L, names[i], charge_text);
	for (i = 0; i < COUNT(refused); i++)
		take(L, refused[i], refuse_pattern);
	take(L, "rep", rep);
	take(L, "find", find);
	take(L, "format", format);
	lua_pop(L, 1);
	lock_strings(L);
	bind_lib_freeze(L, "string");
	lua_setfield(L, -2, "string");
	open_utf8(L);
}

/* SPDX-License-Identifier: MIT */
#include "bind_parts.h"
#include "precept/stdlib.h"

/*
 * A Lua state with the words of stdlib in it. Files of a state share the
 * words, which cannot be changed, and nothing else.
 */

static bool
begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* The words stand at 1, std at 2. What the file gives back is pushed. */
RAISES static void
run_file(lua_State *L, const struct stdlib_file *f)
{
	lua_pushfstring(L, "=stdlib/%s", f->name);
	if (luaL_loadbufferx(L, f->ptr, f->len, lua_tostring(L, -1), "t") !=
	    LUA_OK)
		lua_error(L);
	lua_remove(L, -2);
	lua_pushvalue(L, 1);
	lua_setupvalue(L, -2, 1);
	lua_pushvalue(L, 2);
	lua_call(L, 1, 1);
}

/* words/load.lua gives the word `load`. */
RAISES static void
add_word(lua_State *L, const char *path)
{
	const char	*name = strrchr(path, '/') + 1;

	lua_pushlstring(L, name, strlen(name) - strlen(".lua"));
	lua_insert(L, -2);
	lua_rawset(L, 1);
}

RAISES static void
add_words(lua_State *L)
{
	const struct stdlib_file	*f;

	for (f = stdlib_files; f->name != NULL; f++) {
		if (begins(f->name, "core/"))
			run_file(L, f), lua_pop(L, 1);
		else if (begins(f->name, "words/"))
			run_file(L, f), add_word(L, f->name);
	}
}

/* What every file's own environment, an empty table, looks through to. */
RAISES static void
make_environment(lua_State *L)
{
	lua_createtable(L, 0, 2);
	lua_pushcfunction(L, bind_word_unknown);
	lua_setfield(L, -2, "__index");
	lua_pushliteral(L, "locked");
	lua_setfield(L, -2, "__metatable");
	lua_setmetatable(L, 1);

	lua_createtable(L, 0, 3);
	lua_pushvalue(L, 1);
	lua_setfield(L, -2, "__index");
	lua_pushcfunction(L, bind_word_assigned);
	lua_setfield(L, -2, "__newindex");
	lua_pushliteral(L, "locked");
	lua_setfield(L, -2, "__metatable");
	bind_of(L)->env = luaL_ref(L, LUA_REGISTRYINDEX);
}

RAISES static int
build(lua_State *L)
{
	struct bind	*b = bind_of(L);

	lua_newtable(L);
	bind_word_open(L);
	bind_lib_open(L);
	lua_pushvalue(L, 1);
	b->words = luaL_ref(L, LUA_REGISTRYINDEX);
	bind_std_open(L);
	lua_getfield(L, 2, "null");
	lua_setfield(L, 1, "null");
	add_words(L);
	make_environment(L);
	lua_newtable(L);
	b->functions = luaL_ref(L, LUA_REGISTRYINDEX);
	lua_newtable(L);
	b->declared = luaL_ref(L, LUA_REGISTRYINDEX);
	return 0;
}

bool
bind_state_open(struct bind *b, struct err *err)
{
	lua_State	*L;

	if (b->seal.L != NULL)
		return true;
	L = bind_seal_open(&b->seal);
	if (L == NULL)
		return err_set(err, ERR_SYSTEM, "Lua does not start");
	b->epoch++;
	lua_pushcfunction(L, build);
	if (lua_pcall(L, 0, 0, 0) == LUA_OK)
		return true;
	err_set(err, ERR_SYSTEM, "stdlib: %s", lua_type(L, -1) == LUA_TSTRING ?
	    lua_tostring(L, -1) : "an error");
	bind_state_close(b);
	return false;
}

/* No finalizer can run: a rule file has no way to set __gc. */
void
bind_state_close(struct bind *b)
{
	if (b->seal.L == NULL)
		return;
	bind_seal_rest(&b->seal);
	lua_close(b->seal.L);
	b->seal.L = NULL;
}

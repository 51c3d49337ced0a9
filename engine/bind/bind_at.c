/* SPDX-License-Identifier: MIT */
#include "bind_parts.h"

/* From Lua's tables to the places that bind_place.c wrote down. */

#define MOST_STEPS 8		/* from made table to made table */

RAISES int
bind_at_hidden(lua_State *L, int table, const char key[2])
{
	table = lua_absindex(L, table);
	lua_pushlstring(L, key, key[1] == '\0' ? 1 : 2);
	return lua_rawget(L, table);
}

/* The number of the constructor, which a rule file could have forged. */
RAISES static bool
find_braces(lua_State *L, int table, uint32_t *braces)
{
	const struct source	*s = &bind_of(L)->source;
	lua_Integer		 n = -1;

	if (bind_at_hidden(L, table, HIDDEN) == LUA_TNUMBER &&
	    lua_isinteger(L, -1))
		n = lua_tointeger(L, -1);
	lua_pop(L, 1);
	if (n < 0 || (size_t)n >= s->count ||
	    s->braces[n].close == NO_TOKEN)
		return false;
	*braces = (uint32_t)n;
	return true;
}

/* Replaces a made table by the one that its word was given. */
RAISES static bool
find_origin(lua_State *L, int table, uint32_t *braces)
{
	if (find_braces(L, table, braces))
		return true;
	if (bind_at_hidden(L, table, HIDDEN_FROM) == LUA_TTABLE &&
	    find_braces(L, -1, braces)) {
		lua_pop(L, 1);
		return true;
	}
	lua_pop(L, 1);
	return false;
}

RAISES bool
bind_at_table(lua_State *L, int table, struct place *at)
{
	uint32_t	braces;

	if (!find_origin(L, table, &braces))
		return false;
	*at = bind_place_braces(&bind_of(L)->source, braces);
	return true;
}

RAISES bool
bind_at_name(lua_State *L, int table, struct place *word, struct place *name)
{
	const struct source	*s = &bind_of(L)->source;
	const struct braces	*b;
	uint32_t		 braces;

	if (!find_origin(L, table, &braces))
		return false;
	b = &s->braces[braces];
	if (b->word == NO_TOKEN || b->name == NO_TOKEN)
		return false;
	*word = bind_token_place(&s->tokens, b->word, b->word_end);
	*name = bind_token_place(&s->tokens, b->name, b->name_end);
	return true;
}

RAISES static bool
find_spot(lua_State *L, uint32_t braces, int key, struct entry_at *at)
{
	const struct source	*s = &bind_of(L)->source;
	const struct spot	*spot = NULL;
	struct slice		 name;

	if (lua_type(L, key) == LUA_TSTRING) {
		name.ptr = lua_tolstring(L, key, &name.len);
		spot = bind_place_key(s, braces, name);
	} else if (lua_isinteger(L, key) && lua_tointeger(L, key) > 0) {
		spot = bind_place_item(s, braces,
		    (size_t)lua_tointeger(L, key) - 1);
	}
	if (spot == NULL)
		return false;
	at->value = bind_token_place(&s->tokens, spot->from, spot->to);
	at->key = spot->key == NO_TOKEN ? at->value :
	    bind_token_place(&s->tokens, spot->key, spot->key);
	at->key_token = spot->key;
	if (spot->key != NO_TOKEN &&
	    s->tokens.items[spot->key].kind == TOKEN_NAME)
		at->key.exact = true;
	at->value_token = spot->from;
	if (spot->from != spot->to)
		at->value.exact = false;
	return true;
}

/* The value at -1 is one with a place: pushes its table and its key. */
RAISES static bool
open_box(lua_State *L)
{
	if (lua_type(L, -1) != LUA_TTABLE)
		return false;
	if (bind_at_hidden(L, -1, HIDDEN_FROM) != LUA_TTABLE) {
		lua_pop(L, 1);
		return false;
	}
	if (bind_at_hidden(L, -2, HIDDEN_KEY) == LUA_TNIL) {
		lua_pop(L, 2);
		return false;
	}
	return true;
}

RAISES bool
bind_at_entry(lua_State *L, int table, int key, struct entry_at *at)
{
	int		base = lua_gettop(L), steps;
	uint32_t	braces;
	bool		found = false;

	luaL_checkstack(L, 3 * MOST_STEPS + 10, NULL);
	lua_pushvalue(L, table);
	lua_pushvalue(L, key < 0 ? key - 1 : key);
	for (steps = 0; steps < MOST_STEPS; steps++) {
		if (find_braces(L, -2, &braces)) {
			found = find_spot(L, braces, -1, at);
			break;
		}
		lua_rawget(L, -2);
		if (!open_box(L))
			break;
	}
	lua_settop(L, base);
	return found;
}

/* SPDX-License-Identifier: MIT */
#include "bind_parts.h"
#include "precept/near.h"

/*
 * What the words of stdlib/ are made with: `std`, which stdlib/core/ adds to.
 *
 *	std.kind(v)		"text", "integer", "number", "boolean",
 *				"table", "function", "word", "null", "nil"
 *	std.at(t)		the place of a table: its word, or its braces
 *	std.key_at(t, k)	the place of a key; nil: it has none
 *	std.value_at(t, k)	the place of its value
 *	std.complain { code, text, at =, word =, label =, note =, try = }
 *	std.nearest(word, list)	the most similar, or nil
 *	std.open(word, name)	`rule "x"` was said: its number
 *	std.declare(number, t)	here is its table; nil: it is no use
 *	std.lost(name)		a value of which nothing comes
 *	std.null
 */

#define MOST_DECLARED 10000	/* in one file */

RAISES static struct bind *
check_reading(lua_State *L)
{
	struct bind	*b = bind_of(L);

	if (b->diags == NULL)
		luaL_error(L, "the words of a rule file can be used only "
		    "while the file is read, not in a func");
	return b;
}

RAISES static int
kind(lua_State *L)
{
	const char	*name = luaL_typename(L, 1);

	luaL_checkany(L, 1);
	if (lua_type(L, 1) == LUA_TSTRING)
		name = "text";
	else if (lua_type(L, 1) == LUA_TNUMBER && lua_isinteger(L, 1))
		name = "integer";
	else if (bind_word_is_null(L, 1))
		name = "null";
	else if (lua_type(L, 1) == LUA_TUSERDATA)
		name = "word";
	lua_pushstring(L, name);
	return 1;
}

RAISES static int
push_place(lua_State *L, const struct place *at)
{
	lua_createtable(L, 0, 3);
	lua_pushinteger(L, at->line);
	lua_setfield(L, -2, "line");
	lua_pushinteger(L, at->col);
	lua_setfield(L, -2, "col");
	lua_pushinteger(L, at->len);
	lua_setfield(L, -2, "len");
	return 1;
}

RAISES static int
table_at(lua_State *L)
{
	struct place	at;

	luaL_checktype(L, 1, LUA_TTABLE);
	if (!bind_at_table(L, 1, &at))
		return 0;
	return push_place(L, &at);
}

RAISES static int
key_at(lua_State *L)
{
	struct entry_at	at;

	luaL_checktype(L, 1, LUA_TTABLE);
	luaL_checkany(L, 2);
	if (!bind_at_entry(L, 1, 2, &at))
		return 0;
	return push_place(L, &at.key);
}

RAISES static int
value_at(lua_State *L)
{
	struct entry_at	at;

	luaL_checktype(L, 1, LUA_TTABLE);
	luaL_checkany(L, 2);
	if (!bind_at_entry(L, 1, 2, &at))
		return 0;
	return push_place(L, &at.value);
}

RAISES static int
read_number(lua_State *L, const char *field)
{
	lua_Integer	n;

	lua_getfield(L, -1, field);
	n = lua_tointeger(L, -1);
	lua_pop(L, 1);
	return (int)n;
}

/* The place that was given; else that of `word` in the line at hand. */
RAISES static struct place
read_place(lua_State *L, struct bind *b)
{
	struct place	at = bind_find_line(b, 0);

	if (lua_getfield(L, 1, "at") == LUA_TTABLE) {
		at.line = read_number(L, "line");
		at.col = read_number(L, "col");
		at.len = read_number(L, "len");
	} else if (lua_getfield(L, 1, "word") == LUA_TSTRING) {
		at = bind_find_word(b, bind_seal_line(L),
		    slice_of(lua_tostring(L, -1)));
	} else {
		at.line = bind_seal_line(L);
	}
	lua_settop(L, 1);
	return at;
}

/* In the arena; NULL when there is no such text. */
RAISES static const char *
read_text(lua_State *L, struct bind *b, const char *field)
{
	const char	*text = NULL;
	struct slice	 s;

	if (lua_getfield(L, 1, field) == LUA_TSTRING) {
		s.ptr = lua_tolstring(L, -1, &s.len);
		text = bind_find_clean(b->arena, s);
	}
	lua_pop(L, 1);
	return text;
}

RAISES static int
complain(lua_State *L)
{
	struct bind	*b = check_reading(L);
	struct place	 at;
	const char	*label, *note, *try;
	struct diag	*d;

	luaL_checktype(L, 1, LUA_TTABLE);
	at = read_place(L, b);
	label = read_text(L, b, "label");
	note = read_text(L, b, "note");
	try = read_text(L, b, "try");
	lua_rawgeti(L, 1, 1);
	lua_rawgeti(L, 1, 2);
	luaL_checkstring(L, -1);
	if ((strcmp(luaL_checkstring(L, -2), "P011") == 0 &&
	    bind_find_bare(b, at.line)) || !bind_find_room(b))
		return 0;
	d = diag_add(b->diags, DIAG_ERROR,
	    arena_string(b->arena, luaL_checkstring(L, -2)), at, "%s",
	    bind_find_clean(b->arena, slice_of(lua_tostring(L, -1))));
	if (label != NULL)
		diag_label(b->diags, d, "%s", label);
	if (note != NULL)
		diag_note(b->diags, d, "note", "%s", note);
	if (try != NULL)
		diag_note(b->diags, d, "try", "%s", try);
	return 0;
}

RAISES static int
nearest(lua_State *L)
{
	struct near	n;
	lua_Integer	i;

	luaL_checktype(L, 2, LUA_TTABLE);
	lua_settop(L, 2);
	n = near_to(slice_of(luaL_checkstring(L, 1)));
	for (i = 1; lua_rawgeti(L, 2, i) == LUA_TSTRING; i++) {
		near_try(&n, slice_of(lua_tostring(L, -1)));
		lua_pop(L, 1);
	}
	if (n.best.ptr == NULL)
		return 0;
	lua_pushlstring(L, n.best.ptr, n.best.len);
	return 1;
}

RAISES static int
open_one(lua_State *L)
{
	struct bind	*b = check_reading(L);
	const char	*word = luaL_checkstring(L, 1);
	size_t		 len;
	const char	*name = luaL_checklstring(L, 2, &len);
	struct opened	*o;

	if (strlen(name) != len)
		return luaL_error(L, "a name may not have a zero byte");
	if (b->opened_count >= MOST_DECLARED)
		return luaL_error(L, "more than %d declarations in one file",
		    MOST_DECLARED);
	b->opened = bind_token_grow(b->opened, b->opened_count,
	    &b->opened_cap, sizeof *b->opened);
	o = &b->opened[b->opened_count++];
	*o = (struct opened){ .line = bind_seal_line(L) };
	o->word = arena_string(b->arena, word);
	o->name = arena_text(b->arena, (struct slice){ name, len });
	lua_pushinteger(L, (lua_Integer)b->opened_count);
	return 1;
}

RAISES static int
declare(lua_State *L)
{
	struct bind	*b = check_reading(L);
	lua_Integer	 n = luaL_checkinteger(L, 1), len;

	luaL_argcheck(L, n > 0 && (size_t)n <= b->opened_count, 1,
	    "no such number");
	b->opened[n - 1].closed = true;
	if (lua_isnoneornil(L, 2))
		return 0;
	luaL_checktype(L, 2, LUA_TTABLE);
	lua_settop(L, 2);
	lua_rawgeti(L, LUA_REGISTRYINDEX, b->declared);
	len = (lua_Integer)lua_rawlen(L, 3);
	if (len >= 2 * MOST_DECLARED)
		return luaL_error(L, "more than %d declarations in one file",
		    MOST_DECLARED);
	lua_pushvalue(L, 1);
	lua_rawseti(L, 3, len + 1);
	lua_pushvalue(L, 2);
	lua_rawseti(L, 3, len + 2);
	return 0;
}

RAISES static int
lost(lua_State *L)
{
	bind_word_push_lost(L, luaL_optstring(L, 1, ""));
	return 1;
}

RAISES void
bind_std_open(lua_State *L)
{
	static const luaL_Reg functions[] = { { "kind", kind },
		{ "at", table_at }, { "key_at", key_at },
		{ "value_at", value_at }, { "complain", complain },
		{ "nearest", nearest }, { "open", open_one },
		{ "declare", declare }, { "lost", lost }, { NULL, NULL } };

	luaL_newlib(L, functions);
	bind_word_push_null(L);
	lua_setfield(L, -2, "null");
}

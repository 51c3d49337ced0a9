/* SPDX-License-Identifier: MIT */
#include "bind_parts.h"
#include "precept/hash.h"
#include "precept/near.h"

/*
 * Names that mean nothing. A bare name does not end the file: it is said
 * once, and a value goes on in its place with which everything can be done
 * and nothing comes of it (DECL_WORD). `null` is a value like that, too.
 */

#define LOST "precept.lost"
#define NULL_VALUE "precept.null"

struct lost {
	char	name[64];
};

static const char *const outside[] = { "os", "io", "require", "package",
	"debug", "dofile", "loadfile", NULL };
static const char *const absent[] = { "print", "warn", "coroutine",
	"collectgarbage", "getmetatable", "rawget", "rawset", "rawequal",
	"rawlen", "xpcall", "_G", NULL };

RAISES void
bind_word_push_lost(lua_State *L, const char *name)
{
	struct lost	*lost = lua_newuserdatauv(L, sizeof *lost, 0);
	size_t		 len = strlen(name);

	if (len >= sizeof lost->name)
		len = sizeof lost->name - 1;
	memset(lost, 0, sizeof *lost);
	memcpy(lost->name, name, len);
	luaL_setmetatable(L, LOST);
}

RAISES void
bind_word_push_null(lua_State *L)
{
	lua_newuserdatauv(L, 1, 0);
	luaL_setmetatable(L, NULL_VALUE);
}

/* luaL_testudata would push a text, and so could raise. */
static void *
test(lua_State *L, int index, const char *class)
{
	bool	same;

	if (lua_type(L, index) != LUA_TUSERDATA ||
	    !lua_getmetatable(L, index))
		return NULL;
	lua_rawgetp(L, LUA_REGISTRYINDEX, class);
	same = lua_rawequal(L, -1, -2);
	lua_pop(L, 2);
	return same ? lua_touserdata(L, index) : NULL;
}

static const char	lost_class[] = LOST, null_class[] = NULL_VALUE;

const char *
bind_word_lost(lua_State *L, int index)
{
	struct lost	*lost = test(L, index, lost_class);

	return lost == NULL ? NULL : lost->name;
}

bool
bind_word_is_null(lua_State *L, int index)
{
	return test(L, index, null_class) != NULL;
}

/* Of two operands the one that is lost. */
RAISES static int
stay_lost(lua_State *L)
{
	lua_settop(L, 2);
	lua_pushvalue(L, bind_word_lost(L, 1) != NULL ? 1 : 2);
	return 1;
}

RAISES static int
give_zero(lua_State *L)
{
	lua_pushinteger(L, 0);
	return 1;
}

RAISES static int
do_nothing(lua_State *L)
{
	(void)L;
	return 0;
}

RAISES static void
make_class(lua_State *L, const char *class)
{
	luaL_newmetatable(L, class);
	lua_pushliteral(L, "locked");
	lua_setfield(L, -2, "__metatable");
	lua_pushstring(L, strcmp(class, LOST) == 0 ? "an unknown name" :
	    "null");
	lua_setfield(L, -2, "__name");
	lua_pushvalue(L, -1);
	lua_rawsetp(L, LUA_REGISTRYINDEX,
	    strcmp(class, LOST) == 0 ? lost_class : null_class);
}

RAISES void
bind_word_open(lua_State *L)
{
	static const char *const events[] = { "__index", "__call",
		"__concat", "__unm", "__add", "__sub", "__mul", "__div",
		"__mod", "__pow", "__idiv", "__lt", "__le", "__eq" };
	size_t	i;

	make_class(L, LOST);
	for (i = 0; i < COUNT(events); i++) {
		lua_pushcfunction(L, stay_lost);
		lua_setfield(L, -2, events[i]);
	}
	lua_pushcfunction(L, give_zero);
	lua_setfield(L, -2, "__len");
	lua_pushcfunction(L, do_nothing);
	lua_setfield(L, -2, "__newindex");
	make_class(L, NULL_VALUE);
	lua_pop(L, 2);
}

/* Once for each name and line. */
static bool
say_once(struct bind *b, int line, uint64_t hash)
{
	size_t	i;

	for (i = 0; i < b->said_count; i++)
		if (b->said[i].line == line && b->said[i].hash == hash)
			return false;
	if (b->said_count == COUNT(b->said) || !bind_find_room(b))
		return false;
	b->said[b->said_count++] = (struct said){ line, hash };
	return true;
}

static bool
is_among(const char *name, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(name, *list) == 0)
			return true;
	return false;
}

/* Names of Lua that a rule file does not have. */
static const char *
why_not(const char *name)
{
	if (is_among(name, outside))
		return "it cannot reach files, programs, the clock or the "
		    "network";
	return is_among(name, absent) ? "it only declares" : NULL;
}

/* name {   name "text"   name(… */
static bool
is_called(const struct tokens *ts, uint32_t i)
{
	return i + 1 < ts->count && (ts->items[i + 1].kind == TOKEN_TEXT ||
	    bind_token_is(ts, i + 1, "{") || bind_token_is(ts, i + 1, "("));
}

static struct slice
nearest_word(lua_State *L, const char *name)
{
	struct near	n = near_to(slice_of(name));

	lua_rawgeti(L, LUA_REGISTRYINDEX, bind_of(L)->words);
	for (lua_pushnil(L); lua_next(L, -2) != 0; lua_pop(L, 1))
		if (lua_type(L, -2) == LUA_TSTRING)
			near_try(&n, slice_of(lua_tostring(L, -2)));
	lua_pop(L, 1);
	return n.best;
}

static void
report_call(lua_State *L, struct place at, const char *name)
{
	struct bind	*b = bind_of(L);
	struct slice	 near = nearest_word(L, name);
	struct diag	*d;

	if (near.ptr == NULL) {
		diag_add(b->diags, DIAG_ERROR, "P014", at,
		    "there is no word '%s'", name);
		return;
	}
	d = diag_add(b->diags, DIAG_ERROR, "P014", at,
	    "there is no word '%s', did you mean '%.*s'?", name,
	    (int)near.len, near.ptr);
	diag_note(b->diags, d, "try", "%.*s", (int)near.len, near.ptr);
}

static void
report_bare(struct bind *b, uint32_t token, struct place at, const char *name)
{
	struct text	 quoted;
	struct diag	*d;

	d = diag_add(b->diags, DIAG_ERROR, "P014", at,
	    "conditions are text: put quotes around it");
	diag_label(b->diags, d, "'%s' is a name that Lua does not know", name);
	if (!bind_find_quoted(b, token, &quoted))
		return;
	diag_note(b->diags, d, "try", "%s", quoted.ptr);
	text_free(&quoted);
}

static void
report(lua_State *L, const char *name)
{
	struct bind	*b = bind_of(L);
	int		 line = bind_seal_line(L);
	struct place	 at = bind_find_word(b, line, slice_of(name));
	uint32_t	 token = bind_find_token(b, line, slice_of(name));
	bool		 bare = token != NO_TOKEN && why_not(name) == NULL &&
			    !is_called(&b->source.tokens, token) &&
			    bind_place_around(&b->source, token) != NULL;

	if (!say_once(b, line, bare ? 0 : hash_bytes(name, strlen(name))))
		return;
	name = bind_find_clean(b->arena, slice_of(name));
	if (why_not(name) != NULL)
		diag_add(b->diags, DIAG_ERROR, "P014", at, "there is no '%s' "
		    "in a rule file: %s", name, why_not(name));
	else if (bare)
		report_bare(b, token, at, name);
	else if (token != NO_TOKEN && is_called(&b->source.tokens, token))
		report_call(L, at, name);
	else
		diag_add(b->diags, DIAG_ERROR, "P014", at, "'%s' means "
		    "nothing here: it is no word, and no local that was set "
		    "before", name);
}

RAISES int
bind_word_unknown(lua_State *L)
{
	const char	*name;

	if (lua_type(L, 2) != LUA_TSTRING)
		return 0;
	name = lua_tostring(L, 2);
	if (bind_of(L)->diags == NULL)
		return luaL_error(L, "there is no word '%s'", name);
	report(L, name);
	bind_word_push_lost(L, name);
	return 1;
}

/* The line with `local` in front of it. */
static void
report_global(struct bind *b, int line, const char *name)
{
	struct slice	 text = bind_token_line(&b->source.tokens, line);
	struct place	 at = bind_find_word(b, line, slice_of(name));
	struct diag	*d;

	text = slice_trim(text);
	name = bind_find_clean(b->arena, slice_of(name));
	d = diag_add(b->diags, DIAG_ERROR, "P015", at,
	    "'%s' would be seen in the whole file: say `local`", name);
	if (text.len > 0 && text.len < 100)
		diag_note(b->diags, d, "try", "local %s",
		    bind_find_clean(b->arena, text));
}

/* What was assigned counts all the same, so that one mistake is one. */
RAISES int
bind_word_assigned(lua_State *L)
{
	struct bind	*b = bind_of(L);
	int		 line = bind_seal_line(L);

	if (b->diags == NULL || lua_type(L, 2) != LUA_TSTRING)
		return luaL_error(L, "globals cannot be set: use a local");
	if (say_once(b, line, ~hash_bytes(lua_tostring(L, 2),
	    lua_rawlen(L, 2))))
		report_global(b, line, lua_tostring(L, 2));
	lua_rawset(L, 1);
	return 0;
}

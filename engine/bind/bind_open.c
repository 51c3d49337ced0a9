/* SPDX-License-Identifier: MIT */
#include "bind_parts.h"

/* The door: open, load a file, close. */

#define GARBAGE ((size_t)2 << 20)	/* collected between two files */

static void
set_limits(struct bind *b, const struct bind_limits *limits)
{
	if (limits != NULL)
		b->limits = *limits;
	if (b->limits.memory == 0)
		b->limits.memory = (size_t)16 << 20;
	if (b->limits.churn == 0)
		b->limits.churn = (size_t)256 << 20;
	if (b->limits.steps == 0)
		b->limits.steps = 20000000;
	if (b->limits.time == 0)
		b->limits.time = 1000000;
}

struct bind *
bind_open(const struct bind_limits *limits, struct err *err)
{
	struct bind	*b;

	if (!bind_self_test(err))
		return NULL;
	b = mem_alloc(sizeof *b);
	set_limits(b, limits);
	pthread_mutex_init(&b->lock, NULL);
	if (bind_state_open(b, err))
		return b;
	bind_close(b);
	return NULL;
}

void
bind_close(struct bind *b)
{
	size_t	i;

	if (b == NULL)
		return;
	bind_state_close(b);
	bind_place_clear(&b->source);
	for (i = 0; i < b->file_count; i++) {
		mem_free(b->files[i].name);
		text_free(&b->files[i].text);
	}
	mem_free(b->files);
	mem_free(b->opened);
	mem_free(b->items);
	pthread_mutex_destroy(&b->lock);
	mem_free(b);
}

/* The rule file, in an environment of its own. */
RAISES static int
run(lua_State *L)
{
	struct bind	*b = bind_of(L);
	struct text	*code = &b->source.code;

	lua_newtable(L);
	lua_rawseti(L, LUA_REGISTRYINDEX, b->declared);
	b->compiled = luaL_loadbufferx(L, code->ptr == NULL ? "" : code->ptr,
	    code->len, BIND_CHUNK, "t");
	if (b->compiled != LUA_OK)
		return lua_error(L);
	lua_newtable(L);
	lua_rawgeti(L, LUA_REGISTRYINDEX, b->env);
	lua_setmetatable(L, -2);
	lua_setupvalue(L, -2, 1);
	lua_call(L, 0, 0);
	return 0;
}

/* LUA_OK, or what Lua calls the error, which is at -1. */
static int
run_sealed(struct bind *b)
{
	lua_State	*L = b->seal.L;
	int		 status;

	b->compiled = LUA_OK;
	b->error_line = 0;
	lua_settop(L, 0);
	bind_seal_arm(&b->seal, &b->limits);
	lua_pushcfunction(L, bind_fault_note);
	lua_pushcfunction(L, run);
	status = lua_pcall(L, 0, 0, 1);
	bind_seal_rest(&b->seal);
	return b->compiled != LUA_OK ? b->compiled : status;
}

static void
report_opened(struct bind *b)
{
	size_t		 i;

	for (i = 0; i < b->opened_count; i++) {
		const struct opened *o = &b->opened[i];
		struct diag *d;

		if (o->closed || !bind_find_room(b))
			continue;
		d = diag_add(b->diags, DIAG_ERROR, "P013",
		    bind_find_word(b, o->line, slice_of(o->word)),
		    "%s \"%s\" has no table behind its name", o->word,
		    bind_find_clean(b->arena, slice_of(o->name)));
		diag_note(b->diags, d, "try", "%s \"%s\" { ... }", o->word,
		    bind_find_clean(b->arena, slice_of(o->name)));
	}
}

/* Everything that was declared, even if the file ended early. */
static bool
collect(struct bind *b, struct decl_top **tops)
{
	lua_State	*L = b->seal.L;
	int		 status;

	b->item_count = 0;
	lua_settop(L, 0);
	lua_pushcfunction(L, bind_decl_walk);
	lua_pushlightuserdata(L, tops);
	status = lua_pcall(L, 1, 0, 0);
	if (status != LUA_OK)
		bind_fault_raised(b, status);
	return status == LUA_OK;
}

/* A state that was stopped is thrown away; the next file gets a new one. */
static void
tidy(struct bind *b, bool broken)
{
	if (broken) {
		bind_state_close(b);
		return;
	}
	lua_settop(b->seal.L, 0);
	if (b->seal.used > GARBAGE)
		lua_gc(b->seal.L, LUA_GCCOLLECT);
}

static void
run_and_collect(struct bind *b, struct decl_top **tops)
{
	lua_State	*L = b->seal.L;
	int		 status = run_sealed(b);
	bool		 broken = status == LUA_ERRMEM ||
			    b->seal.stop != STOP_NONE;

	if (b->compiled != LUA_OK && !broken)
		bind_fault_syntax(b, lua_tostring(L, -1));
	else if (status != LUA_OK || b->seal.stop != STOP_NONE)
		bind_fault_raised(b, status);
	if (!collect(b, tops))
		broken = true;
	if (status == LUA_OK)
		report_opened(b);
	tidy(b, broken);
}

static void
begin(struct bind *b, const char *file, struct slice text)
{
	b->findings = b->said_count = b->opened_count = 0;
	b->source.tokens.file = file;
	b->source.tokens.text = text;
	b->source.tokens.count = b->source.count = 0;
}

void
bind_read(struct bind *b, const char *file, struct slice text,
    struct decl_top **tops)
{
	struct err	err = { 0 };

	begin(b, file, text);
	if (!bind_lint(b, text))
		return;
	bind_place_read(&b->source, file, text, b->diags);
	if (!bind_lint_tokens(b))
		return;
	if (bind_state_open(b, &err))
		run_and_collect(b, tops);
	else
		diag_add(b->diags, DIAG_ERROR, "P021", bind_find_line(b, 0),
		    "%s", err.text);
}

bool
bind_load(struct bind *b, const char *file, struct slice text,
    struct arena *arena, struct diags *ds, struct decl_top **tops)
{
	size_t	errors = ds->errors;
	int	first;

	if (text.ptr == NULL)
		text = SLICE("");
	*tops = NULL;
	pthread_mutex_lock(&b->lock);
	first = b->func_count;
	b->arena = arena;
	b->diags = ds;
	diags_source(ds, file, text);
	bind_read(b, file, text, tops);
	b->diags = NULL;
	if (b->func_count > first)
		bind_func_keep(b, file, text, first);
	pthread_mutex_unlock(&b->lock);
	return ds->errors == errors;
}

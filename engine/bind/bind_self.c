/* SPDX-License-Identifier: MIT */
#include "bind_parts.h"

/*
 * Does the seal hold? Before the first rule file, a few hostile ones, with
 * little limits: if one of them is not stopped, nothing is run at all.
 */

static const struct { const char *text, *code; } scripts[] = {
	{ "while true do end", "P020" },
	{ "while true do pcall(function() while true do end end) end",
	    "P020" },
	{ "local s = ('x'):rep(1 << 30)", "P016" },
	{ "local s = ('x'):rep(1073741824)", "P022" },
	{ "local t = {} for i = 1, 1e6 do t[i] = ('x'):rep(9999) .. i end",
	    "P021" },
	{ "setmetatable({}, { __gc = function() end })", "P022" },
	{ "string.upper = 1", "P022" },
	{ "os.exit(0)", "P014" },
	{ "\033Lua", "P002" },
	{ "local x <close> = nil", "P016" },
	{ "table.insert(setmetatable({}, { __len = function() "
	    "return 9e15 end }), 1, 1)", "P022" },
	{ "return ('x'):gsub('x', '')", "P022" },
};

static bool
is_stopped(struct bind *b, size_t i, struct arena *arena)
{
	struct diags	 ds;
	struct decl_top	*tops = NULL;

	diags_init(&ds, arena);
	b->arena = arena;
	b->diags = &ds;
	bind_read(b, "self-test", slice_of(scripts[i].text), &tops);
	b->diags = NULL;
	return ds.first != NULL && strcmp(ds.first->code,
	    scripts[i].code) == 0;
}

static bool
test(struct err *err)
{
	struct bind	*b = mem_alloc(sizeof *b);
	struct arena	*arena = arena_new();
	bool		 good = true;
	size_t		 i;

	b->limits = (struct bind_limits){ .memory = 300 << 10,
		.churn = 4 << 20, .steps = 30000, .time = 100000 };
	pthread_mutex_init(&b->lock, NULL);
	good = bind_state_open(b, err);
	for (i = 0; good && i < COUNT(scripts); i++)
		if (!is_stopped(b, i, arena))
			good = err_set(err, ERR_SYSTEM, "Lua cannot be "
			    "confined on this machine: a script that must be "
			    "stopped was not: %s", scripts[i].text);
	bind_close(b);
	arena_free(arena);
	return good;
}

bool
bind_self_test(struct err *err)
{
	static pthread_mutex_t	lock = PTHREAD_MUTEX_INITIALIZER;
	static bool		done;

	pthread_mutex_lock(&lock);
	if (!done)
		done = test(err);
	pthread_mutex_unlock(&lock);
	return done;
}

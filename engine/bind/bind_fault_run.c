/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "bind_parts.h"

/* What ended a file or a func, in an admin's words. */

/* "stdlib/words/csv.lua:12: ": the admin did not write that file. */
static void
skip_own_file(struct slice *s)
{
	const char	*end;

	if (s->len < 7 || memcmp(s->ptr, "stdlib/", 7) != 0)
		return;
	end = memmem(s->ptr, s->len, ": ", 2);
	if (end == NULL)
		return;
	s->len -= (size_t)(end + 2 - s->ptr);
	s->ptr = end + 2;
}

/* Takes "rule:7: " off; 0 when there is none. */
int
bind_fault_line(struct slice *s)
{
	char	*end;
	long	 line;

	skip_own_file(s);
	if (s->len < 5 || memcmp(s->ptr, "rule:", 5) != 0)
		return 0;
	line = strtol(s->ptr + 5, &end, 10);
	if (end == s->ptr + 5 || end[0] != ':' || end[1] != ' ')
		return 0;
	s->len -= (size_t)(end + 2 - s->ptr);
	s->ptr = end + 2;
	return (int)line;
}

static const char *
size_text(size_t size, struct arena *arena)
{
	if (size >= (size_t)1 << 20 && size % ((size_t)1 << 20) == 0)
		return arena_printf(arena, "%zu MiB", size >> 20);
	return arena_printf(arena, "%zu KiB", size >> 10);
}

static const char *
time_text(int64_t micros, struct arena *arena)
{
	if (micros % 1000000 == 0)
		return arena_printf(arena, "%lld s",
		    (long long)(micros / 1000000));
	return arena_printf(arena, "%lld ms", (long long)(micros / 1000));
}

const char *
bind_fault_why(const struct bind *b, const struct bind_limits *limits,
    struct arena *arena)
{
	switch (b->seal.stop) {
	case STOP_TIME:
		return arena_printf(arena, "it ran longer than %s",
		    time_text(limits->time, arena));
	case STOP_STEPS:
		return arena_printf(arena, "it took more than %lld steps",
		    (long long)limits->steps);
	case STOP_CHURN:
		return arena_printf(arena, "it used more than %s of memory "
		    "over time", size_text(limits->churn, arena));
	default:
		return arena_printf(arena, "it needs more than %s of memory",
		    size_text(limits->memory, arena));
	}
}

static void
report_stop(struct bind *b, int status)
{
	struct place	 at = bind_find_line(b, b->seal.line);
	const char	*why = bind_fault_why(b, &b->limits, b->arena);
	const char	*code = status == LUA_ERRMEM &&
			    b->seal.stop == STOP_NONE ? "P021" : "P020";

	if (at.line > 0)
		diag_add(b->diags, DIAG_ERROR, code, at,
		    "the file was stopped at line %d: %s", at.line, why);
	else
		diag_add(b->diags, DIAG_ERROR, code, at,
		    "the file was stopped: %s", why);
}

/* What ended a file, from the result of its protected call and -1 of L. */
void
bind_fault_raised(struct bind *b, int status)
{
	lua_State	*L = b->seal.L;
	struct slice	 s = SLICE("an error that is no text");
	int		 line;

	if (!bind_find_room(b))
		return;
	if (b->seal.stop != STOP_NONE || status == LUA_ERRMEM) {
		report_stop(b, status);
		return;
	}
	if (lua_type(L, -1) == LUA_TSTRING)
		s.ptr = lua_tolstring(L, -1, &s.len);
	line = bind_fault_line(&s);
	if (line == 0)
		line = b->error_line;
	diag_add(b->diags, DIAG_ERROR, "P022", bind_find_line(b, line),
	    "the file cannot go on: %s", bind_find_clean(b->arena, s));
}

/* Called with every error, before the stack is taken down. */
int
bind_fault_note(lua_State *L)
{
	bind_of(L)->error_line = bind_seal_line(L);
	return 1;
}

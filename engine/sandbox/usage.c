/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "usage.h"

/* A call's own memory: names, what it has found wrong. */

struct usage_run *
usage_run_new(struct usage *usage)
{
	struct arena		*arena = arena_new();
	struct usage_run	*run = arena_alloc(arena, sizeof *run);

	run->usage = usage;
	run->arena = arena;
	run->scratch = arena_new();
	run->now = sandbox_now(usage->sandbox) / 1000;
	run->start = -1;
	return run;
}

struct usage_owned {
	struct map		*map;
	struct usage_owned	*next;
};

void
usage_run_owns(struct usage_run *run, struct map *map)
{
	struct usage_owned	*o = arena_alloc(run->arena, sizeof *o);

	*o = (struct usage_owned){ map, run->owned };
	run->owned = o;
}

void
usage_run_free(struct usage_run *run)
{
	for (struct usage_owned *o = run->owned; o != NULL; o = o->next)
		map_clear(o->map);
	map_clear(&run->names);
	arena_free(run->scratch);
	arena_free(run->arena);
}

const char *
usage_name(struct usage_run *run, struct slice name)
{
	char	*known = map_get(&run->names, name);

	if (known != NULL)
		return known;
	known = arena_text(run->arena, name);
	map_put(&run->names, (struct slice){ known, name.len }, known);
	return known;
}

bool
usage_fail(struct usage_run *run, int status, const char *member,
    const char *fmt, ...)
{
	char	why[1024];
	va_list	ap;

	if (run->status != 0)
		return false;
	va_start(ap, fmt);
	vsnprintf(why, sizeof why, fmt, ap);
	va_end(ap);
	run->status = status;
	run->member = member;
	run->why = arena_string(run->arena, why);
	return false;
}

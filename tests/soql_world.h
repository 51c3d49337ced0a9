/* SPDX-License-Identifier: MIT */
/*
 * soql_world.h - a rule over salesforce.Account with a field of every kind,
 * run for 2026-03-31 in London.
 */
#ifndef PRECEPT_SOQL_WORLD_H
#define PRECEPT_SOQL_WORLD_H

#include "precept/bind.h"
#include "precept/ruleset.h"

struct soql_world {
	struct arena	*arena;
	struct catalog	*catalog;
	struct bind	*bind;
	struct diags	 diags;
	struct ruleset	*set;
	struct rule_day	 day;
};

/* Filters and the map of an export, in Lua. NULL: see w->diags. */
const struct rule *soql_world_open(struct soql_world *, const char *filters,
	    const char *map);
void	soql_world_close(struct soql_world *);

#endif

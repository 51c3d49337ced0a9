/* SPDX-License-Identifier: MIT */
/*
 * ruleset.h - all rules of a workspace, checked on their own and together.
 *
 *	struct ruleset *set = ruleset_make(arena, &diags, catalog, bind, dir,
 *	    tops);
 *	if (diags.errors == 0)
 *		... run set->rules[0 … set->count - 1] ...
 *	ruleset_forget(set);
 */
#ifndef PRECEPT_RULESET_H
#define PRECEPT_RULESET_H

#include "precept/rule.h"

struct ruleset {
	struct arena		*arena;		/* owns all below */
	struct diags		*diags;
	const struct catalog	*catalog;
	struct rule		**rules;	/* in running order: `after`
						   comes after */
	size_t			 count;
	char			 hash[65];	/* of what the rules say */
	const struct connection	*connections;	/* declared; or NULL */
	const struct func	**funcs;	/* from func { }, NULL ended */
};

struct bind;

/*
 * Declarations to rules, all of the checks; findings go to diags (P1xx).
 * `dir` is the workspace: csv paths are below it. `bind` runs func { }.
 */
struct ruleset	*ruleset_make(struct arena *, struct diags *,
		    const struct catalog *, struct bind *,
		    const char *dir, const struct decl_top *);
const struct rule *ruleset_find(const struct ruleset *, struct slice name);
/* Compiled regular expressions; the arena takes the rest. */
void		 ruleset_forget(struct ruleset *);

#endif

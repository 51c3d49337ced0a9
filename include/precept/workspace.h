/* SPDX-License-Identifier: MIT */
/*
 * workspace.h - a folder with rules/, schema/ and precept.db: everything a
 * command needs, loaded once.
 */
#ifndef PRECEPT_WORKSPACE_H
#define PRECEPT_WORKSPACE_H

#include "precept/bind.h"
#include "precept/connect.h"
#include "precept/ruleset.h"
#include "precept/store.h"

#define WORKSPACE_STORE "precept.db"

struct workspace {
	struct arena	*arena;		/* owns all below */
	const char	*dir;
	struct diags	 diags;
	struct catalog	*catalog;
	char		 schema_hash[65];
	struct bind	*bind;
	struct ruleset	*rules;		/* NULL: none were loaded */
	struct store	*store;		/* NULL: there is no file yet */
	struct connect	 connect;
};

enum workspace_store {
	WORKSPACE_READ,		/* the store if there is one, unchanged */
	WORKSPACE_WRITE		/* made if there is none */
};

/*
 * Opens `dir`: schemas, store, and the rule files (`files`, relative to the
 * current folder; none: every .lua of dir/rules, in their order by name).
 * What is wrong in the rules is in `diags`, not an error of this function.
 * false: no such folder, no rule file, a broken schema or store. Close it in
 * either case.
 */
bool	workspace_open(struct workspace *, const char *dir,
	    char *const *files, size_t count, enum workspace_store,
	    struct err *);
/* Schemas and store: for load, log, why, undo. For those that write also
 * the rules, whatever is wrong in them: connections are theirs. */
bool	workspace_open_bare(struct workspace *, const char *dir,
	    enum workspace_store, struct err *);
/*
 * What is found in the rules of dir/rules when their schemas are those of
 * another catalog. The findings live in the arena of `w`, which stays as it
 * is.
 */
bool	workspace_check(const struct workspace *w, struct catalog *,
	    struct diags *, struct err *);
void	workspace_close(struct workspace *);

#endif

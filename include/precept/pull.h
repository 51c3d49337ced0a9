/* SPDX-License-Identifier: MIT */
/*
 * pull.h - copies of the services' schemas in schema/, which are committed
 * beside the rules: fetched, compared, checked against.
 */
#ifndef PRECEPT_PULL_H
#define PRECEPT_PULL_H

#include "precept/schema_diff.h"
#include "precept/workspace.h"

/* One object, as it was known and as the service describes it now. */
struct pull {
	const char		*connection, *object;
	const char		*path;		/* schema/….json */
	const struct schema	*was;		/* NULL: not known */
	struct schema		*now;		/* NULL: nothing has changed */
	bool			 file;		/* `was` is the file's */
	const char		*since;		/* to ask with next time */
	struct schema_diff	*diffs;
	size_t			 count;
};

/*
 * Asks for the objects that the words name ("Account",
 * "salesforce.Account"); without words for those that rules use and those
 * that schema/ has. Nothing is written. The list is in the arena of `w`.
 */
bool	pull_fetch(struct workspace *w, char *const *words, size_t count,
	    struct pull **, size_t *pulled, struct err *);
/* Into schema/, each file whole or as it was. */
bool	pull_write(struct workspace *, const struct pull *, size_t,
	    struct err *);
/* What is found in the rules when these are their schemas. */
bool	pull_check(struct workspace *, const struct pull *, size_t,
	    struct diags *, struct err *);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * salesforce_describe.h - an object as the org describes it to the user who
 * is signed in, as a schema. Fields that he may not see are not in it.
 */
#ifndef SALESFORCE_DESCRIBE_H
#define SALESFORCE_DESCRIBE_H

#include "precept/schema.h"
#include "salesforce.h"

/* A describe answer to a schema in the arena. What no rule can use is left
 * out: compound fields (their parts are there), files, hidden fields. */
bool	salesforce_describe_read(struct slice answer, const char *connection,
	    struct arena *, struct schema **, struct err *);

struct salesforce_describe {
	struct salesforce *session;
	const char	*connection, *object;
	const char	*since;		/* an HTTP date, or NULL: asked only
					   for what changed since */
	/* answered, in the arena */
	struct schema	*schema;	/* NULL: nothing did */
	const char	*changed;	/* HTTP date to ask with next time */
};
/* One call. false: a sentence, also when there is no such object. */
bool	salesforce_describe(struct salesforce_describe *, struct arena *,
	    struct err *);

#endif

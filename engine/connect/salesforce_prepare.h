/* SPDX-License-Identifier: MIT */
/*
 * salesforce_prepare.h - custom fields of one object into the org, step by
 * step. Each step looks first what there is: it may be taken twice.
 */
#ifndef SALESFORCE_PREPARE_H
#define SALESFORCE_PREPARE_H

#include "precept/doc.h"
#include "precept/prepare.h"
#include "salesforce.h"

/* How long the org may take to show a new field; tests do not wait so. */
extern int64_t salesforce_prepare_ms;

struct salesforce_prepare {
	struct salesforce	*session;
	struct arena		*arena;
	struct prepare		*object;
	bool			 unsure;	/* a lost answer: look again */
};

/* Which of those to make are there already, but hidden. */
bool	salesforce_prepare_look(struct salesforce_prepare *, struct err *);
/* Makes those that are not there. */
bool	salesforce_prepare_make(struct salesforce_prepare *, struct err *);
/* Shows them to the user who is signed in, to be read and written. */
bool	salesforce_prepare_grant(struct salesforce_prepare *, struct err *);
/* Describes the object until they are in it: object->now, object->since. */
bool	salesforce_prepare_wait(struct salesforce_prepare *, struct err *);
/* Describes it once. */
bool	salesforce_prepare_describe(struct salesforce_prepare *,
	    struct err *);

/* salesforce_prepare_call.c. What one must be allowed, for the sentence. */
struct salesforce_prepare_right {
	const char	*may_not;	/* "make custom fields" */
	const char	*needs;		/* "Customize Application" */
};
/* The records of a query below `path` ("/tooling/query"); the first of
 * them, or NULL. */
bool	salesforce_prepare_ask(struct salesforce_prepare *, const char *path,
	    const char *soql, const struct salesforce_prepare_right *,
	    const struct doc **, struct err *);
/* POST, PATCH of one record. What is there already is no error. */
bool	salesforce_prepare_put(struct salesforce_prepare *,
	    const char *method, const char *path, const struct text *body,
	    const struct salesforce_prepare_right *, struct err *);
/* A step again, as long as answers are lost; a few times. */
bool	salesforce_prepare_steps(struct salesforce_prepare *,
	    bool (*)(struct salesforce_prepare *, struct err *),
	    struct err *);

#endif

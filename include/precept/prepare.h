/* SPDX-License-Identifier: MIT */
/*
 * prepare.h - the custom fields that rules write and a service lacks: found,
 * made, shown to the user, known to schema/.
 *
 *	if (prepare_list(&w, rules, n, &list, &count, &err) && confirmed)
 *		ok = prepare_do(&w, list, count, &err);
 *
 * Whatever was done already is found done: a second call goes on where the
 * first one ended.
 */
#ifndef PRECEPT_PREPARE_H
#define PRECEPT_PREPARE_H

#include "precept/diag.h"
#include "precept/err.h"

#define PREPARE_SET "Precept"	/* the permission set that shows fields */

struct connection;
struct rule;
struct schema;
struct workspace;

enum prepare_how {
	PREPARE_MAKE,		/* it is not there */
	PREPARE_SHOW,		/* it is, and the user does not see it */
	PREPARE_KNOW,		/* he sees it, and schema/ does not have it */
	PREPARE_NOT		/* it cannot be made: `why` */
};

struct prepare_field {
	enum prepare_how  how;
	const char	 *name, *label;	/* "Health__c", "Health" */
	const char	 *type;		/* "Number"; NULL: not known */
	uint32_t	  length;	/* Text, LongTextArea; else 0 */
	int		  precision, scale;	/* Number; else 0 */
	const char	**values;	/* Picklist; NULL ended, or NULL */
	bool		  key;		/* an external id, each value once */
	const char	 *why;
	const char	 *rule;		/* the first that writes it */
	struct place	  at;		/* where it does */
};

/* An object that rules write to, with what there is to do. */
struct prepare {
	const char		*connection, *object;
	const struct connection	*through;	/* as it is declared; NULL:
						   the workspace's sandbox */
	struct prepare_field	*fields;
	size_t			 count, cap;
	struct schema		*now;	/* as the user sees it */
	const char		*since;	/* when he did: an HTTP date */
};

/*
 * Asks the services what there is. Only objects of services that lack
 * something are in the list, which is in the arena of `w`. Nothing is
 * changed. What is wrong in the rules besides is no matter here.
 */
bool	prepare_list(struct workspace *, const struct rule *const *,
	    size_t rules, struct prepare **, size_t *count, struct err *);
/* How many fields of the list are to be treated so. */
size_t	prepare_count(const struct prepare *, size_t, enum prepare_how);
/* "Number(18,2)", "Text(18), external id"; in the arena. */
const char *prepare_type(const struct prepare_field *, struct arena *);
/*
 * Makes and shows them, waits until the service describes them, and writes
 * schema/. Each `how` is PREPARE_KNOW then, or PREPARE_NOT as before. false:
 * a sentence; what was done until then stays.
 */
bool	prepare_do(struct workspace *, struct prepare *, size_t count,
	    struct err *);

#endif

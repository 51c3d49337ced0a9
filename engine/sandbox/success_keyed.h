/* SPDX-License-Identifier: MIT */
/* success_keyed.h - records whose outcome goes by a key of their own. */
#ifndef SUCCESS_KEYED_H
#define SUCCESS_KEYED_H

#include "success_write.h"

/* CTAs and activities are sent with other names than their fields have. */
struct success_keyed {
	const char	*object;
	const char	*key;		/* the member: "referenceId" */
	bool		 key_kept;	/* it is a field, too */
	const char	*id;		/* the answer's: "Gsid" */
	bool		 listed;	/* the answer's key has a list */
	const char	*const *names;	/* sent, field, …, NULL */
	/* The last word on a row's cells, before they are checked. */
	void		(*finish)(const struct success_write *,
			    struct success_row *);
	const char	*lookups;	/* JSON; NULL: those of the body */
};

/*
 * Each of the records (a list of objects, or of objects with a member
 * `inner`) goes in or not by itself. `by` is NULL to insert, else the field
 * that says which record it is; the key says it when it is that field.
 */
void	success_keyed_write(struct request *, const struct success_keyed *,
	    const char *list, const char *inner, const char *by);

#endif

/* SPDX-License-Identifier: MIT */
/* usage_thing.h - visitors, accounts, pages and the like, one at a time. */
#ifndef USAGE_THING_H
#define USAGE_THING_H

#include "usage_answer.h"
#include "usage_data.h"
#include "usage_value.h"

/* "visitor" or "account"; NULL: 404, answered. */
const char	*usage_thing_kind(struct request *, const char *part);
/* An id of the path, decoded if it is base64 and the header says so. */
struct slice	 usage_thing_id(struct request *, const char *part);
/* Its document, an object; false: there is none. */
bool		 usage_thing_get(struct usage_run *, const char *kind,
		    struct slice id, struct usage_value *);
void		 usage_thing_put(struct usage_run *, const char *kind,
		    struct slice id, const struct usage_value *);

/* A path of two names in a document; NULL: it is not there. */
const struct usage_value *usage_thing_at(struct usage_run *,
		    const struct usage_value *, struct slice group,
		    struct slice name);

#endif

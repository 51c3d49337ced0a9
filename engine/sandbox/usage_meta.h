/* SPDX-License-Identifier: MIT */
/* usage_meta.h - a value on its way into a field of metadata. */
#ifndef USAGE_META_H
#define USAGE_META_H

#include "usage_thing.h"

/* Fields that every subscription has: group auto, and the settings. */
struct usage_built_in {
	const char	*kind;		/* NULL: both */
	const char	*group, *name, *type, *display;
};
extern const struct usage_built_in usage_meta_built_in[]; /* name NULL ends */

/* Small letters, without blanks. */
struct slice	usage_meta_name(struct usage_run *, struct slice);
/* Built in, or made and not deleted. */
bool		usage_meta_find(struct usage_run *, const char *kind,
		    struct slice group, struct slice name,
		    struct usage_meta *);
/* May the group be written at all? false: 400, answered. */
bool		usage_meta_writable(struct request *, const char *group);
/* The value as the field keeps it; `*why` NULL: it does not fit. */
bool		usage_meta_value(struct usage_run *, const struct usage_meta *,
		    struct usage_value *, const char **why);
void		usage_meta_set(struct usage_run *, struct usage_value *doc,
		    const struct usage_meta *, struct usage_value);
/* It was updated now. */
void		usage_meta_touch(struct usage_run *, struct usage_value *doc);

#endif

/* SPDX-License-Identifier: MIT */
/* fill_schema.h - the schema of an object that is loaded first time. */
#ifndef PRECEPT_FILL_SCHEMA_H
#define PRECEPT_FILL_SCHEMA_H

#include "precept/fill.h"

/*
 * store.<object>, from fill->fields, or if that is NULL from the file: a
 * column is of the narrowest kind that all its values have. In the
 * workspace's catalog afterwards.
 */
const struct schema *fill_schema(struct workspace *, const char *object,
	    const struct fill *, struct err *);

/* Is the schema that is there in store what --fields say? */
bool	fill_schema_is(struct workspace *, const struct schema *there,
	    const struct fill *);

#endif

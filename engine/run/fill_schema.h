/* SPDX-License-Identifier: MIT */
/* fill_schema.h - the schema of an object that is loaded first time. */
#ifndef PRECEPT_FILL_SCHEMA_H
#define PRECEPT_FILL_SCHEMA_H

#include "precept/workspace.h"

/*
 * store.<object>, from "Name:type,…", or with fields NULL from the file: a
 * column is of the narrowest kind that all its values have. In the
 * workspace's catalog afterwards.
 */
const struct schema *fill_schema(struct workspace *, const char *object,
	    const char *path, const char *fields, struct err *);

#endif

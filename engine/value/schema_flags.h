/* SPDX-License-Identifier: MIT */
/*
 * schema_flags.h - the words of schema files for what is unusual about a
 * field. A field may be created, updated and filtered unless they say no.
 */
#ifndef PRECEPT_SCHEMA_FLAGS_H
#define PRECEPT_SCHEMA_FLAGS_H

#include "precept/schema.h"

#define WRITES (FIELD_CREATEABLE | FIELD_UPDATEABLE)

/* word, flags it sets, flags it takes away */
#define SCHEMA_FLAGS(X)							\
	X("id",		FIELD_ID | FIELD_UNIQUE, WRITES)		\
	X("readonly",	0,		WRITES)				\
	X("createonly",	0,		FIELD_UPDATEABLE)		\
	X("updateonly",	0,		FIELD_CREATEABLE)		\
	X("required",	FIELD_REQUIRED,	0)				\
	X("unique",	FIELD_UNIQUE,	0)				\
	X("external",	FIELD_EXTERNAL,	0)				\
	X("restricted",	FIELD_RESTRICTED, 0)				\
	X("unfilterable", 0,		FIELD_FILTERABLE)		\
	X("measure",	FIELD_MEASURE,	0)

struct schema_flag {
	const char	*word;
	unsigned	 sets, takes;
};

static const struct schema_flag schema_flags[] = {
#define X(word, sets, takes) { word, sets, takes },
	SCHEMA_FLAGS(X)
#undef X
};

#endif

/* SPDX-License-Identifier: MIT */
/* kind.h - the kinds of value there are, in one list. */
#ifndef PRECEPT_KIND_H
#define PRECEPT_KIND_H

#include "precept/text.h"

/* enum, name in messages and schema files, how a column stores it */
#define KINDS(X)						\
	X(NULL,		"null",			STORE_NONE)	\
	X(BOOLEAN,	"boolean",		STORE_BYTE)	\
	X(INTEGER,	"integer",		STORE_INT)	\
	X(DECIMAL,	"decimal",		STORE_DECIMAL)	\
	X(NUMBER,	"number",		STORE_DOUBLE)	\
	X(TEXT,		"text",			STORE_SLICE)	\
	X(ID,		"id",			STORE_SLICE)	\
	X(PICKLIST,	"picklist",		STORE_SLICE)	\
	X(MULTI,	"multipicklist",	STORE_SLICE)	\
	X(DATE,		"date",			STORE_INT)	\
	X(DATETIME,	"datetime",		STORE_INT)	\
	X(DURATION,	"duration",		STORE_INT)

/*
 * INTEGER 64 bit. DECIMAL a 128-bit coefficient and its column's scale, up to
 * 38 digits. NUMBER an IEEE double. ID 15 or 18 characters, compared widened.
 * MULTI `a;b;c`. DATE days since 1970-01-01. DATETIME microseconds since then
 * in UTC. DURATION only as a literal (`7 days`, `2 months`).
 */
enum kind {
#define X(name, text, store) KIND_##name,
	KINDS(X)
#undef X
	KIND_COUNT
};

enum kind_way { STORE_NONE, STORE_BYTE, STORE_INT, STORE_DECIMAL, STORE_DOUBLE,
	STORE_SLICE };

const char	*kind_name(enum kind);
bool		 kind_parse(struct slice, enum kind *);
enum kind_way	 kind_store(enum kind);
size_t		 kind_size(enum kind);	/* bytes a row in a column */

/* TEXT, ID, PICKLIST, MULTI: a slice that can be used as text. */
bool		 kind_is_text(enum kind);
/* INTEGER, DECIMAL, NUMBER. */
bool		 kind_is_numeric(enum kind);

#endif

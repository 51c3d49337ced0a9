/* SPDX-License-Identifier: MIT */
/* type.h - a kind with its sizes: text(40), decimal(18,2), picklist. */
#ifndef PRECEPT_TYPE_H
#define PRECEPT_TYPE_H

#include "precept/arena.h"
#include "precept/kind.h"

struct type {
	enum kind	kind;
	int		precision;	/* DECIMAL: digits in all, 1 to 38 */
	int		scale;		/* DECIMAL: digits after the point */
	uint32_t	length;		/* of texts: code points, 0 no limit */
};

/*
 * "text", "text(255)", "decimal(18,2)", "number", "integer" … Gainsight's and
 * Salesforce's words are taken too: "string", "currency(16,2)", "double",
 * "int", "boolean", "reference". "decimal" alone is decimal(38,10).
 * false: not a type.
 */
bool	type_parse(struct slice, struct type *);

/* "decimal(18,2)". In the arena. */
const char *type_show(const struct type *, struct arena *);
bool	type_equal(const struct type *, const struct type *);

#endif

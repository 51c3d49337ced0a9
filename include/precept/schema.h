/* SPDX-License-Identifier: MIT */
/*
 * schema.h - an object of a service: its fields and what may be done with
 * them. Read from JSON, one field a line, as `schema/` holds it.
 *
 *	{ "object": "Account", "label": "Account", "prefix": "001",
 *	  "aliases": [], "fields": [
 *	  { "name": "Id", "type": "id", "label": "Account ID",
 *	    "flags": ["id", "unique"] },
 *	  { "name": "Rating", "type": "picklist", "values": ["Hot", "Cold"] },
 *	  { "name": "OwnerId", "type": "id", "refers": ["User"],
 *	    "relation": "Owner" } ] }
 *
 * Flags in the file say what is unusual: "required", "readonly" (neither
 * createable nor updateable), "createonly", "updateonly", "unique",
 * "external" (may be an upsert key), "id" (the record's own id: read-only,
 * unique), "restricted" (a picklist that takes its values only),
 * "unfilterable", "measure".
 */
#ifndef PRECEPT_SCHEMA_H
#define PRECEPT_SCHEMA_H

#include "precept/err.h"
#include "precept/type.h"

enum field_flag {
	FIELD_REQUIRED	 = 1 << 0,
	FIELD_CREATEABLE = 1 << 1,
	FIELD_UPDATEABLE = 1 << 2,
	FIELD_UNIQUE	 = 1 << 3,
	FIELD_EXTERNAL	 = 1 << 4,
	FIELD_ID	 = 1 << 5,
	FIELD_RESTRICTED = 1 << 6,
	FIELD_FILTERABLE = 1 << 7,
	FIELD_MEASURE	 = 1 << 8
};

struct field {
	const char	 *name;
	const char	 *label;	/* never NULL: the name if none */
	struct type	  type;
	unsigned	  flags;
	const char	**values;	/* picklists; NULL ended, or NULL */
	const char	**refers;	/* objects; NULL ended, or NULL */
	const char	 *relation;	/* "Owner", or NULL */
	int		  index;	/* in its schema */
};

struct schema {
	const char	*connection;	/* "salesforce" */
	const char	*object;	/* "Account" */
	const char	*label;
	const char	*prefix;	/* of new ids, "001"; or NULL */
	const char     **aliases;	/* NULL ended: "CustomerInfo" */
	struct field	*fields;
	size_t		 count, cap;
	uint32_t	*slots;		/* by exact API name; see schema.c */
};

/* Made in the arena. The text is JSON; `name` is for messages. */
bool	schema_parse(struct slice json, const char *connection,
	    const char *name, struct arena *, struct schema **, struct err *);
/* As text again, the same for the same schema, one field a line. */
void	schema_show(const struct schema *, struct text *);
/* By hand, for csv { fields = … } and tests. Fields are added in order; a
 * name twice gives NULL. All fields may move when one is added. */
struct schema *schema_make(struct arena *, const char *connection,
	    const char *object);
struct field *schema_add(struct schema *, struct arena *, const char *name,
	    struct type);

/* NULL if there is none. */
const struct field *schema_field(const struct schema *, struct slice name);
const struct field *schema_by_relation(const struct schema *, struct slice);
/* The one field with this label (case does not count), or NULL. */
const struct field *schema_by_label(const struct schema *, struct slice);
const struct field *schema_id(const struct schema *);	/* or NULL */

#endif

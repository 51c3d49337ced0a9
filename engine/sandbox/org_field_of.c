/* SPDX-License-Identifier: MIT */
#include "org_private.h"

/* A field as the rules know it, as the org has it. */

#define LONG 255

static const enum org_type types[KIND_COUNT] = {
	[KIND_NULL] = ORG_STRING,	[KIND_BOOLEAN] = ORG_BOOLEAN,
	[KIND_INTEGER] = ORG_INT,	[KIND_DECIMAL] = ORG_DOUBLE,
	[KIND_NUMBER] = ORG_DOUBLE,	[KIND_TEXT] = ORG_STRING,
	[KIND_ID] = ORG_REFERENCE,	[KIND_PICKLIST] = ORG_PICKLIST,
	[KIND_MULTI] = ORG_MULTI,	[KIND_DATE] = ORG_DATE,
	[KIND_DATETIME] = ORG_DATETIME,	[KIND_DURATION] = ORG_STRING,
};

static const struct { unsigned field, org; } flags[] = {
	{ FIELD_REQUIRED, ORG_REQUIRED },
	{ FIELD_CREATEABLE, ORG_CREATEABLE },
	{ FIELD_UPDATEABLE, ORG_UPDATEABLE },
	{ FIELD_UNIQUE, ORG_UNIQUE },
	{ FIELD_EXTERNAL, ORG_EXTERNAL },
	{ FIELD_RESTRICTED, ORG_RESTRICTED },
	{ FIELD_FILTERABLE, ORG_FILTERABLE | ORG_SORTABLE | ORG_GROUPABLE },
};

static const char *
type_of(const struct field *f, struct arena *arena)
{
	enum org_type	type = types[f->type.kind];
	const char	*word;

	if (f->flags & FIELD_ID)
		type = ORG_ID;
	if (type == ORG_STRING && (f->type.length == 0 ||
	    f->type.length > LONG))
		type = ORG_TEXTAREA;
	word = org_type_word(type);
	if (f->type.kind == KIND_DECIMAL)
		return arena_printf(arena, "%s(%d,%d)", word,
		    f->type.precision, f->type.scale);
	if (f->type.kind == KIND_NUMBER)
		return "double(18,8)";
	if (org_is_text(type))
		return arena_printf(arena, "%s(%u)", word,
		    f->type.length > 0 ? f->type.length :
		    type == ORG_TEXTAREA ? 131072 : LONG);
	return word;
}

struct org_field *
org_field_of(struct org *org, const struct field *from)
{
	struct org_seed		 seed = { .name = from->name,
				    .label = from->label,
				    .type = type_of(from, org->arena) };
	struct org_field	*f = org_field_make(org, &seed);
	unsigned		 nature = f->flags;

	f->flags &= ORG_CUSTOM | ORG_REQUIRED | ORG_DEFAULTED;
	for (size_t i = 0; i < COUNT(flags); i++)
		if (from->flags & flags[i].field)
			f->flags |= flags[i].org;
	f->flags &= nature | ORG_REQUIRED | ORG_UNIQUE | ORG_EXTERNAL |
	    ORG_LOOKUP | ORG_RESTRICTED;
	f->values = from->values;
	f->refers = from->refers;
	f->relation = from->relation;
	return f;
}

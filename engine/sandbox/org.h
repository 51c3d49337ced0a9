/* SPDX-License-Identifier: MIT */
/*
 * org.h - the Salesforce org's data: its objects, their fields, who may see
 * them, and the tables they lie in (README.md says how). org_write.h writes.
 *
 *	const struct org_object *o = org_object(org, slice_of("account"));
 *	const struct org_field *f = org_field(o, slice_of("NAME"));
 *
 * Names of objects, fields and relations are found whatever their case.
 */
#ifndef ORG_H
#define ORG_H

#include "sandbox.h"

/* enum, describe's type, its soapType */
#define ORG_TYPES(X)					\
	X(ID,		"id",		"tns:ID")	\
	X(REFERENCE,	"reference",	"tns:ID")	\
	X(STRING,	"string",	"xsd:string")	\
	X(TEXTAREA,	"textarea",	"xsd:string")	\
	X(PHONE,	"phone",	"xsd:string")	\
	X(URL,		"url",		"xsd:string")	\
	X(EMAIL,	"email",	"xsd:string")	\
	X(COMBOBOX,	"combobox",	"xsd:string")	\
	X(ENCRYPTED,	"encryptedstring", "xsd:string") \
	X(PICKLIST,	"picklist",	"xsd:string")	\
	X(MULTI,	"multipicklist", "xsd:string")	\
	X(TIME,		"time",		"xsd:time")	\
	X(DATE,		"date",		"xsd:date")	\
	X(BOOLEAN,	"boolean",	"xsd:boolean")	\
	X(INT,		"int",		"xsd:int")	\
	X(DATETIME,	"datetime",	"xsd:dateTime")	\
	X(DOUBLE,	"double",	"xsd:double")	\
	X(CURRENCY,	"currency",	"xsd:double")	\
	X(PERCENT,	"percent",	"xsd:double")	\
	X(ADDRESS,	"address",	"urn:address")

/* ADDRESS has no column: its parts are the fields whose `compound` names it. */
enum org_type {
#define X(name, word, soap) ORG_##name,
	ORG_TYPES(X)
#undef X
	ORG_TYPE_COUNT
};

enum org_flag {
	ORG_REQUIRED	= 1 << 0,	/* not nillable */
	ORG_DEFAULTED	= 1 << 1,	/* defaultedOnCreate */
	ORG_CREATEABLE	= 1 << 2,
	ORG_UPDATEABLE	= 1 << 3,
	ORG_UNIQUE	= 1 << 4,
	ORG_EXTERNAL	= 1 << 5,	/* externalId */
	ORG_LOOKUP	= 1 << 6,	/* idLookup, as external ids are */
	ORG_RESTRICTED	= 1 << 7,
	ORG_FILTERABLE	= 1 << 8,
	ORG_SORTABLE	= 1 << 9,
	ORG_GROUPABLE	= 1 << 10,
	ORG_CUSTOM	= 1 << 11,
	ORG_CASED	= 1 << 12,	/* case counts: BINARY in the table */
	ORG_CALCULATED	= 1 << 13,
	ORG_NAME	= 1 << 14,	/* nameField */
	ORG_CASCADE	= 1 << 15,	/* deleted with what it refers to */
	ORG_GUARDED	= 1 << 16	/* hidden until FieldPermissions */
};

struct org_field {
	const char	 *name, *label;
	enum org_type	  type;
	unsigned	  flags;
	uint32_t	  length;	/* text kinds, in code points */
	int		  precision, scale;	/* of org_is_number types */
	int		  digits;	/* int */
	const char	**values;	/* picklists; NULL ended, or NULL */
	const char	**refers;	/* objects; NULL ended, or NULL */
	const char	 *relation;	/* "Owner", "Parent__r"; or NULL */
	const char	 *child;	/* the way back, "Contacts"; or NULL */
	const char	 *compound;	/* "BillingAddress", or NULL */
	const char	 *initial;	/* its value when none is given */
	const char	 *help;		/* inlineHelpText, or NULL */
	const char	 *id;		/* its CustomField's id, or NULL */
};

struct org_object {
	const char	 *name, *label, *plural;
	const char	 *prefix;	/* "001" */
	bool		  custom, tooling;	/* of the Tooling API alone */
	struct org_field **fields;	/* they stay where they are */
	size_t		  count;
	uint64_t	  next;		/* its next id's number */
	int64_t		  changed;	/* its fields, microseconds */
};

/* `path` NULL: in memory. `schemas`: a folder of <connection>.<Object>.json
 * beside the shipped ones, or NULL. The sandbox is asked for clock and
 * faults, and may be unset otherwise. NULL on error. */
struct org	*org_open(struct sandbox *, const char *path,
		    const char *schemas, struct err *);
void		 org_close(struct org *);	/* NULL is fine */

/* NULL if there is none; so below. */
const struct org_object *org_object(const struct org *, struct slice name);
const struct org_object *org_of_id(const struct org *, struct slice id);
const struct org_object *org_tooling(const struct org *, struct slice name);
const struct org_field *org_field(const struct org_object *, struct slice);
/* A reference by its relation ("Owner"). */
const struct org_field *org_relation(const struct org_object *, struct slice);
/* The other way: whose field points here under that name ("Contacts"). */
const struct org_field *org_child(const struct org *,
		    const struct org_object *parent, struct slice,
		    const struct org_object **whose);
bool		 org_refers(const struct org_field *, const char *object);
size_t		 org_count(const struct org *);
const struct org_object *org_at(const struct org *, size_t);
const char	*org_type_word(enum org_type);	/* "picklist" */
const char	*org_type_soap(enum org_type);
bool		 org_is_number(enum org_type);	/* of scale; not INT */
bool		 org_is_text(enum org_type);

#endif

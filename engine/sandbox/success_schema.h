/* SPDX-License-Identifier: MIT */
/* success_schema.h - every object of Gainsight, and its fields. */
#ifndef SUCCESS_SCHEMA_H
#define SUCCESS_SCHEMA_H

#include "success.h"

/*
 * A field as words: "string(250)", "number(2)", "picklist"; flags of
 * "required readonly createonly name"; more is "A|B|-C" of a picklist (- is
 * no longer active), the object of a lookup.
 */
struct success_seed {
	const char	*name, *type, *label, *flags, *more;
};

struct success_seed_object {
	const char			*name, *label, *kind, *prefix;
	const struct success_seed	*fields;	/* name NULL ended */
};

/* success_seed.c: what every tenant has, name NULL ended. */
extern const struct success_seed_object success_seed_objects[];
extern const struct success_seed success_seed_system[];

/* All of them, with the fields and objects of the folder's schemas. */
bool	success_schema_load(struct success *, const char *folder,
	    struct err *);
/* The item of that GSID or, where `label` says so, of that label. */
const struct success_option *success_schema_option(
	    const struct success_field *, struct slice, bool label);

#endif

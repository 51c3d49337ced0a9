/* SPDX-License-Identifier: MIT */
/* fill.h - a CSV file into an object of the store: `precept load`. */
#ifndef PRECEPT_FILL_H
#define PRECEPT_FILL_H

#include "precept/run.h"

struct fill {
	const char		*into;	/* "salesforce.Account" */
	const char		*path;
	const char		*fields;	/* or NULL */
	struct run_progress	 progress;
	char			 delimiter;	/* set by fill_object */
};

/*
 * Loads `path` into connection.Object through the same way as every rule:
 * mapped by field name, upserted by record id (or inserted, if the object
 * has none), in the ledger as a run of kind "load".
 *
 * An object without a schema gets one from `fields` ("Id:id,Visits:integer"),
 * or, if that is NULL, from what the file holds. Columns that the schema has
 * not are named in *left (in the workspace's arena), NULL if there are none.
 * Commas delimit; in a header without any: semicolons, tabs or pipes.
 */
bool	fill_object(struct workspace *, const struct fill *,
	    struct run_report *, const char **left, struct err *);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * catalog.h - every object that rules can name: connection.Object.
 *
 * Shipped schemas first; a file schema/<connection>.<Object>.json of the
 * workspace replaces the shipped one; objects of the store come last.
 */
#ifndef PRECEPT_CATALOG_H
#define PRECEPT_CATALOG_H

#include "precept/schema.h"

struct catalog;

/* Lives in the arena, with all it holds. */
struct catalog	*catalog_make(struct arena *);
/* The schemas inside the program (salesforce, gainsight). */
bool	catalog_add_shipped(struct catalog *, struct err *);
/* Every *.json of the folder; a missing folder is fine. */
bool	catalog_add_folder(struct catalog *, const char *dir, struct err *);
void	catalog_add(struct catalog *, struct schema *);

/* By its name or an alias; NULL if there is none. */
const struct schema *catalog_find(const struct catalog *, struct slice conn,
	    struct slice object);
/* What a field of `from` refers to: in its own connection, else anywhere
 * (Gainsight's classic objects live in Salesforce's org). */
const struct schema *catalog_refer(const struct catalog *,
	    const struct schema *from, const char *object);
bool	catalog_has_connection(const struct catalog *, struct slice);
/* In the order they were added. */
size_t	catalog_count(const struct catalog *);
const struct schema *catalog_at(const struct catalog *, size_t);
/* The same 64 hex digits as long as no schema changed. */
void	catalog_hash(const struct catalog *, char hex[65]);

#endif

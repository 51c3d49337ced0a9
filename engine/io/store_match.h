/* SPDX-License-Identifier: MIT */
/* store_match.h - one worker's way to look records up by their keys. */
#ifndef PRECEPT_STORE_MATCH_H
#define PRECEPT_STORE_MATCH_H

#include "store_cells.h"
#include "store_order.h"

struct store_match {
	const struct store	*store;
	const struct action	*action;
	sqlite3			*db;
	bool			 nothing;	/* no such table or key */
	bool			 by_value;	/* some key is a decimal */
	bool			 copied;	/* keys are in temp.keys */
	sqlite3_stmt		*walk, *probe;
	struct store_part	*at;		/* the key where walk stands */
	bool			*null;		/* of its parts */
	uint64_t		 probe_nulls;	/* parts that the probe has
						   as null, by bits */
	struct store_cells	 cells;		/* of the batch at hand */
	struct store_order	 order;
};

/* NULL and a sentence if the file cannot be read. */
struct store_match *store_match_new(const struct store *,
		    const struct action *, struct err *);
void		 store_match_free(struct store_match *);
/* Fills matches, id and was. */
bool		 store_match_batch(struct store_match *, struct changes *,
		    struct err *);
/* A record was found for the row: its values are kept if it is the first. */
void		 store_match_found(struct store_match *, sqlite3_stmt *,
		    struct changes *, uint32_t row);

/* store_probe.c: rows that are looked up one by one. */
bool		 store_probe(struct store_match *, struct changes *,
		    uint32_t row, struct err *);
/* SELECT id, fields FROM the object and its keys; then conditions. */
void		 store_match_select(const struct store_match *, struct text *);
/* What keys are called in it: t. or k. */
const char	*store_match_alias(const struct store_match *);

#endif

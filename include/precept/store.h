/* SPDX-License-Identifier: MIT */
/*
 * store.h - the workspace's one SQLite file: local objects, runs, ledger.
 *
 * One connection writes and makes every checkpoint; workers read through
 * connections of their own. All of sqlite3.h stays behind io/store*.c.
 */
#ifndef PRECEPT_STORE_H
#define PRECEPT_STORE_H

#include "precept/catalog.h"
#include "precept/changes.h"
#include "precept/scan.h"

struct store;

/*
 * Opens or makes the file; migrates an older one. A foreign, corrupt or newer
 * file, or one that another process is writing, is a sentence and NULL. With
 * `write` false nothing is made or changed, and a missing file is an empty
 * store.
 */
struct store	*store_open(const char *path, bool write, struct err *);
void		 store_close(struct store *);	/* rolls back what is open */

bool		 store_begin(struct store *, struct err *);
bool		 store_commit(struct store *, struct err *);	/* synced */
void		 store_rollback(struct store *);
bool		 store_in_transaction(const struct store *);

/*
 * Local objects. A table is made from the schema when an object is first
 * written; fields that the schema has gained are added. Objects of the store
 * (store.Anything) keep their schema in it.
 */
bool		 store_objects(struct store *, struct catalog *,
		    struct arena *, struct err *);	/* into the catalog */
bool		 store_object_make(struct store *, const struct schema *,
		    struct err *);
/* Rows of an object; 0 if it was never written. */
int64_t		 store_object_count(struct store *, const struct schema *);

/*
 * Rows of an object in the order they came; `fields[i].path` may go through
 * relations (Owner.Email): the first step's field refers to an object. The
 * origin of a row is its rowid. All workers see the object as it was when the
 * scan was opened. scan->total and slab->bytes count records, not bytes.
 */
struct scan	*store_scan(struct store *, const struct catalog *,
		    const struct schema *, const struct scan_field *,
		    size_t count, struct err *);

/*
 * The target of a load action on a local object: matches by its keys, writes
 * with per-row outcomes (required fields, unique fields and restricted picklist
 * values are held; codes as Salesforce's), new ids from the schema's prefix.
 * Writes belong to the store's open transaction. Matches see what is committed.
 */
struct target	*store_target(struct store *, const struct action *,
		    int workers, struct err *);

#endif

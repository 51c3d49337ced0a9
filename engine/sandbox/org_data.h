/* SPDX-License-Identifier: MIT */
/*
 * org_data.h - what reads the org's tables needs: the connection, values as
 * JSON, who sees which field.
 */
#ifndef ORG_DATA_H
#define ORG_DATA_H

#include "org.h"

struct sqlite3;
struct sqlite3_stmt;

#define ORG_ADMIN "admin@sandbox.example"	/* Username of the first user */

/* The connection: the collation SALESFORCE and all tables are there. Who
 * uses it reads only. */
struct sqlite3	*org_db(struct org *);
/* Of fields or of permissions: goes up whenever one changes. */
uint64_t	 org_version(const struct org *);
int64_t		 org_now(const struct org *);	/* microseconds */

/* May the user read, write this field? What is not there he does not see. */
bool		 org_sees(struct org *, const char *user,
		    const struct org_object *, const struct org_field *);
bool		 org_edits(struct org *, const char *user,
		    const struct org_object *, const struct org_field *);
/* Who sees what has changed: every object is described anew. */
void		 org_access_touch(struct org *);
/* May he delete so that nothing is left? */
bool		 org_erases(struct org *, const char *user);
/* The id of the active user of that Username; false: there is none. */
bool		 org_user(struct org *, const char *username, char id[19]);

/* Column `i` of a row as the REST API writes the field: 23.0, 5.0E7, null,
 * "2011-07-07T00:37:00.000+0000". */
void		 org_put_json(struct text *, const struct org_field *,
		    struct sqlite3_stmt *, int i);
/* As CSV has it, without quotes; nothing for null. */
void		 org_put_text(struct text *, const struct org_field *,
		    struct sqlite3_stmt *, int i);
/* A number as Java prints a double: 1.0, 12.5, 1.25E7. */
void		 org_put_double(struct text *, double);
/* The parts of an ADDRESS that there are, and its value: {"city":…} or null,
 * from their columns in that order, the first at `i`. */
#define ORG_PARTS 8
size_t		 org_parts(const struct org_object *,
		    const struct org_field *, const struct org_field **);
void		 org_put_address(struct text *, const struct org_object *,
		    const struct org_field *, struct sqlite3_stmt *, int i);

/* A record as JSON: its attributes, then these fields. A deleted one is put
 * too; a missing one puts nothing. */
enum org_found { ORG_MISSING, ORG_THERE, ORG_DELETED };
struct org_view {
	const struct org_object		*object;
	const struct org_field *const	*fields;
	size_t				 count;
	double				 version;	/* 62.0 */
};
enum org_found	 org_put_record(struct text *, struct org *,
		    const struct org_view *, const char *id);
/* Milliseconds of its last change; 0: there is no such record. */
int64_t		 org_modified(struct org *, const struct org_object *,
		    const char *id);
/* What changed, or was deleted, from one millisecond up to another:
 * "001…","001…" or {"id":…,"deletedDate":…},… */
void		 org_put_changes(struct text *, struct org *,
		    const struct org_object *, bool deleted,
		    const int64_t span[2]);

/* "name", its quotes doubled, for SQL. */
void		 org_put_name(struct text *, const char *name);

#endif

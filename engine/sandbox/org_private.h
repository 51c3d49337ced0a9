/* SPDX-License-Identifier: MIT */
/* org_private.h - what the files of the org share. */
#ifndef ORG_PRIVATE_H
#define ORG_PRIVATE_H

#include <sqlite3.h>

#include "org_write.h"
#include "precept/map.h"
#include "precept/schema.h"

struct org {
	struct sandbox		 *sandbox;
	struct arena		 *arena;	/* objects and fields */
	sqlite3			 *db;
	const char		 *path;		/* for messages */
	struct org_object	**objects;
	size_t			  count, cap;
	uint64_t		  version;
	int			  depth;	/* of org_begin */
	struct map		  statements;	/* by SQL, prepared */
	struct arena		 *texts;	/* their SQL */
	char			  admin[19];	/* who writes the first rows */
};

/*
 * A field as one line of words, in our tables and in the file. `type` is
 * "string(80)"; `flags` are the words of org_field.c, and "in=BillingAddress"
 * for a part of a compound; `more` is "Hot|*Cold" for picklists (* is the
 * default), "Account|Lead/Contacts" for references, behind the slash the way
 * back, else the initial value. Any but name and type may be NULL.
 */
struct org_seed {
	const char	*name, *type, *label, *flags, *more, *help, *id;
};

struct org_seed_object {
	const char		*name, *label, *plural, *prefix;
	const struct org_seed	*fields;	/* name NULL ended */
};

/* org_seed.c, org_seed_sales.c: what every org has, name NULL ended. */
extern const struct org_seed_object org_seed_access[], org_seed_sales[],
	org_seed_tooling[];
/* The fields of every object. */
extern const struct org_seed org_seed_system[], org_seed_owner[],
	org_seed_name[];
bool	org_seed_rows(struct org *, struct err *);
/* A record of texts, behind the validation: name, value, … NULL; eight of
 * them at most. Its id goes to `id`, unless that is NULL. */
bool	org_seed_put(struct org *, const char *object,
	    const char *const *pairs, char id[19]);
/* org_classic.c: the settings of Gainsight's classic edition, if there are
 * none. */
bool	org_classic_rows(struct org *);

/* org_field.c, org_field_show.c */
struct org_field *org_field_make(struct org *, const struct org_seed *);
				/* NULL: no such type or flag */
void	org_field_show(const struct org_field *, struct arena *,
	    struct org_seed *);
/* org_field_of.c: from what the rules know */
struct org_field *org_field_of(struct org *, const struct field *);

/* org_schema.c: every object there is, from all of these. */
bool	org_schema_load(struct org *, const char *folder, struct err *);
struct org_object *org_schema_object(struct org *, const char *name);
void	org_schema_touch(struct org *, struct org_object *);
void	org_schema_append(struct org *, struct org_object *,
	    struct org_field *);

/* org_table.c */
bool	org_table_open(struct org *, const char *path, struct err *);
bool	org_table_make(struct org *, struct org_object *, struct err *);
bool	org_table_fields(struct org *, struct err *);	/* added ones */
bool	org_table_add(struct org *, const struct org_object *,
	    const struct org_field *, struct err *);

/* org_sql.c: prepared once, reset, bound by org_sql_bind; the caller steps
 * and resets. The SQL is right: anything else aborts. */
sqlite3_stmt	*org_sql(struct org *, const char *sql);
void		 org_sql_text(sqlite3_stmt *, int, struct slice);
struct slice	 org_sql_slice(sqlite3_stmt *, int);
bool		 org_sql_do(struct org *, const char *sql, struct err *);
bool		 org_sql_fail(const struct org *, struct err *);
void		 org_sql_close(struct org *);
int		 org_sql_compare(void *, int, const void *, int,
		    const void *);

/* org_id.c */
void	org_id_next(struct org_object *, char id[19]);
void	org_id_begin(struct org *, struct org_object *);

#endif

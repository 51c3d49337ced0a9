/* SPDX-License-Identifier: MIT */
/*
 * org_write.h - records into the org: one validation for all doors.
 *
 *	struct org_value v[] = { { .name = SLICE("Name"),
 *	    .shape = ORG_TEXT, .text = SLICE("Acme") } };
 *	struct org_write w = { .object = account, .user = user,
 *	    .values = v, .count = 1 };
 *	struct org_outcome out;
 *	org_insert(org, &w, arena, &out);
 */
#ifndef ORG_WRITE_H
#define ORG_WRITE_H

#include "org_data.h"

enum org_shape { ORG_NULL, ORG_TRUE, ORG_FALSE, ORG_NUMBER, ORG_TEXT,
	ORG_NESTED };

struct org_value {
	struct slice	 name;		/* as it was sent */
	enum org_shape	 shape;
	struct slice	 text;		/* NUMBER as written, TEXT decoded */
	struct org_value *nested;	/* of NESTED: "Parent__r": { … } */
	size_t		 nested_count;
	int		 line, column;	/* in the body, from 1; or 0 */
};

/* CSV: every value is text, and is read as its field's type. LOAD: the same,
 * and Id, CreatedDate and other read-only fields are taken as they are. */
enum org_door { ORG_REST, ORG_CSV, ORG_LOAD };

struct org_write {
	const struct org_object	*object;
	const char		*user;	/* his id */
	enum org_door		 door;
	const struct org_value	*values;
	size_t			 count;
	int64_t			 row;	/* in the call, from 1: for faults */
};

struct org_error {
	const char	*code, *text;
	const char	*fields;	/* "A,B", or NULL */
	int		 status;	/* of HTTP, for a single row */
	bool		 unread;	/* the body makes no sense: of many
					   rows none is looked at */
};

/* All in the arena. */
struct org_outcome {
	char		  id[19];	/* "" if there is none */
	bool		  created;
	struct org_error *errors;
	size_t		  error_count;	/* 0: it is done */
	const char	**matches;	/* upsert: ids of several, NULL ended */
};

/* Each does all of it or nothing, and answers true when it is done. */
bool	org_insert(struct org *, const struct org_write *, struct arena *,
	    struct org_outcome *);
bool	org_update(struct org *, const struct org_write *, struct slice id,
	    struct arena *, struct org_outcome *);
bool	org_delete(struct org *, const struct org_write *, struct slice id,
	    struct arena *, struct org_outcome *);
/* Deleted, and not in the recycle bin. */
bool	org_erase(struct org *, const struct org_write *, struct slice id,
	    struct arena *, struct org_outcome *);
/* By the key field's value; as a field of `values` it must not appear. */
struct org_key { const struct org_field *field; struct slice value;
	bool update_only; };
bool	org_upsert(struct org *, const struct org_write *,
	    const struct org_key *, struct arena *, struct org_outcome *);
/* The records whose field has that value; their ids, NULL ended. NULL: it is
 * no value of the field, and `out` says why. */
const char **org_find(struct org *, const struct org_write *,
	    const struct org_key *, struct arena *, struct org_outcome *);
/* 15 or 18 characters to 18; false: it is no id. */
bool	org_id_wide(struct slice, char id[19]);
/* One more error; always false. */
bool	org_refuse(struct org_outcome *, struct arena *, int status,
	    const char *code, const char *fields, const char *fmt, ...)
	    PRINTF_LIKE(6, 7);

/* Several writes as one: begin, then keep or drop. They nest. */
void	org_begin(struct org *);
void	org_keep(struct org *);
void	org_drop(struct org *);

/* The rows of a CSV file; ids in it are kept. */
bool	org_load(struct org *, const char *object, const char *path,
	    size_t *rows, struct err *);
/* No records any more, but of users and their permissions. */
bool	org_empty(struct org *, struct err *);
/* A field more, hidden until FieldPermissions, its column with it; it is
 * copied. false: there is one of that name. */
bool	org_add_field(struct org *, const struct org_object *,
	    const struct org_field *, struct err *);
bool	org_change_field(struct org *, const struct org_object *,
	    const struct org_field *, struct err *);
bool	org_drop_field(struct org *, const struct org_object *,
	    const char *name, struct err *);

#endif

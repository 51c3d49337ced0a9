/* SPDX-License-Identifier: MIT */
/* org_change.h - a record on its way into its table. */
#ifndef ORG_CHANGE_H
#define ORG_CHANGE_H

#include "org_private.h"

enum org_cell_kind { CELL_NULL, CELL_INT, CELL_REAL, CELL_TEXT };

struct org_cell {
	bool			 set;	/* by this call */
	enum org_cell_kind	 kind;
	int64_t			 i;
	double			 r;
	struct slice		 s;
};

struct org_change {
	struct org		*org;
	const struct org_write	*w;
	struct arena		*arena;
	struct org_outcome	*out;
	struct org_cell		*cells;		/* one a field */
	bool			 insert;
	char			 id[19];	/* of an update */
};

/* org_value.c: what was sent as the table has it. Errors are of shape and
 * type only. */
bool	org_value_read(struct org_change *, const struct org_value *,
	    const struct org_field *, struct org_cell *);
/* org_value_number.c */
bool	org_value_number(struct org_change *, const struct org_value *,
	    const struct org_field *, struct org_cell *);
/* The sentence about a value of another type, by the door it came in. */
bool	org_value_wrong(struct org_change *, const struct org_value *,
	    const struct org_field *);

/* org_record.c: an empty change; the row as it stands, or why it cannot be
 * changed; its stamps, and into the table. */
void	org_record_start(struct org_change *, struct org *,
	    const struct org_write *, struct arena *, struct org_outcome *);
bool	org_record_fetch(struct org_change *, struct slice id);
bool	org_record_store(struct org_change *);

/* org_names.c: the fields that are named, in cells; relations resolved. */
bool	org_names_read(struct org_change *);
/* Ids of the records whose field has this value, at most `max`. */
size_t	org_names_find(struct org *, const struct org_object *,
	    const struct org_field *, const struct org_cell *,
	    char (*ids)[19], size_t max);

/* org_check.c: required, lengths, lists, references, unique values. */
bool	org_check(struct org_change *);
/* org_rules.c: what objects have of their own: full names, permissions. */
bool	org_rules(struct org_change *);
/* A record of the object changed: perhaps who sees what, too. */
void	org_rules_touch(struct org *, const struct org_object *);
/* What goes wrong with the row on demand. */
bool	org_rules_faults(struct org_change *);

/* org_cells.c: rows of a table as cells, and back. */
enum org_found org_cells_get(struct org *, const struct org_object *,
	    const char *id, struct arena *, struct org_cell *);
bool	org_cells_put(struct org *, const struct org_object *,
	    const struct org_cell *);
enum org_found org_cells_look(struct org *, const struct org_object *,
	    struct slice id);
void	org_cells_bind(struct sqlite3_stmt *, int, const struct org_cell *);
size_t	org_cells_index(const struct org_object *, const char *name);
struct org_cell org_cells_text(const char *);
struct org_cell org_cells_int(int64_t);

#endif

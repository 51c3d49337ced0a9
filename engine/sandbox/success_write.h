/* SPDX-License-Identifier: MIT */
/*
 * success_write.h - records on their way in: read, looked up, checked,
 * stored; and what is wrong with each of them.
 */
#ifndef SUCCESS_WRITE_H
#define SUCCESS_WRITE_H

#include "success_answer.h"

#define SUCCESS_WRITE_MAX 50		/* records of a call */

struct success_error {
	const char		*field;		/* NULL: of the whole record */
	const struct doc	*value;
	const char		*code, *sentence;
	struct success_error	*next;
};

struct success_row {
	const struct doc	*doc;
	struct success_cell	*cells;		/* one a field */
	struct success_error	*errors;
	const char		**gsids;	/* of an update: which */
	size_t			 count;
};

struct success_write {
	struct request		*r;
	struct success_object	*object;
	bool			 insert;
	bool			 person;	/* the Person API's codes */
	const struct doc	*lookups;	/* or NULL */
	const char		*skip;		/* a member that is none */
	struct success_row	*rows;
	size_t			 count;
};

void	success_write_error(const struct success_write *,
	    struct success_row *, const char *field, const struct doc *value,
	    enum success_wrong);
/* The row's members into its cells. */
void	success_write_read(const struct success_write *,
	    struct success_row *);
/* What it must have, and whom it refers to, once it is known whether it is
 * new. */
void	success_write_check(const struct success_write *,
	    struct success_row *);
/* New, or into those that it is about. */
void	success_write_store(const struct success_write *,
	    struct success_row *);
/* success_lookup.c: is the member a part of a lookup? The lookups' fields. */
bool	success_lookup_takes(const struct success_write *, const char *name);
void	success_lookup_read(const struct success_write *,
	    struct success_row *);
/* success_write_answer.c: the data of a call whose rows have errors, with
 * its envelope, and of one that is done. */
void	success_write_refuse(const struct success_write *);
void	success_write_done(const struct success_write *);
/* [{"success":false,…},…] of one row. */
void	success_write_put_errors(struct text *, const struct success_row *);
bool	success_write_is_good(const struct success_write *);

#endif

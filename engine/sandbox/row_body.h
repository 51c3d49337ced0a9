/* SPDX-License-Identifier: MIT */
/*
 * row_body.h - records out of a request's body, for single rows and many.
 *
 *	struct row_body b;
 *	struct row_record record;
 *	if (row_body_one(r, &record))
 *		...
 */
#ifndef ROW_BODY_H
#define ROW_BODY_H

#include "org_write.h"
#include "precept/json.h"

struct row_list {
	struct row_record	*items;
	size_t			 count, cap;
};

/* "Contacts": { "records": […] } */
struct row_children {
	struct slice		 name;
	struct row_list		 list;
	struct row_children	*next;
};

struct row_record {
	const char		*type;		/* attributes.type, or NULL */
	const char		*reference;	/* attributes.referenceId */
	struct org_value	*values;
	size_t			 count, cap;
	struct row_children	*children;
};

struct row_body {
	struct request	*r;
	struct json	 json;
	const char	*seen;		/* line and column are known to here */
	int		 line, column;
};

/* An empty body is refused: false, and the request is answered. */
bool	row_body_begin(struct row_body *, struct request *);
/* The next token, whose place is then in line and column. */
enum json_token row_body_next(struct row_body *);
/* The next value as it was sent. */
bool	row_body_raw(struct row_body *, struct slice *);
/* JSON_PARSER_ERROR at that place; always false. */
bool	row_body_fail(struct row_body *, const char *what);
/* The members of the object that has just begun. */
bool	row_body_record(struct row_body *, struct row_record *);
/* The records of the list that has just begun, at most `max`, or
 * `max` + 1 of them. */
bool	row_body_list(struct row_body *, struct row_list *, size_t max);
/* A string's text; false as row_body_fail. */
bool	row_body_text(struct row_body *, struct slice *);
/* The body is one record. */
bool	row_body_one(struct request *, struct row_record *);

/* Takes the value out of the record (case does not count), or NULL. */
const struct org_value *row_body_take(struct row_record *, const char *);

#endif

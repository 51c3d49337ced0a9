/* SPDX-License-Identifier: MIT */
/* row.h - what single rows, many rows and describe share. */
#ifndef ROW_H
#define ROW_H

#include "row_body.h"

/* The object of that name; NULL: there is none, and 404 is answered. */
const struct org_object *row_object(struct request *, const char *name);
/* "A,B" as fields the user sees, Id behind them if it is not among them;
 * NULL: all. false: one is not there, and the request is answered. */
bool	row_view(struct request *, const struct org_object *,
	    const char *names, struct org_view *);
/* The field a record may be found by; NULL: there is none, and answered. */
const struct org_field *row_key_field(struct request *,
	    const struct org_object *, const char *name);
/* [{"message":…,"errorCode":…,"fields":[…]},…] with the first one's status */
void	row_refuse(struct request *, const struct org_outcome *);
/* {"message":…,KEY:…,"fields":[…]},… */
void	row_put_errors(struct text *, const struct org_outcome *,
	    const char *key);
/* {"id":…,"success":true,"errors":[]}, with "created" if it is wanted */
void	row_put_success(struct text *, const struct org_outcome *,
	    bool created);

/* row_since.c: If-Modified-Since, If-Unmodified-Since; microseconds. false:
 * 304 or 412 is answered. Last-Modified is said in any case. */
bool	row_since(struct request *, int64_t changed);

/* row_describe.c: GET sobjects, sobjects/X, sobjects/X/describe */
void	row_describe_global(struct request *);
void	row_describe_basic(struct request *);
void	row_describe(struct request *);
/* row_field.c: one field, as the user may use it */
void	row_field_put(struct request *, const struct org_object *,
	    const struct org_field *);
/* row_changes.c: GET sobjects/X/updated and deleted */
void	row_changes(struct request *);

#endif

/* SPDX-License-Identifier: MIT */
/* tooling.h - custom fields as the Tooling API makes and shows them. */
#ifndef TOOLING_H
#define TOOLING_H

#include "org_data.h"
#include "org_write.h"
#include "precept/doc.h"

/* "Account.Health__c" and its Metadata. */
struct tooling_field {
	const struct org_object	*object;
	const char		*developer;	/* "Health" */
	struct org_field	 field;
};

/* Out of a body; false: the request is answered. */
bool	tooling_field_read(struct request *, struct tooling_field *);
/* FIELD_INTEGRITY_EXCEPTION; always false. */
bool	tooling_field_refuse(struct request *, const char *field,
	    const char *fmt, ...) PRINTF_LIKE(3, 4);

/* {"label":…,"type":"Text",…} */
void	tooling_show(struct text *, const struct org_field *);

/* Each custom field of the org has a record of CustomField. */
void	tooling_rows_fill(struct request *);
/* A record more, its id; false: the request is answered. */
bool	tooling_rows_add(struct request *, const struct tooling_field *,
	    char id[19]);
/* The field whose record that is; NULL: 404 is answered. */
const struct org_field *tooling_rows_find(struct request *, const char *id,
	    const struct org_object **);
/* The record goes, and whatever grants the field. */
void	tooling_rows_drop(struct request *, const char *id,
	    const char *object, const char *field);

#endif

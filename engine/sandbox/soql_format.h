/* SPDX-License-Identifier: MIT */
/* soql_format.h - format(): values as people in the United States read
 * them. */
#ifndef SOQL_FORMAT_H
#define SOQL_FORMAT_H

#include "org.h"

struct sqlite3_stmt;

/* Column `i` as a JSON text: "1,234.50", "7/7/2011, 12:37 AM"; null. */
void	soql_format(struct text *, enum org_type, struct sqlite3_stmt *,
	    int i);

#endif

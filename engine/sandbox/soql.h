/* SPDX-License-Identifier: MIT */
/*
 * soql.h - SOQL over the org's data: read, checked as the platform does, run.
 *
 *	struct soql q = { .org = org, .arena = a, .user = id, .text = text };
 *	if (!soql_open(&q))
 *		request_error(r, 400, q.fault.code, NULL, "%s", q.fault.text);
 *
 * Words of the language and names are found whatever their case.
 */
#ifndef SOQL_H
#define SOQL_H

#include "org.h"

#define SOQL_LONGEST 100000	/* characters of a query */

struct soql_select;

/* Why a query is refused, in the platform's words. */
struct soql_fault {
	const char	*code;	/* "MALFORMED_QUERY"; NULL: none */
	const char	*text;
};

struct soql {
	/* given */
	struct org	*org;
	struct arena	*arena;		/* lives as long as the query */
	const char	*user;		/* his id: what he sees */
	struct slice	 text;
	bool		 all;		/* queryAll: deleted rows too */
	bool		 tooling;	/* of the Tooling API's objects */
	bool		 bulk;		/* refuse what Bulk API 2.0 refuses */
	const char	*zone;		/* the user's, by name; NULL: UTC */
	int64_t		 now;		/* microseconds */
	double		 version;	/* of the API, for URLs: 62.0 */
	/* made */
	struct soql_fault   fault;
	struct soql_select *select;	/* soql_tree.h */
};

/* Reads the query; false: `fault` says why. Asks the org for nothing. */
bool	soql_parse(struct soql *);
/* Reads it and checks it against the org and what the user may see. */
bool	soql_open(struct soql *);

/* SELECT COUNT(), and what has groups: neither has ids nor pages. */
bool	soql_counts(struct soql *, uint64_t *);
bool	soql_is_grouped(const struct soql *);
/* The ids of its rows in their order, 18 bytes each, one after the other. */
bool	soql_ids(struct soql *, struct text *ids);
/* The rows of `count` such ids, "{…},{…}". */
bool	soql_page(struct soql *, const char *ids, size_t count,
	    struct text *out);
/* The rows of a grouped query, and how many; at most 2,000. */
bool	soql_groups(struct soql *, struct text *out, size_t *count);
const struct org_object *soql_object(const struct soql *);

/*
 * As CSV for Bulk API 2.0 (`bulk` is set): every value in quotes, "" for
 * null, columns by `delimiter`, rows by `end`.
 *
 *	soql_header(&q, ',', "\n", out);
 *	soql_rows(&q, ids + 18 * from, count, &(struct soql_csv){ ',', "\n" },
 *	    out);
 */
struct soql_csv {
	char		 delimiter;
	const char	*end;		/* "\n" or "\r\n" */
};
void	soql_header(const struct soql *, const struct soql_csv *,
	    struct text *out);
bool	soql_rows(struct soql *, const char *ids, size_t count,
	    const struct soql_csv *, struct text *out);

#endif

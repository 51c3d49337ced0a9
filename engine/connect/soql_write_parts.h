/* SPDX-License-Identifier: MIT */
/* soql_write_parts.h - conditions to SOQL: tests, fields and values. */
#ifndef SOQL_WRITE_PARTS_H
#define SOQL_WRITE_PARTS_H

#include "soql_write.h"

/* A node, and whose names it has. */
struct soql_node {
	const struct expr	*expr;
	bool			 source;	/* fields; else Show columns */
};

struct soql_writer {
	const struct soql_write	*query;
	struct arena		*arena;
};

/* A field that Salesforce can filter by. */
struct soql_field {
	const char	*path;		/* "Owner.Email" */
	enum kind	 kind;
	bool		 day;		/* to_date(a datetime) */
};

/* soql_write_test.c: what holds wherever the condition does (`not`: does
 * not); NULL: nothing that Salesforce can be asked. */
const char	*soql_write_test(struct soql_writer *, struct soql_node,
		    bool not);
/* soql_write_field.c: Show columns are followed to what they show. */
struct soql_node soql_write_follow(struct soql_writer *, struct soql_node);
bool		 soql_write_field(struct soql_writer *, struct soql_node,
		    struct soql_field *);

/* soql_write_value.c: one value, if it is the same for every row. */
const struct column *soql_write_constant(struct soql_writer *,
		    struct soql_node);
/* Of one row, as a literal beside a field of that kind; NULL if there is
 * none. Not for datetimes. */
const char	*soql_write_literal(struct soql_writer *, enum kind,
		    const struct column *);
/* Seconds since 1970, bare. */
const char	*soql_write_instant(struct soql_writer *, int64_t seconds);
/* Inside the quotes; `like` escapes % and _ too. */
const char	*soql_write_escape(struct soql_writer *, struct slice,
		    bool like);
/* A pattern of ours as one of SOQL's. */
const char	*soql_write_pattern(struct soql_writer *, struct slice);

/* soql_write_compare.c */
const char	*soql_write_compare(struct soql_writer *, enum expr_op,
		    const struct soql_field *, const struct column *);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * soql_write.h - what is asked of Salesforce for a rule: the fields it needs,
 * and of its conditions all that cannot lose a row.
 *
 *	struct soql_write q = { .rule = rule, .catalog = catalog, .day = &day };
 *	soql_write_where(&q, arena);
 *	text = soql_write_query(&q, fields, count, arena);
 *
 * What is asked may give too much (Salesforce compares texts without case),
 * never too little; the engine checks all of it again.
 */
#ifndef SOQL_WRITE_H
#define SOQL_WRITE_H

#include "precept/rule.h"

struct catalog;

/* A condition, one of those that all must hold. */
struct soql_write_test {
	const struct expr	*expr;		/* over the Show columns */
	const char		*text;		/* SOQL; NULL: only here */
};

struct soql_write {
	const struct rule	*rule;
	const struct catalog	*catalog;
	const struct rule_day	*day;
	bool			 changed;	/* only records that … */
	int64_t			 since;		/* … changed since, in UTC */
	const char		*above;		/* only ids behind it, or any */
	bool			 unordered;	/* Bulk is faster so */
	/* By soql_write_where(): */
	struct soql_write_test	*tests;
	size_t			 count;
	const char		*where;		/* NULL: every record */
};

/* Room for the conditions: more of them stay here. SOQL may have 100,000. */
#define SOQL_WRITE_MAX 90000

/*
 * The fields that the actions need and the filters look at, each once, in
 * the arena; Id is the first. slots[i], of rule->source.count, is where the
 * source's field i is among them, or -1.
 */
const char	**soql_write_fields(const struct rule *, struct arena *,
		    size_t *count, int *slots);
void		 soql_write_where(struct soql_write *, struct arena *);
/*
 * SELECT … FROM … WHERE … ORDER BY Id. The order makes a query that is cut
 * off go on where it was.
 */
const char	*soql_write_query(const struct soql_write *,
		    const char *const *fields, size_t count, struct arena *);
/* "SELECT COUNT() FROM …", for an estimate. */
const char	*soql_write_count(const struct soql_write *, struct arena *);
/* The lines of explain: the query, and what is checked here alone. */
void		 soql_write_explain(struct soql_write *, struct text *);

#endif

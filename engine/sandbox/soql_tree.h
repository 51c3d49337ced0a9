/* SPDX-License-Identifier: MIT */
/* soql_tree.h - a SOQL query as a tree, all of it in one arena; `at` is an
 * offset in the query. */
#ifndef SOQL_TREE_H
#define SOQL_TREE_H

#include "precept/arena.h"

struct org_field;
struct soql_select;
struct soql_join;
struct soql_tables;

/* Aggregates, then parts of dates, then the others. */
#define SOQL_FUNCS(X)							\
	X(FIELD, "")							\
	X(COUNT, "COUNT") X(COUNT_DISTINCT, "COUNT_DISTINCT")		\
	X(SUM, "SUM") X(AVG, "AVG") X(MIN, "MIN") X(MAX, "MAX")		\
	X(CALENDAR_YEAR, "CALENDAR_YEAR") X(FISCAL_YEAR, "FISCAL_YEAR")	\
	X(CALENDAR_QUARTER, "CALENDAR_QUARTER")				\
	X(FISCAL_QUARTER, "FISCAL_QUARTER")				\
	X(CALENDAR_MONTH, "CALENDAR_MONTH")				\
	X(FISCAL_MONTH, "FISCAL_MONTH") X(HOUR_IN_DAY, "HOUR_IN_DAY")	\
	X(DAY_IN_YEAR, "DAY_IN_YEAR") X(DAY_IN_MONTH, "DAY_IN_MONTH")	\
	X(DAY_IN_WEEK, "DAY_IN_WEEK") X(DAY_ONLY, "DAY_ONLY")		\
	X(WEEK_IN_YEAR, "WEEK_IN_YEAR") X(WEEK_IN_MONTH, "WEEK_IN_MONTH") \
	X(GROUPING, "GROUPING") X(CONVERT_TIMEZONE, "convertTimezone")	\
	X(TO_LABEL, "toLabel") X(FORMAT, "format")			\
	X(CONVERT_CURRENCY, "convertCurrency")

enum soql_func {
#define X(name, word) SOQL_##name,
	SOQL_FUNCS(X)
#undef X
	SOQL_FUNC_COUNT
};

struct soql_term {
	enum soql_func	  func;		/* FIELD: it is a path */
	struct soql_term *arg;		/* of a function; NULL: COUNT() */
	struct slice	 *parts;	/* of a FIELD: Account . Owner . Name */
	size_t		  part_count;
	struct slice	  text;		/* as it was written */
	uint32_t	  at, last_at;	/* last_at: its last part */
	/* by the check */
	const struct org_field	*field;
	const struct soql_join	*join;
};

enum soql_value_kind { SOQL_NULL, SOQL_TRUE, SOQL_FALSE, SOQL_STRING,
	SOQL_NUMBER, SOQL_DATE, SOQL_DATETIME, SOQL_TIME, SOQL_SPAN };

struct soql_value {
	enum soql_value_kind kind;
	struct slice	 text;		/* a STRING's is decoded */
	int64_t		 number;	/* days, microseconds; a span's n */
	int		 span;		/* which one: soql_span.h */
	uint32_t	 at;
};

enum soql_op { SOQL_AND, SOQL_OR, SOQL_NOT, SOQL_EQ, SOQL_NE, SOQL_LT,
	SOQL_LE, SOQL_GT, SOQL_GE, SOQL_LIKE, SOQL_IN, SOQL_NOT_IN,
	SOQL_INCLUDES, SOQL_EXCLUDES };

struct soql_cond {
	enum soql_op	   op;
	struct soql_cond  *args, *next;	/* of AND, OR, NOT: a list */
	struct soql_term  *term;
	struct soql_value *values;
	size_t		   count;
	struct soql_select *sub;	/* IN (SELECT …) */
};

enum soql_item_kind { SOQL_ITEM_TERM, SOQL_ITEM_CHILD, SOQL_ITEM_TYPEOF,
	SOQL_ITEM_FIELDS };

/* WHEN Account THEN Phone, Name; without an object: ELSE. */
struct soql_when {
	struct slice	   object;
	struct soql_term **terms;
	size_t		   count;
	struct soql_when  *next;
};

struct soql_item {
	enum soql_item_kind kind;
	struct soql_term   *term;	/* of TYPEOF: the relation */
	struct slice	    alias;
	struct soql_select *child;
	struct soql_when   *whens;
	enum { SOQL_ALL, SOQL_STANDARD, SOQL_CUSTOM } fields;
	uint32_t	    at;
};

struct soql_order {
	struct soql_term *term;
	bool		  desc, last;	/* NULLS LAST */
};

struct soql_select {
	struct soql_item  *items;
	size_t		   item_count;
	struct slice	   from, alias;	/* of a child: the relation's name */
	struct slice	   from_path;	/* "Account.Contacts": before it */
	struct slice	   scope;
	uint32_t	   from_at, limit_at;
	struct soql_cond  *where, *having;
	enum { SOQL_PLAIN, SOQL_ROLLUP, SOQL_CUBE } group_kind;
	struct soql_term **groups;
	size_t		   group_count;
	struct soql_order *orders;
	size_t		   order_count;
	int64_t		   limit, offset;	/* -1: none */
	bool		   counts;	/* SELECT COUNT() */
	/* by the check */
	bool		   grouped;	/* any aggregate, or GROUP BY */
	struct soql_tables *tables;
};

#endif

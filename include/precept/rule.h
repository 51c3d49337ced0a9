/* SPDX-License-Identifier: MIT */
/*
 * rule.h - a rule as the program knows it: typed, checked, ready to run.
 *
 * Made once from the declarations (decl.h) in the load arena; nothing in it
 * changes afterwards, so that all workers can read it at once.
 */
#ifndef PRECEPT_RULE_H
#define PRECEPT_RULE_H

#include "precept/action.h"
#include "precept/connection.h"
#include "precept/decl.h"
#include "precept/help.h"
#include "precept/scan.h"

enum source_kind { SOURCE_OBJECT, SOURCE_CSV, SOURCE_JSONL };

struct source {
	enum source_kind	 kind;
	struct place		 at;
	const char		*connection, *object;	/* OBJECT */
	const char		*path;			/* CSV, JSONL */
	struct place		 path_at;
	char			 delimiter;		/* CSV */
	const char		*records;		/* JSONL: the list whose
							   objects are rows,
							   NULL: each line */
	const char		*shown;		/* as written */
	const struct schema	*schema;	/* of the object or the file */
	/* The fields that Show uses; slots of the Show expressions. */
	struct scan_field	*fields;
	size_t			 count;
};

struct show {				/* its index is its slot */
	const char	*name;
	struct place	 name_at;
	struct phrase	 value;
	bool		 hidden;	/* only for customers_only's filter */
};

struct guard {				/* -1: no such guard */
	int64_t	max_rows;		/* rows that would be written */
	int64_t	max_changed;		/* of the matched rows: how many */
	double	max_changed_part;	/* … or which part, 0.2 for "20%" */
	int64_t	max_blanked;		/* values that become null */
};

struct rule_test {
	const char	  *name;
	struct place	   at;
	size_t		   action;	/* whose rows `gives` lists, from 0 */
	const struct decl *rows, *gives;	/* lists of tables */
};

struct rule {
	const char	*name;
	struct place	 at, name_at;
	const char	*file;
	struct source	 source;
	struct show	*shows;
	size_t		 show_count;
	struct phrase	*filters;	/* all must hold, in this order;
					   customers_only comes first */
	size_t		 filter_count;
	bool		 customers_only;
	struct action	*actions;
	size_t		 action_count;
	struct guard	 guard;
	struct budget	 budget;	/* of this rule, in the
					   connection's */
	const char	*after;		/* a rule's name, or NULL */
	struct place	 after_at;
	const char	*schedule;	/* as written, or NULL */
	struct place	 schedule_at;
	const char	*zone;		/* IANA name of the schedule, or NULL */
	struct rule_test *tests;
	size_t		 test_count;
	struct rule	*next_in_file;
};

/* The hash of one rule: the words that decide what it does, with the funcs. */
void		 rule_hash(const struct rule *, char hex[65]);

/* P101 to P159; the last has no code. */
extern const struct help rule_help[];

#endif

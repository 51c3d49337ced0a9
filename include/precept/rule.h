/* SPDX-License-Identifier: MIT */
/*
 * rule.h - a rule as the program knows it: typed, checked, ready to run.
 *
 * Made once from the declarations (decl.h) in the load arena; nothing in it
 * changes afterwards, so that all workers can read it at once.
 */
#ifndef PRECEPT_RULE_H
#define PRECEPT_RULE_H

#include "precept/catalog.h"
#include "precept/decl.h"
#include "precept/expr.h"
#include "precept/scan.h"

/* An expression, its text and its place in the rule file. */
struct phrase {
	struct slice	 text;
	struct place	 at;
	struct expr	*expr;		/* checked; NULL if it is wrong */
};

enum source_kind { SOURCE_OBJECT, SOURCE_CSV, SOURCE_JSONL };

struct source {
	enum source_kind	 kind;
	struct place		 at;
	const char		*connection, *object;	/* OBJECT */
	const char		*path;			/* CSV, JSONL */
	char			 delimiter;		/* CSV */
	const struct schema	*schema;	/* of the object or the file */
	/* The fields that Show uses; slots of the Show expressions. */
	struct scan_field	*fields;
	size_t			 count;
};

struct show {				/* its index is its slot */
	const char	*name;
	struct place	 name_at;
	struct phrase	 value;
};

enum operation { OP_INSERT, OP_UPDATE, OP_UPSERT };
enum on_missing { MISSING_SKIP, MISSING_CREATE, MISSING_REJECT };
enum on_existing { EXISTING_UPDATE, EXISTING_SKIP, EXISTING_REJECT };

struct mapping {
	const char		*target;	/* as written */
	struct place		 target_at;
	const struct field	*field;	/* of the target; exports: own */
	struct phrase		 value;		/* over the Show columns */
	struct phrase		 fallback;	/* default = …; expr NULL: none */
	bool			 clear;		/* null = "clear" */
	bool			 key;
};

enum action_kind { ACTION_LOAD, ACTION_EXPORT };
enum export_format { EXPORT_CSV, EXPORT_JSONL };

struct action {
	enum action_kind	 kind;
	const char		*word;		/* "load_to_usage" */
	struct place		 at;
	const char		*connection, *object;	/* LOAD */
	const struct schema	*schema;	/* of the target; exports: made */
	enum operation		 operation;
	enum on_missing		 on_missing;
	enum on_existing	 on_existing;
	struct mapping		*maps;
	size_t			 count;
	size_t			*keys;		/* indices into maps */
	size_t			 key_count;
	struct phrase		*filters;
	size_t			 filter_count;
	const char		*path;		/* EXPORT */
	enum export_format	 format;
	bool			 guard_formulas;
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
	const char	*after;		/* a rule's name, or NULL */
	struct place	 after_at;
	const char	*schedule;	/* as written, or NULL */
	struct place	 schedule_at;
	const char	*zone;		/* IANA name from the schedule, or NULL */
	struct rule_test *tests;
	size_t		 test_count;
	struct rule	*next_in_file;
};

struct ruleset {
	struct arena		*arena;		/* owns all below */
	struct diags		*diags;
	const struct catalog	*catalog;
	struct rule		**rules;	/* in running order: `after`
						   comes after */
	size_t			 count;
	char			 hash[65];	/* of what the rules say */
	const struct func	**funcs;	/* from func { }, NULL ended */
};

struct bind;

/*
 * Declarations to rules, all of the checks; findings go to diags (P1xx).
 * `dir` is the workspace: csv paths are below it. `bind` runs func { }.
 */
struct ruleset	*ruleset_make(struct arena *, struct diags *,
		    const struct catalog *, struct bind *,
		    const char *dir, const struct decl_top *);
const struct rule *ruleset_find(const struct ruleset *, struct slice name);
/* The hash of one rule: the words that decide what it does, with the funcs. */
void		 rule_hash(const struct rule *, char hex[65]);
/* Compiled regular expressions; the arena takes the rest. */
void		 ruleset_forget(struct ruleset *);

#endif

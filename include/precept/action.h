/* SPDX-License-Identifier: MIT */
/* action.h - what a rule does with its rows: what goes where, found how. */
#ifndef PRECEPT_ACTION_H
#define PRECEPT_ACTION_H

#include "precept/catalog.h"
#include "precept/expr.h"

/* An expression, its text and its place in the rule file. */
struct phrase {
	struct slice	 text;
	struct place	 at;
	struct expr	*expr;		/* checked; NULL if it is wrong */
};

enum operation { OP_INSERT, OP_UPDATE, OP_UPSERT };
enum on_missing { MISSING_SKIP, MISSING_CREATE, MISSING_REJECT };
enum on_existing { EXISTING_UPDATE, EXISTING_SKIP, EXISTING_REJECT };

struct mapping {
	const char		*target;	/* as written */
	struct place		 target_at;
	const struct field	*field;	/* of the target; exports: own */
	struct phrase		 value;		/* over the Show columns */
	struct phrase		 fallback;	/* default = …, if expr */
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
	const struct schema	*schema;	/* the target's, or made */
	bool			 as_is;		/* ids and read-only fields as
						   they are: precept load */
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
	struct place		 path_at;
	enum export_format	 format;
	bool			 guard_formulas;
};

#endif

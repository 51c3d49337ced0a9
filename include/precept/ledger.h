/* SPDX-License-Identifier: MIT */
/*
 * ledger.h - rows as the plan file and the ledger keep them: JSON lines.
 *
 * A body is a head line, then a line a row:
 *
 *	{"rule":"…","action":0,"word":"load_to_sfdc",
 *	 "into":"salesforce.Account","fields":["Id","Rating"],"keys":[0],
 *	 "at":["rules/a.lua:31",…]}
 *	["~",17,"001…AAA",["001…AAA"],[[1,"Hot","Cold"]]]
 *	["!",18,null,["001…AAA"],"D402","Rating","'x' is not …"]
 *
 * op, origin, record id, key values, then [field, was, now] for every value
 * that is written; a rejected row has code, field and reason instead. Rows
 * rejected before any action have a head with "action":-1.
 */
#ifndef PRECEPT_LEDGER_H
#define PRECEPT_LEDGER_H

#include "precept/changes.h"

/* `action` NULL: rejected before any action. */
void	ledger_put_head(struct text *, const struct rule *,
	    const struct action *);
/* Rows that are created, updated, deleted or rejected; returns how many. */
size_t	ledger_put_rows(struct text *, const struct changes *);
/*
 * The same from the rows' `lines`, which they came from: with the ids that
 * created rows have got since. false, and nothing was added: these are not
 * the rows' lines as they are now.
 */
bool	ledger_put_lines(struct text *, const struct changes *,
	    struct slice lines);
void	ledger_put_broken(struct text *, const struct scan_broken *, size_t);

/* A buffer for each worker and action of a rule. */
struct ledger_bodies {
	struct text	*texts;
	size_t		 count;
};
void	ledger_bodies_make(struct ledger_bodies *, int workers,
	    const struct rule *);
void	ledger_bodies_free(struct ledger_bodies *);
/* Encodes head and rows into the buffer of their worker and action. */
struct text *ledger_body(struct ledger_bodies *, const struct changes *,
	    size_t *rows);

/* What `why` looks for: a record id or a key value, ids widened. */
uint64_t ledger_key(struct slice);
/* Those of all rows that ledger_put_rows writes; returns how many (at most
 * count * (1 + key_count) are written to out). */
size_t	ledger_keys(const struct changes *, uint64_t *out);

struct ledger_head {
	const char	*rule, *word, *into;
	int		 action;
	const char	**fields;	/* names */
	const char	**at;		/* file:line of each field's mapping */
	size_t		 field_count;
	size_t		*keys;
	size_t		 key_count;
};

struct ledger_set {
	size_t		 field;
	struct slice	 was, now;	/* texts; ptr NULL is null */
};

struct ledger_row {
	char		 op;		/* enum change */
	int64_t		 origin;
	struct slice	 id;		/* ptr NULL: none */
	struct slice	*keys;
	size_t		 key_count;
	struct ledger_set *sets;
	size_t		 set_count;
	const char	*code, *field, *text;	/* rejected rows */
};

/*
 *	struct ledger_reader r;
 *	if (!ledger_open(&r, body, arena, &head, &err)) …
 *	while (ledger_next(&r, &row, &err)) …	err.kind ERR_NONE at the end
 */
struct ledger_reader {
	struct slice	 rest;
	struct arena	*arena;
	size_t		 line;
};
bool	ledger_open(struct ledger_reader *, struct slice body, struct arena *,
	    struct ledger_head *, struct err *);
bool	ledger_next(struct ledger_reader *, struct ledger_row *, struct err *);

#endif

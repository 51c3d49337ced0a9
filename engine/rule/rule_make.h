/* SPDX-License-Identifier: MIT */
/*
 * rule_make.h - what the makers of a ruleset share: one file a noun, each
 * takes its part of the declaration, fills its part of the rule, and adds
 * findings. Nobody stops at the first.
 */
#ifndef RULE_MAKE_H
#define RULE_MAKE_H

#include "precept/map.h"
#include "precept/rule.h"

struct bind;

/* One run of ruleset_make(). */
struct make {
	struct arena		 *arena;
	struct diags		 *diags;
	const struct catalog	 *catalog;
	struct bind		 *bind;
	const char		 *dir;
	const struct func	**funcs;	/* NULL ended */
};

/* A field, wherever a path through relations led to. */
struct reach {
	const struct schema	*schema;	/* NULL: no object's field */
	const struct field	*field;
	bool			 nullable;
};

/* One rule on its way. */
struct build {
	struct make	*make;
	struct rule	*rule;
	struct reach	*reach;		/* of rule->source.fields, by slot */
	size_t		 room;		/* of reach and source.fields */
	struct map	 paths;		/* source fields by path */
	struct map	 names;		/* Show columns by name */
	bool		*kept;		/* Show columns that filters keep from
					   null */
	/* What `after` makes of it: see rule_order.c. */
	struct build	*before;	/* this one runs after it */
	struct build	*first, *next;	/* followers; the next of them */
	size_t		 enter, leave, mark;
};

/* rule_build.c */
struct build	*rule_build(struct make *, const struct decl_top *);
void		 rule_build_done(struct build *);

/* rule_func.c */
void	rule_func_make(struct make *, const struct decl_top *);
/* The file that a func { } stands in, or ptr NULL for a built-in. */
struct slice rule_func_text(const struct func *);

/* rule_object.c: "connection.Object"; NULL when something was found. */
const struct schema *rule_object_find(struct make *, struct slice name,
	    struct place);
/* "a.b.C" from an object on; false if it leads nowhere. */
bool	rule_object_reach(const struct make *, const struct schema *,
	    struct slice path, struct reach *);
void	rule_object_no_field(struct make *, const struct schema *,
	    struct slice path, struct place);

/* rule_source.c, rule_file.c */
void	rule_source_make(struct build *, const struct decl *);
void	rule_file_make(struct build *, const struct decl *);
/* Are the fields that Show uses in the header of the file? */
void	rule_file_check(struct build *);
/* The slot of a path, taken up when it is new; -1 if there is none. */
int	rule_source_slot(struct build *, struct slice path);
/* "salesforce.Account" or the file's path. */
const char *rule_source_name(const struct rule *);

/* rule_phrase.c: text to a checked expression, names by one of two scopes. */
enum { NAMES_SOURCE, NAMES_SHOW };
bool	rule_phrase_read(struct make *, const struct decl *, struct phrase *);
bool	rule_phrase_check(struct build *, struct phrase *, int names,
	    const struct type *want);
/* A plain value as the expression it looks like; NULL for a table. */
const char *rule_phrase_plain(struct make *, const struct decl *);
/* Calls one() for every NAME. */
void	rule_phrase_names(const struct expr *,
	    void (*one)(void *, const struct expr *), void *);
/* Does this text, in the place of a map, fit that type? Finds nothing. */
bool	rule_phrase_fits(struct build *, const char *text,
	    const struct type *);

/* rule_scope.c */
struct expr_scope rule_scope(struct build *, int names);
/* The column's field if it shows one as it is, else NULL. */
const struct reach *rule_scope_reach(const struct build *, size_t show);
bool	rule_scope_has(const struct build *, struct slice column, size_t *);
void	rule_scope_unknown(struct build *, int names, struct slice,
	    struct place);

/* rule_show.c, rule_filter.c, rule_customers.c */
void	rule_show_make(struct build *, const struct decl *);
struct show *rule_show_add(struct build *, struct show);
void	rule_filter_make(struct build *, const struct decl *,
	    struct phrase **, size_t *count);
/* Columns that these conditions keep from null are marked in b->kept. */
void	rule_filter_keeps(struct build *, const struct phrase *, size_t);
void	rule_customers_make(struct build *, const struct decl *);

/* rule_action.c */
void	rule_action_make(struct build *, const struct decl *);

/* rule_guard.c, rule_test.c, rule_schedule.c, rule_budget.c, rule_writes.c */
void	rule_guard_make(struct build *, const struct decl *);
void	rule_test_make(struct build *, const struct decl *);
void	rule_schedule_make(struct build *, const struct decl *);
struct budget rule_budget_take(struct make *, const struct decl *);
void	rule_writes_take(struct make *, struct connection *, const struct decl *);
/* rule_connection.c; `all` are those before it. */
struct connection *rule_connection_make(struct make *,
	    const struct connection *all, const struct decl_top *);

#endif

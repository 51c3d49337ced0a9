/* SPDX-License-Identifier: MIT */
/* rule_parts.h - the parts of an action, and the checks of what it maps. */
#ifndef RULE_PARTS_H
#define RULE_PARTS_H

#include "rule_make.h"

/* rule_load.c, rule_export.c */
void	rule_load_make(struct build *, struct action *, const struct decl *);
void	rule_export_make(struct build *, struct action *,
	    const struct decl *);

/* rule_keys.c: which mappings find the record, and whether they can. */
void	rule_keys_make(struct build *, struct action *, const struct decl *);
void	rule_keys_check(struct build *, const struct action *);

/* rule_usage.c: what only usage data asks for. */
bool	rule_usage_is(const struct action *);
bool	rule_usage_is_date(const struct field *);
void	rule_usage_check(struct build *, const struct action *);

/* rule_write.c: may this action write these fields, are all there? */
void	rule_write_check(struct build *, const struct action *);
bool	rule_write_creates(const struct action *);

/* rule_mapping.c, rule_default.c */
void	rule_mapping_make(struct build *, struct action *,
	    const struct decl *map);
void	rule_mapping_defaults(struct build *, struct action *,
	    const struct decl *map);
void	rule_default_make(struct build *, const struct action *,
	    struct mapping *, const struct decl *);

/* rule_convert.c: kinds and lengths. */
void	rule_convert_check(struct build *, const struct action *,
	    const struct mapping *);

/* rule_literal.c: what is written down. True when something was found. */
bool	rule_literal_check(struct build *, const struct action *,
	    const struct mapping *);
bool	rule_literal_value(struct build *, const struct action *,
	    const struct mapping *, struct slice, struct place);
bool	rule_literal_has(const struct field *, struct slice value);

/* rule_alike.c: what fits the target and is called most like it, or NULL. */
int	rule_alike(const char *, const char *);	/* of thousand */
const char *rule_alike_column(const struct build *, const struct field *);
const char *rule_alike_field(const struct build *, const struct field *);

#endif

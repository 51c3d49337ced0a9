/* SPDX-License-Identifier: MIT */
/*
 * rule_take.h - settings out of a declaration.
 *
 * The words of stdlib have held their tables to known keys, kinds and fixed
 * words: what is not as it should be was found there and is left out here in
 * silence. Only what stands deeper (lists, guard, tests) is told from here.
 */
#ifndef RULE_TAKE_H
#define RULE_TAKE_H

#include "rule_make.h"

/* NULL when missing or of another kind. */
const struct decl *rule_take_text(const struct decl *body, const char *key);
const struct decl *rule_take_table(const struct decl *body, const char *key);
bool	rule_take_flag(const struct decl *body, const char *key);
/* The index of the word in `words` (NULL ended), or -1. */
int	rule_take_word(const struct decl *body, const char *key,
	    const char *const *words);
/* "20%", "2.5 %" as 0.2 and 0.025; at most "100%". */
bool	rule_take_part(struct slice, double *part);
/* P101: `key` takes `what`, and this is something else. */
void	rule_take_wrong(struct make *, const char *key, const char *what,
	    const struct decl *);
/* Keys that are none of these, with the nearest one, under this code. */
void	rule_take_only(struct make *, const struct decl *body,
	    const char *code, const char *const *keys);

#endif

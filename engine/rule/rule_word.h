/* SPDX-License-Identifier: MIT */
/* rule_word.h - how findings call types, fields and objects. */
#ifndef RULE_WORD_H
#define RULE_WORD_H

#include "precept/rule.h"

/* printf's "%.*s" of a slice. */
#define SHOWN(s) (int)(s).len, (s).ptr

/* "number(18,0)", "picklist (text, 40)". In the arena. */
const char	*rule_word_type(struct arena *, const struct type *);
/* What goes in: "text", "a number". */
const char	*rule_word_value(enum kind);
/* What takes it: "a number field". */
const char	*rule_word_field(enum kind);
/* "rows that are not numbers are rejected". */
const char	*rule_word_rejected(enum kind);
/* "salesforce.Account", or the path of a file. In the arena. */
const char	*rule_word_object(struct arena *, const struct schema *);
/* `salesforce.Account.Name`, `gainsight usage measure "Clicks"`. */
const char	*rule_word_target(struct arena *, const struct action *,
		    const struct field *);
/* "'a', 'b' or 'c'" of a NULL ended list. In the arena. */
const char	*rule_word_list(struct arena *, const char *const *);
/* Salesforce or Gainsight: what is not seen there may be hidden. */
bool		 rule_word_hides(const struct schema *);

#define RULE_WORD_HIDDEN "it does not exist, or field-level security hides " \
	"it from the integration user"

#endif

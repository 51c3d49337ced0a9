/* SPDX-License-Identifier: MIT */
#include "rule_make.h"
#include "rule_take.h"
#include "rule_word.h"

/* budget = { calls, leave }: what a run may cost of a service's limits. */

static const char *const keys[] = { "calls", "leave", NULL };

static void
found_wrong(struct make *m, const char *key, const char *takes,
    const struct decl *d)
{
	struct diag	*diag;

	if (d->kind == DECL_WORD)
		return;
	diag = diag_add(m->diags, DIAG_ERROR, "P157", d->at, "'%s' takes %s",
	    key, takes);
	if (d->kind == DECL_TEXT)
		diag_label(m->diags, diag, "this is the text '%.*s'",
		    SHOWN(d->text));
}

struct budget
rule_budget_take(struct make *m, const struct decl *body)
{
	struct budget		 out = { -1, 0 };
	const struct decl	*d = rule_take_table(body, "budget"), *value;

	if (d == NULL)
		return out;
	rule_take_only(m, d, "P157", keys);
	value = decl_get(d, "calls");
	if (value != NULL && value->kind == DECL_INTEGER &&
	    value->integer > 0)
		out.calls = value->integer;
	else if (value != NULL)
		found_wrong(m, "calls", "a whole number of calls, 1 or more",
		    value);
	value = decl_get(d, "leave");
	if (value != NULL && (value->kind != DECL_TEXT ||
	    !rule_take_part(value->text, &out.leave)))
		found_wrong(m, "leave",
		    "a part of the day's calls, such as \"20%\"", value);
	return out;
}

/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "rule_make.h"
#include "rule_take.h"
#include "rule_word.h"

/* guard = { max_rows, max_changed, max_blanked }: when a run stops itself. */

static const char *const keys[] = { "max_rows", "max_changed",
	"max_blanked", NULL };

static void
found_wrong(struct build *b, const char *key, const struct decl *d)
{
	struct diags	*ds = b->make->diags;
	struct diag	*diag;

	if (d->kind == DECL_WORD)
		return;
	diag = diag_add(ds, DIAG_ERROR, "P133", d->at, "'%s' takes %s", key,
	    strcmp(key, "max_changed") == 0 ?
	    "a number of rows, 0 or more, or a part such as \"20%\"" :
	    "a number, 0 or more");
	if (d->kind == DECL_TEXT)
		diag_label(ds, diag, "this is the text '%.*s'",
		    SHOWN(d->text));
}

static int64_t
take_count(struct build *b, const struct decl *guard, const char *key)
{
	const struct decl	*d = decl_get(guard, key);

	if (d == NULL)
		return -1;
	if (d->kind == DECL_INTEGER && d->integer >= 0)
		return d->integer;
	if (d->kind == DECL_NUMBER && d->number >= 0 && d->number < 1e15 &&
	    floor(d->number) == d->number)
		return (int64_t)d->number;
	found_wrong(b, key, d);
	return -1;
}

static void
take_changed(struct build *b, struct guard *g, const struct decl *guard)
{
	const struct decl	*d = decl_get(guard, "max_changed");

	if (d == NULL || d->kind != DECL_TEXT)
		g->max_changed = take_count(b, guard, "max_changed");
	else if (!rule_take_part(d->text, &g->max_changed_part)) {
		g->max_changed_part = -1;
		found_wrong(b, "max_changed", d);
	}
}

void
rule_guard_make(struct build *b, const struct decl *body)
{
	struct guard		*g = &b->rule->guard;
	const struct decl	*d = rule_take_table(body, "guard");

	*g = (struct guard){ -1, -1, -1, -1 };
	if (d == NULL)
		return;
	rule_take_only(b->make, d, "P133", keys);
	g->max_rows = take_count(b, d, "max_rows");
	g->max_blanked = take_count(b, d, "max_blanked");
	take_changed(b, g, d);
}

/* SPDX-License-Identifier: MIT */
/* rehearse.h - a rule's own tests, run offline: rows in, mapped rows out. */
#ifndef PRECEPT_REHEARSE_H
#define PRECEPT_REHEARSE_H

#include "precept/rule.h"

struct rehearsal {
	bool	passed;
	char	*text;		/* why not: a line a difference; in the arena */
};

/*
 * `rows` of the test are Show columns by name (a missing one is null);
 * filters, the action's filters and its mapping run as in a real run;
 * `gives` lists the mapped rows in order, each with the fields to compare
 * (null: the field is empty or left alone). Rows that are rejected give
 * nothing.
 */
void	rehearse(const struct rule *, const struct rule_test *,
	    const struct rule_day *, struct arena *, struct rehearsal *);

#endif

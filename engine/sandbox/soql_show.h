/* SPDX-License-Identifier: MIT */
/* soql_show.h - a SOQL tree as text, for the plan and for tests. */
#ifndef SOQL_SHOW_H
#define SOQL_SHOW_H

#include "soql_tree.h"

/* On one line, words in upper case, names as they were written. */
void	soql_show(const struct soql_select *, struct text *);

#endif

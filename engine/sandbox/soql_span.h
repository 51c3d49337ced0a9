/* SPDX-License-Identifier: MIT */
/* soql_span.h - TODAY, LAST_N_DAYS:7 and the others as days. */
#ifndef SOQL_SPAN_H
#define SOQL_SPAN_H

#include "precept/text.h"

/* Which one it is; -1: none. `counted`: it needs a number behind a colon. */
int	soql_span_find(struct slice word, bool *counted);
const char *soql_span_word(int span);

/*
 * Its first day and the first day after it. `today` is the user's. Weeks
 * begin on Sunday, fiscal years in January.
 *
 * LAST_N_DAYS:n is today and the n days before it: published descriptions
 * differ, and this is what was seen to come back.
 */
void	soql_span_days(int span, int64_t n, int64_t today, int64_t *from,
	    int64_t *to);

#endif

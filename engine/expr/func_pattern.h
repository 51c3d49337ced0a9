/* SPDX-License-Identifier: MIT */
/* func_pattern.h - how a day is written: 'dd/MM/yyyy', 'd MMM yyyy'. */
#ifndef FUNC_PATTERN_H
#define FUNC_PATTERN_H

#include "func_date.h"

#define FUNC_TOKENS 32			/* in a pattern at the most */

/* A letter so many times, or text that stands for itself (letter 0). */
struct token {
	char		letter;
	size_t		count;
	struct slice	text;
};

struct pattern {
	struct token	items[FUNC_TOKENS];
	size_t		count;
	size_t		room;		/* bytes that a result needs */
};

extern const char	*const func_months[12], *const func_weekdays[7];

/* false: the last of the items is wrong, or there are too many. */
bool	func_pattern(struct slice, bool reading, struct pattern *);

#endif

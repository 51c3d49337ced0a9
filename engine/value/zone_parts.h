/* SPDX-License-Identifier: MIT */
/*
 * zone_parts.h - what a time zone is made of: changes of its offset that
 * have been, and the rule for all years after them.
 */
#ifndef PRECEPT_ZONE_PARTS_H
#define PRECEPT_ZONE_PARTS_H

#include "precept/arena.h"

/* A day of every year, as POSIX writes it: M3.5.0/2, J60, 59. */
struct zone_day {
	char	form;			/* 'M', 'J' or '0' */
	int	month, week, day;	/* M: day 0 is Sunday; else day */
	int	time;			/* seconds after local midnight */
};

struct zone_rule {
	bool		known;		/* false: the last change stays */
	bool		summer;		/* false: winter all the year */
	int		winter_east, summer_east;	/* seconds */
	struct zone_day	begin, end;	/* of the summer */
};

struct zone {
	struct zone		*next;
	struct arena		*arena;	/* owns all of it */
	const char		*name;
	size_t			 count;
	const int64_t		*at;	/* seconds, ascending */
	const int32_t		*east;	/* from at[i] on */
	int32_t			 first_east;	/* before at[0] */
	struct zone_rule	 rule;	/* after the last */
};

/* "CET-1CEST,M3.5.0,M10.5.0/3"; false: not such a text. */
bool	zone_rule_parse(struct slice, struct zone_rule *);
/* Seconds east at that second of UTC. */
int	zone_rule_offset(const struct zone_rule *, int64_t second);

/*
 * A TZif file of version 2 or later into zone, out of its arena. NULL, or
 * what is wrong with the file: "is damaged".
 */
const char *zone_file_parse(struct slice, struct zone *);

#endif

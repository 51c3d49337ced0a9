/* SPDX-License-Identifier: MIT */
/*
 * usage.h - the sandbox's Pendo: what its files share.
 *
 * Written from the published facts of Pendo's Engage API, not from our
 * client. A value is what JSON knows; a row is an object, its names interned
 * for the length of a call, so that two of them are compared as pointers.
 */
#ifndef USAGE_H
#define USAGE_H

#include "precept/date.h"
#include "precept/map.h"
#include "sandbox.h"

enum usage_kind { USAGE_NULL, USAGE_BOOLEAN, USAGE_NUMBER, USAGE_TEXT,
	USAGE_LIST, USAGE_OBJECT };

struct usage_value {
	enum usage_kind	 kind;
	bool		 kept;		/* the text outlives the call */
	union {
		double			 number;	/* BOOLEAN: 0 or 1 */
		struct slice		 text;
		struct usage_list	*list;
		struct usage_row	*object;
	};
};

struct usage_list {
	size_t			 count, cap;
	struct usage_value	*items;
};

struct usage_field {
	const char		*name;		/* interned */
	struct usage_value	 value;
};

struct usage_row {
	size_t			 count, cap;
	struct usage_field	*fields;
};

struct usage_key {
	const char	*key;
	bool		 write;
};

/* Calls that an endpoint has had lately: it leaks by the second. */
struct usage_bucket {
	const char	*name;
	double		 level;
	int64_t		 at;		/* microseconds */
};

/* One subscription. */
struct usage {
	struct sandbox		*sandbox;
	struct arena		*arena;		/* as long as the sandbox */
	struct usage_data	*data;		/* usage_data.h */
	const struct zone	*zone;
	struct usage_key	*keys;
	size_t			 key_count;
	double			 rate;		/* calls a second */
	struct usage_bucket	 buckets[32];
	uint64_t		 made;		/* ids so far */
};

/* What one call works with. */
struct usage_run {
	struct usage	*usage;
	struct arena	*arena;		/* as long as the call */
	struct arena	*scratch;	/* as long as a source's row */
	struct map	 names;
	struct usage_owned *owned;	/* maps that go with the call */
	int64_t		 now;		/* milliseconds */
	int64_t		 start;		/* of the timeSeries; -1: none */
	int		 status;	/* 0: all is well; else of the error */
	const char	*why;		/* its sentence, in `arena` */
	const char	*member;	/* of the request; or NULL */
};

/* For the length of a call. */
struct usage_run *usage_run_new(struct usage *);
void		 usage_run_free(struct usage_run *);
void		 usage_run_owns(struct usage_run *, struct map *);
const char	*usage_name(struct usage_run *, struct slice);
/* The first one counts. false always. */
bool		 usage_fail(struct usage_run *, int status,
		    const char *member, const char *fmt, ...)
		    PRINTF_LIKE(4, 5);

#endif

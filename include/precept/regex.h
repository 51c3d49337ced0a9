/* SPDX-License-Identifier: MIT */
/*
 * regex.h - PCRE2 with limits: UTF-8, `.` is not a newline, `$` is the end of
 * the text, no pattern can run for ever.
 */
#ifndef PRECEPT_REGEX_H
#define PRECEPT_REGEX_H

#include "precept/err.h"
#include "precept/text.h"

struct regex;
struct regex_scratch;	/* one a thread */

enum regex_found { REGEX_NO, REGEX_YES, REGEX_LIMIT };

/* NULL and an ERR_RULE sentence ("at character 7: ...") if it is none. */
struct regex	*regex_compile(struct slice pattern, struct err *);
void		 regex_free(struct regex *);
int		 regex_groups(const struct regex *);

struct regex_scratch *regex_scratch_new(void);
void		 regex_scratch_free(struct regex_scratch *);

/*
 * The first match at or after byte `from`. `groups` gets `count` slices of
 * the subject, 0 the whole match; a group that took no part has ptr NULL.
 * The subject must be valid UTF-8: columns of text always are.
 */
enum regex_found regex_find(const struct regex *, struct regex_scratch *,
		    struct slice subject, size_t from,
		    struct slice *groups, int count);

#endif

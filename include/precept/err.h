/* SPDX-License-Identifier: MIT */
/* err.h - one sentence about what went wrong, and where. */
#ifndef PRECEPT_ERR_H
#define PRECEPT_ERR_H

#include "precept/mem.h"

enum err_kind {
	ERR_NONE,
	ERR_RULE,	/* the rules or the call are wrong: exit code 1 */
	ERR_DATA,	/* a row is wrong: exit code 3 */
	ERR_REMOTE,	/* a service could not be reached: exit code 4 */
	ERR_LIMIT,	/* a ceiling was hit: exit code 1 */
	ERR_SYSTEM	/* the disk, the store or the machine: exit code 1 */
};

/* Lives on the caller's stack, owns nothing. Start it with { 0 }. */
struct err {
	enum err_kind	kind;
	char		text[1024];
};

/*
 * Both return false always, so that a failing function ends in
 * `return err_set(...)`. The deepest function says what; each floor above
 * adds where, in front: "where: what". Text that is too long is cut at a
 * whole character; control characters are shown as \xNN.
 */
bool	err_set(struct err *, enum err_kind, const char *, ...)
	    PRINTF_LIKE(3, 4);
bool	err_in(struct err *, const char *, ...) PRINTF_LIKE(2, 3);

/* err_set with strerror(errno) at the end: "what: No such file ...". */
bool	err_errno(struct err *, const char *, ...) PRINTF_LIKE(2, 3);

#endif

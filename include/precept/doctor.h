/* SPDX-License-Identifier: MIT */
/*
 * doctor.h - is everything there that the rules need? Each look is told of,
 * good or bad, with what to do; nothing is changed.
 */
#ifndef PRECEPT_DOCTOR_H
#define PRECEPT_DOCTOR_H

#include "precept/arena.h"
#include "precept/err.h"

struct workspace;

enum doctor_level { DOCTOR_GOOD, DOCTOR_WARN, DOCTOR_BAD };

struct doctor_check {
	enum doctor_level	 level;
	const char		*of;	/* a connection; NULL: the workspace */
	const char		*what;	/* "sign-in", "Account" */
	const char		*said;	/* a phrase; what to do, if anything */
	struct doctor_check	*next;
};

struct doctor {
	struct arena		*arena;		/* owns what is said */
	const char		*of;		/* what is looked at now */
	struct doctor_check	*first, *last;
	size_t			 counts[3];	/* one a level */
	bool			 unreached;	/* a service did not answer */
};

/* What rules do with an object. */
enum doctor_need { DOCTOR_READ = 1, DOCTOR_CREATE = 2, DOCTOR_UPDATE = 4 };

struct doctor_use {
	const char	*object;
	unsigned	 needs;
};

void	doctor_say(struct doctor *, enum doctor_level, const char *what,
	    const char *, ...) PRINTF_LIKE(4, 5);
/* What has failed; a service that was not reached is remembered. */
void	doctor_fail(struct doctor *, const char *what, const struct err *);

/*
 * Looks at the workspace and at its connections: those named, all without
 * any. false: a sentence; the workspace is as `workspace_open` left it.
 */
bool	doctor_run(struct workspace *, char *const *names, size_t,
	    struct doctor *, struct err *);

#endif

/* SPDX-License-Identifier: MIT */
/* salesforce_session.h - what the files of a session with Salesforce share. */
#ifndef SALESFORCE_SESSION_H
#define SALESFORCE_SESSION_H

#include <pthread.h>

#include "salesforce.h"

/* Kept as long as a call that was dressed with it is under way. */
struct salesforce_token {
	struct slice	header;		/* "Authorization: Bearer …", in
					   memory for secrets */
	int		users;		/* the session is one of them */
};

struct salesforce {
	const struct connection	*connection;
	char			*dir;
	struct http		*http;
	struct http		*door;	/* signing in: another credential */
	struct salesforce_token	*token;		/* NULL: not signed in */
	/* The secrets of the last sign-in: an answer that has them in it is
	 * masked. */
	struct slice		 held[2];
	struct slice		 rotated;	/* a new refresh token */
	char			*instance;	/* "https://x.salesforce.com" */
	char			*org, *user;	/* ids */
	struct salesforce_usage	 usage;
	struct budget		 rule;		/* of the rule that is run */
	uint64_t		 rule_from;	/* usage.calls at its start */
	struct err		 closed;	/* why no call can help any more */
	pthread_mutex_t		 lock;		/* calls, one set at a time */
};

/* salesforce_token.c: what a token answer has; the token's owner is `sf`. */
bool	salesforce_token_take(struct salesforce *, struct http_call *,
	    struct err *);
void	salesforce_token_leave(struct salesforce_token *);

/* salesforce_form.c: the body that asks for a token. Wipe it. */
bool	salesforce_form(struct salesforce *, struct text *, struct err *);

/* salesforce_refuse.c: sentences; always false. */
bool	salesforce_refuse_sign_in(const struct salesforce *,
	    const struct http_call *, struct err *);
bool	salesforce_refuse_call(const struct salesforce *,
	    const struct http_call *, const char *path, struct err *);

/* salesforce_limits.c: may one more call be made? What did one cost? */
bool	salesforce_limits_allow(const struct salesforce *, struct err *);
void	salesforce_limits_count(struct salesforce *,
	    const struct http_call *);

#endif

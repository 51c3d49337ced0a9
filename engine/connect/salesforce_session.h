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

/* Connections that one set of calls has for itself. */
struct salesforce_line {
	struct http		*http;
	int			 session;	/* that they belong to */
	struct salesforce_line	*next;
};

/* All but the first two is looked at under the lock. */
struct salesforce {
	const struct connection	*connection;
	char			*dir;
	pthread_mutex_t		 lock;
	struct salesforce_line	*lines;		/* that nobody uses */
	struct http		*door;	/* signing in: another credential */
	int			 session;	/* how many there were */
	size_t			 flying;	/* calls under way, of all */
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
	int			 settling;	/* > 0: the run's calls are not
						   counted against a budget */
	int			 slower;	/* fewer calls at once than
						   there are connections */
	int			 good;		/* answers at this pace */
	int64_t			 slowed;	/* when last; clock_steady() */
	struct err		 closed;	/* why no call can help */
};

/* salesforce_pace.c: calls at once, for now; what an answer says about it.
 * `took` in microseconds. Under the lock. */
int	salesforce_pace(const struct salesforce *);
void	salesforce_pace_slower(struct salesforce *);
void	salesforce_pace_good(struct salesforce *, int64_t took);
void	salesforce_pace_bad(struct salesforce *, const struct http_call *,
	    const struct salesforce_error *);

/* salesforce_session.c: a session that is not `had` (NULL: any), a new one if
 * need be. Under the lock. */
bool	salesforce_session_begin(struct salesforce *,
	    const struct salesforce_token *had, struct err *);

/* salesforce_line.c */
struct http *salesforce_line_http(const struct salesforce *, int connections,
	    struct err *);
struct salesforce_line *salesforce_line_take(struct salesforce *,
	    struct err *);
void	salesforce_line_give(struct salesforce *, struct salesforce_line *);
/* Before a call begins. Under the lock. */
void	salesforce_line_fresh(struct salesforce_line *,
	    const struct salesforce *);
void	salesforce_line_close(struct salesforce_line *);

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

/* How far our clock is ahead of the service's, in seconds, by the Date of the
 * answer; 0: or it has none. */
int64_t	salesforce_refuse_clock(const struct http_call *);

/* salesforce_limits.c: may one more call be made? What did one cost? Under
 * the lock. */
bool	salesforce_limits_allow(const struct salesforce *, struct err *);
/* Is the day's use of the org known as far as a budget needs it? Until then
 * one call goes at a time. */
bool	salesforce_limits_known(const struct salesforce *);
void	salesforce_limits_count(struct salesforce *,
	    const struct http_call *);

#endif

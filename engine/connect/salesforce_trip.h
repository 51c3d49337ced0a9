/* SPDX-License-Identifier: MIT */
/* salesforce_trip.h - one call on its way, and what of it is the caller's. */
#ifndef SALESFORCE_TRIP_H
#define SALESFORCE_TRIP_H

#include "salesforce_session.h"

#define SALESFORCE_HEADERS 12	/* of the caller's */

enum salesforce_trip_state { TRIP_WAITS, TRIP_FLIES, TRIP_ENDED };

/* What was the caller's in `call` is put back whenever it has landed. */
struct salesforce_trip {
	struct http_call	*call;
	const char		*path;
	const char *const	*headers;
	bool			(*sink)(struct http_call *, const char *,
				    size_t);
	void			*own;
	struct text		 url;
	const char		*dress[SALESFORCE_HEADERS + 3];
	struct salesforce_token	*token;
	enum salesforce_trip_state state;
	int64_t			 not_before, begun;	/* clock_steady() */
	int			 tries;
	bool			 again;		/* with a second session */
	bool			 poured;	/* the sink has had some */
};

void	salesforce_trip_begin(struct salesforce_trip *, struct http_call *);
void	salesforce_trip_end(struct salesforce_trip *);

/* Token, address and sink onto the call, and off. Under the lock. */
void	salesforce_trip_dress(struct salesforce_trip *, struct salesforce *);
void	salesforce_trip_undress(struct salesforce_trip *);

bool	salesforce_trip_is_good(const struct salesforce_trip *);
/* Is it the session alone that has ended? */
bool	salesforce_trip_needs_session(const struct salesforce_trip *,
	    const struct salesforce_error *);
/* How long until the call is worth another try, in ms; -1: never. */
int64_t	salesforce_trip_pause(const struct salesforce_trip *,
	    const struct salesforce_error *);

#endif

/* SPDX-License-Identifier: MIT */
/*
 * connect_service.h - what every kind of service can be asked for. A kind is
 * one constant of these, and a line in connect_service.c.
 */
#ifndef CONNECT_SERVICE_H
#define CONNECT_SERVICE_H

#include "precept/connect.h"

/* What a session has cost since it was opened. */
struct connect_usage {
	uint64_t	calls, bytes;
	int64_t		day_used, day_max;	/* -1: not known */
};

struct connect_service {
	const char	*kind;		/* as in connection { kind = … } */
	/* A session; nothing is asked yet. The connection is borrowed. */
	void		*(*open)(const struct connection *, const char *dir,
			    struct err *);
	void		 (*close)(void *);
	/* Signs in, to see whether it works. */
	bool		 (*verify)(void *, struct err *);
	/* An object as it is now, in the arena. */
	bool		 (*describe)(void *, const struct connect_object *,
			    struct arena *, struct schema **, struct err *);
	/* As connect_source and connect_target. NULL: the service has no
	 * objects to read, or none to write. */
	struct scan	*(*source)(const struct connect *, void *,
			    const struct rule *, const struct rule_day *,
			    struct err *);
	struct target	*(*target)(const struct connect *, void *,
			    const struct action *, struct err *);
	struct connect_usage (*usage)(const void *);
	/* As salesforce.h says of its own. NULL: the connection's budget is
	 * all that the service keeps to. */
	void		 (*budget)(void *, const struct budget *);
	bool		 (*budget_allows)(void *, uint64_t more,
			    struct err *);
};

/* Of a kind that the rules have checked. */
const struct connect_service *connect_service_of(const char *kind);

extern const struct connect_service salesforce_service;

/* An opened connection: its service and its session. */
struct connect_at {
	const struct connect_service	*service;
	void				*session;
};

/* Opened when it is first asked for. false and no error: there is no such
 * connection, the name's objects are the store's. */
bool	connect_reach(const struct connect *, const char *name,
	    struct connect_at *, struct err *);

#endif

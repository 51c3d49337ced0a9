/* SPDX-License-Identifier: MIT */
/*
 * connect.h - from the names in a rule to where its rows really come from
 * and go to: files, the store, a service.
 */
#ifndef PRECEPT_CONNECT_H
#define PRECEPT_CONNECT_H

#include "precept/changes.h"

struct budget;
struct connection;
struct salesforce;
struct sessions;
struct store;

/* What the connections of one workspace have in common. */
struct connect {
	const char		*dir;		/* of the workspace */
	struct store		*store;		/* NULL: no local objects */
	bool			 writes;	/* files may be made */
	const struct catalog	*catalog;
	int			 workers;
	const struct connection	*connections;	/* declared; NULL: none */
	struct sessions		*sessions;	/* those opened so far */
};

/*
 * The org behind a declared connection, opened when it is first asked for
 * and closed with the sessions; `salesforce`, undeclared, is the workspace's
 * own sandbox. NULL and no error: there is no connection to Salesforce that
 * is called so.
 */
struct salesforce *connect_salesforce(const struct connect *,
		    const char *connection, struct err *);
bool		 connect_is_salesforce(const struct connect *,
		    const char *connection);
/* Signs in to any service, to see whether it works. */
bool		 connect_verify(const struct connect *,
		    const char *connection, struct err *);
/* An object of any service as it is now, in the arena. */
struct connect_object {
	const char	*connection, *object;
};
bool		 connect_describe(const struct connect *,
		    const struct connect_object *, struct arena *,
		    struct schema **, struct err *);
/* Is the connection one to a service, be it the workspace's sandbox? */
bool		 connect_is_remote(const struct connect *,
		    const char *connection);
/* Is it the workspace's own sandbox? */
bool		 connect_is_own(const struct connect *,
		    const char *connection);
/*
 * What a service was asked for. The workspace's own sandbox costs nobody
 * anything, so it is not told of.
 */
struct connect_calls {
	const char	*connection;
	uint64_t	 made, bytes;	/* since connect_calls_begin */
	uint64_t	 more;		/* about; left 0 here */
	int64_t		 day_used, day_max;	/* -1: the service has not
						   said */
};
void		 connect_calls_begin(const struct connect *);
/* One entry a connection that was used, in the arena. */
struct connect_calls *connect_calls(const struct connect *, struct arena *,
		    size_t *count);
/* From here calls keep to a rule's budget too, over all connections that
 * are opened; NULL: to the connections' own alone. */
void		 connect_budget(const struct connect *,
		    const struct budget *);
/* Do so many calls more fit into the budgets? */
bool		 connect_budget_allows(const struct connect *,
		    const char *connection, uint64_t more, struct err *);

struct sessions	*connect_sessions(void);
void		 connect_close(struct sessions *);

/*
 * The rows of a rule's source, for its day: a service is asked only for what
 * the rule needs, and for what its filters let through. All is borrowed until
 * the scan is closed. NULL and a sentence that names the file or object.
 */
struct scan	*connect_source(const struct connect *, const struct rule *,
		    const struct rule_day *, struct err *);

/*
 * The target of an action; `dry` for a plan: an export then makes no file.
 * Close with target->ops->close.
 */
struct target	*connect_target(const struct connect *, const struct action *,
		    bool dry, struct err *);

/* May rules write what the action writes, by the connection's `writes`? */
bool		 connect_allows(const struct connect *, const struct action *,
		    struct err *);

/* The file of an export action, as connect_target opens it. */
struct target	*export_target(const struct connect *, const struct action *,
		    bool dry, struct err *);

#endif

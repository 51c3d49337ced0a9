/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "precept/connect.h"
#include "precept/connection.h"
#include "precept/mem.h"
#include "salesforce_own.h"

/* One session a connection: the rules of a command share its token, its
 * kept HTTP connections and its budget. */

struct session {
	const struct connection	*connection;
	struct salesforce	*salesforce;
	struct session		*next;
};

struct sessions {
	struct session		*first;
	struct salesforce_own	*own;		/* NULL: not started */
};

struct sessions *
connect_sessions(void)
{
	return mem_alloc(sizeof(struct sessions));
}

void
connect_close(struct sessions *all)
{
	struct session *s, *next;

	if (all == NULL)
		return;
	for (s = all->first; s != NULL; s = next) {
		next = s->next;
		salesforce_close(s->salesforce);
		mem_free(s);
	}
	salesforce_own_close(all->own);
	mem_free(all);
}

static struct salesforce *
open_own(const struct connect *c, struct err *err)
{
	if (c->sessions->own == NULL)
		c->sessions->own = salesforce_own_open(c, err);
	return c->sessions->own == NULL ? NULL :
	    salesforce_own_session(c->sessions->own);
}

static struct salesforce *
open_session(const struct connect *c, const struct connection *to,
    struct err *err)
{
	struct salesforce	*org = salesforce_open(to, c->dir, err);
	struct session		*s;

	if (org == NULL)
		return NULL;
	s = mem_alloc(sizeof *s);
	*s = (struct session){ to, org, c->sessions->first };
	c->sessions->first = s;
	return org;
}

struct salesforce *
connect_salesforce(const struct connect *c, const char *name,
    struct err *err)
{
	const struct connection	*to;

	if (connect_is_own(c, name))
		return open_own(c, err);
	to = connection_find(c->connections, slice_of(name));
	if (to == NULL)
		return NULL;
	for (struct session *s = c->sessions->first; s != NULL; s = s->next)
		if (s->connection == to)
			return s->salesforce;
	return open_session(c, to, err);
}

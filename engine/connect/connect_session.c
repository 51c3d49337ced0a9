/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "salesforce_own.h"

/* One session a connection: the rules of a command share its token, its
 * kept HTTP connections and its budget. */

struct session {
	const struct connection	*connection;
	struct salesforce	*salesforce;
	struct salesforce_usage	 before;	/* what it had cost already */
	struct session		*next;
};

struct sessions {
	struct session		*first;
	struct salesforce_own	*own;		/* NULL: not started */
	const struct budget	*rule;		/* of the rule; NULL: none */
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
	salesforce_budget(org, c->sessions->rule);
	s = mem_alloc(sizeof *s);
	*s = (struct session){ to, org, { 0 }, c->sessions->first };
	c->sessions->first = s;
	return org;
}

static struct session *
find_session(const struct connect *c, const struct connection *to)
{
	struct session *s = c->sessions->first;

	while (s != NULL && s->connection != to)
		s = s->next;
	return s;
}

struct salesforce *
connect_salesforce(const struct connect *c, const char *name,
    struct err *err)
{
	const struct connection	*to;
	struct session		*s;

	if (connect_is_own(c, name))
		return open_own(c, err);
	to = connection_find(c->connections, slice_of(name));
	if (to == NULL)
		return NULL;
	s = find_session(c, to);
	return s != NULL ? s->salesforce : open_session(c, to, err);
}

void
connect_calls_begin(const struct connect *c)
{
	for (struct session *s = c->sessions->first; s != NULL; s = s->next)
		s->before = *salesforce_usage(s->salesforce);
}

static struct connect_calls
calls_of(const struct session *s)
{
	const struct salesforce_usage *u = salesforce_usage(s->salesforce);

	return (struct connect_calls){ .connection = s->connection->name,
		.made = u->calls - s->before.calls,
		.bytes = u->bytes_out - s->before.bytes_out + u->bytes_in -
		    s->before.bytes_in,
		.day_used = u->day_used, .day_max = u->day_max };
}

struct connect_calls *
connect_calls(const struct connect *c, struct arena *a, size_t *count)
{
	struct connect_calls	*all;
	size_t			 n = 0;

	for (struct session *s = c->sessions->first; s != NULL; s = s->next)
		n++;
	all = arena_array(a, n + 1, sizeof *all);
	*count = n;
	for (struct session *s = c->sessions->first; s != NULL; s = s->next)
		all[--n] = calls_of(s);
	return all;
}

void
connect_budget(const struct connect *c, const struct budget *rule)
{
	c->sessions->rule = rule;
	for (struct session *s = c->sessions->first; s != NULL; s = s->next)
		salesforce_budget(s->salesforce, rule);
}

bool
connect_budget_allows(const struct connect *c, const char *connection,
    uint64_t more, struct err *err)
{
	const struct connection	*to;
	struct session		*s;

	to = connection_find(c->connections, slice_of(connection));
	s = to == NULL ? NULL : find_session(c, to);
	return s == NULL || salesforce_budget_allows(s->salesforce, more,
	    err);
}

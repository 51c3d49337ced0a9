/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "connect_service.h"
#include "salesforce_own.h"

/* One session a connection: the rules of a command share its token, its
 * kept HTTP connections and its budget. */

struct session {
	const struct connection	*connection;
	struct connect_at	 at;
	struct connect_usage	 before;	/* what it had cost already */
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
		s->at.service->close(s->at.session);
		mem_free(s);
	}
	salesforce_own_close(all->own);
	mem_free(all);
}

static bool
open_own(const struct connect *c, struct connect_at *at, struct err *err)
{
	if (c->sessions->own == NULL)
		c->sessions->own = salesforce_own_open(c, err);
	if (c->sessions->own == NULL)
		return false;
	at->service = &salesforce_service;
	at->session = salesforce_own_session(c->sessions->own);
	return true;
}

static void
keep_to(const struct session *s, const struct budget *rule)
{
	if (s->at.service->budget != NULL)
		s->at.service->budget(s->at.session, rule);
}

static struct session *
open_session(const struct connect *c, const struct connection *to,
    struct err *err)
{
	struct connect_at	 at = { connect_service_of(to->kind), NULL };
	struct session		*s;

	at.session = at.service->open(to, c->dir, err);
	if (at.session == NULL)
		return NULL;
	s = mem_alloc(sizeof *s);
	*s = (struct session){ to, at, { 0 }, c->sessions->first };
	c->sessions->first = s;
	keep_to(s, c->sessions->rule);
	return s;
}

static struct session *
find_session(const struct connect *c, const struct connection *to)
{
	struct session *s = c->sessions->first;

	while (s != NULL && s->connection != to)
		s = s->next;
	return s;
}

bool
connect_reach(const struct connect *c, const char *name,
    struct connect_at *at, struct err *err)
{
	const struct connection	*to;
	struct session		*s;

	if (connect_is_own(c, name))
		return open_own(c, at, err);
	to = connection_find(c->connections, slice_of(name));
	if (to == NULL)
		return false;
	s = find_session(c, to);
	if (s == NULL)
		s = open_session(c, to, err);
	if (s != NULL)
		*at = s->at;
	return s != NULL;
}

struct salesforce *
connect_salesforce(const struct connect *c, const char *name,
    struct err *err)
{
	struct connect_at	at;

	if (!connect_is_salesforce(c, name) ||
	    !connect_reach(c, name, &at, err))
		return NULL;
	return at.session;
}

bool
connect_verify(const struct connect *c, const char *name, struct err *err)
{
	struct connect_at	at;

	return connect_reach(c, name, &at, err) &&
	    at.service->verify(at.session, err);
}

bool
connect_describe(const struct connect *c, const struct connect_object *o,
    struct arena *a, struct schema **out, struct err *err)
{
	struct connect_at	at;

	return connect_reach(c, o->connection, &at, err) &&
	    at.service->describe(at.session, o, a, out, err);
}

void
connect_calls_begin(const struct connect *c)
{
	for (struct session *s = c->sessions->first; s != NULL; s = s->next)
		s->before = s->at.service->usage(s->at.session);
}

static struct connect_calls
calls_of(const struct session *s)
{
	struct connect_usage	u = s->at.service->usage(s->at.session);

	return (struct connect_calls){ .connection = s->connection->name,
		.made = u.calls - s->before.calls,
		.bytes = u.bytes - s->before.bytes,
		.day_used = u.day_used, .day_max = u.day_max };
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
		keep_to(s, rule);
}

bool
connect_budget_allows(const struct connect *c, const char *connection,
    uint64_t more, struct err *err)
{
	const struct connection	*to;
	struct session		*s;

	to = connection_find(c->connections, slice_of(connection));
	s = to == NULL ? NULL : find_session(c, to);
	return s == NULL || s->at.service->budget_allows == NULL ||
	    s->at.service->budget_allows(s->at.session, more, err);
}

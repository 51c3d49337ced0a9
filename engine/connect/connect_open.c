/* SPDX-License-Identifier: MIT */
#include "precept/arena.h"
#include "precept/connect.h"
#include "precept/connection.h"
#include "precept/csv.h"
#include "precept/file.h"
#include "precept/json.h"
#include "precept/store.h"
#include "connect_service.h"
#include "salesforce_own.h"

/* Files, local objects, and what the services do themselves. */

static bool
need_own(const struct connect *c, struct err *err)
{
	struct arena	*a = arena_new();
	bool		 there = file_exists(file_join(a, c->dir,
			    SALESFORCE_OWN_FILE));

	arena_free(a);
	if (there || c->store != NULL)
		return true;
	return err_set(err, ERR_SYSTEM, "%s.* is the workspace's own "
	    "sandbox, and nothing is in it yet: load something with 'precept "
	    "load' first, or declare a connection \"%s\"", SALESFORCE_OWN,
	    SALESFORCE_OWN);
}

static struct scan *
open_file(const struct connect *c, const struct source *s, struct err *err)
{
	struct arena	*a = arena_new();
	char		*path = file_join(a, c->dir, s->path);
	struct scan	*scan;

	if (s->kind == SOURCE_CSV)
		scan = csv_open(path, s->delimiter, s->fields, s->count, err);
	else if (s->records == NULL)
		scan = jsonl_open(path, s->fields, s->count, err);
	else
		scan = jsonl_open_pages(path, s->records, s->fields,
		    s->count, err);
	arena_free(a);
	return scan;
}

bool
connect_is_own(const struct connect *c, const char *name)
{
	return strcmp(name, SALESFORCE_OWN) == 0 &&
	    connection_find(c->connections, slice_of(name)) == NULL;
}

bool
connect_is_salesforce(const struct connect *c, const char *name)
{
	const struct connection	*to = connection_find(c->connections,
				    slice_of(name));

	return to == NULL ? connect_is_own(c, name) :
	    strcmp(to->kind, salesforce_service.kind) == 0;
}

bool
connect_is_remote(const struct connect *c, const char *name)
{
	return connect_is_own(c, name) ||
	    connection_find(c->connections, slice_of(name)) != NULL;
}

static bool
need_store(const struct connect *c, const char *connection,
    const char *object, struct err *err)
{
	if (c->store != NULL)
		return true;
	return err_set(err, ERR_SYSTEM, "%s.%s is an object of the "
	    "workspace's store, and there is none: load something with "
	    "'precept load' first", connection, object);
}

static void *
cannot(const char *name, const struct connect_service *service,
    const char *what, struct err *err)
{
	err_set(err, ERR_RULE, "%s is a connection to %s, whose objects "
	    "cannot be %s", name, service->kind, what);
	return NULL;
}

struct scan *
connect_source(const struct connect *c, const struct rule *rule,
    const struct rule_day *day, struct err *err)
{
	const struct source	*s = &rule->source;
	struct connect_at	 at;

	if (s->kind != SOURCE_OBJECT)
		return open_file(c, s, err);
	if (connect_is_own(c, s->connection) && !need_own(c, err))
		return NULL;
	if (connect_reach(c, s->connection, &at, err))
		return at.service->source != NULL ? at.service->source(c,
		    at.session, rule, day, err) : cannot(s->connection,
		    at.service, "read from", err);
	if (err->kind != ERR_NONE ||
	    !need_store(c, s->connection, s->object, err))
		return NULL;
	return store_scan(c->store, c->catalog, s->schema, s->fields,
	    s->count, err);
}

/* A key only finds the record, unless one is made with it. */
bool
connect_allows(const struct connect *c, const struct action *a,
    struct err *err)
{
	const struct connection	*to = a->kind == ACTION_EXPORT ? NULL :
				    connection_find(c->connections,
				    slice_of(a->connection));

	if (to == NULL || !to->limited)
		return true;
	for (size_t i = 0; i < a->count; i++) {
		const struct mapping	*m = &a->maps[i];

		if (m->field == NULL || (m->field->flags & FIELD_ID) ||
		    (m->key && a->on_missing != MISSING_CREATE) ||
		    connection_allows(to, a->schema->object, m->field->name))
			continue;
		return err_set(err, ERR_RULE, "rules may not write %s.%s.%s: "
		    "'writes' of the connection (%s:%d) does not list it",
		    to->name, a->schema->object, m->field->name,
		    to->writes_at.file, to->writes_at.line);
	}
	return true;
}

struct target *
connect_target(const struct connect *c, const struct action *a, bool dry,
    struct err *err)
{
	struct connect_at	at;
	bool			there;

	if (a->kind == ACTION_EXPORT)
		return export_target(c, a, dry, err);
	if (connect_is_own(c, a->connection) && !need_own(c, err))
		return NULL;
	there = connect_reach(c, a->connection, &at, err);
	if (there && a->as_is && !connect_is_own(c, a->connection)) {
		err_set(err, ERR_RULE, "%s is a connection to an org, and an "
		    "org makes its records' ids itself: write a rule with "
		    "csv as its source", a->connection);
		return NULL;
	}
	if (there)
		return at.service->target != NULL ? at.service->target(c,
		    at.session, a, err) : cannot(a->connection, at.service,
		    "written to", err);
	if (err->kind != ERR_NONE || !need_store(c, a->connection, a->object,
	    err))
		return NULL;
	return store_target(c->store, a, c->workers, err);
}

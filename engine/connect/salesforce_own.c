/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <sys/random.h>

#include "precept/file.h"
#include "precept/sandbox.h"
#include "salesforce_own.h"

/* The workspace's own sandbox, started, signed in to, stopped. */

#define CALLS 10000000	/* a day; nobody pays for them */
#define SECRET_BYTES 16

struct salesforce_own {
	struct arena		*arena;
	struct connection	 connection;
	struct sandbox		*sandbox;
	struct salesforce	*session;
};

/* Others on this machine can reach the port too. */
static const char *
make_secret(struct arena *a)
{
	unsigned char	bytes[SECRET_BYTES];
	const char	*hex = "";

	if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
		abort();
	for (size_t i = 0; i < sizeof bytes; i++)
		hex = arena_printf(a, "%s%02x", hex, bytes[i]);
	return hex;
}

static const char *
users(const struct salesforce_own *own)
{
	return arena_printf(own->arena, "{ \"users\": [ { \"username\": "
	    "\"" SANDBOX_USER "\", \"password\": \"%s\" } ], \"clients\": "
	    "[ { \"id\": \"" SANDBOX_CLIENT "\", \"secret\": \"%s\", "
	    "\"run_as\": \"" SANDBOX_USER "\" } ] }", make_secret(own->arena),
	    own->connection.own_secret);
}

static bool
start(struct salesforce_own *own, const struct connect *c, struct err *err)
{
	struct sandbox_options	o = { .users = users(own),
				    .api_max = CALLS };
	const char		*schemas, *data;

	schemas = file_join(own->arena, c->dir, "schema");
	data = file_join(own->arena, c->dir, SALESFORCE_OWN_FILE);
	if (file_exists(schemas))
		o.schemas = schemas;
	if (c->writes || file_exists(data))
		o.data = data;
	own->sandbox = sandbox_start(&o, err);
	return own->sandbox != NULL;
}

struct salesforce_own *
salesforce_own_open(const struct connect *c, struct err *err)
{
	struct salesforce_own *own = mem_alloc(sizeof *own);

	own->arena = arena_new();
	own->connection = (struct connection){ .name = SALESFORCE_OWN,
		.kind = "salesforce", .sign_in = SIGN_IN_CLIENT,
		.client_id = SANDBOX_CLIENT, .version = "62.0",
		.own_secret = make_secret(own->arena), .connections = 2,
		.budget = { .calls = -1 } };
	if (start(own, c, err)) {
		own->connection.login = sandbox_url(own->sandbox);
		own->session = salesforce_open(&own->connection, c->dir, err);
	}
	if (own->session != NULL)
		return own;
	salesforce_own_close(own);
	return NULL;
}

struct salesforce *
salesforce_own_session(const struct salesforce_own *own)
{
	return own->session;
}

void
salesforce_own_close(struct salesforce_own *own)
{
	if (own == NULL)
		return;
	salesforce_close(own->session);
	sandbox_stop(own->sandbox);
	arena_free(own->arena);
	mem_free(own);
}

/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "auth.h"
#include "faults.h"

/* Users, clients, and the check of the bearer. */

#define FAILURES_MAX 10

struct auth_user *
auth_user_named(const struct auth *auth, const char *username)
{
	struct auth_user	*u = auth->users;

	while (u != NULL && strcasecmp(u->username, username) != 0)
		u = u->next;
	return u;
}

struct auth_user *
auth_user_of(const struct auth *auth, const char *id)
{
	struct auth_user	*u = auth->users;

	while (u != NULL && strncmp(u->id, id, 15) != 0)
		u = u->next;
	return u;
}

struct auth_client *
auth_client_of(const struct auth *auth, const char *id)
{
	struct auth_client	*c = auth->clients;

	while (c != NULL && (id == NULL || strcmp(c->id, id) != 0))
		c = c->next;
	return c;
}

bool
auth_password_fits(struct auth_user *user, const char *password)
{
	size_t	len = strlen(user->password);

	if (user->failures >= FAILURES_MAX)
		return false;
	if (strncmp(password, user->password, len) != 0 ||
	    (password[len] != '\0' &&
	    strcmp(password + len, user->token) != 0)) {
		user->failures++;
		return false;
	}
	user->failures = 0;
	return user->active;
}

static const char *
bearer_of(const struct request *r)
{
	const char	*value = request_header(r, "Authorization");

	if (value == NULL)
		return NULL;
	if (strncasecmp(value, "Bearer ", 7) == 0)
		return value + 7;
	if (strncasecmp(value, "OAuth ", 6) == 0)
		return value + 6;
	return NULL;
}

bool
auth_check(struct request *r)
{
	const char	*token = bearer_of(r);

	if (token != NULL && faults_find(r, FAULT_EXPIRE) != NULL)
		auth_session_end(r->sandbox, token);
	if (token != NULL)
		r->user = auth_session_user(r->sandbox, token);
	if (r->user != NULL)
		return true;
	if (token == NULL && request_header(r, "Authorization") != NULL)
		request_error(r, 401, "INVALID_AUTH_HEADER", NULL,
		    "INVALID_HEADER_TYPE");
	else
		request_error(r, 401, "INVALID_SESSION_ID", NULL,
		    "Session expired or invalid");
	request_answer_header(r, "WWW-Authenticate", "Token");
	return false;
}

static void
list_resources(struct request *r)
{
	static const char *const	names[] = { "tooling", "query",
					    "queryAll", "composite", "jobs",
					    "limits", "sobjects" };

	for (size_t i = 0; i < COUNT(names); i++)
		text_printf(&r->out, "%s\"%s\":\"/services/data/v%d.0/%s\"",
		    i == 0 ? "{" : ",", names[i], (int)r->version, names[i]);
	text_printf(&r->out, ",\"identity\":\"%s/id/%s/%s\"}",
	    r->sandbox->base, r->sandbox->auth->org, r->user);
}

const struct route route_auth[] = {
	{ "GET", "", list_resources },
	{ 0 }
};

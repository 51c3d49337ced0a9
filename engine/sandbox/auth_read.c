/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "auth.h"
#include "precept/doc.h"
#include "precept/id.h"

/* Who may sign in: a small JSON document, or the one inside the program. */

#define LIFE_MINUTES 120

static const char	defaults[] =
	"{ \"users\": [ { \"username\": \"" SANDBOX_USER "\",\n"
	"    \"password\": \"" SANDBOX_PASSWORD "\",\n"
	"    \"token\": \"" SANDBOX_TOKEN "\",\n"
	"    \"name\": \"Sandbox Admin\",\n"
	"    \"email\": \"" SANDBOX_USER "\" } ],\n"
	"  \"clients\": [ { \"id\": \"" SANDBOX_CLIENT "\",\n"
	"    \"secret\": \"" SANDBOX_SECRET "\",\n"
	"    \"run_as\": \"" SANDBOX_USER "\",\n"
	"    \"refresh_token\": \"" SANDBOX_REFRESH "\",\n"
	"    \"approved\": [ \"" SANDBOX_USER "\" ] } ] }";

static const char *
copy(struct auth *auth, const struct doc *doc, const char *name,
    const char *otherwise)
{
	const char	*text = doc_text(doc, name);

	return text == NULL ? otherwise : arena_string(auth->arena, text);
}

/* Is every member's name in "a, b, c"? */
static bool
known(const struct doc *doc, const char *names, const char *what,
    struct err *err)
{
	for (const struct doc *d = doc->child; d != NULL; d = d->next) {
		char	word[64], list[128];

		snprintf(list, sizeof list, " %s,", names);
		snprintf(word, sizeof word, " %.40s,", d->name);
		if (strstr(list, word) == NULL)
			return err_set(err, ERR_RULE, "%s has no setting "
			    "\"%s\". There are: %s.", what, d->name, names);
	}
	return true;
}

static const char *
widen(struct auth *auth, const char *id)
{
	char	*wide = arena_alloc(auth->arena, 19);

	id_widen(slice_of(id), wide);
	return wide;
}

static bool
read_user(struct auth *auth, const struct doc *doc, struct err *err)
{
	struct auth_user	*u = arena_alloc(auth->arena, sizeof *u);

	if (!known(doc, "id, username, password, token, name, email, active",
	    "A user", err))
		return false;
	*u = (struct auth_user){ copy(auth, doc, "id", NULL),
	    copy(auth, doc, "username", NULL),
	    copy(auth, doc, "password", NULL), copy(auth, doc, "token", ""),
	    NULL, NULL, true, 0, auth->users };
	if (u->username == NULL || u->password == NULL)
		return err_set(err, ERR_RULE, "A user wants "
		    "\"username\" and \"password\".");
	if (u->id != NULL && (!id_valid(slice_of(u->id)) ||
	    strncmp(u->id, "005", 3) != 0))
		return err_set(err, ERR_RULE, "\"%s\" is not the id of a "
		    "user: 15 or 18 characters that begin with 005.", u->id);
	if (u->id != NULL)
		u->id = widen(auth, u->id);
	u->name = copy(auth, doc, "name", u->username);
	u->email = copy(auth, doc, "email", u->username);
	if (doc_get(doc, "active") != NULL)
		u->active = doc_flag(doc, "active");
	auth->users = u;
	return true;
}

static void
read_approved(struct auth *auth, const struct doc *doc, struct auth_client *c)
{
	const struct doc	*list = doc_get(doc, "approved"), *d;
	size_t			 n = 0;

	for (d = list == NULL ? NULL : list->child; d != NULL; d = d->next)
		n++;
	c->approved = arena_array(auth->arena, n, sizeof *c->approved);
	for (d = list == NULL ? NULL : list->child; d != NULL; d = d->next)
		if (d->kind == DOC_TEXT)
			c->approved[c->approved_count++] = slice_of(
			    arena_string(auth->arena, d->text));
}

static bool
read_client(struct auth *auth, const struct doc *doc, struct err *err)
{
	struct auth_client	*c = arena_alloc(auth->arena, sizeof *c);

	if (!known(doc, "id, secret, key, run_as, refresh_token, approved",
	    "A client", err))
		return false;
	c->id = copy(auth, doc, "id", NULL);
	c->secret = copy(auth, doc, "secret", NULL);
	c->key = copy(auth, doc, "key", NULL);
	c->run_as = copy(auth, doc, "run_as", NULL);
	c->refresh = copy(auth, doc, "refresh_token", NULL);
	if (c->id == NULL || c->secret == NULL)
		return err_set(err, ERR_RULE,
		    "A client wants \"id\" and \"secret\".");
	if (c->key != NULL && !auth_jwt_key_valid(c->key))
		return err_set(err, ERR_RULE, "The key of client \"%s\" is "
		    "not a certificate or public key in PEM form.", c->id);
	if (c->run_as != NULL && auth_user_named(auth, c->run_as) == NULL)
		return err_set(err, ERR_RULE, "Client \"%s\" runs as \"%s\", "
		    "and there is no such user.", c->id, c->run_as);
	read_approved(auth, doc, c);
	c->next = auth->clients;
	auth->clients = c;
	return true;
}

static bool
read_entry(struct auth *auth, const struct doc *doc, bool user,
    struct err *err)
{
	return user ? read_user(auth, doc, err) : read_client(auth, doc, err);
}

static bool
read_list(struct auth *auth, const struct doc *doc, bool users,
    struct err *err)
{
	const char		*name = users ? "users" : "clients";
	const struct doc	*list = doc_get(doc, name);

	if (list == NULL || list->kind != DOC_LIST || list->child == NULL)
		return err_set(err, ERR_RULE, "\"%s\" is missing: a list with "
		    "at least one entry.", name);
	for (const struct doc *d = list->child; d != NULL; d = d->next)
		if (d->kind != DOC_OBJECT)
			return err_set(err, ERR_RULE,
			    "An entry of \"%s\" is not in braces.", name);
		else if (!read_entry(auth, d, users, err))
			return false;
	return true;
}

static bool
read_org(struct auth *auth, const struct doc *doc, struct err *err)
{
	const struct doc	*minutes = doc_get(doc, "session_minutes");
	const char		*org = copy(auth, doc, "org", SANDBOX_ORG_ID);

	if (!id_valid(slice_of(org)) || strncmp(org, "00D", 3) != 0)
		return err_set(err, ERR_RULE, "\"%s\" is not the id of an "
		    "org: 15 or 18 characters that begin with 00D.", org);
	auth->org = widen(auth, org);
	auth->life = LIFE_MINUTES * (int64_t)60000000;
	if (minutes == NULL)
		return true;
	if (minutes->kind != DOC_NUMBER || minutes->number < 1 ||
	    minutes->number > 1e6)
		return err_set(err, ERR_RULE, "\"session_minutes\" wants a "
		    "number from 1 to 1000000.");
	auth->life = (int64_t)(minutes->number * 60e6);
	return true;
}

bool
auth_read(struct auth *auth, struct slice json, struct err *err)
{
	struct doc	*doc = NULL;
	bool		 good;

	good = doc_parse(json, "users", auth->arena, &doc, err) &&
	    (doc->kind == DOC_OBJECT || err_set(err, ERR_RULE,
	    "users: the document is not in braces.")) &&
	    known(doc, "org, session_minutes, users, clients",
	    "The document", err) &&
	    read_org(auth, doc, err) &&
	    read_list(auth, doc, true, err) &&
	    read_list(auth, doc, false, err);
	return good;
}

struct auth *
auth_new(const struct sandbox_options *options, struct err *err)
{
	struct auth		*auth = mem_alloc(sizeof *auth);
	struct auth_client	*client;

	auth->arena = arena_new();
	if (!auth_read(auth, slice_of(options->users != NULL ?
	    options->users : defaults), err))
		goto fail;
	client = auth_client_of(auth, SANDBOX_CLIENT);
	if (options->client_key != NULL && client != NULL) {
		if (!auth_jwt_key_valid(options->client_key)) {
			err_set(err, ERR_RULE, "The key of client \"%s\" is "
			    "not a certificate or public key in PEM form.",
			    client->id);
			goto fail;
		}
		client->key = arena_string(auth->arena, options->client_key);
	}
	return auth;
fail:
	auth_free(auth);
	return NULL;
}

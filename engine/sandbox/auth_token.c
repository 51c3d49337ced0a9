/* SPDX-License-Identifier: MIT */
#include <openssl/evp.h>
#include <strings.h>

#include "auth.h"
#include "precept/json.h"

/* /services/oauth2: four ways to a token, and what a token is good for. */

#define JWT_GRANT "urn:ietf:params:oauth:grant-type:jwt-bearer"

static void
refuse(struct request *r, const char *error, const char *description)
{
	text_clear(&r->out);
	text_string(&r->out, "{\"error\":");
	json_put_string(&r->out, slice_of(error));
	text_string(&r->out, ",\"error_description\":");
	json_put_string(&r->out, slice_of(description));
	text_char(&r->out, '}');
	r->status = 400;
}

static void
put(struct text *out, const char *name, const char *value)
{
	text_string(out, out->len == 0 ? "{\"" : ",\"");
	text_string(out, name);
	text_string(out, "\":");
	json_put_string(out, slice_of(value));
}

static const char *
identity_url(struct request *r, const struct auth_user *user)
{
	return arena_printf(r->arena, "%s/id/%s/%s", r->sandbox->base,
	    r->sandbox->auth->org, user->id);
}

static void
grant(struct request *r, const struct auth_user *user,
    const struct auth_client *client)
{
	const char	*id = identity_url(r, user), *at;

	if (!user->active) {
		refuse(r, "inactive_user", "user is inactive");
		return;
	}
	put(&r->out, "access_token", auth_session_open(r->sandbox, user->id));
	if (client != NULL) {
		at = arena_printf(r->arena, "%lld",
		    (long long)(sandbox_now(r->sandbox) / 1000));
		put(&r->out, "signature", auth_jwt_sign(r->arena,
		    client->secret, arena_printf(r->arena, "%s%s", id, at)));
		put(&r->out, "issued_at", at);
	}
	put(&r->out, "scope", "api id");
	put(&r->out, "instance_url", r->sandbox->base);
	put(&r->out, "id", id);
	put(&r->out, "token_type", "Bearer");
	text_char(&r->out, '}');
}

/* "Basic base64(id:secret)", the other place for both. */
static bool
read_basic(struct request *r, const char **id, const char **secret)
{
	const char	*value = request_header(r, "Authorization");
	unsigned char	*plain;
	char		*colon;
	size_t		 len;
	int		 got;

	if (value == NULL || strncasecmp(value, "Basic ", 6) != 0)
		return false;
	value += 6;
	len = strlen(value);
	plain = arena_alloc(r->arena, len + 4);
	got = EVP_DecodeBlock(plain, (const unsigned char *)value, (int)len);
	if (got < 0 || (colon = strchr((char *)plain, ':')) == NULL)
		return false;
	*colon = '\0';
	*id = (char *)plain;
	*secret = colon + 1;
	return true;
}

/* NULL: it is answered. */
static struct auth_client *
find_client(struct request *r, bool must_prove)
{
	const char		*id = request_param(r, "client_id");
	const char		*secret = request_param(r, "client_secret");
	struct auth_client	*client;

	if (id == NULL)
		read_basic(r, &id, &secret);
	client = auth_client_of(r->sandbox->auth, id);
	if (client == NULL) {
		refuse(r, "invalid_client_id", "client identifier invalid");
		return NULL;
	}
	if ((secret == NULL && must_prove) ||
	    (secret != NULL && strcmp(secret, client->secret) != 0)) {
		refuse(r, "invalid_client", "invalid client credentials");
		return NULL;
	}
	return client;
}

static void
by_jwt(struct request *r)
{
	const char		*assertion = request_param(r, "assertion");
	const char		*error = "invalid_grant", *why;
	struct auth_user	*user = NULL;

	why = assertion == NULL ? "invalid assertion" :
	    auth_jwt_check(r, assertion, &user, &error);
	if (why != NULL)
		refuse(r, error, why);
	else
		grant(r, user, NULL);
}

static void
by_client(struct request *r)
{
	struct auth_client	*client = find_client(r, true);

	if (client == NULL)
		return;
	if (client->run_as == NULL)
		refuse(r, "invalid_grant", "no client credentials user "
		    "enabled");
	else
		grant(r, auth_user_named(r->sandbox->auth, client->run_as),
		    client);
}

static void
by_refresh(struct request *r)
{
	const char		*token = request_param(r, "refresh_token");
	struct auth_client	*client = find_client(r, false);

	if (client == NULL)
		return;
	if (token == NULL || client->refresh == NULL ||
	    client->run_as == NULL || strcmp(token, client->refresh) != 0)
		refuse(r, "invalid_grant", "expired access/refresh token");
	else
		grant(r, auth_user_named(r->sandbox->auth, client->run_as),
		    client);
}

static void
by_password(struct request *r)
{
	const char		*name = request_param(r, "username");
	const char		*password = request_param(r, "password");
	struct auth_client	*client = find_client(r, true);
	struct auth_user	*user;

	if (client == NULL)
		return;
	user = name == NULL ? NULL : auth_user_named(r->sandbox->auth, name);
	if (user == NULL || password == NULL ||
	    !auth_password_fits(user, password))
		refuse(r, "invalid_grant", "authentication failure");
	else
		grant(r, user, client);
}

static const struct {
	const char	*type;
	void		(*answer)(struct request *);
} flows[] = {
	{ JWT_GRANT, by_jwt },
	{ "client_credentials", by_client },
	{ "refresh_token", by_refresh },
	{ "password", by_password },
};

static void
give_token(struct request *r)
{
	const char	*type = request_param(r, "grant_type");

	for (size_t i = 0; type != NULL && i < COUNT(flows); i++)
		if (strcmp(type, flows[i].type) == 0) {
			flows[i].answer(r);
			return;
		}
	refuse(r, "unsupported_grant_type", "grant type not supported");
}

/* Also by GET, with the token in the query. */
static void
revoke(struct request *r)
{
	const char	*token = request_param(r, "token");

	if (token == NULL || !auth_session_end(r->sandbox, token))
		refuse(r, "invalid_token", "invalid token");
	else
		r->status = 200;
}

static void
put_urls(struct request *r)
{
	text_printf(&r->out, ",\"urls\":{\"rest\":"
	    "\"%s/services/data/v{version}/\",\"sobjects\":"
	    "\"%s/services/data/v{version}/sobjects/\",\"query\":"
	    "\"%s/services/data/v{version}/query/\"}", r->sandbox->base,
	    r->sandbox->base, r->sandbox->base);
}

static const struct auth_user *
signed_in_user(struct request *r)
{
	return auth_check(r) ?
	    auth_user_of(r->sandbox->auth, r->user) : NULL;
}

static void
show_user(struct request *r)
{
	const struct auth_user	*user = signed_in_user(r);

	if (user == NULL)
		return;
	put(&r->out, "sub", identity_url(r, user));
	put(&r->out, "user_id", user->id);
	put(&r->out, "organization_id", r->sandbox->auth->org);
	put(&r->out, "preferred_username", user->username);
	put(&r->out, "name", user->name);
	put(&r->out, "email", user->email);
	put_urls(r);
	text_char(&r->out, '}');
}

static void
show_identity(struct request *r)
{
	const struct auth_user	*user = signed_in_user(r);

	if (user == NULL)
		return;
	if (strncmp(r->part[1], r->sandbox->auth->org, 15) != 0 ||
	    strncmp(r->part[2], user->id, 15) != 0) {
		request_error(r, 404, "NOT_FOUND", NULL,
		    "The requested resource does not exist");
		return;
	}
	put(&r->out, "id", identity_url(r, user));
	put(&r->out, "user_id", user->id);
	put(&r->out, "organization_id", r->sandbox->auth->org);
	put(&r->out, "username", user->username);
	put(&r->out, "display_name", user->name);
	put(&r->out, "email", user->email);
	put_urls(r);
	text_string(&r->out, ",\"active\":true,\"user_type\":\"STANDARD\"}");
}

const struct route route_sign_in[] = {
	{ "POST", "services/oauth2/token", give_token },
	{ "POST", "services/oauth2/revoke", revoke },
	{ "GET", "services/oauth2/revoke", revoke },
	{ "GET", "services/oauth2/userinfo", show_user },
	{ "POST", "services/oauth2/userinfo", show_user },
	{ "GET", "id/*/*", show_identity },
	{ "POST", "services/Soap/u/*", auth_soap_login },
	{ "POST", "services/Soap/u/*/*", auth_soap_login },
	{ 0 }
};

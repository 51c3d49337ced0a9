/* SPDX-License-Identifier: MIT */
#include "precept/clock.h"
#include "precept/secret.h"
#include "salesforce_jwt.h"
#include "salesforce_session.h"
#include "salesforce_switch.h"

/* The form that asks for a token, in each of the ways there are. */

/* Two secrets and two names, every byte escaped: the text never moves, so
 * that no piece of it stays behind. */
#define FORM_MAX (3 * 4 * SECRET_MAX + 1000)

struct field {
	const char	*name;
	const char	*value;		/* NULL: there is none */
	bool		 secret;	/* value is the name of one */
};

static void
add_value(struct text *form, const char *name, struct slice value)
{
	text_printf(form, "&%s=", name);
	http_escape(form, value);
}

/* Read anew each time: it may have been changed. */
static bool
hold(struct salesforce *sf, const char *name, struct slice *value,
    struct err *err)
{
	if (!secret_read(sf->dir, name, value, err))
		return false;
	secret_drop(sf->held[1]);
	sf->held[1] = sf->held[0];
	sf->held[0] = *value;
	return true;
}

static bool
add_field(struct salesforce *sf, const struct field *f,
    struct text *form, struct err *err)
{
	struct slice	value;

	if (f->value == NULL)
		return true;
	if (!f->secret) {
		add_value(form, f->name, slice_of(f->value));
		return true;
	}
	if (!hold(sf, f->value, &value, err))
		return false;
	add_value(form, f->name, value);
	return true;
}

static bool
add_fields(struct salesforce *sf, const char *grant,
    const struct field *fields, struct text *form, struct err *err)
{
	text_printf(form, "grant_type=%s", grant);
	for (; fields->name != NULL; fields++)
		if (!add_field(sf, fields, form, err))
			return false;
	return true;
}

/* Orgs for trying things out have hosts of their own. */
static const char *
audience_of(const struct connection *c)
{
	if (c->audience != NULL)
		return c->audience;
	if (strstr(c->login, "://test.salesforce.com") != NULL ||
	    strstr(c->login, ".sandbox.my.salesforce.com") != NULL)
		return "https://test.salesforce.com";
	return "https://login.salesforce.com";
}

static bool
fill_jwt(struct salesforce *sf, struct text *form, struct err *err)
{
	const struct connection	*c = sf->connection;
	struct salesforce_claims claims = { c->client_id, c->username,
				    audience_of(c), clock_now() / 1000000 +
				    SALESFORCE_JWT_SECONDS };
	struct slice		 key;

	if (!hold(sf, c->key, &key, err))
		return false;
	text_string(form, "grant_type=urn%3Aietf%3Aparams%3Aoauth%3A"
	    "grant-type%3Ajwt-bearer&assertion=");
	return salesforce_jwt(&claims, key, c->key, form, err);
}

static bool
fill_refresh(struct salesforce *sf, struct text *form, struct err *err)
{
	const struct connection	*c = sf->connection;
	struct field		 fields[] = {
		{ "refresh_token", c->refresh_token, true },
		{ "client_id", c->client_id, false },
		{ "client_secret", c->client_secret, true },
		{ NULL, NULL, false }
	};

	if (sf->rotated.ptr == NULL)
		return add_fields(sf, "refresh_token", fields, form, err);
	if (!add_fields(sf, "refresh_token", fields + 1, form, err))
		return false;
	add_value(form, "refresh_token", sf->rotated);
	return true;
}

bool
salesforce_form(struct salesforce *sf, struct text *form, struct err *err)
{
	const struct connection	*c = sf->connection;
	struct field		 client[] = {
		{ "client_id", c->client_id, false },
		{ "client_secret", c->client_secret, true },
		{ "username", c->username, false },
		{ "password", c->password, true },
		{ NULL, NULL, false }
	};

	if (c->own_secret != NULL)
		client[1] = (struct field){ "client_secret", c->own_secret,
			false };
	text_init(form, FORM_MAX);
	text_room(form, FORM_MAX - 1);
	switch (c->sign_in) {
	case SIGN_IN_JWT:
		return fill_jwt(sf, form, err);
	case SIGN_IN_REFRESH:
		return fill_refresh(sf, form, err);
	case SIGN_IN_CLIENT:
		client[2].name = NULL;
		return add_fields(sf, "client_credentials", client, form,
		    err);
	case SIGN_IN_PASSWORD:
		break;
	}
	return add_fields(sf, "password", client, form, err);
}

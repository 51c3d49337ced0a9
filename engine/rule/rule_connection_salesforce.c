/* SPDX-License-Identifier: MIT */
#include "rule_connection.h"
#include "rule_take.h"
#include "rule_word.h"

/* kind = "salesforce": is all there that the way to sign in needs? */

#define VERSION		"62.0"

static const char *const ways[] = { "jwt", "client_credentials", "refresh",
	"password", NULL };

/* Of each way to sign in: '+' must be there, '?' may, '-' has no use. */
static const struct use {
	struct rule_connection_key key;
	const char	*ways;
} uses[] = {
	{ { "client_id", offsetof(struct connection, client_id), false },
	    "++++" },
	{ { "username", offsetof(struct connection, username), false },
	    "+--+" },
	{ { "key", offsetof(struct connection, key), true },
	    "+---" },
	{ { "client_secret", offsetof(struct connection, client_secret), true },
	    "-+?+" },
	{ { "refresh_token", offsetof(struct connection, refresh_token), true },
	    "--+-" },
	{ { "password", offsetof(struct connection, password), true },
	    "---+" },
	{ { "audience", offsetof(struct connection, audience), false },
	    "?---" }
};

static void
take_use(struct make *m, struct connection *c, const struct use *use,
    const struct decl *body)
{
	const struct decl_entry	*e = decl_entry(body, use->key.key);
	char			 how = use->ways[c->sign_in];

	rule_connection_take(m, c, &use->key, body);
	if (e == NULL && how == '+')
		rule_connection_lacks(m, c, arena_printf(m->arena,
		    "sign_in = \"%s\"", ways[c->sign_in]), &use->key);
	if (e != NULL && how == '-')
		diag_add(m->diags, DIAG_WARNING, "P155", e->key_at,
		    "'%s' has no use: sign_in is \"%s\"", use->key.key,
		    ways[c->sign_in]);
}

/* Token hosts for all orgs do not know whose client it is. */
static void
check_domain(struct make *m, const struct connection *c, struct slice host,
    struct place at)
{
	struct diag	*d;

	if (c->sign_in != SIGN_IN_CLIENT ||
	    (!slice_is_nocase(host, "login.salesforce.com") &&
	    !slice_is_nocase(host, "test.salesforce.com")))
		return;
	d = diag_add(m->diags, DIAG_ERROR, "P152", at,
	    "client_credentials needs the org's own address, not %.*s",
	    SHOWN(host));
	diag_note(m->diags, d, "try",
	    "login = \"https://MYDOMAIN.my.salesforce.com\",");
}

static void
take_login(struct make *m, struct connection *c, const struct decl *body)
{
	const struct decl	*d = rule_take_text(body, "login");
	struct slice		 host;

	c->login = "https://login.salesforce.com";
	if (d != NULL) {
		c->login = rule_connection_address(m, "login", d, &host);
		if (*c->login != '\0')
			check_domain(m, c, host, d->at);
	} else if (decl_get(body, "login") == NULL)
		check_domain(m, c, slice_of("login.salesforce.com"), c->at);
	d = rule_take_text(body, "audience");
	if (d != NULL && c->sign_in == SIGN_IN_JWT)
		c->audience = rule_connection_address(m, "audience", d,
		    &host);
}

/* "62.0" */
static bool
is_version(struct slice s)
{
	return s.len == 4 && s.ptr[0] >= '3' && s.ptr[0] <= '9' &&
	    s.ptr[1] >= '0' && s.ptr[1] <= '9' &&
	    memcmp(s.ptr + 2, ".0", 2) == 0;
}

static void
take_version(struct make *m, struct connection *c, const struct decl *body)
{
	const struct decl	*d = rule_take_text(body, "version");

	c->version = VERSION;
	if (d == NULL)
		return;
	if (is_version(d->text))
		c->version = arena_text(m->arena, d->text);
	else
		diag_label(m->diags, diag_add(m->diags, DIAG_ERROR, "P156",
		    d->at, "there is no version '%.*s'", SHOWN(d->text)),
		    "a version is written \"" VERSION "\"");
}

void
rule_connection_salesforce(struct make *m, struct connection *c,
    const struct decl *body)
{
	int	way = rule_take_word(body, "sign_in", ways);

	c->sign_in = way < 0 ? SIGN_IN_JWT : (enum sign_in)way;
	/* A wrong word for the way was found: nobody knows what it needs. */
	if (way >= 0 || decl_get(body, "sign_in") == NULL)
		for (size_t i = 0; i < COUNT(uses); i++)
			take_use(m, c, &uses[i], body);
	take_login(m, c, body);
	take_version(m, c, body);
}

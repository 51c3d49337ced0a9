/* SPDX-License-Identifier: MIT */
#include "precept/near.h"
#include "rule_make.h"
#include "rule_take.h"
#include "rule_word.h"

/* connection "name" { … }: is all there that the way to sign in needs? */

#define VERSION		"62.0"
#define CONNECTIONS	5
#define CONNECTIONS_MAX	25	/* long calls that an org bears at once */

static const char *const ways[] = { "jwt", "client_credentials", "refresh",
	"password", NULL };
static const char *const taken[] = { "store", "csv", "jsonl", "file", NULL };

/* Of each way to sign in: '+' must be there, '?' may, '-' has no use. */
static const struct use {
	const char	*key;
	size_t		 at;		/* in struct connection */
	bool		 secret;
	const char	*ways;
} uses[] = {
	{ "client_id", offsetof(struct connection, client_id), false,
	    "++++" },
	{ "username", offsetof(struct connection, username), false, "+--+" },
	{ "key", offsetof(struct connection, key), true, "+---" },
	{ "client_secret", offsetof(struct connection, client_secret), true,
	    "-+?+" },
	{ "refresh_token", offsetof(struct connection, refresh_token), true,
	    "--+-" },
	{ "password", offsetof(struct connection, password), true, "---+" },
	{ "audience", offsetof(struct connection, audience), false, "?---" }
};

/* The value itself is not to be shown, nor the line that it stands in. */
static void
found_written(struct make *m, const struct connection *c, const char *key,
    const struct decl *d)
{
	struct diag	*diag;

	diag = diag_add(m->diags, DIAG_ERROR, "P154", d->at,
	    "'%s' is written out: secrets are named, never written", key);
	diag->hush = true;
	diag_note(m->diags, diag, "try", "%s = secret \"%s-%s\",", key,
	    c->name, key);
	diag_note(m->diags, diag, "note", "the value goes into the file "
	    "secrets/%s-%s of the workspace; who has seen the rule file "
	    "knows the old one: ask the service for another", c->name, key);
}

static const char *
take_secret(struct make *m, const struct connection *c, const char *key,
    const struct decl *d)
{
	const struct decl	*name;

	if (d->kind == DECL_TEXT) {
		found_written(m, c, key, d);
		return NULL;
	}
	if (d->kind == DECL_TABLE && d->word != NULL &&
	    strcmp(d->word, "secret") == 0 && d->items == 1 &&
	    (name = d->entries[0].value)->kind == DECL_TEXT) {
		if (connection_can_name(name->text))
			return arena_text(m->arena, name->text);
		diag_add(m->diags, DIAG_ERROR, "P154", name->at,
		    "a secret cannot be called '%.*s': its name is that of a "
		    "file, of letters, digits, '-', '_' and '.'",
		    SHOWN(name->text));
	} else
		rule_take_wrong(m, key, "a secret \"…\"", d);
	return NULL;
}

static void
found_missing(struct make *m, const struct connection *c,
    const struct use *use)
{
	struct diag	*d;

	d = diag_add(m->diags, DIAG_ERROR, "P153", c->at,
	    "sign_in = \"%s\" needs '%s'", ways[c->sign_in], use->key);
	if (use->secret)
		diag_note(m->diags, d, "try", "%s = secret \"%s-%s\",",
		    use->key, c->name, use->key);
	else
		diag_note(m->diags, d, "try", "%s = \"…\",", use->key);
}

static void
take_use(struct make *m, struct connection *c, const struct use *use,
    const struct decl *body)
{
	const struct decl_entry	*e = decl_entry(body, use->key);
	const char		**to = (const char **)((char *)c + use->at);
	char			 how = use->ways[c->sign_in];

	if (e == NULL) {
		if (how == '+')
			found_missing(m, c, use);
		return;
	}
	if (use->secret)
		*to = take_secret(m, c, use->key, e->value);
	else if (e->value->kind == DECL_TEXT)
		*to = arena_text(m->arena, e->value->text);
	if (how == '-')
		diag_add(m->diags, DIAG_WARNING, "P155", e->key_at,
		    "'%s' has no use: sign_in is \"%s\"", use->key,
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

static const char *
take_address(struct make *m, const struct connection *c, const char *key,
    const struct decl *d)
{
	struct slice	 url = slice_trim(d->text), host;
	const char	*wrong = connection_address(url, &host);
	struct diag	*diag;

	if (wrong != NULL) {
		diag = diag_add(m->diags, DIAG_ERROR, "P152", d->at,
		    "'%s' is no address of a service: %s", key, wrong);
		diag->hush = memchr(url.ptr, '@', url.len) != NULL;
		return "";
	}
	if (strcmp(key, "login") == 0)
		check_domain(m, c, host, d->at);
	if (url.ptr[url.len - 1] == '/')
		url.len--;
	return arena_text(m->arena, url);
}

static void
take_login(struct make *m, struct connection *c, const struct decl *body)
{
	const struct decl	*d = rule_take_text(body, "login");

	c->login = "https://login.salesforce.com";
	if (d != NULL)
		c->login = take_address(m, c, "login", d);
	else if (decl_get(body, "login") == NULL)
		check_domain(m, c, slice_of("login.salesforce.com"), c->at);
	d = rule_take_text(body, "audience");
	if (d != NULL && c->sign_in == SIGN_IN_JWT)
		c->audience = take_address(m, c, "audience", d);
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

static bool
is_below(const char *path)
{
	size_t	len;

	if (*path == '\0' || path[strlen(path) - 1] == '/')
		return false;
	for (; *path != '\0'; path += len + (path[len] == '/')) {
		len = strcspn(path, "/");
		if (len == 2 && path[0] == '.' && path[1] == '.')
			return false;
	}
	return true;
}

static void
take_rest(struct make *m, struct connection *c, const struct decl *body)
{
	const struct decl	*d = rule_take_text(body, "ca_file");

	if (d != NULL) {
		c->ca_file = arena_text(m->arena, d->text);
		if (!is_below(c->ca_file))
			diag_add(m->diags, DIAG_ERROR, "P156", d->at,
			    "the path '%s' names no file of the workspace",
			    c->ca_file);
	}
	c->connections = CONNECTIONS;
	d = decl_get(body, "connections");
	if (d == NULL || d->kind != DECL_INTEGER)
		return;
	if (d->integer < 1 || d->integer > CONNECTIONS_MAX)
		diag_add(m->diags, DIAG_ERROR, "P156", d->at,
		    "'connections' takes 1 to %d", CONNECTIONS_MAX);
	else
		c->connections = (int)d->integer;
}

static void
check_name(struct make *m, const struct connection *all,
    const struct connection *c)
{
	const struct connection	*old = connection_find(all,
				    slice_of(c->name));
	struct diag		*d;
	size_t			 i;

	if (!connection_can_name(slice_of(c->name)) ||
	    strchr(c->name, '.') != NULL)
		diag_add(m->diags, DIAG_ERROR, "P151", c->name_at,
		    "a connection cannot be called '%s': its name stands "
		    "before the point in connection.Object", c->name);
	for (i = 0; taken[i] != NULL; i++)
		if (strcmp(c->name, taken[i]) == 0)
			diag_add(m->diags, DIAG_ERROR, "P151", c->name_at,
			    "'%s' is always there: give the connection "
			    "another name", c->name);
	if (old == NULL)
		return;
	d = diag_add(m->diags, DIAG_ERROR, "P151", c->name_at,
	    "there is a connection '%s' already", c->name);
	diag_note(m->diags, d, "note", "the other one is in %s:%d",
	    old->at.file, old->at.line);
}

struct connection *
rule_connection_make(struct make *m, const struct connection *all,
    const struct decl_top *top)
{
	struct connection	*c = arena_alloc(m->arena, sizeof *c);
	const struct decl	*d = rule_take_text(top->body, "kind");
	int			 way = rule_take_word(top->body, "sign_in",
				    ways);
	size_t			 i;

	c->name = top->name;
	c->at = top->at;
	c->name_at = top->name_at;
	c->kind = d == NULL ? "salesforce" : arena_text(m->arena, d->text);
	c->sign_in = way < 0 ? SIGN_IN_JWT : (enum sign_in)way;
	check_name(m, all, c);
	/* A wrong word for the way was found: nobody knows what it needs. */
	if (way >= 0 || decl_get(top->body, "sign_in") == NULL)
		for (i = 0; i < COUNT(uses); i++)
			take_use(m, c, &uses[i], top->body);
	take_login(m, c, top->body);
	take_version(m, c, top->body);
	take_rest(m, c, top->body);
	c->budget = rule_budget_take(m, top->body);
	rule_writes_take(m, c, top->body);
	return c;
}

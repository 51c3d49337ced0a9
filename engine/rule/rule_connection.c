/* SPDX-License-Identifier: MIT */
#include "rule_connection.h"
#include "rule_take.h"
#include "rule_word.h"

/* connection "name" { … }: what all kinds of service have. */

#define CONNECTIONS	5
#define CONNECTIONS_MAX	25	/* long calls that an org bears at once */

static const char *const taken[] = { "store", "csv", "jsonl", "file", NULL };

/* A service adds its line here, its keys in stdlib/words/connection.lua. */
static const struct {
	const char	*name;
	void		(*take)(struct make *, struct connection *,
			    const struct decl *);
} kinds[] = {
	{ "salesforce", rule_connection_salesforce }
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

void
rule_connection_take(struct make *m, struct connection *c,
    const struct rule_connection_key *key, const struct decl *body)
{
	const struct decl	 *d = decl_get(body, key->key);
	const char		**to = (const char **)((char *)c + key->at);

	if (d == NULL)
		return;
	if (key->secret)
		*to = take_secret(m, c, key->key, d);
	else if (d->kind == DECL_TEXT)
		*to = arena_text(m->arena, d->text);
}

void
rule_connection_lacks(struct make *m, const struct connection *c,
    const char *what, const struct rule_connection_key *key)
{
	struct diag	*d;

	d = diag_add(m->diags, DIAG_ERROR, "P153", c->at, "%s needs '%s'",
	    what, key->key);
	if (key->secret)
		diag_note(m->diags, d, "try", "%s = secret \"%s-%s\",",
		    key->key, c->name, key->key);
	else
		diag_note(m->diags, d, "try", "%s = \"…\",", key->key);
}

const char *
rule_connection_address(struct make *m, const char *key,
    const struct decl *d, struct slice *host)
{
	struct slice	 url = slice_trim(d->text);
	const char	*wrong = connection_address(url, host);
	struct diag	*diag;

	if (wrong != NULL) {
		diag = diag_add(m->diags, DIAG_ERROR, "P152", d->at,
		    "'%s' is no address of a service: %s", key, wrong);
		diag->hush = memchr(url.ptr, '@', url.len) != NULL;
		return "";
	}
	if (url.ptr[url.len - 1] == '/')
		url.len--;
	return arena_text(m->arena, url);
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

/* A kind that there is not was found where the table was shaped. */
static void
take_kind(struct make *m, struct connection *c, const struct decl *body)
{
	const struct decl	*d = rule_take_text(body, "kind");

	c->kind = d == NULL ? kinds[0].name : arena_text(m->arena, d->text);
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(c->kind, kinds[i].name) == 0)
			kinds[i].take(m, c, body);
}

struct connection *
rule_connection_make(struct make *m, const struct connection *all,
    const struct decl_top *top)
{
	struct connection	*c = arena_alloc(m->arena, sizeof *c);

	c->name = top->name;
	c->at = top->at;
	c->name_at = top->name_at;
	check_name(m, all, c);
	take_kind(m, c, top->body);
	take_rest(m, c, top->body);
	c->budget = rule_budget_take(m, top->body);
	rule_writes_take(m, c, top->body);
	return c;
}

/* SPDX-License-Identifier: MIT */
#include "precept/json.h"
#include "sandbox_page.h"

/* Its address, who may sign in, the connection to paste into a workspace. */

static void
show_files(const struct sandbox_options *o, struct text *out)
{
	for (size_t i = 0; i < o->file_count; i++)
		text_printf(out, "  %zu record%s of %s loaded from %s\n",
		    o->files[i].rows, o->files[i].rows == 1 ? "" : "s",
		    o->files[i].object, o->files[i].path);
}

/* A connection reads its certificate below the workspace only. */
static void
show_connection(const struct sandbox_page *p, struct text *out)
{
	text_printf(out, "\nIn a rule file of a workspace:\n\n"
	    "  connection \"salesforce\" {\n"
	    "    kind          = \"salesforce\",\n"
	    "    login         = \"%s\",\n"
	    "    sign_in       = \"client_credentials\",\n"
	    "    client_id     = \"%s\",\n"
	    "    client_secret = secret \"salesforce-client_secret\",\n",
	    p->url, p->home->client);
	if (p->options->cert != NULL && p->inside)
		text_string(out,
		    "    ca_file       = \"sandbox/sandbox.crt\",\n");
	else if (p->options->cert != NULL)
		text_printf(out, "    ca_file       = \"sandbox.crt\",   -- a "
		    "copy of %s\n", p->home->cert);
	text_printf(out, "  }\n\nand in the shell, for the secret:\n\n"
	    "  export CREDENTIALS_DIRECTORY=%s\n", p->secrets);
}

/* What is printed into a file, or a log, is there to stay. */
static void
show_users(const struct sandbox_page *p, struct text *out)
{
	const struct sandbox_home	*h = p->home;

	text_printf(out, "\nOther programs sign in with what this sandbox "
	    "made up (%s/users.json):\n\n"
	    "  user             %s\n"
	    "  client id        %s\n", h->dir, h->username, h->client);
	if (p->terminal)
		text_printf(out, "  password         %s\n"
		    "  security token   %s\n"
		    "  client secret    %s\n"
		    "  refresh token    %s\n", h->password, h->token,
		    h->secret, h->refresh);
	if (p->options->client_key == h->cert_text)
		text_printf(out, "  key for JWT      %s\n", h->key);
}

static void
show_pendo(const struct sandbox_page *p, struct text *out)
{
	text_printf(out, "\nPendo's API is at %s/api/v1, its keys in "
	    "%s/pendo.json%s%s\n", p->url, p->home->dir, p->terminal &&
	    *p->home->pendo_key != '\0' ? "; one that writes: " : "",
	    p->terminal ? p->home->pendo_key : "");
}

static void
show_gainsight(const struct sandbox_page *p, struct text *out)
{
	text_printf(out, "\nGainsight's API (NXT) is at %s/v1, its access "
	    "key in %s/gainsight.json%s%s\n", p->url, p->home->dir,
	    p->terminal ? ": " : "", p->terminal ? p->home->access_key : "");
}

static void
show_trust(const struct sandbox_page *p, struct text *out)
{
	if (p->options->cert == NULL)
		return;
	text_printf(out, "\nThey trust the certificate %s by\n\n"
	    "  curl --cacert %s\n"
	    "  export REQUESTS_CA_BUNDLE=%s        (Python)\n"
	    "  export NODE_EXTRA_CA_CERTS=%s       (Node)\n", p->home->cert,
	    p->home->cert, p->home->cert, p->home->cert);
}

void
sandbox_page_show(const struct sandbox_page *p, struct text *out)
{
	text_printf(out, "A Salesforce org at %s, its records in %s\n",
	    p->url, p->home->data);
	show_files(p->options, out);
	show_connection(p, out);
	show_users(p, out);
	show_pendo(p, out);
	show_gainsight(p, out);
	show_trust(p, out);
	text_printf(out, "\nWhat goes wrong is said to %s/sandbox/faults "
	    "(GET %s/sandbox/help).\nCtrl-C ends it.\n", p->url, p->url);
}

static void
put(struct text *out, const char *name, const char *value)
{
	text_printf(out, ",\"%s\":", name);
	if (value == NULL)
		text_string(out, "null");
	else
		json_put_string(out, slice_of(value));
}

static void
put_files(const struct sandbox_options *o, struct text *out)
{
	text_string(out, ",\"loaded\":[");
	for (size_t i = 0; i < o->file_count; i++) {
		text_string(out, i > 0 ? ",{\"object\":" : "{\"object\":");
		json_put_string(out, slice_of(o->files[i].object));
		text_printf(out, ",\"rows\":%zu}", o->files[i].rows);
	}
	text_char(out, ']');
}

void
sandbox_page_json(const struct sandbox_page *p, struct text *out)
{
	const struct sandbox_home	*h = p->home;
	bool				 own;

	own = p->options->client_key == h->cert_text;
	text_string(out, "{\"url\":");
	json_put_string(out, slice_of(p->url));
	put(out, "data", h->data);
	put(out, "secrets", p->secrets);
	put(out, "certificate", p->options->cert == NULL ? NULL : h->cert);
	put(out, "username", h->username);
	put(out, "password", h->password);
	put(out, "security_token", h->token);
	put(out, "client_id", h->client);
	put(out, "client_secret", h->secret);
	put(out, "refresh_token", h->refresh);
	put(out, "key", own ? h->key : NULL);
	put(out, "pendo_url", p->url);
	put(out, "pendo_key", h->pendo_key);
	put(out, "gainsight_url", p->url);
	put(out, "gainsight_key", h->access_key);
	put_files(p->options, out);
	text_string(out, "}\n");
}

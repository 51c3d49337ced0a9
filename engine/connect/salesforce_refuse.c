/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "precept/clock.h"
#include "salesforce_session.h"
#include "salesforce_switch.h"

/* What went wrong, in whole sentences with cause and remedy. */

static struct slice
answer_of(const struct http_call *call)
{
	return (struct slice){ call->answer.ptr, call->answer.len };
}

/* invalid_grant is six mistakes with one name. */
static const struct { const char *part, *remedy; } grants[] = {
	{ "approved", "The user has not approved this connected app: "
	    "pre-authorise it (in the app's policies \"Admin approved users "
	    "are pre-authorized\", then give the user a permission set that "
	    "the app is assigned to)." },
	{ "audience", "Production orgs sign in at "
	    "https://login.salesforce.com, sandboxes at "
	    "https://test.salesforce.com: set 'login', or 'audience', to the "
	    "right one." },
	{ "expired", "The refresh token is good no more: let a person "
	    "approve the app once again, and put the new token into the "
	    "secret." },
	{ "assertion", "The signature of the JWT or its time was not "
	    "accepted: does the secret hold the private key of the "
	    "certificate that the connected app has?" },
	{ "domain", "This way to sign in needs the org's own address: login "
	    "= \"https://MYDOMAIN.my.salesforce.com\"." },
	{ "", "The user's name, password or security token is wrong, or the "
	    "user is locked, or may not come from this address or at this "
	    "hour: the user's login history in Setup says which." }
};

static const char *
remedy_of(const struct salesforce_error *e)
{
	size_t	i;

	for (i = 0; strcmp(e->code, "invalid_grant") == 0; i++)
		if (strcasestr(e->text, grants[i].part) != NULL)
			return grants[i].remedy;
	return salesforce_remedy(e->code);
}

int64_t
salesforce_refuse_clock(const struct http_call *call)
{
	struct slice	date = http_header(call, "Date");
	struct tm	tm = { 0 };
	char		text[64];

	if (date.ptr == NULL || date.len >= sizeof text)
		return 0;
	memcpy(text, date.ptr, date.len);
	text[date.len] = '\0';
	if (strptime(text, "%a, %d %b %Y %H:%M:%S GMT", &tm) == NULL)
		return 0;
	return clock_now() / 1000000 - (int64_t)timegm(&tm);
}

static void
add_clock(const struct http_call *call, struct text *out)
{
	int64_t	ahead = salesforce_refuse_clock(call);

	if (ahead > SALESFORCE_CLOCK_SECONDS)
		text_printf(out, " This machine's clock is %lld seconds ahead "
		    "of the service's: set it right first.",
		    (long long)ahead);
	else if (ahead < -SALESFORCE_CLOCK_SECONDS)
		text_printf(out, " This machine's clock is %lld seconds "
		    "behind the service's: set it right first.",
		    (long long)-ahead);
}

/* " invalid_grant, user hasn't approved this consumer (Name, Phone)" */
static void
add_said(const struct http_call *call, const struct salesforce_error *e,
    struct text *out)
{
	const char	*text = strstr(e->text, "ERROR at Row:");

	if (text == NULL)
		text = e->text;
	if (*e->code != '\0' && *text != '\0')
		text_printf(out, " %s, %s", e->code, text);
	else if (*e->code != '\0')
		text_printf(out, " %s", e->code);
	else if (*text != '\0')
		text_printf(out, " %d, %s", call->status, text);
	else
		text_printf(out, " status %d, and nothing that could be read",
		    call->status);
	if (e->fields != NULL)
		text_printf(out, " (%s)", e->fields);
	if (out->ptr[out->len - 1] != '.')
		text_char(out, '.');
}

/* The table's begin in the middle of a sentence. */
static void
add_remedy(struct text *out, const char *remedy)
{
	if (*remedy != '\0')
		text_printf(out, " %c%s", *remedy >= 'a' && *remedy <= 'z' ?
		    *remedy - 'a' + 'A' : *remedy, remedy + 1);
}

static const char *
status_remedy(int status)
{
	if (status >= 500 || status == 420 || status == 408)
		return "The org or the way to it is disturbed: try again "
		    "later, and look at status.salesforce.com.";
	if (status == 429)
		return "It is asked too often: try again later.";
	if (status >= 301 && status < 400)
		return "It sends elsewhere, which is not followed: set "
		    "'login' to the org's own address.";
	if (status == 401)
		return "The session was not accepted.";
	return "";
}

bool
salesforce_refuse_sign_in(const struct salesforce *sf,
    const struct http_call *call, struct err *err)
{
	struct arena		*arena;
	struct salesforce_error	 e;
	struct text		 out;
	const char		*remedy;

	if (call->outcome != HTTP_WHOLE)
		return err_set(err, ERR_REMOTE, "cannot sign in at %s: %s",
		    sf->connection->login, call->why);
	arena = arena_new();
	text_init(&out, 4096);
	salesforce_error(answer_of(call), arena, &e);
	text_printf(&out, "cannot sign in at %s: it says",
	    sf->connection->login);
	add_said(call, &e, &out);
	remedy = remedy_of(&e);
	if (*remedy == '\0')
		remedy = status_remedy(call->status);
	add_remedy(&out, remedy);
	if (strcmp(e.code, "invalid_grant") == 0)
		add_clock(call, &out);
	err_set(err, ERR_REMOTE, "%s", out.ptr);
	text_free(&out);
	arena_free(arena);
	return false;
}

static enum err_kind
kind_of(const struct http_call *call, const struct salesforce_error *e)
{
	if (strcmp(e->code, "REQUEST_LIMIT_EXCEEDED") == 0 &&
	    !salesforce_passing(e->code, e->text))
		return ERR_LIMIT;
	if (call->status >= 500 || call->status == 401 ||
	    call->status == 403 || call->status == 408 ||
	    call->status == 420 || call->status == 429 ||
	    salesforce_passing(e->code, e->text))
		return ERR_REMOTE;
	return ERR_RULE;
}

/* The path alone: a query has the values of rows in it. */
static int
path_len(const char *path)
{
	return (int)strcspn(path, "?");
}

static bool
refuse_unanswered(const struct salesforce *sf, const struct http_call *call,
    const char *path, struct err *err)
{
	return err_set(err, ERR_REMOTE, "connection '%s': %s %.*s had no "
	    "whole answer: %s%s", sf->connection->name, call->method,
	    path_len(path), path, call->why,
	    call->outcome == HTTP_UNKNOWN && call->once ?
	    "; whether it was done is not known" : "");
}

bool
salesforce_refuse_call(const struct salesforce *sf,
    const struct http_call *call, const char *path, struct err *err)
{
	struct arena		*arena;
	struct salesforce_error	 e;
	struct text		 out;
	const char		*remedy;

	if (call->outcome != HTTP_WHOLE)
		return refuse_unanswered(sf, call, path, err);
	arena = arena_new();
	text_init(&out, 4096);
	salesforce_error(answer_of(call), arena, &e);
	text_printf(&out, "connection '%s': the answer to %s %.*s was",
	    sf->connection->name, call->method, path_len(path), path);
	add_said(call, &e, &out);
	remedy = salesforce_remedy(e.code);
	if (*remedy == '\0')
		remedy = status_remedy(call->status);
	add_remedy(&out, remedy);
	err_set(err, kind_of(call, &e), "%s", out.ptr);
	text_free(&out);
	arena_free(arena);
	return false;
}

/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "auth.h"
#include "versions.h"

/* SOAP's login(), the one call that older clients begin with. */

#define LOGIN_LAST 64	/* from v65.0 on it is gone */

static bool
begins(struct slice s, const char *text)
{
	size_t	len = strlen(text);

	return s.len >= len && memcmp(s.ptr, text, len) == 0;
}

/* "&#39;" or "&#x27;": its length, 0 if it is none; ASCII is enough here. */
static size_t
read_number(struct slice s, char *c)
{
	bool		 hex = begins(s, "&#x");
	const char	*at = s.ptr + 2 + hex;
	char		*end;
	unsigned long	 number;

	if (!begins(s, "&#") || memchr(s.ptr, ';', s.len) == NULL)
		return 0;
	number = strtoul(at, &end, hex ? 16 : 10);
	if (end == at || *end != ';' || number < 1 || number > 127)
		return 0;
	*c = (char)number;
	return (size_t)(end + 1 - s.ptr);
}

static char *
unescape(struct arena *arena, struct slice s)
{
	static const struct { const char *entity; char c; } entities[] = {
		{ "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
		{ "&quot;", '"' }, { "&apos;", '\'' },
	};
	char	*out = arena_raw(arena, s.len + 1), *to = out;

	while (s.len > 0) {
		char	c = *s.ptr;
		size_t	used = read_number(s, &c);

		for (size_t i = 0; c == '&' && i < COUNT(entities); i++)
			if (begins(s, entities[i].entity)) {
				c = entities[i].c;
				used = strlen(entities[i].entity);
			}
		used += used == 0;
		*to++ = c;
		s.ptr += used;
		s.len -= used;
	}
	*to = '\0';
	return out;
}

/* The text of the first element of that name, whatever its prefix. */
static const char *
element(struct request *r, const char *name)
{
	const char	*at = r->body.ptr, *end = at + r->body.len;
	size_t		 len = strlen(name);

	while (at != NULL && at < end &&
	    (at = memchr(at, '<', (size_t)(end - at))) != NULL) {
		const char	*close = memchr(at, '>', (size_t)(end - at));
		const char	*stop;

		if (close == NULL)
			return NULL;
		if (at[1] != '/' && (size_t)(close - at) > len &&
		    memcmp(close - len, name, len) == 0 &&
		    strchr("<:", close[-(ptrdiff_t)len - 1]) != NULL) {
			stop = memchr(close, '<', (size_t)(end - close));
			return stop == NULL ? NULL : unescape(r->arena,
			    (struct slice){ close + 1,
			    (size_t)(stop - close) - 1 });
		}
		at = close;
	}
	return NULL;
}

static void
put_xml(struct text *out, const char *name, const char *value)
{
	text_printf(out, "<%s>", name);
	for (; *value != '\0'; value++)
		switch (*value) {
		case '&':
			text_string(out, "&amp;");
			break;
		case '<':
			text_string(out, "&lt;");
			break;
		default:
			text_char(out, *value);
		}
	text_printf(out, "</%s>", name);
}

#define ENVELOPE "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" \
	"<soapenv:Envelope xmlns:soapenv=" \
	"\"http://schemas.xmlsoap.org/soap/envelope/\" " \
	"xmlns=\"urn:partner.soap.sforce.com\" " \
	"xmlns:sf=\"urn:fault.partner.soap.sforce.com\" " \
	"xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">" \
	"<soapenv:Body>"
#define ENVELOPE_END "</soapenv:Body></soapenv:Envelope>"

static void
refuse(struct request *r, const char *code, const char *why)
{
	r->status = 500;
	text_string(&r->out, ENVELOPE "<soapenv:Fault>");
	text_printf(&r->out, "<faultcode>sf:%s</faultcode>"
	    "<faultstring>%s: %s</faultstring><detail>"
	    "<sf:LoginFault xsi:type=\"sf:LoginFault\">"
	    "<sf:exceptionCode>%s</sf:exceptionCode>"
	    "<sf:exceptionMessage>%s</sf:exceptionMessage>"
	    "</sf:LoginFault></detail></soapenv:Fault>" ENVELOPE_END,
	    code, code, why, code, why);
}

static void
accept_login(struct request *r, const struct auth_user *user)
{
	struct text	*out = &r->out;
	const char	*base = r->sandbox->base, *org = r->sandbox->auth->org;

	text_string(out, ENVELOPE "<loginResponse><result>");
	put_xml(out, "metadataServerUrl", arena_printf(r->arena,
	    "%s/services/Soap/m/%s/%.15s", base, r->part[3], org));
	put_xml(out, "passwordExpired", "false");
	put_xml(out, "sandbox", "true");
	put_xml(out, "serverUrl", arena_printf(r->arena,
	    "%s/services/Soap/u/%s/%.15s", base, r->part[3], org));
	put_xml(out, "sessionId", auth_session_open(r->sandbox, user->id));
	put_xml(out, "userId", user->id);
	text_string(out, "<userInfo>");
	put_xml(out, "organizationId", org);
	put_xml(out, "userEmail", user->email);
	put_xml(out, "userFullName", user->name);
	put_xml(out, "userId", user->id);
	put_xml(out, "userName", user->username);
	text_string(out, "</userInfo></result></loginResponse>" ENVELOPE_END);
}

void
auth_soap_login(struct request *r)
{
	int			 version = atoi(r->part[3]);
	const char		*name = element(r, "username");
	const char		*password = element(r, "password");
	struct auth_user	*user;

	r->type = "text/xml; charset=utf-8";
	user = name == NULL ? NULL : auth_user_named(r->sandbox->auth, name);
	if (version > LOGIN_LAST || version < VERSIONS_OLDEST)
		refuse(r, "UNSUPPORTED_API_VERSION",
		    "Invalid Api version specified on URL");
	else if (user == NULL || password == NULL ||
	    !auth_password_fits(user, password))
		refuse(r, "INVALID_LOGIN", "Invalid username, password, "
		    "security token; or user locked out.");
	else
		accept_login(r, user);
}

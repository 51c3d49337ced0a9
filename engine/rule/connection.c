/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "precept/connection.h"

/* A declared connection, its address, and what its secrets are called. */

#define NAME_MAX_BYTES 100

const struct connection *
connection_find(const struct connection *c, struct slice name)
{
	while (c != NULL && !slice_is(name, c->name))
		c = c->next;
	return c;
}

/* "Pendo_*" is all that begins so. */
static bool
is_listed(const char *const *list, const char *name)
{
	for (; *list != NULL; list++) {
		size_t	len = strlen(*list);
		bool	open = len > 0 && (*list)[len - 1] == '*';

		if (open ? strncasecmp(*list, name, len - 1) == 0 :
		    strcasecmp(*list, name) == 0)
			return true;
	}
	return false;
}

bool
connection_allows(const struct connection *c, const char *object,
    const char *field)
{
	const struct connection_writes	*w;

	if (c == NULL || !c->limited)
		return true;
	for (w = c->writes; w != NULL; w = w->next)
		if (strcasecmp(w->object, object) == 0)
			return is_listed(w->fields, field);
	return false;
}

static bool
cut_off(struct slice *s, const char *head)
{
	size_t	len = strlen(head);

	if (s->len < len || memcmp(s->ptr, head, len) != 0)
		return false;
	s->ptr += len;
	s->len -= len;
	return true;
}

static bool
is_one_of(char c, const char *more)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (c != '\0' && strchr(more, c) != NULL);
}

static bool
is_all_of(struct slice s, const char *more)
{
	size_t	i;

	for (i = 0; i < s.len; i++)
		if (!is_one_of(s.ptr[i], more))
			return false;
	return s.len > 0;
}

/* "host", "host:443", "[::1]:8080": the host, with its brackets. */
static bool
cut_host(struct slice rest, struct slice *host)
{
	const char	*end = rest.ptr + rest.len, *at = rest.ptr;
	struct slice	 port;

	if (at < end && *at == '[')
		at = memchr(at, ']', rest.len);
	if (at != NULL)
		at = memchr(at, ':', (size_t)(end - at));
	*host = rest;
	if (at != NULL) {
		host->len = (size_t)(at - rest.ptr);
		port = (struct slice){ at + 1, (size_t)(end - at) - 1 };
		if (port.len == 0 || port.len > 5 ||
		    strspn(port.ptr, "0123456789") < port.len)
			return false;
	}
	return is_all_of(*host, ".-") || (host->len > 2 &&
	    host->ptr[0] == '[' && host->ptr[host->len - 1] == ']' &&
	    is_all_of((struct slice){ host->ptr + 1, host->len - 2 }, ":."));
}

static bool
is_loopback(struct slice host)
{
	return slice_is(host, "127.0.0.1") || slice_is(host, "[::1]") ||
	    slice_is_nocase(host, "localhost");
}

const char *
connection_address(struct slice url, struct slice *host)
{
	bool	safe = cut_off(&url, "https://");

	if (!safe && !cut_off(&url, "http://"))
		return "it does not begin with https://";
	if (url.len > 0 && url.ptr[url.len - 1] == '/')
		url.len--;
	if (memchr(url.ptr, '@', url.len) != NULL)
		return "a user has no place in it";
	if (!cut_host(url, host))
		return "it is more, or less, than https:// and a host";
	if (!safe && !is_loopback(*host))
		return "without TLS everybody on the way can read along: "
		    "write https://";
	return NULL;
}

bool
connection_can_name(struct slice secret)
{
	return is_all_of(secret, "._-") && secret.ptr[0] != '.' &&
	    secret.len <= NAME_MAX_BYTES;
}

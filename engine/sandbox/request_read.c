/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <strings.h>

#include "request.h"

/* The first line's target: a path, its segments, its parameters. */

static int
hex_of(char c)
{
	return c >= '0' && c <= '9' ? c - '0' :
	    c >= 'a' && c <= 'f' ? c - 'a' + 10 :
	    c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* NULL: a % without two hex digits, or a NUL. */
static char *
decode(struct arena *arena, struct slice s, bool plus)
{
	char	*out = arena_raw(arena, s.len + 1), *to = out;

	for (size_t i = 0; i < s.len; i++) {
		char	c = s.ptr[i];

		if (c == '+' && plus)
			c = ' ';
		if (c == '%') {
			if (s.len - i < 3 || hex_of(s.ptr[i + 1]) < 0 ||
			    hex_of(s.ptr[i + 2]) < 0)
				return NULL;
			c = (char)(hex_of(s.ptr[i + 1]) * 16 +
			    hex_of(s.ptr[i + 2]));
			i += 2;
		}
		if (c == '\0')
			return NULL;
		*to++ = c;
	}
	*to = '\0';
	return out;
}

static struct slice
cut(struct slice *rest, char at)
{
	const char	*end;
	struct slice	 head = *rest;

	end = rest->len == 0 ? NULL : memchr(rest->ptr, at, rest->len);
	if (end == NULL) {
		*rest = (struct slice){ NULL, 0 };
		return head;
	}
	head.len = (size_t)(end - rest->ptr);
	rest->ptr = end + 1;
	rest->len -= head.len + 1;
	return head;
}

static bool
read_params(struct request *r, struct slice form)
{
	struct request_own	*own = r->own;
	struct pair		**last = &own->params;

	while (*last != NULL)
		last = &(*last)->next;
	while (form.len > 0) {
		struct slice	 value = cut(&form, '&');
		struct slice	 name = cut(&value, '=');
		struct pair	*pair = arena_alloc(r->arena, sizeof *pair);

		if (name.len == 0)
			continue;
		pair->name = decode(r->arena, name, true);
		pair->value = decode(r->arena, value, true);
		if (pair->name == NULL || pair->value == NULL)
			return false;
		*last = pair;
		last = &pair->next;
	}
	return true;
}

void
request_read_form(struct request *r, struct slice form)
{
	read_params(r, form);
}

static bool
add_parts(struct request *r, struct slice path)
{
	while (path.len > 0) {
		struct slice	part = cut(&path, '/');

		if (part.len == 0)
			continue;
		if (r->parts == REQUEST_PARTS)
			return false;
		r->part[r->parts] = decode(r->arena, part, false);
		if (r->part[r->parts] == NULL)
			return false;
		r->parts++;
	}
	return true;
}

/* v62.0; 0: no version. */
static double
version_of(const char *s)
{
	size_t	digits = strspn(s + (*s == 'v'), "0123456789");

	if (*s != 'v' || digits < 1 || digits > 3 ||
	    strcmp(s + 1 + digits, ".0") != 0)
		return 0;
	return (double)atoi(s + 1);
}

/* /services/data/vNN.N goes; what is below stays. */
static void
take_version(struct request *r)
{
	if (r->parts < 3 || strcasecmp(r->part[0], "services") != 0 ||
	    strcasecmp(r->part[1], "data") != 0)
		return;
	r->version = version_of(r->part[2]);
	if (r->version == 0)
		return;
	r->parts -= 3;
	memmove(r->part, r->part + 3, (size_t)r->parts * sizeof r->part[0]);
	for (int i = r->parts; i < REQUEST_PARTS; i++)
		r->part[i] = NULL;
}

static const char *
real_method(struct request *r)
{
	const char		*asked = request_param(r, "_HttpMethod");
	struct request_own	*own = r->own;

	if (strcmp(r->method, "HEAD") == 0) {
		own->head = true;
		return "GET";
	}
	if (strcmp(r->method, "POST") == 0 && asked != NULL)
		return asked;
	return r->method;
}

bool
request_read_target(struct request *r, const char *target)
{
	struct request_own	*own = r->own;
	struct slice		 query = slice_of(target);
	struct slice		 path = cut(&query, '?');

	r->path = arena_text(r->arena, path);
	own->sent_method = r->method;
	own->query = query.len == 0 ? "" : arena_text(r->arena, query);
	if (*target != '/' || !add_parts(r, path) || !read_params(r, query)) {
		request_error(r, 400, "BAD_REQUEST", NULL,
		    "The path or its parameters cannot be read.");
		return false;
	}
	take_version(r);
	r->method = real_method(r);
	return true;
}

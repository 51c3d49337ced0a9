/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "routes.h"

/* The table of tables. A family that comes new gets one line here. */

static const struct route *const data_tables[] = {
	route_auth,
	route_limits,
	route_row,
	route_query,
	route_many,
	route_tooling,
	route_bulk,
	NULL
};

static const struct route *const host_tables[] = {
	route_versions,
	route_sign_in,
	route_control,
	route_usage,
	route_success,
	NULL
};

static bool
segment_fits(const char *pattern, size_t len, const char *part)
{
	return (len == 1 && *pattern == '*') ||
	    (strlen(part) == len && strncasecmp(pattern, part, len) == 0);
}

bool
routes_fit(const char *pattern, const char *const *part, int parts)
{
	int	i = 0;

	while (*pattern == '/')
		pattern++;
	for (; *pattern != '\0'; i++) {
		size_t	len = strcspn(pattern, "/");

		if (strcmp(pattern, "**") == 0)
			return true;
		if (i == parts || !segment_fits(pattern, len, part[i]))
			return false;
		pattern += len;
		while (*pattern == '/')
			pattern++;
	}
	return i == parts;
}

static bool
path_fits(const struct route *route, struct request *r)
{
	return routes_fit(route->pattern, r->part, r->parts);
}

static const struct route *
find(const struct route *const *tables, struct request *r, bool *path)
{
	const struct route	*route;

	for (; *tables != NULL; tables++)
		for (route = *tables; route->pattern != NULL; route++) {
			if (!path_fits(route, r))
				continue;
			*path = true;
			if (route->method == NULL ||
			    strcmp(route->method, r->method) == 0)
				return route;
		}
	return NULL;
}

static void
refuse_method(const struct route *const *tables, struct request *r)
{
	const struct route	*route;
	struct text		 allowed;

	text_init(&allowed, 256);
	for (; *tables != NULL; tables++)
		for (route = *tables; route->pattern != NULL; route++)
			if (path_fits(route, r) && (allowed.ptr == NULL ||
			    strstr(allowed.ptr, route->method) == NULL))
				text_printf(&allowed, "%s%s",
				    allowed.len > 0 ? "," : "", route->method);
	request_error(r, 405, "METHOD_NOT_ALLOWED", NULL,
	    "HTTP Method '%s' not allowed. Allowed are %s", r->method,
	    allowed.ptr);
	request_answer_header(r, "Allow", allowed.ptr);
	text_free(&allowed);
}

void
routes_run(struct request *r)
{
	const struct route *const	*tables = r->version > 0 ?
					    data_tables : host_tables;
	bool				 path = false;
	const struct route		*route = find(tables, r, &path);

	if (route == NULL && path)
		refuse_method(tables, r);
	else if (route == NULL)
		request_error(r, 404, "NOT_FOUND", NULL,
		    "The requested resource does not exist");
	else
		route->answer(r);
	if (r->status == 0)
		r->status = r->out.len > 0 ? 200 : 204;
}

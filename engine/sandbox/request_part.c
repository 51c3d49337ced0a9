/* SPDX-License-Identifier: MIT */
#include "request.h"
#include "routes.h"

/* Calls that travel inside another: composite, batch. */

/* "v62.0/…" and "/v62.0/…" mean what is below /services/data. */
static const char *
whole_path(struct arena *arena, const char *url)
{
	while (*url == '/')
		url++;
	if (*url == 'v')
		return arena_printf(arena, "/services/data/%s", url);
	return arena_printf(arena, "/%s", url);
}

struct request *
request_part(struct request *whole, const char *method, const char *url,
    struct slice body)
{
	struct request	*r = arena_alloc(whole->arena, sizeof *r);

	r->sandbox = whole->sandbox;
	r->arena = whole->arena;
	r->own = arena_alloc(r->arena, sizeof(struct request_own));
	r->method = arena_string(r->arena, method);
	r->user = whole->user;
	r->body = body;
	text_init(&r->out, REQUEST_OUT);
	if (!request_read_target(r, whole_path(r->arena, url)))
		return r;
	if (r->version == 0)
		request_error(r, 404, "NOT_FOUND", NULL,
		    "The requested resource does not exist");
	else
		routes_run(r);
	return r;
}

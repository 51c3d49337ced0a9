/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "many.h"
#include "request.h"

/* Calls of which later ones may use the answers of earlier ones. */

#define QUERIES 5

static bool
refuse(struct request *r, const char *why, const char *what)
{
	request_error(r, 400, "INVALID_INPUT", NULL, "%s: %s", why, what);
	return false;
}

static bool
is_query(const char *url)
{
	return strcasestr(url, "/query") != NULL ||
	    strcasestr(url, "/composite/sobjects") != NULL;
}

static bool
check(struct request *r, const struct many_calls *calls)
{
	size_t	queries = 0;

	for (size_t i = 0; i < calls->count; i++) {
		const struct many_call	*c = &calls->items[i];

		if (c->reference == NULL)
			return refuse(r, "A subrequest has no referenceId",
			    c->url);
		for (size_t k = 0; k < i; k++)
			if (strcmp(calls->items[k].reference,
			    c->reference) == 0)
				return refuse(r, "The referenceId is there "
				    "twice", c->reference);
		queries += is_query(c->url);
	}
	if (queries <= QUERIES)
		return true;
	request_error(r, 400, "LIMIT_EXCEEDED", NULL, "The number of query "
	    "and collection subrequests exceeds the limit of %d", QUERIES);
	return false;
}

/* An answer of our own in place of the call's. */
static void
halt(struct request *r, struct many_call *call, const char *why)
{
	struct request	*part = arena_alloc(r->arena, sizeof *part);

	part->sandbox = r->sandbox;
	part->arena = r->arena;
	part->own = arena_alloc(r->arena, sizeof(struct request_own));
	text_init(&part->out, REQUEST_OUT);
	request_error(part, 400, "PROCESSING_HALTED", NULL, "%s", why);
	if (call->answer != NULL)
		text_free(&call->answer->out);
	call->answer = part;
}

static bool
run(struct request *r, const struct many_calls *calls,
    struct many_call *call)
{
	const char	*why = NULL, *url, *body;

	url = many_refer(calls, slice_of(call->url), true, r->arena, &why);
	body = url == NULL ? NULL : many_refer(calls, call->body, false,
	    r->arena, &why);
	if (body == NULL)
		halt(r, call, why);
	else
		call->answer = request_part(r, call->method, url,
		    slice_of(body));
	return call->answer->status < 400;
}

/* All of it or nothing: what went well did not happen either. */
static void
roll_back(struct request *r, struct many_calls *calls)
{
	org_drop(r->sandbox->org);
	for (size_t i = 0; i < calls->count; i++)
		if (calls->items[i].answer == NULL ||
		    calls->items[i].answer->status < 400)
			halt(r, &calls->items[i], "The transaction was "
			    "rolled back since another operation in the same "
			    "transaction failed.");
}

static void
run_all(struct request *r, struct many_calls *calls)
{
	bool	failed = false;

	if (calls->all_or_none)
		org_begin(r->sandbox->org);
	for (size_t i = 0; i < calls->count; i++) {
		if (!run(r, calls, &calls->items[i]))
			failed = true;
		if (failed && calls->all_or_none)
			break;
	}
	if (calls->all_or_none && failed)
		roll_back(r, calls);
	else if (calls->all_or_none)
		org_keep(r->sandbox->org);
}

static void
put_call(struct text *out, const struct many_call *call)
{
	const struct request_own	*own = call->answer->own;
	const char			*location = request_pair(own->answer,
					    "Location");

	text_string(out, "{\"body\":");
	text_slice(out, many_calls_result(call->answer));
	text_string(out, ",\"httpHeaders\":{");
	if (location != NULL) {
		text_string(out, "\"Location\":");
		json_put_string(out, slice_of(location));
	}
	text_printf(out, "},\"httpStatusCode\":%d,\"referenceId\":",
	    call->answer->status);
	json_put_string(out, slice_of(call->reference));
	text_char(out, '}');
	text_free(&call->answer->out);
}

void
many_composite(struct request *r)
{
	struct many_calls	calls;

	if (!many_calls_read(r, "compositeRequest", "body", &calls) ||
	    !check(r, &calls))
		return;
	run_all(r, &calls);
	text_string(&r->out, "{\"compositeResponse\":[");
	for (size_t i = 0; i < calls.count; i++) {
		if (i > 0)
			text_char(&r->out, ',');
		put_call(&r->out, &calls.items[i]);
	}
	text_string(&r->out, "]}");
}

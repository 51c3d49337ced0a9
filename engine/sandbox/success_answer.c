/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <strings.h>

#include "precept/hash.h"
#include "precept/json.h"
#include "routes.h"
#include "success_answer.h"
#include "success_token.h"

/* Route, key, rate, then the one who answers, in an envelope. */

static const struct success_route *const tables[] = {
	success_describe_routes, success_query_routes, success_write_routes,
	success_person_routes, success_cta_routes, success_timeline_routes
};

static void
put_head(struct request *r, bool result, const char *code,
    const char *sentence)
{
	text_clear(&r->out);
	text_printf(&r->out, "{\"result\":%s,\"errorCode\":",
	    result ? "true" : "false");
	if (code == NULL)
		text_string(&r->out, "null,\"errorDesc\":null");
	else {
		json_put_string(&r->out, slice_of(code));
		text_string(&r->out, ",\"errorDesc\":");
		json_put_string(&r->out, slice_of(sentence));
	}
	text_printf(&r->out, ",\"requestId\":\"%s\",\"data\":",
	    r->sandbox->success->request);
}

static void
put_tail(struct request *r)
{
	text_string(&r->out, ",\"message\":null}");
}

static void
put_error(struct request *r, const char *code, const char *message)
{
	put_head(r, false, code, message);
	text_string(&r->out, "null");
	put_tail(r);
	r->sandbox->success->refused = true;
}

void
success_answer_fail(struct request *r, int status, const char *code,
    const char *sentence)
{
	put_head(r, false, code, sentence);
	r->status = status;
}

void
success_answer_absent(struct request *r)
{
	request_error(r, 404, "GS_APIG_1000", NULL, "No route found");
}

bool
success_answer_is_ours(const struct request *r)
{
	static const char *const	heads[] = { "v1", "v1.0", "v2" };

	for (size_t i = 0; r->version == 0 && r->parts > 0 &&
	    i < COUNT(heads); i++)
		if (strcasecmp(r->part[0], heads[i]) == 0)
			return true;
	return false;
}

/* The same number has the same id in every run. */
static void
set_request(struct success *s)
{
	uint64_t	a = hash_bytes(&s->requests, sizeof s->requests);
	uint64_t	b = hash_bytes(&a, sizeof a);

	s->requests++;
	snprintf(s->request, sizeof s->request,
	    "%08x-%04x-4%03x-8%03x-%012llx", (unsigned)(a >> 32),
	    (unsigned)(a >> 16 & 0xffff), (unsigned)(a & 0xfff),
	    (unsigned)(b >> 52), (unsigned long long)(b & 0xffffffffffff));
}

void
success_answer_begin(struct request *r)
{
	if (r->sandbox->success == NULL || !success_answer_is_ours(r))
		return;
	set_request(r->sandbox->success);
	r->refuse = put_error;
	request_answer_header(r, "x-gs-request-id",
	    r->sandbox->success->request);
	request_answer_header(r, "x-request-id",
	    r->sandbox->success->request);
}

const struct doc *
success_answer_body(struct request *r)
{
	struct err	err = { 0 };
	struct doc	*doc;

	if (!doc_parse(r->body, "the body", r->arena, &doc, &err)) {
		request_error(r, 400, "GSOBJ_1002", NULL, "%s", err.text);
		return NULL;
	}
	if (doc->kind == DOC_OBJECT)
		return doc;
	request_error(r, 400, "GSOBJ_1002", NULL,
	    "The body is not a JSON object");
	return NULL;
}

struct success_object *
success_answer_object(struct request *r, const char *name)
{
	struct success_object	*o = success_object(r->sandbox->success,
				    slice_of(name));

	if (o == NULL)
		request_error(r, 400, "OBJECT_NOT_FOUND", NULL,
		    "Object not found : %s", name);
	return o;
}

static const struct success_route *
find(const struct request *r)
{
	for (size_t i = 0; i < COUNT(tables); i++)
		for (const struct success_route *t = tables[i];
		    t->pattern != NULL; t++)
			if (routes_fit(t->pattern, r->part, r->parts) &&
			    strcmp(t->method, r->method) == 0)
				return t;
	return NULL;
}

static void
answer(struct request *r)
{
	const struct success_route	*route = find(r);

	if (route == NULL) {
		success_answer_absent(r);
		return;
	}
	if (!success_token_check(r) || !success_limit_count(r))
		return;
	put_head(r, true, NULL, NULL);
	r->status = 200;
	r->sandbox->success->refused = false;
	route->answer(r);
	if (!r->sandbox->success->refused)
		put_tail(r);
}

const struct route route_success[] = {
	{ "POST", "v1/users/m2m/oauth/token", success_token_give },
	{ NULL, "v1/**", answer },
	{ NULL, "v1.0/**", answer },
	{ NULL, "v2/**", answer },
	{ 0 }
};

/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <strings.h>

#include "precept/json.h"
#include "routes.h"
#include "switches.h"
#include "usage_answer.h"
#include "usage_json.h"

/* Key, rate, then the one who answers; errors are JSON. */

static const struct usage_route *const tables[] = { usage_ask_routes,
	usage_schema_routes, usage_meta_one_routes, usage_meta_many_routes,
	usage_thing_routes, usage_report_routes, usage_segment_routes };

static void
put_message(struct request *r, const char *code, const char *message)
{
	(void)code;
	text_string(&r->out, "{\"message\":");
	json_put_string(&r->out, slice_of(message));
	text_char(&r->out, '}');
}

void
usage_answer_begin(struct request *r)
{
	if (r->version == 0 && r->parts > 2 && strcmp(r->part[0], "api") ==
	    0 && strcmp(r->part[1], "v1") == 0)
		r->refuse = put_message;
}

void
usage_answer_refuse(struct request *r, int status, const char *fmt, ...)
{
	char	message[1024];
	va_list	ap;

	va_start(ap, fmt);
	vsnprintf(message, sizeof message, fmt, ap);
	va_end(ap);
	request_error(r, status, "", NULL, "%s", message);
}

void
usage_answer_fields(struct request *r, const char *field, const char *message)
{
	r->status = 422;
	text_clear(&r->out);
	text_string(&r->out, "{\"overall\":{},\"fields\":{");
	json_put_string(&r->out, slice_of(field));
	text_char(&r->out, ':');
	json_put_string(&r->out, slice_of(message));
	text_string(&r->out, "}}");
}

void
usage_answer_failed(struct request *r, const struct usage_run *run)
{
	if (run->status == 422 && run->member != NULL)
		usage_answer_fields(r, run->member, run->why);
	else
		usage_answer_refuse(r, run->status, "%s", run->why);
}

bool
usage_answer_body(struct request *r, struct usage_run *run,
    struct usage_value *v)
{
	const char	*why;

	if (usage_json_read(run, run->arena, r->body, v, &why))
		return true;
	usage_answer_refuse(r, 400, "The body is not JSON: %s", why);
	return false;
}

static const struct usage_key *
key_of(const struct request *r)
{
	const struct usage	*u = r->sandbox->usage;
	const char		*key;

	key = request_header(r, "x-pendo-integration-key");
	for (size_t i = 0; key != NULL && i < u->key_count; i++)
		if (strcmp(u->keys[i].key, key) == 0)
			return &u->keys[i];
	return NULL;
}

bool
usage_answer_writes(const struct request *r)
{
	const struct usage_key	*key = key_of(r);

	return key != NULL && key->write;
}

/* A leaky bucket: as many calls as a second lets out may come at once. */
static bool
count(struct request *r, const char *name)
{
	struct usage		*u = r->sandbox->usage;
	struct usage_bucket	*b = u->buckets;
	int64_t			 now = sandbox_now(r->sandbox);
	double			 leaked;

	while (b < u->buckets + COUNT(u->buckets) - 1 && b->name != NULL &&
	    b->name != name)
		b++;
	b->name = name;
	leaked = (double)(now - b->at) / 1e6 * u->rate;
	b->level = leaked < 0 || leaked > b->level ? 0 : b->level - leaked;
	b->at = now;
	if (b->level + 1 > u->rate) {
		usage_answer_refuse(r, 429, "Too many requests");
		if (switches_on(r->sandbox, SWITCH_PENDO_RETRY_AFTER))
			request_answer_header(r, "Retry-After", "1");
		return false;
	}
	b->level++;
	return true;
}

static const struct usage_route *
find(const struct request *r, bool *path)
{
	for (size_t i = 0; i < COUNT(tables); i++)
		for (const struct usage_route *t = tables[i];
		    t->pattern != NULL; t++) {
			if (!routes_fit(t->pattern, r->part + 2,
			    r->parts - 2))
				continue;
			*path = true;
			if (strcmp(t->method, r->method) == 0)
				return t;
		}
	return NULL;
}

static void
answer(struct request *r)
{
	const struct usage_key		*key = key_of(r);
	bool				 path = false;
	const struct usage_route	*route = find(r, &path);

	if (key == NULL)
		usage_answer_refuse(r, switches_on(r->sandbox,
		    SWITCH_PENDO_BAD_KEY_401) ? 401 : 403,
		    "The integration key is missing or not valid");
	else if (route == NULL)
		usage_answer_refuse(r, path ? 405 : 404, path ?
		    "The method is not allowed here" : "Not found");
	else if (count(r, route->pattern) && route->write && !key->write)
		usage_answer_refuse(r, 403, "The integration key does not "
		    "allow write access");
	else if (r->status == 0)
		route->answer(r);
	if (r->status == 0)
		r->status = 200;
}

/* Ingest wants another host, another key, another form. */
static void
answer_elsewhere(struct request *r)
{
	r->status = 400;
	r->type = "text/plain; charset=utf-8";
	text_string(&r->out, "missing jzb");
}

const struct route route_usage[] = {
	{ NULL, "api/v1/**", answer },
	{ NULL, "data/**", answer_elsewhere },
	{ 0 }
};

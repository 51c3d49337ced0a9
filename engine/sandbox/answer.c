/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "answer.h"
#include "auth.h"
#include "calls.h"
#include "faults.h"
#include "limit.h"
#include "routes.h"
#include "success_answer.h"
#include "usage_answer.h"
#include "versions.h"

/* The way of a request: what goes wrong, who asks, how often, what. */

#define URL_MAX 16384

/* /sandbox is the hand on the switches: nothing goes wrong there. */
static bool
is_control(const struct request *r)
{
	return r->version == 0 && r->parts > 0 &&
	    strcasecmp(r->part[0], "sandbox") == 0;
}

int64_t
answer_latency(struct request *r)
{
	const struct fault	*f;

	if (is_control(r))
		return 0;
	faults_meet(r, true);
	f = faults_find(r, FAULT_LATENCY);
	return f == NULL ? 0 : f->number;
}

static void
put_page(struct request *r, int status)
{
	r->type = "text/html; charset=utf-8";
	text_printf(&r->out, "<!DOCTYPE html>\n<html><head><title>%d</title>"
	    "</head>\n<body><h1>We are down for maintenance.</h1>\n"
	    "<p>Sorry for the inconvenience. We'll be back shortly.</p>"
	    "</body></html>\n", status);
}

/* Answers that stand in for the real one; nothing was done. */
static bool
fail_early(struct request *r)
{
	const struct fault	*f;

	if ((f = faults_find(r, FAULT_STATUS)) != NULL)
		r->status = (int)f->number;
	else if ((f = faults_find(r, FAULT_HTML)) != NULL) {
		r->status = (int)f->number;
		put_page(r, r->status);
	} else if ((f = faults_find(r, FAULT_ERROR)) != NULL)
		request_error(r, (int)f->number, f->code, NULL, "%s",
		    f->text);
	if (f != NULL && f->retry_after != NULL)
		request_answer_header(r, "Retry-After", f->retry_after);
	return f != NULL;
}

/* The same for calls that are signed in and counted. */
static bool
fail_data(struct request *r)
{
	if (faults_find(r, FAULT_CONCURRENT) != NULL)
		request_error(r, 403, "REQUEST_LIMIT_EXCEEDED", NULL,
		    "ConcurrentRequests (Concurrent API Requests) Limit "
		    "exceeded.");
	else if (faults_find(r, FAULT_SLOW_QUERY) != NULL)
		request_error(r, 400, "QUERY_TIMEOUT", NULL,
		    "Your query request was running for too long.");
	else if (faults_find(r, FAULT_LOCATOR) != NULL)
		request_error(r, 400, "INVALID_QUERY_LOCATOR", NULL,
		    "invalid query locator");
	return r->status != 0;
}

static bool
type_good(struct request *r)
{
	static const char *const	good[] = { "application/json",
					    "text/csv", "application/xml",
					    "text/xml", "multipart/" };
	const char			*type;

	type = request_header(r, "Content-Type");
	if (r->body.len == 0)
		return true;
	for (size_t i = 0; type != NULL && i < COUNT(good); i++)
		if (strncasecmp(type, good[i], strlen(good[i])) == 0)
			return true;
	request_error(r, 415, "UNSUPPORTED_MEDIA_TYPE", NULL,
	    "Content type is not supported: '%s'. Send application/json, or "
	    "text/csv where rows are wanted.", type == NULL ? "" : type);
	return false;
}

static void
answer_data(struct request *r)
{
	if (versions_check(r) && auth_check(r) && limit_count(r) &&
	    !fail_data(r) && type_good(r))
		routes_run(r);
}

static bool
url_good(struct request *r)
{
	const struct request_own	*own = r->own;

	if (strlen(r->path) + strlen(own->query) < URL_MAX)
		return true;
	request_error(r, 414, "URI_TOO_LONG", NULL,
	    "The URL has more than %d characters.", URL_MAX);
	return false;
}

static enum answer_end
answer_request(struct request *r, size_t *cut)
{
	const struct fault	*f;

	if (r->status != 0 || !url_good(r))
		return ANSWER_WHOLE;
	if (is_control(r)) {
		routes_run(r);
		return ANSWER_WHOLE;
	}
	faults_meet(r, false);
	if (faults_find(r, FAULT_RESET) != NULL)
		return ANSWER_RESET;
	if (fail_early(r))
		return ANSWER_WHOLE;
	if (r->version > 0)
		answer_data(r);
	else
		routes_run(r);
	if (faults_find(r, FAULT_RESET_AFTER) != NULL)
		return ANSWER_RESET;
	if ((f = faults_find(r, FAULT_CUT)) == NULL ||
	    (size_t)f->number >= r->out.len)
		return ANSWER_WHOLE;
	*cut = (size_t)f->number;
	return ANSWER_CUT;
}

enum answer_end
answer_make(struct request *r, size_t *cut)
{
	enum answer_end	end;

	usage_answer_begin(r);
	success_answer_begin(r);
	end = answer_request(r, cut);
	if (!is_control(r))
		calls_add(r->sandbox->calls, r,
		    end == ANSWER_RESET ? 0 : r->status);
	return end;
}

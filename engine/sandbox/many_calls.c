/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "many.h"

/* Calls inside the body of another, as they are sent. */

struct reader {
	struct row_body		 b;
	const char		*list, *body;
	struct many_calls	*calls;
};

static bool
read_text(struct row_body *b, const char **text)
{
	struct slice	s;

	if (row_body_next(b) != JSON_STRING)
		return row_body_fail(b, "A text is missing");
	if (!row_body_text(b, &s))
		return false;
	*text = arena_text(b->r->arena, s);
	return true;
}

static bool
read_member(struct reader *in, struct many_call *call)
{
	struct slice	 key;
	const char     **to;

	if (!row_body_text(&in->b, &key))
		return false;
	if (slice_is(key, in->body))
		return row_body_raw(&in->b, &call->body);
	to = slice_is(key, "method") ? &call->method :
	    slice_is(key, "url") ? &call->url :
	    slice_is(key, "referenceId") ? &call->reference : NULL;
	if (to != NULL)
		return read_text(&in->b, to);
	return json_skip(&in->b.json, row_body_next(&in->b)) ||
	    row_body_fail(&in->b, NULL);
}

static bool
read_call(struct reader *in, struct many_call *call)
{
	enum json_token	token;

	*call = (struct many_call){ .method = NULL };
	while ((token = row_body_next(&in->b)) == JSON_KEY)
		if (!read_member(in, call))
			return false;
	if (token != JSON_OBJECT_END)
		return row_body_fail(&in->b, NULL);
	if (call->method == NULL || call->url == NULL)
		return row_body_fail(&in->b,
		    "A call has no method or no url");
	if (slice_is(call->body, "null"))
		call->body = (struct slice){ "", 0 };
	return true;
}

static bool
read_list(struct reader *in)
{
	struct many_calls	*calls = in->calls;
	enum json_token		 token;

	if (row_body_next(&in->b) != JSON_ARRAY)
		return row_body_fail(&in->b, "The calls are not a list");
	while ((token = row_body_next(&in->b)) == JSON_OBJECT) {
		if (calls->count == MANY_CALLS) {
			request_error(in->b.r, 400, "LIMIT_EXCEEDED", NULL,
			    "The number of subrequests exceeds the limit "
			    "of %d", MANY_CALLS);
			return false;
		}
		if (!read_call(in, &calls->items[calls->count++]))
			return false;
	}
	return token == JSON_ARRAY_END ||
	    row_body_fail(&in->b, "A call is not an object");
}

static bool
read_flag(struct reader *in, bool *flag)
{
	enum json_token	token = row_body_next(&in->b);

	*flag = token == JSON_TRUE;
	return token == JSON_TRUE || token == JSON_FALSE ||
	    row_body_fail(&in->b, "A flag is neither true nor false");
}

static bool
read_all(struct reader *in)
{
	struct slice	key;
	enum json_token	token;
	bool		good;

	while ((token = row_body_next(&in->b)) == JSON_KEY) {
		if (!row_body_text(&in->b, &key))
			return false;
		if (slice_is(key, in->list))
			good = read_list(in);
		else if (slice_is(key, "allOrNone"))
			good = read_flag(in, &in->calls->all_or_none);
		else if (slice_is(key, "haltOnError"))
			good = read_flag(in, &in->calls->halt);
		else
			good = json_skip(&in->b.json,
			    row_body_next(&in->b)) ||
			    row_body_fail(&in->b, NULL);
		if (!good)
			return false;
	}
	return token == JSON_OBJECT_END || row_body_fail(&in->b, NULL);
}

/* Composite resources do not go into each other; collections do. */
static bool
check_url(struct request *r, const char *url)
{
	const char	*at = strcasestr(url, "/composite");

	if (at == NULL || strncasecmp(at, "/composite/sobjects", 19) == 0)
		return true;
	request_error(r, 400, "INVALID_INPUT", NULL,
	    "The url '%s' is not supported as a subrequest", url);
	return false;
}

bool
many_calls_read(struct request *r, const char *list, const char *body,
    struct many_calls *calls)
{
	struct reader	in = { .list = list, .body = body, .calls = calls };

	*calls = (struct many_calls){ .items = arena_array(r->arena,
	    MANY_CALLS, sizeof *calls->items) };
	if (!row_body_begin(&in.b, r))
		return false;
	if (row_body_next(&in.b) != JSON_OBJECT)
		return row_body_fail(&in.b, "The body is not an object");
	if (!read_all(&in))
		return false;
	if (row_body_next(&in.b) != JSON_END)
		return row_body_fail(&in.b, "The body goes on behind its end");
	if (calls->count == 0)
		return row_body_fail(&in.b, "There are no calls");
	for (size_t i = 0; i < calls->count; i++)
		if (!check_url(r, calls->items[i].url))
			return false;
	return true;
}

struct slice
many_calls_result(const struct request *r)
{
	if (r->out.len == 0)
		return SLICE("null");
	return (struct slice){ r->out.ptr, r->out.len };
}

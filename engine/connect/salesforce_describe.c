/* SPDX-License-Identifier: MIT */
#include "salesforce_describe.h"

/* The call that asks for an object's description, if it has changed. */

#define ANSWER_MAX ((size_t)32 << 20)

/* Names of objects are letters, digits and _: nothing to escape. */
static bool
is_name(const char *s)
{
	size_t	n = strspn(s, "abcdefghijklmnopqrstuvwxyz"
		    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

	return n > 0 && n < 256 && s[n] == '\0';
}

static const char *
next_date(const struct salesforce_describe *d, const struct http_call *call,
    struct arena *arena)
{
	struct slice	s = http_header(call, "Last-Modified");

	if (s.ptr == NULL)
		s = http_header(call, "Date");
	return s.ptr == NULL ? d->since : arena_text(arena, slice_trim(s));
}

/* 304 says: nothing has changed. */
static bool
read_answer(struct salesforce_describe *d, const struct http_call *call,
    struct arena *arena, struct err *err)
{
	d->schema = NULL;
	d->changed = next_date(d, call, arena);
	return call->status == 304 || salesforce_describe_read((struct slice){
	    call->answer.ptr, call->answer.len }, d->connection, arena,
	    &d->schema, err);
}

bool
salesforce_describe(struct salesforce_describe *d, struct arena *arena,
    struct err *err)
{
	const char		*headers[] = { "Accept: application/json",
				    NULL, NULL };
	struct http_call	 call = { .method = "GET",
				    .headers = headers,
				    .max_bytes = ANSWER_MAX };
	bool			 ok;

	if (!is_name(d->object))
		return err_set(err, ERR_RULE, "'%s' is not the API name of "
		    "an object", d->object);
	if (d->since != NULL)
		headers[1] = arena_printf(arena, "If-Modified-Since: %s",
		    d->since);
	call.url = arena_printf(arena, "/sobjects/%s/describe", d->object);
	ok = salesforce_call(d->session, &call, err) &&
	    read_answer(d, &call, arena, err);
	http_call_clear(&call);
	return ok || err_in(err, "%s.%s", d->connection, d->object);
}

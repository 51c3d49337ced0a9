/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "bulk.h"
#include "row_body.h"

/* What is wanted of a job, out of the body of a request. */

#define PARTS_MAX 100000	/* bytes of a body of parts */

static const struct { const char *name; char sign; } delimiters[] = {
	{ "BACKQUOTE", '`' }, { "CARET", '^' }, { "COMMA", ',' },
	{ "PIPE", '|' }, { "SEMICOLON", ';' }, { "TAB", '\t' }
};

char
bulk_ask_delimiter(const char *name)
{
	for (size_t i = 0; i < COUNT(delimiters); i++)
		if (strcmp(delimiters[i].name, name) == 0)
			return delimiters[i].sign;
	return '\0';
}

static const char **
member(struct bulk_ask *ask, struct slice name)
{
	const struct { const char *name, **to; } members[] = {
		{ "object", &ask->object }, { "operation", &ask->operation },
		{ "externalIdFieldName", &ask->key },
		{ "contentType", &ask->type },
		{ "columnDelimiter", &ask->delimiter },
		{ "lineEnding", &ask->ending },
		{ "assignmentRuleId", &ask->rule },
		{ "query", &ask->query }, { "state", &ask->state },
		{ "concurrencyMode", &ask->mode },
	};

	for (size_t i = 0; i < COUNT(members); i++)
		if (slice_is(name, members[i].name))
			return members[i].to;
	return NULL;
}

static bool
read_member(struct row_body *b, struct bulk_ask *ask)
{
	struct slice	  name, text;
	const char	**to;
	enum json_token	  token;

	if (!row_body_text(b, &name))
		return false;
	to = member(ask, name);
	if (to == NULL)
		return row_body_fail(b, arena_printf(b->r->arena,
		    "Unrecognized field \"%.*s\"", (int)name.len, name.ptr));
	token = row_body_next(b);
	if (token == JSON_NULL)
		return true;
	if (token != JSON_STRING)
		return row_body_fail(b, arena_printf(b->r->arena,
		    "%.*s is not a text", (int)name.len, name.ptr));
	if (!row_body_text(b, &text))
		return false;
	*to = arena_text(b->r->arena, text);
	return true;
}

bool
bulk_ask(struct request *r, struct bulk_ask *ask)
{
	struct row_body	b;
	enum json_token	token;

	*ask = (struct bulk_ask){ .object = NULL };
	if (!row_body_begin(&b, r))
		return false;
	if (row_body_next(&b) != JSON_OBJECT)
		return row_body_fail(&b, "The body is not an object");
	while ((token = row_body_next(&b)) == JSON_KEY)
		if (!read_member(&b, ask))
			return false;
	return (token == JSON_OBJECT_END && row_body_next(&b) == JSON_END) ||
	    row_body_fail(&b, "The body goes on behind its end");
}

static bool
refuse(struct request *r, const char *name, const char *value)
{
	request_error(r, 400, "INVALIDJOB", NULL,
	    "InvalidJob : Invalid value for %s: %s", name, value);
	return false;
}

bool
bulk_ask_form(struct request *r, const struct bulk_ask *ask,
    struct bulk_job *job)
{
	job->delimiter = ask->delimiter == NULL ? "COMMA" : ask->delimiter;
	job->ending = ask->ending == NULL ? "LF" : ask->ending;
	if (ask->type != NULL && strcmp(ask->type, "CSV") != 0)
		return refuse(r, "contentType", ask->type);
	if (bulk_ask_delimiter(job->delimiter) == '\0')
		return refuse(r, "columnDelimiter", job->delimiter);
	if (strcmp(job->ending, "LF") != 0 &&
	    strcmp(job->ending, "CRLF") != 0)
		return refuse(r, "lineEnding", job->ending);
	if (ask->mode != NULL && strcmp(ask->mode, "Parallel") != 0)
		return refuse(r, "concurrencyMode", ask->mode);
	return true;
}

/* The bytes up to the next "\r\n", which is passed over; false: none. */
static bool
next_line(struct slice *rest, struct slice *line)
{
	const char	*end = rest->len == 0 ? NULL :
			    memmem(rest->ptr, rest->len, "\r\n", 2);

	if (end == NULL)
		return false;
	*line = (struct slice){ rest->ptr, (size_t)(end - rest->ptr) };
	rest->len -= line->len + 2;
	rest->ptr = end + 2;
	return true;
}

/* The name of a part, out of its headers. */
static bool
read_headers(struct slice *rest, struct slice *name)
{
	struct slice	 line;
	const char	*at, *end;

	*name = (struct slice){ "", 0 };
	while (next_line(rest, &line) && line.len > 0) {
		at = memmem(line.ptr, line.len, "name=\"", 6);
		if (line.len < 19 || at == NULL ||
		    strncasecmp(line.ptr, "Content-Disposition", 19) != 0)
			continue;
		at += 6;
		end = memchr(at, '"', (size_t)(line.ptr + line.len - at));
		if (end != NULL)
			*name = (struct slice){ at, (size_t)(end - at) };
	}
	return name->len > 0;
}

/* One part: its body goes up to "\r\n--boundary". */
static bool
read_part(struct slice *rest, struct slice mark, struct slice *name,
    struct slice *body)
{
	const char	*end;

	if (!read_headers(rest, name))
		return false;
	end = memmem(rest->ptr, rest->len, mark.ptr, mark.len);
	if (end == NULL)
		return false;
	*body = (struct slice){ rest->ptr, (size_t)(end - rest->ptr) };
	rest->len -= body->len + mark.len;
	rest->ptr = end + mark.len;
	return true;
}

static bool
read_parts(struct request *r, const char *boundary, struct slice *job,
    struct slice *content)
{
	struct slice	mark = slice_of(arena_printf(r->arena, "\r\n--%s",
			    boundary));
	struct slice	rest = r->body, line, name, body;

	/* The first mark has nothing in front of it. */
	if (!next_line(&rest, &line) || line.len < mark.len - 2 ||
	    memcmp(line.ptr, mark.ptr + 2, mark.len - 2) != 0)
		return false;
	do {
		if (!read_part(&rest, mark, &name, &body))
			return false;
		if (slice_is(name, "job"))
			*job = body;
		else if (slice_is(name, "content"))
			*content = body;
	} while (next_line(&rest, &line) && line.len == 0);
	return job->ptr != NULL && content->ptr != NULL;
}

static const char *
boundary_of(struct request *r)
{
	const char	*at = request_header(r, "Content-Type");
	struct slice	 s;

	at = at == NULL ? NULL : strcasestr(at, "boundary=");
	if (at == NULL)
		return NULL;
	at += strlen("boundary=");
	s = (struct slice){ at, strcspn(at, ";") };
	if (*at == '"')
		s = (struct slice){ at + 1, strcspn(at + 1, "\"") };
	return arena_text(r->arena, s);
}

bool
bulk_ask_parts(struct request *r, struct slice *content)
{
	const char	*boundary = boundary_of(r);
	struct slice	 job = { NULL, 0 };

	*content = job;
	if (r->body.len > PARTS_MAX) {
		request_error(r, 400, "INVALIDJOB", NULL, "InvalidJob : A "
		    "multipart request has at most %d characters; create the "
		    "job, then upload its data.", PARTS_MAX);
		return false;
	}
	if (boundary == NULL || !read_parts(r, boundary, &job, content)) {
		request_error(r, 400, "INVALIDJOB", NULL, "InvalidJob : A "
		    "multipart request has a part \"job\" and a part "
		    "\"content\".");
		return false;
	}
	r->body = job;
	return true;
}

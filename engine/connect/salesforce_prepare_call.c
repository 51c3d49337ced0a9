/* SPDX-License-Identifier: MIT */
#include "salesforce_prepare.h"

/* The calls that prepare an org, and what they are refused for. */

#define TRIES 3
#define PAUSE 1000		/* ms, before the second try */

static struct slice
answer_of(const struct http_call *call)
{
	return (struct slice){ call->answer.ptr, call->answer.len };
}

static bool
is_access(const struct salesforce_error *e)
{
	return strncmp(e->code, "INSUFFICIENT_ACCESS", 19) == 0 ||
	    strcmp(e->code, "FUNCTIONALITY_NOT_ENABLED") == 0 ||
	    strcmp(e->code, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY") == 0 ||
	    (strcmp(e->code, "INVALID_TYPE") == 0 &&
	    strstr(e->text, "'CustomField'") != NULL);
}

/* A sentence of ours if it is the user who may not; else it stays. */
static bool
refuse(struct salesforce_prepare *p, const struct http_call *call,
    const struct salesforce_prepare_right *right, struct err *err)
{
	struct salesforce_error	e;

	if (call->outcome != HTTP_WHOLE ||
	    !salesforce_error(answer_of(call), p->arena, &e) ||
	    !is_access(&e))
		return false;
	return err_set(err, ERR_RULE, "connection '%s': its user may not %s "
	    "(%s, %s): give it the permission \"%s\" in Setup, or let "
	    "somebody who has it run 'precept prepare'",
	    p->object->connection, right->may_not, e.code, e.text,
	    right->needs);
}

bool
salesforce_prepare_ask(struct salesforce_prepare *p, const char *path,
    const char *soql, const struct salesforce_prepare_right *right,
    const struct doc **first, struct err *err)
{
	struct http_call	 call = { .method = "GET" };
	struct text		 url;
	struct doc		*all = NULL;
	const struct doc	*records = NULL;
	bool			 ok;

	text_init(&url, 1 << 20);
	text_printf(&url, "%s?q=", path);
	http_escape(&url, slice_of(soql));
	call.url = url.ptr;
	ok = salesforce_call(p->session, &call, err);
	if (!ok)
		refuse(p, &call, right, err);
	else if (!doc_parse(answer_of(&call), "answer", p->arena, &all,
	    err) || (records = doc_get(all, "records")) == NULL)
		ok = err_set(err, ERR_REMOTE, "connection '%s': the answer "
		    "to GET %s is not what it should be",
		    p->object->connection, path);
	*first = records == NULL ? NULL : records->child;
	http_call_clear(&call);
	text_free(&url);
	return ok;
}

/* Somebody made it before us, or we did and the answer was lost. */
static bool
is_there(struct salesforce_prepare *p, const struct http_call *call)
{
	struct salesforce_error	e;

	return call->outcome == HTTP_WHOLE &&
	    salesforce_error(answer_of(call), p->arena, &e) &&
	    (strcmp(e.code, "DUPLICATE_DEVELOPER_NAME") == 0 ||
	    strcmp(e.code, "DUPLICATE_VALUE") == 0);
}

bool
salesforce_prepare_put(struct salesforce_prepare *p, const char *method,
    const char *path, const struct text *body,
    const struct salesforce_prepare_right *right, struct err *err)
{
	const char *const	headers[] = { "Content-Type: "
				    "application/json; charset=UTF-8", NULL };
	struct http_call	call = { .method = method, .url = path,
				    .headers = headers, .once = true,
				    .body = { body->ptr, body->len } };
	bool			ok = salesforce_call(p->session, &call, err);

	if (!ok && is_there(p, &call)) {
		*err = (struct err){ 0 };
		ok = true;
	} else if (!ok) {
		p->unsure = call.outcome != HTTP_WHOLE ||
		    call.status >= 500;
		refuse(p, &call, right, err);
	}
	http_call_clear(&call);
	return ok;
}

bool
salesforce_prepare_steps(struct salesforce_prepare *p,
    bool (*step)(struct salesforce_prepare *, struct err *), struct err *err)
{
	for (int i = 0;; i++) {
		p->unsure = false;
		if (step(p, err))
			return true;
		if (!p->unsure || i == TRIES)
			return false;
		*err = (struct err){ 0 };
		salesforce_sleep(p->session, (int64_t)PAUSE << i);
	}
}

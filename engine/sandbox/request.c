/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <strings.h>

#include "precept/clock.h"
#include "precept/json.h"
#include "request.h"

/* A request's headers and parameters, and the usual shape of an error. */

bool
request_begin(struct request *r, struct sandbox *sandbox, const char *method,
    const char *target)
{
	*r = (struct request){ .sandbox = sandbox, .arena = arena_new() };
	r->own = arena_alloc(r->arena, sizeof(struct request_own));
	text_init(&r->out, REQUEST_OUT);
	r->method = arena_string(r->arena, method);
	return request_read_target(r, target);
}

void
request_end(struct request *r)
{
	text_free(&r->out);
	arena_free(r->arena);
}

static void
append(struct arena *arena, struct pair **list, struct slice name,
    struct slice value)
{
	struct pair	*pair = arena_alloc(arena, sizeof *pair);

	pair->name = arena_text(arena, name);
	pair->value = arena_text(arena, value);
	while (*list != NULL)
		list = &(*list)->next;
	*list = pair;
}

void
request_add_header(struct request *r, struct slice name, struct slice value)
{
	struct request_own	*own = r->own;

	append(r->arena, &own->headers, name, value);
}

void
request_answer_header(struct request *r, const char *name, const char *value)
{
	struct request_own	*own = r->own;

	append(r->arena, &own->answer, slice_of(name), slice_of(value));
}

const char *
request_pair(const struct pair *list, const char *name)
{
	for (; list != NULL; list = list->next)
		if (strcasecmp(list->name, name) == 0)
			return list->value;
	return NULL;
}

const char *
request_header(const struct request *r, const char *name)
{
	const struct request_own	*own = r->own;

	return request_pair(own->headers, name);
}

static bool
is_form(const struct request *r)
{
	const char	*type = request_header(r, "Content-Type");

	return type != NULL && strncasecmp(type,
	    "application/x-www-form-urlencoded", 33) == 0;
}

const char *
request_param(const struct request *r, const char *name)
{
	struct request_own	*own = r->own;

	if (!own->form_read && is_form(r)) {
		own->form_read = true;
		request_read_form((struct request *)(uintptr_t)r, r->body);
	}
	return request_pair(own->params, name);
}

static void
put_fields(struct text *out, const char *fields)
{
	const char	*end;

	text_string(out, ",\"fields\":[");
	for (; fields != NULL && *fields != '\0'; fields = end) {
		end = fields + strcspn(fields, ",");
		json_put_string(out, (struct slice){ fields,
		    (size_t)(end - fields) });
		if (*end == ',') {
			text_char(out, ',');
			end++;
		}
	}
	text_char(out, ']');
}

void
request_error(struct request *r, int status, const char *code,
    const char *fields, const char *fmt, ...)
{
	char	*message = NULL;
	va_list	 ap;
	int	 len;

	va_start(ap, fmt);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	message = arena_raw(r->arena, (size_t)len + 1);
	va_start(ap, fmt);
	vsnprintf(message, (size_t)len + 1, fmt, ap);
	va_end(ap);

	r->status = status;
	r->type = NULL;
	text_clear(&r->out);
	if (r->refuse != NULL) {
		r->refuse(r, code, message);
		return;
	}
	text_string(&r->out, "[{\"message\":");
	json_put_string(&r->out, slice_of(message));
	text_string(&r->out, ",\"errorCode\":");
	json_put_string(&r->out, slice_of(code));
	if (fields != NULL)
		put_fields(&r->out, fields);
	text_string(&r->out, "}]");
}

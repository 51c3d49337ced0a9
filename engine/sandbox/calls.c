/* SPDX-License-Identifier: MIT */
#include "calls.h"
#include "precept/json.h"
#include "request.h"

/* A ring of the last calls, oldest first. */

struct entry {
	char	*method, *path, *query;
	int	 status;
	size_t	 received, bytes;
};

struct calls {
	struct entry	*entries;
	size_t		 first, count;
};

struct calls *
calls_new(void)
{
	struct calls	*calls = mem_alloc(sizeof *calls);

	calls->entries = mem_array(CALLS_MAX, sizeof *calls->entries);
	return calls;
}

static void
forget(struct calls *calls)
{
	struct entry	*e = &calls->entries[calls->first];

	mem_free(e->method);
	mem_free(e->path);
	mem_free(e->query);
	calls->first = (calls->first + 1) % CALLS_MAX;
	calls->count--;
}

void
calls_clear(struct calls *calls)
{
	while (calls->count > 0)
		forget(calls);
}

void
calls_free(struct calls *calls)
{
	if (calls == NULL)
		return;
	calls_clear(calls);
	mem_free(calls->entries);
	mem_free(calls);
}

static char *
copy(const char *s)
{
	return mem_text(s, strlen(s));
}

void
calls_add(struct calls *calls, const struct request *r, int status)
{
	const struct request_own	*own = r->own;
	struct entry			*e;

	if (calls->count == CALLS_MAX)
		forget(calls);
	e = &calls->entries[(calls->first + calls->count++) % CALLS_MAX];
	*e = (struct entry){ copy(r->method), copy(r->path), copy(own->query),
	    status, r->body.len, r->out.len };
}

static void
put_text(struct text *out, const char *name, const char *value)
{
	text_printf(out, "\"%s\":", name);
	json_put_string(out, slice_of(value));
	text_char(out, ',');
}

void
calls_show(const struct calls *calls, struct text *out)
{
	text_char(out, '[');
	for (size_t i = 0; i < calls->count; i++) {
		const struct entry	*e = &calls->entries[
					    (calls->first + i) % CALLS_MAX];

		text_string(out, i == 0 ? "{" : ",\n{");
		put_text(out, "method", e->method);
		put_text(out, "path", e->path);
		put_text(out, "query", e->query);
		text_printf(out, "\"status\":%d,\"received\":%zu,"
		    "\"bytes\":%zu}", e->status, e->received, e->bytes);
	}
	text_char(out, ']');
}

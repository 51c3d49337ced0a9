/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <stdlib.h>

#include "many.h"

/*
 * "@{account.id}" and "@{query.records[0].Id}": values out of earlier
 * answers. Values are written into a URL percent-encoded, into a body as
 * the inside of a JSON text.
 */

#define TEXT_MAX ((size_t)8 << 20)

/* Past the members or items before the wanted one; the next is its value. */
static bool
enter_member(struct json *j, struct slice name)
{
	while (json_next(j) == JSON_KEY) {
		if (slice_equal(j->value, name))
			return true;
		if (!json_skip(j, json_next(j)))
			return false;
	}
	return false;
}

static bool
enter_item(struct json *j, long index)
{
	while (index-- > 0) {
		enum json_token	token = json_next(j);

		if (token == JSON_ARRAY_END || !json_skip(j, token))
			return false;
	}
	return true;
}

/* One step of "records[0].Id"; false: it leads nowhere. */
static bool
step(struct json *j, enum json_token token, const char **path)
{
	struct slice	 name;
	char		*end;
	long		 index;

	if (**path == '[') {
		index = strtol(*path + 1, &end, 10);
		if (token != JSON_ARRAY || index < 0 || *end != ']')
			return false;
		*path = end + 1;
		return enter_item(j, index);
	}
	*path += **path == '.';
	name = (struct slice){ *path, strcspn(*path, ".[") };
	*path += name.len;
	return token == JSON_OBJECT && name.len > 0 && enter_member(j, name);
}

/* The raw value at the path; strings with their escapes, unquoted. */
static bool
find(struct slice answer, const char *path, struct slice *value)
{
	struct json	j;
	enum json_token	token;

	json_init(&j, answer);
	token = json_next(&j);
	while (*path != '\0') {
		if (!step(&j, token, &path))
			return false;
		token = json_next(&j);
	}
	*value = j.value;
	if (token == JSON_TRUE || token == JSON_FALSE)
		*value = token == JSON_TRUE ? SLICE("true") : SLICE("false");
	return token == JSON_STRING || token == JSON_NUMBER ||
	    token == JSON_TRUE || token == JSON_FALSE;
}

static const struct many_call *
call_of(const struct many_calls *calls, struct slice name)
{
	for (size_t i = 0; i < calls->count; i++)
		if (calls->items[i].answer != NULL &&
		    slice_is(name, calls->items[i].reference))
			return &calls->items[i];
	return NULL;
}

static void
put_url(struct text *out, struct slice value)
{
	for (size_t i = 0; i < value.len; i++) {
		unsigned char	c = (unsigned char)value.ptr[i];

		if (isalnum(c) || strchr("-_.~", c) != NULL)
			text_char(out, (char)c);
		else
			text_printf(out, "%%%02X", c);
	}
}

/* What stands between "@{" and "}". */
static bool
put_value(const struct many_calls *calls, struct slice expression, bool url,
    struct text *out)
{
	size_t			 len = 0;
	char			*path;
	struct slice		 value;
	const struct many_call	*call;
	bool			 found;

	while (len < expression.len && expression.ptr[len] != '.' &&
	    expression.ptr[len] != '[')
		len++;
	call = call_of(calls, (struct slice){ expression.ptr, len });
	if (call == NULL || call->answer->out.len == 0)
		return false;
	path = mem_text(expression.ptr + len, expression.len - len);
	found = find((struct slice){ call->answer->out.ptr,
	    call->answer->out.len }, path, &value);
	mem_free(path);
	if (found && url)
		put_url(out, value);
	else if (found)
		text_slice(out, value);
	return found;
}

static const char *
fail(struct arena *arena, struct slice expression, const char **why)
{
	size_t	len = 0;

	while (len < expression.len && expression.ptr[len] != '.' &&
	    expression.ptr[len] != '[')
		len++;
	*why = arena_printf(arena, "Invalid reference specified. No value "
	    "for %.*s found in %.*s", (int)expression.len, expression.ptr,
	    (int)len, expression.ptr);
	return NULL;
}

const char *
many_refer(const struct many_calls *calls, struct slice text, bool url,
    struct arena *arena, const char **why)
{
	const char	*p = text.ptr, *end = text.ptr + text.len, *close;
	struct text	 out;
	const char	*done;

	text_init(&out, TEXT_MAX);
	for (; p < end; p++) {
		struct slice	expression = { p + 2, 0 };

		close = *p == '@' && end - p > 2 && p[1] == '{' ?
		    memchr(p, '}', (size_t)(end - p)) : NULL;
		if (close == NULL) {
			text_char(&out, *p);
			continue;
		}
		expression.len = (size_t)(close - p) - 2;
		if (!put_value(calls, expression, url, &out)) {
			text_free(&out);
			return fail(arena, expression, why);
		}
		p = close;
	}
	done = arena_text(arena, (struct slice){
	    out.len == 0 ? "" : out.ptr, out.len });
	text_free(&out);
	return done;
}

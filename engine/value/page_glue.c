/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "page.h"

/* What stands around the records of an answer. */

void
page_make(struct page *p, const char *records,
    const struct jsonl_want *wanted)
{
	const char	*point;

	*p = (struct page){ .wanted = wanted };
	for (;; records = point + 1) {
		point = strchrnul(records, '.');
		p->names[p->count++] = (struct slice){ records,
		    (size_t)(point - records) };
		if (*point == '\0')
			return;
	}
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void
pass_blanks(struct page_at *at, const char *end)
{
	while (at->at < end && is_blank(*at->at))
		at->at++;
}

static enum page_end
cut(struct page_at *at, const char *why)
{
	snprintf(at->why, sizeof at->why, "%s", why);
	return PAGE_CUT;
}

static enum page_end
cut_json(struct page_at *at, const struct json *j)
{
	at->at = j->at;
	return cut(at, j->error == NULL ? "it is no object" : j->error);
}

static void
show_value(const struct page *p, struct slice name, const struct json *j,
    enum json_token token)
{
	if (p->seen != NULL && token >= JSON_STRING)
		p->seen(p->ctx, name, token, j->value);
}

/* The wanted member of the object that is open; false: it has none. */
static bool
find_member(const struct page *p, struct json *j, struct slice want,
    enum json_token *value)
{
	enum json_token	token;
	struct slice	name;

	while ((token = json_next(j)) == JSON_KEY) {
		name = j->value;
		*value = json_next(j);
		if (slice_equal(name, want))
			return true;
		show_value(p, name, j, *value);
		if (!json_skip(j, *value))
			return false;
	}
	return false;
}

static enum page_end
no_list(const struct page *p, size_t step, struct page_at *at,
    const struct json *j)
{
	if (j->error != NULL)
		return cut_json(at, j);
	snprintf(at->why, sizeof at->why, "it has no %s '%.*s'",
	    step + 1 == p->count ? "list" : "object",
	    (int)p->names[step].len, p->names[step].ptr);
	return PAGE_CUT;
}

/* From the brace of an answer to behind the bracket of its list. */
static enum page_end
enter(const struct page *p, struct page_at *at, const char *end)
{
	struct json	j;
	enum json_token	token;

	json_init(&j, (struct slice){ at->at, (size_t)(end - at->at) });
	token = json_next(&j);
	if (token != JSON_OBJECT)
		return cut_json(at, &j);
	for (size_t i = 0; i < p->count; i++)
		if (!find_member(p, &j, p->names[i], &token) ||
		    token != (i + 1 < p->count ? JSON_OBJECT : JSON_ARRAY))
			return no_list(p, i, at, &j);
	at->at = j.at;
	at->where = PAGE_FIRST;
	return PAGE_MORE;
}

/* From behind the bracket to behind the brace. */
static enum page_end
leave(const struct page *p, struct page_at *at, const char *end)
{
	char		open[JSON_STEPS + 1];
	struct json	j;
	enum json_token	value;
	const struct slice none = { NULL, SIZE_MAX };

	memset(open, '{', p->count);
	open[p->count] = '\0';
	json_inside(&j, (struct slice){ at->at, (size_t)(end - at->at) },
	    open);
	while (j.depth > 0)
		if (find_member(p, &j, none, &value) || j.error != NULL)
			return cut_json(at, &j);
	at->at = j.at;
	at->where = PAGE_BEFORE;
	return PAGE_MORE;
}

/* Behind a record or the bracket: a comma or the end of the list. */
static enum page_end
step(const struct page *p, struct page_at *at, const char *end)
{
	if (at->at == end)
		return cut(at, "it ends where a comma or ] is missing");
	if (*at->at == ']') {
		at->at++;
		return leave(p, at, end);
	}
	if (at->where == PAGE_BEHIND && *at->at != ',')
		return cut(at, "a comma or ] is missing");
	at->at += at->where == PAGE_BEHIND;
	pass_blanks(at, end);
	at->where = PAGE_RECORD;
	return PAGE_MORE;
}

enum page_end
page_glue(const struct page *p, struct page_at *at, const char *end)
{
	enum page_end	done = PAGE_MORE;

	while (done == PAGE_MORE && at->where != PAGE_RECORD) {
		pass_blanks(at, end);
		if (at->where != PAGE_BEFORE)
			done = step(p, at, end);
		else if (at->at == end)
			return PAGE_OVER;
		else
			done = enter(p, at, end);
	}
	return done;
}

struct slice
page_head(const struct page *p, struct slice sample)
{
	struct page_at	at = { .at = sample.ptr, .where = PAGE_BEFORE };
	const char	*end = sample.ptr + sample.len, *value;
	enum json_token	token;
	struct json	j;

	if (sample.len == 0 || page_glue(p, &at, end) != PAGE_MORE)
		return (struct slice){ NULL, 0 };
	json_init(&j, (struct slice){ at.at, (size_t)(end - at.at) });
	do {
		value = j.at;
		token = json_next(&j);
	} while (token == JSON_OBJECT || token == JSON_KEY);
	if (token < JSON_STRING)
		return (struct slice){ NULL, 0 };
	return (struct slice){ at.at, (size_t)(value - at.at) };
}

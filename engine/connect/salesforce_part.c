/* SPDX-License-Identifier: MIT */
#include "precept/id.h"
#include "precept/json.h"
#include "salesforce_rows.h"

/*
 * [{"id":"001…","success":true,"errors":[]},
 *  {"success":false,"errors":[{"statusCode":"…","message":"…","fields":[…]}]}]
 *
 * One entry a row, in the order of the request.
 */

#define WIDE 18		/* characters of an id */

struct outcome {
	bool			 success;
	struct slice		 id;
	struct slice		 errors;	/* the list as it stands */
	struct salesforce_error	 error;
};

static void
read_member(struct json *j, struct outcome *o, struct arena *a)
{
	struct slice	name = j->value;
	const char	*from = j->at;
	enum json_token	token = json_next(j);

	if (slice_is(name, "success")) {
		o->success = token == JSON_TRUE;
	} else if (slice_is(name, "id") && token == JSON_STRING) {
		json_text(j, a, &o->id);
		o->id.ptr = arena_text(a, o->id);
	} else if (slice_is(name, "errors") && token == JSON_ARRAY) {
		json_skip(j, token);
		while (*from != '[')
			from++;
		o->errors = (struct slice){ from, (size_t)(j->at - from) };
	} else {
		json_skip(j, token);
	}
}

static bool
read_outcome(struct json *j, struct outcome *o, struct arena *a)
{
	enum json_token token;

	*o = (struct outcome){ .error.code = "" };
	if (json_next(j) != JSON_OBJECT)
		return false;
	while ((token = json_next(j)) == JSON_KEY)
		read_member(j, o, a);
	if (token != JSON_OBJECT_END)
		return false;
	return o->success || o->errors.len == 0 ||
	    salesforce_error(o->errors, a, &o->error);
}

/* Deleted already is deleted. */
static bool
is_done(const struct salesforce_part *p, const struct outcome *o)
{
	return o->success || (p->way == SALESFORCE_DELETE &&
	    strcmp(o->error.code, "ENTITY_IS_DELETED") == 0);
}

static void
take(struct salesforce_part *p, size_t row, const struct outcome *o)
{
	if (is_done(p, o)) {
		if (p->c->op[row] == CHANGE_CREATE)
			p->c->id[row] = o->id;
	} else if (!p->last && salesforce_passing(o->error.code,
	    o->error.text)) {
		p->due[row] = p->locked = true;
	} else {
		salesforce_reject(p->c, row, &o->error);
	}
}

/* One entry of a row that went well, letter by letter as Salesforce has it;
 * past it. NULL: it is not that. */
static const char *
read_plain(const char *at, const char *end, struct outcome *o)
{
	static const char	head[] = "{\"id\":\"", good[] =
				    "\",\"success\":true,\"errors\":[]";
	const char		*id = at + sizeof head - 1, *stop = id + WIDE;

	if ((size_t)(end - at) < sizeof head + WIDE + sizeof good ||
	    memcmp(at, head, sizeof head - 1) != 0 ||
	    memcmp(stop, good, sizeof good - 1) != 0)
		return NULL;
	o->id = (struct slice){ id, WIDE };
	o->success = true;
	at = stop + sizeof good - 1;
	if (end - at > 15 && memcmp(at, ",\"created\":true", 15) == 0)
		at += 15;
	else if (end - at > 16 && memcmp(at, ",\"created\":false", 16) == 0)
		at += 16;
	return *at == '}' && id_valid(o->id) ? at + 1 : NULL;
}

/* Nearly all answers are such entries alone: those need no reader of JSON. */
static bool
read_all_plain(const struct salesforce_part *p, const struct text *answer,
    struct outcome *all)
{
	const char	*at = answer->ptr, *end = at + answer->len;

	for (size_t i = 0; i < p->count; i++) {
		if (at == end || *at++ != (i == 0 ? '[' : ',') ||
		    (at = read_plain(at, end, &all[i])) == NULL)
			return false;
		all[i].id.ptr = arena_text(p->c->arena, all[i].id);
	}
	return end - at == 1 && *at == ']';
}

static bool
read_all(const struct salesforce_part *p, const struct text *answer,
    struct outcome *all)
{
	struct json	j;
	size_t		n = 0;

	json_init(&j, (struct slice){ answer->ptr, answer->len });
	if (json_next(&j) != JSON_ARRAY)
		return false;
	while (n < p->count && read_outcome(&j, &all[n], p->c->arena))
		n++;
	return n == p->count && json_next(&j) == JSON_ARRAY_END &&
	    json_next(&j) == JSON_END;
}

/* Nothing is taken of an answer that is not whole. */
bool
salesforce_part_read(struct salesforce_part *p, const struct http_call *call)
{
	struct outcome *all = arena_array(p->c->arena, p->count + 1,
	    sizeof *all);

	if (!read_all_plain(p, &call->answer, all) &&
	    !read_all(p, &call->answer, all))
		return false;
	for (size_t i = 0; i < p->count; i++)
		take(p, p->rows[i], &all[i]);
	return true;
}

void
salesforce_reject(struct changes *c, size_t row,
    const struct salesforce_error *error)
{
	const char	*code = arena_string(c->arena, error->code), *remedy;
	const char	*text = error->text == NULL ? "" : error->text;
	size_t		 len;

	if (*code == '\0')
		code = "UNKNOWN_EXCEPTION";
	remedy = salesforce_remedy(code);
	c->op[row] = CHANGE_REJECT;
	c->rejects.field = error->fields == NULL ? NULL :
	    arena_string(c->arena, error->fields);
	len = strlen(text);
	len -= len > 0 && *remedy != '\0' && text[len - 1] == '.';
	rejects_add(&c->rejects, (uint32_t)row, code, "%.*s%s%s", (int)len,
	    text, len > 0 && *remedy != '\0' ? ": " : "", remedy);
	c->rejects.field = NULL;
}

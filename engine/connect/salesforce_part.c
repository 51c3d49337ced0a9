/* SPDX-License-Identifier: MIT */
#include "precept/json.h"
#include "salesforce_rows.h"

/*
 * [{"id":"001…","success":true,"errors":[]},
 *  {"success":false,"errors":[{"statusCode":"…","message":"…","fields":[…]}]}]
 *
 * One entry a row, in the order of the request.
 */

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

/* Nothing is taken of an answer that is not whole. */
bool
salesforce_part_read(struct salesforce_part *p, const struct http_call *call)
{
	struct outcome	*all;
	struct json	 j;
	size_t		 n = 0;

	all = arena_array(p->c->arena, p->count + 1, sizeof *all);
	json_init(&j, (struct slice){ call->answer.ptr, call->answer.len });
	if (json_next(&j) != JSON_ARRAY)
		return false;
	while (n < p->count && read_outcome(&j, &all[n], p->c->arena))
		n++;
	if (n < p->count || json_next(&j) != JSON_ARRAY_END ||
	    json_next(&j) != JSON_END)
		return false;
	for (size_t i = 0; i < n; i++)
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

/* SPDX-License-Identifier: MIT */
#include "many.h"

/* Several records of one object by their ids. */

#define GET_MAX 800
#define POST_MAX 2000

/* What is not there, deleted or no id of the object is null. */
static void
put_record(struct request *r, const struct org_view *v, struct slice id)
{
	struct text	one;
	char		wide[19];

	text_init(&one, REQUEST_OUT);
	if (org_id_wide(id, wide) &&
	    memcmp(wide, v->object->prefix, 3) == 0 &&
	    org_put_record(&one, r->sandbox->org, v, wide) == ORG_THERE)
		text_add(&r->out, one.ptr, one.len);
	else
		text_string(&r->out, "null");
	text_free(&one);
}

static void
put_records(struct request *r, const struct org_view *v, const char *ids)
{
	text_char(&r->out, '[');
	for (bool more = false; *ids != '\0'; more = true) {
		size_t	len = strcspn(ids, ",");

		if (more)
			text_char(&r->out, ',');
		put_record(r, v, slice_trim((struct slice){ ids, len }));
		ids += len + (ids[len] == ',');
	}
	text_char(&r->out, ']');
}

/* Both lists as "A,B". */
static void
answer(struct request *r, const char *ids, const char *fields, size_t max)
{
	const struct org_object	*o = row_object(r, r->part[2]);
	struct org_view		 v;
	size_t			 count = 1;

	if (o == NULL)
		return;
	if (ids == NULL || *ids == '\0' || fields == NULL ||
	    *fields == '\0') {
		request_error(r, 400, "MISSING_ARGUMENT", NULL,
		    "The ids and fields parameters are required");
		return;
	}
	for (const char *p = ids; *p != '\0'; p++)
		count += *p == ',';
	if (count > max)
		request_error(r, 400, "EXCEEDED_ID_LIMIT", NULL, "record "
		    "limit reached. cannot submit more than %zu records into "
		    "this call", max);
	else if (row_view(r, o, fields, &v))
		put_records(r, &v, ids);
}

void
many_get(struct request *r)
{
	answer(r, request_param(r, "ids"), request_param(r, "fields"),
	    GET_MAX);
}

/* ["a","b"] as "a,b" */
static bool
read_list(struct row_body *b, const char **joined)
{
	struct text	all;
	struct slice	one;
	enum json_token	token = row_body_next(b);

	if (token != JSON_ARRAY)
		return row_body_fail(b, "ids and fields are no lists");
	text_init(&all, 1 << 20);
	while ((token = row_body_next(b)) == JSON_STRING &&
	    row_body_text(b, &one)) {
		if (all.len > 0)
			text_char(&all, ',');
		text_slice(&all, one);
	}
	*joined = arena_text(b->r->arena, (struct slice){
	    all.len == 0 ? "" : all.ptr, all.len });
	text_free(&all);
	return token == JSON_ARRAY_END || (b->r->status == 0 &&
	    row_body_fail(b, "A list has something else than texts in it"));
}

static bool
read_lists(struct row_body *b, const char **ids, const char **fields)
{
	struct slice	key;
	enum json_token	token;

	while ((token = row_body_next(b)) == JSON_KEY) {
		if (!row_body_text(b, &key))
			return false;
		if (slice_is(key, "ids") ? !read_list(b, ids) :
		    slice_is(key, "fields") ? !read_list(b, fields) :
		    !json_skip(&b->json, row_body_next(b)))
			return b->r->status != 0 ? false :
			    row_body_fail(b, NULL);
	}
	return token == JSON_OBJECT_END || row_body_fail(b, NULL);
}

void
many_post(struct request *r)
{
	struct row_body	 b;
	const char	*ids = NULL, *fields = NULL;

	if (!row_body_begin(&b, r))
		return;
	if (row_body_next(&b) != JSON_OBJECT)
		row_body_fail(&b, "The body is not an object with ids and "
		    "fields");
	else if (read_lists(&b, &ids, &fields))
		answer(r, ids, fields, POST_MAX);
}

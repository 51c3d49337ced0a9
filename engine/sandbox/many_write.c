/* SPDX-License-Identifier: MIT */
#include "many.h"

/* Up to 200 rows in one call, each with its own result. */

#define CHUNKS 10

struct batch {
	struct request		*r;
	struct row_list		 list;
	struct many_results	 results;
	bool			 all_or_none;
	enum org_door		 door;
};

static bool
read_flag(struct row_body *b, bool *flag)
{
	enum json_token	token = row_body_next(b);

	*flag = token == JSON_TRUE || (token == JSON_STRING &&
	    slice_is_nocase(b->json.value, "true"));
	return token == JSON_TRUE || token == JSON_FALSE ||
	    token == JSON_STRING ||
	    row_body_fail(b, "allOrNone is not true or false");
}

static bool
read_member(struct row_body *b, bool *all_or_none, struct row_list *list,
    bool *records)
{
	struct slice	key;
	enum json_token	token;

	if (!row_body_text(b, &key))
		return false;
	if (slice_is(key, "allOrNone"))
		return read_flag(b, all_or_none);
	token = row_body_next(b);
	if (slice_is(key, "records")) {
		*records = true;
		return token == JSON_ARRAY ?
		    row_body_list(b, list, MANY_ROWS) :
		    row_body_fail(b, "records is not a list");
	}
	return json_skip(&b->json, token) || row_body_fail(b, NULL);
}

bool
many_body(struct request *r, bool *all_or_none, struct row_list *list)
{
	struct row_body	b;
	enum json_token	token;
	bool		records = false;

	*all_or_none = false;
	*list = (struct row_list){ .count = 0 };
	if (!row_body_begin(&b, r))
		return false;
	if (row_body_next(&b) != JSON_OBJECT)
		return row_body_fail(&b, "The body is not an object with "
		    "\"records\" in it");
	while ((token = row_body_next(&b)) == JSON_KEY)
		if (!read_member(&b, all_or_none, list, &records))
			return false;
	if (token != JSON_OBJECT_END || row_body_next(&b) != JSON_END)
		return row_body_fail(&b, "The body goes on behind its end");
	if (!records)
		return row_body_fail(&b, "There is no list \"records\"");
	return list->count <= MANY_ROWS || many_too_many(r);
}

/* Rows of one object in a row are a chunk. */
static bool
check_types(struct batch *b)
{
	const char	*last = "";
	size_t		 chunks = 0;

	for (size_t i = 0; i < b->list.count; i++) {
		const char	*type = b->list.items[i].type;

		if (type == NULL || org_object(b->r->sandbox->org,
		    slice_of(type)) == NULL) {
			request_error(b->r, 400, "INVALID_TYPE", NULL,
			    "sObject type '%s' is not supported.",
			    type == NULL ? "" : type);
			return false;
		}
		chunks += !slice_is_nocase(slice_of(type), last);
		last = type;
	}
	if (chunks > CHUNKS)
		request_error(b->r, 400, "LIMIT_EXCEEDED", NULL, "Cannot "
		    "have more than %d chunks in a single operation. Please "
		    "rearrange the data to reduce chunking.", CHUNKS);
	return chunks <= CHUNKS;
}

/* true: the rows are read, and a transaction is open. */
static bool
begin(struct request *r, struct batch *b)
{
	*b = (struct batch){ .r = r };
	if (!many_body(r, &b->all_or_none, &b->list) || !check_types(b))
		return false;
	b->results.count = b->list.count;
	b->results.rows = arena_array(r->arena, b->list.count + 1,
	    sizeof *b->results.rows);
	org_begin(r->sandbox->org);
	return true;
}

static struct org_write
write_of(const struct batch *b, size_t i)
{
	const struct row_record	*record = &b->list.items[i];

	return (struct org_write){ .user = b->r->user, .door = b->door,
	    .object = org_object(b->r->sandbox->org, slice_of(record->type)),
	    .values = record->values, .count = record->count,
	    .row = (int64_t)i + 1 };
}

static void
create(struct request *r, enum org_door door)
{
	struct batch	b;

	if (!begin(r, &b))
		return;
	b.door = door;
	for (size_t i = 0; i < b.list.count; i++) {
		struct org_write	w = write_of(&b, i);

		org_insert(r->sandbox->org, &w, r->arena,
		    &b.results.rows[i]);
	}
	many_answer(r, &b.results, b.all_or_none);
}

void
many_create(struct request *r)
{
	create(r, ORG_REST);
}

void
many_load_new(struct request *r)
{
	create(r, ORG_LOAD);
}

static bool
missing(struct request *r, struct org_outcome *out, const char *field,
    const char *call)
{
	*out = (struct org_outcome){ .id = "" };
	return org_refuse(out, r->arena, 400, "MISSING_ARGUMENT", field,
	    "%s not specified%s", field, call);
}

static void
update_row(struct batch *b, size_t i)
{
	const struct org_value	*id = row_body_take(&b->list.items[i], "Id");
	struct org_write	 w = write_of(b, i);

	if (id == NULL || id->shape != ORG_TEXT)
		missing(b->r, &b->results.rows[i], "Id",
		    " in an update call");
	else
		org_update(b->r->sandbox->org, &w, id->text, b->r->arena,
		    &b->results.rows[i]);
}

static void
update(struct request *r, enum org_door door)
{
	struct batch	b;

	if (!begin(r, &b))
		return;
	b.door = door;
	for (size_t i = 0; i < b.list.count; i++)
		update_row(&b, i);
	many_answer(r, &b.results, b.all_or_none);
}

void
many_update(struct request *r)
{
	update(r, ORG_REST);
}

void
many_load_known(struct request *r)
{
	update(r, ORG_LOAD);
}

/* One key twice in a call is an error of both rows. */
static bool
is_twice(const struct batch *b, const struct slice *keys, size_t i)
{
	for (size_t k = 0; k < b->list.count; k++)
		if (k != i && keys[k].ptr != NULL &&
		    slice_equal(keys[k], keys[i]))
			return true;
	return false;
}

static void
upsert_row(struct batch *b, const struct org_field *field,
    const struct slice *keys, size_t i)
{
	struct org_write	 w = write_of(b, i);
	struct org_key		 key = { .field = field, .value = keys[i] };
	struct org_outcome	*out = &b->results.rows[i];

	*out = (struct org_outcome){ .id = "" };
	if (w.object != org_object(b->r->sandbox->org,
	    slice_of(b->r->part[2])))
		org_refuse(out, b->r->arena, 400, "INVALID_TYPE", NULL,
		    "A record of type %s cannot be upserted as %s",
		    w.object->name, b->r->part[2]);
	else if (keys[i].ptr == NULL && field->type != ORG_ID)
		missing(b->r, out, field->name, "");
	else if (keys[i].ptr != NULL && is_twice(b, keys, i))
		org_refuse(out, b->r->arena, 400, "DUPLICATE_VALUE",
		    field->name, "Duplicate external id specified: %.*s",
		    (int)keys[i].len, keys[i].ptr);
	else
		org_upsert(b->r->sandbox->org, &w, &key, b->r->arena, out);
}

static struct slice *
take_keys(struct batch *b, const struct org_field *field)
{
	struct slice	*keys = arena_array(b->r->arena, b->list.count + 1,
			    sizeof *keys);

	for (size_t i = 0; i < b->list.count; i++) {
		const struct org_value	*v = row_body_take(
					    &b->list.items[i], field->name);

		if (v != NULL && (v->shape == ORG_TEXT ||
		    v->shape == ORG_NUMBER))
			keys[i] = v->text;
	}
	return keys;
}

void
many_upsert(struct request *r)
{
	const struct org_object	*o = row_object(r, r->part[2]);
	const struct org_field	*field;
	struct slice		*keys;
	struct batch		 b;

	if (o == NULL || (field = row_key_field(r, o, r->part[3])) == NULL ||
	    !begin(r, &b))
		return;
	b.results.created = true;
	keys = take_keys(&b, field);
	for (size_t i = 0; i < b.list.count; i++)
		upsert_row(&b, field, keys, i);
	many_answer(r, &b.results, b.all_or_none);
}

static void
delete_row(struct request *r, struct slice id, int64_t row,
    struct org_outcome *out)
{
	struct org_write	w = { .user = r->user, .row = row };
	char			wide[19];

	*out = (struct org_outcome){ .id = "" };
	if (!org_id_wide(id, wide) || (w.object = org_of_id(r->sandbox->org,
	    slice_of(wide))) == NULL) {
		org_refuse(out, r->arena, 400, "MALFORMED_ID", NULL,
		    "malformed id %.*s", (int)id.len, id.ptr);
		return;
	}
	org_delete(r->sandbox->org, &w, id, r->arena, out);
}

void
many_delete(struct request *r)
{
	const char		*ids = request_param(r, "ids"), *flag;
	struct many_results	 results = { .rows = arena_array(r->arena,
				    MANY_ROWS, sizeof *results.rows) };
	size_t			 count = 1;

	if (ids == NULL || *ids == '\0') {
		request_error(r, 400, "MISSING_ARGUMENT", NULL,
		    "The ids parameter is required");
		return;
	}
	for (const char *p = ids; *p != '\0'; p++)
		count += *p == ',';
	if (count > MANY_ROWS) {
		many_too_many(r);
		return;
	}
	flag = request_param(r, "allOrNone");
	org_begin(r->sandbox->org);
	while (results.count < count) {
		size_t	len = strcspn(ids, ",");

		delete_row(r, (struct slice){ ids, len },
		    (int64_t)results.count + 1,
		    &results.rows[results.count]);
		results.count++;
		ids += len + (ids[len] == ',');
	}
	many_answer(r, &results, flag != NULL && strcmp(flag, "true") == 0);
}

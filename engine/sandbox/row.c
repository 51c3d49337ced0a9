/* SPDX-License-Identifier: MIT */
#include "row.h"

/* One row: made, read, changed, deleted, by its id or an external id. */

static struct org_write
write_of(const struct request *r, const struct org_object *o,
    const struct row_record *record)
{
	return (struct org_write){ .object = o, .user = r->user,
	    .values = record->values, .count = record->count, .row = 1 };
}

/* POST sobjects/X */
static void
create(struct request *r)
{
	const struct org_object	*o = row_object(r, r->part[1]);
	struct row_record	 record;
	struct org_write	 w;
	struct org_outcome	 out;

	if (o == NULL || !row_body_one(r, &record))
		return;
	w = write_of(r, o, &record);
	if (!org_insert(r->sandbox->org, &w, r->arena, &out)) {
		row_refuse(r, &out);
		return;
	}
	r->status = 201;
	request_answer_header(r, "Location", arena_printf(r->arena,
	    "/services/data/v%.1f/sobjects/%s/%s", r->version, o->name,
	    out.id));
	row_put_success(&r->out, &out, false);
}

/* What is no id is taken for the name of a field. */
static bool
read_id(struct request *r, const struct org_object *o, char id[19])
{
	if (!org_id_wide(slice_of(r->part[2]), id)) {
		request_error(r, 404, "NOT_FOUND", NULL, "Provided external "
		    "ID field does not exist or is not accessible: %s",
		    r->part[2]);
		return false;
	}
	if (memcmp(id, o->prefix, 3) == 0)
		return true;
	request_error(r, 404, "NOT_FOUND", NULL,
	    "The requested resource does not exist");
	return false;
}

static void
show(struct request *r, const struct org_object *o, const char *id)
{
	struct org_view	v;
	struct org	*org = r->sandbox->org;
	int64_t		 changed = org_modified(org, o, id) * 1000;

	if (!row_view(r, o, request_param(r, "fields"), &v) ||
	    (changed > 0 && !row_since(r, changed)))
		return;
	/* Readers are told no more of deleted ones; writers are. */
	if (org_put_record(&r->out, org, &v, id) != ORG_THERE)
		request_error(r, 404, "NOT_FOUND", NULL,
		    "The requested resource does not exist");
}

static void
get(struct request *r)
{
	const struct org_object	*o = row_object(r, r->part[1]);
	char			 id[19];

	if (o != NULL && read_id(r, o, id))
		show(r, o, id);
}

static void
patch(struct request *r)
{
	const struct org_object	*o = row_object(r, r->part[1]);
	struct row_record	 record;
	struct org_write	 w;
	struct org_outcome	 out;
	char			 id[19];

	if (o == NULL || !read_id(r, o, id) || !row_body_one(r, &record))
		return;
	w = write_of(r, o, &record);
	if (org_update(r->sandbox->org, &w, slice_of(id), r->arena, &out))
		r->status = 204;
	else
		row_refuse(r, &out);
}

static void
delete_row(struct request *r, const struct org_object *o, const char *id)
{
	struct row_record	none = { .type = NULL };
	struct org_write	w = write_of(r, o, &none);
	struct org_outcome	out;

	if (org_delete(r->sandbox->org, &w, slice_of(id), r->arena, &out))
		r->status = 204;
	else
		row_refuse(r, &out);
}

static void
delete(struct request *r)
{
	const struct org_object	*o = row_object(r, r->part[1]);
	char			 id[19];

	if (o != NULL && read_id(r, o, id))
		delete_row(r, o, id);
}

/* sobjects/X/Ext__c/v: the object and the field */
static bool
read_key(struct request *r, const struct org_object **o, struct org_key *key)
{
	*o = row_object(r, r->part[1]);
	if (*o == NULL)
		return false;
	key->field = row_key_field(r, *o, r->part[2]);
	key->value = slice_of(r->part[3]);
	key->update_only = request_param(r, "updateOnly") != NULL &&
	    slice_is_nocase(slice_of(request_param(r, "updateOnly")), "true");
	return key->field != NULL;
}

/* Several records have that key: 300 and their addresses. */
static void
list_matches(struct request *r, const struct org_object *o,
    const char *const *ids)
{
	r->status = 300;
	for (size_t i = 0; ids[i] != NULL; i++)
		text_printf(&r->out, "%s\"/services/data/v%.1f/sobjects/"
		    "%s/%s\"", i == 0 ? "[" : ",", r->version, o->name,
		    ids[i]);
	text_char(&r->out, ']');
}

static void
upsert(struct request *r)
{
	const struct org_object	*o;
	struct org_key		 key;
	struct row_record	 record;
	struct org_write	 w;
	struct org_outcome	 out;

	if (!read_key(r, &o, &key) || !row_body_one(r, &record))
		return;
	w = write_of(r, o, &record);
	if (!org_upsert(r->sandbox->org, &w, &key, r->arena, &out)) {
		if (out.matches != NULL)
			list_matches(r, o, out.matches);
		else
			row_refuse(r, &out);
		return;
	}
	r->status = out.created ? 201 : r->version < 46 ? 204 : 200;
	if (r->status != 204)
		row_put_success(&r->out, &out, r->version >= 46);
}

/* The one record with that key; NULL: there is another number of them. */
static const char *
find_one(struct request *r, const struct org_object **o)
{
	struct org_key		  key;
	struct org_write	  w = { .user = r->user };
	struct org_outcome	  out;
	const char		**ids;

	if (!read_key(r, o, &key))
		return NULL;
	w.object = *o;
	ids = org_find(r->sandbox->org, &w, &key, r->arena, &out);
	if (ids == NULL)
		row_refuse(r, &out);
	else if (ids[0] == NULL)
		request_error(r, 404, "NOT_FOUND", NULL,
		    "The requested resource does not exist");
	else if (ids[1] != NULL)
		list_matches(r, *o, ids);
	else
		return ids[0];
	return NULL;
}

static void
get_by_key(struct request *r)
{
	const struct org_object	*o;
	const char		*id = find_one(r, &o);

	if (id != NULL)
		show(r, o, id);
}

static void
delete_by_key(struct request *r)
{
	const struct org_object	*o;
	const char		*id = find_one(r, &o);

	if (id != NULL)
		delete_row(r, o, id);
}

const struct route route_row[] = {
	{ "GET",	"sobjects",		row_describe_global },
	{ "GET",	"sobjects/*",		row_describe_basic },
	{ "POST",	"sobjects/*",		create },
	{ "GET",	"sobjects/*/describe",	row_describe },
	{ "GET",	"sobjects/*/updated",	row_changes },
	{ "GET",	"sobjects/*/deleted",	row_changes },
	{ "GET",	"sobjects/*/*",		get },
	{ "PATCH",	"sobjects/*/*",		patch },
	{ "DELETE",	"sobjects/*/*",		delete },
	{ "GET",	"sobjects/*/*/*",	get_by_key },
	{ "PATCH",	"sobjects/*/*/*",	upsert },
	{ "DELETE",	"sobjects/*/*/*",	delete_by_key },
	{ 0 }
};

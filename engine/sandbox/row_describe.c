/* SPDX-License-Identifier: MIT */
#include "row.h"

/* Objects as describe shows them. */

/* Metadata that admins do not delete or search by way of rows. */
static bool
is_setup(const struct org_object *o)
{
	return strcmp(o->name, "Organization") == 0 ||
	    strcmp(o->name, "Profile") == 0;
}

static void
put_urls(struct request *r, const struct org_object *o)
{
	const char	*base = arena_printf(r->arena,
			    "/services/data/v%.1f/sobjects/%s", r->version,
			    o->name);

	text_printf(&r->out, ",\"urls\":{\"sobject\":\"%s\","
	    "\"describe\":\"%s/describe\",\"rowTemplate\":\"%s/{ID}\"}",
	    base, base, base);
}

/* {"name":… and the flags, without the brace at the end */
static void
put_object(struct request *r, const struct org_object *o)
{
	const char	*mine = is_setup(o) ? "false" : "true";
	const char	*sales = is_setup(o) || o->prefix[0] == '0' ?
			    (o->prefix[1] == '0' ? mine : "false") : mine;

	text_printf(&r->out, "{\"name\":\"%s\",\"label\":", o->name);
	json_put_string(&r->out, slice_of(o->label));
	text_string(&r->out, ",\"labelPlural\":");
	json_put_string(&r->out, slice_of(o->plural));
	text_printf(&r->out, ",\"keyPrefix\":\"%s\",\"custom\":%s,"
	    "\"customSetting\":false,\"queryable\":true,\"createable\":%s,"
	    "\"updateable\":%s,\"deletable\":%s,\"undeletable\":%s,"
	    "\"retrieveable\":true,\"searchable\":%s,\"replicateable\":true,"
	    "\"triggerable\":%s,\"mergeable\":false,\"layoutable\":%s,"
	    "\"feedEnabled\":false,\"mruEnabled\":%s,\"activateable\":false,"
	    "\"deprecatedAndHidden\":false", o->prefix,
	    o->custom ? "true" : "false", mine, mine, mine, sales, sales,
	    sales, sales, sales);
	put_urls(r, o);
}

static int64_t
last_change(const struct org *org)
{
	int64_t	last = 0;

	for (size_t i = 0; i < org_count(org); i++)
		if (org_at(org, i)->changed > last)
			last = org_at(org, i)->changed;
	return last;
}

void
row_describe_global(struct request *r)
{
	const struct org	*org = r->sandbox->org;

	if (!row_since(r, last_change(org)))
		return;
	text_string(&r->out, "{\"encoding\":\"UTF-8\",\"maxBatchSize\":200,"
	    "\"sobjects\":[");
	for (size_t i = 0; i < org_count(org); i++) {
		if (org_at(org, i)->tooling)
			continue;
		if (i > 0)
			text_char(&r->out, ',');
		put_object(r, org_at(org, i));
		text_char(&r->out, '}');
	}
	text_string(&r->out, "]}");
}

void
row_describe_basic(struct request *r)
{
	const struct org_object	*o = row_object(r, r->part[1]);

	if (o == NULL)
		return;
	text_string(&r->out, "{\"objectDescribe\":");
	put_object(r, o);
	text_string(&r->out, "},\"recentItems\":[]}");
}

/* Who refers to the object; those without a way back have no name. */
static void
put_child(struct text *out, const struct org_object *child,
    const struct org_field *f, bool more)
{
	text_printf(out, "%s{\"cascadeDelete\":%s,\"childSObject\":\"%s\","
	    "\"deprecatedAndHidden\":false,\"field\":\"%s\","
	    "\"junctionIdListNames\":[],\"junctionReferenceTo\":[],"
	    "\"relationshipName\":", more ? "," : "",
	    f->flags & ORG_CASCADE ? "true" : "false", child->name, f->name);
	if (f->child == NULL)
		text_string(out, "null");
	else
		json_put_string(out, slice_of(f->child));
	text_string(out, ",\"restrictedDelete\":false}");
}

static void
put_children(struct request *r, const struct org_object *parent)
{
	struct org	*org = r->sandbox->org;
	bool		 more = false;

	text_string(&r->out, ",\"childRelationships\":[");
	for (size_t i = 0; i < org_count(org); i++) {
		const struct org_object	*o = org_at(org, i);

		for (size_t k = 0; k < o->count; k++) {
			const struct org_field	*f = o->fields[k];

			if (o->tooling || !org_refers(f, parent->name) ||
			    !org_sees(org, r->user, o, f))
				continue;
			put_child(&r->out, o, f, more);
			more = true;
		}
	}
	text_char(&r->out, ']');
}

static void
put_fields(struct request *r, const struct org_object *o)
{
	bool	more = false;

	text_string(&r->out, ",\"fields\":[");
	for (size_t i = 0; i < o->count; i++) {
		if (!org_sees(r->sandbox->org, r->user, o, o->fields[i]))
			continue;
		if (more)
			text_char(&r->out, ',');
		row_field_put(r, o, o->fields[i]);
		more = true;
	}
	text_char(&r->out, ']');
}

/* The master record type is what an object has that has none. */
static void
put_record_type(struct request *r, const struct org_object *o)
{
	text_printf(&r->out, ",\"recordTypeInfos\":[{\"active\":true,"
	    "\"available\":true,\"defaultRecordTypeMapping\":true,"
	    "\"developerName\":\"Master\",\"master\":true,"
	    "\"name\":\"Master\",\"recordTypeId\":\"012000000000000AAA\","
	    "\"urls\":{\"layout\":\"/services/data/v%.1f/sobjects/%s/"
	    "describe/layouts/012000000000000AAA\"}}]", r->version, o->name);
}

void
row_describe(struct request *r)
{
	const struct org_object	*o = row_object(r, r->part[1]);

	if (o == NULL || !row_since(r, o->changed))
		return;
	put_object(r, o);
	put_fields(r, o);
	put_children(r, o);
	put_record_type(r, o);
	text_string(&r->out, ",\"supportedScopes\":[{\"label\":\"All\","
	    "\"name\":\"everything\"},{\"label\":\"Mine\",\"name\":"
	    "\"mine\"}],\"actionOverrides\":[],\"namedLayoutInfos\":[],"
	    "\"networkScopeFieldName\":null,\"listviewable\":null,"
	    "\"lookupLayoutable\":null,\"searchLayoutable\":true,"
	    "\"compactLayoutable\":true,\"hasSubtypes\":false}");
}

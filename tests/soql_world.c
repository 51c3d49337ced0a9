/* SPDX-License-Identifier: MIT */
#include "precept/date.h"
#include "soql_world.h"
#include "support.h"

static const char account[] = "{ \"object\": \"Account\", \"fields\": [\n"
    "{ \"name\": \"Id\", \"type\": \"id\", \"flags\": [\"id\"] },\n"
    "{ \"name\": \"OwnerId\", \"type\": \"id\", \"refers\": [\"User\"], "
    "\"relation\": \"Owner\", \"flags\": [\"required\"] },\n"
    "{ \"name\": \"ParentId\", \"type\": \"id\", \"refers\": "
    "[\"Account\"], \"relation\": \"Parent\" },\n"
    "{ \"name\": \"Name\", \"type\": \"text(255)\" },\n"
    "{ \"name\": \"Rating\", \"type\": \"picklist\" },\n"
    "{ \"name\": \"Regions__c\", \"type\": \"multipicklist\" },\n"
    "{ \"name\": \"Employees\", \"type\": \"integer\" },\n"
    "{ \"name\": \"Revenue\", \"type\": \"decimal(18,2)\" },\n"
    "{ \"name\": \"Score__c\", \"type\": \"number\" },\n"
    "{ \"name\": \"Active__c\", \"type\": \"boolean\" },\n"
    "{ \"name\": \"Renewal__c\", \"type\": \"date\" },\n"
    "{ \"name\": \"Created\", \"type\": \"datetime\" },\n"
    "{ \"name\": \"Notes\", \"type\": \"text(32000)\", "
    "\"flags\": [\"unfilterable\"] } ] }";
static const char user[] = "{ \"object\": \"User\", \"fields\": [\n"
    "{ \"name\": \"Id\", \"type\": \"id\", \"flags\": [\"id\"] },\n"
    "{ \"name\": \"Email\", \"type\": \"text(128)\" },\n"
    "{ \"name\": \"IsActive\", \"type\": \"boolean\" },\n"
    "{ \"name\": \"Quota\", \"type\": \"integer\" } ] }";

/* The Show columns that the filters of the cases can use. */
static const char shows[] = "\"Id\", \"OwnerId\", \"Name\", \"Rating\", "
    "\"Regions__c\", \"Employees\", \"Revenue\", \"Score__c\", "
    "\"Active__c\", \"Renewal__c\", \"Created\", \"Notes\", "
    "email = \"Owner.Email\", on = \"Owner.IsActive\", "
    "quota = \"Owner.Quota\", top = \"Parent.Parent.Name\", "
    "day = \"to_date(Created)\", big = \"Employees > 1000\", "
    "double = \"Employees * 2\", spring = \"date '2026-03-01'\"";

static void
add_schema(struct soql_world *w, const char *text)
{
	struct schema	*s;
	struct err	 err = { 0 };

	assert_ok(schema_parse(slice_of(text), "salesforce", "test",
	    w->arena, &s, &err), &err);
	catalog_add(w->catalog, s);
}

const struct rule *
soql_world_open(struct soql_world *w, const char *filters, const char *map)
{
	struct decl_top	*tops = NULL;
	struct err	 err = { 0 };
	char		*text;

	*w = (struct soql_world){ .arena = arena_new() };
	w->day = (struct rule_day){ date_days((struct civil){ 2026, 3, 31 }),
		zone_find("Europe/London"), 1 };
	w->catalog = catalog_make(w->arena);
	add_schema(w, account);
	add_schema(w, user);
	w->bind = bind_open(NULL, &err);
	diags_init(&w->diags, w->arena);
	text = arena_printf(w->arena, "rule \"r\" {\nsource = "
	    "\"salesforce.Account\",\nshow = { %s },\nfilters = %s,\n"
	    "actions = { export_file { path = \"o.csv\", map = { %s } } } }",
	    shows, filters, map);
	bind_load(w->bind, "r.lua", slice_of(text), w->arena, &w->diags,
	    &tops);
	w->set = ruleset_make(w->arena, &w->diags, w->catalog, w->bind, ".",
	    tops);
	return w->diags.errors == 0 ? w->set->rules[0] : NULL;
}

void
soql_world_close(struct soql_world *w)
{
	ruleset_forget(w->set);
	bind_close(w->bind);
	arena_free(w->arena);
}

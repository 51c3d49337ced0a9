/* SPDX-License-Identifier: MIT */
#include "org_private.h"
#include "precept/json.h"

/*
 * What the package of Gainsight's classic edition has set in the org: which
 * measures there are, and in which columns of usage data they lie.
 */

#define CATEGORY "Adoption Measure Types"
#define SETTINGS "JBCXM__ApplicationSettings__c"

/* A column of the org's own: those of the package have its name before. */
static bool
is_measure(const struct org_field *f)
{
	return (f->flags & ORG_CUSTOM) && strncmp(f->name, "JBCXM__", 7) != 0;
}

static bool
is_set(struct org *org)
{
	sqlite3_stmt	*stmt = org_sql(org, "SELECT 1 FROM \"" SETTINGS
			    "\" LIMIT 1");
	bool		 found = sqlite3_step(stmt) == SQLITE_ROW;

	sqlite3_reset(stmt);
	return found;
}

static bool
put_measure(struct org *org, const char *label, int place)
{
	char	order[16] = { (char)('0' + place / 10 % 10),
		    (char)('0' + place % 10) };

	return org_seed_put(org, "JBCXM__PickList__c", (const char *[]){
	    "Name", label, "JBCXM__SystemName__c", label,
	    "JBCXM__Category__c", CATEGORY, "JBCXM__AdoptionMeasure__c",
	    "true", "JBCXM__Active__c", "true", "JBCXM__DisplayOrder__c",
	    order, NULL }, NULL);
}

/* {"Page Views":"Page_Views__c",…} */
static bool
put_measures(struct org *org, const struct org_object *usage,
    struct text *map)
{
	int	place = 0;

	for (size_t i = 0; i < usage->count; i++) {
		const struct org_field	*f = usage->fields[i];

		if (!is_measure(f))
			continue;
		text_char(map, place++ == 0 ? '{' : ',');
		json_put_string(map, slice_of(f->label));
		text_char(map, ':');
		json_put_string(map, slice_of(f->name));
		if (!put_measure(org, f->label, place))
			return false;
	}
	text_string(map, place == 0 ? "{}" : "}");
	return true;
}

bool
org_classic_rows(struct org *org)
{
	const struct org_object	*usage = org_object(org,
				    SLICE("JBCXM__UsageData__c"));
	struct text		 map;
	bool			 good;

	if (usage == NULL || org_object(org, SLICE(SETTINGS)) == NULL ||
	    org_object(org, SLICE("JBCXM__PickList__c")) == NULL ||
	    is_set(org))
		return true;
	text_init(&map, 1 << 20);
	good = put_measures(org, usage, &map) && org_seed_put(org, SETTINGS,
	    (const char *[]){ "Name", "Default",
	    "JBCXM__AdoptionAggregationType__c", "ACCOUNTLEVEL",
	    "JBCXM__AdoptionGranularity__c", "WEEKLY",
	    "JBCXM__WeekStartsOn__c", "Mon",
	    "JBCXM__UsesEndDateAsWeekName__c", "false",
	    "JBCXM__AdoptionMeasureColMap__c", map.ptr,
	    "JBCXM__AdoptionAggregationColumns__c", "[]", NULL }, NULL);
	text_free(&map);
	return good;
}

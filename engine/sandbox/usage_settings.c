/* SPDX-License-Identifier: MIT */
#include "precept/doc.h"
#include "usage_settings.h"

/* What pendo.json says, or the program does. */

#define RATE 100	/* calls a second and endpoint */

static const char	defaults[] = "{ \"keys\": [ "
	"{ \"key\": \"" SANDBOX_PENDO_KEY "\", \"write\": true }, "
	"{ \"key\": \"" SANDBOX_PENDO_READ "\", \"write\": false } ] }";

static bool
read_keys(struct usage *u, const struct doc *list, struct err *err)
{
	size_t	count = 0;

	if (list == NULL || list->kind != DOC_LIST || list->child == NULL)
		return err_set(err, ERR_RULE, "pendo.json: \"keys\" is "
		    "missing: a list with at least one {\"key\":…,"
		    "\"write\":…}.");
	for (const struct doc *d = list->child; d != NULL; d = d->next)
		count++;
	u->keys = arena_array(u->arena, count, sizeof *u->keys);
	for (const struct doc *d = list->child; d != NULL; d = d->next) {
		const char	*key = d->kind != DOC_OBJECT ? NULL :
				    doc_text(d, "key");

		if (key == NULL || *key == '\0')
			return err_set(err, ERR_RULE, "pendo.json: a key has "
			    "no \"key\".");
		u->keys[u->key_count++] = (struct usage_key){
		    arena_string(u->arena, key), doc_flag(d, "write") };
	}
	return true;
}

static bool
read_zone(struct usage *u, const char *name, struct err *err)
{
	u->zone = zone_find(name);
	return u->zone != NULL || zone_explain(name, err) ||
	    err_in(err, "pendo.json");
}

bool
usage_settings_read(struct usage *u, const char *json, struct err *err)
{
	struct arena		*arena = arena_new();
	const struct doc	*rate;
	const char		*zone;
	struct doc		*doc;
	bool			 good;

	good = doc_parse(slice_of(json == NULL ? defaults : json),
	    "pendo.json", arena, &doc, err);
	if (good && doc->kind != DOC_OBJECT)
		good = err_set(err, ERR_RULE, "pendo.json: the document is "
		    "not in braces.");
	if (good) {
		zone = doc_text(doc, "time_zone");
		rate = doc_get(doc, "calls_per_second");
		u->rate = rate != NULL && rate->kind == DOC_NUMBER &&
		    rate->number > 0 ? rate->number : RATE;
		good = read_keys(u, doc_get(doc, "keys"), err) &&
		    read_zone(u, zone == NULL ? "UTC" : zone, err);
	}
	arena_free(arena);
	return good;
}

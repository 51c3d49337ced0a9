/* SPDX-License-Identifier: MIT */
#include "row.h"

/* A field as describe shows it. */

struct flag { const char *name; bool on; };

static void
put_flags(struct text *out, const struct flag *flags, size_t n)
{
	for (size_t i = 0; i < n; i++)
		text_printf(out, ",\"%s\":%s", flags[i].name,
		    flags[i].on ? "true" : "false");
}

static void
put_text(struct text *out, const char *name, const char *value)
{
	text_printf(out, ",\"%s\":", name);
	if (value == NULL)
		text_string(out, "null");
	else
		json_put_string(out, slice_of(value));
}

static void
put_sizes(struct text *out, const struct org_field *f)
{
	bool	number = org_is_number(f->type);

	text_printf(out, ",\"length\":%u,\"byteLength\":%u,"
	    "\"precision\":%d,\"scale\":%d,\"digits\":%d",
	    number ? 0 : f->length, number ? 0 : f->length * 3,
	    number ? f->precision : 0, number ? f->scale : 0,
	    f->type == ORG_INT ? f->digits : 0);
}

static void
put_values(struct text *out, const struct org_field *f)
{
	text_string(out, ",\"picklistValues\":[");
	for (size_t i = 0; f->values != NULL && f->values[i] != NULL; i++) {
		const char	*v = f->values[i];

		text_printf(out, "%s{\"active\":true,\"defaultValue\":%s,"
		    "\"label\":", i > 0 ? "," : "", f->initial != NULL &&
		    strcmp(f->initial, v) == 0 ? "true" : "false");
		json_put_string(out, slice_of(v));
		text_string(out, ",\"validFor\":null,\"value\":");
		json_put_string(out, slice_of(v));
		text_char(out, '}');
	}
	text_char(out, ']');
}

static void
put_refers(struct text *out, const struct org_field *f)
{
	text_string(out, ",\"referenceTo\":[");
	for (size_t i = 0; f->refers != NULL && f->refers[i] != NULL; i++)
		text_printf(out, "%s\"%s\"", i > 0 ? "," : "", f->refers[i]);
	text_char(out, ']');
	put_text(out, "relationshipName", f->relation);
	text_string(out, ",\"relationshipOrder\":null,"
	    "\"referenceTargetField\":null");
}

static void
put_nature(struct text *out, const struct org_field *f, bool edits)
{
	const struct flag	flags[] = {
		{ "nillable",	!(f->flags & ORG_REQUIRED) },
		{ "createable",	edits && (f->flags & ORG_CREATEABLE) },
		{ "updateable",	edits && (f->flags & ORG_UPDATEABLE) },
		{ "defaultedOnCreate", f->flags & ORG_DEFAULTED },
		{ "calculated",	f->flags & ORG_CALCULATED },
		{ "autoNumber",	false },
		{ "custom",	f->flags & ORG_CUSTOM },
		{ "externalId",	f->flags & ORG_EXTERNAL },
		{ "idLookup",	f->flags & (ORG_EXTERNAL | ORG_LOOKUP) },
		{ "unique",	f->flags & ORG_UNIQUE },
		{ "caseSensitive", f->flags & ORG_CASED },
		{ "filterable",	f->flags & ORG_FILTERABLE },
		{ "sortable",	f->flags & ORG_SORTABLE },
		{ "groupable",	f->flags & ORG_GROUPABLE },
		{ "aggregatable", (f->flags & ORG_FILTERABLE) &&
		    f->type != ORG_BOOLEAN && f->type != ORG_MULTI },
		{ "nameField",	f->flags & ORG_NAME },
		{ "restrictedPicklist", f->flags & ORG_RESTRICTED },
		{ "cascadeDelete", f->flags & ORG_CASCADE },
		{ "polymorphicForeignKey", f->refers != NULL &&
		    f->refers[0] != NULL && f->refers[1] != NULL },
		{ "permissionable", (f->flags & ORG_CUSTOM) ||
		    ((f->flags & ORG_CREATEABLE) &&
		    !(f->flags & ORG_REQUIRED)) },
	};

	put_flags(out, flags, COUNT(flags));
}

/* What no field of the sandbox has. */
static void
put_rest(struct text *out)
{
	static const struct flag	none[] = {
		{ "dependentPicklist", false }, { "namePointing", false },
		{ "encrypted", false }, { "htmlFormatted", false },
		{ "highScaleNumber", false },
		{ "displayLocationInDecimal", false },
		{ "restrictedDelete", false },
		{ "writeRequiresMasterRead", false },
		{ "deprecatedAndHidden", false },
		{ "searchPrefilterable", false },
		{ "queryByDistance", false }, { "aiPredictionField", false },
	};
	static const char *const	null[] = { "calculatedFormula",
					    "defaultValueFormula",
					    "controllerName", "mask",
					    "maskType",
					    "filteredLookupInfo" };

	put_flags(out, none, COUNT(none));
	for (size_t i = 0; i < COUNT(null); i++)
		put_text(out, null[i], NULL);
}

static void
put_initial(struct text *out, const struct org_field *f)
{
	if (f->type == ORG_BOOLEAN)
		text_printf(out, ",\"defaultValue\":%s", f->initial != NULL &&
		    strcmp(f->initial, "true") == 0 ? "true" : "false");
	else
		put_text(out, "defaultValue", f->initial);
}

void
row_field_put(struct request *r, const struct org_object *o,
    const struct org_field *f)
{
	struct text	*out = &r->out;

	text_printf(out, "{\"name\":\"%s\",\"type\":\"%s\",\"soapType\":"
	    "\"%s\"", f->name, org_type_word(f->type),
	    org_type_soap(f->type));
	put_text(out, "label", f->label);
	put_sizes(out, f);
	put_nature(out, f, org_edits(r->sandbox->org, r->user, o, f));
	put_initial(out, f);
	put_values(out, f);
	put_refers(out, f);
	put_text(out, "compoundFieldName", f->compound);
	put_text(out, "inlineHelpText", f->help);
	put_text(out, "extraTypeInfo", f->type == ORG_TEXTAREA ?
	    "plaintextarea" : NULL);
	put_rest(out);
	text_char(out, '}');
}

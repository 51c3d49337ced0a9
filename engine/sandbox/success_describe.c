/* SPDX-License-Identifier: MIT */
#include "precept/json.h"
#include "success_answer.h"
#include "success_describe.h"

/* Objects and their fields, as the metadata service shows them. */

static void
put_text(struct text *out, const char *name, const char *value)
{
	text_printf(out, "\"%s\":", name);
	json_put_string(out, slice_of(value));
	text_char(out, ',');
}

static void
put_flag(struct text *out, const char *name, bool value, char end)
{
	text_printf(out, "\"%s\":%s%c", name, value ? "true" : "false", end);
}

static void
put_object(struct text *out, const struct success_object *o)
{
	put_text(out, "objectName", o->name);
	put_text(out, "label", o->label);
	put_text(out, "objectType", o->kind);
	put_text(out, "keyPrefix", o->prefix);
}

static void
list(struct request *r)
{
	const struct success	*s = r->sandbox->success;

	for (size_t i = 0; i < s->count; i++) {
		const struct success_object	*o = s->objects[i];
		bool				 system = *o->kind == 'S' &&
						    o->kind[1] == 'Y';

		text_string(&r->out, i == 0 ? "[{" : ",{");
		put_object(&r->out, o);
		put_flag(&r->out, "transactional", false, ',');
		put_flag(&r->out, "readable", true, ',');
		put_flag(&r->out, "createable", !system, ',');
		put_flag(&r->out, "schemaUpdateable", !system, ',');
		put_flag(&r->out, "multiCurrencySupported", false, '}');
	}
	text_char(&r->out, ']');
}

void
success_describe_put_options(struct text *out, const struct success_field *f)
{
	for (size_t i = 0; i < f->option_count; i++) {
		const struct success_option	*o = &f->options[i];

		text_string(out, i == 0 ? "[{" : ",{");
		put_text(out, "value", o->gsid);
		put_text(out, "label", o->label);
		put_text(out, "systemName", o->label);
		put_flag(out, "active", o->active, ',');
		text_printf(out, "\"displayOrder\":%zu}", i + 1);
	}
	text_char(out, ']');
}

static void
put_meta(struct text *out, const struct success_field *f)
{
	bool	text = success_is_text(f->type);
	bool	multi = f->type == SUCCESS_MULTI || f->type == SUCCESS_RICH;

	text_string(out, "\"meta\":{");
	put_flag(out, "filterable", f->type != SUCCESS_RICH, ',');
	put_flag(out, "sortable", !multi, ',');
	put_flag(out, "groupable", !multi, ',');
	put_flag(out, "createable", f->flags & SUCCESS_CREATE, ',');
	put_flag(out, "updateable", f->flags & SUCCESS_UPDATE, ',');
	put_flag(out, "formulaField", false, ',');
	put_flag(out, "hasLookup", f->type == SUCCESS_LOOKUP, ',');
	put_flag(out, "required", f->flags & SUCCESS_REQUIRED, ',');
	put_flag(out, "richText", f->type == SUCCESS_RICH, ',');
	put_flag(out, "nillable", !(f->flags & SUCCESS_REQUIRED), ',');
	put_flag(out, "readOnly", !(f->flags & (SUCCESS_CREATE |
	    SUCCESS_UPDATE)), ',');
	put_flag(out, "dependentPicklist", false, ',');
	put_text(out, "fieldGroupType", f->flags & SUCCESS_SYSTEM ? "SYSTEM" :
	    f->flags & SUCCESS_CUSTOM ? "CUSTOM" : "STANDARD");
	put_flag(out, "indexed", f->type == SUCCESS_GSID, ',');
	if (success_is_number(f->type))
		text_printf(out, "\"decimalPlaces\":%d,", f->decimals);
	if (text)
		text_printf(out, "\"length\":%d,", f->length > 0 ?
		    f->length : SUCCESS_GSID_LEN);
	put_flag(out, "hidden", false, ',');
	put_flag(out, "nameField", f->flags & SUCCESS_NAME, ',');
	put_flag(out, "aggregatable", success_is_number(f->type), ',');
	text_string(out, "\"properties\":{\"sourceType\":\"MDA\"}}");
}

static void
put_field(struct text *out, const struct success_object *o,
    const struct success_field *f)
{
	put_text(out, "fieldName", f->name);
	put_text(out, "label", f->label);
	put_text(out, "dataType", success_type_word(f->type));
	put_text(out, "objectName", o->name);
	if (f->option_count > 0) {
		text_string(out, "\"options\":");
		success_describe_put_options(out, f);
		text_char(out, ',');
	}
	if (f->refers != NULL) {
		text_string(out, "\"lookupDetail\":{");
		put_text(out, "lookupObjectName", f->refers);
		text_string(out, "\"fieldName\":\"Gsid\"},");
	}
	put_meta(out, f);
}

static void
put_described(struct text *out, const struct success_object *o)
{
	put_object(out, o);
	text_string(out, "\"fields\":");
	for (size_t i = 0; i < o->count; i++) {
		text_string(out, i == 0 ? "[{" : ",{");
		put_field(out, o, o->fields[i]);
		text_char(out, '}');
	}
	text_char(out, ']');
}

static void
describe(struct request *r)
{
	const struct doc	*body = success_answer_body(r), *names;

	if (body == NULL)
		return;
	names = doc_get(body, "objectNames");
	if (names == NULL || names->kind != DOC_LIST) {
		request_error(r, 400, "GSOBJ_1002", NULL,
		    "objectNames is missing: a list of names");
		return;
	}
	text_char(&r->out, '[');
	for (const struct doc *d = names->child; d != NULL; d = d->next) {
		const struct success_object	*o;

		o = success_answer_object(r, d->kind == DOC_TEXT ? d->text :
		    "");
		if (o == NULL)
			return;
		text_string(&r->out, d == names->child ? "{" : ",{");
		put_described(&r->out, o);
		text_char(&r->out, '}');
	}
	text_char(&r->out, ']');
}

const struct success_route success_describe_routes[] = {
	{ "GET", "v1/meta/services/objects/list", list },
	{ "POST", "v1/meta/services/objects/describe", describe },
	{ 0 }
};

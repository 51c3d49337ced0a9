/* SPDX-License-Identifier: MIT */
#include "precept/json.h"
#include "tooling.h"

/* A custom field's Metadata. */

static const char *
word_of(const struct org_field *f)
{
	switch (f->type) {
	case ORG_DOUBLE:
	case ORG_INT:
		return "Number";
	case ORG_CURRENCY:
		return "Currency";
	case ORG_PERCENT:
		return "Percent";
	case ORG_BOOLEAN:
		return "Checkbox";
	case ORG_DATE:
		return "Date";
	case ORG_DATETIME:
		return "DateTime";
	case ORG_TIME:
		return "Time";
	case ORG_PHONE:
		return "Phone";
	case ORG_EMAIL:
		return "Email";
	case ORG_URL:
		return "Url";
	case ORG_PICKLIST:
		return "Picklist";
	case ORG_MULTI:
		return "MultiselectPicklist";
	case ORG_TEXTAREA:
		return f->length > 255 ? "LongTextArea" : "TextArea";
	case ORG_ENCRYPTED:
		return "EncryptedText";
	case ORG_ID:
	case ORG_REFERENCE:
		return "Lookup";
	default:
		return "Text";
	}
}

static void
put_flag(struct text *out, const char *name, bool on)
{
	text_printf(out, ",\"%s\":%s", name, on ? "true" : "false");
}

static void
put_text(struct text *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	text_printf(out, ",\"%s\":", name);
	json_put_string(out, slice_of(value));
}

static void
put_values(struct text *out, const struct org_field *f)
{
	if (f->values == NULL)
		return;
	text_printf(out, ",\"valueSet\":{\"restricted\":%s,"
	    "\"valueSetDefinition\":{\"sorted\":false,\"value\":[",
	    f->flags & ORG_RESTRICTED ? "true" : "false");
	for (size_t i = 0; f->values[i] != NULL; i++) {
		const char	*v = f->values[i];

		text_string(out, i > 0 ? ",{\"fullName\":" :
		    "{\"fullName\":");
		json_put_string(out, slice_of(v));
		put_text(out, "label", v);
		put_flag(out, "default", f->initial != NULL &&
		    strcmp(f->initial, v) == 0);
		text_char(out, '}');
	}
	text_string(out, "]}}");
}

static void
put_sizes(struct text *out, const struct org_field *f)
{
	if (org_is_number(f->type))
		text_printf(out, ",\"precision\":%d,\"scale\":%d",
		    f->precision, f->scale);
	else if (f->type == ORG_INT)
		text_printf(out, ",\"precision\":%d,\"scale\":0", f->digits);
	else if (f->type == ORG_STRING || f->type == ORG_ENCRYPTED ||
	    (f->type == ORG_TEXTAREA && f->length > 255))
		text_printf(out, ",\"length\":%u", f->length);
}

void
tooling_show(struct text *out, const struct org_field *f)
{
	text_string(out, "{\"label\":");
	json_put_string(out, slice_of(f->label));
	put_text(out, "type", word_of(f));
	put_sizes(out, f);
	put_flag(out, "required", f->type != ORG_BOOLEAN &&
	    (f->flags & ORG_REQUIRED));
	put_flag(out, "externalId", f->flags & ORG_EXTERNAL);
	put_flag(out, "unique", f->flags & ORG_UNIQUE);
	if (f->type == ORG_BOOLEAN)
		put_text(out, "defaultValue", f->initial != NULL ?
		    f->initial : "false");
	put_text(out, "inlineHelpText", f->help);
	if (f->refers != NULL)
		put_text(out, "referenceTo", f->refers[0]);
	put_values(out, f);
	text_char(out, '}');
}

/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <strings.h>

#include "tooling.h"

/* A field out of {"FullName":"Account.X__c","Metadata":{…}}. */

#define NAME_MOST 40
#define VALUES_MOST 1000
#define ALWAYS (ORG_FILTERABLE | ORG_SORTABLE | ORG_GROUPABLE | \
	ORG_CREATEABLE | ORG_UPDATEABLE | ORG_CUSTOM)

/* What Metadata says of its kind besides the label. */
enum asks { LENGTH = 1, DIGITS = 2, KEY = 4, UNIQUE = 8, VALUES = 16,
	REFERS = 32, DEFAULT = 64 };

static const struct kind {
	const char	*word;
	enum org_type	 type;
	unsigned	 asks;
	uint32_t	 least, most;	/* of LENGTH; most alone: fixed */
} kinds[] = {
	{ "Text",	ORG_STRING,	LENGTH | KEY | UNIQUE,	1, 255 },
	{ "Number",	ORG_DOUBLE,	DIGITS | KEY | UNIQUE,	0, 0 },
	{ "Currency",	ORG_CURRENCY,	DIGITS,			0, 0 },
	{ "Percent",	ORG_PERCENT,	DIGITS,			0, 0 },
	{ "Checkbox",	ORG_BOOLEAN,	DEFAULT,		0, 0 },
	{ "Date",	ORG_DATE,	0,			0, 0 },
	{ "DateTime",	ORG_DATETIME,	0,			0, 0 },
	{ "Time",	ORG_TIME,	0,			0, 0 },
	{ "Phone",	ORG_PHONE,	0,			0, 40 },
	{ "Email",	ORG_EMAIL,	KEY | UNIQUE,		0, 80 },
	{ "Url",	ORG_URL,	0,			0, 255 },
	{ "Picklist",	ORG_PICKLIST,	VALUES,			0, 255 },
	{ "MultiselectPicklist", ORG_MULTI, VALUES,		0, 4099 },
	{ "TextArea",	ORG_TEXTAREA,	0,			0, 255 },
	{ "LongTextArea", ORG_TEXTAREA,	LENGTH,		256, 131072 },
	{ "Html",	ORG_TEXTAREA,	LENGTH,		256, 131072 },
	{ "EncryptedText", ORG_ENCRYPTED, LENGTH,		1, 175 },
	{ "Lookup",	ORG_REFERENCE,	REFERS,			0, 18 },
};

bool
tooling_field_refuse(struct request *r, const char *field, const char *fmt,
    ...)
{
	char	text[512];
	va_list	ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	request_error(r, 400, "FIELD_INTEGRITY_EXCEPTION", field, "%s",
	    text);
	return false;
}

static bool
is_name(const char *name, size_t len)
{
	if (len == 0 || len > NAME_MOST || !isalpha((unsigned char)*name) ||
	    name[len - 1] == '_')
		return false;
	for (size_t i = 0; i < len; i++)
		if (!isalnum((unsigned char)name[i]) && (name[i] != '_' ||
		    name[i + 1] == '_'))
			return false;
	return true;
}

/* "Account.Health__c" */
static bool
read_name(struct request *r, const char *full, struct tooling_field *f)
{
	const char	*dot = strchr(full, '.');
	size_t		 len;

	if (dot == NULL)
		return tooling_field_refuse(r, "FullName",
		    "Invalid FullName: %s", full);
	f->object = org_object(r->sandbox->org, (struct slice){ full,
	    (size_t)(dot - full) });
	if (f->object == NULL) {
		request_error(r, 400,
		    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
		    "TableEnumOrId", "Entity Enumeration Or ID: bad value "
		    "for restricted picklist field: %.*s",
		    (int)(dot - full), full);
		return false;
	}
	len = strlen(++dot);
	if (len <= 3 || strcmp(dot + len - 3, "__c") != 0 ||
	    !is_name(dot, len - 3))
		return tooling_field_refuse(r, "FullName", "The custom field "
		    "API name you provided %s is invalid. It begins with a "
		    "letter, has letters, digits and single underscores, at "
		    "most %d of them, and ends in __c", dot, NAME_MOST);
	f->field.name = dot;
	f->developer = arena_text(r->arena, (struct slice){ dot, len - 3 });
	return true;
}

/* A number that Metadata has, whole and within its bounds. */
static bool
read_size(struct request *r, const struct doc *m, const char *name,
    const int bounds[2], int *to)
{
	const struct doc	*d = doc_get(m, name);

	if (d == NULL || d->kind != DOC_NUMBER)
		return tooling_field_refuse(r, name,
		    "Must specify '%s' for a CustomField of type %s", name,
		    doc_text(m, "type"));
	if (d->number < bounds[0] || d->number > bounds[1] ||
	    d->number != (double)(int)d->number)
		return tooling_field_refuse(r, name,
		    "Invalid '%s' for a CustomField of type %s: it is from "
		    "%d to %d", name, doc_text(m, "type"), bounds[0],
		    bounds[1]);
	*to = (int)d->number;
	return true;
}

static bool
read_sizes(struct request *r, const struct doc *m, const struct kind *k,
    struct org_field *f)
{
	int	n = 0;

	f->length = k->most;
	if (k->asks & DIGITS)
		return read_size(r, m, "precision", (int[]){ 1, 18 },
		    &f->precision) && read_size(r, m, "scale",
		    (int[]){ 0, f->precision }, &f->scale);
	if (!(k->asks & LENGTH))
		return true;
	if (!read_size(r, m, "length", (int[]){ (int)k->least,
	    (int)k->most }, &n))
		return false;
	f->length = (uint32_t)n;
	return true;
}

static bool
read_flag(struct request *r, const struct doc *m, const char *name,
    bool may, bool *on)
{
	*on = doc_flag(m, name);
	return !*on || may || tooling_field_refuse(r, name,
	    "Can not specify '%s' for a CustomField of type %s", name,
	    doc_text(m, "type"));
}

static bool
read_flags(struct request *r, const struct doc *m, const struct kind *k,
    struct org_field *f)
{
	bool	key, unique, cased, required;

	if (!read_flag(r, m, "externalId", k->asks & KEY, &key) ||
	    !read_flag(r, m, "unique", k->asks & UNIQUE, &unique) ||
	    !read_flag(r, m, "caseSensitive", k->type == ORG_STRING &&
	    unique, &cased) ||
	    !read_flag(r, m, "required", k->type != ORG_BOOLEAN, &required))
		return false;
	f->flags |= (key ? ORG_EXTERNAL : 0u) | (unique ? ORG_UNIQUE : 0u) |
	    (cased ? ORG_CASED : 0u) | (required ? ORG_REQUIRED : 0u);
	return true;
}

/* true, false, "true", "false"; a checkbox must say it. */
static bool
read_default(struct request *r, const struct doc *m, struct org_field *f)
{
	const struct doc	*d = doc_get(m, "defaultValue");

	if (d != NULL && d->kind == DOC_BOOLEAN)
		f->initial = d->number != 0 ? "true" : "false";
	else if (d != NULL && d->kind == DOC_TEXT &&
	    (strcasecmp(d->text, "true") == 0 ||
	    strcasecmp(d->text, "false") == 0))
		f->initial = d->text;
	else
		return tooling_field_refuse(r, "defaultValue", "Must specify "
		    "'defaultValue' for a CustomField of type Checkbox");
	return true;
}

/* valueSet.valueSetDefinition.value[].fullName */
static bool
read_values(struct request *r, const struct doc *m, struct org_field *f)
{
	const struct doc	*set = doc_get(m, "valueSet");
	const struct doc	*list = set == NULL ? NULL :
				    doc_get(set, "valueSetDefinition");
	size_t			 n = 0;

	list = list == NULL ? NULL : doc_get(list, "value");
	if (list == NULL || list->child == NULL)
		return tooling_field_refuse(r, "valueSet", "Must specify "
		    "'valueSet' for a CustomField of type %s",
		    doc_text(m, "type"));
	if (doc_flag(set, "restricted"))
		f->flags |= ORG_RESTRICTED;
	f->values = arena_array(r->arena, VALUES_MOST + 1,
	    sizeof *f->values);
	for (const struct doc *d = list->child; d != NULL; d = d->next) {
		const char	*name = doc_text(d, "fullName");

		if (name == NULL || n == VALUES_MOST ||
		    strchr(name, '|') != NULL)
			return tooling_field_refuse(r, "valueSet",
			    "Invalid value of a picklist");
		if (doc_flag(d, "default"))
			f->initial = name;
		f->values[n++] = name;
	}
	return true;
}

static bool
read_refers(struct request *r, const struct doc *m, struct org_field *f)
{
	const char	*to = doc_text(m, "referenceTo");
	const char	*back = doc_text(m, "relationshipName");

	if (to == NULL || org_object(r->sandbox->org, slice_of(to)) == NULL)
		return tooling_field_refuse(r, "referenceTo", "referenceTo "
		    "value of '%s' does not resolve to a valid sObject type",
		    to == NULL ? "" : to);
	f->refers = arena_array(r->arena, 2, sizeof *f->refers);
	f->refers[0] = to;
	if (back != NULL)
		f->child = arena_printf(r->arena, "%s__r", back);
	return true;
}

static const struct kind *
find_kind(struct request *r, const struct doc *m)
{
	const char	*word = doc_text(m, "type");

	for (size_t i = 0; word != NULL && i < COUNT(kinds); i++)
		if (strcmp(kinds[i].word, word) == 0)
			return &kinds[i];
	request_error(r, 400, "JSON_PARSER_ERROR", NULL, "Cannot deserialize "
	    "instance of FieldType from VALUE_STRING value %s or request may "
	    "be missing a required field", word == NULL ? "null" : word);
	return NULL;
}

static bool
read_metadata(struct request *r, const struct doc *m, struct org_field *f)
{
	const struct kind	*k = find_kind(r, m);

	if (k == NULL)
		return false;
	f->type = k->type;
	f->flags = ALWAYS;
	f->label = doc_text(m, "label");
	f->help = doc_text(m, "inlineHelpText");
	if (f->label == NULL || *f->label == '\0')
		return tooling_field_refuse(r, "label",
		    "Must specify 'label' for a CustomField");
	return read_sizes(r, m, k, f) && read_flags(r, m, k, f) &&
	    (!(k->asks & DEFAULT) || read_default(r, m, f)) &&
	    (!(k->asks & VALUES) || read_values(r, m, f)) &&
	    (!(k->asks & REFERS) || read_refers(r, m, f));
}

bool
tooling_field_read(struct request *r, struct tooling_field *f)
{
	struct doc		*body;
	const struct doc	*m;
	const char		*full;
	struct err		 err = { 0 };

	*f = (struct tooling_field){ .object = NULL };
	if (!doc_parse(r->body, "body", r->arena, &body, &err)) {
		request_error(r, 400, "JSON_PARSER_ERROR", NULL, "%s",
		    err.text);
		return false;
	}
	full = doc_text(body, "FullName");
	m = doc_get(body, "Metadata");
	if (full == NULL || m == NULL || m->kind != DOC_OBJECT) {
		full = full == NULL ? "FullName" : "Metadata";
		request_error(r, 400, "REQUIRED_FIELD_MISSING", full,
		    "Required fields are missing: [%s]", full);
		return false;
	}
	return read_name(r, full, f) && read_metadata(r, m, &f->field);
}

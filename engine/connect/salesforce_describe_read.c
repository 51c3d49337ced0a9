/* SPDX-License-Identifier: MIT */
#include "precept/doc.h"
#include "salesforce_describe.h"

/* Salesforce's describe answer as a schema. */

#define DIGITS_MAX 38

/* How a type of theirs is one of ours. */
enum way { WAY_NONE, WAY_PLAIN, WAY_TEXT, WAY_DECIMAL };

static const struct {
	const char	*type;
	enum way	 way;
	enum kind	 kind;
} types[] = {
	{ "id", WAY_PLAIN, KIND_ID }, { "reference", WAY_PLAIN, KIND_ID },
	{ "boolean", WAY_PLAIN, KIND_BOOLEAN },
	{ "int", WAY_PLAIN, KIND_INTEGER },
	{ "long", WAY_PLAIN, KIND_INTEGER },
	{ "date", WAY_PLAIN, KIND_DATE },
	{ "datetime", WAY_PLAIN, KIND_DATETIME },
	{ "double", WAY_DECIMAL, KIND_DECIMAL },
	{ "currency", WAY_DECIMAL, KIND_DECIMAL },
	{ "percent", WAY_DECIMAL, KIND_DECIMAL },
	{ "string", WAY_TEXT, KIND_TEXT }, { "textarea", WAY_TEXT, KIND_TEXT },
	{ "phone", WAY_TEXT, KIND_TEXT }, { "url", WAY_TEXT, KIND_TEXT },
	{ "email", WAY_TEXT, KIND_TEXT }, { "combobox", WAY_TEXT, KIND_TEXT },
	{ "encryptedstring", WAY_TEXT, KIND_TEXT },
	{ "time", WAY_PLAIN, KIND_TEXT },
	{ "picklist", WAY_TEXT, KIND_PICKLIST },
	{ "multipicklist", WAY_TEXT, KIND_MULTI },
};

static int
number(const struct doc *d, const char *name)
{
	const struct doc	*m = doc_get(d, name);

	return m == NULL || m->kind != DOC_NUMBER || m->number < 0 ||
	    m->number > 1e9 ? 0 : (int)m->number;
}

/* A formula is not rounded to its places: only a double holds what it is. */
static struct type
read_decimal(const struct doc *d)
{
	struct type	t = { .kind = KIND_DECIMAL };

	t.precision = number(d, "precision");
	t.scale = number(d, "scale");
	if (doc_flag(d, "calculated") || t.precision < 1 ||
	    t.precision > DIGITS_MAX || t.scale > t.precision)
		return (struct type){ .kind = KIND_NUMBER };
	return t;
}

static bool
read_type(const struct doc *d, struct type *out)
{
	const char	*name = doc_text(d, "type");

	for (size_t i = 0; name != NULL && i < COUNT(types); i++) {
		if (strcmp(types[i].type, name) != 0)
			continue;
		*out = (struct type){ .kind = types[i].kind };
		if (types[i].way == WAY_TEXT)
			out->length = (uint32_t)number(d, "length");
		else if (types[i].way == WAY_DECIMAL)
			*out = read_decimal(d);
		return true;
	}
	return false;
}

static unsigned
read_flags(const struct doc *d, enum kind kind)
{
	const struct {
		bool		is;
		unsigned	flag;
	} flags[] = {
		{ doc_flag(d, "createable"), FIELD_CREATEABLE },
		{ doc_flag(d, "updateable"), FIELD_UPDATEABLE },
		{ doc_flag(d, "filterable"), FIELD_FILTERABLE },
		{ doc_flag(d, "unique"), FIELD_UNIQUE },
		{ doc_flag(d, "externalId") || doc_flag(d, "idLookup"),
		    FIELD_EXTERNAL },
		{ doc_flag(d, "restrictedPicklist"), FIELD_RESTRICTED },
		{ doc_flag(d, "createable") && !doc_flag(d, "nillable") &&
		    !doc_flag(d, "defaultedOnCreate") &&
		    kind != KIND_BOOLEAN, FIELD_REQUIRED },
	};
	const char	*type = doc_text(d, "type");
	unsigned	 out = 0;

	if (strcmp(type, "id") == 0)
		return FIELD_ID | FIELD_UNIQUE | FIELD_FILTERABLE;
	for (size_t i = 0; i < COUNT(flags); i++)
		out |= flags[i].is ? flags[i].flag : 0;
	return out;
}

/* The texts of a list, or of its members' `key` where `active` is not no. */
static const char **
read_list(const struct doc *list, const char *key, struct arena *arena)
{
	const char	**out;
	size_t		  count = 0;

	if (list == NULL || list->kind != DOC_LIST || list->child == NULL)
		return NULL;
	for (const struct doc *d = list->child; d != NULL; d = d->next)
		count++;
	out = arena_array(arena, count + 1, sizeof *out);
	count = 0;
	for (const struct doc *d = list->child; d != NULL; d = d->next) {
		const char *text = key == NULL ? d->text : doc_text(d, key);

		if (text != NULL && (key == NULL ||
		    doc_get(d, "active") == NULL || doc_flag(d, "active")))
			out[count++] = text;
	}
	return count == 0 ? NULL : out;
}

static bool
read_field(const struct doc *d, struct schema *s, struct arena *arena,
    struct err *err)
{
	const char	*name = doc_text(d, "name"), *label, *relation;
	struct type	 type;
	struct field	*f;

	if (name == NULL || doc_flag(d, "deprecatedAndHidden") ||
	    !read_type(d, &type))
		return true;
	f = schema_add(s, arena, name, type);
	if (f == NULL)
		return err_set(err, ERR_REMOTE, "the field '%s' is there "
		    "twice", name);
	label = doc_text(d, "label");
	relation = doc_text(d, "relationshipName");
	if (label != NULL && *label != '\0')
		f->label = label;
	f->flags = read_flags(d, type.kind);
	if (type.kind == KIND_PICKLIST || type.kind == KIND_MULTI)
		f->values = read_list(doc_get(d, "picklistValues"), "value",
		    arena);
	f->refers = read_list(doc_get(d, "referenceTo"), NULL, arena);
	if (f->refers != NULL && relation != NULL && *relation != '\0')
		f->relation = relation;
	return true;
}

static bool
read_object(const struct doc *d, const char *connection, struct arena *arena,
    struct schema **out, struct err *err)
{
	const struct doc	*fields = doc_get(d, "fields");
	const char		*name = doc_text(d, "name"), *text;
	struct schema		*s;

	if (d->kind != DOC_OBJECT || name == NULL || fields == NULL ||
	    fields->kind != DOC_LIST)
		return err_set(err, ERR_REMOTE, "the answer describes no "
		    "object");
	s = schema_make(arena, connection, name);
	text = doc_text(d, "label");
	if (text != NULL && *text != '\0')
		s->label = text;
	text = doc_text(d, "keyPrefix");
	if (text != NULL && *text != '\0')
		s->prefix = text;
	for (const struct doc *f = fields->child; f != NULL; f = f->next)
		if (!read_field(f, s, arena, err))
			return false;
	*out = s;
	return true;
}

bool
salesforce_describe_read(struct slice answer, const char *connection,
    struct arena *arena, struct schema **out, struct err *err)
{
	struct doc	*d;

	if (!doc_parse(answer, "the description", arena, &d, err)) {
		err->kind = ERR_REMOTE;
		return false;
	}
	return read_object(d, connection, arena, out, err);
}

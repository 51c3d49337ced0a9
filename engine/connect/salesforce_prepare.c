/* SPDX-License-Identifier: MIT */
#include "precept/json.h"
#include "salesforce_describe.h"
#include "salesforce_prepare.h"

/* Fields looked for and made by the Tooling API, then waited for. */

#define FIRST_PAUSE 250			/* ms; doubled up to the last */
#define LAST_PAUSE 8000

int64_t	salesforce_prepare_ms = 60000;

static const struct salesforce_prepare_right makes = {
	"make custom fields", "Customize Application" };

/* A field's name without its __c, as the Tooling API calls it. */
static void
put_developer(struct text *out, const struct prepare_field *f)
{
	text_add(out, f->name, strlen(f->name) - 3);
}

static struct prepare_field *
find(const struct prepare *o, const char *developer)
{
	size_t	len = strlen(developer);

	for (size_t i = 0; i < o->count; i++)
		if (strlen(o->fields[i].name) == len + 3 &&
		    slice_is_nocase((struct slice){ o->fields[i].name, len },
		    developer))
			return &o->fields[i];
	return NULL;
}

/* The names of those to make; false: there are none. */
static bool
put_query(const struct prepare *o, struct text *soql)
{
	bool	any = false;

	text_printf(soql, "SELECT Id, DeveloperName, TableEnumOrId FROM "
	    "CustomField WHERE TableEnumOrId = '%s' AND DeveloperName IN (",
	    o->object);
	for (size_t i = 0; i < o->count; i++) {
		if (o->fields[i].how != PREPARE_MAKE)
			continue;
		text_string(soql, any ? ", '" : "'");
		put_developer(soql, &o->fields[i]);
		text_char(soql, '\'');
		any = true;
	}
	text_char(soql, ')');
	return any;
}

bool
salesforce_prepare_look(struct salesforce_prepare *p, struct err *err)
{
	const struct doc	*d = NULL;
	struct prepare_field	*f;
	struct text		 soql;
	const char		*name;
	bool			 ok = true;

	text_init(&soql, 1 << 18);
	if (put_query(p->object, &soql))
		ok = salesforce_prepare_ask(p, "/tooling/query", soql.ptr,
		    &makes, &d, err);
	for (; ok && d != NULL; d = d->next) {
		name = doc_text(d, "DeveloperName");
		f = name == NULL ? NULL : find(p->object, name);
		if (f != NULL && f->how == PREPARE_MAKE)
			f->how = PREPARE_SHOW;
	}
	text_free(&soql);
	return ok;
}

static void
put_values(struct text *out, const char *const *values)
{
	text_string(out, ",\"valueSet\":{\"restricted\":false,"
	    "\"valueSetDefinition\":{\"sorted\":false,\"value\":[");
	for (size_t i = 0; values[i] != NULL; i++) {
		text_string(out, i > 0 ? ",{\"fullName\":" :
		    "{\"fullName\":");
		json_put_string(out, slice_of(values[i]));
		text_string(out, ",\"label\":");
		json_put_string(out, slice_of(values[i]));
		text_string(out, ",\"default\":false}");
	}
	text_string(out, "]}}");
}

/* What is false if it is not said is not said: not every kind takes it. */
static void
put_metadata(struct text *out, const struct prepare_field *f)
{
	text_string(out, "{\"label\":");
	json_put_string(out, slice_of(f->label));
	text_printf(out, ",\"type\":\"%s\"", f->type);
	if (f->length > 0)
		text_printf(out, ",\"length\":%u", f->length);
	if (f->precision > 0)
		text_printf(out, ",\"precision\":%d,\"scale\":%d",
		    f->precision, f->scale);
	if (strcmp(f->type, "LongTextArea") == 0)
		text_string(out, ",\"visibleLines\":3");
	if (strcmp(f->type, "MultiselectPicklist") == 0)
		text_string(out, ",\"visibleLines\":4");
	if (strcmp(f->type, "Checkbox") == 0)
		text_string(out, ",\"defaultValue\":\"false\"");
	if (f->values != NULL)
		put_values(out, f->values);
	if (f->key)
		text_string(out, ",\"externalId\":true,\"unique\":true");
	if (f->key && strcmp(f->type, "Text") == 0)
		text_string(out, ",\"caseSensitive\":false");
	text_char(out, '}');
}

static bool
make_one(struct salesforce_prepare *p, struct prepare_field *f,
    struct err *err)
{
	struct text	body;
	bool		ok;

	text_init(&body, 1 << 20);
	text_printf(&body, "{\"FullName\":\"%s.%s\",\"Metadata\":",
	    p->object->object, f->name);
	put_metadata(&body, f);
	text_char(&body, '}');
	ok = salesforce_prepare_put(p, "POST",
	    "/tooling/sobjects/CustomField", &body, &makes, err);
	text_free(&body);
	if (ok)
		f->how = PREPARE_SHOW;
	return ok || err_in(err, "%s.%s", p->object->object, f->name);
}

static bool
make_all(struct salesforce_prepare *p, struct err *err)
{
	if (!salesforce_prepare_look(p, err))
		return false;
	for (size_t i = 0; i < p->object->count; i++)
		if (p->object->fields[i].how == PREPARE_MAKE &&
		    !make_one(p, &p->object->fields[i], err))
			return false;
	return true;
}

bool
salesforce_prepare_make(struct salesforce_prepare *p, struct err *err)
{
	return salesforce_prepare_steps(p, make_all, err);
}

/* Asked without a date: who sees what may change without one. */
bool
salesforce_prepare_describe(struct salesforce_prepare *p, struct err *err)
{
	struct salesforce_describe	d = { .session = p->session,
					    .connection =
					    p->object->connection,
					    .object = p->object->object };

	if (!salesforce_describe(&d, p->arena, err))
		return false;
	p->object->now = d.schema;
	p->object->since = d.changed;
	return true;
}

/* One that the org does not show as it should be; NULL: there is none. */
static const struct prepare_field *
lacking(const struct prepare *o)
{
	const struct field	*f;

	for (size_t i = 0; i < o->count; i++) {
		if (o->fields[i].how != PREPARE_SHOW)
			continue;
		f = schema_field(o->now, slice_of(o->fields[i].name));
		if (f == NULL || !(f->flags & FIELD_UPDATEABLE))
			return &o->fields[i];
	}
	return NULL;
}

bool
salesforce_prepare_wait(struct salesforce_prepare *p, struct err *err)
{
	const struct prepare_field	*f;
	int64_t				 pause = FIRST_PAUSE, waited = 0;

	for (;;) {
		if (!salesforce_prepare_describe(p, err))
			return false;
		if ((f = lacking(p->object)) == NULL)
			return true;
		if (waited >= salesforce_prepare_ms)
			break;
		salesforce_sleep(p->session, pause);
		waited += pause;
		pause = pause * 2 > LAST_PAUSE ? LAST_PAUSE : pause * 2;
	}
	return err_set(err, ERR_REMOTE, "connection '%s': %s.%s is made and "
	    "granted, but after %lld seconds the org does not yet describe "
	    "it as one that may be written: run 'precept prepare' again "
	    "later; if that does not help, look at the field's security in "
	    "Setup", p->object->connection, p->object->object, f->name,
	    (long long)(waited / 1000));
}

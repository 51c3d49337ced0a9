/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "success_store.h"
#include "success_write.h"

/* Fields that a write has looked up: the CSM by his email. */

#define KEYS 3

bool
success_lookup_takes(const struct success_write *w, const char *name)
{
	const struct doc	*d = w->lookups == NULL ? NULL :
				    w->lookups->child;

	for (; d != NULL; d = d->next) {
		const struct doc	*fields = d->kind != DOC_OBJECT ?
					    NULL : doc_get(d, "fields");

		if (fields != NULL && fields->kind == DOC_OBJECT &&
		    doc_get(fields, name) != NULL)
			return true;
	}
	return false;
}

/* The lookup's fields with the record's values; false: it has an error. */
static bool
read_keys(const struct success_write *w, struct success_row *row,
    const struct success_object *o, const struct doc *fields,
    struct success_matches *m)
{
	struct success_match	*match = m->match;

	for (const struct doc *d = fields->child; d != NULL; d = d->next) {
		const struct doc	*value = doc_get(row->doc, d->name);
		enum success_wrong	 wrong;

		match->field = d->kind != DOC_TEXT ? NULL :
		    success_field(o, slice_of(d->text));
		wrong = match->field == NULL ? SUCCESS_WRONG_FIELD :
		    success_value_filter(w->r->sandbox->success,
		    match->field, value, w->r->arena, &match->cell);
		if (wrong != SUCCESS_RIGHT) {
			success_write_error(w, row, d->name, value, wrong);
			return false;
		}
		match++;
	}
	return true;
}

static void
match_none(const struct success_write *w, struct success_row *row,
    const struct doc *lookup, const struct success_field *f,
    struct success_cell *cell)
{
	const char		*option = doc_text(lookup, "onNoMatch");
	const struct doc	*value = doc_get(lookup, "defaultValue");
	enum success_wrong	 wrong = SUCCESS_WRONG_NO_MATCH;

	if (option != NULL && strcasecmp(option, "NULLABLE") == 0)
		return;
	if (option != NULL && strcasecmp(option, "DEFAULTVALUE") == 0 &&
	    value != NULL)
		wrong = success_value_read(w->r->sandbox->success, f, value,
		    w->r->arena, cell);
	if (wrong != SUCCESS_RIGHT)
		success_write_error(w, row, f->name, value, wrong);
}

static void
resolve(const struct success_write *w, struct success_row *row,
    const struct doc *lookup, const struct success_field *f)
{
	struct success		*s = w->r->sandbox->success;
	const struct doc	*fields = doc_get(lookup, "fields");
	const char		*object = doc_text(lookup, "objectName");
	const char		*many = doc_text(lookup, "multiMatchOption");
	const char		*get = doc_text(lookup, "lookupField");
	struct success_cell	*cell = success_store_at(w->object,
				    row->cells, f->name);
	struct success_matches	 m = { .count = 0 };
	const struct success_object *o;
	const char		*gsids[2];
	size_t			 n;

	o = success_object(s, slice_of(object == NULL ? f->refers : object));
	for (const struct doc *d = fields->child; d != NULL; d = d->next)
		m.count++;
	if (o == NULL || m.count == 0 || m.count > KEYS || (get != NULL &&
	    success_field(o, slice_of(get)) == NULL)) {
		success_write_error(w, row, f->name, NULL,
		    SUCCESS_WRONG_FIELD);
		return;
	}
	if (!read_keys(w, row, o, fields, &m))
		return;
	*cell = (struct success_cell){ .set = true };
	n = success_store_find(s, o, &m, w->r->arena, gsids, 2);
	if (n == 0)
		match_none(w, row, lookup, f, cell);
	else if (n > 1 && many != NULL && strcasecmp(many,
	    "MARKASERROR") == 0)
		success_write_error(w, row, f->name, doc_get(row->doc,
		    fields->child->name), SUCCESS_WRONG_MANY);
	else
		success_store_get(s, o, gsids[0], get == NULL ? "Gsid" :
		    success_field(o, slice_of(get))->name, w->r->arena, cell);
}

/* Only those whose fields the record has. */
static bool
is_asked(const struct doc *fields, const struct doc *record)
{
	for (const struct doc *d = fields->child; d != NULL; d = d->next)
		if (doc_get(record, d->name) == NULL)
			return false;
	return true;
}

void
success_lookup_read(const struct success_write *w, struct success_row *row)
{
	const struct doc	*d = w->lookups == NULL ? NULL :
				    w->lookups->child;

	for (; d != NULL; d = d->next) {
		const struct success_field	*f = success_field(w->object,
						    slice_of(d->name));
		const struct doc		*fields;

		fields = d->kind != DOC_OBJECT ? NULL : doc_get(d, "fields");
		if (f == NULL || fields == NULL || fields->kind !=
		    DOC_OBJECT)
			success_write_error(w, row, d->name, NULL,
			    SUCCESS_WRONG_FIELD);
		else if (is_asked(fields, row->doc))
			resolve(w, row, d, f);
	}
}

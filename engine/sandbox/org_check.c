/* SPDX-License-Identifier: MIT */
#include "org_change.h"
#include "precept/utf8.h"

/* Is the record whole, and does every value keep to its field? */

/* What has an initial value has it by now. */
static bool
is_missing(const struct org_change *c, size_t i)
{
	const struct org_field	*f = c->w->object->fields[i];

	return (f->flags & ORG_REQUIRED) && (f->flags & ORG_CREATEABLE) &&
	    c->cells[i].kind == CELL_NULL;
}

static bool
check_required(struct org_change *c)
{
	struct text	names, fields;
	bool		good = true;

	text_init(&names, 1 << 16);
	text_init(&fields, 1 << 16);
	for (size_t i = 0; i < c->w->object->count; i++) {
		const char	*name = c->w->object->fields[i]->name;

		if (!is_missing(c, i))
			continue;
		text_printf(&names, "%s%s", good ? "" : ", ", name);
		text_printf(&fields, "%s%s", good ? "" : ",", name);
		good = false;
	}
	if (!good)
		org_refuse(c->out, c->arena, 400, "REQUIRED_FIELD_MISSING",
		    arena_string(c->arena, fields.ptr),
		    "Required fields are missing: [%s]", names.ptr);
	text_free(&names);
	text_free(&fields);
	return good;
}

static bool
check_length(struct org_change *c, const struct org_field *f, struct slice s)
{
	if (f->length == 0 || utf8_count(s) <= f->length)
		return true;
	return org_refuse(c->out, c->arena, 400, "STRING_TOO_LONG", f->name,
	    "%s: data value too large: %.*s (max length=%u)", f->label,
	    (int)s.len, s.ptr, f->length);
}

static bool
is_host(struct slice s)
{
	size_t	dots = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] != '.')
			continue;
		if (i == 0 || i + 1 == s.len || s.ptr[i - 1] == '.')
			return false;
		dots++;
	}
	return dots > 0;
}

static bool
is_email(struct slice s)
{
	const char	*at = memchr(s.ptr, '@', s.len);
	struct slice	 host;

	if (at == NULL || at == s.ptr)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] <= ' ' ||
		    strchr("()<>[],;:\\\"", s.ptr[i]) != NULL)
			return false;
	host.ptr = at + 1;
	host.len = s.len - (size_t)(host.ptr - s.ptr);
	return host.len > 0 && memchr(host.ptr, '@', host.len) == NULL &&
	    is_host(host);
}

static const char *
listed(const struct org_field *f, struct slice s)
{
	for (size_t i = 0; f->values[i] != NULL; i++)
		if (org_sql_compare(NULL, (int)s.len, s.ptr,
		    (int)strlen(f->values[i]), f->values[i]) == 0)
			return f->values[i];
	return NULL;
}

static bool
not_listed(struct org_change *c, const struct org_field *f, struct slice s)
{
	return org_refuse(c->out, c->arena, 400,
	    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", f->name,
	    "%s: bad value for restricted picklist field: %.*s", f->label,
	    (int)s.len, s.ptr);
}

/* Listed values are kept as they are listed. */
static bool
check_list(struct org_change *c, const struct org_field *f,
    struct org_cell *cell)
{
	const char	*value;

	if (!(f->flags & ORG_RESTRICTED) || f->values == NULL)
		return check_length(c, f, cell->s);
	value = listed(f, cell->s);
	if (value == NULL)
		return not_listed(c, f, cell->s);
	cell->s = slice_of(value);
	return true;
}

/* "a;b" */
static bool
check_lists(struct org_change *c, const struct org_field *f,
    const struct org_cell *cell)
{
	const char	*p = cell->s.ptr, *end = p + cell->s.len, *stop;

	if (!(f->flags & ORG_RESTRICTED) || f->values == NULL)
		return check_length(c, f, cell->s);
	for (; p < end; p = stop + 1) {
		struct slice	one;

		stop = memchr(p, ';', (size_t)(end - p));
		if (stop == NULL)
			stop = end;
		one = (struct slice){ p, (size_t)(stop - p) };
		if (one.len > 0 && listed(f, one) == NULL)
			return not_listed(c, f, one);
	}
	return true;
}

/* The record that is referred to, of an object that it may be of. */
static bool
check_reference(struct org_change *c, const struct org_field *f,
    struct slice id)
{
	const struct org_object	*o = org_of_id(c->org, id);

	if (c->w->door == ORG_LOAD || f->refers == NULL)
		return true;
	if (o == NULL || !org_refers(f, o->name)) {
		for (size_t i = 0; f->refers[i] != NULL; i++)
			if (org_object(c->org, slice_of(f->refers[i])) ==
			    NULL)
				return true;
		return org_refuse(c->out, c->arena, 400, "MALFORMED_ID",
		    f->name, "%s: id value of incorrect type: %.*s",
		    f->label, (int)id.len, id.ptr);
	}
	switch (org_cells_look(c->org, o, id)) {
	case ORG_THERE:
		return true;
	case ORG_DELETED:
		return org_refuse(c->out, c->arena, 400, "ENTITY_IS_DELETED",
		    f->name, "entity is deleted");
	default:
		return org_refuse(c->out, c->arena, 400,
		    "INVALID_CROSS_REFERENCE_KEY", f->name,
		    "invalid cross reference id");
	}
}

static bool
check_cell(struct org_change *c, const struct org_field *f,
    struct org_cell *cell)
{
	if (cell->kind != CELL_TEXT)
		return true;
	switch (f->type) {
	case ORG_PICKLIST:
		return check_list(c, f, cell);
	case ORG_MULTI:
		return check_lists(c, f, cell);
	case ORG_REFERENCE:
		return check_reference(c, f, cell->s);
	case ORG_EMAIL:
		if (is_email(cell->s))
			return check_length(c, f, cell->s);
		return org_refuse(c->out, c->arena, 400,
		    "INVALID_EMAIL_ADDRESS", f->name,
		    "%s: invalid email address: %.*s", f->label,
		    (int)cell->s.len, cell->s.ptr);
	default:
		return !org_is_text(f->type) ||
		    check_length(c, f, cell->s);
	}
}

static bool
check_unique(struct org_change *c, const struct org_field *f,
    const struct org_cell *cell)
{
	char	ids[2][19];
	size_t	n;

	if (!(f->flags & ORG_UNIQUE) || f->type == ORG_ID ||
	    cell->kind == CELL_NULL)
		return true;
	n = org_names_find(c->org, c->w->object, f, cell, ids, 2);
	for (size_t i = 0; i < n; i++)
		if (strcmp(ids[i], c->id) != 0)
			return org_refuse(c->out, c->arena, 400,
			    "DUPLICATE_VALUE", f->name, "duplicate value "
			    "found: %s duplicates value on record with id: "
			    "%.15s", f->name, ids[i]);
	return true;
}

bool
org_check(struct org_change *c)
{
	const struct org_object	*o = c->w->object;

	check_required(c);
	for (size_t i = 0; i < o->count; i++)
		if (c->cells[i].set)
			check_cell(c, o->fields[i], &c->cells[i]);
	for (size_t i = 0; c->out->error_count == 0 && i < o->count; i++)
		if (c->cells[i].set)
			check_unique(c, o->fields[i], &c->cells[i]);
	return c->out->error_count == 0;
}

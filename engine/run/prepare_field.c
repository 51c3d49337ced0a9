/* SPDX-License-Identifier: MIT */
#include <ctype.h>

#include "prepare_field.h"

/* What kind of custom field holds what a rule puts into it. */

#define NAME_MOST 40
#define TEXT_MOST 255
#define LONG_MOST 131072
#define DIGITS_MOST 18

static const char *
label_of(struct arena *arena, const char *name)
{
	char	*label = arena_text(arena, (struct slice){ name,
		    strlen(name) - 3 });

	for (char *p = label; *p != '\0'; p++)
		if (*p == '_')
			*p = ' ';
	return label;
}

/* Why a field of that name cannot be made; NULL: it can. */
static const char *
refuse_name(struct arena *arena, const char *name)
{
	size_t		 len = strlen(name);
	const char	*two = strstr(name, "__");

	if (len < 4 || strcmp(name + len - 3, "__c") != 0)
		return "is no custom field (its name does not end in __c): "
		    "standard fields are not made; it does not exist, or "
		    "field-level security hides it from the user";
	len -= 3;
	if (two != NULL && two < name + len && name[len - 1] != '_')
		return arena_printf(arena, "belongs to the package '%.*s': "
		    "install it, or give the user its permission set",
		    (int)(two - name), name);
	for (size_t i = 0; i < len; i++)
		if (!isalnum((unsigned char)name[i]) && name[i] != '_')
			len = 0;
	if (len == 0 || len > NAME_MOST || !isalpha((unsigned char)*name) ||
	    name[len - 1] == '_')
		return "is no name that Salesforce takes: before __c it takes "
		    "up to 40 letters, digits and single underscores, a "
		    "letter first";
	return NULL;
}

static void
set_text(struct prepare_field *f, uint32_t length)
{
	f->type = "Text";
	f->length = length == 0 ? TEXT_MOST : length;
	if (f->length <= TEXT_MOST)
		return;
	if (f->key) {
		f->length = TEXT_MOST;
		return;
	}
	f->type = "LongTextArea";
	if (f->length > LONG_MOST)
		f->length = LONG_MOST;
}

/* Not known: two places, as the set-up page proposes. */
static void
set_number(struct prepare_field *f, int precision, int scale)
{
	f->type = "Number";
	f->precision = precision < 1 || precision > DIGITS_MOST ?
	    DIGITS_MOST : precision;
	f->scale = scale > f->precision ? f->precision : scale;
}

static void
set_list(struct prepare_field *f, const struct type *t,
    const char *const *values)
{
	if (values == NULL || values[0] == NULL) {
		set_text(f, t->length);
		return;
	}
	f->type = t->kind == KIND_MULTI ? "MultiselectPicklist" : "Picklist";
	f->values = (const char **)values;
}

static void
set_type(struct prepare_field *f, const struct type *t,
    const char *const *values)
{
	switch (t->kind) {
	case KIND_BOOLEAN:
		f->type = "Checkbox";
		break;
	case KIND_INTEGER:
		set_number(f, DIGITS_MOST, 0);
		break;
	case KIND_DECIMAL:
		set_number(f, t->precision, t->scale);
		break;
	case KIND_NUMBER:
		set_number(f, DIGITS_MOST, 2);
		break;
	case KIND_TEXT:
		set_text(f, t->length);
		break;
	case KIND_ID:
		set_text(f, 18);
		break;
	case KIND_PICKLIST:
	case KIND_MULTI:
		set_list(f, t, f->key ? NULL : values);
		break;
	case KIND_DATE:
		f->type = "Date";
		break;
	case KIND_DATETIME:
		f->type = "DateTime";
		break;
	default:
		break;
	}
}

/* A key is one by which Salesforce can find the record. */
static void
set_key(struct prepare_field *f)
{
	f->key = f->key && f->type != NULL &&
	    (strcmp(f->type, "Text") == 0 || strcmp(f->type, "Number") == 0);
}

static void
set_all(struct prepare_field *f, const struct prepare *o,
    struct arena *arena, const struct rule *r, const struct mapping *m)
{
	*f = (struct prepare_field){ .how = PREPARE_MAKE, .rule = r->name,
	    .at = m->target_at, .key = m->key,
	    .name = m->field == NULL ? m->target : m->field->name };
	f->why = refuse_name(arena, f->name);
	if (f->why == NULL && !m->key && !connection_allows(o->through,
	    o->object, f->name))
		f->why = "is nothing that rules may write: 'writes' of the "
		    "connection does not list it";
	if (f->why == NULL) {
		f->label = m->field == NULL ? label_of(arena, f->name) :
		    m->field->label;
		if (m->field != NULL)
			set_type(f, &m->field->type,
			    (const char *const *)m->field->values);
		else if (m->value.expr != NULL)
			set_type(f, &m->value.expr->type, NULL);
		set_key(f);
		if (f->type == NULL)
			f->why = "would be of a type that is not known, as "
			    "what goes into it has none: mend the rule "
			    "first";
	}
	if (f->why != NULL)
		f->how = PREPARE_NOT;
}

/* Two rules write it: it must hold what both have. */
static void
widen(struct prepare_field *f, const struct prepare_field *g,
    struct arena *arena)
{
	int	whole = f->precision - f->scale, other = g->precision -
		    g->scale;

	f->key = f->key || g->key;
	if (f->how == PREPARE_NOT || g->how == PREPARE_NOT)
		return;
	if (f->values == NULL && g->values == NULL && f->length > 0 &&
	    g->length > 0) {
		set_text(f, f->length > g->length ? f->length : g->length);
	} else if (strcmp(f->type, g->type) != 0) {
		f->how = PREPARE_NOT;
		f->why = arena_printf(arena, "is to be %s for rule '%s' and "
		    "%s for rule '%s': let both give it one type",
		    prepare_type(f, arena), f->rule, prepare_type(g, arena),
		    g->rule);
	} else if (f->precision > 0) {
		f->scale = f->scale > g->scale ? f->scale : g->scale;
		set_number(f, (whole > other ? whole : other) + f->scale,
		    f->scale);
	}
}

static struct prepare_field *
find(const struct prepare *o, const char *name)
{
	for (size_t i = 0; i < o->count; i++)
		if (slice_is_nocase(slice_of(name), o->fields[i].name))
			return &o->fields[i];
	return NULL;
}

static void
append(struct prepare *o, struct arena *arena, const struct prepare_field *f)
{
	struct prepare_field	*grown;

	if (o->count == o->cap) {
		o->cap = o->cap == 0 ? 8 : o->cap * 2;
		grown = arena_array(arena, o->cap, sizeof *grown);
		if (o->count > 0)
			memcpy(grown, o->fields, o->count * sizeof *grown);
		o->fields = grown;
	}
	o->fields[o->count++] = *f;
}

/* The service's own, by its name or its label. */
static const struct field *
described(const struct prepare *o, const struct mapping *m)
{
	const struct field	*f = schema_field(o->now, slice_of(
				    m->field == NULL ? m->target :
				    m->field->name));

	return f != NULL || m->field != NULL ? f :
	    schema_by_label(o->now, slice_of(m->target));
}

void
prepare_field_add(struct prepare *o, struct arena *arena,
    const struct rule *r, const struct mapping *m)
{
	const struct field	*there = described(o, m);
	struct prepare_field	 f, *old;

	if (there != NULL && m->field != NULL)
		return;
	set_all(&f, o, arena, r, m);
	if (there != NULL) {
		f.how = PREPARE_KNOW;
		f.name = there->name;
		f.label = there->label;
		f.why = NULL;
	}
	old = find(o, f.name);
	if (old != NULL)
		widen(old, &f, arena);
	else
		append(o, arena, &f);
}

const char *
prepare_type(const struct prepare_field *f, struct arena *arena)
{
	const char	*key = f->key ? ", external id" : "";

	if (f->type == NULL)
		return "unknown";
	if (f->precision > 0)
		return arena_printf(arena, "%s(%d,%d)%s", f->type,
		    f->precision, f->scale, key);
	if (f->length > 0)
		return arena_printf(arena, "%s(%u)%s", f->type, f->length,
		    key);
	return f->type;
}

/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "soql_check.h"
#include "soql_out.h"

/* The select list: fields, functions, FIELDS(), TYPEOF, children. */

#define FIELDS_LIMIT 200

static bool
already_there(const struct soql_select *s, const struct soql_item *item)
{
	for (const struct soql_item *i = s->items; i < item; i++)
		if (i->kind == SOQL_ITEM_TERM && i->alias.len == 0 &&
		    soql_term_same(i->term, item->term))
			return true;
	return false;
}

static bool
duplicate(struct soql_checker *c, struct slice name)
{
	return soql_fault(c->q, "INVALID_FIELD",
	    "duplicate field selected: %.*s", (int)name.len, name.ptr);
}

/* A field, toLabel(), format(), convertCurrency(); an alias needs one. */
static bool
check_term(struct soql_checker *c, struct soql_select *s,
    struct soql_item *item)
{
	struct soql_term	*t = item->term;
	struct soql_out		*out;

	if (!soql_name_term(c, s, t) || !soql_check_term(c, s, t))
		return false;
	if (s->grouped || s->counts)
		return true;
	if (soql_term_is_date(t) || t->func == SOQL_GROUPING)
		return soql_fault_at(c->q, t->at, "MALFORMED_QUERY",
		    "Field must be grouped or aggregated: %.*s",
		    (int)t->text.len, t->text.ptr);
	if (item->alias.len > 0 && t->func == SOQL_FIELD)
		return soql_fault_at(c->q, item->at, "MALFORMED_QUERY",
		    "only aggregate expressions use field aliasing");
	if (item->alias.len == 0 && already_there(s, item))
		return duplicate(c, t->text);
	out = soql_out_field(s->tables, c->q->arena, t);
	if (item->alias.len > 0)
		soql_out_rename(out, c->q->arena, item->alias);
	return true;
}

static bool
wants(const struct soql_item *item, const struct org_field *f)
{
	bool	custom = (f->flags & ORG_CUSTOM) != 0;

	return item->fields == SOQL_ALL ||
	    custom == (item->fields == SOQL_CUSTOM);
}

static bool
is_selected(const struct soql_select *s, const struct soql_item *fields,
    const struct org_field *f)
{
	for (size_t i = 0; i < s->item_count; i++) {
		const struct soql_item	*item = &s->items[i];

		if (item->kind == SOQL_ITEM_TERM && item->term->field == f &&
		    item->term->join == s->tables->joins)
			return true;
		if (item->kind == SOQL_ITEM_FIELDS && item < fields &&
		    wants(item, f))
			return true;
	}
	return false;
}

static bool
check_fields(struct soql_checker *c, struct soql_select *s,
    const struct soql_item *item)
{
	const struct org_object	*o = s->tables->object;

	if (item->fields != SOQL_STANDARD &&
	    (s->limit < 0 || s->limit > FIELDS_LIMIT))
		return soql_fault(c->q, "MALFORMED_QUERY", "The SOQL FIELDS "
		    "function must have a LIMIT of at most %d", FIELDS_LIMIT);
	for (size_t i = 0; i < o->count; i++) {
		struct soql_term	t = { .field = o->fields[i],
					    .join = s->tables->joins };

		if (!wants(item, t.field) ||
		    !org_sees(c->q->org, c->q->user, o, t.field))
			continue;
		if (is_selected(s, item, t.field))
			return duplicate(c, slice_of(t.field->name));
		soql_out_field(s->tables, c->q->arena, &t);
	}
	return true;
}

/* A field of what the relation may lead to. */
static bool
check_option(struct soql_checker *c, struct soql_select *s,
    struct soql_out *choice, const struct soql_term *term,
    const struct org_object *object)
{
	struct soql_join	*join = soql_tables_join(s->tables,
				    c->q->arena, term->join, term->field,
				    object);
	const struct soql_when	*w = s->tables->when;

	for (size_t i = 0; join != NULL && i < w->count; i++) {
		struct soql_term	*t = arena_alloc(c->q->arena,
					    sizeof *t);

		*t = *w->terms[i];
		if (t->func != SOQL_FIELD || t->part_count != 1)
			return soql_fault_at(c->q, t->at, "MALFORMED_QUERY",
			    "unexpected token: '%.*s'", (int)t->text.len,
			    t->text.ptr);
		if (!soql_name_field(c, s->tables, join, t))
			return false;
		soql_out_option(s->tables, c->q->arena, choice, t);
	}
	return true;
}

static bool
is_named(const struct soql_item *item, const char *object)
{
	for (const struct soql_when *w = item->whens; w != NULL; w = w->next)
		if (slice_is_nocase(w->object, object))
			return true;
	return false;
}

static bool
check_when(struct soql_checker *c, struct soql_select *s,
    const struct soql_item *item, struct soql_out *choice)
{
	const char *const	*r = (const char *const *)
				    item->term->field->refers;
	const struct org_object	*o;

	for (; r != NULL && *r != NULL; r++) {
		o = org_object(c->q->org, slice_of(*r));
		if (o == NULL || (s->tables->when->object.len > 0 ?
		    !slice_is_nocase(s->tables->when->object, *r) :
		    is_named(item, *r)))
			continue;
		if (!check_option(c, s, choice, item->term, o))
			return false;
	}
	return true;
}

static bool
check_typeof(struct soql_checker *c, struct soql_select *s,
    const struct soql_item *item)
{
	struct soql_term	*t = item->term;
	struct soql_out		*choice;

	t->field = org_relation(s->tables->object,
	    t->part_count > 0 ? t->parts[0] : SLICE(""));
	t->join = s->tables->joins;
	if (t->part_count != 1 || t->field == NULL ||
	    !org_sees(c->q->org, c->q->user, s->tables->object, t->field))
		return soql_fault_at(c->q, t->at, "INVALID_FIELD",
		    "No such relation '%.*s' on entity '%s'.",
		    (int)t->text.len, t->text.ptr, s->tables->object->name);
	choice = soql_out_choice(s->tables, c->q->arena, t->field);
	for (const struct soql_when *w = item->whens; w != NULL; w = w->next) {
		const struct org_object	*o;

		if (w->object.len > 0 && !soql_name_object(c, w->object,
		    item->at, &o))
			return false;
		s->tables->when = w;
		if (!check_when(c, s, item, choice))
			return false;
	}
	return true;
}

static bool
no_child(struct soql_checker *c, const struct soql_select *s)
{
	return soql_fault_at(c->q, s->from_at, "INVALID_TYPE", "Didn't "
	    "understand relationship '%.*s' in FROM part of query call. If "
	    "you are attempting to use a custom relationship, be sure to "
	    "append the '__r' after the custom relationship name. Please "
	    "reference your WSDL or the describe call for the appropriate "
	    "names.", (int)s->from.len, s->from.ptr);
}

/* "Account.Contacts": before the relation stands the object or its alias. */
static bool
names_parent(const struct soql_select *parent, struct slice path)
{
	return path.len == 0 ||
	    slice_is_nocase(path, parent->tables->object->name) ||
	    (path.len == parent->alias.len && strncasecmp(path.ptr,
	    parent->alias.ptr, path.len) == 0);
}

static bool
check_child(struct soql_checker *c, struct soql_select *s,
    const struct soql_item *item)
{
	const struct org_object	*whose;
	const struct org_field	*link = org_child(c->q->org,
				    s->tables->object, item->child->from,
				    &whose);

	if (link == NULL || !names_parent(s, item->child->from_path) ||
	    !org_sees(c->q->org, c->q->user, whose, link))
		return no_child(c, item->child);
	if (s->tables->link != NULL)
		return soql_fault_at(c->q, item->at, "MALFORMED_QUERY",
		    "SOQL statements cannot nest child relationships here.");
	item->child->tables = soql_tables_new(c->q->arena, whose,
	    ++c->queries);
	item->child->tables->link = link;
	soql_tables_column(item->child->tables, c->q->arena,
	    item->child->tables->joins, link);
	if (!soql_check_select(c, item->child))
		return false;
	if (item->child->grouped || item->child->counts)
		return soql_fault_at(c->q, item->at, "MALFORMED_QUERY",
		    "Only root queries support aggregate expressions");
	soql_out_child(s->tables, c->q->arena, item->child, link->child);
	return true;
}

bool
soql_check_items(struct soql_checker *c, struct soql_select *s)
{
	bool	ok = true;

	for (size_t i = 0; ok && i < s->item_count; i++) {
		struct soql_item	*item = &s->items[i];

		switch (item->kind) {
		case SOQL_ITEM_TERM:
			ok = check_term(c, s, item);
			break;
		case SOQL_ITEM_CHILD:
			ok = s->grouped || check_child(c, s, item);
			break;
		case SOQL_ITEM_TYPEOF:
			ok = s->grouped || check_typeof(c, s, item);
			break;
		case SOQL_ITEM_FIELDS:
			ok = s->grouped || check_fields(c, s, item);
			break;
		}
	}
	return ok;
}

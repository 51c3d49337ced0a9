/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "soql_check.h"

/*
 * Names to objects and fields. What field-level security hides is not
 * there: the platform says the same of both.
 */

#define WSDL "Please reference your WSDL or the describe call for the " \
	"appropriate names."
#define LEVELS 5

bool
soql_name_object(struct soql_checker *c, struct slice name, uint32_t at,
    const struct org_object **out)
{
	*out = c->q->tooling ? org_tooling(c->q->org, name) :
	    org_object(c->q->org, name);
	if (*out != NULL)
		return true;
	return soql_fault_at(c->q, at, "INVALID_TYPE", "sObject type '%.*s' "
	    "is not supported. If you are attempting to use a custom object, "
	    "be sure to append the '__c' after the entity name. " WSDL,
	    (int)name.len, name.ptr);
}

const struct org_object *
soql_name_target(const struct org *org, const struct org_field *f)
{
	const struct org_object	*o, *first = NULL;

	for (size_t i = 0; f->refers != NULL && f->refers[i] != NULL; i++) {
		o = org_object(org, slice_of(f->refers[i]));
		if (o != NULL && slice_is(SLICE("User"), o->name))
			return o;
		if (first == NULL)
			first = o;
	}
	return first;
}

static bool
no_relation(struct soql_checker *c, const struct soql_term *t,
    struct slice name)
{
	return soql_fault_at(c->q, t->at, "INVALID_FIELD", "Didn't "
	    "understand relationship '%.*s' in field path. If you are "
	    "attempting to use a custom relationship, be sure to append the "
	    "'__r' after the custom relationship name. " WSDL,
	    (int)name.len, name.ptr);
}

static const struct soql_join *
follow(struct soql_checker *c, struct soql_tables *tables,
    const struct soql_join *from, const struct soql_term *t,
    struct slice name)
{
	const struct org_field	*f = org_relation(from->object, name);
	const struct org_object	*o;
	const struct soql_join	*j;

	if (f != NULL && !org_sees(c->q->org, c->q->user, from->object, f))
		f = NULL;
	o = f == NULL ? NULL : soql_name_target(c->q->org, f);
	if (o == NULL) {
		no_relation(c, t, name);
		return NULL;
	}
	j = soql_tables_join(tables, c->q->arena, from, f, o);
	if (j == NULL)
		soql_fault(c->q, "MALFORMED_QUERY", "SOQL statements cannot "
		    "query more than %d child to parent relationships.",
		    SOQL_JOINS);
	return j;
}

static bool
find_field(struct soql_checker *c, struct soql_tables *tables,
    const struct soql_join *from, struct soql_term *t, size_t i)
{
	struct slice	name = t->parts[t->part_count - 1];

	if (t->part_count - i > LEVELS + 1)
		return soql_fault_at(c->q, t->at, "MALFORMED_QUERY",
		    "SOQL statements cannot follow more than %d "
		    "relationships in a field path.", LEVELS);
	for (; i + 1 < t->part_count; i++) {
		from = follow(c, tables, from, t, t->parts[i]);
		if (from == NULL)
			return false;
	}
	t->join = from;
	t->field = org_field(from->object, name);
	if (t->field != NULL &&
	    org_sees(c->q->org, c->q->user, from->object, t->field))
		return true;
	return soql_fault_at(c->q, t->at, "INVALID_FIELD", "No such column "
	    "'%.*s' on entity '%s'. If you are attempting to use a custom "
	    "field, be sure to append the '__c' after the custom field name. "
	    WSDL, (int)name.len, name.ptr, from->object->name);
}

bool
soql_name_field(struct soql_checker *c, struct soql_tables *tables,
    const struct soql_join *from, struct soql_term *t)
{
	return find_field(c, tables, from, t, 0);
}

static bool
same_word(struct slice a, struct slice b)
{
	return a.len > 0 && a.len == b.len &&
	    strncasecmp(a.ptr, b.ptr, a.len) == 0;
}

/* "c.Name", "Contact.Name": the first part may name the object itself. */
static size_t
own_parts(const struct soql_select *s, const struct soql_term *t)
{
	struct slice	first = t->parts[0];

	if (t->part_count < 2)
		return 0;
	if (same_word(first, s->alias))
		return 1;
	if (org_relation(s->tables->object, first) != NULL)
		return 0;
	return slice_is_nocase(first, s->tables->object->name) ||
	    same_word(first, s->from) ? 1 : 0;
}

bool
soql_name_term(struct soql_checker *c, const struct soql_select *s,
    struct soql_term *t)
{
	if (t->func == SOQL_FIELD)
		return find_field(c, s->tables, s->tables->joins, t,
		    own_parts(s, t));
	if (t->arg == NULL)
		return true;
	if (!soql_name_term(c, s, t->arg))
		return false;
	t->field = t->arg->field;
	t->join = t->arg->join;
	return true;
}

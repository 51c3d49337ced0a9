/* SPDX-License-Identifier: MIT */
#include "precept/id.h"
#include "soql_check.h"

/* Does each value fit the field it is compared with, and the operator too? */

static const char *
type_word(enum org_type type)
{
	switch (type) {
	case ORG_DATETIME:
		return "dateTime";
	case ORG_CURRENCY:
	case ORG_PERCENT:
		return "double";
	default:
		return org_is_text(type) ? "string" : org_type_word(type);
	}
}

static struct slice
field_name(const struct soql_term *t)
{
	while (t->func != SOQL_FIELD && t->arg != NULL)
		t = t->arg;
	return t->func != SOQL_FIELD ? t->text : slice_of(t->field->name);
}

static bool
wrong_operator(struct soql_checker *c, const struct soql_cond *cond)
{
	enum org_type	type = soql_term_type(cond->term);

	return soql_fault_at(c->q, cond->term->at,
	    "INVALID_QUERY_FILTER_OPERATOR", "invalid operator on %s field",
	    type == ORG_REFERENCE ? "id" : org_type_word(type));
}

static bool
fits_operator(const struct soql_cond *c, enum org_type type)
{
	bool	orders = c->op >= SOQL_LT && c->op <= SOQL_GE;

	if (c->op == SOQL_LIKE)
		return org_is_text(type) && type != ORG_MULTI;
	if (c->op == SOQL_INCLUDES || c->op == SOQL_EXCLUDES)
		return type == ORG_MULTI;
	return !orders || (type != ORG_BOOLEAN && type != ORG_MULTI);
}

static bool
fits_kind(const struct soql_value *v, enum org_type type)
{
	switch (type) {
	case ORG_BOOLEAN:
		return v->kind == SOQL_TRUE || v->kind == SOQL_FALSE;
	case ORG_INT:
		return v->kind == SOQL_NUMBER &&
		    memchr(v->text.ptr, '.', v->text.len) == NULL;
	case ORG_DOUBLE:
	case ORG_CURRENCY:
	case ORG_PERCENT:
		return v->kind == SOQL_NUMBER;
	case ORG_DATE:
		return v->kind == SOQL_DATE || v->kind == SOQL_SPAN;
	case ORG_DATETIME:
		return v->kind == SOQL_DATETIME || v->kind == SOQL_SPAN;
	case ORG_TIME:
		return v->kind == SOQL_TIME;
	default:
		return v->kind == SOQL_STRING;
	}
}

static bool
widen_id(struct soql_checker *c, const struct soql_term *t,
    struct soql_value *v)
{
	char	*wide;

	if (v->text.len == 0)
		return true;
	if (!id_valid(v->text))
		return soql_fault_at(c->q, t->at,
		    "INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: %.*s",
		    (int)v->text.len, v->text.ptr);
	wide = arena_raw(c->q->arena, 18);
	id_widen(v->text, wide);
	v->text = (struct slice){ wide, 18 };
	return true;
}

static bool
check_value(struct soql_checker *c, const struct soql_cond *cond,
    struct soql_value *v)
{
	enum org_type	type = soql_term_type(cond->term);
	struct slice	name = field_name(cond->term);
	bool		quoted = org_is_text(type) || type == ORG_ID ||
			    type == ORG_REFERENCE;

	if (v->kind == SOQL_NULL)
		return cond->op == SOQL_EQ || cond->op == SOQL_NE ||
		    cond->op >= SOQL_IN || wrong_operator(c, cond);
	if (!fits_kind(v, type))
		return soql_fault_at(c->q, cond->term->at, "INVALID_FIELD",
		    "value of filter criterion for field '%.*s' must be of "
		    "type %s and should %sbe enclosed in quotes",
		    (int)name.len, name.ptr, type == ORG_REFERENCE ? "id" :
		    type_word(type), quoted ? "" : "not ");
	if (type == ORG_ID || type == ORG_REFERENCE)
		return widen_id(c, cond->term, v);
	return true;
}

bool
soql_check_values(struct soql_checker *c, struct soql_cond *cond)
{
	if (!fits_operator(cond, soql_term_type(cond->term)))
		return wrong_operator(c, cond);
	for (size_t i = 0; i < cond->count; i++)
		if (!check_value(c, cond, &cond->values[i]))
			return false;
	return true;
}

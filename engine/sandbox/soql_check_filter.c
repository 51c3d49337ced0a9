/* SPDX-License-Identifier: MIT */
#include "soql_check.h"

/* WHERE and HAVING: which fields may filter, which subqueries may stand. */

#define SEMI_JOINS 2

static bool
is_id(enum org_type type)
{
	return type == ORG_ID || type == ORG_REFERENCE;
}

static bool
check_inner(struct soql_checker *c, const struct soql_select *s,
    const struct soql_cond *cond, const struct soql_select *sub)
{
	const struct soql_term	*t = sub->items[0].term;

	if (sub->item_count != 1 || sub->items[0].kind != SOQL_ITEM_TERM ||
	    t->func != SOQL_FIELD || !is_id(t->field->type))
		return soql_fault_at(c->q, sub->items[0].at,
		    "MALFORMED_QUERY", "Semi join sub-selects can only query "
		    "id fields, cannot use: '%.*s'", t == NULL ? 0 :
		    (int)t->text.len, t == NULL ? "" : t->text.ptr);
	if (!is_id(soql_term_type(cond->term)))
		return soql_fault_at(c->q, cond->term->at, "MALFORMED_QUERY",
		    "The left operand field in the where expression for outer "
		    "query should be an id field, cannot use: '%.*s'",
		    (int)cond->term->text.len, cond->term->text.ptr);
	if (sub->tables->object == s->tables->object)
		return soql_fault_at(c->q, sub->from_at, "MALFORMED_QUERY",
		    "The inner and outer selects should not be on the same "
		    "object type");
	return true;
}

static bool
check_semi_join(struct soql_checker *c, struct soql_select *s,
    struct soql_cond *cond, bool top)
{
	if (c->inner)
		return soql_fault_at(c->q, cond->term->at, "MALFORMED_QUERY",
		    "Nesting of semi join sub-selects is not supported");
	if (!top)
		return soql_fault_at(c->q, cond->term->at, "MALFORMED_QUERY",
		    "Semi join sub-selects are only allowed at the top level "
		    "WHERE expressions");
	if (++c->semi_joins > SEMI_JOINS)
		return soql_fault_at(c->q, cond->term->at, "MALFORMED_QUERY",
		    "Maximum %d semi join sub-selects are allowed",
		    SEMI_JOINS);
	c->inner = true;
	if (!soql_check_select(c, cond->sub))
		return false;
	c->inner = false;
	return check_inner(c, s, cond, cond->sub);
}

static bool
check_filterable(struct soql_checker *c, const struct soql_term *t)
{
	if (t->field == NULL || ((t->field->flags & ORG_FILTERABLE) &&
	    t->field->type != ORG_ADDRESS))
		return true;
	return soql_fault_at(c->q, t->at, "INVALID_FIELD",
	    "field '%s' can not be filtered in a query call",
	    t->field->name);
}

static bool
check_comparison(struct soql_checker *c, struct soql_select *s,
    struct soql_cond *cond, bool top)
{
	if (!soql_name_term(c, s, cond->term) ||
	    !soql_check_term(c, s, cond->term) ||
	    !check_filterable(c, cond->term))
		return false;
	if (cond->sub != NULL)
		return check_semi_join(c, s, cond, top);
	return soql_check_values(c, cond);
}

bool
soql_check_filter(struct soql_checker *c, struct soql_select *s,
    struct soql_cond *cond, bool top)
{
	if (cond->op > SOQL_NOT)
		return check_comparison(c, s, cond, top);
	for (struct soql_cond *arg = cond->args; arg != NULL; arg = arg->next)
		if (!soql_check_filter(c, s, arg, top &&
		    cond->op == SOQL_AND))
			return false;
	return true;
}

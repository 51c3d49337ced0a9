/* SPDX-License-Identifier: MIT */
#include "soql_check.h"

/* Where there are groups, whatever is shown is one of them or aggregated. */

#define ROLLED 3		/* fields in ROLLUP and CUBE */
#define GROUPS 30		/* fields in GROUP BY */

static bool
is_grouped(const struct soql_select *s, const struct soql_term *t)
{
	if (soql_term_aggregates(t))
		return true;
	if (t->func == SOQL_FORMAT || t->func == SOQL_GROUPING)
		t = t->arg;
	for (size_t i = 0; i < s->group_count; i++)
		if (soql_term_same(s->groups[i], t))
			return true;
	return false;
}

static bool
ungrouped(struct soql_checker *c, const struct soql_term *t,
    const char *what)
{
	return soql_fault_at(c->q, t->at, "MALFORMED_QUERY",
	    "%s must be grouped or aggregated: %.*s", what,
	    (int)t->text.len, t->text.ptr);
}

static bool
check_group(struct soql_checker *c, const struct soql_select *s,
    struct soql_term *t)
{
	if (!soql_name_term(c, s, t) || !soql_check_term(c, s, t))
		return false;
	if (soql_term_aggregates(t))
		return soql_fault_at(c->q, t->at, "MALFORMED_QUERY",
		    "Grouped field should not be aggregated: %.*s",
		    (int)t->text.len, t->text.ptr);
	if (t->func != SOQL_FIELD || (t->field->flags & ORG_GROUPABLE))
		return true;
	return soql_fault_at(c->q, t->at, "MALFORMED_QUERY",
	    "field '%s' can not be grouped in a query call", t->field->name);
}

static bool
check_item(struct soql_checker *c, const struct soql_select *s,
    const struct soql_item *item)
{
	switch (item->kind) {
	case SOQL_ITEM_CHILD:
		return soql_fault_at(c->q, item->at, "MALFORMED_QUERY",
		    "Grouped query cannot use child relationships in the "
		    "SELECT list");
	case SOQL_ITEM_TYPEOF:
		return soql_fault_at(c->q, item->at, "MALFORMED_QUERY",
		    "Grouped query cannot use TYPEOF in the SELECT list");
	case SOQL_ITEM_FIELDS:
		return soql_fault_at(c->q, item->at, "MALFORMED_QUERY",
		    "The SOQL FIELDS function is not supported with GROUP BY");
	default:
		return is_grouped(s, item->term) ||
		    ungrouped(c, item->term, "Field");
	}
}

static bool
check_having(struct soql_checker *c, const struct soql_select *s,
    const struct soql_cond *cond)
{
	if (cond->op > SOQL_NOT)
		return is_grouped(s, cond->term) ||
		    ungrouped(c, cond->term, "Field");
	for (cond = cond->args; cond != NULL; cond = cond->next)
		if (!check_having(c, s, cond))
			return false;
	return true;
}

static bool
check_count(struct soql_checker *c, const struct soql_select *s)
{
	if (s->group_kind != SOQL_PLAIN && s->group_count > ROLLED)
		return soql_fault_at(c->q, s->groups[ROLLED]->at,
		    "MALFORMED_QUERY", "GROUP BY ROLLUP and GROUP BY CUBE "
		    "take %d fields at most", ROLLED);
	return s->group_count <= GROUPS || soql_fault(c->q,
	    "QUERY_TOO_COMPLICATED", "Query is either selecting too many "
	    "fields or the filter conditions are too complicated.");
}

bool
soql_check_groups(struct soql_checker *c, struct soql_select *s)
{
	if (!s->grouped)
		return true;
	if (!check_count(c, s))
		return false;
	for (size_t i = 0; i < s->group_count; i++)
		if (!check_group(c, s, s->groups[i]))
			return false;
	for (size_t i = 0; i < s->item_count; i++)
		if (!check_item(c, s, &s->items[i]))
			return false;
	if (s->having != NULL && (!soql_check_filter(c, s, s->having, false) ||
	    !check_having(c, s, s->having)))
		return false;
	if (s->group_count == 0 && s->limit >= 0)
		return soql_fault_at(c->q, s->limit_at, "MALFORMED_QUERY",
		    "Non-grouped query that uses overall aggregate functions "
		    "cannot also use LIMIT");
	return true;
}

static bool
check_order(struct soql_checker *c, const struct soql_select *s,
    struct soql_term *t)
{
	if (!soql_name_term(c, s, t) || !soql_check_term(c, s, t))
		return false;
	if (s->grouped || s->counts)
		return is_grouped(s, t) || ungrouped(c, t, "Ordered field");
	if (soql_term_aggregates(t))
		return ungrouped(c, s->items[0].term == NULL ? t :
		    s->items[0].term, "Field");
	if (t->field->flags & ORG_SORTABLE && t->field->type != ORG_ADDRESS)
		return true;
	return soql_fault_at(c->q, t->at, "MALFORMED_QUERY",
	    "field '%s' can not be sorted in a query call", t->field->name);
}

bool
soql_check_orders(struct soql_checker *c, struct soql_select *s)
{
	for (size_t i = 0; i < s->order_count; i++)
		if (!check_order(c, s, s->orders[i].term))
			return false;
	return true;
}

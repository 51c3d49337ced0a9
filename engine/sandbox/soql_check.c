/* SPDX-License-Identifier: MIT */
#include "soql_check.h"

/* A query against the org: what is there, and what its user may see. */

#define OFFSET_MOST 2000

static bool
aggregates(const struct soql_select *s)
{
	for (size_t i = 0; i < s->item_count; i++)
		if (s->items[i].kind == SOQL_ITEM_TERM &&
		    soql_term_aggregates(s->items[i].term))
			return true;
	return s->group_count > 0;
}

/* COUNT() stands alone. */
static bool
check_count(struct soql_checker *c, const struct soql_select *s)
{
	for (size_t i = 0; !s->counts && i < s->item_count; i++)
		if (s->items[i].kind == SOQL_ITEM_TERM &&
		    s->items[i].term->func == SOQL_COUNT &&
		    s->items[i].term->arg == NULL)
			return soql_fault_at(c->q, s->items[i].at,
			    "MALFORMED_QUERY",
			    "COUNT() must be the only element in the SELECT "
			    "list");
	if (s->counts && s->group_count > 0)
		return soql_fault_at(c->q, s->items[0].at, "MALFORMED_QUERY",
		    "COUNT() cannot be used with GROUP BY");
	return true;
}

static bool
refuse_aggregates(struct soql_checker *c, const struct soql_cond *cond)
{
	if (cond->op > SOQL_NOT)
		return !soql_term_aggregates(cond->term) ||
		    soql_fault_at(c->q, cond->term->at, "MALFORMED_QUERY",
		    "Aggregate functions are not allowed in WHERE: %.*s",
		    (int)cond->term->text.len, cond->term->text.ptr);
	for (cond = cond->args; cond != NULL; cond = cond->next)
		if (!refuse_aggregates(c, cond))
			return false;
	return true;
}

static bool
check_offset(struct soql_checker *c, const struct soql_select *s)
{
	if (s->offset <= OFFSET_MOST)
		return true;
	return soql_fault(c->q, "NUMBER_OUTSIDE_VALID_RANGE",
	    "Maximum SOQL offset allowed is %d", OFFSET_MOST);
}

/* Every row's own id is read: a row's URL has it, and children need it. */
static void
read_id(struct soql_checker *c, struct soql_select *s)
{
	struct soql_join	*j = s->tables->joins;

	j->id_column = soql_tables_column(s->tables, c->q->arena, j,
	    org_field(j->object, SLICE("Id")));
}

bool
soql_check_select(struct soql_checker *c, struct soql_select *s)
{
	const struct org_object	*o;

	if (s->tables == NULL) {
		if (s->from_path.len > 0 ||
		    !soql_name_object(c, s->from, s->from_at, &o))
			return soql_fault_at(c->q, s->from_at, "INVALID_TYPE",
			    "sObject type '%.*s' is not supported.",
			    (int)s->from.len, s->from.ptr);
		s->tables = soql_tables_new(c->q->arena, o, ++c->queries);
	}
	read_id(c, s);
	if (!check_count(c, s))
		return false;
	s->grouped = !s->counts && aggregates(s);
	if (!soql_check_items(c, s))
		return false;
	if (s->where != NULL && (!refuse_aggregates(c, s->where) ||
	    !soql_check_filter(c, s, s->where, true)))
		return false;
	return soql_check_groups(c, s) && soql_check_orders(c, s) &&
	    check_offset(c, s);
}

static bool
refuse_bulk(struct soql *q, const char *what)
{
	return soql_fault(q, "API_ERROR", "%s not supported in Bulk Query",
	    what);
}

/* Before the check: what Bulk API 2.0 takes no notice of. */
static bool
suits_bulk(struct soql *q)
{
	const struct soql_select	*s = q->select;

	if (s->group_count > 0)
		return refuse_bulk(q, "GROUP BY clauses");
	if (s->offset >= 0)
		return refuse_bulk(q, "OFFSET clauses");
	for (size_t i = 0; i < s->item_count; i++) {
		const struct soql_item	*item = &s->items[i];

		if (item->kind == SOQL_ITEM_CHILD)
			return refuse_bulk(q, "Aggregate Relationships");
		if (item->kind == SOQL_ITEM_TYPEOF)
			return refuse_bulk(q, "TYPEOF clauses");
		if (item->kind == SOQL_ITEM_FIELDS &&
		    item->fields != SOQL_STANDARD)
			return refuse_bulk(q, "FIELDS(ALL) and "
			    "FIELDS(CUSTOM)");
		if (item->term != NULL && soql_term_aggregates(item->term))
			return refuse_bulk(q, "Aggregate functions");
	}
	return true;
}

static bool
has_compound(const struct soql_out *o)
{
	for (; o != NULL; o = o->next)
		if (o->kind == SOQL_OUT_ADDRESS || has_compound(o->members))
			return true;
	return false;
}

bool
soql_open(struct soql *q)
{
	struct soql_checker	c = { .q = q };

	if (!soql_parse(q) || (q->bulk && !suits_bulk(q)) ||
	    !soql_check_select(&c, q->select))
		return false;
	if (q->bulk && has_compound(q->select->tables->out))
		return refuse_bulk(q, "Selecting compound data");
	return true;
}

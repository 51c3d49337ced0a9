/* SPDX-License-Identifier: MIT */
#include "org_data.h"
#include "org_query.h"
#include "soql_check.h"
#include "soql_format.h"
#include "soql_fault.h"
#include "soql_run.h"
#include "soql_sql.h"

/*
 * Grouped queries: one row a group. ROLLUP and CUBE are several queries in
 * one, one for each set of fields that is grouped by; `set` has a bit for
 * each group that counts, the others are null.
 */

#define MOST 2000

static int
group_of(const struct soql_select *s, const struct soql_term *t)
{
	while (t->func == SOQL_FORMAT || t->func == SOQL_GROUPING)
		t = t->arg;
	for (size_t i = 0; i < s->group_count; i++)
		if (soql_term_same(s->groups[i], t))
			return (int)i;
	return -1;
}

static void
put_term(struct text *sql, const struct soql *q, const struct soql_term *t,
    uint32_t set)
{
	int	group = soql_term_aggregates(t) ? -1 : group_of(q->select, t);
	bool	out = group >= 0 && (set >> group & 1) == 0;

	if (t->func == SOQL_GROUPING)
		text_string(sql, out ? "1" : "0");
	else if (out)
		text_string(sql, "NULL");
	else
		soql_sql_term(sql, q, t);
}

static void
put_groups(struct text *sql, const struct soql *q, uint32_t set)
{
	const struct soql_select	*s = q->select;
	const char			*head = " GROUP BY ";

	for (size_t i = 0; i < s->group_count; i++) {
		if ((set >> i & 1) == 0)
			continue;
		text_string(sql, head);
		soql_sql_term(sql, q, s->groups[i]);
		head = ", ";
	}
	if (s->having == NULL)
		return;
	text_string(sql, " HAVING ");
	soql_sql_condition(sql, q, s->having);
}

/* The columns: what is selected, then what it is ordered by. */
static void
put_set(struct text *sql, const struct soql *q, uint32_t set)
{
	const struct soql_select	*s = q->select;

	text_string(sql, "SELECT ");
	for (size_t i = 0; i < s->item_count; i++) {
		text_string(sql, i == 0 ? "" : ", ");
		put_term(sql, q, s->items[i].term, set);
	}
	for (size_t i = 0; i < s->order_count; i++) {
		text_string(sql, ", ");
		put_term(sql, q, s->orders[i].term, set);
	}
	text_string(sql, " FROM ");
	soql_sql_table(sql, s->tables->joins);
	soql_sql_joins(sql, s->tables);
	text_string(sql, " WHERE ");
	soql_sql_where(sql, q, s);
	put_groups(sql, q, set);
}

static void
put_orders(struct text *sql, const struct soql_select *s)
{
	for (size_t i = 0; i < s->order_count; i++) {
		enum org_type	type = soql_term_type(s->orders[i].term);

		text_printf(sql, "%s%zu%s%s NULLS %s",
		    i == 0 ? " ORDER BY " : ", ", s->item_count + i + 1,
		    org_is_text(type) ? " COLLATE SALESFORCE" : "",
		    s->orders[i].desc ? " DESC" : "",
		    s->orders[i].last ? "LAST" : "FIRST");
	}
	soql_sql_limit(sql, s);
}

static struct sqlite3_stmt *
run(struct soql *q)
{
	const struct soql_select	*s = q->select;
	uint32_t			 all = (1u << s->group_count) - 1;
	uint32_t			 set = all;
	struct text			 sql;

	soql_run_start(&sql);
	put_set(&sql, q, all);
	while (s->group_kind != SOQL_PLAIN && set > 0) {
		set = s->group_kind == SOQL_CUBE ? set - 1 : set >> 1;
		text_string(&sql, " UNION ALL ");
		put_set(&sql, q, set);
	}
	put_orders(&sql, s);
	return soql_run(q, &sql);
}

static bool
is_real(const struct soql_term *t)
{
	return t->func == SOQL_AVG ||
	    (t->func == SOQL_SUM && t->field->type != ORG_INT);
}

static void
put_value(struct text *out, const struct soql_term *t,
    struct sqlite3_stmt *rows, int i)
{
	enum org_type	type = soql_term_type(t);

	if (org_query_is_null(rows, i))
		text_string(out, "null");
	else if (t->func == SOQL_FORMAT)
		soql_format(out, type, rows, i);
	else if (is_real(t))
		org_put_double(out, org_query_double(rows, i));
	else if (type == ORG_INT)
		text_printf(out, "%lld", (long long)org_query_int(rows, i));
	else if (t->func == SOQL_DAY_ONLY)
		text_printf(out, "\"%.*s\"",
		    (int)org_query_text(rows, i).len,
		    org_query_text(rows, i).ptr);
	else
		org_put_json(out, t->field, rows, i);
}

/* Fields keep their names; all else is expr0, expr1 … */
static void
put_key(struct text *out, const struct soql_item *item, int *unnamed)
{
	const struct soql_term	*t = item->term;

	if (item->alias.len > 0)
		text_printf(out, ",\"%.*s\":", (int)item->alias.len,
		    item->alias.ptr);
	else if (t->func == SOQL_FIELD || t->func == SOQL_TO_LABEL)
		text_printf(out, ",\"%s\":", t->field->name);
	else
		text_printf(out, ",\"expr%d\":", (*unnamed)++);
}

static void
put_row(struct text *out, const struct soql_select *s,
    struct sqlite3_stmt *rows)
{
	int	unnamed = 0;

	text_string(out, "{\"attributes\":{\"type\":\"AggregateResult\"}");
	for (size_t i = 0; i < s->item_count; i++) {
		put_key(out, &s->items[i], &unnamed);
		put_value(out, s->items[i].term, rows, (int)i);
	}
	text_char(out, '}');
}

bool
soql_groups(struct soql *q, struct text *out, size_t *count)
{
	struct sqlite3_stmt	*rows = run(q);

	*count = 0;
	while (rows != NULL && org_query_next(rows)) {
		if (*count == MOST) {
			org_query_end(rows);
			return soql_fault(q, "EXCEEDED_ID_LIMIT", "Aggregate "
			    "query does not support queryMore(), use LIMIT "
			    "to restrict the results to a single batch");
		}
		if ((*count)++ > 0)
			text_char(out, ',');
		put_row(out, q->select, rows);
	}
	org_query_end(rows);
	return rows != NULL;
}

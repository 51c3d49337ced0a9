/* SPDX-License-Identifier: MIT */
#include "org_data.h"
#include "soql_sql.h"

void
soql_sql_text(struct text *out, struct slice s)
{
	text_char(out, '\'');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\'')
			text_char(out, '\'');
		text_char(out, s.ptr[i]);
	}
	text_char(out, '\'');
}

void
soql_sql_field(struct text *out, const struct soql_join *j,
    const struct org_field *f)
{
	text_printf(out, "q%d_%d.", j->query, j->number);
	org_put_name(out, f->name);
}

void
soql_sql_table(struct text *out, const struct soql_join *j)
{
	org_put_name(out, j->object->name);
	text_printf(out, " q%d_%d", j->query, j->number);
}

void
soql_sql_joins(struct text *out, const struct soql_tables *t)
{
	for (const struct soql_join *j = t->joins->next; j != NULL;
	    j = j->next) {
		text_string(out, " LEFT JOIN ");
		soql_sql_table(out, j);
		text_printf(out, " ON q%d_%d.\"Id\" = ", j->query, j->number);
		soql_sql_field(out, j->from, j->field);
	}
}

void
soql_sql_where(struct text *out, const struct soql *q,
    const struct soql_select *s)
{
	const struct soql_join	*base = s->tables->joins;
	const struct org_field	*owner = org_field(base->object,
				    SLICE("OwnerId"));

	text_printf(out, "q%d_0.\"IsDeleted\" %s 0", base->query,
	    q->all ? ">=" : "=");
	if (slice_is_nocase(s->scope, "mine") && owner != NULL) {
		text_string(out, " AND ");
		soql_sql_field(out, base, owner);
		text_string(out, " = ");
		soql_sql_text(out, slice_of(q->user));
	}
	if (s->where != NULL) {
		text_string(out, " AND ");
		soql_sql_condition(out, q, s->where);
	}
}

void
soql_sql_orders(struct text *out, const struct soql *q,
    const struct soql_select *s)
{
	for (size_t i = 0; i < s->order_count; i++) {
		soql_sql_term(out, q, s->orders[i].term);
		text_printf(out, "%s NULLS %s, ",
		    s->orders[i].desc ? " DESC" : "",
		    s->orders[i].last ? "LAST" : "FIRST");
	}
}

void
soql_sql_limit(struct text *out, const struct soql_select *s)
{
	if (s->limit >= 0 || s->offset >= 0)
		text_printf(out, " LIMIT %lld", (long long)s->limit);
	if (s->offset >= 0)
		text_printf(out, " OFFSET %lld", (long long)s->offset);
}

/* SPDX-License-Identifier: MIT */
#include "org_query.h"
#include "soql_check.h"
#include "soql_run.h"
#include "soql_sql.h"

/*
 * A query is run twice: for the ids of all its rows in their order, then
 * page by page for the rows of some of those ids. The ids are what a cursor
 * keeps, so pages do not shift while rows come and go; what has been deleted
 * meanwhile is left out.
 */

#define SQL_MOST (1 << 22)

const struct org_object *
soql_object(const struct soql *q)
{
	return q->select->tables->object;
}

bool
soql_is_grouped(const struct soql *q)
{
	return q->select->grouped;
}

struct sqlite3_stmt *
soql_run(struct soql *q, struct text *sql)
{
	struct sqlite3_stmt	*rows = sql->full ? NULL :
				    org_query(q->org, sql->ptr);

	if (rows == NULL)
		soql_fault(q, "QUERY_TOO_COMPLICATED", "Query is either "
		    "selecting too many fields or the filter conditions are "
		    "too complicated.");
	text_free(sql);
	return rows;
}

void
soql_run_start(struct text *sql)
{
	text_init(sql, SQL_MOST);
}

static void
put_source(struct text *sql, const struct soql *q,
    const struct soql_select *s)
{
	text_string(sql, " FROM ");
	soql_sql_table(sql, s->tables->joins);
	soql_sql_joins(sql, s->tables);
	text_string(sql, " WHERE ");
	soql_sql_where(sql, q, s);
}

bool
soql_counts(struct soql *q, uint64_t *count)
{
	struct text		 sql;
	struct sqlite3_stmt	*rows;

	if (!q->select->counts)
		return false;
	soql_run_start(&sql);
	text_string(&sql, "SELECT count(*) FROM (SELECT 1");
	put_source(&sql, q, q->select);
	soql_sql_limit(&sql, q->select);
	text_char(&sql, ')');
	rows = soql_run(q, &sql);
	*count = 0;
	if (rows != NULL && org_query_next(rows))
		*count = (uint64_t)org_query_int(rows, 0);
	org_query_end(rows);
	return true;
}

bool
soql_ids(struct soql *q, struct text *ids)
{
	struct text		 sql;
	struct sqlite3_stmt	*rows;
	int			 number = q->select->tables->query;

	soql_run_start(&sql);
	text_printf(&sql, "SELECT q%d_0.\"Id\"", number);
	put_source(&sql, q, q->select);
	text_string(&sql, " ORDER BY ");
	soql_sql_orders(&sql, q, q->select);
	text_printf(&sql, "q%d_0.\"Id\"", number);
	soql_sql_limit(&sql, q->select);
	rows = soql_run(q, &sql);
	if (rows == NULL)
		return false;
	while (org_query_next(rows))
		text_slice(ids, org_query_text(rows, 0));
	org_query_end(rows);
	return true;
}

void
soql_run_ids(struct text *sql, const char *ids, size_t count)
{
	text_string(sql, "json_each('[");
	for (size_t i = 0; i < count; i++) {
		text_string(sql, i == 0 ? "\"" : ",\"");
		text_add(sql, ids + i * 18, 18);
		text_char(sql, '"');
	}
	text_string(sql, "]')");
}

void
soql_run_columns(struct text *sql, const struct soql_tables *t)
{
	const struct soql_column	*c;

	text_string(sql, "SELECT ");
	for (c = t->columns; c != NULL; c = c->next) {
		if (c != t->columns)
			text_string(sql, ", ");
		soql_sql_field(sql, c->join, c->field);
	}
}

struct sqlite3_stmt *
soql_run_page(struct soql *q, const char *ids, size_t count)
{
	const struct soql_tables	*t = q->select->tables;
	struct text			 sql;

	soql_run_start(&sql);
	soql_run_columns(&sql, t);
	text_string(&sql, " FROM ");
	soql_run_ids(&sql, ids, count);
	text_string(&sql, " ids CROSS JOIN ");
	soql_sql_table(&sql, t->joins);
	text_printf(&sql, " ON q%d_0.\"Id\" = ids.value", t->query);
	soql_sql_joins(&sql, t);
	if (!q->all)
		text_printf(&sql, " WHERE q%d_0.\"IsDeleted\" = 0",
		    t->query);
	return soql_run(q, &sql);
}

/* The children of those ids, by parent. */
struct sqlite3_stmt *
soql_run_children(struct soql *q, const struct soql_select *child,
    const char *ids, size_t count)
{
	const struct soql_tables	*t = child->tables;
	struct text			 sql;

	soql_run_start(&sql);
	soql_run_columns(&sql, t);
	put_source(&sql, q, child);
	text_string(&sql, " AND ");
	soql_sql_field(&sql, t->joins, t->link);
	text_string(&sql, " IN (SELECT value FROM ");
	soql_run_ids(&sql, ids, count);
	text_string(&sql, ") ORDER BY ");
	soql_sql_field(&sql, t->joins, t->link);
	text_string(&sql, ", ");
	soql_sql_orders(&sql, q, child);
	text_printf(&sql, "q%d_0.\"Id\"", t->query);
	return soql_run(q, &sql);
}

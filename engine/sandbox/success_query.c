/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "org_query.h"
#include "precept/json.h"
#include "success_filter.h"
#include "success_query.h"
#include "success_store.h"
#include "switches.h"

/* Any object's records: select, where, orderBy, limit, offset. */

#define SQL_MAX ((size_t)8 << 20)
#define QUERY_MAX 5000		/* records of a call */
#define PAGE_MAX 1000		/* of the cockpit */
#define LOG_LIFE (INT64_C(15) * 86400000)	/* milliseconds */

struct selected {
	const char			*name;	/* as it was asked for */
	const struct success_field	*field;
	int				 table;
};

struct query {
	struct request		*r;
	const struct doc	*body;
	struct success_tables	 tables;
	struct selected		*columns;
	size_t			 count;
	struct text		 tail;		/* WHERE and ORDER BY */
	int64_t			 limit, offset;
	bool			 cockpit;
};

static bool
refuse(struct request *r, const char *what, const char *name)
{
	request_error(r, 400, "GSOBJ_1002", NULL, "%s : %s", what, name);
	return false;
}

static bool
refuse_cockpit(struct request *r, const char *name)
{
	success_answer_fail(r, switches_on(r->sandbox,
	    SWITCH_GAINSIGHT_COCKPIT_200) ? 200 : 400, "COCKPIT_5101",
	    arena_printf(r->arena, "Invalid fields in select clause - %s",
	    name));
	text_string(&r->out, "{}");
	return false;
}

static bool
read_select(struct query *q)
{
	const struct doc	*list = doc_get(q->body, "select");
	size_t			 n = 0;

	if (list == NULL || list->kind != DOC_LIST || list->child == NULL)
		return refuse(q->r, "select is missing", "a list of fields");
	for (const struct doc *d = list->child; d != NULL; d = d->next)
		n++;
	q->columns = arena_array(q->r->arena, n, sizeof *q->columns);
	for (const struct doc *d = list->child; d != NULL; d = d->next) {
		struct selected	*c = &q->columns[q->count++];

		c->name = d->kind == DOC_TEXT ? d->text : "null";
		c->field = success_filter_field(&q->tables,
		    slice_of(c->name), &c->table);
		if (c->field == NULL && q->cockpit)
			return refuse_cockpit(q->r, c->name);
		if (c->field == NULL)
			return refuse(q->r, "Invalid field in select clause",
			    c->name);
	}
	return true;
}

static bool
read_order(struct query *q)
{
	const struct doc	*order = doc_get(q->body, "orderBy"), *d;
	int			 table;

	text_string(&q->tail, " ORDER BY ");
	for (d = order == NULL || order->kind != DOC_OBJECT ? NULL :
	    order->child; d != NULL; d = d->next) {
		const struct success_field	*f;

		f = success_filter_field(&q->tables, slice_of(d->name),
		    &table);
		if (f == NULL)
			return refuse(q->r, "Invalid field in orderBy",
			    d->name);
		if (d->kind != DOC_TEXT || (strcasecmp(d->text, "asc") != 0 &&
		    strcasecmp(d->text, "desc") != 0))
			return refuse(q->r, "Invalid order", d->name);
		success_filter_put_field(&q->tail, f, table);
		text_printf(&q->tail, " %s, ", d->text);
	}
	text_string(&q->tail, "t0.\"Gsid\"");
	return true;
}

static bool
read_number(struct query *q, const char *name, int64_t *number)
{
	const struct doc	*d = doc_get(q->body, name);

	if (d == NULL)
		return true;
	if (d->kind != DOC_NUMBER || d->number < 0 || d->number > 1e12)
		return refuse(q->r, "Invalid number", name);
	*number = (int64_t)d->number;
	return true;
}

/* Pages begin with 1. */
static bool
read_page(struct query *q)
{
	int64_t	page = 1;

	q->limit = PAGE_MAX;
	if (!read_number(q, "pageSize", &q->limit) ||
	    !read_number(q, "pageNumber", &page))
		return false;
	if (q->limit > PAGE_MAX || q->limit < 1 || page < 1)
		return refuse(q->r, "A page has 1 to 1000 records",
		    "pageSize");
	q->offset = (page - 1) * q->limit;
	return true;
}

static bool
read_limits(struct query *q)
{
	if (q->cockpit)
		return read_page(q);
	q->limit = QUERY_MAX;
	if (!read_number(q, "limit", &q->limit) ||
	    !read_number(q, "offset", &q->offset))
		return false;
	if (q->limit > QUERY_MAX) {
		if (!switches_on(q->r->sandbox,
		    SWITCH_GAINSIGHT_LIMIT_CLAMPS))
			return refuse(q->r, "limit is greater than 5000",
			    "limit");
		q->limit = QUERY_MAX;
	}
	return true;
}

static bool
read_query(struct query *q)
{
	const struct doc	*where = doc_get(q->body, "where");

	return read_select(q) &&
	    (where == NULL || where->kind != DOC_OBJECT ||
	    success_filter_put_where(&q->tail, &q->tables, where,
	    q->cockpit ? "fieldName" : "name")) &&
	    read_order(q) && read_limits(q);
}

static void
put_record(struct query *q, struct sqlite3_stmt *rows)
{
	bool	omit = switches_on(q->r->sandbox,
		    SWITCH_GAINSIGHT_NULLS_OMITTED);
	bool	more = false;

	text_char(&q->r->out, '{');
	for (size_t i = 0; i < q->count; i++) {
		struct success_cell	cell;

		success_store_cell(rows, (int)i, &cell);
		if (omit && cell.kind == SUCCESS_NULL)
			continue;
		if (more)
			text_char(&q->r->out, ',');
		more = true;
		json_put_string(&q->r->out, slice_of(q->columns[i].name));
		text_char(&q->r->out, ':');
		success_value_put_json(&q->r->out, q->columns[i].field,
		    &cell);
	}
	text_char(&q->r->out, '}');
}

/* Three ways to say that there is nothing. */
static bool
put_nothing(struct request *r)
{
	if (switches_on(r->sandbox, SWITCH_GAINSIGHT_NO_DATA_400))
		request_error(r, 400, "GSOBJ_1011", NULL,
		    "No entity matches the given criteria");
	else if (switches_on(r->sandbox, SWITCH_GAINSIGHT_NO_DATA_FAILS))
		request_error(r, 200, "GSOBJ_1011", NULL,
		    "No data found for given criteria");
	else
		return false;
	return true;
}

static void
run(struct query *q)
{
	struct success		*s = q->r->sandbox->success;
	bool			 bare = switches_on(q->r->sandbox,
				    SWITCH_GAINSIGHT_BARE_LIST);
	struct sqlite3_stmt	*rows;
	struct text		 sql;
	size_t			 n = 0;

	text_init(&sql, SQL_MAX);
	for (size_t i = 0; i < q->count; i++) {
		text_string(&sql, i == 0 ? "SELECT " : ", ");
		success_filter_put_field(&sql, q->columns[i].field,
		    q->columns[i].table);
	}
	success_filter_put_from(&sql, &q->tables);
	text_printf(&sql, "%s LIMIT %lld OFFSET %lld", q->tail.ptr,
	    (long long)q->limit, (long long)q->offset);
	rows = success_store_rows(s, sql.ptr);
	text_string(&q->r->out, bare ? "[" : "{\"records\":[");
	for (; org_query_next(rows); n++) {
		if (n > 0)
			text_char(&q->r->out, ',');
		put_record(q, rows);
	}
	org_query_end(rows);
	text_free(&sql);
	if (n == 0 && put_nothing(q->r))
		return;
	text_string(&q->r->out, bare ? "]" : "]}");
}

/* Who was deleted is known for fifteen days. */
static void
forget(struct success *s)
{
	struct sqlite3_stmt	*rows;
	struct text		 sql;

	text_init(&sql, 1024);
	text_printf(&sql, "DELETE FROM \"gs.record_delete_log\" WHERE "
	    "\"DeletedOn\" < %lld", (long long)(sandbox_now(s->sandbox) /
	    1000 - LOG_LIFE));
	rows = success_store_rows(s, sql.ptr);
	org_query_next(rows);
	org_query_end(rows);
	text_free(&sql);
}

static void
answer_query(struct request *r, const char *object, bool cockpit)
{
	struct query			 q = { .r = r, .cockpit = cockpit };
	const struct success_object	*o = success_answer_object(r, object);

	if (o == NULL || (q.body = success_answer_body(r)) == NULL)
		return;
	forget(r->sandbox->success);
	q.tables = (struct success_tables){ .r = r, .count = 1 };
	q.tables.object[0] = o;
	text_init(&q.tail, SQL_MAX);
	if (read_query(&q))
		run(&q);
	text_free(&q.tail);
}

void
success_query_cockpit(struct request *r, const char *object)
{
	answer_query(r, object, true);
}

static void
answer(struct request *r)
{
	answer_query(r, r->part[4], false);
}

const struct success_route success_query_routes[] = {
	{ "POST", "v1/data/objects/query/*", answer },
	{ 0 }
};

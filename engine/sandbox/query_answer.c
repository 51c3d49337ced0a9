/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <strings.h>

#include "faults.h"
#include "org_query.h"
#include "precept/json.h"
#include "query_answer.h"
#include "query_cursor.h"
#include "soql.h"

/* GET query?q=, queryAll?q=, query/<locator>: page after page. */

#define BATCH_LEAST 200
#define BATCH_MOST 2000

/* "batchSize=500"; a hint that is kept within its bounds. */
static size_t
batch_size(struct request *r)
{
	const char	*h = request_header(r, "Sforce-Query-Options");
	const char	*at = h == NULL ? NULL : strcasestr(h, "batchSize");
	const struct fault *f;
	long		 n;

	f = r->sandbox->faults == NULL ? NULL :
	    faults_find(r, FAULT_PAGE_SIZE);
	if (f != NULL)
		return (size_t)f->number;
	if (at == NULL)
		return BATCH_MOST;
	at += strlen("batchSize");
	at += strspn(at, " \t=");
	n = strtol(at, NULL, 10);
	return n < BATCH_LEAST ? BATCH_LEAST :
	    n > BATCH_MOST ? BATCH_MOST : (size_t)n;
}

const char *
query_answer_zone(const struct request *r)
{
	struct sqlite3_stmt	*rows = org_query(r->sandbox->org,
				    arena_printf(r->arena, "SELECT "
				    "\"TimeZoneSidKey\" FROM \"User\" WHERE "
				    "\"Id\" = '%s'", r->user));
	const char		*zone = NULL;

	if (rows != NULL && org_query_next(rows) &&
	    !org_query_is_null(rows, 0))
		zone = arena_text(r->arena, org_query_text(rows, 0));
	org_query_end(rows);
	return zone;
}

static void
start(struct request *r, struct soql *q, const char *text, bool all)
{
	*q = (struct soql){ .org = r->sandbox->org, .arena = r->arena,
	    .user = r->user, .text = slice_of(text), .all = all,
	    .zone = query_answer_zone(r), .version = r->version,
	    .now = sandbox_now(r->sandbox) };
}

static void
refuse(struct request *r, const struct soql *q)
{
	request_error(r, 400, q->fault.code, NULL, "%s", q->fault.text);
}

/* `cursor` has the page's id when there is another behind it. */
struct page {
	const char	*ids;
	size_t		 count, from, batch;
	const char	*cursor;
};

static void
put_page(struct request *r, struct soql *q, const struct page *p)
{
	size_t	here = p->count - p->from;

	here = here > p->batch ? p->batch : here;
	text_printf(&r->out, "{\"totalSize\":%zu,\"done\":%s", p->count,
	    p->cursor == NULL ? "true" : "false");
	if (p->cursor != NULL)
		text_printf(&r->out, ",\"nextRecordsUrl\":"
		    "\"/services/data/v%.1f/query/%s-%zu\"", r->version,
		    p->cursor, p->from + here);
	text_string(&r->out, ",\"records\":[");
	if (here > 0 && !soql_page(q, p->ids + p->from * 18, here, &r->out)) {
		refuse(r, q);
		return;
	}
	text_string(&r->out, "]}");
}

static void
answer_groups(struct request *r, struct soql *q)
{
	struct text	rows;
	size_t		count;

	text_init(&rows, REQUEST_OUT);
	if (soql_groups(q, &rows, &count)) {
		text_printf(&r->out,
		    "{\"totalSize\":%zu,\"done\":true,\"records\":[", count);
		text_slice(&r->out, (struct slice){ rows.ptr, rows.len });
		text_string(&r->out, "]}");
	} else
		refuse(r, q);
	text_free(&rows);
}

static void
answer_rows(struct request *r, struct soql *q)
{
	struct text		 ids;
	struct page		 page = { .batch = batch_size(r) };
	struct query_cursor	*c;

	text_init(&ids, REQUEST_OUT);
	if (!soql_ids(q, &ids)) {
		refuse(r, q);
		text_free(&ids);
		return;
	}
	page.ids = ids.ptr;
	page.count = ids.len / 18;
	if (page.count > page.batch) {
		c = query_cursor_new(r->sandbox, r->user,
		    arena_text(r->arena, q->text), &ids);
		c->all = q->all;
		c->tooling = q->tooling;
		page.ids = c->ids;
		page.cursor = c->id;
	}
	put_page(r, q, &page);
	text_free(&ids);
}

static void
answer_first(struct request *r, struct soql *q)
{
	uint64_t	count;

	if (!soql_open(q))
		refuse(r, q);
	else if (soql_is_grouped(q))
		answer_groups(r, q);
	else if (!soql_counts(q, &count))
		answer_rows(r, q);
	else if (q->fault.code != NULL)
		refuse(r, q);
	else
		text_printf(&r->out, "{\"totalSize\":%llu,\"done\":true,"
		    "\"records\":[]}", (unsigned long long)count);
}

void
query_answer(struct request *r, const char *text, bool all)
{
	struct soql	q;

	start(r, &q, text, all);
	answer_first(r, &q);
}

void
query_answer_tooling(struct request *r, const char *text)
{
	struct soql	q;

	start(r, &q, text, false);
	q.tooling = true;
	answer_first(r, &q);
}

/* ?explain=: what it would cost, as far as a table scan knows. */
static void
explain(struct request *r, const char *text)
{
	struct soql	q, all;
	uint64_t	count = 0;

	start(r, &q, text, false);
	if (!soql_open(&q)) {
		refuse(r, &q);
		return;
	}
	start(r, &all, arena_printf(r->arena, "SELECT COUNT() FROM %s",
	    soql_object(&q)->name), false);
	if (soql_open(&all))
		soql_counts(&all, &count);
	text_printf(&r->out, "{\"plans\":[{\"cardinality\":%llu,\"fields\":[],"
	    "\"leadingOperationType\":\"TableScan\",\"notes\":[],"
	    "\"relativeCost\":1.0,\"sobjectCardinality\":%llu,"
	    "\"sobjectType\":\"%s\"}],\"sourceQuery\":",
	    (unsigned long long)count, (unsigned long long)count,
	    soql_object(&q)->name);
	json_put_string(&r->out, slice_of(text));
	text_char(&r->out, '}');
}

static void
answer(struct request *r, bool all)
{
	const char	*text = request_param(r, "q");
	const char	*plan = request_param(r, "explain");

	if (plan != NULL)
		explain(r, plan);
	else if (text == NULL || *text == '\0')
		request_error(r, 400, "MALFORMED_QUERY", NULL,
		    "A query string has to be specified");
	else
		query_answer(r, text, all);
}

static void
answer_query(struct request *r)
{
	answer(r, false);
}

static void
answer_all(struct request *r)
{
	answer(r, true);
}

static void
answer_more(struct request *r)
{
	struct page		 page = { .batch = batch_size(r) };
	struct query_cursor	*c = query_cursor_find(r->sandbox, r->user,
				    r->part[1], &page.from);
	struct soql		 q;

	if (c == NULL) {
		request_error(r, 400, "INVALID_QUERY_LOCATOR", NULL,
		    "invalid query locator");
		return;
	}
	start(r, &q, c->soql, c->all);
	q.tooling = c->tooling;
	if (!soql_open(&q)) {
		refuse(r, &q);
		return;
	}
	page.ids = c->ids;
	page.count = c->count;
	page.cursor = page.count - page.from > page.batch ? c->id : NULL;
	put_page(r, &q, &page);
}

const struct route route_query[] = {
	{ "GET", "query", answer_query },
	{ "GET", "queryAll", answer_all },
	{ "GET", "query/" "*", answer_more },
	{ "GET", "queryAll/" "*", answer_more },
	{ 0 }
};

/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "page.h"
#include "precept/log.h"
#include "salesforce_feed.h"

/*
 * Records page by page, in the order of their ids: where a page is lost with
 * its locator, the query is asked again for what is behind the last id.
 */

/* Of a URL, with what stands before it: 16,384 with all headers is the
 * platform's limit. */
#define URL_MAX 12000
#define RESTARTS 3

static void
copy_text(char *to, size_t room, struct slice from)
{
	size_t	n = 0;

	for (size_t i = 0; i < from.len && n + 1 < room; i++)
		if (from.ptr[i] != '\\')	/* \/ is a slash */
			to[n++] = from.ptr[i];
	to[n] = '\0';
}

static void
see(void *ctx, struct slice name, enum json_token token, struct slice value)
{
	struct salesforce_feed	*f = ctx;

	if (slice_is(name, "totalSize") && token == JSON_NUMBER)
		f->total = strtoull(value.ptr, NULL, 10);
	else if (slice_is(name, "nextRecordsUrl") && token == JSON_STRING)
		copy_text(f->next, sizeof f->next, value);
}

/* What stands beside the records: mostly before them. */
static bool
look(struct salesforce_feed *f, struct err *err)
{
	struct page	page;
	struct page_at	at = { .at = f->last->ptr, .where = PAGE_BEFORE };
	const char	*end = at.at + f->last->len;
	enum page_end	done;
	struct json	j;

	f->next[0] = '\0';
	page_make(&page, "records", NULL);
	page.seen = see;
	page.ctx = f;
	done = page_glue(&page, &at, end);
	while (done == PAGE_MORE && f->next[0] == '\0') {
		json_init(&j, (struct slice){ at.at,
		    (size_t)(end - at.at) });
		if (!json_skip(&j, json_next(&j)))
			break;
		at.at = j.at;
		at.where = PAGE_BEHIND;
		done = page_glue(&page, &at, end);
	}
	if (done == PAGE_CUT)
		return err_set(err, ERR_REMOTE, "%s: Salesforce's answer "
		    "cannot be read: %s", f->name, at.why);
	return true;
}

/* Gets a page and hands it on. */
static bool
fetch(struct salesforce_feed *f, const char *url, const char **code,
    struct err *err)
{
	struct http_call	call = { 0 };
	bool			ok;

	ok = salesforce_feed_get(f, url, &call, code, err);
	if (ok) {
		salesforce_body_drop(f->last);
		f->last = salesforce_body_take(&call);
		ok = look(f, err);
	}
	http_call_clear(&call);
	if (ok)
		salesforce_feed_put(f, (struct salesforce_piece){
		    .body = f->last });
	return ok;
}

/* NULL: it is too long. */
static const char *
query_url(struct salesforce_feed *f)
{
	const char	*soql = soql_write_query(&f->soql, f->fields,
			    f->count, f->arena), *out;
	struct text	 url;

	text_init(&url, URL_MAX);
	text_string(&url, "/query?q=");
	http_escape(&url, slice_of(soql));
	out = url.full ? NULL : arena_text(f->arena, (struct slice){ url.ptr,
	    url.len });
	text_free(&url);
	return out;
}

bool
salesforce_page_first(struct salesforce_feed *f, struct err *err)
{
	const char	*url = query_url(f), *code;

	f->bulk = url == NULL;
	return f->bulk || fetch(f, url, &code, err);
}

const char *
salesforce_page_last(struct salesforce_feed *f)
{
	static const struct scan_field	 field = { "Id",
					     { .kind = KIND_ID } };
	struct page			 page;
	struct page_at			 at = { .where = PAGE_BEFORE };
	struct jsonl_rows		 rows;
	const char			*end, *id = NULL;

	at.at = f->last->ptr;
	end = at.at + f->last->len;
	page_make(&page, "records", jsonl_want_make(f->arena, &field, 1));
	jsonl_rows_init(&rows, 1);
	page_rows(&page, &rows, &at, end, end);
	if (rows.count > 0)
		id = arena_text(f->arena, rows.texts[0][rows.count - 1]);
	jsonl_rows_clear(&rows);
	return id;
}

/* Asks again for what is behind the last page. */
static bool
restart(struct salesforce_feed *f, struct err *err)
{
	const char	*id = salesforce_page_last(f), *code, *url;

	if (id == NULL)
		return false;
	log_line(LOG_WARN, "%s: Salesforce has lost the place in its answer; "
	    "the query goes on behind %s", f->name, id);
	*err = (struct err){ 0 };
	f->soql.above = id;
	url = query_url(f);
	return url != NULL && fetch(f, url, &code, err);
}

static bool
walk(struct salesforce_feed *f, struct err *err)
{
	const char	*code, *url;

	for (int again = 0; f->next[0] != '\0' &&
	    salesforce_feed_sleep(f, 0);) {
		url = arena_string(f->arena, f->next);
		if (fetch(f, url, &code, err))
			continue;
		if (strcmp(code, "INVALID_QUERY_LOCATOR") != 0 ||
		    again++ == RESTARTS || !restart(f, err))
			return false;
	}
	return true;
}

/* More than some pages go by Bulk, behind the first; or all of them. */
bool
salesforce_page_walk(struct salesforce_feed *f, struct err *err)
{
	enum salesforce_bulk	got;

	if (!f->bulk && (f->total <= salesforce_scan_bulk ||
	    f->next[0] == '\0'))
		return walk(f, err);
	if (!f->bulk)
		f->soql.above = salesforce_page_last(f);
	f->soql.unordered = true;
	got = salesforce_bulk_query(f, err);
	f->soql.unordered = false;
	if (got != SALESFORCE_BULK_REFUSED)
		return got == SALESFORCE_BULK_DONE;
	if (f->bulk)
		return err_set(err, ERR_LIMIT, "%s: the query is too long "
		    "for a URL, and Bulk API 2.0 refuses it (%s): show fewer "
		    "fields, or shorten the lists in the filters", f->name,
		    err->text);
	log_line(LOG_INFO, "%s: %s; the records are read page by page",
	    f->name, err->text);
	*err = (struct err){ 0 };
	return walk(f, err);
}

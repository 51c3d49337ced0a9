/* SPDX-License-Identifier: MIT */
#include "precept/origin.h"
#include "salesforce_scan_rows.h"

/* A page of JSON, or some rows of CSV, as texts. */

void
salesforce_scan_rows_init(struct salesforce_rows *r, size_t fields)
{
	*r = (struct salesforce_rows){ .arena = arena_new() };
	jsonl_rows_init(&r->json, fields);
	r->json.what = "record";
}

void
salesforce_scan_rows_clear(struct salesforce_rows *r)
{
	salesforce_body_drop(r->piece.body);
	jsonl_rows_clear(&r->json);
	csv_index_clear(&r->csv);
	scan_block_clear(&r->block);
	arena_free(r->arena);
	mem_free(r->origin);
}

static bool
read_page(struct salesforce_rows *r, const struct page *page,
    const char *name, struct err *err)
{
	const struct salesforce_body	*b = r->piece.body;
	struct page_at			 at = { .at = b->ptr,
					     .where = PAGE_BEFORE };

	jsonl_rows_restart(&r->json);
	if (page_rows(page, &r->json, &at, b->ptr + b->len, b->ptr +
	    b->len) == PAGE_CUT)
		return err_set(err, ERR_REMOTE, "%s: Salesforce's answer "
		    "cannot be read: %s", name, at.why);
	r->count = r->json.count;
	return true;
}

/* With zeros behind it, as csv_index() wants them. */
static void
copy_bytes(struct salesforce_rows *r)
{
	struct scan_block	*b = &r->block;
	size_t			 len = r->piece.to - r->piece.from;

	if (len + SCAN_PAD > b->cap) {
		b->cap = len + len / 4 + SCAN_PAD;
		b->buf = mem_resize(b->buf, b->cap, 1);
	}
	memcpy(b->buf, r->piece.body->ptr + r->piece.from, len);
	memset(b->buf + len, 0, SCAN_PAD);
	b->len = b->limit = len;
	b->whole = true;
}

static bool
read_csv(struct salesforce_rows *r, const char *name, struct err *err)
{
	enum csv_found	found;

	copy_bytes(r);
	r->form = (struct csv_form){ .delimiter = ',',
		.fields = r->piece.width };
	found = csv_index(&r->form, &r->csv, &r->block, 0);
	if (found == CSV_ODD) {
		r->form.names = arena_array(r->arena, r->form.fields,
		    sizeof(char *));
		for (size_t i = 0; i < r->form.fields; i++)
			r->form.names[i] = arena_printf(r->arena,
			    "column %zu", i + 1);
		found = csv_exact(&r->form, &r->csv, &r->block, 0, r->arena);
	}
	if (found != CSV_DONE || r->csv.broken_count > 0)
		return err_set(err, ERR_REMOTE, "%s: the result of the job "
		    "is no CSV%s%s", name, found == CSV_DONE ? ": " : "",
		    found == CSV_DONE ? r->csv.broken[0].text : "");
	r->count = r->csv.count;
	return true;
}

/* What stands between two quotes; "" is null, #N/A a text like others. */
static struct slice
csv_text(struct salesforce_rows *r, size_t row, size_t field)
{
	const uint32_t	*place = r->csv.place + row * r->csv.stride + field;
	const char	*p = r->block.buf + (uint32_t)(place[0] + 1);
	size_t		 len = place[1] - (uint32_t)(place[0] + 1), n = 0;
	char		*out;

	len -= len > 0 && p[len - 1] == '\r';
	if (len < 2 || *p != '"')
		return (struct slice){ len == 0 ? NULL : p, len };
	p++;
	len -= 2;
	if (len == 0 || !r->csv.twin[row] || memchr(p, '"', len) == NULL)
		return (struct slice){ len == 0 ? NULL : p, len };
	out = arena_raw(r->arena, len);
	for (size_t i = 0; i < len; i++) {
		out[n++] = p[i];
		i += p[i] == '"';
	}
	return (struct slice){ out, n };
}

struct slice
salesforce_scan_text(struct salesforce_rows *r, size_t row, size_t i)
{
	return r->piece.csv ? csv_text(r, row, (size_t)r->piece.columns[i]) :
	    r->json.texts[i][row];
}

static void
number_rows(struct salesforce_rows *r)
{
	if (r->count > r->room) {
		r->room = r->count;
		r->origin = mem_resize(r->origin, r->room,
		    sizeof *r->origin);
	}
	for (size_t i = 0; i < r->count; i++)
		r->origin[i] = origin_of_id(salesforce_scan_text(r, i, 0));
}

bool
salesforce_scan_rows(struct salesforce_rows *r, const struct page *page,
    const char *name, struct err *err)
{
	arena_reset(r->arena);
	r->count = 0;
	if (!(r->piece.csv ? read_csv(r, name, err) :
	    read_page(r, page, name, err)))
		return false;
	number_rows(r);
	return true;
}

/* SPDX-License-Identifier: MIT */
#include "org_write.h"
#include "precept/json.h"
#include "success_keyed.h"
#include "success_store.h"
#include "switches.h"

/* Records one by one, and an answer that has a member for each key. */

/* A copy whose members have their fields' names. */
static const struct doc *
rename_all(struct arena *arena, const struct success_keyed *k,
    const struct doc *record)
{
	struct doc	*copy = arena_alloc(arena, sizeof *copy);
	struct doc	**last = &copy->child;

	*copy = *record;
	copy->child = NULL;
	for (const struct doc *d = record->child; d != NULL; d = d->next) {
		*last = arena_alloc(arena, sizeof **last);
		**last = *d;
		(*last)->next = NULL;
		for (size_t i = 0; k->names[i] != NULL; i += 2)
			if (strcmp(d->name, k->names[i]) == 0)
				(*last)->name = k->names[i + 1];
		last = &(*last)->next;
	}
	return copy;
}

static bool
refuse(struct request *r, const char *text)
{
	request_error(r, 400, "GSOBJ_1002", NULL, "%s", text);
	return false;
}

static bool
read_rows(struct success_write *w, const struct success_keyed *k,
    const struct doc *list, const char *inner)
{
	if (list == NULL || list->kind != DOC_LIST || list->child == NULL)
		return refuse(w->r, "The list of records is missing");
	w->rows = arena_array(w->r->arena, SUCCESS_WRITE_MAX,
	    sizeof *w->rows);
	for (const struct doc *d = list->child; d != NULL; d = d->next) {
		const struct doc	*record = d;

		if (w->count == SUCCESS_WRITE_MAX)
			return refuse(w->r, "A call takes 50 records at "
			    "most");
		if (inner != NULL && d->kind == DOC_OBJECT)
			record = doc_get(d, inner);
		if (record == NULL || record->kind != DOC_OBJECT)
			return refuse(w->r, "A record is not an object");
		if (doc_text(record, k->key) == NULL)
			return refuse(w->r, arena_printf(w->r->arena,
			    "A record has no %s", k->key));
		w->rows[w->count++].doc = rename_all(w->r->arena, k, record);
	}
	return true;
}

/* Which record is it, by its GSID or by another field? */
static void
find(const struct success_write *w, struct success_row *row, const char *by)
{
	struct success_matches	 m = { .count = 1 };
	const struct doc	*d = doc_get(row->doc, by);

	row->gsids = arena_array(w->r->arena, 1, sizeof *row->gsids);
	if (d != NULL && d->kind == DOC_TEXT) {
		m.match[0].field = success_field(w->object, slice_of(by));
		m.match[0].cell = success_value_text(d->text);
		row->count = success_store_find(w->r->sandbox->success,
		    w->object, &m, w->r->arena, row->gsids, 1);
	}
	if (row->count == 0)
		success_write_error(w, row, by, d, SUCCESS_WRONG_NO_MATCH);
}

static void
put_row(const struct success_write *w, const struct success_keyed *k,
    const struct success_row *row)
{
	struct text	*out = &w->r->out;

	json_put_string(out, slice_of(doc_text(row->doc, k->key)));
	text_string(out, k->listed ? ":[" : ":");
	if (row->errors == NULL)
		text_printf(out, "{\"%s\":\"%s\"}", k->id, row->gsids[0]);
	else
		success_write_put_errors(out, row);
	text_string(out, k->listed ? "]" : "");
}

/* The same as a list: {"referenceId":"r1","Gsid":"…"} */
static void
put_item(const struct success_write *w, const struct success_keyed *k,
    const struct success_row *row)
{
	struct text	*out = &w->r->out;

	text_printf(out, "{\"%s\":", k->key);
	json_put_string(out, slice_of(doc_text(row->doc, k->key)));
	if (row->errors == NULL)
		text_printf(out, ",\"%s\":\"%s\"}", k->id, row->gsids[0]);
	else {
		text_string(out, ",\"errors\":");
		success_write_put_errors(out, row);
		text_char(out, '}');
	}
}

static void
put_part(const struct success_write *w, const struct success_keyed *k,
    bool good)
{
	bool	list = !k->listed && switches_on(w->r->sandbox,
		    SWITCH_GAINSIGHT_CTA_LIST);
	bool	more = false;

	text_printf(&w->r->out, "\"%s\":%c", good ? "success" : "failure",
	    list ? '[' : '{');
	for (size_t i = 0; i < w->count; i++) {
		if ((w->rows[i].errors == NULL) != good)
			continue;
		if (more)
			text_char(&w->r->out, ',');
		more = true;
		if (list)
			put_item(w, k, &w->rows[i]);
		else
			put_row(w, k, &w->rows[i]);
	}
	text_char(&w->r->out, list ? ']' : '}');
}

/* If none went in, the call has failed, with the first one's reason. */
static void
put_outcome(const struct success_write *w, const struct success_keyed *k)
{
	size_t	bad = 0;

	for (size_t i = 0; i < w->count; i++)
		bad += w->rows[i].errors != NULL;
	if (bad == w->count)
		success_answer_fail(w->r, 400, w->rows[0].errors->code,
		    w->rows[0].errors->sentence);
	text_char(&w->r->out, '{');
	put_part(w, k, true);
	text_char(&w->r->out, ',');
	put_part(w, k, false);
	text_char(&w->r->out, '}');
}

static void
write_row(struct success_write *w, const struct success_keyed *k,
    struct success_row *row, const char *by)
{
	success_write_read(w, row);
	if (by != NULL)
		find(w, row, by);
	k->finish(w, row);
	success_write_check(w, row);
	if (row->errors == NULL)
		success_write_store(w, row);
}

static bool
read_lookups(struct success_write *w, const struct success_keyed *k,
    const struct doc *body)
{
	struct err	err = { 0 };
	struct doc	*own;

	w->lookups = doc_get(body, "lookups");
	if (w->lookups != NULL && w->lookups->kind != DOC_OBJECT)
		return refuse(w->r, "lookups is not an object");
	if (k->lookups != NULL && doc_parse(slice_of(k->lookups), "lookups",
	    w->r->arena, &own, &err))
		w->lookups = own;
	return true;
}

void
success_keyed_write(struct request *r, const struct success_keyed *k,
    const char *list, const char *inner, const char *by)
{
	struct success_write	 w = { .r = r, .insert = by == NULL };
	const struct doc	*body = success_answer_body(r);

	if (body == NULL)
		return;
	w.object = success_object(r->sandbox->success, slice_of(k->object));
	w.skip = k->key_kept ? NULL : k->key;
	if (!read_lookups(&w, k, body) ||
	    !read_rows(&w, k, doc_get(body, list), inner))
		return;
	org_begin(r->sandbox->org);
	for (size_t i = 0; i < w.count; i++)
		write_row(&w, k, &w.rows[i], by);
	org_keep(r->sandbox->org);
	put_outcome(&w, k);
}

/* SPDX-License-Identifier: MIT */
#include "faults.h"
#include "org_write.h"
#include "success_store.h"
#include "success_write.h"
#include "switches.h"

/* Records made, changed by their keys, deleted. */

#define KEYS 3
#define MATCHES 1000

static void
add_error(const struct success_write *w, struct success_row *row,
    const struct success_error *e)
{
	struct success_error	**at = &row->errors;

	while (*at != NULL)
		at = &(*at)->next;
	*at = arena_alloc(w->r->arena, sizeof **at);
	**at = *e;
}

void
success_write_error(const struct success_write *w, struct success_row *row,
    const char *field, const struct doc *value, enum success_wrong wrong)
{
	struct success_error	e = { field, value,
				    success_value_code(wrong, w->person),
				    success_value_sentence(wrong), NULL };

	add_error(w, row, &e);
}

static bool
is_writable(const struct success_write *w, const struct success_field *f)
{
	return f->flags & (w->insert ? SUCCESS_CREATE : SUCCESS_UPDATE);
}

/* The GSID of an update is a key at most; it is no value. */
void
success_write_read(const struct success_write *w, struct success_row *row)
{
	row->cells = arena_array(w->r->arena, w->object->count,
	    sizeof *row->cells);
	for (const struct doc *d = row->doc->child; d != NULL; d = d->next) {
		const struct success_field	*f = success_field(w->object,
						    slice_of(d->name));
		enum success_wrong		 wrong;

		if (success_lookup_takes(w, d->name) || (w->skip != NULL &&
		    strcmp(d->name, w->skip) == 0))
			continue;
		if (f == NULL)
			wrong = SUCCESS_WRONG_FIELD;
		else if (!w->insert && strcmp(f->name, "Gsid") == 0)
			continue;
		else if (!is_writable(w, f))
			wrong = SUCCESS_WRONG_READONLY;
		else
			wrong = success_value_read(w->r->sandbox->success, f,
			    d, w->r->arena, success_store_at(w->object,
			    row->cells, f->name));
		if (wrong != SUCCESS_RIGHT)
			success_write_error(w, row, f == NULL ? d->name :
			    f->name, d, wrong);
	}
	success_lookup_read(w, row);
}

static bool
has_error(const struct success_row *row, const char *field)
{
	const struct success_error	*e = row->errors;

	while (e != NULL && (e->field == NULL ||
	    strcmp(e->field, field) != 0))
		e = e->next;
	return e != NULL;
}

static enum success_wrong
check_cell(const struct success_write *w, const struct success_field *f,
    const struct success_cell *cell)
{
	struct success			*s = w->r->sandbox->success;
	const struct success_object	*to = f->refers == NULL ? NULL :
					    success_object(s, slice_of(
					    f->refers));

	if (cell->kind == SUCCESS_NULL)
		return (f->flags & SUCCESS_REQUIRED) && (w->insert ||
		    cell->set) ? SUCCESS_WRONG_NULL : SUCCESS_RIGHT;
	return to != NULL && cell->set && !success_store_has(s, to, cell->s) ?
	    SUCCESS_WRONG_MISSING : SUCCESS_RIGHT;
}

void
success_write_check(const struct success_write *w, struct success_row *row)
{
	int64_t			 number = row - w->rows + 1;
	const struct fault	*fault = faults_row(w->r, number);

	if (fault != NULL) {
		struct success_error	e = { .code = fault->code,
					    .sentence = fault->text };

		add_error(w, row, &e);
	}
	for (size_t i = 0; i < w->object->count; i++) {
		const struct success_field	*f = w->object->fields[i];
		enum success_wrong		 wrong;

		if (has_error(row, f->name))
			continue;
		wrong = check_cell(w, f, &row->cells[i]);
		if (wrong != SUCCESS_RIGHT)
			success_write_error(w, row, f->name,
			    doc_get(row->doc, f->name), wrong);
	}
}

void
success_write_store(const struct success_write *w, struct success_row *row)
{
	struct success	*s = w->r->sandbox->success;
	char		*gsid;

	for (size_t i = 0; i < row->count; i++)
		success_store_update(s, w->object, row->cells,
		    row->gsids[i]);
	if (row->count > 0 || !w->insert)
		return;
	gsid = arena_alloc(w->r->arena, SUCCESS_GSID_LEN + 1);
	success_store_insert(s, w->object, row->cells, gsid);
	row->gsids = arena_array(w->r->arena, 1, sizeof *row->gsids);
	row->gsids[0] = gsid;
	row->count = 1;
}

static bool
refuse(struct request *r, const char *what)
{
	request_error(r, 400, "GSOBJ_1002", NULL, "%s", what);
	return false;
}

static bool
read_rows(struct success_write *w, const struct doc *body)
{
	const struct doc	*list = doc_get(body, "records");

	if (list == NULL || list->kind != DOC_LIST || list->child == NULL)
		return refuse(w->r, "records is missing: a list with at "
		    "least one record");
	w->lookups = doc_get(body, "lookups");
	if (w->lookups != NULL && w->lookups->kind != DOC_OBJECT)
		return refuse(w->r, "lookups is not an object");
	w->rows = arena_array(w->r->arena, SUCCESS_WRITE_MAX,
	    sizeof *w->rows);
	for (const struct doc *d = list->child; d != NULL; d = d->next) {
		if (w->count == SUCCESS_WRITE_MAX)
			return refuse(w->r, "A call takes 50 records at "
			    "most");
		if (d->kind != DOC_OBJECT)
			return refuse(w->r, "A record is not an object");
		w->rows[w->count++].doc = d;
	}
	return true;
}

/* The fields of ?keys=A,B. */
static bool
read_keys(const struct success_write *w, struct success_matches *m)
{
	const char	*p = request_param(w->r, "keys");

	for (; p != NULL && *p != '\0'; p += *p == ',') {
		struct slice			 name = { p,
						    strcspn(p, ",") };
		const struct success_field	*f;

		f = success_field(w->object, slice_trim(name));
		if (m->count == KEYS)
			return refuse(w->r, "keys has more than 3 fields");
		if (f == NULL || !(f->type == SUCCESS_STRING ||
		    f->type == SUCCESS_EMAIL || f->type == SUCCESS_GSID ||
		    f->type == SUCCESS_LOOKUP || f->type == SUCCESS_NUMBER))
			return refuse(w->r, arena_printf(w->r->arena,
			    "Invalid key : %.*s", (int)name.len, name.ptr));
		m->match[m->count++].field = f;
		p += name.len;
	}
	return m->count > 0 || refuse(w->r, "keys is missing: at most 3 "
	    "fields, with commas between them");
}

/* Which records the row is about; false: it has an error. */
static bool
find_row(const struct success_write *w, struct success_row *row,
    struct success_matches *m)
{
	struct success_match	*match = m->match;
	size_t			 most = switches_on(w->r->sandbox,
				    SWITCH_GAINSIGHT_PUT_ALL) ? MATCHES : 1;

	for (size_t i = 0; i < m->count; i++) {
		const struct success_field	*f = match[i].field;
		const struct doc		*d;

		d = doc_get(row->doc, f->name);
		match[i].cell = *success_store_at(w->object, row->cells,
		    f->name);
		if (strcmp(f->name, "Gsid") == 0 && d != NULL &&
		    d->kind == DOC_TEXT)
			match[i].cell = success_value_text(d->text);
		if (match[i].cell.kind != SUCCESS_NULL)
			continue;
		if (!has_error(row, f->name))
			success_write_error(w, row, f->name, d,
			    f->type == SUCCESS_GSID ? SUCCESS_WRONG_GSID :
			    SUCCESS_WRONG_NULL);
		return false;
	}
	row->gsids = arena_array(w->r->arena, most, sizeof *row->gsids);
	row->count = success_store_find(w->r->sandbox->success, w->object,
	    m, w->r->arena, row->gsids, most);
	return true;
}

/* A row that no key matches: new, passed over, or an error. */
static void
prepare_row(struct success_write *w, struct success_row *row,
    struct success_matches *m)
{
	struct sandbox	*s = w->r->sandbox;

	w->insert = m->count == 0;
	success_write_read(w, row);
	if (m->count > 0 && (!find_row(w, row, m) ||
	    row->errors != NULL))
		return;
	if (m->count > 0 && row->count == 0) {
		if (switches_on(s, SWITCH_GAINSIGHT_PUT_UPSERTS)) {
			w->insert = true;
			row->errors = NULL;
			success_write_read(w, row);
		} else if (switches_on(s, SWITCH_GAINSIGHT_PUT_PASSES))
			return;
		else
			success_write_error(w, row, m->match[0].field->name,
			    doc_get(row->doc, m->match[0].field->name),
			    SUCCESS_WRONG_NO_MATCH);
	}
	success_write_check(w, row);
}

/* All of them or none, unless the good ones may go in alone. A row sees
 * those that stand before it. */
static void
write_rows(struct success_write *w, struct success_matches *m)
{
	bool	partial = switches_on(w->r->sandbox,
		    SWITCH_GAINSIGHT_PARTIAL);

	org_begin(w->r->sandbox->org);
	for (size_t i = 0; i < w->count; i++) {
		prepare_row(w, &w->rows[i], m);
		if (w->rows[i].errors == NULL)
			success_write_store(w, &w->rows[i]);
	}
	if (success_write_is_good(w) || partial) {
		org_keep(w->r->sandbox->org);
		success_write_done(w);
	} else {
		org_drop(w->r->sandbox->org);
		success_write_refuse(w);
	}
}

static bool
is_system(struct request *r, const struct success_object *o)
{
	if (strcmp(o->kind, "SYSTEM") != 0)
		return false;
	refuse(r, "Records of this object cannot be written");
	return true;
}

static void
write_records(struct request *r, bool keyed)
{
	struct success_write	 w = { .r = r };
	struct success_matches	 m = { .count = 0 };
	const struct doc	*body;

	w.object = success_answer_object(r, r->part[3]);
	if (w.object == NULL || is_system(r, w.object) ||
	    (body = success_answer_body(r)) == NULL ||
	    !read_rows(&w, body) || (keyed && !read_keys(&w, &m)))
		return;
	write_rows(&w, &m);
}

static void
insert(struct request *r)
{
	write_records(r, false);
}

static void
update(struct request *r)
{
	write_records(r, true);
}

/* A user cannot go, nor whom other records refer to. */
static void
delete(struct request *r)
{
	struct success		*s = r->sandbox->success;
	struct success_object	*o = success_answer_object(r, r->part[3]);
	struct slice		 gsid = slice_of(r->part[4]);

	if (o == NULL || is_system(r, o))
		return;
	if (!success_value_is_gsid(gsid) || !success_store_has(s, o, gsid))
		request_error(r, 400, "GSOBJ_1004", NULL,
		    "Invalid GSID (Gsid = %s).", r->part[4]);
	else if (strcmp(o->name, "gsuser") == 0 ||
	    success_store_used(s, o, gsid.ptr))
		request_error(r, 500, "GSOBJ_1003", NULL,
		    "Delete failed: other records refer to %s.", gsid.ptr);
	else {
		org_begin(r->sandbox->org);
		success_store_delete(s, o, gsid.ptr);
		org_keep(r->sandbox->org);
		text_printf(&r->out, "{\"count\":1,\"errors\":null,"
		    "\"records\":[{\"Gsid\":\"%s\"}]}", gsid.ptr);
	}
}

const struct success_route success_write_routes[] = {
	{ "POST", "v1/data/objects/*", insert },
	{ "PUT", "v1/data/objects/*", update },
	{ "DELETE", "v1/data/objects/*/*", delete },
	{ 0 }
};

/* SPDX-License-Identifier: MIT */
#include "org_write.h"
#include "success_store.h"
#include "success_write.h"
#include "switches.h"

/* People by their email, new or not, with the companies they are at. */

struct person {
	struct request		*r;
	const struct doc	*companies;	/* a list, or NULL */
	struct success_write	 self;
	struct success_row	 row, *rows;
	size_t			 count;
};

static bool
refuse(struct request *r, const char *code, const char *text)
{
	request_error(r, 400, code, NULL, "%s", text);
	return false;
}

/* The record that has these fields, if there is one: then it is no new one. */
static void
find(struct success_write *w, struct success_row *row,
    const char *const *names, size_t count)
{
	struct success_matches	m = { .count = count };

	for (size_t i = 0; i < count; i++) {
		m.match[i].field = success_field(w->object,
		    slice_of(names[i]));
		m.match[i].cell = *success_store_at(w->object, row->cells,
		    names[i]);
	}
	row->gsids = arena_array(w->r->arena, 1, sizeof *row->gsids);
	row->count = success_store_find(w->r->sandbox->success, w->object,
	    &m, w->r->arena, row->gsids, 1);
	w->insert = row->count == 0;
}

static void
write_self(struct person *p)
{
	static const char *const	key[] = { "Email" };

	success_write_read(&p->self, &p->row);
	if (p->row.errors == NULL)
		find(&p->self, &p->row, key, 1);
	success_write_check(&p->self, &p->row);
	if (p->row.errors == NULL)
		success_write_store(&p->self, &p->row);
}

static void
write_place(struct person *p, struct success_write *w,
    struct success_row *row)
{
	static const char *const	keys[] = { "Person_ID",
					    "Company_ID" };

	success_write_read(w, row);
	*success_store_at(w->object, row->cells, keys[0]) =
	    success_value_text(p->row.gsids[0]);
	if (row->errors == NULL)
		find(w, row, keys, 2);
	success_write_check(w, row);
	if (row->errors == NULL)
		success_write_store(w, row);
}

/* The errors of a company are errors of its person. */
static bool
write_places(struct person *p)
{
	struct success_write	w = p->self;
	size_t			i = 0;

	w.object = success_object(p->r->sandbox->success,
	    SLICE("company_person"));
	for (const struct doc *d = p->companies; d != NULL; d = d->next) {
		w.insert = true;
		w.rows = &p->rows[i];
		p->rows[i].doc = d;
		write_place(p, &w, &p->rows[i]);
		if (p->rows[i].errors != NULL) {
			p->row.errors = p->rows[i].errors;
			return false;
		}
		i++;
	}
	return true;
}

static bool
read_companies(struct person *p, const struct doc *body)
{
	const struct doc	*list = doc_get(body, "companies");

	if (list == NULL)
		return true;
	if (list->kind != DOC_LIST)
		return refuse(p->r, "GSOBJ_VQP1001", "companies is not a "
		    "list");
	p->companies = list->child;
	for (const struct doc *d = list->child; d != NULL; d = d->next) {
		if (d->kind != DOC_OBJECT)
			return refuse(p->r, "GSOBJ_VQP1001", "A company is "
			    "not an object");
		p->count++;
	}
	p->rows = arena_array(p->r->arena, p->count, sizeof *p->rows);
	return true;
}

static void
put_done(struct person *p)
{
	const struct doc	*d = p->companies;

	text_printf(&p->r->out, "{\"Gsid\":\"%s\",\"companies\":[",
	    p->row.gsids[0]);
	for (size_t i = 0; i < p->count; i++, d = d->next)
		text_printf(&p->r->out, "%s{\"Company_ID\":\"%s\","
		    "\"Gsid\":\"%s\"}", i > 0 ? "," : "",
		    doc_text(d, "Company_ID"), p->rows[i].gsids[0]);
	text_string(&p->r->out, "]}");
}

static void
answer(struct request *r)
{
	struct person		 p = { .r = r };
	const struct doc	*body = success_answer_body(r);

	if (body == NULL) {
		refuse(r, "GSOBJ_VQP1001", "The body is not a JSON object");
		return;
	}
	if (doc_get(body, "Email") == NULL) {
		refuse(r, "GSOBJ_PEOPLE1001", "The person cannot be resolved "
		    "without Email");
		return;
	}
	p.self = (struct success_write){ .r = r, .insert = true,
	    .person = true, .skip = "companies", .rows = &p.row, .count = 1,
	    .object = success_object(r->sandbox->success, SLICE("person")) };
	p.row.doc = body;
	if (!read_companies(&p, body))
		return;
	org_begin(r->sandbox->org);
	write_self(&p);
	if (p.row.errors == NULL && write_places(&p)) {
		org_keep(r->sandbox->org);
		put_done(&p);
	} else {
		org_drop(r->sandbox->org);
		success_write_refuse(&p.self);
	}
}

static void
answer_new(struct request *r)
{
	if (switches_on(r->sandbox, SWITCH_GAINSIGHT_PEOPLE_PATH))
		answer(r);
	else
		success_answer_absent(r);
}

static void
answer_old(struct request *r)
{
	if (switches_on(r->sandbox, SWITCH_GAINSIGHT_PEOPLE_OLD_PATH))
		answer(r);
	else
		success_answer_absent(r);
}

const struct success_route success_person_routes[] = {
	{ "PUT", "v1/peoplemgmt/v1.0/people", answer_new },
	{ "PUT", "v1.0/api/people", answer_old },
	{ 0 }
};

/* SPDX-License-Identifier: MIT */
#include "org_data.h"
#include "org_query.h"
#include "precept/json.h"
#include "precept/map.h"
#include "soql_format.h"
#include "soql_run.h"

/* Rows as the REST API shows them. */

/* The children of one parent: where their rows are in the family's text. */
struct parent {
	size_t	from, to;
	int64_t	seen, count;	/* before LIMIT and OFFSET, and after */
};

/* All the children of a page, for one child query. */
struct family {
	const struct soql_select *select;
	struct map		  parents;
	struct text		  rows;
	struct family		 *next;
};

struct writer {
	struct soql		*q;
	struct text		*out;
	struct sqlite3_stmt	*rows;
	const struct family	*families;
};

static void	put_members(struct writer *, const struct soql_out *);

static void
put_attributes(struct writer *w, const char *object, int id_column)
{
	text_printf(w->out, "{\"attributes\":{\"type\":\"%s\",\"url\":"
	    "\"/services/data/v%.1f/%ssobjects/%s/", object,
	    w->q->version, w->q->tooling ? "tooling/" : "", object);
	text_slice(w->out, org_query_text(w->rows, id_column));
	text_string(w->out, "\"}");
}

static bool
all_null(struct writer *w, const struct soql_out *o)
{
	for (; o != NULL; o = o->next)
		if (o->field != NULL && !org_query_is_null(w->rows, o->column))
			return false;
	return true;
}

/* An address: its members begin with a comma but for the first. */
static void
put_address(struct writer *w, const struct soql_out *o)
{
	const struct soql_out	*m;

	if (all_null(w, o->members)) {
		text_string(w->out, "null");
		return;
	}
	text_char(w->out, '{');
	for (m = o->members; m != NULL; m = m->next) {
		size_t	skip = m == o->members;

		text_add(w->out, m->key.ptr + skip, m->key.len - skip);
		if (m->field == NULL)
			text_string(w->out, "null");
		else
			org_put_json(w->out, m->field, w->rows, m->column);
	}
	text_char(w->out, '}');
}

static void
put_relation(struct writer *w, const struct soql_out *o)
{
	if (org_query_is_null(w->rows, o->join->id_column)) {
		text_string(w->out, "null");
		return;
	}
	put_attributes(w, o->join->object->name, o->join->id_column);
	put_members(w, o->members);
	text_char(w->out, '}');
}

static void
put_choice(struct writer *w, const struct soql_out *o)
{
	for (o = o->members; o != NULL; o = o->next)
		if (!org_query_is_null(w->rows, o->join->id_column)) {
			put_relation(w, o);
			return;
		}
	text_string(w->out, "null");
}

static void
put_children(struct writer *w, const struct soql_out *o)
{
	const struct family	*f = w->families;
	const struct parent	*p;

	while (f->select != o->child)
		f = f->next;
	p = map_get(&f->parents, org_query_text(w->rows,
	    w->q->select->tables->joins->id_column));
	if (p == NULL || p->count == 0) {
		text_string(w->out, "null");
		return;
	}
	text_printf(w->out, "{\"totalSize\":%lld,\"done\":true,\"records\":[",
	    (long long)p->count);
	text_add(w->out, f->rows.ptr + p->from, p->to - p->from);
	text_string(w->out, "]}");
}

static void
put_members(struct writer *w, const struct soql_out *o)
{
	for (; o != NULL; o = o->next) {
		text_slice(w->out, o->key);
		switch (o->kind) {
		case SOQL_OUT_FIELD:
			org_put_json(w->out, o->field, w->rows, o->column);
			break;
		case SOQL_OUT_FORMAT:
			soql_format(w->out, o->field->type, w->rows,
			    o->column);
			break;
		case SOQL_OUT_ADDRESS:
			put_address(w, o);
			break;
		case SOQL_OUT_RELATION:
			put_relation(w, o);
			break;
		case SOQL_OUT_CHOICE:
			put_choice(w, o);
			break;
		case SOQL_OUT_CHILD:
			put_children(w, o);
			break;
		}
	}
}

static void
put_row(struct writer *w, const struct soql_tables *t)
{
	put_attributes(w, t->object->name, t->joins->id_column);
	put_members(w, t->out);
	text_char(w->out, '}');
}

static struct parent *
find_parent(struct soql *q, struct family *f, struct slice id)
{
	struct parent	*p = map_get(&f->parents, id);

	if (p != NULL)
		return p;
	p = arena_alloc(q->arena, sizeof *p);
	p->from = p->to = f->rows.len;
	map_put(&f->parents, slice_of(arena_text(q->arena, id)), p);
	return p;
}

/* A child within LIMIT and OFFSET of its parent's. */
static bool
is_wanted(const struct soql_select *s, struct parent *p)
{
	int64_t	from = s->offset < 0 ? 0 : s->offset;
	bool	wanted = p->seen >= from && (s->limit < 0 ||
		    p->seen < from + s->limit);

	p->seen++;
	p->count += wanted;
	return wanted;
}

static bool
read_family(struct soql *q, struct family *f, const char *ids, size_t count)
{
	struct writer	w = { .q = q, .out = &f->rows };

	w.rows = soql_run_children(q, f->select, ids, count);
	while (w.rows != NULL && org_query_next(w.rows)) {
		struct parent	*p = find_parent(q, f,
				    org_query_text(w.rows, 0));

		if (!is_wanted(f->select, p))
			continue;
		if (p->count > 1)
			text_char(w.out, ',');
		put_row(&w, f->select->tables);
		p->to = f->rows.len;
	}
	org_query_end(w.rows);
	return w.rows != NULL;
}

static bool
read_families(struct soql *q, struct family **first, const char *ids,
    size_t count)
{
	const struct soql_out	*o = q->select->tables->out;

	for (; o != NULL; o = o->next) {
		if (o->kind != SOQL_OUT_CHILD)
			continue;
		*first = arena_alloc(q->arena, sizeof **first);
		(*first)->select = o->child;
		text_init(&(*first)->rows, SIZE_MAX / 2);
		if (!read_family(q, *first, ids, count))
			return false;
		first = &(*first)->next;
	}
	return true;
}

static void
free_families(struct family *f)
{
	for (; f != NULL; f = f->next) {
		text_free(&f->rows);
		map_clear(&f->parents);
	}
}

bool
soql_page(struct soql *q, const char *ids, size_t count, struct text *out)
{
	struct family	*families = NULL;
	struct writer	 w = { .q = q, .out = out };
	bool		 first = true;

	if (read_families(q, &families, ids, count))
		w.rows = soql_run_page(q, ids, count);
	w.families = families;
	while (w.rows != NULL && org_query_next(w.rows)) {
		if (!first)
			text_char(out, ',');
		first = false;
		put_row(&w, q->select->tables);
	}
	org_query_end(w.rows);
	free_families(families);
	return w.rows != NULL;
}

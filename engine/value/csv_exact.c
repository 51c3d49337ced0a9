/* SPDX-License-Identifier: MIT */
#include "csv_rows.h"

/* The rows of a block, record by record, and the broken ones with a reason. */

/* " (Name)", if the header has a name for it. */
static const char *
show_name(const struct csv_form *form, size_t field, struct arena *a)
{
	return field < form->fields ?
	    arena_printf(a, " (%s)", form->names[field]) : "";
}

static const char *
explain(const struct csv_form *form, const struct csv_record *rec,
    struct arena *a)
{
	const char	*name = show_name(form, rec->field, a);
	size_t		 n = rec->field + 1;

	switch (rec->code[3]) {
	case '2':
		return arena_printf(a, "there is text after the closing "
		    "quote of field %zu%s", n, name);
	case '3':
		return arena_printf(a, "there is a quote inside field "
		    "%zu%s, which does not begin with one", n, name);
	case '4':
		return arena_printf(a, "the quote opened in field %zu%s is "
		    "never closed", n, name);
	default:
		return arena_printf(a, "the line has %zu field%s, the header "
		    "has %zu", rec->fields, rec->fields == 1 ? "" : "s",
		    form->fields);
	}
}

static void
add_broken(const struct csv_form *form, struct csv_rows *r,
    const struct csv_record *rec, struct arena *a)
{
	bool	in_field = rec->code[3] != '1' && rec->field < form->fields;

	if (r->broken_count == r->broken_cap) {
		r->broken_cap = 2 * r->broken_cap + 16;
		r->broken = mem_resize(r->broken, r->broken_cap,
		    sizeof *r->broken);
	}
	r->broken[r->broken_count++] = (struct scan_broken){
		.origin = r->lines,
		.code = rec->code,
		.field = in_field ? form->names[rec->field] : NULL,
		.text = explain(form, rec, a),
	};
}

static void
add_row(struct csv_rows *r, const struct csv_record *rec)
{
	csv_index_rows(r, r->count + 1);
	r->line[r->count] = r->lines;
	r->twin[r->count] = rec->twin;
	r->count++;
}

/* Nothing but its end: passed over, unless one empty field is a row. */
static bool
is_blank(const struct csv_form *form, const struct csv_record *rec, size_t at)
{
	return form->fields > 1 && rec->next - at == 1u + rec->crlf;
}

static int64_t
count_newlines(const char *at, const char *end)
{
	int64_t	n = 0;

	while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		at++;
		n++;
	}
	return n;
}

static void
begin(const struct csv_form *form, struct csv_rows *r,
    const struct scan_block *b, size_t from)
{
	csv_index_room(r, 2 * (b->len - from) + form->fields + 1 + SCAN_SLACK);
	r->place = r->marks.sep;
	r->stride = form->fields + 1;
	r->count = r->broken_count = 0;
	r->lines = 0;
	r->end = from;
}

enum csv_found
csv_exact(const struct csv_form *form, struct csv_rows *r,
    const struct scan_block *b, size_t from, struct arena *a)
{
	struct csv_record	rec = { .room = form->fields };
	size_t			at;
	enum csv_found		found;

	for (begin(form, r, b, from); r->end < b->limit; r->end = rec.next) {
		at = r->end;
		rec.place = r->place + r->count * r->stride;
		found = csv_parse(&rec, b, at, form->delimiter);
		if (found != CSV_DONE)
			return found;
		if (rec.code == NULL && rec.fields != form->fields &&
		    !is_blank(form, &rec, at))
			rec.code = "D101";
		if (rec.code != NULL)
			add_broken(form, r, &rec, a);
		else if (rec.fields == form->fields)
			add_row(r, &rec);
		r->lines += count_newlines(b->buf + at, b->buf + rec.next);
	}
	return CSV_DONE;
}

/* SPDX-License-Identifier: MIT */
#include "org_data.h"
#include "org_query.h"
#include "soql_run.h"

/* Rows as Bulk API 2.0 delivers them: every value in quotes. */

/* "Owner.Name": the names of the relations, then the field's. */
static void
put_path(struct text *out, const struct soql_out *o, struct slice *path,
    int depth, const struct soql_csv *csv)
{
	for (; o != NULL; o = o->next) {
		/* A key is ,"Name": */
		path[depth] = (struct slice){ o->key.ptr + 2,
		    o->key.len - 4 };
		if (o->kind == SOQL_OUT_RELATION) {
			put_path(out, o->members, path, depth + 1, csv);
			continue;
		}
		if (out->len > 0)
			text_char(out, csv->delimiter);
		text_char(out, '"');
		for (int i = 0; i <= depth; i++) {
			if (i > 0)
				text_char(out, '.');
			text_slice(out, path[i]);
		}
		text_char(out, '"');
	}
}

void
soql_header(const struct soql *q, const struct soql_csv *csv,
    struct text *out)
{
	struct slice	path[16];
	struct text	line;

	text_init(&line, 1 << 20);
	put_path(&line, q->select->tables->out, path, 0, csv);
	text_slice(out, (struct slice){ line.ptr, line.len });
	text_string(out, csv->end);
	text_free(&line);
}

static void
put_quoted(struct text *out, const struct org_field *f,
    struct sqlite3_stmt *rows, int i)
{
	struct slice	s;

	text_char(out, '"');
	if (!org_is_text(f->type))
		org_put_text(out, f, rows, i);
	else {
		s = org_query_text(rows, i);
		for (size_t k = 0; k < s.len; k++) {
			if (s.ptr[k] == '"')
				text_char(out, '"');
			text_char(out, s.ptr[k]);
		}
	}
	text_char(out, '"');
}

static void
put_values(struct text *out, const struct soql_out *o,
    struct sqlite3_stmt *rows, const struct soql_csv *csv, bool *first)
{
	for (; o != NULL; o = o->next) {
		if (o->kind == SOQL_OUT_RELATION) {
			put_values(out, o->members, rows, csv, first);
			continue;
		}
		if (!*first)
			text_char(out, csv->delimiter);
		*first = false;
		put_quoted(out, o->field, rows, o->column);
	}
}

bool
soql_rows(struct soql *q, const char *ids, size_t count,
    const struct soql_csv *csv, struct text *out)
{
	struct sqlite3_stmt	*rows = soql_run_page(q, ids, count);

	while (rows != NULL && org_query_next(rows)) {
		bool	first = true;

		put_values(out, q->select->tables->out, rows, csv, &first);
		text_string(out, csv->end);
	}
	org_query_end(rows);
	return rows != NULL;
}

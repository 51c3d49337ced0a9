/* SPDX-License-Identifier: MIT */
#include "org_data.h"
#include "org_query.h"
#include "success_store.h"
#include "switches.h"

/* Records by what is in their fields. */

#define SQL_MAX ((size_t)1 << 20)

/* Keys that are asked for once are asked for again. */
static void
make_index(struct success *s, const struct success_object *o,
    const struct success_field *f)
{
	struct sqlite3_stmt	*made;
	struct text		 sql;

	text_init(&sql, SQL_MAX);
	text_printf(&sql, "CREATE INDEX IF NOT EXISTS \"gs.%s.%s\" ON ",
	    o->name, f->name);
	success_store_put_table(&sql, o);
	text_string(&sql, " (");
	org_put_name(&sql, f->name);
	text_char(&sql, ')');
	made = success_store_rows(s, sql.ptr);
	org_query_next(made);
	org_query_end(made);
	text_free(&sql);
}

size_t
success_store_find(struct success *s, const struct success_object *o,
    const struct success_matches *m, struct arena *arena, const char **gsids,
    size_t max)
{
	const struct success_match	*match = m->match;
	struct sqlite3_stmt		*rows;
	struct text			 sql;
	size_t				 n = 0;

	text_init(&sql, SQL_MAX);
	text_string(&sql, "SELECT \"Gsid\" FROM ");
	success_store_put_table(&sql, o);
	for (size_t i = 0; i < m->count; i++) {
		make_index(s, o, match[i].field);
		text_string(&sql, i == 0 ? " WHERE " : " AND ");
		org_put_name(&sql, match[i].field->name);
		text_string(&sql, " = ");
		success_value_put_sql(&sql, &match[i].cell);
		if (match[i].field->type == SUCCESS_EMAIL ||
		    (match[i].cell.kind == SUCCESS_TEXT &&
		    switches_on(s->sandbox, SWITCH_GAINSIGHT_NO_CASE)))
			text_string(&sql, " COLLATE SALESFORCE");
	}
	text_string(&sql, " ORDER BY \"Gsid\"");
	rows = success_store_rows(s, sql.ptr);
	while (n < max && org_query_next(rows))
		gsids[n++] = arena_text(arena, org_query_text(rows, 0));
	org_query_end(rows);
	text_free(&sql);
	return n;
}

bool
success_store_get(struct success *s, const struct success_object *o,
    const char *gsid, const char *field, struct arena *arena,
    struct success_cell *cell)
{
	struct success_cell	 want = success_value_text(gsid);
	struct sqlite3_stmt	*rows;
	struct text		 sql;
	bool			 found;

	text_init(&sql, SQL_MAX);
	text_string(&sql, "SELECT ");
	org_put_name(&sql, field);
	text_string(&sql, " FROM ");
	success_store_put_table(&sql, o);
	text_string(&sql, " WHERE \"Gsid\" = ");
	success_value_put_sql(&sql, &want);
	rows = success_store_rows(s, sql.ptr);
	found = org_query_next(rows);
	if (found) {
		success_store_cell(rows, 0, cell);
		if (cell->kind == SUCCESS_TEXT)
			cell->s.ptr = arena_text(arena, cell->s);
	}
	org_query_end(rows);
	text_free(&sql);
	return found;
}

/* SPDX-License-Identifier: MIT */
#include "precept/store.h"
#include "precept/team.h"
#include "store_path.h"
#include "store_scan.h"

/*
 * Rows of an object as a scan. The row numbers are dealt in ranges; each
 * worker reads its own through a connection of its own. All connections are
 * opened, and their view of the file taken, before the first row is given:
 * what the run itself writes is not seen.
 */

static void
close_scan(struct scan *scan)
{
	struct store_scan	*s = (struct store_scan *)scan;

	for (size_t i = 0; i < s->view_count; i++) {
		sqlite3_finalize(s->views[i].rows);
		sqlite3_close(s->views[i].db);
	}
	pthread_mutex_destroy(&s->lock);
	mem_free(s->views);
	mem_free(s->types);
	mem_free(s->whole);
	mem_free(s->name);
	mem_free(s);
}

static bool
put_query(struct store_scan *s, struct store_paths *p,
    const struct scan_field *fields, struct text *sql, struct err *err)
{
	char	*table;

	for (size_t i = 0; i < s->count; i++) {
		s->types[i] = fields[i].type;
		if (!store_path_add(p, fields[i].path, &s->whole[i], err))
			return false;
	}
	table = store_table(p->schema);
	text_printf(sql, "SELECT t.\"" STORE_ROW "\"%s FROM ", p->columns.len
	    > 0 ? p->columns.ptr : "");
	store_put_name(sql, table);
	text_printf(sql, " AS t%s WHERE t.\"" STORE_ROW "\" BETWEEN ? AND ? "
	    "ORDER BY 1", p->joins.len > 0 ? p->joins.ptr : "");
	mem_free(table);
	return true;
}

/* From here on the reader sees the file as it now is. */
static bool
open_reader(struct store_scan *s, struct err *err)
{
	struct store_view	*r = &s->views[s->view_count];

	r->db = store_reader(s->store, err);
	if (r->db == NULL)
		return false;
	s->view_count++;
	r->next = s->idle;
	s->idle = r;
	return store_exec(s->store, r->db,
	    "BEGIN; SELECT 1 FROM sqlite_schema", err);
}

static bool
open_readers(struct store_scan *s, struct err *err)
{
	int	size = team_size();

	s->views = mem_array((size_t)size, sizeof *s->views);
	for (int i = 0; s->store->db != NULL && i < size; i++)
		if (!open_reader(s, err))
			return false;
	return true;
}

static bool
find_ends(struct store_scan *s, const char *table, struct err *err)
{
	struct text	 sql;
	sqlite3_stmt	*stmt;
	bool		 row, ok = false;

	text_init(&sql, STORE_TEXT_MAX);
	text_string(&sql, "WITH o AS (SELECT \"" STORE_ROW "\" AS n FROM ");
	store_put_name(&sql, table);
	text_string(&sql, ") SELECT (SELECT count(*) FROM o), "
	    "(SELECT min(n) FROM o), (SELECT max(n) FROM o)");
	stmt = store_prepare(s->store, s->views[0].db, sql.ptr, err);
	text_free(&sql);
	if (stmt == NULL)
		return false;
	if (store_step(s->store, stmt, &row, err) && row) {
		s->scan.total = (uint64_t)sqlite3_column_int64(stmt, 0);
		s->next = sqlite3_column_int64(stmt, 1);
		s->last = s->scan.total == 0 ? s->next - 1 :
		    sqlite3_column_int64(stmt, 2);
		ok = true;
	}
	sqlite3_finalize(stmt);
	return ok;
}

/* No table: no rows. */
static bool
prepare(struct store_scan *s, const char *table, const char *sql,
    struct err *err)
{
	if (s->view_count == 0 || store_has(s->views[0].db, table,
	    STORE_ROW) == STORE_ABSENT)
		return true;
	for (size_t i = 0; i < s->view_count; i++) {
		struct store_view	*r = &s->views[i];

		r->rows = store_prepare(s->store, r->db, sql, err);
		if (r->rows == NULL)
			return false;
	}
	return find_ends(s, table, err);
}

static bool
open_scan(struct store_scan *s, struct store_paths *p,
    const struct scan_field *fields, struct err *err)
{
	char		*table = store_table(p->schema);
	struct text	 sql;
	bool		 ok;

	text_init(&sql, STORE_TEXT_MAX);
	text_init(&p->columns, STORE_TEXT_MAX);
	text_init(&p->joins, STORE_TEXT_MAX);
	ok = open_readers(s, err);
	p->db = s->view_count > 0 ? s->views[0].db : NULL;
	ok = ok && put_query(s, p, fields, &sql, err) &&
	    prepare(s, table, sql.ptr, err);
	text_free(&p->columns);
	text_free(&p->joins);
	text_free(&sql);
	mem_free(table);
	return ok;
}

static char *
join_name(const struct schema *schema)
{
	char	*table = store_table(schema);
	char	*name = mem_text(table + 2, strlen(table + 2));

	mem_free(table);
	return name;
}

struct scan *
store_scan(struct store *store, const struct catalog *catalog,
    const struct schema *schema, const struct scan_field *fields,
    size_t count, struct err *err)
{
	static const struct scan_ops ops = { store_slab_next,
		store_slab_column, store_slab_close, close_scan };
	struct store_scan	*s = mem_alloc(sizeof *s);
	struct store_paths	 p = { .catalog = catalog, .schema = schema };

	pthread_mutex_init(&s->lock, NULL);
	s->store = store;
	s->last = -1;
	s->count = count;
	s->types = mem_array(count, sizeof *s->types);
	s->whole = mem_array(count, sizeof *s->whole);
	s->name = join_name(schema);
	s->scan = (struct scan){ &ops, s->name, "record", 0 };
	if (open_scan(s, &p, fields, err))
		return &s->scan;
	close_scan(&s->scan);
	return NULL;
}
